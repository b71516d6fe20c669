"""Plain records of the mentions in a chunk, over which actors are merged and speakers resolved.

A *mention* is a stretch of text that means somebody or something: a name ("Ann Hill"), a nominal ("the
Russian leader") or a pronoun ("she"). Mentions of one person, body, place or group make a *cluster*
(``tui.nlp.actors``); the *antecedent* of a nominal or pronoun is the cluster that it takes up
(``tui.nlp.coreference``), found among others by *salience*: how present a cluster is to a reader there. An
*actor* is a cluster as the analysis shows it.

Nothing here touches spaCy. ``start`` and ``end`` are code points into the article; sentence and paragraph
numbers run through one chunk and are made to run through the article where the chunks are joined.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tui.domain.analysis import ActorKind, QuoteKind
from tui.domain.article import Span
from tui.domain.evidence import Rule, SourceEvidence


class MentionType(StrEnum):
    """What the source of an attribution is. Document: one that a name owns ("the NATO report")."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    DOCUMENT = "document"
    NONE = "none"


MentionKey = tuple[MentionType, int]
"""A name, nominal or pronoun: its type, and the index of its record among those of that type."""


class Gender(StrEnum):
    """What a name, a title, a role or a pronoun tells of a person's gender."""

    MALE = "m"
    FEMALE = "f"
    UNKNOWN = ""


class GrammaticalFunction(StrEnum):
    """What a mention is to its verb. Agent: of a passive; fronted: X in "Speaking to X, he said"."""

    SUBJECT = "subject"
    AGENT = "agent"
    OBJECT = "object"
    POSSESSIVE = "possessive"
    OBLIQUE = "oblique"
    FRONTED = "fronted"
    OTHER = "other"


class Construction(StrEnum):
    """How a text gives a role to a name: "President X", "X, the president", "X is the president"."""

    TITLE = "title"
    APPOSITION = "apposition"
    COPULA = "copula"


class Position(msgspec.Struct):
    """Where a mention stands: code points, sentence and paragraph, and what it is to its verb.

    ``verb`` is where the governing verb stands (code points), -1 if there is none; ``quoted`` whether the
    mention stands inside a quote's content, ``heading`` whether in a paragraph without a full stop at its
    end, such as a headline.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    function: GrammaticalFunction = GrammaticalFunction.OTHER
    verb: int = -1
    quoted: bool = False
    heading: bool = False


class RoleRecord(msgspec.Struct):
    """A role the text gives to a name: "Russian President", "spokesman for the Interior Ministry".

    ``head`` is the lower-cased head noun, ``words`` the lower-cased words before it, ``affiliation`` the
    country or body it names, empty if none; ``definite`` whether "the" stands before it.
    """

    text: str
    head: str
    words: frozenset[str]
    construction: Construction
    affiliation: str = ""
    definite: bool = False


class NameRecord(msgspec.Struct):
    """A name. ``acts`` is true where it does or owns something, ``located`` where something is in, at, from
    or to it.

    ``label`` is an OntoNotes entity label, ``gender`` what titles and roles beside the name tell, ``kin``
    whether a word of kinship introduces it ("her husband, X"), ``long_form`` the index of the name record it
    abbreviates (an acronym in brackets; -1: none), ``affiliation`` a name in the possessive before it
    ("Hungary's Orban").
    """

    position: Position
    text: str
    label: str
    acts: bool = False
    located: bool = False
    gender: Gender = Gender.UNKNOWN
    kin: bool = False
    long_form: int = -1
    affiliation: str = ""
    roles: list[RoleRecord] = []


class NominalRecord(msgspec.Struct):
    """A noun phrase without a name: "the Russian leader", "both men", "officials", "a woman".

    ``head`` is the lower-cased head noun as it stands in the singular, ``words`` its lower-cased modifiers,
    ``kind`` person or organisation by that noun, None where it is no role; ``names`` the texts of the names
    within it, ``owner`` whether a possessive opens it ("his lawyer"), ``count`` 2 where it means two people
    and else 0, ``of`` the folded words behind "of", "for", "from" or "at".

    The rest is for those who stay without a name: ``called`` are the words that the article calls them by, at
    ``extent`` (code points), ``tied`` the countries and other names in these, folded; ``document`` is whether
    the noun is one for a document ("a study"), ``determiner`` the lower-cased word that opens the phrase if
    that is a determiner, a number or a quantity.
    """

    position: Position
    head: str
    words: frozenset[str]
    definite: bool
    plural: bool
    kind: ActorKind | None
    gender: Gender = Gender.UNKNOWN
    names: tuple[str, ...] = ()
    owner: bool = False
    count: int = 0
    of: str = ""
    called: str = ""
    extent: Span = Span(0, 0)
    tied: frozenset[str] = frozenset()
    document: bool = False
    determiner: str = ""


class PronounRecord(msgspec.Struct):
    """A personal pronoun. ``word`` is lower-cased."""

    position: Position
    word: str


class AttributionRecord(msgspec.Struct):
    """One attribution without its Doc: what is kept of it, followed to an actor, and shown as a ``Quote``.

    ``content``, ``cue`` and ``source`` (the whole noun phrase that says it) are code points into the article;
    ``content`` is in the order of the text and empty where nothing but marks is left. ``cue_lemma`` is empty
    where there is no cue, ``source_evidence`` tells how the source was found; ``confidence`` is 0 to 1.

    ``mentions`` are the indices of the records of ``mention_type`` that speak, several for "Macron and
    Scholz", in the order of the text; of a document those of the names that own it. ``within`` and
    ``continues`` are indices of attributions of the same chunk: the one that this stands in, and the one
    whose source it takes over.
    """

    mention_type: MentionType
    mentions: list[int]
    content: tuple[Span, ...]
    rule: Rule
    kind: QuoteKind = QuoteKind.INDIRECT
    cue: tuple[Span, ...] = ()
    cue_lemma: str = ""
    source: Span | None = None
    source_evidence: SourceEvidence | None = None
    within: int | None = None
    continues: int | None = None
    confidence: float = 0.0


class ChunkRecords(msgspec.Struct):
    """All records of one chunk, each list in the order of the text."""

    offset: int
    length: int
    sentences: int = 0
    paragraphs: int = 0
    names: list[NameRecord] = []
    nominals: list[NominalRecord] = []
    pronouns: list[PronounRecord] = []
    attributions: list[AttributionRecord] = []


class ArticleRecords(msgspec.Struct):
    """All records of an article in the order of the text, sentences and paragraphs numbered through."""

    names: list[NameRecord] = []
    nominals: list[NominalRecord] = []
    pronouns: list[PronounRecord] = []
    attributions: list[AttributionRecord] = []
