"""The library as the screens use it: opened late, asked in a thread, one call after the other.

The calls of one reader run in the order they were made, so undo takes back what was last done, and none of
them ever blocks the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tui.domain.errors import LibraryError
from tui.domain.ports import Library

Result = TypeVar("Result")


class LibraryClient:
    """Holds a library, or the way to open one. ``source`` None: nothing is kept, and every call says so."""

    def __init__(self, source: Library | Callable[[], Library] | None) -> None:
        self._source = source
        self._library: Library | None = None
        self._notice: str | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")

    @property
    def available(self) -> bool:
        """Whether there is a library at all."""
        return self._source is not None

    def _open(self) -> Library:
        if self._library is None:
            if self._source is None:
                raise LibraryError("There is no library here: nothing can be kept.")
            self._library = self._source() if callable(self._source) else self._source
        return self._library

    def new_notice(self) -> str | None:
        """The library's notice (a damaged file put aside, no backup made), each one once."""
        notice = self._library.notice if self._library is not None else None
        if notice == self._notice:
            return None
        self._notice = notice
        return notice

    async def call(self, function: Callable[[Library], Result]) -> Result:
        """The answer of the library, from its thread. Raises LibraryError with one clear sentence."""

        def answer() -> Result:
            return function(self._open())

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    def close(self, wait: bool = True) -> None:
        """Let what was asked finish; nothing can be asked afterwards."""
        self._thread.shutdown(wait=wait)
