"""The reader's annotations beside the index: their words to be searched, and the corrections among them."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
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

    def __init__(self, path: Path, opened: Callable[[], TinyLibrary] | None = None) -> None:
        """``opened`` gives a library that somebody has opened already, so that it is not read twice."""
        self._path = path
        self._token: str | None = None
        self._annotations: list[Annotation] = []
        self._corrections: dict[str, list[Correction]] = {}
        self._fingerprint = ""
        self._open = opened or (lambda: TinyLibrary(path))
        self._library: TinyLibrary | None = None

    def token(self) -> str:
        """What changes whenever the library's file is replaced. One stat."""
        with contextlib.suppress(OSError):
            found = self._path.stat()
            return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"
        return ""

    def read(self) -> list[Annotation] | None:
        """All annotations; None where the library cannot be read now."""
        if self.fingerprint() is None:
            return None
        return self._annotations

    def fingerprint(self) -> str | None:
        """What changes with any annotation, and not with a reading position; None likewise."""
        token = self.token()
        if token == self._token:
            return self._fingerprint
        try:
            library = self.library()
            fingerprint = library.fingerprint() if library is not None else ""
            if fingerprint != self._fingerprint or self._token is None:
                self._take(library.annotations() if library is not None else [])
        except LibraryError:
            return None
        self._token, self._fingerprint = token, fingerprint
        return fingerprint

    def _take(self, annotations: list[Annotation]) -> None:
        self._annotations, self._corrections = annotations, {}
        for one in annotations:
            if isinstance(one, Correction):
                self._corrections.setdefault(one.article_id, []).append(one)

    def library(self) -> TinyLibrary | None:
        """The library; None while there is no file of it. Raises LibraryError."""
        if not self.token():
            return None
        if self._library is None:
            self._library = self._open()
        return self._library

    def corrections(self, article_id: str) -> Sequence[Correction]:
        """What the reader corrected in an article."""
        self.read()
        return self._corrections.get(article_id, ())

    def reading(self, article_id: str) -> Reading | None:
        """What is known of an article that was opened once."""
        with contextlib.suppress(LibraryError):
            library = self.library()
            return library.reading(article_id) if library is not None else None
        return None

    def by_id(self) -> dict[str, Annotation]:
        """All annotations by their ids; none where the library cannot be read now."""
        return {one.id: one for one in self.read() or ()}


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
