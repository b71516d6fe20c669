"""What one chunk of a text holds, as plain records: it needs no Doc any more, so it can be kept.

The findings of a chunk depend on its text and on where that begins, on nothing else. An analysis that was cut
short goes on from those that were kept, in any later process.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from tui.domain.decoding import decoder
from tui.nlp.document.chunks import Chunk
from tui.nlp.mentions.records import ChunkRecords


class KeepsParts(Protocol):
    """A store of bytes by key and name, such as the library's cache. Blocking, and never raises."""

    def part(self, key: str, name: str) -> bytes | None: ...

    def put_part(self, key: str, name: str, data: bytes) -> object: ...


class KeptFindings:
    """The findings kept of one text's chunks; with no store none are."""

    def __init__(self, store: KeepsParts | None, key: str) -> None:
        """``key`` says which text, pipeline and code they belong to: see ``Identity.key``."""
        self._store = store
        self._key = key

    def get(self, chunk: Chunk) -> ChunkRecords | None:
        """What was found in ``chunk``, if it was kept and can be read."""
        data = None if self._store is None else self._store.part(self._key, _name(chunk))
        if data is None:
            return None
        try:
            return _decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None  # found anew, and kept over it

    def put(self, chunk: Chunk, records: ChunkRecords) -> None:
        """Keep what was found in ``chunk``, if it can be kept."""
        if self._store is None:
            return
        try:
            data = _encode(records)
        except UnicodeEncodeError:  # half a surrogate pair in a name
            return
        self._store.put_part(self._key, _name(chunk), data)


_encode = msgspec.msgpack.Encoder().encode
_decode = decoder(ChunkRecords).decode


def _name(chunk: Chunk) -> str:
    return f"{chunk.start}-{chunk.end}"
