"""A language as a folder of checked data: word lists, tables and limits, a TOML file for each room of work.

``lang/en/attribution.toml`` holds what the rules of attribution know of English, ``entities.toml`` what the
repair of entities knows, and so on. A file has up to four tables:

- ``[words]``: lists of single words, written as one string and parted by blanks;
- ``[phrases]``: lists whose members may hold blanks, parted by semicolons;
- ``[tables]``: one value for each key, such as an irregular plural and its singular;
- ``[limits]``: numbers with a name: lengths, distances, scores.

Lists over several lines stand between three single quotation marks: Python's parser reads such literal
strings several times faster than those between double ones. Adding a word is adding it to its line. What does
not fit is a :class:`LanguageDataError` that names the file and the line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_KINDS = ("words", "phrases", "tables", "limits")


class LanguageDataError(ValueError):
    """A file of a language's data that does not fit: says which file, which line, and what is wrong."""

    def __init__(self, path: Path, line: int, wrong: str) -> None:
        super().__init__(f"{path.parent.name}/{path.name}, line {line}: {wrong}")


class LanguageData:
    """What one room of the language work knows of a language, read from one TOML file.

    ``asked`` holds the names that were asked for so far: a test sees to it that nothing lies there unread.
    """

    def __init__(self, path: Path) -> None:
        """Read the file. Raises LanguageDataError where it does not fit."""
        self._path = path
        self._text = path.read_text(encoding="utf-8")
        try:
            data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise LanguageDataError(path, _line_told(str(error)), str(error)) from error
        self._data: dict[str, dict[str, Any]] = data
        self.asked: set[tuple[str, str]] = set()
        for kind in data:
            if kind not in _KINDS:
                raise LanguageDataError(path, self._line(f"[{kind}]"), f"there is no table [{kind}] here")

    def words(self, name: str) -> frozenset[str]:
        """The list of single words called ``name``. Raises LanguageDataError if a word stands there twice."""
        return frozenset(self._members("words", name, None))

    def in_order(self, name: str) -> tuple[str, ...]:
        """The list of single words called ``name``, in the order of the file."""
        return tuple(self._members("words", name, None))

    def phrases(self, name: str) -> tuple[str, ...]:
        """The list called ``name`` of what may hold blanks, in the order of the file."""
        return tuple(self._members("phrases", name, ";"))

    def table(self, name: str) -> dict[str, str]:
        """The table called ``name``: a string for each key."""
        found = self._value("tables", name)
        if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
            raise self._error(name, f"{name} must be a table of strings")
        return dict(found)

    def count(self, name: str) -> int:
        """The limit called ``name``, a whole number: its unit stands in the file."""
        found = self._value("limits", name)
        if not isinstance(found, int):
            raise self._error(name, f"{name} must be a whole number")
        return found

    def number(self, name: str) -> float:
        """The limit or score called ``name``: its unit stands in the file."""
        found = self._value("limits", name)
        if not isinstance(found, int | float):
            raise self._error(name, f"{name} must be a number")
        return float(found)

    def unread(self) -> list[tuple[str, str]]:
        """The kinds and names that stand in the file and were never asked for."""
        stand = [(kind, name) for kind, table in self._data.items() for name in table]
        return [pair for pair in stand if pair not in self.asked]

    def _members(self, kind: str, name: str, parting: str | None) -> list[str]:
        found = self._value(kind, name)
        if not isinstance(found, str):
            raise self._error(name, f"{name} must be a string")
        members = [member for part in found.split(parting) if (member := " ".join(part.split()))]
        if not members:
            raise self._error(name, f"{name} is empty")
        if len(set(members)) < len(members):
            twice = next(member for member in members if members.count(member) > 1)
            raise self._error(name, f"{name} holds {twice!r} twice")
        return members

    def _value(self, kind: str, name: str) -> Any:
        self.asked.add((kind, name))
        try:
            return self._data[kind][name]
        except KeyError:
            raise LanguageDataError(self._path, 1, f"no {name} under [{kind}]") from None

    def _error(self, name: str, wrong: str) -> LanguageDataError:
        return LanguageDataError(self._path, self._line(name), wrong)

    def _line(self, beginning: str) -> int:
        """The number of the first line that begins with ``beginning``, 1 if none does."""
        lines: Iterable[tuple[int, str]] = enumerate(self._text.splitlines(), 1)
        return next((number for number, line in lines if line.strip().startswith(beginning)), 1)


@cache
def english(room: str) -> LanguageData:
    """What ``room`` ("entities", "attribution", "mentions", "actors", "coreference") knows of English."""
    return LanguageData(_FOLDER / "en" / f"{room}.toml")


@cache
def other_language(code: str, room: str) -> LanguageData | None:
    """What ``room`` knows of another language, by its two-letter code; None where nothing is known."""
    path = _FOLDER / code / f"{room}.toml"
    return LanguageData(path) if code.isalpha() and path.is_file() else None


def _line_told(message: str) -> int:
    """The line that a message of tomllib ends with: "(at line 3, column 1)"."""
    _, _, behind = message.partition("(at line ")
    number = behind.partition(",")[0]
    return int(number) if number.isdecimal() else 1
