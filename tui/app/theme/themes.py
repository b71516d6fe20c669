"""The two themes of our own and the colours that tell speakers apart.

Textual's own themes work as well: what they do not define comes from :func:`variables`.
"""

from __future__ import annotations

from textual.theme import Theme

from tui.app.theme.choice import DEFAULT

FEW_COLOURS = "ansi-dark"
"""The theme for a terminal of 16 colours: ours would come out grey in grey there."""
SPEAKERS = 7
"""Colours for speakers; the eighth, a grey, is for words that nobody known speaks."""
NOBODY = 7

_DARK = ("#e8838b", "#5cc5d1", "#d9a066", "#9ccc7c", "#cf8be6", "#74b4f5", "#e8c877", "#a5adba")
_LIGHT = ("#b3182a", "#0b6f79", "#8f4700", "#2a6f2a", "#7c279e", "#1a5bab", "#6f5700", "#5b5f66")

DARK = Theme(
    name=DEFAULT,
    primary="#7aa7e8",
    secondary="#9a8fe0",
    accent="#eda15f",
    foreground="#d9dde4",
    background="#12151a",
    surface="#171b21",
    panel="#222831",
    success="#93c47d",
    warning="#e3b95a",
    error="#ee7d84",
    dark=True,
    variables={"block-cursor-text-style": "none"},
)
LIGHT = Theme(
    name="sayso-light",
    primary="#1c58a8",
    secondary="#6244b5",
    accent="#a84b12",
    foreground="#23272e",
    background="#efebe2",
    surface="#fbf9f3",
    panel="#e6e1d5",
    success="#276e2b",
    warning="#7d5a00",
    error="#ad2020",
    dark=False,
    variables={"block-cursor-text-style": "none"},
)


def variables(theme: Theme) -> dict[str, str]:
    """The CSS variables ``speaker-0`` … ``speaker-7`` for a theme, readable on its ground."""
    palette = _DARK if theme.dark else _LIGHT
    if theme.ansi:
        names = ("red", "cyan", "yellow", "green", "magenta", "blue", "bright_red", "default")
        palette = tuple(f"ansi_{name}" for name in names)  # type: ignore[assignment]
    return {f"speaker-{number}": colour for number, colour in enumerate(palette)}
