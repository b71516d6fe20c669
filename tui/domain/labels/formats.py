"""The formats of export: their codes, what they are called, how their files end. Light: imports nothing."""

from __future__ import annotations

from typing import NamedTuple


class ExportFormat(NamedTuple):
    """A format's name, the ending of its files, and what is in them, in a few words."""

    name: str
    ending: str
    holds: str


EXPORT_FORMATS: dict[str, ExportFormat] = {
    "md": ExportFormat("Markdown", "md", "quotes with speakers, notes under their passage"),
    "html": ExportFormat("HTML", "html", "one page that needs nothing else"),
    "json": ExportFormat("JSON", "json", "everything; sayso import reads it"),
    "w3c": ExportFormat(
        "Web Annotation", "jsonld", "bookmarks, highlights and notes, as the W3C's model has them"
    ),
    "csv": ExportFormat("CSV", "csv", "a row for each quote and note"),
    "jsonl-corrections": ExportFormat("Corrections", "jsonl", "what you corrected, an example a line"),
}


def format_of(file: str) -> str | None:
    """The format that a file's ending stands for, if it stands for one."""
    name = file.lower()
    return next((code for code, form in EXPORT_FORMATS.items() if name.endswith(f".{form.ending}")), None)
