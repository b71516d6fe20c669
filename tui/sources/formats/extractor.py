"""trafilatura imported for what it is used for here: to read a page that is there already.

It also imports what fetches pages, follows their links and tells their language, and much that only some
pages need: measured five sixths of its time. Stand-ins take their places meanwhile; those of what some pages
need import it when it is called. A release for which that does not do is imported as it is.
"""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import Any

from tui.domain.stand_ins import UNSUITED, StandIn, forget, import_beside, later, standing_in

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
            with standing_in(_stand_ins()):
                import trafilatura
        except UNSUITED:
            forget(before, _READERS)
    import trafilatura

    return trafilatura


@cache
def _imported(module: str) -> ModuleType:
    before = set(sys.modules)
    try:
        return import_beside(module, _stand_ins())
    except UNSUITED:
        forget(before, _READERS)
        return import_beside(module)


def _stand_ins() -> dict[str, ModuleType | None]:
    stand_ins: dict[str, ModuleType | None] = {name: StandIn(name, _nothing) for name in _USED_AT_IMPORT}
    stand_ins |= {name: later(name, _imported) for name in _WHEN_CALLED}
    versions = later(_VERSIONS)
    versions.version = _version  # type: ignore[attr-defined]
    # The last counts as not installed, which it may be.
    return {**stand_ins, _VERSIONS: versions, "py3langid": None}


def _nothing(name: str) -> object:
    return _NoResponse if name == "HTTPResponse" else _Nothing()


def _version(package: str) -> str:
    return "" if package == "trafilatura" else str(_imported(_VERSIONS).version(package))
