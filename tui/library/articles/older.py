"""The texts that version 0.1.0 kept of articles without a file of their own: they become kept articles."""

from __future__ import annotations

import contextlib
import zlib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tui.domain.article import Article, text_hash
from tui.domain.decoding import decoded
from tui.domain.errors import LibraryError
from tui.library.articles import files
from tui.library.articles.files import Stored
from tui.library.articles.store import ArticleStore
from tui.library.safety import atomic

_HEAD = b"sayso article 1\n"
_DIGEST = 32
_ENDING = ".z"


def move_in(folder: Path, store: ArticleStore) -> int:
    """Move the texts in ``folder`` into the store, once; how many there were.

    What is no text of ours stays where it is; where nothing can be written everything does.
    """
    moved = 0
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == _ENDING)
    except OSError:
        return 0
    for path in paths:
        try:
            data = atomic.content(path)
            article = None if data is None else _article(data)
            if article is None:
                continue
            moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="microseconds")
            moment = moment.replace("+00:00", "Z")
            store.take_in(Stored(article, moment, moment), None)
            path.unlink()
            moved += 1
        except (OSError, LibraryError):
            return moved  # a disk that is full, or not ours to write: the next start tries again
    with contextlib.suppress(OSError):
        folder.rmdir()
    return moved


def _article(data: bytes) -> Article | None:
    if not data.startswith(_HEAD):
        return None
    try:
        unpacked = zlib.decompress(data[len(_HEAD) + _DIGEST :])
        article = decoded(unpacked, Article)
    except (zlib.error, msgspec.MsgspecError, ValueError):
        return None
    if not files.is_id(article.id) or article.text_hash != text_hash(article.text):
        return None
    return article
