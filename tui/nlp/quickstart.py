"""spaCy imported without its command line, which it does not need to analyse anything.

``import spacy`` also imports ``spacy.cli`` with requests, httpx, typer, jinja2 and weasel: measured, a third
of its time and 20 MB. Nor does it need the old half of pydantic, which confection only asks for in case, and
which Python 3.14 does without: 25 ms. Import this module before anything that imports spaCy; where spaCy is
already there, nothing happens, and ``import spacy.cli`` works as ever afterwards.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


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
    try:
        import spacy
    finally:
        del sys.modules[package.__name__], sys.modules[info.__name__]
        if hidden:
            del sys.modules[old_half]
    vars(spacy).pop("info", None)
    _group_entry_points()


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
