"""What the screen of changes lists, from the changes themselves: quotes first, then the text in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.domain.article import Article, Span
from tui.domain.collection.changes import Changes, Fate, Passage
from tui.domain.collection.difference import Difference, Step, same_words
from tui.domain.collection.quote_changes import Said
from tui.domain.text.phrases import counted


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, or (``changed`` false) words that stand between changes.

    ``title`` and ``who`` stand above the words; ``place`` is where they stand in the newer version.
    """

    title: str
    difference: Difference = ()
    who: str = ""
    place: Span | None = None
    changed: bool = True
    section: bool = False
    """Whether it is a heading of its own."""


_FATES = {Fate.CHANGED: "changed", Fate.ADDED: "added", Fate.REMOVED: "removed", Fate.MOVED: "moved"}


def entries(found: Changes, *, everything: bool = False) -> list[Entry]:
    """The rows of the screen. ``everything``: paragraphs that are the same as well, not only their number."""
    quotes = list(_quotes(found))
    head = [Entry("Quotes", section=True, changed=False), *quotes] if quotes else []
    text = [Entry("Text", section=True, changed=False)] if quotes else []
    return [*head, *text, *_passages(found, everything)]


def _quotes(found: Changes) -> Iterator[Entry]:
    for change in found.reworded:
        yield Entry("reworded", change.difference, _name(change.after), _place(change.after))
    for before, after in found.reattributed:
        who = f"{_name(before)} → {_name(after)}"
        yield Entry("given to somebody else", same_words(after.text), who, _place(after))
    for before, after in found.remarked:
        what = f"{before.quote.kind} → {after.quote.kind}"
        yield Entry(what, same_words(after.text), _name(after), _place(after))
    for said in found.removed:
        yield Entry("removed", ((Step.DELETE, said.text),), _name(said))
    for said in found.added:
        yield Entry("added", ((Step.INSERT, said.text),), _name(said), _place(said))


def _name(said: Said) -> str:
    return said.name or "nobody named"


def _place(said: Said) -> Span:
    return Span(said.quote.start, said.quote.end)


def _passages(found: Changes, everything: bool) -> Iterator[Entry]:
    same: list[Passage] = []
    for passage in found.passages:
        if passage.fate is Fate.SAME:
            same.append(passage)
            continue
        yield from _same(found, same, everything)
        same = []
        yield Entry(
            _FATES[passage.fate],
            found.difference_of(passage),
            place=_span(found.after, passage.after),
        )
    yield from _same(found, same, everything)


def _same(found: Changes, passages: list[Passage], everything: bool) -> Iterator[Entry]:
    if not everything and passages:
        yield Entry(f"{counted(len(passages), 'paragraph')} the same", changed=False)
        return
    for passage in passages:
        span = _span(found.after, passage.after)
        if span is not None:
            yield Entry("", same_words(span.of(found.after.text)), place=span, changed=False)


def _span(article: Article, index: int | None) -> Span | None:
    return article.paragraphs[index].span if index is not None else None
