"""Plain records gathered from Docs, over which actors are merged and speakers resolved.

Nothing here touches spaCy. ``start`` and ``end`` are code points into the article; sentence and paragraph
numbers run through one chunk and are made to run through the article by ``Cast.resolve``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.analysis import QuoteKind
from tui.domain.article import Span


@dataclass(slots=True)
class Place:
    """Where a record stands: code points, sentence and paragraph, and what it is to its verb.

    ``role`` is "subject", "agent" (of a passive), "object", "possessive", "oblique", "fronted" (in "Speaking
    to X, …") or "other"; ``verb`` is the position (code points) of the governing verb, -1 if there is none;
    ``quoted`` whether it stands inside a quote's content, ``heading`` whether in a paragraph without a full
    stop at its end, such as a headline.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    role: str = "other"
    verb: int = -1
    quoted: bool = False
    heading: bool = False


@dataclass(slots=True)
class RoleRecord:
    """A role the text gives to a name: "Russian President", "spokesman for the Interior Ministry".

    ``head`` is the lower-cased head noun, ``words`` the lower-cased words before it, ``by`` "title",
    "apposition" or "copula". ``affiliation`` is the country or body it names, empty if none.
    """

    text: str
    head: str
    words: frozenset[str]
    by: str
    affiliation: str = ""


@dataclass(slots=True)
class NameRecord:
    """A named mention. ``acts`` is true where it does or owns something, ``located`` where something is in,
    at, from or to it.

    ``title`` is the gender cue that stands before it (m, f or empty), ``kin`` whether a word of kinship
    introduces it ("her husband, X"), ``long_form`` the index of the name record it abbreviates (an acronym
    in brackets), ``affiliation`` a name in the possessive before it ("Hungary's Orban").
    """

    place: Place
    text: str
    label: str
    acts: bool = False
    located: bool = False
    gender: str = ""
    kin: bool = False
    long_form: int = -1
    affiliation: str = ""
    roles: list[RoleRecord] = field(default_factory=list)


@dataclass(slots=True)
class NominalRecord:
    """A noun phrase without a name: "the Russian leader", "both men", "officials", "a woman".

    ``head`` is the lower-cased head noun as it stands in the singular, ``words`` its lower-cased modifiers,
    ``names`` the texts of the names within it, ``owner`` whether a possessive opens it ("his lawyer").
    """

    place: Place
    head: str
    words: frozenset[str]
    definite: bool
    plural: bool
    kind: str
    gender: str = ""
    names: tuple[str, ...] = ()
    owner: bool = False
    count: int = 0
    of: str = ""


@dataclass(slots=True)
class PronounRecord:
    """A personal pronoun. ``word`` is lower-cased."""

    place: Place
    word: str


@dataclass(slots=True)
class AttributionRecord:
    """One attribution without its Doc: what is kept of it, followed to an actor, and shown as a ``Quote``.

    ``content``, ``cue`` and ``source`` (the whole noun phrase that says it) are code points into the article;
    ``content`` is in the order of the text and empty where nothing but marks is left. ``rule``, ``cue_lemma``
    and ``source_by`` are the codes of ``domain.analysis.Evidence``; ``confidence`` is 0 to 1.

    ``mention_type`` is what the source is: "name", "document" (one that a name owns), "pronoun", "nominal" or
    "none"; ``mentions`` are the indices of the records of that type that speak, several for "Macron and
    Scholz", in the order of the text. ``within`` and ``continues`` are indices of attributions of the same
    chunk: the one that this stands in, and the one whose source it takes over.
    """

    mention_type: str
    mentions: list[int]
    content: tuple[Span, ...]
    kind: QuoteKind = QuoteKind.INDIRECT
    rule: str = ""
    cue: tuple[Span, ...] = ()
    cue_lemma: str = ""
    source: Span | None = None
    source_by: str = ""
    within: int | None = None
    continues: int | None = None
    confidence: float = 0.0


@dataclass(slots=True)
class ChunkRecords:
    """All records of one chunk, each list in the order of the text."""

    offset: int
    length: int
    sentences: int = 0
    paragraphs: int = 0
    names: list[NameRecord] = field(default_factory=list)
    nominals: list[NominalRecord] = field(default_factory=list)
    pronouns: list[PronounRecord] = field(default_factory=list)
    attributions: list[AttributionRecord] = field(default_factory=list)
