"""The library as the rest of the program sees it: typed annotations and readings, undo and search."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from tui.domain.annotation import Annotation, Reading
from tui.domain.decisions import Decision
from tui.domain.errors import LibraryReadOnlyError
from tui.domain.records import annotation_of, decision_of, reading_of
from tui.domain.text.phrases import counted
from tui.library.encoding import dumped
from tui.library.migrations import Tables
from tui.library.paths import library_path
from tui.library.search import matching
from tui.library.storage import LOCK_SECONDS
from tui.library.tables import LibraryDatabase

UNDO_STEPS = 200
"""How many changes of this process can be taken back."""
_KINDS = {"people-are-one": "joining of people", "person-is-two": "parting of people"}
_Documents = dict[str, dict[str, Any] | None]


class _Step(msgspec.Struct):
    """A change of a table: the documents before and after it by id (None: there was none), and a word."""

    table: str
    word: str
    before: _Documents
    after: _Documents


class TinyLibrary:
    """The library in a TinyDB file; implements ``domain.ports.Library``. Safe with threads and processes.

    Two readers open at once lose nothing: every change is made to what the file holds at that moment.
    Entries that this version does not understand are left as they are.
    """

    def __init__(
        self, path: str | os.PathLike[str] | None = None, *, lock_seconds: float = LOCK_SECONDS
    ) -> None:
        """Open the library at ``path`` (default: ``library_path()``). Raises LibraryError."""
        self._database = LibraryDatabase(library_path(path), lock_seconds=lock_seconds)
        self._file = self._database.file
        self._annotations = self._database.named("annotations")
        self._readings = self._database.named("readings")
        self._people = self._database.named("people")
        self._undo: deque[_Step] = deque(maxlen=UNDO_STEPS)
        self._redo: deque[_Step] = deque(maxlen=UNDO_STEPS)
        self._known: Tables | None = None
        self._by_article: dict[str, list[Annotation]] = {}
        self._raw: dict[str, list[Mapping[str, Any]]] = {}

    @property
    def path(self) -> str:
        """The library's file, links followed."""
        return str(self._file.path)

    @property
    def notice(self) -> str | None:
        """A sentence the user should see (a damaged file put aside, a read-only library), or None."""
        return self._file.notice

    def writable(self) -> None:
        """Raises LibraryReadOnlyError if nothing can be written."""
        if (reason := self._file.read_only()) is not None:
            raise LibraryReadOnlyError(reason)

    def revision(self) -> str:
        """A token that changes when anybody writes to the library. Costs one stat."""
        return self._file.token()

    def fingerprint(self) -> str:
        """What changes with any annotation, and not with a reading position. Raises LibraryError."""
        with self._file.mutex:
            documents = self._annotations.documents()
            return hashlib.blake2b(dumped(documents), digest_size=16).hexdigest()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes within one: nobody else's come between them, and all are kept or none.

        Raises LibraryError on leaving if they cannot be kept.
        """
        steps = list(self._undo), list(self._redo)
        try:
            with self._file.transaction():
                yield
        except BaseException:
            for steps_now, before in zip((self._undo, self._redo), steps, strict=True):
                steps_now.clear()
                steps_now.extend(before)
            raise

    def close(self) -> None:
        """Nothing is held open between two calls; here for symmetry."""
        self._database.close()

    # Readings

    def readings(self) -> list[Reading]:
        """What was read, latest first."""
        with self._file.mutex:
            documents = list(self._readings.documents().values())
        found = [reading for document in documents if (reading := _as_reading(document)) is not None]
        return sorted(found, key=lambda reading: reading.opened, reverse=True)

    def reading(self, article_id: str) -> Reading | None:
        """Where the reader stopped in that article, or None."""
        with self._file.mutex:
            document = self._readings.documents().get(article_id)
        return None if document is None else _as_reading(document)

    def keep_reading(self, reading: Reading) -> None:
        """Insert or replace the reading of that article. Not a step of undo."""
        self.keep_readings([reading])

    def keep_readings(self, readings: Iterable[Reading]) -> None:
        """Insert or replace the readings of several articles, in one change. Not a step of undo."""
        self._readings.put({reading.article_id: _document(reading) for reading in readings})

    def forget_reading(self, article_id: str) -> None:
        """Take an article off the list. Its annotations stay."""
        if self.reading(article_id) is not None:
            self._readings.put({article_id: None})

    # Annotations

    def annotations(self, article_id: str | None = None) -> list[Annotation]:
        """The annotations of one article in the order of their anchors, or all of them, by article."""
        with self._file.mutex:
            self._regroup()
            if article_id is not None:
                return list(self._of(article_id))
            return [found for article in sorted(self._raw) for found in self._of(article)]

    def add(self, *annotations: Annotation) -> None:
        """Store new annotations, all or none of them."""
        self._change("annotations", {note.id: _document(note) for note in annotations}, "added")

    def replace(self, *annotations: Annotation) -> None:
        """Store new versions under the same ids (``modified`` as given). Adds those that are missing."""
        self._change("annotations", {note.id: _document(note) for note in annotations}, "changed")

    def remove(self, *ids: str) -> None:
        """Remove annotations; ids that are not there are passed over."""
        self._change("annotations", dict.fromkeys(ids), "removed")

    # Decisions about people

    def decisions(self) -> list[Decision]:
        """What the reader decided about who is one and who is two, in the order it was decided."""
        with self._file.mutex:
            documents = list(self._people.documents().values())
        found = [decision for document in documents if (decision := _as_decision(document)) is not None]
        return sorted(found, key=lambda decision: (decision.created, decision.id))

    def decide(self, *decisions: Decision) -> None:
        """Keep decisions about people, all or none of them."""
        self._change("people", {decision.id: _document(decision) for decision in decisions}, "kept")

    def undecide(self, *ids: str) -> None:
        """Take decisions back; ids that are not there are passed over."""
        self._change("people", dict.fromkeys(ids), "taken back")

    # Undo and search

    def undo(self) -> str | None:
        """Take back this process's last change; returns a word for it ("note removed"), or None."""
        return self._step_back(self._undo, self._redo)

    def redo(self) -> str | None:
        """Make the change that was last taken back again; returns a word for it, or None."""
        return self._step_back(self._redo, self._undo)

    def search(self, query: str) -> list[Annotation]:
        """The annotations whose passage, body or tags hold every word of the query (``#tag`` for a tag)."""
        return matching(self.annotations(), query)

    # Inside

    def _change(self, table: str, after: _Documents, done: str) -> None:
        if not after:
            return
        with self._file.transaction():
            documents = self._database.named(table).documents()
            before: _Documents = {
                name: dict(documents[name]) if name in documents else None for name in after
            }
            changed = [name for name in after if before[name] != after[name]]
            if not changed:
                return
            self._database.named(table).put({name: after[name] for name in changed})
        word = _word([after[name] or before[name] or {} for name in changed], done)
        self._undo.append(
            _Step(table, word, {name: before[name] for name in changed}, {n: after[n] for n in changed})
        )
        self._redo.clear()

    def _step_back(self, steps: deque[_Step], others: deque[_Step]) -> str | None:
        """Put back what a step replaced, but for documents that somebody else has changed since."""
        with self._file.mutex:
            if not steps:
                return None
            step = steps[-1]
            with self._file.transaction():
                table = self._database.named(step.table)
                documents = table.documents()
                mine = [name for name, after in step.after.items() if documents.get(name) == after]
                if mine:
                    table.put({name: step.before[name] for name in mine})
            steps.pop()
            if mine:
                was, now = {n: step.after[n] for n in mine}, {n: step.before[n] for n in mine}
                others.append(_Step(step.table, step.word, was, now))
            if len(mine) < len(step.after):
                return (
                    f"{step.word}: changed elsewhere since, so {'some' if mine else 'all'} was left as it is"
                )
            return step.word

    def _regroup(self) -> None:
        tables = self._file.read()
        if tables is self._known:
            return
        self._known, self._by_article, self._raw = tables, {}, {}
        for document in self._annotations.documents().values():
            self._raw.setdefault(str(document.get("article_id")), []).append(document)

    def _of(self, article_id: str) -> list[Annotation]:
        if article_id not in self._by_article:
            self._by_article[article_id] = sorted(
                _as_annotations(self._raw.get(article_id, ())),
                key=lambda note: (note.anchor.start, note.anchor.end),
            )
        return self._by_article[article_id]


def _as_annotations(documents: Iterable[Mapping[str, Any]]) -> Iterable[Annotation]:
    for document in documents:
        try:
            yield annotation_of(document)
        except msgspec.ValidationError:
            continue  # kept in the file as it is; ``sayso library check`` names it


def _document(value: Annotation | Reading | Decision) -> dict[str, Any]:
    """A document just as it comes back from the file, with lists for tuples: undo compares the two."""
    document: dict[str, Any] = _listed(msgspec.to_builtins(value))
    return document


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return value


def _as_reading(document: Mapping[str, Any]) -> Reading | None:
    try:
        return reading_of(document)
    except msgspec.ValidationError:
        return None  # likewise


def _as_decision(document: Mapping[str, Any]) -> Decision | None:
    try:
        return decision_of(document)
    except msgspec.ValidationError:
        return None  # likewise


def _word(documents: list[dict[str, Any]], done: str) -> str:
    kinds = {_KINDS.get(kind := str(document.get("type", "entry")), kind) for document in documents}
    kind = kinds.pop() if len(kinds) == 1 else "entry"
    if len(documents) == 1:
        return f"{kind} {done}"
    return f"{counted(len(documents), kind, 'entries' if kind == 'entry' else None)} {done}"
