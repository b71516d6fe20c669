"""What the reader's controllers need of the screen and its widgets, each as narrow as it can be.

The screen and the widgets fit these as they are; a test fits them with a few lines of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

from textual.screen import Screen

from tui.app.state.picture import PlacedAnnotation
from tui.domain.analysis import Actor, Quote
from tui.domain.article import Span

Answer = TypeVar("Answer")
Work = Coroutine[Any, Any, None]


class TextPane(Protocol):
    """The article with its caret and selection; offsets are code points of ``Article.text``."""

    selection: Span | None

    @property
    def caret(self) -> int: ...
    @property
    def top_offset(self) -> int: ...
    @property
    def bottom_offset(self) -> int: ...
    def move_caret(self, offset: int, *, reveal: bool = True) -> None: ...
    def reveal(self, span: Span, where: Any = "third") -> None: ...
    def take_count(self, default: int = 1) -> int:
        """The number typed before a command, which is thereby used up."""
        ...

    def hold_selection(self) -> None:
        """Keep what is selected as it is, wherever the caret goes."""
        ...


class Panes(Protocol):
    """The article and the lists: which has the focus, what is under the cursor of each list."""

    @property
    def focused(self) -> str | None:
        """``article``, ``quotes``, ``actors``, ``notes``, the id of another widget, or None."""
        ...

    @property
    def reading(self) -> bool:
        """Whether the article has the focus and no dialog lies over it."""
        ...

    @property
    def quote(self) -> Quote | None: ...
    @property
    def actor(self) -> Actor | None: ...
    @property
    def note(self) -> PlacedAnnotation | None: ...
    def show(self, name: str) -> None:
        """Go to the article or to a list."""
        ...

    def point_to_note(self, annotation_id: str) -> None:
        """Put the cursor of the notes on an annotation, if it is listed."""
        ...


class Feedback(Protocol):
    """Words to the reader."""

    def say(self, sentence: str) -> None:
        """A word about what was just done, until the next key."""
        ...

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        """Something that went wrong; it stays for some seconds."""
        ...

    def keys_of(self, command_id: str) -> str:
        """The keys of a command as people write them."""
        ...


class Background(Protocol):
    """Work beside the keys, in named groups."""

    def run_latest(self, group: str, work: Callable[..., Work], *arguments: object) -> None:
        """Run ``work(*arguments)``; what still runs in that group is cancelled."""
        ...

    def run_too(self, group: str, work: Work) -> None:
        """Run work beside what runs in that group already."""
        ...

    def cancel(self, group: str) -> None: ...


class Dialogs(Protocol):
    """Boxes over the screen."""

    def open_dialog(
        self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None
    ) -> None: ...


class Navigation(Protocol):
    """Going to a passage."""

    def jump(self, span: Span, *, remember: bool = True) -> None: ...
    def leave(self) -> None:
        """Remember where the reader is as a place to come back to."""
        ...


class SearchPrompt(Protocol):
    """The row in which the words to look for are typed."""

    async def open(self, direction: int, earlier: Sequence[str]) -> None: ...
    def close(self) -> None: ...
