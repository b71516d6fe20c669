"""The reader's annotations beside the index: their words to be searched, and the corrections among them."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tui.domain.annotation import SEARCHED, Annotation, Bookmark, Correction, Highlight, Note, Reading
from tui.domain.errors import LibraryError
from tui.domain.text.folding import fold
from tui.library.articles.files import is_id
from tui.library.articles.words import indexed
from tui.library.library import TinyLibrary


class Annotated:
    """The annotations in a library's file, read when they are asked for and have changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._token: str | None = None
        self._annotations: list[Annotation] = []
        self._corrections: dict[str, list[Correction]] = {}
        self._readings: dict[str, Reading] = {}

    def token(self) -> str:
        """What changes whenever the library's file is replaced. One stat."""
        with contextlib.suppress(OSError):
            found = self._path.stat()
            return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"
        return ""

    def read(self) -> list[Annotation] | None:
        """All annotations; None where the library cannot be read now."""
        token = self.token()
        if token == self._token:
            return self._annotations
        try:
            library = self.library()
            found = library.annotations() if library is not None else []
            readings = library.readings() if library is not None else []
        except LibraryError:
            return None
        corrections: dict[str, list[Correction]] = {}
        for one in found:
            if isinstance(one, Correction):
                corrections.setdefault(one.article_id, []).append(one)
        self._annotations, self._corrections, self._token = found, corrections, token
        self._readings = {one.article_id: one for one in readings}
        return found

    def library(self) -> TinyLibrary | None:
        """The library; None while there is no file of it. Raises LibraryError."""
        return TinyLibrary(self._path) if self.token() else None

    def corrections(self, article_id: str) -> Sequence[Correction]:
        """What the reader corrected in an article."""
        self.read()
        return self._corrections.get(article_id, ())

    def reading(self, article_id: str) -> Reading | None:
        """What is known of an article that was opened once, as last read."""
        return self._readings.get(article_id)

    def by_id(self) -> dict[str, Annotation]:
        """The annotations that were last read."""
        return {one.id: one for one in self._annotations}


def put(connection: sqlite3.Connection, annotations: Sequence[Annotation]) -> None:
    """Make the notes of the index those given. Only what changed is written. Within a transaction."""
    wanted = {one.id: one for one in annotations if isinstance(one, Note | Highlight | Bookmark)}
    known = {
        name: (row, digest) for row, name, digest in connection.execute("SELECT row, id, digest FROM notes")
    }
    digests = {name: _digest(one) for name, one in wanted.items()}
    for name, (row, digest) in known.items():
        if digests.get(name) != digest:
            connection.execute("DELETE FROM notes WHERE row = ?", (row,))
            connection.execute("DELETE FROM noted WHERE rowid = ?", (row,))
    for name, one in wanted.items():
        if name not in known or known[name][1] != digests[name]:
            cursor = connection.execute(
                "INSERT INTO notes (id, article, digest) VALUES (?, ?, ?)",
                (name, bytes.fromhex(one.article_id) if is_id(one.article_id) else b"", digests[name]),
            )
            connection.execute(
                "INSERT INTO noted (rowid, words, tags) VALUES (?, ?, ?)",
                (cursor.lastrowid, indexed(words_of(one)), " ".join(map(tag_word, tags_of(one)))),
            )


def words_of(annotation: Annotation) -> str:
    """What is searched of an annotation: its own words, its tags and the passage that it stands on."""
    own = annotation.body[:SEARCHED] if isinstance(annotation, Note) else ""
    return "\n".join(part for part in (own, *tags_of(annotation), annotation.anchor.exact) if part)


def tags_of(annotation: Annotation) -> tuple[str, ...]:
    return annotation.tags if isinstance(annotation, Note | Highlight) else ()


def tag_word(tag: str) -> str:
    """A whole tag as one word of the index: no part of it is found, and no word is a tag."""
    return "t" + hashlib.blake2b(fold(tag).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _digest(annotation: Annotation) -> bytes:
    parts = (annotation.article_id, *tags_of(annotation), words_of(annotation))
    packed = msgspec.msgpack.encode([one.encode("utf-8", "replace") for one in parts])
    return hashlib.blake2b(packed, digest_size=8).digest()
