"""``sayso [SOURCE]``: the reader, handed a loader, an analyser and a library.

Only what the first paint needs is imported here: the library, the cache and the language work come later,
each when the app first asks for it.
"""

from __future__ import annotations

import gc
import os
import stat
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, partial
from typing import TYPE_CHECKING

from tui.domain.errors import SaysoError
from tui.door import leaving, read_before

if TYPE_CHECKING:
    import argparse

    from tui.domain.analysis import Analysis
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.collection.audit import ArticleAudit
    from tui.domain.collection.changes import Changes
    from tui.domain.collection.said import Dossier
    from tui.domain.kept import Version
    from tui.domain.ports import Feeds
    from tui.domain.settings import Settings
    from tui.door.loader import KeepingLoader
    from tui.library.articles.articles import KeptArticles
    from tui.library.library import TinyLibrary

_HEAD = 64 * 1024
"""Bytes of a longer text that are enough for its first page."""
_SECONDS_TO_OPEN = 1.5
_PIPE_SECONDS = 0.3
"""How long the screen waits for a pipe to end; what is still on its way then comes in while it stands."""
_NO_KEYS = "Standard input held the article and there is no terminal for the keys."


def run(arguments: argparse.Namespace) -> int:
    """Open the reader; returns its exit status. Raises SourceError where there is plainly nothing to open."""
    if getattr(arguments, "plain", False):
        from tui.door.commands import plain

        return plain.run(arguments)
    from tui.door.lean import import_for_first_page

    import_for_first_page()
    from tui.app.terminal import tty
    from tui.app.theme.choice import user_folder
    from tui.domain import settings

    source: str | None = arguments.sources[0] if arguments.sources else None
    if (reason := tty.refusal(os.environ)) is not None:
        raise SaysoError(reason)
    if "-" not in arguments.sources and not tty.is_served(os.environ):
        _keys_from_the_terminal("Standard input is no terminal, and there is none for the keys.")
    tty.remember()
    set_to = settings.read(user_folder())
    if set_to.values["colours"] == "none":  # that must stand before the app begins
        os.environ.setdefault("NO_COLOR", "1")
    _collect_later()
    if arguments.model is not None:
        from tui.nlp.identity import identify

        identify(arguments.model)
    from tui.door.loader import KeepingLoader

    loader = KeepingLoader(arguments.library, keeping=False)
    if len(arguments.sources) > 1 or (source is not None and _is_folder(source)):
        from tui.door.several import keep_all

        several = keep_all(arguments)
        if "-" in arguments.sources:
            _keys_from_the_terminal(_NO_KEYS)
            tty.remember()
        return several.status(_read(arguments, loader, set_to, several.first.source, several.first))
    known = loader.known(source, clean=arguments.clean) if source is not None else None
    return _read(arguments, loader, set_to, source, None if known is None else known[0])


def _read(
    arguments: argparse.Namespace,
    loader: KeepingLoader,
    set_to: Settings,
    source: str | None,
    article: Article | None,
) -> int:
    """Open the reader on a source, or on an article that was read from it already."""
    # The first page does not wait for the last one, nor for what finds an article in a page.
    head = None
    if source is not None and article is None and arguments.clean:
        if _is_read_now(source):
            head = loader.head(source, _HEAD)
        elif "://" not in source and (begun := loader.beginning(source)) is not None:
            article, head = (begun.article, None) if begun.whole else (None, begun.article)
    if article is None and head is None:
        article = _read_now(loader, source, clean=arguments.clean)
    if source == "-":
        from tui.app.terminal import tty

        _keys_from_the_terminal(_NO_KEYS)
        tty.remember()
    library = cache(partial(_library, arguments.library))  # one for both who ask for it
    articles = cache(partial(_articles, arguments.library, library))
    try:
        with _first_page(head or article, set_to, whole=head is None):
            loader.keep_read()
            from tui.app.startup.lean import import_textual

            import_textual()
            from tui.app.app import run_reader
            from tui.door.caches import LateCache
            from tui.nlp.workers.client import RemoteAnalyser

            if source is not None and head is not None:
                article = loader.load(source, clean=arguments.clean)
            return run_reader(
                loader=loader,
                analyser=RemoteAnalyser(arguments.model, LateCache(), process="tui.door.analysing"),
                library=library,
                feeds=lambda: _feeds(arguments.library),
                articles=articles,
                exporter=_LateExporter(),
                source=source,
                clean=arguments.clean,
                article=article,
                sample=_sample() if source is None else None,
                rescue=_rescue,
                first_run=_first_run(arguments.library),
                set_to=set_to,
            )
    finally:
        loader.give_up()
        if articles.cache_info().currsize:
            articles().close()  # what was noted last goes into the index itself
        leaving.ask_for_it()


def _first_page(article: Article | None, set_to: Settings, *, whole: bool) -> AbstractContextManager[object]:
    """The page that can be read while Textual is imported, where there is one."""
    if article is None or sys.platform == "win32":
        return nullcontext()
    from tui.app.startup.first_page import FirstPage
    from tui.app.theme import choice as theme_choice

    return FirstPage(
        article,
        whole=whole,
        theme=theme_choice.chosen(theme_choice.user_folder(), set_to),
        measure=set_to.number("measure"),
        lists=set_to.number("lists"),
    )


def _collect_later() -> None:
    """Leave garbage where it is while the screen opens: next to nothing that is made then goes away.

    Measured, collecting takes an eighth of the CPU time until the first words stand there.
    """
    gc.disable()

    def resume() -> None:
        gc.freeze()
        gc.enable()

    timer = threading.Timer(_SECONDS_TO_OPEN, resume)
    timer.daemon = True
    timer.start()


def _read_now(loader: KeepingLoader, source: str | None, *, clean: bool) -> Article | None:
    """The article, if it is quick to read or only to be had now. Raises SourceError if it is not there."""
    if source is None or not _is_read_now(source):
        return None
    if _is_pipe(os.path.expanduser(source)):  # noqa: PTH111  (Path() chokes on some of these)
        return loader.begin(source, clean=clean, seconds=_PIPE_SECONDS)
    return loader.load(source, clean=clean)


def _is_folder(source: str) -> bool:
    return "://" not in source and os.path.isdir(os.path.expanduser(source))  # noqa: PTH111, PTH112


def _is_pipe(path: str) -> bool:
    """Whether it is a named pipe or a process substitution, whose writer may take its time."""
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def _is_read_now(source: str) -> bool:
    if source.startswith(("http://", "https://")):
        return False
    return source == "-" or "://" in source or not read_before.takes_long(source)


def _keys_from_the_terminal(otherwise: str) -> None:
    """Where standard input is a file, a pipe or closed, the keys come from the terminal itself.

    Raises SaysoError with the sentence ``otherwise``.
    """
    if sys.__stdin__ is not None and os.isatty(0):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise SaysoError(otherwise) from error
    os.dup2(terminal, 0)
    os.close(terminal)
    if sys.__stdin__ is None or sys.__stdin__.closed:
        sys.stdin = os.fdopen(0, encoding="utf-8", errors="replace", closefd=False)
        sys.__stdin__ = sys.stdin  # type: ignore[misc]  # Textual asks for this one


def _rescue(words: str) -> str:
    from tui.door.mishaps import rescued

    return rescued(words)


def _sample() -> str:
    from tui.sources.samples import sample

    return sample()


def _first_run(path: str | None) -> bool:
    from tui.library.paths import library_path

    return not library_path(path).exists()


def _articles(path: str | None, opened: Callable[[], TinyLibrary]) -> KeptArticles:
    from tui.door.kept import kept_articles

    return kept_articles(path, opened)


def _library(path: str | None) -> TinyLibrary:
    from tui.library.library import TinyLibrary

    return TinyLibrary(path)


def _feeds(path: str | None) -> Feeds:
    from tui.door.feeds import KeptFeeds

    return KeptFeeds(path)


class _LateExporter:
    """The exporter, imported when it is first asked; see ``domain.ports.Exporter``."""

    def export(
        self, article: Article, analysis: Analysis | None, annotations: Sequence[Annotation], format: str
    ) -> str:
        from tui.export.exporter import FileExporter

        return FileExporter().export(article, analysis, annotations, format)

    def dossier(self, found: Dossier, format: str) -> str:
        from tui.export.exporter import FileExporter

        return FileExporter().dossier(found, format)

    def changes(self, found: Changes, versions: Sequence[Version], format: str) -> str:
        from tui.export.exporter import FileExporter

        return FileExporter().changes(found, versions, format)

    def audit_table(self, audits: Sequence[ArticleAudit]) -> str:
        from tui.export.exporter import FileExporter

        return FileExporter().audit_table(audits)
