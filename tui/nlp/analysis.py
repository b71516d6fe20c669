"""An article analysed chunk by chunk, what is known so far handed out on the way.

A text of up to ``chunks.WHOLE`` words is one chunk, and its analysis is the pipeline's over the whole text.
In a longer one three things can differ from a single piece, each only near a chunk's border: a quotation
that goes on after it without a cue has no speaker, an entity is repaired by the other mentions within its
chunk alone, and a parse never sees across. Actors are merged and speakers resolved over the whole article.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import tui.nlp.quickstart  # noqa: F401  # isort: skip  (before spaCy)
from spacy.language import Language

from tui.domain.analysis import Analysis, Progress, Update
from tui.domain.article import Article, ParagraphKind
from tui.domain.ports import Focus, at_beginning
from tui.nlp.collect import Collector
from tui.nlp.document.chunks import Chunk, around, chunks
from tui.nlp.findings import KeepsParts, KeptFindings
from tui.nlp.identity import Identity
from tui.nlp.lang.identification import language_of
from tui.nlp.mentions.gather import gather
from tui.nlp.mentions.records import ChunkRecords
from tui.nlp.pipeline import docs_of
from tui.nlp.unread import unread_analysis

_GROWTH = 0.25
"""A new analysis is handed out when the words analysed since the last one are that share of all so far: the
cost of resolving the actors anew then stays in proportion to the text, however long it is. What is on the
screen does not wait for that: a reader who pages on just behind the analysis pays with its speed."""
_SCREEN = 3_000
"""Code points that a screen shows at most, or nearly."""
_TOGETHER = 6_000
"""Words that go through the pipeline together at most."""


def analyse(
    nlp: Language,
    identity: Identity,
    article: Article,
    *,
    focus: Focus = at_beginning,
    cancelled: Callable[[], bool] = lambda: False,
    store: KeepsParts | None = None,
) -> Iterator[Update]:
    """Updates for an article, the passage being read first; the last one is final.

    In a long text the first update shows a few hundred words from ``focus()`` (code points) on,
    provisionally, or the chunk there if that was kept. Before each chunk the focus is asked for again: a
    reader who goes on to what is not yet analysed gets that next, and at once what is. The final analysis
    does not depend on it. ``cancelled`` is asked before each chunk; once it says yes the iterator ends
    without a final update. What a long text's chunks hold goes into ``store`` one by one, and the next
    analysis of it goes on from there. While no new analysis is due, updates repeat the last one (the very
    same object) with new progress.
    """
    unread = _unread(identity, article)
    if unread is not None:
        if not cancelled():
            total = len(article.paragraphs)
            yield Update(article.id, unread, Progress(total, total), final=True)
        return
    work = _ChunkByChunk(nlp, identity, article, store=store)
    known = Analysis(article.text_hash, identity.name, identity.version, language=identity.language)
    if len(work.left) > 1 and not cancelled():
        at = focus()
        going_on = work.recall(work.next(at))
        if going_on:
            known = work.analysis()
            yield Update(article.id, known, work.meter.now())
        elif (small := around(article, at)) is not None:
            known = work.glance(small)
            yield Update(article.id, known, work.meter.now())
        for chunk in work.left.copy():
            if cancelled():
                return
            if work.recall(chunk):
                yield Update(article.id, known, work.meter.now())
        # Where the passage being read is not among it, that comes first: what is shown of it must not go.
        if going_on and work.hidden and work.left:
            known = work.analysis()
            yield Update(article.id, known, work.meter.now())
    for _ in work.steps(focus, cancelled):
        if work.left:
            if work.is_due(focus()):
                known = work.analysis()
            yield Update(article.id, known, work.meter.now())
    if not work.left:
        yield Update(article.id, work.analysis(), work.meter.at_end(), final=True)


def analysis_told(
    nlp: Language,
    identity: Identity,
    article: Article,
    progress: Callable[[Progress], None],
    store: KeepsParts | None = None,
) -> Analysis:
    """The analysis of an article; ``progress`` is told after each chunk how far it is.

    With a ``store`` a long one goes on from where ``analyse`` or this was cut short before.
    """
    unread = _unread(identity, article)
    if unread is not None:
        return unread
    work = _ChunkByChunk(nlp, identity, article, store=store)
    for _ in work.steps():
        progress(work.meter.now())
    return work.analysis()


def analyses_of(nlp: Language, identity: Identity, articles: Iterable[Article]) -> Iterator[Analysis]:
    """The analysis of each article in order, nothing handed out on the way; the same as ``analyse`` comes to.

    Short texts go through the pipeline together, which is measured a quarter faster than one by one.
    """
    for group in _groups(articles):
        unread = [_unread(identity, article) for article, _ in group]
        read = [item for item, foreign in zip(group, unread, strict=True) if foreign is None]
        works = iter([_ChunkByChunk(nlp, identity, article, pieces) for article, pieces in read])
        stretches = [(article, chunk) for article, pieces in read for chunk in pieces]
        found = _findings(nlp, stretches, together=len(read) > 1)
        for foreign in unread:
            if foreign is not None:
                yield foreign
                continue
            work = next(works)
            for chunk in work.left.copy():
                work.take_in(chunk, next(found))
            yield work.analysis()


def _unread(identity: Identity, article: Article) -> Analysis | None:
    """The analysis of an article in a language that the pipeline does not read; None if it does."""
    language = language_of(article.text, article.language or identity.language)
    return None if language == identity.language else unread_analysis(identity, article, language)


def _findings(
    nlp: Language, stretches: Sequence[tuple[Article, Chunk]], *, together: bool = False
) -> Iterator[ChunkRecords]:
    """What is found in stretches of articles, in order; ``together`` they go through the pipeline at once."""
    texts = [article.text[chunk.start : chunk.end] for article, chunk in stretches]
    blocks = [_blocks(article, chunk) for article, chunk in stretches]
    for (_, chunk), doc in zip(stretches, docs_of(nlp, texts, blocks=blocks, together=together), strict=True):
        yield gather(doc, chunk.start)


def _blocks(article: Article, chunk: Chunk) -> list[tuple[int, int]]:
    """The block quotations of a chunk, in code points of its text."""
    return [
        (max(paragraph.start, chunk.start) - chunk.start, min(paragraph.end, chunk.end) - chunk.start)
        for paragraph in article.paragraphs[chunk.paragraphs.start : chunk.paragraphs.stop]
        if paragraph.kind is ParagraphKind.QUOTE_BLOCK
    ]


class _ChunkByChunk:
    """The analysis of an article under way: the one loop over its chunks, whoever wants it.

    ``left`` are the chunks still to do, in the order of the text; ``hidden`` those that are done, but not in
    the last analysis.
    """

    def __init__(
        self,
        nlp: Language,
        identity: Identity,
        article: Article,
        pieces: list[Chunk] | None = None,
        *,
        store: KeepsParts | None = None,
    ) -> None:
        pieces = chunks(article) if pieces is None else pieces
        self.left = pieces.copy()
        self.hidden: list[Chunk] = []
        self.meter = _Meter(pieces, len(article.paragraphs))
        self._nlp = nlp
        self._identity = identity
        self._article = article
        # Of a text that is analysed in one piece nothing needs to be kept.
        self._kept = KeptFindings(store if len(pieces) > 1 else None, identity.key(article))
        self._collector = self._new_collector()
        self._due = 0.0

    def next(self, at: int) -> Chunk:
        """The chunk that is read from ``at`` (code points) on, else the first one that is left."""
        return next((piece for piece in self.left if at < piece.end), self.left[0])

    def recall(self, chunk: Chunk) -> bool:
        """Take in what was kept of a chunk; False if nothing was."""
        found = self._kept.get(chunk)
        if found is None:
            return False
        self.take_in(chunk, found)
        self.meter.had(chunk)
        return True

    def steps(
        self, focus: Focus = at_beginning, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        """Take in chunk after chunk, the one that ``focus()`` stands in next; ends early when cancelled."""
        while self.left and not cancelled():
            chunk = self.next(focus())
            if not self.recall(chunk):
                found = self._found(chunk)
                self._kept.put(chunk, found)
                self.take_in(chunk, found)
                self.meter.did(chunk)
            yield

    def take_in(self, chunk: Chunk, found: ChunkRecords) -> None:
        """Add what was found in a chunk that is left."""
        self._collector.add(found)
        self.left.remove(chunk)
        self.hidden.append(chunk)

    def is_due(self, at: int) -> bool:
        """Whether a new analysis is worth its cost to a reader at ``at`` (code points)."""
        on_screen = any(piece.start < at + _SCREEN and at < piece.end for piece in self.hidden)
        return on_screen or self.meter.words >= self._due

    def analysis(self) -> Analysis:
        """What is known so far."""
        self.hidden = []
        self._due = self.meter.words * (1 + _GROWTH)
        return self._collector.analysis()

    def glance(self, chunk: Chunk) -> Analysis:
        """The analysis of a chunk by itself; it is not taken in."""
        collector = self._new_collector()
        collector.add(self._found(chunk))
        return collector.analysis()

    def _found(self, chunk: Chunk) -> ChunkRecords:
        return next(_findings(self._nlp, [(self._article, chunk)]))

    def _new_collector(self) -> Collector:
        return Collector(self._identity, self._article.text_hash)


def _groups(articles: Iterable[Article]) -> Iterator[list[tuple[Article, list[Chunk]]]]:
    """Articles with their chunks, as many at a time as hold ``_TOGETHER`` words; a long one alone."""
    group: list[tuple[Article, list[Chunk]]] = []
    words = 0
    for article in articles:
        pieces = chunks(article)
        size = sum(piece.words for piece in pieces)
        if group and words + size > _TOGETHER:
            yield group
            group, words = [], 0
        group.append((article, pieces))
        words += size
    if group:
        yield group


class _Meter:
    """Measures how far the analysis is and how fast it goes: what was kept says nothing of the speed."""

    def __init__(self, pieces: list[Chunk], total: int) -> None:
        self._began = time.perf_counter()
        self._all = sum(piece.words for piece in pieces)
        self._total = total
        self._paragraphs = 0
        self._had = 0
        self.words = 0

    def had(self, chunk: Chunk) -> None:
        """``chunk`` was known from before."""
        self._had += chunk.words
        self.did(chunk)

    def did(self, chunk: Chunk) -> None:
        """``chunk`` is done."""
        self.words += chunk.words
        self._paragraphs = min(self._paragraphs + len(chunk.paragraphs), self._total)

    def now(self) -> Progress:
        """The progress as it stands."""
        return self._progress(self._paragraphs)

    def at_end(self) -> Progress:
        """The progress once all is done, paragraphs without a word too, which stand in no chunk."""
        return self._progress(self._total)

    def _progress(self, done: int) -> Progress:
        seconds = max(time.perf_counter() - self._began, 1e-6)
        speed = (self.words - self._had) / seconds
        left = (self._all - self.words) / speed if speed else None
        return Progress(done, self._total, speed, left)
