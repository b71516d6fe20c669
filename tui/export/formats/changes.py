"""The JSON of ``sayso changes``, whose keys are a contract, and what changed as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.domain.article import Article
from tui.domain.collection.changes import Changes, Fate, in_one_line
from tui.domain.collection.difference import Difference
from tui.domain.collection.quote_changes import Rewording, Said
from tui.domain.kept import Version
from tui.domain.text.safe import one_line
from tui.export.formats.markdown import escaped, marked_up

Json = dict[str, Any]


def changes_object(article: Article, versions: Iterable[Version], found: Changes | None) -> Json:
    """The versions of an article, and what changed between two of them; ``found`` is None where there is one.

    ``from`` is null then, and nothing has changed.
    """
    listed = [{"text_hash": one.text_hash, "seen": one.seen, "words": one.words} for one in versions]
    quotes = found if found is not None else _Nothing()
    return {
        "article": article.id,
        "title": article.title,
        "source": article.source,
        "versions": listed,
        "from": found.before.text_hash if found is not None else None,
        "to": found.after.text_hash if found is not None else article.text_hash,
        "quotes": {
            "added": [said_object(one) for one in quotes.added],
            "removed": [said_object(one) for one in quotes.removed],
            "reworded": [_reworded(one) for one in quotes.reworded],
            "reattributed": [_told_otherwise(*pair, "name") for pair in quotes.reattributed],
            "remarked": [_told_otherwise(*pair, "kind") for pair in quotes.remarked],
        },
        "paragraphs": {fate.value: found.count(fate) if found is not None else 0 for fate in _COUNTED},
        "passages": _passages(found) if found is not None else [],
    }


def to_markdown(found: Changes) -> str:
    """The quotes that changed, then the paragraphs: ~~what went~~, **what came**. Ends in a newline."""
    lines = [f"# What changed: {escaped(found.after.title or found.after.source)}", ""]
    lines += [escaped(in_one_line(found)), ""]
    quotes = [("Added", one.name, escaped(one.text)) for one in found.added]
    quotes += [("Removed", one.name, escaped(one.text)) for one in found.removed]
    quotes += [("Reworded", one.after.name, marked_up(one.difference)) for one in found.reworded]
    quotes += [
        (f"Given to {one_line(now.name or 'nobody')}", was.name, escaped(now.text))
        for was, now in found.reattributed
    ]
    quotes += [(f"Now {now.quote.kind} speech", now.name, escaped(now.text)) for _, now in found.remarked]
    if quotes:
        lines += ["## Quotes", ""]
        for what, who, words in quotes:
            lines.append(f"- **{escaped(what)}**, {escaped(who or 'nobody named')}: {words}")
        lines.append("")
    passages = [one for one in found.passages if one.fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)]
    if passages:
        lines += ["## Paragraphs", ""]
        lines += [f"- {marked_up(found.difference_of(one))}" for one in passages]
        lines.append("")
    return "\n".join(lines)


_COUNTED = (Fate.ADDED, Fate.REMOVED, Fate.CHANGED, Fate.MOVED)


class _Nothing:
    """No quote changed."""

    added = removed = reworded = reattributed = remarked = ()


def said_object(said: Said) -> Json:
    """A quote of one version."""
    return {
        "text": said.text,
        "name": said.name,
        "kind": str(said.quote.kind),
        "start": said.quote.start,
        "end": said.quote.end,
    }


def steps(difference: Difference) -> list[list[str]]:
    """A difference as JSON has it: ``[["equal", "We "], ["insert", "never "]]``."""
    return [[step.value, words] for step, words in difference]


def _reworded(one: Rewording) -> Json:
    return {
        "before": one.before.text,
        "after": one.after.text,
        "name": one.after.name,
        "difference": steps(one.difference),
        "start": one.after.quote.start,
        "end": one.after.quote.end,
    }


def _told_otherwise(before: Said, after: Said, what: str) -> Json:
    was, now = said_object(before), said_object(after)
    return {
        "text": after.text,
        "before": was[what],
        "after": now[what],
        "start": after.quote.start,
        "end": after.quote.end,
    }


def _passages(found: Changes) -> list[Json]:
    """The paragraphs that are not the same, in the order of reading."""
    return [
        {
            "change": one.fate.value,
            "before": _span(found.before, one.before),
            "after": _span(found.after, one.after),
            "difference": steps(found.difference_of(one)),
        }
        for one in found.passages
        if one.fate is not Fate.SAME
    ]


def _span(article: Article, index: int | None) -> list[int] | None:
    if index is None:
        return None
    paragraph = article.paragraphs[index]
    return [paragraph.start, paragraph.end]
