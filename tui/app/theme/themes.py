"""The two themes of our own, and the speakers' hues as CSS variables.

Textual's own themes work as well: what they do not define comes from :func:`variables`.
"""

from __future__ import annotations

from textual.theme import Theme

from tui.app.theme.choice import DEFAULT
from tui.app.theme.hues import SPEAKERS

FEW_COLOURS = "ansi-dark"
"""The theme for a terminal of 16 colours: ours would come out grey in grey there."""

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
    return {
        f"speaker-{number}": hue.ansi if theme.ansi else hue.dark if theme.dark else hue.light
        for number, hue in enumerate(SPEAKERS)
    }
