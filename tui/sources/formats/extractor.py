"""trafilatura imported for what it is used for here: to read a page that is there already.

It also imports what fetches pages, follows their links and tells their language, and much that only some
pages need: measured five sixths of its time. While it is imported, stand-ins take their places; those of what
some pages need import it when it is called. Afterwards whoever imports these modules gets the real ones.
A release for which that does not do is imported as it is.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from types import ModuleType
from typing import Any

_READERS = ("trafilatura", "htmldate", "courlan")
"""The packages that are imported with stand-ins in place."""
_USED_AT_IMPORT = ("urllib3", "urllib3.response")
"""What makes a pool of connections while it is imported that nothing here ever uses."""
_WHEN_CALLED = (
    *("charset_normalizer", "dateutil.parser", "htmldate", "tld", "trafilatura.downloads"),
    *("courlan.core", "courlan.network", "courlan.sampling", "courlan.urlstore"),
    *("justext", "justext.core", "justext.utils"),
)
"""What a page needs that states no date or has few words, bytes of unknown encoding, or only who fetches
pages or follows their links."""
_VERSIONS = "importlib.metadata"
"""Where trafilatura asks for its own version, which takes the parsers of letters."""
_guard = threading.RLock()


class _StandIn(ModuleType):
    """What stands in a module's place for a moment."""


class _Nothing:
    """Whatever a module asks of a stand-in while it is imported."""

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *_: object, **__: object) -> _Nothing:
        return self


class _NoResponse:
    """What no page is an instance of."""


class _Later:
    """A function or class of a module that is imported when it is first called or asked for its own."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return getattr(_imported(self._module), self._name)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(_imported(self._module), self._name), name)


@cache
def trafilatura() -> Any:
    """The module, imported at the first call. Raises ImportError if it is not installed."""
    if "trafilatura" not in sys.modules:
        before = set(sys.modules)
        try:
            with _standing_in():
                import trafilatura
        except (ImportError, AttributeError, TypeError):
            for name in sys.modules.keys() - before:
                if name.partition(".")[0] in _READERS:
                    del sys.modules[name]
    import trafilatura

    return trafilatura


@cache
def _imported(module: str) -> ModuleType:
    """The module itself, with stand-ins for others while it is imported."""
    package = module.partition(".")[0]
    with _guard:
        for name, there in list(sys.modules.items()):
            if isinstance(there, _StandIn) and name.partition(".")[0] == package:
                del sys.modules[name]
        with _standing_in(but=package):
            return import_module(module)


@contextmanager
def _standing_in(but: str = "") -> Iterator[None]:
    """Stand-ins for whichever of these modules is not imported yet, ``but`` for those of one package."""
    with _guard:
        placed: dict[str, Any] = {
            name: module
            for name, module in _stand_ins()
            if name not in sys.modules and name.partition(".")[0] != but
        }
        sys.modules.update(placed)
        try:
            yield
        finally:
            for name, module in placed.items():
                if name in sys.modules and sys.modules[name] is module:
                    del sys.modules[name]


def _stand_ins() -> Iterator[tuple[str, ModuleType | None]]:
    yield "py3langid", None  # counts as not installed, which this one may be
    for name in _USED_AT_IMPORT:
        module = _StandIn(name)
        module.__getattr__ = lambda _: _Nothing()  # type: ignore[method-assign]
        module.HTTPResponse = _NoResponse  # type: ignore[attr-defined]
        yield name, module
    for name in _WHEN_CALLED:
        module = _StandIn(name)
        module.__getattr__ = partial(_Later, name)  # type: ignore[method-assign]
        yield name, module
    module = _StandIn(_VERSIONS)
    module.__getattr__ = partial(_Later, _VERSIONS)  # type: ignore[method-assign]
    module.version = _version  # type: ignore[attr-defined]
    yield _VERSIONS, module


def _version(package: str) -> str:
    return "" if package == "trafilatura" else str(_imported(_VERSIONS).version(package))
