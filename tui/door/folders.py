"""What people name to be read, several at once: files, addresses, and folders for the files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui.domain.errors import SourceError
from tui.domain.text.safe import one_line

_TEXTS = ("", ".txt", ".text", ".md", ".markdown", ".pdf", ".docx", ".odt", ".epub")
_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml", ".webarchive", ".eml", ".mbox")
_DATA = (".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom")
READ = frozenset((*_TEXTS, *_PAGES, *_DATA))
"""Endings of files that may hold an article. Others in a folder are passed over."""


@dataclass
class Sources:
    """What to read, in order. ``found`` are those of ``named`` that a folder held, and nobody named.

    ``passed_over`` are files of folders that are nothing to read by their names, ``no_articles`` says what
    others of them are, ``failures`` are sentences about what is not there or may not be looked into.
    """

    named: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)
    no_articles: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def is_folder(source: str) -> bool:
    """Whether the source is a folder; not what only looks like one, as an address may."""
    return "://" not in source and source != "-" and os.path.isdir(os.path.expanduser(source))  # noqa: PTH111, PTH112


def expanded(sources: Sequence[str], *, recursive: bool) -> Sources:
    """The sources with the files of folders in the folders' place, by name; each once.

    ``recursive`` looks below a folder too. Hidden files and folders, and links to folders, are left alone.
    """
    result = Sources()
    for source in sources:
        if not is_folder(source):
            result.named.append(source)
            continue
        before = len(result.named)
        _look_into(os.path.expanduser(source), result, recursive=recursive, named=True)  # noqa: PTH111
        if len(result.named) == before and not result.failures:
            below = "" if recursive else "; -r looks below it too"
            result.failures.append(f"{one_line(source)} is a folder that holds nothing to read{below}.")
    result.named = list(dict.fromkeys(result.named))
    return result


def _look_into(folder: str, result: Sources, *, recursive: bool, named: bool = False) -> None:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = (error.strerror or "unknown trouble").lower()
        result.failures.append(f"{one_line(folder)} cannot be looked into ({reason}).")
        return
    for entry in ordered:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if recursive:
                _look_into(entry.path, result, recursive=True)
        elif not entry.is_dir():
            readable = os.path.splitext(entry.name)[1].lower() in READ and entry.is_file()  # noqa: PTH122
            if readable:
                result.named.append(entry.path)
                result.found.add(entry.path)
            else:
                result.passed_over.append(entry.path)


def told_passed_over(paths: Iterable[str]) -> str:
    """A sentence that counts the files passed over, and names the first of them; empty for none."""
    names = [one_line(os.path.basename(path)) for path in paths]  # noqa: PTH119
    if not names:
        return ""
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")
    count = "1 file that holds" if len(names) == 1 else f"{len(names):,} files that hold"
    return f"Passed over: {count} no article ({shown})."


def with_path(path: str, message: str) -> str:
    """A message about a file of a folder that calls it by its path: others below may be called alike."""
    name = one_line(os.path.basename(path))  # noqa: PTH119
    return one_line(path) + message.removeprefix(name) if message.startswith(name) else message


def may_be_read(path: str) -> None:
    """Raises SourceError for a file that is there and may not be read: that is no reason to pass it over."""
    if not os.access(path, os.R_OK):
        raise SourceError(f"{one_line(path)} may not be read by you: change its permissions (chmod u+r).")
