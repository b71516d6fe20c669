"""The audit written out: the JSON of ``sayso audit`` (a contract), and CSV with a row a source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tui.domain.collection.audit import ArticleAudit, Share, Source, Total, Voice
from tui.domain.text.safe import one_line
from tui.export.formats.table import safe_cell

Json = dict[str, Any]
Cell = str | int | float | None
COLUMNS = (
    "article", "title", "source", "published", "words", "article_quoted_words", "name", "kind", "named",
    "type", "role", "affiliation", "quotes", "quoted_words", "share", "direct", "mixed", "indirect", "first",
)  # fmt: skip
"""``share``: of the article's quoted words, 0 to 1."""


def article_object(audited: ArticleAudit) -> Json:
    """The audit of one article: a line of ``sayso audit --format jsonl``."""
    return {
        "article": audited.article_id,
        "title": audited.title,
        "words": audited.words,
        "quoted_words": audited.quoted_words,
        "sources": [_source(one) for one in audited.sources],
    }


def _source(source: Source) -> Json:
    return {
        "name": one_line(source.name),
        "kind": source.kind,
        "named": source.named,
        "role": source.role,
        "affiliation": source.affiliation,
        "quotes": source.quotes,
        "quoted_words": source.quoted_words,
        "direct": source.direct,
        "mixed": source.mixed,
        "indirect": source.indirect,
        "first": source.first,
    }


def total_object(total: Total) -> Json:
    """All articles together."""
    return {
        "articles": total.articles,
        "words": total.words,
        "quoted_words": total.quoted_words,
        "sources": total.sources,
        "named": total.shares["named"].sources,
        "unnamed": total.shares["unnamed"].sources,
        "documents": total.shares["document"].sources,
        "quotes": total.quotes,
        "direct": total.direct,
        "mixed": total.mixed,
        "indirect": total.indirect,
        "unattributed": total.unattributed,
        "shares": {name: _share(share) for name, share in total.shares.items()},
        "types": {name: _share(share) for name, share in total.types.items()},
        "most_quoted": [_voice(voice) for voice in total.most_quoted],
    }


def _share(share: Share) -> Json:
    return {"sources": share.sources, "quotes": share.quotes, "quoted_words": share.quoted_words}


def _voice(voice: Voice) -> Json:
    return {
        "name": one_line(voice.name),
        "kind": voice.kind,
        "role": voice.role,
        "affiliation": voice.affiliation,
        "type": str(voice.type),
        "articles": voice.articles,
        "quotes": voice.quotes,
        "quoted_words": voice.quoted_words,
        "direct": voice.direct,
        "mixed": voice.mixed,
        "indirect": voice.indirect,
        "first": voice.first,
    }


def rows(audited: ArticleAudit) -> Iterator[tuple[Cell, ...]]:
    """A row a source under :data:`COLUMNS`; an article without a source has none."""
    about = (audited.article_id, audited.title, audited.source, audited.published, audited.words)
    for one in audited.sources:
        yield (
            *about,
            audited.quoted_words,
            one_line(one.name),
            one.kind,
            "yes" if one.named else "no",
            str(one.type),
            one.role,
            one.affiliation,
            one.quotes,
            one.quoted_words,
            round(one.quoted_words / audited.quoted_words, 4) if audited.quoted_words else 0.0,
            one.direct,
            one.mixed,
            one.indirect,
            "yes" if one.first else "no",
        )


def to_csv(audits: Iterable[ArticleAudit]) -> str:
    """A row a source of each article, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for audited in audits:
        writer.writerows(["" if cell is None else safe_cell(cell) for cell in row] for row in rows(audited))
    return out.getvalue()
