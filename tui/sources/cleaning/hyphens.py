"""Words that the end of a line parts: whether the hyphen is their own, by how they are written elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\Z")


class Hyphens:
    """The words of a text, which tell "well-known" from "repre-sentatives".

    ``written``: where the text does not tell, the hyphen is a written one.
    """

    def __init__(self, lines: Iterable[str], *, written: bool = False) -> None:
        self._known = Counter(word for line in lines for word in _WORD.findall(line.casefold()))
        self._written = written

    def joined(self, before: str, after: str) -> str:
        """A line that ends with a hyphen and the next one, put together."""
        before = before[:-1]
        first, second = _LAST.search(before), _WORD.match(after)
        if first is None or second is None or second[0][0].isupper():
            return f"{before}-{after}"
        parted, whole = f"{first[0]}-{second[0]}".casefold(), f"{first[0]}{second[0]}".casefold()
        keep = self._written
        if self._known[parted] != self._known[whole]:
            keep = self._known[parted] > self._known[whole]
        return f"{before}-{after}" if keep else before + after
