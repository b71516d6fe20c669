"""Stand-ins for modules that others import and hardly ever need, while these are imported.

Some imports take many times what is used of them. A stand-in is in place for that moment only; afterwards
whoever imports the module gets the real one, and what was taken from the stand-in imports it when called.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

UNSUITED = (ImportError, AttributeError, TypeError)
"""What an import ends with for which a stand-in does not do."""
_guard = threading.RLock()


class StandIn(ModuleType):
    """What stands in a module's place; ``given`` is what it gives by name."""

    def __init__(self, name: str, given: Callable[[str], object]) -> None:
        super().__init__(name)
        self._given = given

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._given(name)


class Later:
    """A function or class of a module that ``imported`` gives once it is called or asked for its own."""

    def __init__(self, imported: Callable[[str], ModuleType], module: str, name: str) -> None:
        self._imported = imported
        self._module = module
        self._name = name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return getattr(self._imported(self._module), self._name)(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(self._imported(self._module), self._name), name)


def later(module: str, imported: Callable[[str], ModuleType] | None = None) -> StandIn:
    """A stand-in whose functions and classes import the module when they are called, by ``imported``."""
    return StandIn(module, partial(Later, imported or import_beside, module))


@contextmanager
def standing_in(stand_ins: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """A context in which these stand for modules that are not imported yet; None: it is not installed."""
    with _guard:
        placed = {name: module for name, module in stand_ins.items() if name not in sys.modules}
        sys.modules.update(placed)  # type: ignore[arg-type]  # None is what the import system takes
        try:
            yield
        finally:
            for name, module in placed.items():
                if name in sys.modules and sys.modules[name] is module:
                    del sys.modules[name]


def import_beside(module: str, stand_ins: Mapping[str, ModuleType | None] | None = None) -> ModuleType:
    """The module itself, imported with stand-ins for others; also where one stands in for its package."""
    package = module.partition(".")[0]
    with _guard:
        for name, there in list(sys.modules.items()):
            if isinstance(there, StandIn) and name.partition(".")[0] == package:
                del sys.modules[name]
        others = {n: m for n, m in (stand_ins or {}).items() if n.partition(".")[0] != package}
        with standing_in(others):
            return import_module(module)


def forget(before: Collection[str], packages: Collection[str]) -> None:
    """Take these packages' modules away that were not there ``before``: the next import is plain."""
    for name in sys.modules.keys() - before:
        if name.partition(".")[0] in packages:
            del sys.modules[name]
