"""Textual imported without what this app never uses.

Its own command palette brings trees, inputs and lists along, asyncio brings TLS, which nothing here does
through it, and themes bring tables to be shown in: measured a tenth of the time until the first screen
stands. While these are imported, stand-ins take their places; afterwards whoever imports them gets the real
ones. A release for which that does not do is imported as it is.
"""

from __future__ import annotations

import sys
from types import ModuleType

from tui.domain.stand_ins import UNSUITED, StandIn, forget, later, standing_in

_PALETTE, _TLS, _TABLE = "textual.command", "ssl", "rich.table"


def import_textual() -> None:
    """Import ``textual.app``, unless it is there already."""
    if "textual.app" in sys.modules:
        return
    before = set(sys.modules)
    stand_ins: dict[str, ModuleType | None] = {_PALETTE: StandIn(_PALETTE, _a_class), _TABLE: later(_TABLE)}
    if "asyncio" not in sys.modules:
        stand_ins[_TLS] = None  # so a module counts as not installed, which this one may be
    try:
        with standing_in(stand_ins):
            import textual.app  # noqa: F401
    except UNSUITED:
        forget(before, ("textual", "asyncio"))


def _a_class(name: str) -> type:
    """Whatever is asked of the stand-in: a class, since one is derived from."""
    return type(name, (), {})
