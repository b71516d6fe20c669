"""An article analysed chunk by chunk, what is known so far handed out on the way.

A text of up to ``chunks.WHOLE`` words is one chunk, and its analysis is the pipeline's over the whole text.
In a longer one three things can differ from a single piece, each only near a chunk's border: a quotation
that goes on after it without a cue has no speaker, an entity is repaired by the other mentions within its
chunk alone, and a parse never sees across. Actors are merged and speakers resolved over the whole article.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language

from tui.domain.analysis import Analysis, Progress, Update
from tui.domain.article import Article
from tui.domain.ports import Focus, at_beginning
from tui.nlp.chunks import Chunk, around, chunks
from tui.nlp.convert import Collector
from tui.nlp.identity import Identity
from tui.nlp.pipeline import doc_of
from tui.nlp.prepare import prepared

_GROWTH = 0.25
"""A new analysis is handed out when the words analysed since the last one are that share of all so far: the
cost of resolving the cast anew then stays in proportion to the text, however long it is. What is on the
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
) -> Iterator[Update]:
    """Updates for an article, the passage being read first; the last one is final.

    In a long text the first update shows a few hundred words from ``focus()`` (code points) on; it is
    provisional. Before each chunk the focus is asked for again: a reader who goes on to what is not yet
    analysed gets that next, and at once what is. The final analysis does not depend on it. ``cancelled`` is
    asked before each chunk; once it says yes the iterator ends without a final update. While no new analysis
    is due, updates repeat the last one (the very same object) with new progress.
    """
    pieces = chunks(article)
    total = len(article.paragraphs)
    known = Analysis(article.text_hash, identity.name, identity.version)
    if len(pieces) > 1 and (first := around(article, focus())) is not None and not cancelled():
        collector = Collector(identity, article.text_hash)
        collector.add(doc_of(nlp, article.text[first.start : first.end]), first.start)
        known = collector.analysis()
        yield Update(article.id, known, Progress(0, total))
    collector = Collector(identity, article.text_hash)
    meter = _Meter(pieces, total)
    due = 0.0
    left = pieces.copy()
    hidden: list[Chunk] = []  # analysed, but not in what was handed out
    while left:
        if cancelled():
            return
        at = focus()
        chunk = left.pop(next((number for number, piece in enumerate(left) if at < piece.end), 0))
        hidden.append(chunk)
        collector.add(doc_of(nlp, article.text[chunk.start : chunk.end]), chunk.start)
        progress = meter.after(chunk)
        if not left:
            break
        at = focus()
        if meter.words >= due or any(piece.start < at + _SCREEN and at < piece.end for piece in hidden):
            known = collector.analysis()
            hidden = []
            due = meter.words * (1 + _GROWTH)
        yield Update(article.id, known, progress)
    yield Update(article.id, collector.analysis(), meter.progress(total), final=True)


def analysis_told(
    nlp: Language, identity: Identity, article: Article, progress: Callable[[Progress], None]
) -> Analysis:
    """The analysis of an article; ``progress`` is told after each chunk how far it is."""
    pieces = chunks(article)
    meter = _Meter(pieces, len(article.paragraphs))
    collector = Collector(identity, article.text_hash)
    for chunk in pieces:
        collector.add(doc_of(nlp, article.text[chunk.start : chunk.end]), chunk.start)
        progress(meter.after(chunk))
    return collector.analysis()


def analyses_of(nlp: Language, identity: Identity, articles: Iterable[Article]) -> Iterator[Analysis]:
    """The analysis of each article in order, nothing handed out on the way; the same as ``analyse`` comes to.

    Short texts go through the pipeline together, which is measured a quarter faster than one by one.
    """
    for group in _groups(articles):
        texts = [prepared(a.text[c.start : c.end]) for a, pieces in group for c in pieces]
        docs = nlp.pipe(texts, batch_size=1 if len(group) == 1 else max(len(texts), 1))
        for article, pieces in group:
            collector = Collector(identity, article.text_hash)
            for chunk, doc in zip(pieces, docs, strict=False):
                collector.add(doc, chunk.start)
            yield collector.analysis()


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
    """Measures how fast the analysis goes."""

    def __init__(self, pieces: list[Chunk], total: int) -> None:
        self._began = time.perf_counter()
        self._all = sum(piece.words for piece in pieces)
        self._total = total
        self._paragraphs = 0
        self.words = 0

    def after(self, chunk: Chunk) -> Progress:
        """The progress once ``chunk`` is done."""
        self.words += chunk.words
        self._paragraphs = min(self._paragraphs + len(chunk.paragraphs), self._total)
        return self.progress(self._paragraphs)

    def progress(self, done: int) -> Progress:
        """The progress with ``done`` paragraphs."""
        seconds = max(time.perf_counter() - self._began, 1e-6)
        speed = self.words / seconds
        left = (self._all - self.words) / speed if speed else None
        return Progress(done, self._total, speed, left)
