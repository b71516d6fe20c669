"""The analyses kept in the user's cache folder, so that a second opening needs no analysis.

A key says which text, which pipeline and which code an analysis belongs to: ``tui.nlp.identity`` makes it.
A file that does not decode is removed: the analysis is simply made anew. What is known of one that is not
complete may be kept in parts, whose form is the analyser's business; they go once it is.
"""

from __future__ import annotations

import os

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.decoding import decoder
from tui.library.caches.blobs import BlobFolder

CACHE_BYTES = 256 * 1024 * 1024
"""The cache's bound. An article of 1,000 words takes a few kB."""
_KIND = b"sayso analysis 1"


class AnalysisCache:
    """Analyses by key in ``folder``, the least recently used going first when they exceed ``limit`` bytes."""

    def __init__(self, folder: str | os.PathLike[str], *, limit: int = CACHE_BYTES) -> None:
        self._blobs = BlobFolder(folder, _KIND, limit=limit)
        self._decoder = decoder(Analysis)

    def get(self, key: str) -> Analysis | None:
        """The analysis kept under ``key``; None if there is none, or none that this code understands."""
        data = self._blobs.get(key)
        if data is None:
            return None
        try:
            analysis = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._blobs.drop(key)
            return None
        self._blobs.drop_parts(key)  # of another process, which was still at it
        return analysis

    def put(self, key: str, analysis: Analysis) -> bool:
        """Keep an analysis; False if it could not be kept (a full disk, say), which is no error."""
        try:
            data = msgspec.msgpack.encode(analysis)
        except UnicodeEncodeError:  # half a surrogate pair in a name
            return False
        kept = self._blobs.put(key, data)
        if kept:
            self._blobs.drop_parts(key)
        return kept

    def part(self, key: str, name: str) -> bytes | None:
        """The part of that name of an analysis that is not complete, if it was kept."""
        return self._blobs.get(key, name)

    def put_part(self, key: str, name: str, data: bytes) -> bool:
        """Keep a part of an analysis, unless it is complete; False if it was not kept."""
        return not self._blobs.has(key) and self._blobs.put(key, data, name)

    def size(self) -> int:
        """Bytes on the disk."""
        return self._blobs.size()

    def count(self) -> int:
        """How many complete analyses are kept."""
        return self._blobs.count()

    def incomplete(self) -> int:
        """How many analyses there are parts of."""
        return self._blobs.incomplete()

    def clear(self) -> int:
        """Throw all away; returns the bytes set free."""
        return self._blobs.clear()
