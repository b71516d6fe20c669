"""How one of several articles in a source is named: the source, ``#``, and the part's name.

A book of the news, a mailbox, a feed or a list in JSON holds many articles. Each has a name of its own there:
what the format calls it where that stays (a page of a book, a feed's id), else its number from 1.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

_MARK = "#"
_PLAIN = "/@+~,=!$'()*;"
"""What stands unescaped in a part's name, beside letters, digits and ``-._``: no colon, as in addresses."""


def part_source(source: str, name: str) -> str:
    """The source of the article called ``name`` in ``source``; the source itself where there is no name."""
    return f"{source}{_MARK}{quote(name, safe=_PLAIN, errors='replace')}" if name else source


def without_part(source: str) -> tuple[str, str]:
    """A source without the part that it names, and the name ("" for none). A file may be called so, too."""
    whole, mark, name = source.rpartition(_MARK)
    return (whole, unquote(name)) if mark and whole else (source, "")
