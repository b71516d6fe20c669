"""The texts of articles that have no file of their own, so that they open again: from a pipe or the web."""

from __future__ import annotations

import os

import msgspec

from tui.domain.article import Article, text_hash
from tui.library.caches.blobs import BlobFolder

SNAPSHOT_BYTES = 64 * 1024 * 1024
"""The bound of all texts together, compressed: some ten thousand articles."""
_KIND = b"sayso article 1"


class Snapshots:
    """Articles by id in ``folder`` (see ``paths.snapshot_folder``), the latest version of each.

    When they exceed ``limit`` bytes, those opened least recently go first.
    """

    def __init__(self, folder: str | os.PathLike[str], *, limit: int = SNAPSHOT_BYTES) -> None:
        self._blobs = BlobFolder(folder, _KIND, limit=limit)
        self._decoder = msgspec.msgpack.Decoder(Article)

    def keep(self, article: Article) -> bool:
        """Keep an article; False if it could not be kept, which is no error."""
        try:
            data = msgspec.msgpack.encode(article)
        except UnicodeEncodeError:  # half a surrogate pair in the text
            return False
        return self._blobs.put(article.id, data)

    def get(self, article_id: str) -> Article | None:
        """The article kept under that id, or None."""
        data = self._blobs.get(article_id)
        if data is None:
            return None
        try:
            article = self._decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError):
            article = None
        if article is None or article.id != article_id or article.text_hash != text_hash(article.text):
            self._blobs.drop(article_id)
            return None
        return article

    def size(self) -> int:
        """Bytes on the disk."""
        return self._blobs.size()

    def clear(self) -> int:
        """Throw all away; returns the bytes set free."""
        return self._blobs.clear()
