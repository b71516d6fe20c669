"""A folder of shards asked like a library, by DuckDB; implements ``domain.ports.Rows``."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tui.domain.codes import ActorKind, QuoteKind
from tui.domain.collection.entries import Parted, Place
from tui.domain.collection.rows import About, Appearance, Said
from tui.domain.collection.stories import Features, features
from tui.domain.errors import LibraryError
from tui.domain.text.safe import one_line
from tui.library.shards.alike import SHARING, Asked, asked_for
from tui.library.shards.writing import ACTORS, QUOTES

Key = tuple[str, str]
_ABOUT = "article, title, source, published"
_ACTOR = f"{_ABOUT}, actor, name, kind, role, affiliation, aliases, quotes"
_QUOTE = (
    f'q.{_ABOUT.replace(", ", ", q.")}, q.quote, q.kind, q.text, q.start, q."end", q.actors, q.speaker, '
    "q.cue, q.confidence"
)
_BY_KEY = f"SELECT {_QUOTE} FROM read_parquet(?) q JOIN wanted w ON q.article = w.article"


class ShardRows:
    """The rows of all shards in ``folder`` whose two files are both there."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        """Raises LibraryError where there are no shards or DuckDB is not installed."""
        try:
            import duckdb
        except ImportError as error:
            raise LibraryError("--over needs DuckDB: pip install 'sayso[cluster]'.") from error
        where = one_line(str(folder))
        try:
            # A named pipe would keep DuckDB waiting.
            names = {path.name for path in Path(folder).iterdir() if path.is_file()}
        except OSError as error:
            raise LibraryError(f"{where} cannot be read: {error.strerror or error}.") from error
        whole = sorted(
            name.removesuffix(ACTORS)
            for name in names
            if name.endswith(ACTORS) and name.removesuffix(ACTORS) + QUOTES in names
        )
        if not whole:
            raise LibraryError(
                f"There are no shards in {where}: “sayso quotes … --shards FOLDER” writes them."
            )
        self._where = where
        self._actors = [str(Path(folder) / f"{name}{ACTORS}") for name in whole]
        self._quotes = [str(Path(folder) / f"{name}{QUOTES}") for name in whole]
        self._error = duckdb.Error
        # Nothing of the user's settings, no extension loaded from the web.
        settings: dict[str, Any] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._connection = duckdb.connect(":memory:", config=settings)
        # Where it takes Python to be interactive (``python -c`` too) it draws a bar on standard output.
        self._connection.execute("SET enable_progress_bar = false")

    def quoted(self) -> list[Appearance]:
        """The persons and bodies who say something, each in each article."""
        kinds = [ActorKind.PERSON.value, ActorKind.ORGANISATION.value]
        return self._appearances("quotes > 0 AND list_contains(?, kind)", kinds)

    def named(self, words: Collection[str]) -> list[Appearance]:
        """The appearances that have one of these folded words in their name or in an alias."""
        return self._appearances("list_has_any(words, ?)", sorted(words)) if words else []

    def appearing(self, keys: Collection[Key]) -> list[Appearance]:
        """The appearances with these keys, as far as they are there."""
        wanted = frozenset(keys)
        return [row for row in self.appearing_in({article for article, _ in wanted}) if row.key in wanted]

    def appearing_in(self, article_ids: Collection[str]) -> list[Appearance]:
        """The appearances in these articles."""
        return self._appearances("list_contains(?, article)", sorted(article_ids)) if article_ids else []

    def features(self) -> list[Features]:
        """What stands for each article where stories are found; of its words those of its title alone."""
        rows = self._ask(f"SELECT {_ABOUT}, list(name) FROM read_parquet(?) GROUP BY ALL", [self._actors])
        return [features(About(*row[:4]), "", row[4], ()) for row in rows]

    def said_by(self, keys: Collection[Key]) -> list[Said]:
        """What these appearances say, alone or with others."""
        if not keys:
            return []
        wanted = frozenset(keys)
        articles = sorted({article for article, _ in wanted})
        found = map(_said, self._ask(_BY_KEY, [self._quotes], wanted={"article": articles}))
        return [one for one in found if any((one.about.article_id, actor) in wanted for actor in one.actors)]

    def parted(self, keys: Collection[Key]) -> Parted:
        """What these appearances say: what others may be like with these, the rest by its place.

        Both are compared by their sketches, in DuckDB; the words of all that these say are held in memory.
        """
        own = self.said_by(keys)
        asked = asked_for(own)
        known = {row.key: number for number, row in enumerate(own)}
        alike, echoes = set(asked.anyway), dict[Key, None]()
        for number, article, quote in self._sharing(asked):
            alike.add(number)
            if (article, quote) in known:
                alike.add(known[article, quote])
            else:
                echoes[article, quote] = None
        alone = [
            Place(row.about.day or "9999", row.about.article_id, row.start, row.end, number)
            for number, row in enumerate(own)
            if number not in alike
        ]
        return Parted(
            [own[number] for number in sorted(alike)],
            self._quotes_with(echoes),
            alone,
            lambda places: [own[place.row] for place in places],
        )

    def _sharing(self, asked: Asked) -> list[tuple[Any, ...]]:
        if not asked.runs:
            return []
        own: dict[str, list[Any]] = {"number": asked.numbers, "article": asked.articles, "run": asked.runs}
        return self._ask(SHARING, [self._quotes], own=own)

    def _quotes_with(self, keys: Collection[Key]) -> list[Said]:
        if not keys:
            return []
        wanted = {"article": [article for article, _ in keys], "quote": [quote for _, quote in keys]}
        rows = self._ask(f"{_BY_KEY} AND q.quote = w.quote", [self._quotes], wanted=wanted)
        return list(map(_said, rows))

    def _appearances(self, condition: str, value: Any) -> list[Appearance]:
        rows = self._ask(f"SELECT {_ACTOR} FROM read_parquet(?) WHERE {condition}", [self._actors, value])
        about: dict[str, About] = {}
        return [
            Appearance(
                about.setdefault(row[0], About(*row[:4])),
                row[4], row[5], ActorKind(row[6]), row[7], row[8], tuple(row[9] or ()), row[10],
            )
            for row in rows
        ]  # fmt: skip

    def _ask(self, query: str, values: list[Any], **tables: dict[str, list[Any]]) -> list[tuple[Any, ...]]:
        """The rows of a query over the shards and these tables, given by column."""
        import pyarrow as pa

        try:
            for name, columns in tables.items():
                self._connection.register(name, pa.table(columns))
            return self._connection.execute(query, values).fetchall()
        except self._error as error:
            reason = one_line(str(error).partition("\n")[0])
            raise LibraryError(f"The shards in {self._where} cannot be read: {reason}.") from error


def _said(row: tuple[Any, ...]) -> Said:
    return Said(
        About(*row[:4]), row[4], QuoteKind(row[5]), row[6], row[7], row[8], tuple(row[9] or ()), row[10],
        row[11] or "", row[12],
    )  # fmt: skip
