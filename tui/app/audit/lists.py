"""The audit's lists: the sources of an article, the most quoted over several, the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tui.app.audit.figures import percent, spread
from tui.app.panes.columns import Column, aligned
from tui.app.panes.row_list import Line, Piece, RowList
from tui.domain.collection.audit import ArticleAudit, Source, Voice

_SPREAD = 12  # cells


class Sort(NamedTuple):
    """A way to sort: its words, the value, whether the greatest comes first."""

    words: str
    value: Callable[[Any], Any]
    greatest_first: bool = True


def _name(row: Any) -> str:
    name: str = row.name
    return name.casefold()


SOURCE_SORTS = {
    "words": Sort("words quoted", lambda row: row.quoted_words),
    "quotes": Sort("number of quotes", lambda row: (row.quotes, row.quoted_words)),
    "name": Sort("name", _name, False),
    "kind": Sort("kind", lambda row: (row.kind, -row.quoted_words), False),
    "type": Sort("type", lambda row: (str(row.type), -row.quoted_words), False),
    "direct": Sort("direct quotes", lambda row: (row.direct, row.quotes)),
    "first": Sort("who speaks first", lambda row: row.starts[0] if row.starts else 0, False),
}
VOICE_SORTS = {
    "quotes": SOURCE_SORTS["quotes"],
    "words": SOURCE_SORTS["words"],
    "articles": Sort("number of articles", lambda row: (row.articles, row.quotes)),
    "name": SOURCE_SORTS["name"],
    "kind": SOURCE_SORTS["kind"],
    "type": SOURCE_SORTS["type"],
    "direct": SOURCE_SORTS["direct"],
    "first": Sort("how often first", lambda row: (row.first, row.quotes)),
}
ARTICLE_SORTS = {
    "date": Sort("date of publication", lambda row: row.published or ""),
    "title": Sort("title", lambda row: row.title.casefold(), False),
    "words": Sort("number of words", lambda row: row.words),
    "share": Sort("share that is quoted", lambda row: row.quoted_words / row.words if row.words else 0.0),
    "sources": Sort("number of sources", lambda row: len(row.sources)),
    "unnamed": Sort("unnamed sources", lambda row: _unnamed(row)),
}


def _unnamed(row: ArticleAudit) -> int:
    return sum(not source.named and source.kind != "document" for source in row.sources)


_WEIGHTS = (
    "quotes",
    "words",
    "share",
    "type",
    "sources",
    "articles",
    "unnamed",
    "first",
    "date",
    "role",
    "spread",
)
"""The columns in the order in which they get room; those that are not named here come last."""


def _columns(width: int, name: Column, others: Sequence[Column], least: int) -> list[Column]:
    """The columns that there is room for beside the first, which has ``least`` cells and what is left."""
    room, kept = width - least - 1, set()  # the last cell stays empty
    for column in sorted(others, key=_weight):
        if column.width <= room:
            room -= column.width
            kept.add(column.key)
    return [name._replace(width=max(least + room, 4)), *(one for one in others if one.key in kept)]


def _weight(column: Column) -> int:
    return _WEIGHTS.index(column.key) if column.key in _WEIGHTS else len(_WEIGHTS)


def source_columns(width: int) -> list[Column]:
    """Of the sources of one article."""
    others = [
        Column("role", "Role", 26 if width >= 110 else 18, right=False),
        Column("kind", "Kind", 13, right=False),
        Column("type", "Type", 13, right=False),
        Column("quotes", "Quotes", 8),
        Column("direct", "Direct", 8),
        Column("words", "Words", 7),
        Column("share", "Share", 8),
        Column("first", "First", 7, right=False),
        Column("spread", "Where", _SPREAD + 1, right=False),
    ]
    return _columns(width, Column("name", "Source", 0, right=False), others, 20)


def voice_columns(width: int) -> list[Column]:
    """Of the most quoted over several articles."""
    others = [
        Column("role", "Role", 26 if width >= 110 else 18, right=False),
        Column("kind", "Kind", 13, right=False),
        Column("type", "Type", 13, right=False),
        Column("articles", "Articles", 10),
        Column("quotes", "Quotes", 8),
        Column("direct", "Direct", 8),
        Column("words", "Words", 8),
        Column("first", "First", 7),
    ]
    return _columns(width, Column("name", "Source", 0, right=False), others, 20)


def article_columns(width: int) -> list[Column]:
    """Of the articles."""
    others = [
        Column("date", "Date", 12),
        Column("words", "Words", 8),
        Column("share", "Quoted", 8),
        Column("sources", "Sources", 9),
        Column("unnamed", "Unnamed", 9),
        Column("first", "First source", 22, right=False),
    ]
    return _columns(width, Column("title", "Article", 0, right=False), others, 24)


class SourcesList(RowList[Source]):
    """The sources of one article."""

    audited: ArticleAudit | None = None

    def draw(self, row: Source, width: int) -> Iterable[Line]:
        one = self.audited
        whole, length = (one.quoted_words, one.length) if one is not None else (0, 0)
        texts = {
            "name": row.name,
            "role": row.role or row.affiliation or "",
            "kind": row.kind,
            "type": str(row.type),
            "quotes": f"{row.quotes:,}",
            "direct": f"{row.direct:,}",
            "words": f"{row.quoted_words:,}",
            "first": "●" if row.first else "",
        }
        pieces: list[Piece] = []
        for column in source_columns(width):
            if column.key == "share":
                pieces.append((aligned(percent(row.quoted_words, whole), column), ""))
            elif column.key == "spread":
                pieces.append((f" {spread(row.starts, length, _SPREAD)}", "bar"))
            else:
                pieces.append((aligned(texts[column.key], column), _style(column.key, row.named)))
        return [pieces]


class VoicesList(RowList[Voice]):
    """The most quoted over several articles."""

    def draw(self, row: Voice, width: int) -> Iterable[Line]:
        texts = {
            "name": row.name,
            "role": row.role or row.affiliation or "",
            "kind": row.kind,
            "type": str(row.type),
            "articles": f"{row.articles:,}",
            "quotes": f"{row.quotes:,}",
            "direct": f"{row.direct:,}",
            "words": f"{row.quoted_words:,}",
            "first": f"{row.first:,}" if row.first else "",
        }
        return [
            [
                (aligned(texts[column.key], column), _style(column.key, True))
                for column in voice_columns(width)
            ]
        ]


class ArticlesList(RowList[ArticleAudit]):
    """The articles with their figures."""

    def draw(self, row: ArticleAudit, width: int) -> Iterable[Line]:
        first = row.first
        texts = {
            "title": row.title or row.source,
            "date": (row.published or "")[:10],
            "words": f"{row.words:,}",
            "share": percent(row.quoted_words, row.words),
            "sources": f"{len(row.sources):,}",
            "unnamed": f"{_unnamed(row):,}",
            "first": first.name if first is not None else "",
        }
        return [
            [
                (aligned(texts[column.key], column), "name" if column.key == "title" else "muted")
                for column in article_columns(width)
            ]
        ]


def _style(key: str, named: bool) -> str:
    if key == "name":
        return "name" if named else "warning"
    return "muted" if key in ("role", "kind", "type") else ""


class FiguresList(RowList[Callable[[int], Sequence[Piece]]], can_focus=False):
    """Lines that are made for the width there is."""

    def draw(self, row: Callable[[int], Sequence[Piece]], width: int) -> Iterable[Line]:
        return [row(width)]
