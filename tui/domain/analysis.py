"""What the language work finds in an article: mentions, actors and quotes."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tui.domain.article import Span
from tui.domain.codes import ActorKind as ActorKind
from tui.domain.codes import QuoteKind as QuoteKind
from tui.domain.codes import Via as Via
from tui.domain.text.phrases import listed

# gc=False: such a value cannot be part of a cycle, and a book has some 100,000 of them to be passed over by
# every full collection, which would hold up the screen.


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One naming of something in the text. ``label`` is an OntoNotes entity label (PERSON, ORG, GPE, …)."""

    span: Span
    label: str
    actor_id: str | None = None


class Actor(msgspec.Struct, frozen=True, gc=False):
    """Somebody or something that appears in the article, its aliases merged.

    ``id`` is a slug of ``name``, which is the fullest form the text uses. ``mentions`` are the names and the
    descriptions that were resolved to this actor ("the Russian leader"), in the order of the text; pronouns
    are not among them. ``affiliation`` is a country or body the text ties the actor to ("Hungary's Orban").
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    affiliation: str | None = None
    edited: bool = False


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """Why a quote was taken for one, in codes: the words for them live in ``labels.evidence``.

    ``found`` is the rule that found the content, ``cue`` the lemma of the cue (empty if there is none),
    ``speaker`` how the speaker's words were found, ``actor`` how the actor was reached from them (empty if it
    was not). All codes of ours stand in ``domain.evidence``.
    """

    found: str
    cue: str = ""
    speaker: str = ""
    actor: str = ""


class Quote(msgspec.Struct, frozen=True, gc=False):
    """Somebody's words. ``content`` and ``cue`` may be in pieces, in the order of the text.

    Content spans leave the quotation marks that enclose them out where those enclose the whole piece.
    ``speaker`` is the mention beside the cue ("he", "the Russian leader"), ``actor_id`` the resolved one.
    ``also`` names further actors where the speaker is plural ("both men"). ``within`` is the id of the quote
    that this one stands in. ``confidence`` is the estimated probability, 0 to 1, that content and speaker
    are right. ``edited`` marks what the reader corrected.
    """

    id: str
    kind: QuoteKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    speaker: Span | None = None
    actor_id: str | None = None
    via: Via = Via.NONE
    confidence: float = 0.0
    also: tuple[str, ...] = ()
    within: str | None = None
    evidence: Evidence | None = None
    edited: bool = False

    @property
    def start(self) -> int:
        """The first code point of the content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the content."""
        return self.content[-1].end

    def text(self, article_text: str) -> str:
        """The quoted words, the pieces joined by " … "."""
        return " … ".join(piece.of(article_text) for piece in self.content)


def speaker_names(quote: Quote, actors: Mapping[str, Actor]) -> str | None:
    """The names of the actors who say it, each once; None where none is known. ``actors``: by their ids."""
    keys = (quote.actor_id, *quote.also)
    names = dict.fromkeys(actors[key].name for key in keys if key is not None and key in actors)
    return listed(names) or None


def speaker_name(quote: Quote, text: str, actors: Mapping[str, Actor]) -> str | None:
    """The names of its actors, else the words beside the cue, else None. ``text`` is the article's."""
    return speaker_names(quote, actors) or (quote.speaker.of(text) if quote.speaker is not None else None)


class Analysis(msgspec.Struct, frozen=True):
    """All that was found in one text: mentions and quotes in its order, actors most present first.

    ``language`` is the two-letter code of the language that the text is in, as far as that can be told;
    ``unread`` is true where the pipeline does not read it: then there are passages in marks alone.
    """

    text_hash: str
    pipeline: str
    pipeline_version: str
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    language: str = "en"
    unread: bool = False

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor of that id, or None. Linear in the number of actors: keep a dict where it matters."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def speaker_of(self, quote: Quote, text: str) -> str | None:
        """Who speaks ``quote``, see :func:`speaker_name`; ``text`` is the article's. As slow as ``actor``."""
        return speaker_name(quote, text, {actor.id: actor for actor in self.actors})

    def quotes_of(self, actor_id: str) -> tuple[Quote, ...]:
        """The quotes that this actor speaks, alone or with others."""
        return tuple(q for q in self.quotes if q.actor_id == actor_id or actor_id in q.also)


class Progress(msgspec.Struct, frozen=True):
    """How far an analysis is: paragraphs done and in all, words a second, seconds left (None: unknown)."""

    done: int
    total: int
    words_per_second: float = 0.0
    seconds_left: float | None = None


class Update(msgspec.Struct, frozen=True):
    """A step of an analysis that streams in. The screen drops one whose ``article_id`` is not its article's.

    While ``final`` is false, ``analysis`` holds what is known so far in full (it replaces the one before);
    a producer spaces such updates out on long texts so that their cost stays small. ``final`` ends them.
    ``notice`` is one sentence that the reader should see, of something that went wrong and was mended.
    """

    article_id: str
    analysis: Analysis
    progress: Progress
    final: bool = False
    notice: str = ""
