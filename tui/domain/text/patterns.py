"""Regular expressions that are compiled when they are first used.

A program that shows a plain text imports a hundred and uses a few of them; compiling the others was a
twentieth of the time until its screen stood.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class _Late(Generic[AnyStr]):
    """In place of a compiled expression: becomes one at the first look at any of its attributes."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._wanted: tuple[AnyStr, int] = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies and pickles ask for
            raise AttributeError(name)
        compiled = re.compile(*self._wanted)
        for method in ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when it is first used: so a mistake in it shows then, as re.error.

    For its methods; the functions of ``re`` do not take it.
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, int(flags)))
