"""Where an article is from, in the few letters that a list has room for."""

from __future__ import annotations

_WEB = ("http://", "https://")


def place_of(source: str) -> str:
    """The host of an address without "www.", the name of a file."""
    if source.startswith(_WEB):
        return source.split("/")[2].removeprefix("www.")
    return "standard input" if source.startswith("-") else source.rstrip("/").rpartition("/")[2]


def place_and_title(source: str, title: str) -> str:
    """``example.org: A title``; of a file the title alone, which tells more than its name."""
    return f"{place_of(source)}: {title}" if source.startswith(_WEB) else title or place_of(source)
