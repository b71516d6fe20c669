"""Exports of services that are neither JSON-LD nor of the API of Hypothesis, put into the shape of that API.

- Hypothesis' own client writes tables, with commas or tabs (1.1766): one row an annotation, the same address
  in each. Tags are parted by commas, so a tag that holds one comes back as two; the time is that of the
  browser's zone, which the table does not state, and is read as UTC.
- wallabag gives out the articles of an account, each with its annotations in the shape of Annotator: the
  quoted words, and ranges by XPath that only its own copy of the page can follow. Its API says when they were
  made, its file does not (only ``text``, ``quote`` and ``ranges`` are in the group that is written there).
- Readwise writes a table with a row a highlight, which knows the title of what it is on and no address.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from tui.domain.errors import ExportError

_QUOTED = ("Quote/description", "Quote")  # the second: in clients before they could mark pictures
_LONGEST_HEAD = 1_000
_COLUMNS = {"Created at", "URL", "Type", "Comment", "Tags"}
_OF_READWISE = {"Highlight", "Book Title", "Note", "Tags", "Highlighted at"}
BY_TITLE = "urn:title:"
"""What the source of an annotation begins with whose article is known by its title alone."""


def table_rows(text: str) -> list[dict[str, Any]] | None:
    """The rows of a table of Hypothesis or Readwise; None: no such table. Raises ExportError if damaged."""
    first = text[:_LONGEST_HEAD].partition("\n")[0].rstrip("\r")
    parted = "\t" if "\t" in first else ","
    names = first.split(parted)
    quoted = next((name for name in _QUOTED if name in names), None)
    readwise = _OF_READWISE.issubset(names)
    if not readwise and (quoted is None or not _COLUMNS.issubset(names)):
        return None
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=parted))
    except csv.Error as error:  # a cell over 131,072 characters
        raise ExportError(f"This table is damaged: {error}.") from None
    cells = ({name: cell or "" for name, cell in row.items() if name} for row in rows)
    return [_of_readwise(row) if readwise else _of_table(row, quoted or "") for row in cells]


def _of_readwise(row: dict[str, str]) -> dict[str, Any]:
    return _row(
        f"{BY_TITLE}{row['Book Title']}",
        title=row["Book Title"],
        quote=row["Highlight"],
        text=row["Note"],
        tags=[tag.strip() for tag in row["Tags"].split(",") if tag.strip()],
        created=row["Highlighted at"],
    )


def _of_table(row: dict[str, str], quoted: str) -> dict[str, Any]:
    return _row(
        row["URL"],
        quote=row[quoted],
        text=row["Comment"],
        tags=[tag for tag in row["Tags"].split(",") if tag],
        created=row["Created at"],
        references=["above"] if row["Type"] == "Reply" else [],
    )


def wallabag_rows(data: Any) -> list[dict[str, Any]] | None:
    """The annotations of an export of wallabag, or of an answer of its API; None: the data are neither."""
    if isinstance(data, dict) and isinstance(data.get("_embedded"), dict):
        data = data["_embedded"].get("items")
    entries = data if isinstance(data, list) else [data]
    if not entries or not all(_is_entry(entry) for entry in entries):
        return None
    return list(_of_entries(entries))


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("url"), str)
        and isinstance(entry.get("annotations") or [], list)
        and "is_archived" in entry
    )


def _of_entries(entries: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for found in entry.get("annotations") or []:
            made = found if isinstance(found, dict) else {}
            yield _row(
                entry["url"],
                title=entry.get("title"),
                quote=made.get("quote"),
                text=made.get("text"),
                created=made.get("created_at"),
                updated=made.get("updated_at"),
            )


def _row(address: str, *, quote: Any, title: Any = None, **more: Any) -> dict[str, Any]:
    selectors = [{"type": "TextQuoteSelector", "exact": quote}] if isinstance(quote, str) and quote else []
    return {
        "uri": address,
        "document": {"title": [title]},
        "target": [{"source": address, "selector": selectors}],
        **more,
    }
