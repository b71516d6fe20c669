"""spaCy imported without its command line, which it does not need to analyse anything.

``import spacy`` also imports ``spacy.cli`` with requests, httpx, typer, jinja2 and weasel: measured, a third
of its time and 20 MB. Nor does it need the old half of pydantic, which confection only asks for in case, and
which Python 3.14 does without: 25 ms. YAML, NumPy's random numbers and progress bars, 6 MB and 15 ms, come
when somebody uses them. Import this module before anything that imports spaCy; where spaCy is already there,
nothing happens, and ``import spacy.cli`` works as ever afterwards.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_WHEN_USED = ("numpy.random", "tqdm", "srsly._yaml_api")


def _without_command_line() -> None:
    """Import spaCy with an empty ``spacy.cli`` in place and no ``pydantic.v1``, and undo that again."""
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    info.info = None  # type: ignore[attr-defined]
    package.info = info  # type: ignore[attr-defined]
    sys.modules[package.__name__], sys.modules[info.__name__] = package, info
    old_half = "pydantic.v1"
    if hidden := old_half not in sys.modules:
        sys.modules[old_half] = None  # type: ignore[assignment]  # as if it were not installed
    import numpy  # noqa: F401  (a release that imports its random numbers with it does so now)

    late = {name: _when_used(name) for name in _WHEN_USED if name not in sys.modules}
    sys.modules.update(late)
    try:
        import spacy
    finally:
        del sys.modules[package.__name__], sys.modules[info.__name__]
        if hidden:
            del sys.modules[old_half]
        for name in late:
            del sys.modules[name]
    vars(spacy).pop("info", None)
    _group_entry_points()


def _when_used(name: str) -> ModuleType:
    """In place of a module: imports it when one of its attributes is used, after this import."""
    module = ModuleType(name)

    def attribute(wanted: str) -> Any:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        if sys.modules.get(name) is module:  # imported from, not used
            return lambda *given, **named: getattr(import_module(name), wanted)(*given, **named)
        return getattr(import_module(name), wanted)

    module.__getattr__ = attribute  # type: ignore[method-assign]
    return module


def _group_entry_points() -> None:
    """Have the entry points at hand by their groups, as catalogue takes them too.

    It goes through all that are installed for each of some 200 questions while a pipeline is loaded:
    measured a tenth of that, with few packages installed.
    """
    import catalogue

    found: Any = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(found, "select") and hasattr(found, "groups"):
        grouped = {group: list(found.select(group=group)) for group in found.groups}
        catalogue.AVAILABLE_ENTRY_POINTS = grouped


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    """Collect no garbage meanwhile, nor ever look at what is there then: modules stay for good.

    Measured a tenth of the time to import spaCy and to load a pipeline.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


if "spacy" not in sys.modules:
    with _keeping_garbage():
        _without_command_line()
