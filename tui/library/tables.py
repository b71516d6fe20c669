"""TinyDB with documents under ids of our own: UUIDs for annotations, an article's id for readings.

TinyDB counts ids up in each process and caches answers to queries, so two processes give the same id to
two documents and go on answering from before the other's change. Here ids are strings that nobody counts,
nothing is cached but the file itself, and each change of a table is a transaction of the storage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.table import Document, Table
from tinydb.utils import LRUCache

from tui.library.storage import FileStorage


class _NoCache(LRUCache):  # type: ignore[type-arg]
    """A query cache that keeps nothing."""

    def set(self, key: Any, value: Any) -> None:
        return None

    def __setitem__(self, key: Any, value: Any) -> None:
        return None


class IdDocument(Document):
    """A document under an id that is a string."""

    def __init__(self, value: Mapping[str, Any], doc_id: str) -> None:
        super().__init__(value, cast(int, doc_id))


class IdTable(Table):
    """A table whose documents have strings for ids, which the caller gives."""

    document_class = IdDocument  # type: ignore[assignment]
    document_id_class = str  # type: ignore[assignment]
    query_cache_class = _NoCache

    def _get_next_id(self) -> NoReturn:
        raise TypeError("documents here are stored under ids of their own: use put()")

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        storage = cast(FileStorage, self._storage)
        with storage.transaction() as tables:
            table = dict(tables.get(self.name, {}))
            updater(table)
            storage.write({**tables, self.name: table})

    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """All documents by id, without copying them: do not change them."""
        return cast("Mapping[str, Mapping[str, Any]]", self._read_table())

    def put(self, documents: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Store documents under their ids, in place of what was there; None removes one. All or nothing."""

        def updater(table: dict[Any, Any]) -> None:
            for name, document in documents.items():
                if document is None:
                    table.pop(name, None)
                else:
                    table[name] = dict(document)

        self._update_table(updater)


class LibraryDatabase(TinyDB):
    """The library's TinyDB: ``annotations``, ``readings`` and ``people`` in a :class:`FileStorage`."""

    table_class = IdTable
    default_storage_class = FileStorage  # type: ignore[assignment]

    @property
    def file(self) -> FileStorage:
        return cast(FileStorage, self.storage)

    def named(self, name: str) -> IdTable:
        """The table of that name; made on its first change."""
        return cast(IdTable, self.table(name))
