"""``sayso changes``: the versions kept of one article, and what changed from one to another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.domain.article import Article, Span
from tui.domain.collection.changes import Changes, Fate, changes, in_one_line
from tui.domain.collection.difference import Difference, Step, word_diff
from tui.domain.errors import LibraryError, SourceError
from tui.domain.text.phrases import counted
from tui.door.articles import AnalysedArticles, load
from tui.door.corrections import corrections_if_any
from tui.door.kept import kept_articles
from tui.door.output import printed_json, say, show
from tui.door.tables import Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.collection.quote_changes import Said
    from tui.domain.kept import Version
    from tui.library.articles.articles import KeptArticles

_COLUMNS = ("change", "who", "words", "before", "after", "start", "end", "title", "source")
_SHOWN = ("change", "who", "words")
_LEAST_HASH = 4
_Row = tuple[Cell, ...]


def run(arguments: argparse.Namespace) -> int:
    """Print what changed; returns 1 if there is nothing to compare with. Raises SaysoError."""
    kept = kept_articles(arguments.library)
    article = _article(arguments, kept)
    versions = kept.versions(article.id)
    after = _chosen(versions, arguments.after) if arguments.after else versions[-1]
    before = _chosen(versions, arguments.before) if arguments.before else _before(versions, after)
    found = None
    if before is not None:
        found = _compared(arguments, kept, article.id, before.text_hash, after.text_hash)
        if found is None:
            return 1
    elif not arguments.quiet:
        say("Only one version of this article is kept: there is nothing to compare it with.")
    _print(arguments.format, found.after if found is not None else article, versions, found)
    return 0


def _article(arguments: argparse.Namespace, kept: KeptArticles) -> Article:
    """The article that is asked for. A file is read as it is now, and kept. Raises SourceError."""
    source: str = arguments.source
    known = kept.kept(source)
    if known is not None:
        return known.article
    if "://" not in source:
        try:
            article = load(source, clean=arguments.clean)
        except SourceError:
            article = None
        if article is not None:
            if arguments.clean:
                kept.keep(article)
            known = kept.kept(article.id)
            if known is not None:
                return known.article
    known_as = _known_as(source)
    for row in kept.listed():
        if row.source in (source, known_as):
            known = kept.kept(row.article_id)
            if known is not None:
                return known.article
    raise SourceError(f"No version of {source} is kept: “sayso add” keeps one.")


def _known_as(source: str) -> str:
    """The source as articles have it: an address without what tracks, an absolute path."""
    from tui.domain.text.address import canonical
    from tui.library.paths import expanded

    if "://" not in source:
        return str(expanded(source).absolute())
    try:
        return canonical(source)
    except ValueError:
        return source


def _before(versions: Sequence[Version], after: Version) -> Version | None:
    at = versions.index(after)
    return versions[at - 1] if at else None


def _chosen(versions: Sequence[Version], word: str) -> Version:
    """The version that a word names. Raises LibraryError."""
    if word.isdecimal() and 1 <= int(word) <= len(versions):
        return versions[int(word) - 1]
    fits = [
        one
        for one in versions
        if (len(word) >= _LEAST_HASH and one.text_hash.startswith(word.lower())) or one.seen.startswith(word)
    ]
    if len(fits) == 1:
        return fits[0]
    how_many = "several versions" if fits else "no version"
    raise LibraryError(
        f"“{word}” names {how_many} of the {len(versions)} kept: name one by its number, hash or date."
    )


def _compared(
    arguments: argparse.Namespace, kept: KeptArticles, article_id: str, before: str, after: str
) -> Changes | None:
    """What changed between two texts; None if one could not be analysed, which has then been said."""
    pair = [kept.kept(article_id, text_hash) for text_hash in (before, after)]
    texts = [one.article for one in pair if one is not None]
    if len(texts) < 2:
        raise LibraryError("A version of this article is not there any more.")
    if before == after:
        return changes(texts[0], texts[1])
    found: list[tuple[Article, Analysis]] = []
    for read in AnalysedArticles(arguments, texts, corrections_if_any(arguments)):
        found.append((read.article, read.analysis))
    if len(found) < 2:
        return None
    (old, was), (new, now) = found
    return changes(old, new, was, now)


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────


def _print(form: str, article: Article, versions: Sequence[Version], found: Changes | None) -> None:
    if form in ("json", "jsonl"):
        from tui.export.formats.changes import changes_object

        value = changes_object(article, versions, found)
        show(printed_json(value, indent=2 if form == "json" else None))
        return
    write = writer(form)
    if form != "csv":
        write(_versions(article, versions, found))
    if found is None:
        rows: list[_Row] = []
        title = "Nothing to compare"
    else:
        rows = list(_rows(found, markdown=form == "md"))
        title = f"Changed: {in_one_line(found)}"
    if found is not None or form == "csv":
        write(Table(title, ("change", "changes"), _COLUMNS, rows, _SHOWN, _sentence))


def _versions(article: Article, versions: Sequence[Version], found: Changes | None) -> Table:
    compared = {found.before.text_hash: "from", found.after.text_hash: "to"} if found is not None else {}
    rows: list[_Row] = [
        (number, one.seen[:19].replace("T", " "), one.words, one.text_hash[:12], compared.get(one.text_hash))
        for number, one in enumerate(versions, 1)
    ]
    columns = ("version", "seen", "words", "hash", "compared")
    title = article.title or article.source
    return Table(title, ("version", "versions"), columns, rows, columns, _version_sentence)


def _version_sentence(row: dict[str, Cell]) -> str:
    compared = f" ({row['compared']})" if row["compared"] else ""
    number = row["words"] if isinstance(row["words"], int) else 0
    return f"- version {row['version']}, seen {row['seen']}: {counted(number, 'word')}{compared}"


def _rows(found: Changes, *, markdown: bool) -> Iterator[_Row]:
    """The quotes first, then the paragraphs that are not the same."""
    written = _marked_up if markdown else word_diff
    plain = words if markdown else str
    about = (found.after.title, found.after.source)
    for one in found.added:
        yield ("quote added", one.name, plain(one.text), None, one.text, *_place(one), *about)
    for one in found.removed:
        yield ("quote removed", one.name, plain(one.text), one.text, None, *_place(one), *about)
    for change in found.reworded:
        was, now = change.before, change.after
        shown = written(change.difference)
        yield ("quote reworded", now.name, shown, was.text, now.text, *_place(now), *about)
    for was, now in found.reattributed:
        who = f"{was.name or 'nobody'} → {now.name or 'nobody'}"
        yield ("quote given to another", who, plain(now.text), was.name, now.name, *_place(now), *about)
    for was, now in found.remarked:
        kinds = (str(was.quote.kind), str(now.quote.kind))
        yield ("quote marks changed", now.name, plain(now.text), *kinds, *_place(now), *about)
    for passage in found.passages:
        if passage.fate is Fate.SAME or (passage.fate is Fate.MOVED and passage.after is None):
            continue
        before, after = _span(found.before, passage.before), _span(found.after, passage.after)
        was_text = before.of(found.before.text) if before is not None else None
        now_text = after.of(found.after.text) if after is not None else None
        if passage.fate is Fate.MOVED:
            shown = plain(now_text or "")
        else:
            shown = written(_excerpt(found.difference_of(passage)))
        span = after or before or Span(0, 0)
        what = f"paragraph {passage.fate.value}"
        yield (what, None, shown, was_text, now_text, span.start, span.end, *about)


def _place(said: Said) -> tuple[int, int]:
    return said.quote.start, said.quote.end


def _span(article: Article, index: int | None) -> Span | None:
    return article.paragraphs[index].span if index is not None else None


_CONTEXT = 6
"""Words that are shown before and after a change of a paragraph."""


def _excerpt(difference: Difference) -> Difference:
    """A difference without the middle of long stretches that are equal."""
    cut: list[tuple[Step, str]] = []
    for number, (step, text) in enumerate(difference):
        parts = text.split()
        first, last = number == 0, number == len(difference) - 1
        if step is Step.EQUAL and len(parts) > _CONTEXT * (1 if first or last else 2):
            head = "" if first else " ".join(parts[:_CONTEXT])
            tail = "" if last else " ".join(parts[-_CONTEXT:])
            lead = " " if text[:1].isspace() and head else ""
            end = " " if text[-1:].isspace() and tail else ""
            text = f"{lead}{head}{' ' if head else ''}…{' ' if tail else ''}{tail}{end}"
        cut.append((step, text))
    return tuple(cut)


def _marked_up(difference: Difference) -> str:
    """A difference in Markdown: what went is struck out, what came is bold."""
    signs = {Step.EQUAL: "", Step.DELETE: "~~", Step.INSERT: "**"}
    parts = []
    for step, text in difference:
        bare = text.strip()
        lead, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        parts.append(f"{lead and ' '}{signs[step]}{words(bare)}{signs[step]}{end and ' '}" if bare else " ")
    return "".join(parts)


def _sentence(row: dict[str, Cell]) -> str:
    who = f" ({words(row['who'])})" if row["who"] else ""
    return f"- **{row['change']}**{who}: {row['words']}"
