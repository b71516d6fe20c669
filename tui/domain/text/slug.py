"""Names made into ids and file names."""

from __future__ import annotations

import re
from collections.abc import Container

from tui.domain.text.folding import fold

_LONGEST_ID, _LONGEST_FILE = 80, 60
"""Code points."""


def slug(name: str, taken: Container[str] = ()) -> str:
    """An id for an actor of that name, ``vladimir-putin``; with a number where it is taken already."""
    base = re.sub(r"[^\w]+|_+", "-", fold(name)).strip("-")[:_LONGEST_ID] or "actor"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def file_stem(title: str) -> str:
    """A file's name for an article of that title, without an ending; letters keep their accents."""
    return "-".join(re.findall(r"\w+", title.casefold()))[:_LONGEST_FILE].strip("-") or "article"
