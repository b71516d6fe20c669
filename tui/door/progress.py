"""A progress bar on standard error, if that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tui.domain.analysis import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Bar:
    """Counts sources, or the paragraphs of the only one.

    It shows and imports nothing unless ``shown`` and standard error is a terminal.
    """

    def __init__(self, total: int, *, shown: bool) -> None:
        self._progress: RichProgress | None = None
        self._total = total
        self._task: TaskID | None = None
        if shown and sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as RichProgress

            from tui.door.output import console

            self._progress = RichProgress(
                TextColumn("reading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=console(error=True),
                transient=True,
            )
            self._task = self._progress.add_task("", total=total)

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Out of the way while results are printed on the same terminal."""
        if self._progress is None or not sys.stdout.isatty():
            yield
            return
        self._progress.stop()
        yield
        sys.stdout.flush()
        self._progress.start()

    def within(self, step: Progress) -> None:
        """The only source has come that far; with several, each counts as one."""
        if self._progress is not None and self._task is not None and self._total == 1:
            # One more than there are paragraphs: the last step is the whole article's.
            self._progress.update(self._task, completed=step.done, total=step.total + 1)

    def more(self, count: int) -> None:
        """So many more are to come than was known."""
        self._total += count
        if count and self._progress is not None and self._task is not None:
            self._progress.update(self._task, total=self._total)

    def step(self) -> None:
        """One source more is done, or failed."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task)
