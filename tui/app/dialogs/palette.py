"""Textual's palette of commands and themes."""

from __future__ import annotations

from textual.command import CommandPalette
from textual.theme import ThemeProvider as ThemeProvider

from tui.app.dialogs.dismissed import DismissedOnce


class Palette(DismissedOnce, CommandPalette):
    """The palette, which goes once."""
