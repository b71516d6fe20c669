"""What the app is handed in tests: a known article and analysis, a library in memory. No spaCy, no disk."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from tests.app.quiet import held
from tui.app.app import SaysoApp
from tui.domain.analysis import (
    Actor,
    ActorKind,
    Analysis,
    Evidence,
    Mention,
    Progress,
    Quote,
    QuoteKind,
    Update,
    Via,
)
from tui.domain.annotation import Annotation, Note, Reading
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash
from tui.domain.collection.scan import Scan
from tui.domain.collection.stories import Story, stories
from tui.domain.decisions import Decision
from tui.domain.errors import LibraryError, ModelError, SourceError
from tui.domain.kept import Arrival, Hit, KeptArticle, Listed, Version, Where
from tui.domain.left_out import LeftOut
from tui.domain.ports import Feeds, Focus, at_beginning

TITLE = "Council votes to keep the night ferry"
PARAGRAPHS = (
    TITLE,
    "The council of Port Ellery voted on Tuesday to keep the night ferry running for another year, ending a "
    "month of letters, petitions and two long evenings in the town hall.",
    "“We are not an island by choice,” Mayor Ada Brandt said. She added that the cost had been “badly "
    "counted” by the Harbour Office.",
    "Tomas Okoro, who speaks for the Harbour Office, disagreed. “The numbers are public and anybody may "
    "check them,” Okoro told reporters.",
    "Brandt said the town would pay for one boat and two crews. The ferry carries nurses, bakers and "
    "students between Port Ellery and Saint Bride, and many of them have no car.",
    "According to Okoro, the older boat needs a new engine before the winter. “Nobody wants to be out there "
    "without one,” he said.",
    "The next vote is planned for March. Until then the timetable stays as it is, with one crossing at "
    "midnight and another at four.",
)


def make_article(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    source: str = "/news/ferry.txt",
    byline: str | None = "Ines Vale",
    published: str | None = "2026-03-03",
) -> Article:
    """An article whose first paragraph is its title."""
    found, at = [], 0
    for number, words in enumerate(paragraphs):
        kind = ParagraphKind.HEADING if number == 0 else ParagraphKind.PARAGRAPH
        found.append(Paragraph(at, at + len(words), kind, 1 if number == 0 else 0))
        at += len(words) + 2
    text = "\n\n".join(paragraphs)
    return Article(
        id=article_id(source),
        text_hash=text_hash(text),
        title=paragraphs[0],
        text=text,
        paragraphs=tuple(found),
        source=source,
        byline=byline,
        published=published,
    )


ARTICLE = make_article()


def span(words: str, number: int = 0, text: str = ARTICLE.text) -> Span:
    """Where ``words`` stand in the text, the ``number``-th time (from 0)."""
    at = -1
    for _ in range(number + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def _quote(key: str, kind: QuoteKind, words: str, cue: str, speaker: Span, actor: str, via: Via) -> Quote:
    evidence = Evidence(found="clause", cue="say", speaker="subject", actor="surname")
    return Quote(key, kind, (span(words),), (span(cue),), speaker, actor, via, 0.9, evidence=evidence)


def make_analysis(article: Article = ARTICLE) -> Analysis:
    """What is to be found in :data:`ARTICLE`."""
    brandt, okoro, office = "ada-brandt", "tomas-okoro", "harbour-office"
    mentions = [
        (span("Port Ellery"), "GPE", "port-ellery"),
        (span("Tuesday"), "DATE", None),
        (span("Ada Brandt"), "PERSON", brandt),
        (span("Harbour Office"), "ORG", office),
        (span("Tomas Okoro"), "PERSON", okoro),
        (span("Harbour Office", 1), "ORG", office),
        (span("Okoro", 1), "PERSON", okoro),
        (span("Brandt", 1), "PERSON", brandt),
        (span("Port Ellery", 1), "GPE", "port-ellery"),
        (span("Saint Bride"), "GPE", "saint-bride"),
        (span("Okoro", 2), "PERSON", okoro),
        (span("March"), "DATE", None),
    ]

    def actor(key: str, name: str, kind: ActorKind, role: str | None = None, *aliases: str) -> Actor:
        return Actor(key, name, kind, role, aliases, tuple(place for place, _, of in mentions if of == key))

    direct, mixed, indirect = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT
    quotes = (
        _quote("q1", direct, "We are not an island by choice,", "said", span("Ada Brandt"), brandt, Via.NAME),
        _quote(
            "q2", mixed, "that the cost had been “badly counted” by the Harbour Office", "added",
            span("She"), brandt, Via.PRONOUN,
        ),
        _quote(
            "q3", direct, "The numbers are public and anybody may check them,", "told",
            span("Okoro", 1), okoro, Via.NAME,
        ),
        _quote(
            "q4", indirect, "the town would pay for one boat and two crews", "said",
            span("Brandt", 1), brandt, Via.NAME,
        ),
        _quote(
            "q5", indirect, "the older boat needs a new engine before the winter", "According to",
            span("Okoro", 2), okoro, Via.NAME,
        ),
        _quote(
            "q6", direct, "Nobody wants to be out there without one,", "said",
            span("he said"), okoro, Via.PRONOUN,
        ),
    )  # fmt: skip
    return Analysis(
        text_hash=article.text_hash,
        pipeline="fake",
        pipeline_version="1",
        mentions=tuple(Mention(*mention) for mention in mentions),
        actors=(
            actor(okoro, "Tomas Okoro", ActorKind.PERSON, "spokesman of the Harbour Office", "Okoro"),
            actor(brandt, "Ada Brandt", ActorKind.PERSON, "Mayor", "Brandt"),
            actor(office, "Harbour Office", ActorKind.ORGANISATION),
            actor("port-ellery", "Port Ellery", ActorKind.PLACE),
            actor("saint-bride", "Saint Bride", ActorKind.PLACE),
        ),
        quotes=quotes,
    )


class FakeLoader:
    """Knows one article by its source."""

    def __init__(self, *articles: Article) -> None:
        self.articles = {article.source: article for article in articles or (ARTICLE,)}

    def load(self, source: str, *, clean: bool = True) -> Article:
        if source not in self.articles:
            raise SourceError(f"{source} does not exist: check the path.")
        return self.articles[source]

    def load_all(self, source: str, *, clean: bool = True) -> list[Article]:
        return [self.load(source, clean=clean)]

    def explain(self, source: str) -> tuple[list[Article], list[LeftOut]]:
        return self.load_all(source), [LeftOut("Share this", "a button"), LeftOut("Gull Courier", "the foot")]

    def notice(self, article_id: str) -> str | None:
        return None

    def is_of_last_time(self, article_id: str) -> bool:
        return False

    def give_up(self) -> None:
        """Nothing is read in another process."""


class SlowLoader(FakeLoader):
    """Reads until it is given up."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.given_up = threading.Event(), threading.Event()

    def load(self, source: str, *, clean: bool = True) -> Article:
        with held():
            self.begun.set()
            self.given_up.wait()
        raise SourceError(f"{source} was given up.")

    def give_up(self) -> None:
        self.given_up.set()


class FakeAnalyser:
    """Gives the known analysis, from the cache, or in steps that a test lets through one by one."""

    def __init__(self, analysis: Analysis | None = None, *, cached: bool = True, trouble: str = "") -> None:
        self.analysis = analysis if analysis is not None else make_analysis()
        self.is_cached = cached
        self.trouble = trouble
        self.steps: asyncio.Queue[Update] = asyncio.Queue()
        self.started = self.cancelled = self.closed = False
        self.focus: Focus = at_beginning

    def start(self) -> None:
        self.started = True

    async def analyse(self, article: Article, *, focus: Focus = at_beginning) -> AsyncIterator[Update]:
        self.focus = focus
        if self.trouble:
            raise ModelError(self.trouble)
        try:
            while True:
                update = await self.steps.get()
                yield update
                if update.final:
                    return
        finally:
            self.cancelled = True

    def step(
        self, article: Article, quotes: int, done: int, *, final: bool = False, notice: str = ""
    ) -> None:
        """Let the analysis go on to its first ``quotes`` quotes."""
        from msgspec.structs import replace

        known = replace(self.analysis, quotes=self.analysis.quotes[:quotes])
        progress = Progress(done, 7, 2100.0, 3.0)
        self.steps.put_nowait(Update(article.id, known, progress, final, notice))

    def cached(self, article: Article) -> Analysis | None:
        return self.analysis if self.is_cached else None

    async def close(self) -> None:
        self.closed = True


class FakeLibrary:
    """A library in memory, with undo. ``broken`` makes every write fail with that sentence."""

    path = "memory"

    def __init__(self, *annotations: Annotation, notice: str | None = None) -> None:
        self.kept: dict[str, Annotation | Decision] = {one.id: one for one in annotations}
        self.read: dict[str, Reading] = {}
        self.broken = ""
        self.notice = notice
        self.written = 0
        self._undo: list[dict[str, Annotation | Decision]] = []
        self._redo: list[dict[str, Annotation | Decision]] = []

    def _write(self) -> None:
        if self.broken:
            raise LibraryError(self.broken)
        self._undo.append(dict(self.kept))
        self._redo.clear()
        self.written += 1

    def readings(self) -> list[Reading]:
        return sorted(self.read.values(), key=lambda reading: reading.opened, reverse=True)

    def reading(self, article_id: str) -> Reading | None:
        return self.read.get(article_id)

    def keep_reading(self, reading: Reading) -> None:
        if self.broken:
            raise LibraryError(self.broken)
        self.read[reading.article_id] = reading
        self.written += 1

    def forget_reading(self, article_id: str) -> None:
        self.read.pop(article_id, None)
        self.written += 1

    def annotations(self, article_id: str | None = None) -> list[Annotation]:
        found = [
            one
            for one in self.kept.values()
            if not isinstance(one, Decision) and (article_id is None or one.article_id == article_id)
        ]
        return sorted(found, key=lambda annotation: annotation.anchor.start)

    def add(self, *annotations: Annotation) -> None:
        self._write()
        self.kept.update((annotation.id, annotation) for annotation in annotations)

    replace = add

    def decisions(self) -> list[Decision]:
        return [one for one in self.kept.values() if isinstance(one, Decision)]

    def decide(self, *decisions: Decision) -> None:
        self._write()
        self.kept.update((one.id, one) for one in decisions)

    def remove(self, *ids: str) -> None:
        self._write()
        for key in ids:
            self.kept.pop(key, None)

    undecide = remove

    def undo(self) -> str | None:
        if not self._undo:
            return None
        self._redo.append(self.kept)
        self.kept = self._undo.pop()
        self.written += 1
        return "taken back"

    def redo(self) -> str | None:
        if not self._redo:
            return None
        self._undo.append(self.kept)
        self.kept = self._redo.pop()
        self.written += 1
        return "done again"

    def search(self, query: str) -> list[Annotation]:
        words = query.casefold().split()
        return [
            a
            for a in self.annotations()
            if all(
                word in f"{a.anchor.exact} {a.body if isinstance(a, Note) else ''}".casefold()
                for word in words
            )
        ]

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()

    def revision(self) -> str:
        return str(self.written or "")  # like that of a library without a file yet


class FakeArticles:
    """Kept articles in memory, the one seen last first."""

    def __init__(self, *kept: KeptArticle) -> None:
        self.all = {one.article.id: one for one in kept}
        self._removed: list[KeptArticle] = []
        self.hits: list[Hit] = []
        """What a search finds."""

    def keep(self, article: Article, analysis: Analysis | None = None) -> Arrival:
        known = article.id in self.all
        self.all[article.id] = make_kept(article, analysis)
        return Arrival.KNOWN if known else Arrival.NEW

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        return self.all.get(article_id)

    def versions(self, article_id: str) -> list[Version]:
        return [self.all[article_id].version] if article_id in self.all else []

    def listed(self) -> list[Listed]:
        rows = [
            Listed(
                one.article.id,
                one.article.text_hash,
                one.article.title,
                one.article.source,
                one.version.words,
                one.version.seen,
                byline=one.article.byline,
                published=one.article.published,
                quotes=len(one.analysis.quotes) if one.analysis is not None else None,
            )
            for one in self.all.values()
        ]
        return sorted(rows, key=lambda row: row.seen, reverse=True)

    def each(self) -> Iterator[KeptArticle]:
        yield from list(self.all.values())

    def remove(self, *article_ids: str) -> None:
        self._removed = [self.all.pop(key) for key in article_ids if key in self.all]

    def undo_removal(self) -> int:
        back, self._removed = self._removed, []
        self.all.update((one.article.id, one) for one in back)
        return len(back)

    def rows(self) -> Scan:
        return Scan(self.all.values())

    def revision(self) -> str:
        return " ".join(f"{name}/{len(self.versions(name))}" for name in self.all)

    def stories(self, *, apart: bool = False) -> list[Story]:
        return stories(self.rows().features())

    def search(self, query: str, *, where: Sequence[Where] = tuple(Where), limit: int = 50) -> list[Hit]:
        return self.hits[:limit]

    def holding(self, passage: str, *, limit: int = 50, every: bool = False) -> list[tuple[str, str]]:
        return [(one.article.id, one.article.text_hash) for one in self.all.values()]


def make_kept(
    article: Article, analysis: Analysis | None = None, seen: str = "2026-03-04T08:00:00+00:00"
) -> KeptArticle:
    """An article as it is kept."""
    version = Version(article.text_hash, seen, seen, len(article.text.split()))
    return KeptArticle(article, version, analysis)


def make_app(
    config: Path,
    *,
    library: FakeLibrary | None = None,
    articles: FakeArticles | None = None,
    analyser: FakeAnalyser | None = None,
    article: Article | None = ARTICLE,
    source: str | None = None,
    sample: str | None = None,
    loader: FakeLoader | None = None,
    feeds: Feeds | None = None,
) -> SaysoApp:
    """The app on the article, or with ``article`` None on its library or ``source``."""
    return SaysoApp(
        loader=loader or FakeLoader(),
        analyser=analyser or FakeAnalyser(),
        library=library if library is not None else FakeLibrary(),
        articles=articles,
        feeds=feeds,
        article=article,
        source=source if source is not None or article is None else article.source,
        sample=sample,
        config=config,
    )
