"""How far two annotators agree about who said what, on the articles that both have read.

    python -m training.annotations.agreement FIRST.jsonl SECOND.jsonl --corpus wikinews.jsonl [--differences]

Neither is taken for the truth: every figure is the same whichever comes first. Words are runs of letters and
digits. Two quotes are the same where their words overlap by half (intersection over union), matched one to
one, the closest first. A quote's kind follows from its words: direct where all stand in quotation marks,
mixed where some do, indirect where none does; each annotator's quote counts under its own kind.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.annotations.compile import Record, Span, join, read_jsonl
from tui.nlp.attribution.regions import quoted_regions

SAME = 0.5  # overlap of two quotes' words from which they count as one
KINDS = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """One annotated quote as sets of words, each word named by the code point where it begins."""

    content: Words
    speaker: Words
    kind: str
    text: str


@dataclass(slots=True)
class Agreement:
    """Counts over all articles, and the differences for people to look at.

    ``quotes`` and ``matched`` count both annotators' quotes by kind; a matched pair counts twice, once for
    each. ``same_speaker`` and ``exact_speaker`` count pairs likewise: spans that share a word (or are both
    empty), and spans of the very same words. ``differences`` are lines: article's id, what differs, words.
    """

    articles: int = 0
    shared_words: int = 0
    all_words: int = 0
    quotes: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    same_speaker: Counter[str] = field(default_factory=Counter)
    exact_speaker: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def overlap(self) -> float:
        """F of the words that either gives to anybody, in percent."""
        return _percent(2 * self.shared_words, self.all_words)

    def found(self, kind: str | None = None) -> float:
        """F of the quotes that both mark, in percent; of all kinds or of one."""
        return _percent(_of(self.matched, kind), _of(self.quotes, kind))

    def speakers(self, kind: str | None = None) -> float:
        """Of the quotes that both mark, the share with the same speaker, in percent."""
        return _percent(_of(self.same_speaker, kind), _of(self.matched, kind))

    def exact_speakers(self, kind: str | None = None) -> float:
        """Of the quotes that both mark, the share whose speakers are the very same words, in percent."""
        return _percent(_of(self.exact_speaker, kind), _of(self.matched, kind))


def compare(first: Iterable[Record], second: Iterable[Record]) -> Agreement:
    """The agreement of two annotations, records joined with their texts, over the articles in both."""
    others = {record["id"]: record for record in second}
    out = Agreement()
    for record in first:
        if record["id"] in others:
            out.articles += 1
            _article(out, record["id"], _marked(record), _marked(others[record["id"]]))
    return out


def pairs(first: list[Marked], second: list[Marked]) -> Iterator[tuple[int, int]]:
    """The numbers of the quotes that are the same, one to one, the closest first."""
    candidates = sorted(
        (-len(a.content & b.content) / len(a.content | b.content), i, j)
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if a.content & b.content
    )
    left, right = set(range(len(first))), set(range(len(second)))
    for overlap, i, j in candidates:
        if -overlap >= SAME and i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield i, j


def _article(out: Agreement, name: str, first: list[Marked], second: list[Marked]) -> None:
    ours: Words = frozenset().union(*(quote.content for quote in first))
    theirs: Words = frozenset().union(*(quote.content for quote in second))
    out.shared_words += len(ours & theirs)
    out.all_words += len(ours) + len(theirs)
    out.quotes.update(quote.kind for quote in (*first, *second))
    same = list(pairs(first, second))
    for i, j in same:
        a, b = first[i], second[j]
        kinds = (a.kind, b.kind)
        out.matched.update(kinds)
        if a.speaker & b.speaker or a.speaker == b.speaker:
            out.same_speaker.update(kinds)
        else:
            out.differences.append(f"{name}  speaker  {a.text}")
        if a.speaker == b.speaker:
            out.exact_speaker.update(kinds)
    for side, quotes, found in (
        ("first", first, {i for i, _ in same}),
        ("second", second, {j for _, j in same}),
    ):
        alone = (quote.text for n, quote in enumerate(quotes) if n not in found)
        out.differences += [f"{name}  only {side}  {text}" for text in alone]


def _marked(record: Record) -> list[Marked]:
    text: str = record["text"]
    quoted = _words(text, [[region.start, region.end] for region in quoted_regions(text)])
    out = []
    for quote in record["quotes"]:
        content = _words(text, quote["content"])
        kind = "direct" if content <= quoted else "mixed" if content & quoted else "indirect"
        words = " … ".join(" ".join(text[s:e].split()) for s, e in quote["content"])
        out.append(Marked(content, _words(text, quote["speaker"]), kind, words))
    return [quote for quote in out if quote.content]


def _words(text: str, spans: Iterable[Span]) -> Words:
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def _of(counts: Counter[str], kind: str | None) -> int:
    return counts.total() if kind is None else counts[kind]


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def main(argv: list[str] | None = None) -> int:
    """Print the figures; with ``--differences`` also every quote or speaker that the two see differently."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--differences", action="store_true")
    args = parser.parse_args(argv)
    corpus = {article["id"]: article for article in read_jsonl(args.corpus)}
    first, second = (join(read_jsonl(path), corpus) for path in (args.first, args.second))
    result = compare(first, second)
    print(f"{result.articles} articles; content words in common, F {result.overlap():.1f} %\n")
    print(f"{'kind':9} {'quotes':>7} {'found, F':>9} {'speaker':>8} {'the same words':>15}")
    for kind in (None, *KINDS):
        figures = (
            f"{result.found(kind):9.1f} {result.speakers(kind):8.1f} {result.exact_speakers(kind):15.1f}"
        )
        print(f"{kind or 'all':9} {_of(result.quotes, kind):7} {figures}")
    if args.differences:
        print("", *result.differences, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
