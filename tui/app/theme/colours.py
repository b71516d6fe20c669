"""How many colours the terminal has, from its environment."""

from __future__ import annotations

from collections.abc import Mapping


def colours_of(environment: Mapping[str, str]) -> str | None:
    """``truecolor``, ``256``, ``16`` or ``none``, as Rich tells them apart; None: better no page at all."""
    term = environment.get("TERM", "").strip().lower()
    if (
        term in ("", "dumb", "unknown")
        or environment.get("TEXTUAL_THEME")
        or environment.get("TEXTUAL_DRIVER")
    ):
        return None
    if environment.get("NO_COLOR"):
        return "none"
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if term.rpartition("-")[2] in ("256color", "kitty") else "16"
