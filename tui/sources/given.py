"""What is to be read: the bytes of a file, an address or standard input, with what is known of them."""

from __future__ import annotations

import os
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.domain.text.parts import without_part
from tui.sources.files import read_file, read_standard_input, shown


class Given(Struct, frozen=True):
    """Bytes with what is known of them. ``canonical`` gives the article's id, complaints use ``called``.

    ``part`` names the one of several articles that is asked for ("" for all, or the first).
    """

    data: bytes
    source: str
    canonical: str | None
    name: str
    content_type: str | None = None
    charset: str | None = None
    called: str = ""
    part: str = ""

    def shown(self) -> str:
        """What complaints call it."""
        return "Standard input" if self.source == "-" else shown(self.called or self.source)

    def told(self) -> dict[str, Any]:
        """What a process that reads it is told of it, beside the bytes."""
        return {name: getattr(self, name) for name in _TOLD} | {"called": self.shown()}


_TOLD = ("source", "canonical", "name", "content_type", "charset", "part")


def given_again(data: bytes, about: dict[str, Any]) -> Given:
    """What :meth:`Given.told` told of, on the other side."""
    return Given(data, **{name: about[name] for name in (*_TOLD, "called")})


def taken(source: str) -> Given:
    """The bytes at a path, an address or standard input (``-``). Raises SourceError with one sentence."""
    if source == "-":
        return Given(read_standard_input(), "-", None, "")
    if ":" in source and (page := _fetched(source)) is not None:
        return page
    path = os.path.expanduser(source)  # noqa: PTH111
    if not path.strip():
        raise SourceError("No file is named: give a path, an address, or - for standard input.")
    if not os.path.lexists(path):
        whole, part = without_part(path)
        if part and os.path.isfile(whole):  # noqa: PTH113
            return replace(_read(whole), part=part)
    return _read(path)


def _read(path: str) -> Given:
    data = read_file(path)
    real = os.path.realpath(path)
    return Given(data, os.path.abspath(path), real, real, called=path)  # noqa: PTH100


def _fetched(source: str) -> Given | None:
    """The page at an address; None for a path with a colon in it."""
    from tui.sources.fetch import canonical, checked, fetch, is_address

    if not is_address(source):
        return None
    known_as = canonical(checked(source))
    page = fetch(source)
    name = known_as.split("?")[0]
    return Given(
        page.data, known_as, known_as, name, page.content_type, page.charset, part=without_part(source)[1]
    )
