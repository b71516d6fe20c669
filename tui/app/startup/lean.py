"""Textual imported without what this app never uses.

Its own command palette brings trees, inputs and lists along, asyncio brings TLS, which nothing here does
through it, and themes bring tables to be shown in: measured a tenth of the time until the first screen
stands. While these are imported, stand-ins take their places; afterwards whoever imports them gets the real
ones. A release for which that does not do is imported as it is.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from tui.domain.stand_ins import later

_PALETTE, _TLS, _TABLE = "textual.command", "ssl", "rich.table"


def import_textual() -> None:
    """Import ``textual.app``, unless it is there already."""
    if "textual.app" in sys.modules:
        return
    before = set(sys.modules)
    stand_ins: dict[str, Any] = {}
    if "asyncio" not in sys.modules and _TLS not in sys.modules:
        stand_ins[_TLS] = None  # so a module counts as not installed, which this one may be
    stand_ins[_PALETTE] = ModuleType(_PALETTE)
    stand_ins[_PALETTE].__getattr__ = _a_class
    if _TABLE not in sys.modules:
        stand_ins[_TABLE] = later(_TABLE)
    sys.modules.update(stand_ins)
    try:
        import textual.app  # noqa: F401
    except (ImportError, AttributeError, TypeError):
        for name in sys.modules.keys() - before - stand_ins.keys():
            if name.partition(".")[0] in ("textual", "asyncio"):
                del sys.modules[name]
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _a_class(name: str) -> type:
    """Whatever is asked of the stand-in: a class, since one is derived from."""
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})
