"""spaCy imported without its command line, which it does not need to analyse anything.

``import spacy`` also imports ``spacy.cli`` with requests, httpx, typer, jinja2 and weasel: measured, a third
of its time and 20 MB. Import this module before anything that imports spaCy; where spaCy is already there,
nothing happens, and ``import spacy.cli`` works as ever afterwards.
"""

from __future__ import annotations

import sys
from types import ModuleType


def _without_command_line() -> None:
    """Import spaCy with an empty ``spacy.cli`` in place, and take that away again."""
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    package.__path__ = []
    info.info = None  # type: ignore[attr-defined]
    package.info = info  # type: ignore[attr-defined]
    sys.modules[package.__name__], sys.modules[info.__name__] = package, info
    try:
        import spacy
    finally:
        del sys.modules[package.__name__], sys.modules[info.__name__]
    vars(spacy).pop("info", None)


if "spacy" not in sys.modules:
    _without_command_line()
