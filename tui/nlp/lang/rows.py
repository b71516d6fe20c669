"""Files of names and nouns: a row a line, comments behind "#"; a wrong line is named with file and number.

Two kinds: ``.tsv`` has columns parted by tabs, whose cells may hold several members parted by semicolons;
``.txt`` has only members, parted by blanks or by semicolons. A comment that is no more than a mark
("# m", "# GPE") holds for the lines below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from tui.nlp.lang.language import LanguageDataError


class RowFile:
    """One file of rows. Each line is given with its number, from 1, which :meth:`wrong` takes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, columns: int) -> Iterator[tuple[int, list[str]]]:
        """The cells of each row. Raises LanguageDataError unless there are ``columns``."""
        for number, line in self._lines():
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != columns:
                raise self.wrong(
                    number, f"a row has {columns} columns parted by tabs, this one has {len(cells)}"
                )
            if not cells[0].strip():
                raise self.wrong(number, "the first column is empty")
            yield number, cells

    def marked(self, marks: Collection[str]) -> Iterator[tuple[int, str, str]]:
        """Each line behind the last of the ``marks`` above it. Raises LanguageDataError where none is."""
        wanted = ", ".join(f"# {mark}" for mark in marks)
        mark = ""
        for number, line in self._lines():
            if line.startswith("#"):
                mark = line[2:] if line[2:] in marks else mark
            elif not mark:
                raise self.wrong(number, f"no mark stands above it ({wanted})")
            else:
                yield number, mark, line

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line that is no comment."""
        return ((number, line) for number, line in self._lines() if not line.startswith("#"))

    def members(self, number: int, cell: str) -> list[str]:
        """What semicolons part. Raises LanguageDataError for an empty member; an empty cell has none."""
        if not cell:
            return []
        found = [member.strip() for member in cell.split(";")]
        if not all(found):
            raise self.wrong(number, f"nothing stands between two semicolons in {cell!r}")
        return found

    def wrong(self, number: int, what: str) -> LanguageDataError:
        """The error that names this file and the line."""
        return LanguageDataError(self._path, number, what)

    def _lines(self) -> Iterator[tuple[int, str]]:
        with self._path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.isspace():
                    yield number, line.rstrip("\n")
