"""What the reader adds to an article: bookmarks, highlights, notes and corrections, each on its anchor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import msgspec

from tui.domain.article import Span
from tui.domain.codes import Colour as Colour
from tui.domain.text.safe import one_line, plain_text


class Anchor(msgspec.Struct, frozen=True):
    """A passage, as the selectors of the W3C Web Annotation model describe one.

    ``exact``, ``prefix`` and ``suffix`` form a TextQuoteSelector, ``start`` and ``end`` (code points) a
    TextPositionSelector. See https://www.w3.org/TR/annotation-model/#selectors.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the passage stood when the anchor was made."""
        return Span(self.start, self.end)


def now() -> datetime:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def new_id() -> str:
    """A random UUID: two readers at once never make the same one."""
    return str(uuid4())


def _pass(struct: msgspec.Struct, name: str, gate: Callable[[str], str]) -> None:
    """Make a text, or several, of a struct safe while it is made."""
    value = getattr(struct, name)
    passed = gate(value) if isinstance(value, str) else tuple(map(gate, value))
    if passed != value:
        msgspec.structs.force_setattr(struct, name, passed)


class _Base(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What all annotations have.

    Whatever way one came to be (written, imported, read from the library's file), nothing in its own words
    acts on a terminal. The anchor stays as it is: its words are looked for in the article's, which
    ``--no-clean`` leaves as they are.
    """

    article_id: str
    anchor: Anchor
    id: str = msgspec.field(default_factory=new_id)
    created: datetime = msgspec.field(default_factory=now)
    modified: datetime = msgspec.field(default_factory=now)


class Bookmark(_Base, frozen=True, kw_only=True, tag="bookmark"):
    """A place to come back to. ``mark`` is the letter of ``m{x}``, empty for a plain bookmark."""

    mark: str = ""

    def __post_init__(self) -> None:
        _pass(self, "mark", one_line)


class Highlight(_Base, frozen=True, kw_only=True, tag="highlight"):
    """A passage in a colour."""

    colour: Colour = Colour.YELLOW
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _pass(self, "tags", one_line)


class Note(_Base, frozen=True, kw_only=True, tag="note"):
    """A passage with words on it. ``body`` is Markdown; ``tags`` are without their #."""

    body: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour | None = None

    def __post_init__(self) -> None:
        _pass(self, "body", plain_text)
        _pass(self, "tags", one_line)


SEARCHED = 200_000
"""Code points of a note that are looked through for words: more than any note has that somebody wrote."""
_TAG = re.compile(r"(?<![\w#&/])#(\w[\w-]*)")


def tags_in(body: str) -> tuple[str, ...]:
    """The tags written in a note as ``#tag``, each once, in their order."""
    return tuple(dict.fromkeys(_TAG.findall(body)))


def written(note: Note) -> str:
    """A note as its writer sees it: the body, and on a last line the tags that do not stand in it."""
    there = tags_in(note.body)
    missing = " ".join(f"#{tag}" for tag in note.tags if tag not in there and tags_in(f"#{tag}") == (tag,))
    return "\n\n".join(part for part in (note.body, missing) if part)


def rewritten(note: Note, text: str) -> Note:
    """The note with ``text`` (:func:`written` and then edited) for its body, modified now.

    Its tags are those in the text, and those that cannot be written as ``#tag`` (from other programs).
    """
    unwritable = tuple(tag for tag in note.tags if tags_in(f"#{tag}") != (tag,))
    tags = tuple(dict.fromkeys((*tags_in(text), *unwritable)))
    return msgspec.structs.replace(note, body=text, tags=tags, modified=now())


class SpeakerIs(msgspec.Struct, frozen=True, tag="speaker", tag_field="change"):
    """The quote at the anchor is somebody else's. ``name`` empty: nobody is known."""

    name: str
    actor_id: str | None = None


class NotAQuote(msgspec.Struct, frozen=True, tag="not-a-quote", tag_field="change"):
    """The quote at the anchor is none."""


class ContentIs(msgspec.Struct, frozen=True, tag="content", tag_field="change"):
    """The quote at the anchor has these words instead: one anchor a piece."""

    content: tuple[Anchor, ...]


class IsAQuote(msgspec.Struct, frozen=True, tag="is-a-quote", tag_field="change"):
    """The passage at the anchor is a quote that was missed. ``name`` empty: nobody is known."""

    name: str = ""
    actor_id: str | None = None


class ActorsAreOne(msgspec.Struct, frozen=True, tag="actors-are-one", tag_field="change"):
    """All the actors of these names are one; the first name is kept."""

    names: tuple[str, ...]


class ActorIsTwo(msgspec.Struct, frozen=True, tag="actor-is-two", tag_field="change"):
    """The aliases ``aliases`` of the actor ``name`` are somebody else, to be called by the first of them."""

    name: str
    aliases: tuple[str, ...]


class ActorIsCalled(msgspec.Struct, frozen=True, tag="actor-is-called", tag_field="change"):
    """The actor ``name`` is called ``called`` instead; ``name`` stays an alias."""

    name: str
    called: str


class EntityIs(msgspec.Struct, frozen=True, tag="entity", tag_field="change"):
    """The entity at the anchor is of another kind; ``label`` empty: it is none."""

    label: str


Change = SpeakerIs | NotAQuote | ContentIs | IsAQuote | ActorsAreOne | ActorIsTwo | ActorIsCalled | EntityIs


class Correction(_Base, frozen=True, kw_only=True, tag="correction"):
    """What the analysis got wrong at the anchor (``was``: what it said, in words) and what is right."""

    right: Change
    was: str = ""

    def __post_init__(self) -> None:
        _pass(self, "was", plain_text)


Annotation = Bookmark | Highlight | Note | Correction


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was opened: where the reader stopped, and what was in it.

    ``position`` (of the caret), ``reached`` (one past the last that was on the screen) and ``length`` are
    code points. ``quotes`` and ``actors`` are counts from the last analysis.
    """

    article_id: str
    source: str
    title: str
    byline: str | None = None
    published: str | None = None
    text_hash: str = ""
    opened: datetime = msgspec.field(default_factory=now)
    position: int = 0
    reached: int = 0
    length: int = 0
    quotes: int | None = None
    actors: int | None = None

    def __post_init__(self) -> None:
        _pass(self, "title", one_line)
        if self.byline is not None:
            _pass(self, "byline", one_line)

    @property
    def share(self) -> float:
        """How much of the article lies behind the reader, 0 to 1."""
        return min(max(self.position, self.reached) / self.length, 1.0) if self.length else 0.0
