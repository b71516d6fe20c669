"""Entries of zip archives, unpacked within limits: what unpacks to something huge is never held whole."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tui.domain.errors import SourceError

UNPACKED_LIMIT = 32 * 1024 * 1024
"""How much of an archive is unpacked in all, in bytes."""
ENTRY_LIMIT = 8 * 1024 * 1024
"""How long one page of a book may be, in bytes: whole novels have a tenth of it."""
MOST_ENTRIES = 20_000
"""So many files may be packed together: a book of the news has hundreds, with its pictures a few thousand."""
_CHUNK = 1 << 18
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError),
)
"""What zipfile raises for archives whose bytes are damaged, or made to lie about places and sizes."""


class Unpacking:
    """The entries of an archive, read until UNPACKED_LIMIT bytes are spent. ``what`` it is: "book"."""

    def __init__(
        self, archive: zipfile.ZipFile, name: str, what: str, *, entry_limit: int | None = None
    ) -> None:
        self.names = archive.namelist()
        if len(self.names) > MOST_ENTRIES:
            raise SourceError(f"{name} packs over {MOST_ENTRIES:,} files: no {what} does.")
        self._archive = archive
        self._name = name
        self._what = what
        self._entry_limit = entry_limit or ENTRY_LIMIT
        self._left = UNPACKED_LIMIT

    def read(self, entry: str, *, missing: bytes | None = None) -> bytes:
        """An entry unpacked; ``missing`` in place of one that is not there. Raises KeyError, SourceError."""
        data = bytearray()
        if missing is not None and entry not in self._archive.NameToInfo:
            return missing
        with self._archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise SourceError(
                        f"{self._name} unpacks to more than {UNPACKED_LIMIT // 1024**2} MB: no "
                        f"{self._what} does."
                    )
                data += chunk
                if len(data) > self._entry_limit:
                    raise SourceError(
                        f"{self._name} has a page of more than {self._entry_limit // 1024**2} MB: no "
                        f"{self._what} has."
                    )
        return bytes(data)


@contextmanager
def unpacking(data: bytes, name: str, what: str, *, entry_limit: int | None = None) -> Iterator[Unpacking]:
    """The archive in ``data``. What goes wrong inside with its bytes is a SourceError about a ``what``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Unpacking(archive, name, what, entry_limit=entry_limit)
    except _DAMAGED:
        raise SourceError(f"{name} is a damaged or locked {what}: it cannot be unpacked.") from None


def xml_of(data: bytes, name: str, what: str) -> Any:
    """The root of an XML entry. Raises SourceError about a damaged ``what``."""
    from lxml import etree

    # Entities and external files are never followed: they are the classic way to make a reader swell or tell.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise SourceError(f"{name} is a damaged {what}: one of its parts cannot be read.") from None
