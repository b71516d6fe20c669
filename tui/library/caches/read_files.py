"""What files were read as, kept in the user's cache folder: a second opening imports no extractor.

A key says which file in which state, and which code read it (``tui.door.read_before``). A file that does not
decode is removed: the page is simply read anew.
"""

from __future__ import annotations

import os

import msgspec

from tui.domain.article import Article
from tui.domain.decoding import decoder
from tui.library.caches.blobs import BlobFolder

READ_BYTES = 64 * 1024 * 1024
"""The bound of all together, compressed. An article of 1,000 words takes about 3 kB."""
_KIND = b"sayso read 1"


class ReadFiles:
    """Lists of articles by key in ``folder``, the least recently used going first beyond ``limit`` bytes."""

    def __init__(self, folder: str | os.PathLike[str], *, limit: int = READ_BYTES) -> None:
        self._blobs = BlobFolder(folder, _KIND, limit=limit)
        self._decoder = decoder(list[Article])

    def get(self, key: str) -> list[Article] | None:
        """The articles kept under ``key``; None if there are none, or none that this code understands."""
        data = self._blobs.get(key)
        if data is None:
            return None
        try:
            return self._decoder.decode(data) or None
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._blobs.drop(key)
            return None

    def put(self, key: str, articles: list[Article]) -> bool:
        """Keep articles; False if they could not be kept (a full disk, say), which is no error."""
        try:
            return self._blobs.put(key, msgspec.msgpack.encode(articles))
        except UnicodeEncodeError:  # half a surrogate pair in a text
            return False

    def size(self) -> int:
        """Bytes on the disk."""
        return self._blobs.size()

    def clear(self) -> int:
        """Throw all away; returns the bytes set free."""
        return self._blobs.clear()
