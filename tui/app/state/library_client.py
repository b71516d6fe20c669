"""The library and the kept articles as the screens use them: opened late, asked in a thread, one call after
the other.

The calls of one reader run in the order they were made, so undo takes back what was last done, and none of
them ever blocks the event loop. The two have a thread each: a long search holds no note up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from tui.domain.errors import LibraryError
from tui.domain.ports import Articles, Feeds, Library

Result = TypeVar("Result")
Port = TypeVar("Port")


class Client(Generic[Port]):
    """Holds a port, or the way to open it. ``source`` None: nothing is kept, and every call says so."""

    name = "port"

    def __init__(self, source: Port | Callable[[], Port] | None) -> None:
        self._source = source
        self._opened: Port | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self.name)

    @property
    def available(self) -> bool:
        """Whether there is one at all."""
        return self._source is not None

    def _open(self) -> Port:
        if self._opened is None:
            if self._source is None:
                raise LibraryError("There is no library here: nothing can be kept.")
            self._opened = self._source() if callable(self._source) else self._source
        return self._opened

    async def call(self, function: Callable[[Port], Result]) -> Result:
        """The answer of the port, from its thread. Raises LibraryError with one clear sentence."""

        def answer() -> Result:
            return function(self._open())

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    async def call_apart(self, function: Callable[[Port], Result]) -> Result:
        """The same in a thread of its own, for what takes long: other calls do not wait for it."""

        def itself(port: Port) -> Port:
            return port

        return await asyncio.to_thread(function, await self.call(itself))

    def close(self, wait: bool = True) -> None:
        """Let what was asked finish; nothing can be asked afterwards."""
        self._thread.shutdown(wait=wait)


class LibraryClient(Client[Library]):
    """What the reader made: annotations, reading positions."""

    name = "library"
    _notice: str | None = None

    def new_notice(self) -> str | None:
        """The library's notice (a damaged file put aside, no backup made), each one once."""
        notice = self._opened.notice if self._opened is not None else None
        if notice == self._notice:
            return None
        self._notice = notice
        return notice


class ArticlesClient(Client[Articles]):
    """The articles that are kept, and the index over them."""

    name = "articles"


class FeedsClient(Client[Feeds]):
    """The feeds that are subscribed to."""

    name = "feeds"
