"""What the parts of the library's screen need of it; the screen fits this as it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from tui.app.dialogs.dialog import Choice
from tui.app.library.entries import Entry
from tui.app.library.listing import Listing, Row
from tui.app.state.services import Services


class Host(Protocol):
    """The screen: what is listed, what can be said and asked, work of which the latest counts."""

    services: Services
    listing: Listing

    @property
    def row(self) -> Row | None:
        """The row of the articles that the cursor is on; None while something else is listed."""
        ...

    @property
    def targets(self) -> list[Entry]:
        """The articles that a key is about: those chosen, else the one under the cursor."""
        ...

    def say(self, sentence: str, *, held: bool = False) -> None:
        """Say it below; ``held``: until :meth:`fall_silent`."""
        ...

    def fall_silent(self) -> None: ...
    def choose_among(
        self,
        title: str,
        choices: Sequence[Choice],
        then: Callable[[str], None],
        *,
        typing: bool = False,
        enter: str = "choose",
    ) -> None:
        """``enter`` says what that key does."""
        ...

    def show_listed(self) -> None:
        """Show what is listed now."""
        ...

    async def read_again(self) -> None: ...
    def forget_choice(self) -> None:
        """Nothing is chosen any more, nor is a range begun."""
        ...

    def start(self, group: str, work: Callable[..., Coroutine[Any, Any, None]], *arguments: object) -> None:
        """Start work; what still runs in that group is given up."""
        ...

    def finish(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work that is not given up: it writes."""
        ...

    def open_dossier(self, name: str) -> None: ...
