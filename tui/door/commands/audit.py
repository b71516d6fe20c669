"""``sayso audit``: who speaks in articles, how much, named or not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.domain.errors import LibraryError
from tui.domain.text.phrases import counted
from tui.domain.text.phrases import percent as in_percent
from tui.door.articles import AnalysedArticles
from tui.door.corrections import corrections_if_any
from tui.door.kept import AnalysedKept
from tui.door.output import printed_json, show
from tui.door.tables import NO_SHARE, Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.collection.audit import ArticleAudit, Total, Voice

_MOST = 25
"""How many of the most quoted a terminal or Markdown is shown."""
_SOURCES = ("source", "sources")
_OF_SOURCES = ("who", "kind", "type", "role", "quotes", "words", "share", "direct", "first")
_OF_ARTICLES = ("article", "words", "quoted", "sources", "named", "unnamed", "documents", "first source")
_OF_VOICES = ("who", "kind", "type", "role", "articles", "quotes", "words", "direct", "first")
_OF_SHARES = ("what", "sources", "share", "quotes", "words", "share of words")
_Row = tuple[Cell, ...]
_NAMED = (("named", "named"), ("unnamed", "unnamed"), ("document", "documents"))
_TYPES = ("official", "expert", "spokesperson", "other")


def run(arguments: argparse.Namespace) -> int:
    """Print the audit; returns 1 if a source failed. Raises SaysoError."""
    from tui.domain.collection.audit import total
    from tui.export.formats import audit as written

    audits = _Audits(arguments)
    form = arguments.format
    if form == "jsonl":
        for one in audits:
            show(printed_json(written.article_object(one)))
            sys.stdout.flush()
    elif form == "csv":
        show(written.to_csv(audits))
    else:
        found = list(audits)
        together = total(found)
        if form == "json":
            articles = [written.article_object(one) for one in found]
            show(printed_json({"articles": articles, "total": written.total_object(together)}, indent=2))
        else:
            _print(found, together, form)
    return 1 if audits.failed else 0


class _Audits:
    """The audits of the articles that were asked for, in order. Iterate once; see ``failed`` afterwards."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        annotations_of = corrections_if_any(arguments)
        self._articles: AnalysedArticles
        if arguments.sources:
            self._articles = AnalysedArticles(arguments, arguments.sources, annotations_of)
        else:
            self._articles = AnalysedKept(arguments, annotations_of)
        self._any_asked_for = bool(arguments.sources)

    def __iter__(self) -> Iterator[ArticleAudit]:
        from tui.domain.collection.audit import audit

        empty = True
        for read in self._articles:
            empty = False
            yield audit(read.article, read.analysis)
        if empty and not self._any_asked_for and not self.failed:
            raise LibraryError("No article is kept yet: sayso add SOURCE keeps one.")

    @property
    def failed(self) -> int:
        return self._articles.failed


# ── tables and Markdown ──────────────────────────────────────────────────────────────────────────────────


def _print(audits: Sequence[ArticleAudit], total: Total, form: str) -> None:
    write = writer(form)
    if len(audits) == 1:
        title, rows = audits[0].title or audits[0].source, list(_source_rows(audits[0]))
        write(Table(title, _SOURCES, _OF_SOURCES, rows, _OF_SOURCES, _source_sentence))
    elif audits:
        rows = [_article_row(one) for one in audits]
        what = ("article", "articles")
        write(Table("Articles", what, _OF_ARTICLES, rows, _OF_ARTICLES, _article_sentence))
        rows = [_voice_row(voice) for voice in total.most_quoted[:_MOST]]
        write(Table("Most quoted", _SOURCES, _OF_VOICES, rows, _OF_VOICES, _voice_sentence))
    rows = list(_share_rows(total))
    write(Table(_in_all(total), (), _OF_SHARES, rows, _OF_SHARES, _share_sentence))


def _voice_row(voice: Voice) -> _Row:
    return (
        voice.name,
        voice.kind,
        str(voice.type),
        voice.role,
        voice.articles,
        voice.quotes,
        voice.quoted_words,
        voice.direct,
        voice.first,
    )


def _source_rows(one: ArticleAudit) -> Iterator[_Row]:
    for source in one.sources:
        yield (
            source.name,
            source.kind,
            str(source.type),
            source.role,
            source.quotes,
            source.quoted_words,
            percent(source.quoted_words, one.quoted_words),
            source.direct,
            "first" if source.first else "",
        )


def _source_sentence(row: dict[str, Cell]) -> str:
    role = f", {words(row['role'])}" if row["role"] else ""
    first = ", the first source" if row["first"] else ""
    return (
        f"- **{words(row['who'])}** ({row['kind']}, {row['type']}{role}): {_counted(row, 'quote')}, "
        f"{_counted(row, 'word')}, {row['share']} of the quoted words{first}"
    )


def _voice_sentence(row: dict[str, Cell]) -> str:
    role = f", {words(row['role'])}" if row["role"] else ""
    return (
        f"- **{words(row['who'])}** ({row['kind']}, {row['type']}{role}): {_counted(row, 'quote')} in "
        f"{_counted(row, 'article')}, {_counted(row, 'word')}"
    )


def _article_row(one: ArticleAudit) -> _Row:
    documents = sum(source.kind == "document" for source in one.sources)
    named = sum(source.named for source in one.sources)
    return (
        one.title or one.source,
        one.words,
        percent(one.quoted_words, one.words),
        len(one.sources),
        named,
        len(one.sources) - named - documents,
        documents,
        one.first.name if one.first is not None else None,
    )


def _article_sentence(row: dict[str, Cell]) -> str:
    first = f", {words(row['first source'])} first" if row["first source"] else ""
    return (
        f"- **{words(row['article'])}**: {_counted(row, 'word')}, {row['quoted']} of them quoted; "
        f"{_counted(row, 'source')}, {row['named']} named{first}"
    )


def _counted(row: dict[str, Cell], what: str) -> str:
    number = row[f"{what}s"]
    return counted(number if isinstance(number, int) else 0, what)


def _in_all(total: Total) -> str:
    return (
        f"{counted(total.articles, 'article')}, {counted(total.words, 'word')}, "
        f"{percent(total.quoted_words, total.words)} of them quoted; {counted(total.quotes, 'quote')}: "
        f"{total.direct:,} direct, {total.mixed:,} mixed, {total.indirect:,} indirect, "
        f"{total.unattributed:,} without a speaker"
    )


def _share_rows(total: Total) -> Iterator[_Row]:
    shares = [(shown, total.shares[name]) for name, shown in _NAMED]
    shares += [(name, total.types[name]) for name in _TYPES]
    for name, share in shares:
        yield (
            name,
            share.sources,
            percent(share.sources, total.sources),
            share.quotes,
            share.quoted_words,
            percent(share.quoted_words, total.quoted_words),
        )


def _share_sentence(row: dict[str, Cell]) -> str:
    return (
        f"- {row['what']}: {_counted(row, 'source')} ({row['share']}), {_counted(row, 'quote')}, "
        f"{_counted(row, 'word')} ({row['share of words']})"
    )


def percent(part: int, whole: int) -> str:
    """``23 %``; nothing has no share of nothing."""
    return in_percent(part / whole) if whole else NO_SHARE
