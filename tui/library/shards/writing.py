"""Shards: what was found in a thousand articles as two Parquet files, which other programs read too."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.collection.names import name_words
from tui.domain.collection.rows import appearances, said
from tui.domain.collection.sketch import sketch
from tui.domain.collection.tellings import words
from tui.domain.errors import ExportError
from tui.domain.text.safe import one_line

ARTICLES = 1_000
"""Articles of a shard."""
ACTORS, QUOTES = ".actors.parquet", ".quotes.parquet"
_Row = dict[str, Any]


class ShardWriter:
    """Writes shards into ``folder``: whole files with names of their own, so several writers never meet.

    A shard is there from the moment that both of its files are; what was begun and not ended leaves none.
    """

    def __init__(self, folder: str | os.PathLike[str], *, articles: int = ARTICLES) -> None:
        """Raises ExportError where the folder cannot be made or pyarrow is not installed."""
        try:
            import pyarrow as pa
        except ImportError as error:
            raise ExportError("Shards need pyarrow: pip install 'sayso[cluster]'.") from error
        self._folder = Path(folder)
        self._articles = articles
        self._actors: list[_Row] = []
        self._quotes: list[_Row] = []
        self._waiting = 0
        self.written = 0
        """Articles that are on the disk."""
        text, texts, number = pa.string(), pa.list_(pa.string()), pa.int64()
        about = [("article", text), ("title", text), ("source", text), ("published", text)]
        self._actors_schema = pa.schema(
            [*about, ("actor", text), ("name", text), ("kind", text), ("role", text), ("affiliation", text),
             ("aliases", texts), ("words", texts), ("quotes", number)]
        )  # fmt: skip
        self._quotes_schema = pa.schema(
            [*about, ("quote", text), ("kind", text), ("text", text), ("start", number), ("end", number),
             ("actors", texts), ("speaker", text), ("cue", text), ("confidence", pa.float64()),
             ("sketch", pa.list_(pa.int32()))]
        )  # fmt: skip
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"{one_line(str(folder))} cannot be made: {error.strerror or error}."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.flush()

    def add(self, article: Article, analysis: Analysis) -> None:
        """Add what was found in an article. Raises ExportError where a full shard cannot be written."""
        about = {
            "article": article.id,
            "title": _sound(article.title),
            "source": _sound(article.source),
            "published": _sound(article.published),
        }
        for row in appearances(article, analysis):
            names = (row.name, *row.aliases)
            self._actors.append(
                {
                    **about,
                    "actor": _sound(row.actor_id),
                    "name": _sound(row.name),
                    "kind": row.kind.value,
                    "role": _sound(row.role),
                    "affiliation": _sound(row.affiliation),
                    "aliases": list(map(_sound, row.aliases)),
                    "words": sorted({_sound(word) or "" for name in names for word in name_words(name)}),
                    "quotes": row.quotes,
                }
            )
        for one in said(article, analysis):
            self._quotes.append(
                {
                    **about,
                    "quote": one.quote_id,
                    "kind": one.kind.value,
                    "text": _sound(one.text),
                    "start": one.start,
                    "end": one.end,
                    "actors": list(map(_sound, one.actors)),
                    "speaker": _sound(one.speaker),
                    "cue": _sound(one.cue),
                    "confidence": one.confidence,
                    "sketch": sketch(words(one.text)),
                }
            )
        self._waiting += 1
        if self._waiting >= self._articles:
            self.flush()

    def flush(self) -> None:
        """Write what waits as a shard of its own. Raises ExportError."""
        if not self._waiting:
            return
        name = uuid4().hex
        try:
            self._write(name + ACTORS, self._actors, self._actors_schema)
            self._write(name + QUOTES, self._quotes, self._quotes_schema)
        except OSError as error:
            where = one_line(str(self._folder))
            raise ExportError(f"No shard could be written to {where}: {error.strerror or error}.") from error
        self.written += self._waiting
        self._actors, self._quotes, self._waiting = [], [], 0

    def _write(self, name: str, rows: list[_Row], schema: Any) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path, part = self._folder / name, self._folder / f".{name}.part"
        try:
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), part, compression="zstd")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _sound(text: str | None) -> str | None:
    """The text as UTF-8 can say it: half a surrogate pair becomes a question mark."""
    return None if text is None else text.encode("utf-8", "replace").decode()
