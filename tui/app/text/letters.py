"""Letters that are put on what is in view, to be typed. No Textual in here."""

from __future__ import annotations

from itertools import islice, product

from msgspec import Struct, field

_HOME, _OTHERS = "asdfghjkl", "ertuiowcvnmpbxyzq"
"""The letters that the fingers rest on, and those that are taken where these do not suffice."""


def codes(count: int) -> list[str]:
    """So many sequences of letters, all equally long: one typed whole is never the beginning of another."""
    letters, length = _HOME, 1
    while len(letters) ** length < count:
        if length == 1:
            length = 2
        elif letters == _HOME:
            letters += _OTHERS
        else:
            length += 1
    return ["".join(one) for one in islice(product(letters, repeat=length), count)]


class RowLetters(Struct):
    """The letters on the rows of a list, by the rows' indices, and those of them that were typed."""

    on: dict[int, str] = field(default_factory=dict)
    typed: str = ""

    def put(self, rows: range) -> None:
        """Put letters on rows."""
        self.on, self.typed = dict(zip(rows, codes(len(rows)), strict=True)), ""

    def take(self, letter: str) -> int | None:
        """One more was typed: the row whose letters are complete, None if there is none yet.

        Raises KeyError where no row has these letters; all stays as it was.
        """
        typed = self.typed + letter.lower()
        left = {row: keys for row, keys in self.on.items() if keys.startswith(typed)}
        if not left:
            raise KeyError(typed)
        self.on, self.typed = left, typed
        return next((row for row, keys in left.items() if keys == typed), None)
