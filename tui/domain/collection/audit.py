"""The audit: who speaks in articles, how much, named or not. ``docs/audit.md`` defines each figure.

A *source* is whoever an article gives words to: one of its actors, or a speaker whom it does not name. The
quotes are those of ``sayso quotes``. Nothing is guessed about anybody: not gender, not age, not origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from tui.domain.analysis import Actor, Analysis, Quote, QuoteKind
from tui.domain.article import Article, ParagraphKind, Span
from tui.domain.collection.source_types import SourceType, source_type
from tui.domain.text.folding import fold
from tui.domain.text.words import word_spans

UNNAMED = "unnamed"
DOCUMENT = "document"
_ARTICLES = ("the ", "a ", "an ")


class Source(msgspec.Struct, frozen=True):
    """A source of one article.

    ``kind`` is an actor's kind. ``quotes`` are those it speaks, alone or with others; ``quoted_words`` their
    words, without what others say within them. ``first``: it speaks first in the article. ``starts`` are the
    code points at which its quotes begin.
    """

    name: str
    kind: str
    named: bool
    type: SourceType
    role: str | None = None
    affiliation: str | None = None
    quotes: int = 0
    quoted_words: int = 0
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    first: bool = False
    starts: tuple[int, ...] = ()


class ArticleAudit(msgspec.Struct, frozen=True):
    """The sources of one article, who speaks most first.

    ``words`` are all of its text; ``quoted_words`` those that stand in quotes, each once. ``quotes``,
    ``direct``, ``mixed``, ``indirect`` count each quote once; ``unattributed`` are those of them of which the
    article tells no speaker, and ``unattributed_words`` their words. ``length`` is that of the text.
    """

    article_id: str
    title: str
    source: str
    words: int
    length: int
    published: str | None = None
    quoted_words: int = 0
    quotes: int = 0
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    unattributed: int = 0
    unattributed_words: int = 0
    sources: tuple[Source, ...] = ()

    @property
    def first(self) -> Source | None:
        """The source that speaks first."""
        return next((one for one in self.sources if one.first), None)


class Voice(msgspec.Struct, frozen=True):
    """A named source over several articles; ``articles`` are those in which it speaks."""

    name: str
    kind: str
    type: SourceType
    role: str | None
    affiliation: str | None
    articles: int
    quotes: int
    quoted_words: int
    direct: int
    mixed: int
    indirect: int
    first: int
    """In how many articles it speaks first."""


class Share(msgspec.Struct, frozen=True):
    """How many sources of a sort there are, and how much they say."""

    sources: int
    quotes: int
    quoted_words: int


class Total(msgspec.Struct, frozen=True):
    """Several articles together: sums of theirs, sources counted an article.

    ``shares`` are by ``named``, ``unnamed`` and ``document``; ``types`` by the type of a source.
    """

    articles: int
    words: int
    quoted_words: int
    quotes: int
    direct: int
    mixed: int
    indirect: int
    unattributed: int
    unattributed_words: int
    sources: int
    shares: dict[str, Share]
    types: dict[str, Share]
    most_quoted: tuple[Voice, ...]

    @property
    def quoted_share(self) -> float:
        """The share of all words that stand in quotes, 0 to 1."""
        return self.quoted_words / self.words if self.words else 0.0


# ── one article ──────────────────────────────────────────────────────────────────────────────────────────


def audit(article: Article, analysis: Analysis) -> ArticleAudit:
    """Who speaks in an article, and how much."""
    text = article.text
    words = word_spans(text)
    said = _words_of(analysis.quotes, words)
    actors = {actor.id: actor for actor in analysis.actors}
    tallies: dict[str, _Tally] = {}
    unattributed = unattributed_words = 0
    for quote in analysis.quotes:
        speakers = list(_speakers(quote, text, actors))
        for speaker in speakers:
            tallies.setdefault(speaker.key, _Tally(speaker)).add(quote, said[quote.id])
        if not speakers:
            unattributed += 1
            unattributed_words += said[quote.id]
    first = _first(article, tallies.values())
    sources = [tally.source(first=tally is first) for tally in tallies.values()]
    sources.sort(key=lambda one: (-one.quoted_words, -one.quotes, one.starts[0]))
    kinds = Counter(quote.kind for quote in analysis.quotes)
    return ArticleAudit(
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        words=len(words),
        length=len(text),
        quoted_words=sum(said.values()),
        quotes=len(analysis.quotes),
        direct=kinds[QuoteKind.DIRECT],
        mixed=kinds[QuoteKind.MIXED],
        indirect=kinds[QuoteKind.INDIRECT],
        unattributed=unattributed,
        unattributed_words=unattributed_words,
        sources=tuple(sources),
    )


class _Speaker(NamedTuple):
    key: str
    name: str
    actor: Actor | None


class _Tally:
    """What one speaker says in an article."""

    def __init__(self, speaker: _Speaker) -> None:
        self._speaker = speaker
        self._words = 0
        self._kinds: Counter[QuoteKind] = Counter()
        self.starts: list[int] = []

    def add(self, quote: Quote, words: int) -> None:
        self._words += words
        self._kinds[quote.kind] += 1
        self.starts.append(quote.start)

    def source(self, *, first: bool) -> Source:
        actor = self._speaker.actor
        kind = str(actor.kind) if actor is not None else UNNAMED
        role = actor.role if actor is not None else None
        return Source(
            name=self._speaker.name,
            kind=kind,
            named=kind not in (UNNAMED, DOCUMENT),
            # The name of what is no person, and the words for who is not named, tell a role too.
            type=source_type(f"{role or ''}; {'' if kind == 'person' else self._speaker.name}"),
            role=role,
            affiliation=actor.affiliation if actor is not None else None,
            quotes=sum(self._kinds.values()),
            quoted_words=self._words,
            direct=self._kinds[QuoteKind.DIRECT],
            mixed=self._kinds[QuoteKind.MIXED],
            indirect=self._kinds[QuoteKind.INDIRECT],
            first=first,
            starts=tuple(sorted(self.starts)),
        )


def _speakers(quote: Quote, text: str, actors: dict[str, Actor]) -> Iterator[_Speaker]:
    """Who says a quote: its actors, else the words beside the cue, else nobody."""
    known = [key for key in dict.fromkeys((quote.actor_id, *quote.also)) if key in actors]
    for key in known:
        actor = actors[key or ""]
        yield _Speaker(actor.id, actor.name, actor)
    if not known and quote.speaker is not None:
        name = " ".join(quote.speaker.of(text).split())
        folded = fold(name)
        for before in _ARTICLES:
            folded = folded.removeprefix(before)
        if folded:
            yield _Speaker(f"\0{folded}", name, None)


def _words_of(quotes: Sequence[Quote], words: Sequence[Span]) -> dict[str, int]:
    """How many words each quote has, by its id; each word of the text belongs to one quote at most.

    What somebody says within another's quote is the inner one's: the shortest quote takes its words first.
    Quotes of nobody known take what is left.
    """
    from bisect import bisect_left, bisect_right

    starts = [word.start for word in words]
    ends = [word.end for word in words]
    taken: set[int] = set()
    counts: dict[str, int] = {}

    def order(quote: Quote) -> tuple[bool, int]:
        nobody = quote.actor_id is None and quote.speaker is None
        return nobody, sum(map(len, quote.content))

    for quote in sorted(quotes, key=order):
        mine = {
            index
            for piece in quote.content
            for index in range(bisect_right(ends, piece.start), bisect_left(starts, piece.end))
        } - taken
        taken |= mine
        counts[quote.id] = len(mine)
    return counts


def _first(article: Article, tallies: Iterable[_Tally]) -> _Tally | None:
    """Who speaks first in the body; who speaks in a heading alone is first where nobody else speaks."""
    headings = {p.start for p in article.paragraphs if p.kind is ParagraphKind.HEADING}

    def place(tally: _Tally) -> tuple[bool, int]:
        body = [at for at in tally.starts if _paragraph_start(article, at) not in headings]
        return not body, min(body or tally.starts)

    return min(tallies, key=place, default=None)


def _paragraph_start(article: Article, offset: int) -> int:
    return article.paragraphs[article.paragraph_at(offset)].start if article.paragraphs else 0


# ── several articles ─────────────────────────────────────────────────────────────────────────────────────


def total(audits: Iterable[ArticleAudit]) -> Total:
    """Several articles together; for ``most_quoted`` named sources are joined by kind and whole name."""
    sums: Counter[str] = Counter()
    shares: dict[str, Counter[str]] = {name: Counter() for name in ("named", UNNAMED, DOCUMENT)}
    types: dict[str, Counter[str]] = {str(one): Counter() for one in SourceType}
    voices: dict[tuple[str, ...], list[tuple[str, Source]]] = {}
    for one in audits:
        sums["articles"] += 1
        for field in _SUMS:
            sums[field] += getattr(one, field)
        for source in one.sources:
            sort = "named" if source.named else DOCUMENT if source.kind == DOCUMENT else UNNAMED
            for share in (shares[sort], types[source.type]):
                share.update(sources=1, quotes=source.quotes, quoted_words=source.quoted_words)
            if source.named:
                voices.setdefault(_same(one, source), []).append((one.article_id, source))
    most = sorted(map(_voice, voices.values()), key=lambda v: (-v.quotes, -v.quoted_words, v.name))
    return Total(
        articles=sums["articles"],
        sources=sum(share["sources"] for share in shares.values()),
        shares={name: _share(share) for name, share in shares.items()},
        types={name: _share(share) for name, share in types.items()},
        most_quoted=tuple(most),
        **{field: sums[field] for field in _SUMS},
    )


_SUMS = (
    "words",
    "quoted_words",
    "quotes",
    "direct",
    "mixed",
    "indirect",
    "unattributed",
    "unattributed_words",
)


def _share(counts: Counter[str]) -> Share:
    return Share(counts["sources"], counts["quotes"], counts["quoted_words"])


def _same(audited: ArticleAudit, source: Source) -> tuple[str, ...]:
    """What two articles' sources must have in common to be counted as one: kind and whole name.

    A person known by one word alone is joined with nobody: a surname is not a person.
    """
    name = fold(source.name)
    if source.kind == "person" and " " not in name:
        return source.kind, name, audited.article_id
    return source.kind, name


def _voice(found: Sequence[tuple[str, Source]]) -> Voice:
    sources = [source for _, source in found]

    def usual(values: Iterable[str | None]) -> str | None:
        return next((value for value, _ in Counter(filter(None, values)).most_common(1)), None)

    types = Counter(one.type for one in sources if one.type is not SourceType.OTHER)
    return Voice(
        name=usual(one.name for one in sources) or "",
        kind=sources[0].kind,
        type=types.most_common(1)[0][0] if types else SourceType.OTHER,
        role=usual(one.role for one in sources),
        affiliation=usual(one.affiliation for one in sources),
        articles=len({article_id for article_id, _ in found}),
        quotes=sum(one.quotes for one in sources),
        quoted_words=sum(one.quoted_words for one in sources),
        direct=sum(one.direct for one in sources),
        mixed=sum(one.mixed for one in sources),
        indirect=sum(one.indirect for one in sources),
        first=sum(one.first for one in sources),
    )
