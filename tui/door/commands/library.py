"""``sayso library list|search|stories|check|repair|backup|restore|size|clear-cache``."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.filesize import decimal

from tui.domain.annotation import Reading
from tui.domain.kept import Listed
from tui.domain.text.phrases import counted, percent
from tui.domain.text.safe import one_line
from tui.door.commands import keeping, stories
from tui.door.commands.notes import open_library, print_annotations
from tui.door.kept import kept_articles
from tui.door.output import console, show, show_objects
from tui.door.tables import Cell, Table, words, writer

_ALL_COLUMNS = 120
"""Cells from which on a terminal has room for all columns of the list."""
_NEVER = datetime.min.replace(tzinfo=UTC)
"""When an article was opened that is kept and never was."""


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked of the library; ``check`` returns 1 if it finds damage. Raises LibraryError."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "search": _search,
        "check": _check,
        "repair": _repair,
        "backup": _backup,
        "restore": _restore,
        "size": _size,
        "stories": stories.run,
        "clear-cache": _clear_cache,
        "remove": keeping.remove,
        "undo": keeping.undo,
        "clear-removed": keeping.clear_removed,
        "analyse": keeping.analyse,
        "export-all": keeping.export_all,
        "import-all": keeping.import_all,
    }
    return actions[arguments.action](arguments)


def _list(arguments: argparse.Namespace) -> int:
    entries = _entries(arguments.library)
    if arguments.format in ("json", "jsonl"):
        show_objects(itertools.starmap(_object, entries), arguments.format)
        return 0
    columns = (
        *("opened", "title", "byline", "published", "read", "quotes", "actors", "source", "id"),
        *("kept", "words", "versions"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            reading.opened.astimezone().strftime("%Y-%m-%d %H:%M") if reading.opened != _NEVER else None,
            reading.title,
            reading.byline,
            reading.published,
            percent(reading.share),
            reading.quotes,
            reading.actors,
            reading.source,
            reading.article_id,
            kept.seen if kept is not None else None,
            kept.words if kept is not None else None,
            kept.versions if kept is not None else None,
        )
        for reading, kept in entries
    ]
    shown: tuple[str, ...] = ("opened", "title", "byline", "read", "quotes", "actors", "source")
    if arguments.format == "table" and console().width < _ALL_COLUMNS:
        shown = ("title", "read", "quotes", "source")
    table = Table("Library", ("article", "articles"), columns, rows, shown, _sentence, cut=True)
    writer(arguments.format)(table)
    return 0


def _entries(library: str | None) -> list[tuple[Reading, Listed | None]]:
    """What was read and what is kept, the latest first; what was never opened was so at :data:`_NEVER`."""
    kept = {row.article_id: row for row in kept_articles(library).listed()}
    entries: list[tuple[Reading, Listed | None]] = []
    for reading in open_library(library).readings():
        found = kept.pop(reading.article_id, None)
        if found is not None and reading.quotes is None:  # noted on the command line, not opened
            reading = msgspec.structs.replace(reading, quotes=found.quotes)
        entries.append((reading, found))
    for row in kept.values():
        reading = Reading(
            article_id=row.article_id,
            source=row.source,
            title=row.title,
            byline=row.byline,
            published=row.published,
            text_hash=row.text_hash,
            opened=_NEVER,
            quotes=row.quotes,
        )
        entries.append((reading, row))
    return sorted(entries, key=_latest, reverse=True)


def _latest(entry: tuple[Reading, Listed | None]) -> datetime:
    reading, kept = entry
    return reading.opened if reading.opened != _NEVER or kept is None else datetime.fromisoformat(kept.seen)


def _object(reading: Reading, kept: Listed | None) -> dict[str, object]:
    plain: dict[str, object] = msgspec.to_builtins(reading)
    if reading.opened == _NEVER:
        plain["opened"] = None
    about = None if kept is None else {"seen": kept.seen, "words": kept.words, "versions": kept.versions}
    return {**plain, "share": round(reading.share, 4), "kept": about}


def _sentence(row: dict[str, Cell]) -> str:
    byline = f", {words(row['byline'])}" if row["byline"] else ""
    return f"- {words(row['title'])}{byline} ({row['read']} read): {words(row['source'])}"


def _search(arguments: argparse.Namespace) -> int:
    library = open_library(arguments.library)
    print_annotations(library.search(" ".join(arguments.query)), library, arguments.format)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from tui.library.safety.check import check

    report = check(arguments.library)
    show(
        f"{one_line(report.path)}: {counted(report.annotations, 'annotation')}, "
        f"{counted(report.readings, 'article')}, {decimal(report.size)}, "
        f"{counted(len(report.backups), 'good backup')}"
    )
    if report.set_aside:
        show(
            f"{counted(report.set_aside, 'entry', 'entries')} that earlier repairs set aside, kept in the "
            "file and not shown."
        )
    findings = kept_articles(arguments.library).check()
    for finding in (*report.findings, *findings):
        show(one_line(finding))
    if not (report.findings or findings):
        show("All is well.")
    # A library that is not there yet is no damage; one that is gone is.
    return 1 if findings or (report.findings and (report.size or report.backups)) else 0


def _repair(arguments: argparse.Namespace) -> int:
    from tui.library.safety.check import repair

    done = [*repair(arguments.library), *kept_articles(arguments.library).repair()]
    for sentence in done:
        show(one_line(sentence))
    if not done:
        show("Nothing had to be mended.")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    from tui.library.safety.restore import backup

    show(f"This library is kept as {one_line(str(backup(arguments.library, arguments.file)))}")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from tui.library.safety.restore import restore

    restored = restore(arguments.library, arguments.file)
    chosen = one_line(str(restored.chosen))
    if not restored.changed:
        show(f"The library is as in {chosen} already: nothing was changed.")
    elif restored.before is None:
        show(f"The library is back, as in {chosen}.")
    else:
        show(
            f"The library is now as in {chosen}; as it was before, it is kept as "
            f"{one_line(str(restored.before))}: restore that one to take this back."
        )
    return 0


def _size(arguments: argparse.Namespace) -> int:
    from tui.door.caches import analysis_cache
    from tui.door.read_before import read_files
    from tui.library.paths import cache_folder, feed_items_path, library_path, read_folder

    library, articles = library_path(arguments.library), kept_articles(arguments.library)
    cache = analysis_cache()
    show(f"library  {decimal(_size_of(library)):>9}  {one_line(str(library))}")
    sizes = articles.sizes()
    texts = counted(sizes.articles, "article")
    if sizes.removed_articles:
        texts += f"; {counted(sizes.removed_articles, 'removed one')}, {decimal(sizes.removed)}"
    show(f"articles {decimal(sizes.texts + sizes.analyses):>9}  {one_line(articles.path)} ({texts})")
    show(f"index    {decimal(sizes.index):>9}  {one_line(str(articles.index.path))}")
    items = feed_items_path(arguments.library)
    show(f"feeds    {decimal(_size_of(items)):>9}  {one_line(str(items))}")
    kept = counted(cache.count(), "analysis", "analyses")
    if begun := cache.incomplete():
        kept += f", {begun} in parts"
    pages = read_files().size()
    show(f"pages    {decimal(pages):>9}  {one_line(str(read_folder()))} (what files were read as)")
    show(f"cache    {decimal(cache.size()):>9}  {one_line(str(cache_folder()))} ({kept})")
    return 0


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _clear_cache(arguments: argparse.Namespace) -> int:
    from tui.door.caches import analysis_cache
    from tui.door.read_before import read_files

    show(f"{decimal(analysis_cache().clear() + read_files().clear())} set free.")
    return 0
