"""What keys do to articles: removed, marked, tagged, analysed, taken back; it is said, and listed anew."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from tui.app.library.analysing import analyse
from tui.app.library.changes import Changes
from tui.app.library.entries import Entry
from tui.app.library.host import Host
from tui.domain.errors import LibraryError, SaysoError


class Changing:
    """Changes the articles that the host points at, one change after the other."""

    def __init__(self, host: Host, changes: Changes) -> None:
        self._host = host
        self._changes = changes

    def remove(self) -> None:
        self._change_targets(self._changes.remove, undone=True)

    def mark_read(self) -> None:
        self._change_targets(self._changes.mark)

    def tag(self, tags: str) -> None:
        """Give the articles these tags, with blanks between."""
        self._change(self._changes.tag(self._host.targets, tags))

    def _change_targets(
        self, change: Callable[[list[Entry]], Coroutine[Any, Any, str]], *, undone: bool = False
    ) -> None:
        targets = self._host.targets
        if not targets:
            self._host.say("There is no article for that.")
        elif self._host.services.library.available:
            self._change(change(targets), undone=undone)

    def put_back(self) -> None:
        """Take the last change back."""
        if not self._changes.can_undo:
            self._host.say("There is nothing to take back.")
            return
        self._change(self._changes.undo())

    def _change(self, change: Coroutine[Any, Any, str], *, undone: bool = False) -> None:
        self._host.finish(self._write(change, undone=undone))

    async def _write(self, change: Coroutine[Any, Any, str], *, undone: bool) -> None:
        host = self._host
        host.say("Working …", held=True)
        try:
            done = await change
            host.forget_choice()
            await host.read_again()
        except SaysoError as error:
            host.fall_silent()
            host.services.warn(str(error), severity="error")
            return
        pressed = host.services.keys_of("library.put-back").split(" ")[0]
        host.say(f"{done} {pressed} takes it back." if undone else done)

    def analyse(self) -> None:
        """Analyse the articles; what is analysed already too."""
        targets = self._host.targets
        if targets:
            self._host.start("analyse", self._analyse, targets)

    async def _analyse(self, targets: list[Entry]) -> None:
        host = self._host

        def say(sentence: str) -> None:
            host.say(sentence, held=True)

        try:
            done = await analyse(host.services, targets, say)
        except LibraryError as error:
            host.fall_silent()
            host.services.warn(str(error), severity="error")
            return
        host.listing.chosen = set()
        await host.read_again()
        host.say(done)
