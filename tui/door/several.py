"""``sayso SOURCE...``: all are read and kept, the first is opened, the others are analysed meanwhile."""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass

from tui.domain.article import Article
from tui.domain.errors import LibraryError, SourceError
from tui.door.articles import load_all
from tui.door.commands.add import Keeper
from tui.door.folders import expanded
from tui.door.kept import kept_articles
from tui.door.output import say
from tui.door.progress import Bar


@dataclass(frozen=True, slots=True)
class Several:
    """The article to open, and how many sources gave nothing."""

    first: Article
    failed: int

    def status(self, of_reader: int) -> int:
        """The exit status, when the reader has ended with its own."""
        return of_reader or (1 if self.failed else 0)


def keep_all(arguments: argparse.Namespace) -> Several:
    """Read and keep all sources; what fails is named on standard error.

    Where nothing can be kept the first article is read all the same. Raises SourceError if there is none.
    """
    sources = expanded(arguments.sources, recursive=arguments.recursive)
    keeper = Keeper(kept_articles(arguments.library), sources, clean=arguments.clean)
    first: Article | None = None
    failures: list[str] = []
    with Bar(len(sources.named), shown=not arguments.quiet) as bar:
        for source in sources.named:
            try:
                found = keeper.load(source)
                first = first or (found[0] if found else None)
            except SourceError as error:
                failures.append(str(error))
            except LibraryError as error:
                say(str(error))
                first = first or load_all(source, clean=arguments.clean)[0]
                break
            bar.step()
    failures += sources.failures
    if first is None and len(failures) == 1:
        raise SourceError(failures[0])
    for sentence in failures:
        say(sentence)
    if not arguments.quiet and len(sources.named) > 1:
        keeper.say_what_was_kept()
    if first is None:
        raise SourceError("None of these holds an article that can be opened.")
    if len(keeper.arrivals) > 1:
        _analyse_meanwhile(arguments)
    return Several(first, len(failures))


def _analyse_meanwhile(arguments: argparse.Namespace) -> None:
    """Start a process that analyses what is kept and was not analysed. It ends by itself."""
    command = [sys.executable, "-P", "-m", "tui", "library", "analyse", "--quiet", "--gently"]
    for name in ("model", "library"):
        if (value := getattr(arguments, name)) is not None:
            command += [f"--{name}", value]
    subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
