"""Paths as they are typed, completed as shells do it: as far as there is no choice, then names to choose."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tui.domain.text.safe import ACTING

MOST_ENTRIES = 20_000
"""So many entries of a folder are looked at."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What the typed words become, and the names that may follow where there are several."""

    value: str
    names: tuple[str, ...] = ()


def completed(value: str) -> Completion:
    """A path completed. Names that begin with a dot only where one was typed; an address stays as it is.

    Reads the folder: it may take its time where that is far away.
    """
    if "://" in value:
        return Completion(value)
    if value == "~":
        return Completion("~/")
    folder, begun = os.path.split(value)
    names = _names(os.path.expanduser(folder) or ".", begun)  # noqa: PTH111
    if not names:
        return Completion(value)
    first, last = min(names), max(names)
    common = first[
        : next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    ]
    if len(common) < len(begun):  # capitals that were typed small
        common = begun
    head = value[: len(value) - len(begun)]
    return Completion(head + common, tuple(names) if len(names) > 1 else ())


def _names(folder: str, begun: str) -> list[str]:
    """The names in a folder that begin so, folders with a slash; failing that, whatever their capitals."""
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries):
                if count >= MOST_ENTRIES:
                    break
                hidden = entry.name.startswith(".") and not begun.startswith(".")
                if not hidden and ACTING.search(entry.name) is None:
                    found.append(entry.name + ("/" if _is_folder(entry) else ""))
    except (OSError, ValueError):
        return []
    same = [name for name in found if name.startswith(begun)]
    small = begun.casefold()
    return sorted(same or [name for name in found if name.casefold().startswith(small)], key=str.casefold)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
