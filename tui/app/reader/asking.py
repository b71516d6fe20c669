"""Asking for one of several things in a box over the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tui.app.reader.ports import Dialogs

Choices = Iterable[tuple[str, str, str]]
"""For each thing to choose its value, its words, and a detail beside them."""


def ask(
    dialogs: Dialogs,
    title: str,
    choices: Choices,
    chosen: Callable[[str], None],
    *,
    words: str = "",
    typing: bool = False,
    free: str = "",
    keys: Mapping[str, str] | None = None,
    enter: str = "choose",
) -> None:
    """Call ``chosen`` with the value of what is chosen; not at all if the box is given up.

    ``words`` stand above the choices. With ``typing`` part of one may be typed; with ``free``, which says
    what, any words may: they are given with ``=`` before them. ``keys`` choose values at once; ``enter``
    says what that key does.
    """
    from tui.app.dialogs.dialog import Choice, Choose

    listed = [Choice(value, text, detail, key=(keys or {}).get(value, "")) for value, text, detail in choices]

    def answered(value: str | None) -> None:
        if value is not None:
            chosen(value)

    dialogs.open_dialog(Choose(title, listed, words=words, typing=typing, free=free, enter=enter), answered)
