"""The article's annotations in the library: read, changed, and read again when others wrote."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tui.app.reader.ports import Background, Feedback
from tui.app.state.library_client import LibraryClient
from tui.app.state.reader_state import ReaderState
from tui.domain.annotation import Annotation, now
from tui.domain.errors import SaysoError
from tui.domain.ports import Library

_STEPPED = {"undo": "Taken back", "redo": "Done again"}
Change = Callable[[Library], str | None]
"""Changes the library; returns what is to be said, or nothing."""


class AnnotationStore:
    """Keeps ``state.annotations`` as the library has them; ``changed`` is called when they were read."""

    group = "library"
    """The group of workers that write: the screen waits for them before it goes."""

    def __init__(
        self,
        state: ReaderState,
        library: LibraryClient,
        background: Background,
        feedback: Feedback,
        changed: Callable[[], None],
    ) -> None:
        self._state = state
        self._library = library
        self._background = background
        self._feedback = feedback
        self._changed = changed

    async def read(self) -> None:
        """What the library holds on this article. Raises LibraryError."""
        article = self._state.article
        if article is None or not self._library.available:
            return
        key = article.id

        def read(library: Library) -> tuple[str, list[Annotation]]:
            # The token first: what is written while we read is then read again.
            return library.revision(), library.annotations(key)

        self._state.revision, self._state.annotations = await self._library.call(read)
        if notice := self._library.new_notice():
            self._feedback.warn(notice)
        self._changed()

    async def read_if_changed(self) -> None:
        """Read again if another process wrote to the library. Raises LibraryError."""
        known = self._state.revision
        if known is not None and await self._library.call(lambda library: library.revision()) != known:
            await self.read()

    async def write(self, change: Change, done: str = "") -> bool:
        """Change the library, read it again and say what was done: what the change returns, or ``done``.

        On failure one clear line, and False.
        """
        try:
            said = await self._library.call(change)
            await self.read()
        except SaysoError as error:
            self._feedback.warn(str(error), severity="error")
            return False
        if said or done:
            self._feedback.say(said or done)
        return True

    # ── changes in the background ────────────────────────────────────────────────────────────────────────

    def add(self, annotation: Annotation, done: str) -> None:
        self.change(lambda library: library.add(annotation), done)

    def remove(self, annotation_id: str, done: str) -> None:
        self.change(lambda library: library.remove(annotation_id), done)

    def renew(self, annotation: Annotation, done: str, **fields: object) -> None:
        """Change some fields of an annotation: the others stay as the library has them."""

        def change(library: Library) -> None:
            kept = library.annotations(annotation.article_id)
            there = next((one for one in kept if one.id == annotation.id), annotation)
            library.replace(msgspec.structs.replace(there, **fields, modified=now()))

        self.change(change, done)

    def change(self, change: Change | Callable[[Library], None], done: str) -> None:
        self._background.run_too(self.group, self._write(change, done))

    async def _write(self, change: Change, done: str) -> None:
        await self.write(change, done)

    def undo(self) -> None:
        self._background.run_too(self.group, self._step(lambda library: library.undo(), "undo"))

    def redo(self) -> None:
        self._background.run_too(self.group, self._step(lambda library: library.redo(), "redo"))

    async def _step(self, step: Change, word: str) -> None:
        def change(library: Library) -> str:
            done = step(library)
            return f"{_STEPPED[word]}: {done}." if done else f"There is nothing to {word}."

        await self.write(change)
