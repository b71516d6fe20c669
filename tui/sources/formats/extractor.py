"""trafilatura imported for what it is used for here: to read a page that is there already.

It also imports what fetches pages and tells their language, urllib3 and py3langid with NumPy: measured more
than half of its time. While it is imported, stand-ins take their places; afterwards whoever imports these
gets the real ones. A release for which that does not do is imported as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

_READERS = ("trafilatura", "htmldate", "courlan")
"""The packages that are imported with stand-ins in place."""


class _Nothing:
    """Whatever a module asks of a stand-in while it is imported."""

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self


class _NoResponse:
    """What no page is an instance of."""


@cache
def trafilatura() -> Any:
    """The module, imported at the first call. Raises ImportError if it is not installed."""
    if "trafilatura" not in sys.modules:
        before = set(sys.modules)
        try:
            with _without_fetching():
                import trafilatura
        except (ImportError, AttributeError, TypeError):
            for name in sys.modules.keys() - before:
                if name.partition(".")[0] in _READERS:
                    del sys.modules[name]
    import trafilatura

    return trafilatura


@contextmanager
def _without_fetching() -> Iterator[None]:
    stand_ins: dict[str, Any] = {
        name: ModuleType(name)
        for name in ("urllib3", "urllib3.response", "trafilatura.downloads", "courlan.network")
        if "urllib3" not in sys.modules or not name.startswith("urllib3")
    }
    for module in stand_ins.values():
        module.__getattr__ = lambda name: _Nothing()
        module.HTTPResponse = _NoResponse
    stand_ins["py3langid"] = None  # so a module counts as not installed, which this one may be
    placed = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name in placed:
            del sys.modules[name]
