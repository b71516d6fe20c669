"""What the index holds of one article: written, replaced, taken out. Call these within a transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from tui.domain.analysis import Analysis, Quote
from tui.domain.article import Article
from tui.domain.collection.sketch import sketch
from tui.domain.collection.tellings import words as telling_words
from tui.domain.kept import KeptArticle
from tui.domain.text.folding import folded
from tui.domain.text.slug import slug
from tui.library.articles.index.schema import ACTOR_KINDS, QUOTE_KINDS, VIAS
from tui.library.articles.words import indexed

_ARTICLE = (
    "INSERT INTO articles (row, id, hash, state, corrections, title, source, byline, published, words, seen, "
    "versions, analysed, first_actor, actors, first_quote, quotes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ACTOR = "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_QUOTE = "INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Entry(msgspec.Struct, frozen=True):
    """An article as it is to be indexed: its analysis corrected. ``state`` tells its files apart."""

    kept: KeptArticle
    versions: int
    state: int
    corrections: int


def put(connection: sqlite3.Connection, entry: Entry) -> None:
    """Index an article in place of what was known of it."""
    article, analysis, version = entry.kept.article, entry.kept.analysis, entry.kept.version
    key, title = bytes.fromhex(article.id), stored(article.title)
    hash_of_text = bytes.fromhex(article.text_hash)
    old = connection.execute("SELECT row, hash, title FROM articles WHERE id = ?", (key,)).fetchone()
    take_out(connection, key)
    row: int | None = old[0] if old is not None and old[1:] == (hash_of_text, title) else None
    first_actor, first_quote = _next(connection, "actors"), _next(connection, "quotes")
    row_now = connection.execute(
        _ARTICLE,
        (
            row,
            key,
            hash_of_text,
            entry.state,
            entry.corrections,
            title,
            stored(article.source),
            None if article.byline is None else stored(article.byline),
            None if article.published is None else stored(article.published),
            version.words,
            version.last_seen,
            entry.versions,
            analysis is not None,
            first_actor,
            0 if analysis is None else len(analysis.actors),
            first_quote,
            0 if analysis is None else len(analysis.quotes),
        ),
    ).lastrowid
    assert row_now is not None
    if row is None:
        connection.execute(
            "INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)",
            (row_now, indexed(article.title), indexed(article.text.removeprefix(article.title))),
        )
        if old is not None:
            _count_dead(connection)
    if analysis is not None:
        rows = _put_actors(connection, row_now, article, analysis, first_actor)
        quotes = enumerate(analysis.quotes, first_quote)
        connection.executemany(_QUOTE, (_quote(at, row_now, one, rows) for at, one in quotes))
        connection.executemany(
            "INSERT OR IGNORE INTO runs VALUES (?, ?)",
            (
                (run, at)
                for at, one in enumerate(analysis.quotes, first_quote)
                for run in sketch(telling_words(one.text(article.text)))
            ),
        )


def take_out(connection: sqlite3.Connection, key: bytes, *, gone: bool = False) -> None:
    """Take an article out. Its words stay in ``texts``, under a row that is no article's any more.

    ``gone`` counts them, so that the index is made anew when there are too many.
    """
    old = connection.execute(
        "SELECT row, first_actor, actors, first_quote, quotes FROM articles WHERE id = ?", (key,)
    ).fetchone()
    if old is None:
        return
    row, first_actor, actors, first_quote, quotes = old
    within = "row >= ? AND row < ?"
    named = connection.execute(
        f"SELECT row, name, aliases, role, affiliation FROM actors WHERE {within}",
        (first_actor, first_actor + actors),
    ).fetchall()
    connection.executemany(
        "INSERT INTO names (names, rowid, words) VALUES ('delete', ?, ?)",
        ((at, _name_words(*words)) for at, *words in named),
    )
    connection.execute(f"DELETE FROM actors WHERE {within}", (first_actor, first_actor + actors))
    connection.execute(f"DELETE FROM quotes WHERE {within}", (first_quote, first_quote + quotes))
    connection.execute("DELETE FROM articles WHERE row = ?", (row,))
    if gone:
        _count_dead(connection)


def tidy(connection: sqlite3.Connection) -> None:
    """Bring what was indexed in pieces together. Outside of a transaction.

    Raises sqlite3.OperationalError where others are at work just then, which is no harm.
    """
    connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    connection.execute("INSERT INTO names (names) VALUES ('optimize')")
    connection.execute("VACUUM")


def stored(text: str) -> str | bytes:
    """A text as SQLite takes it: one with half a surrogate pair as bytes. :func:`given` is the way back."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def given(value: str | bytes) -> str:
    """A text as it was before :func:`stored`."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def _next(connection: sqlite3.Connection, table: str) -> int:
    found: int = connection.execute(f"SELECT coalesce(max(row), 0) + 1 FROM {table}").fetchone()[0]
    return found


def _count_dead(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO meta VALUES ('dead', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"
    )


def _put_actors(
    connection: sqlite3.Connection, article_row: int, article: Article, analysis: Analysis, first: int
) -> dict[str, int]:
    """The rows of the actors, by their ids."""
    rows = {actor.id: first + at for at, actor in enumerate(analysis.actors)}
    said = Counter(key for quote in analysis.quotes for key in {quote.actor_id, *quote.also} if key)
    values = []
    for actor in analysis.actors:
        aliases = "\n".join(_further(actor.name, actor.aliases))
        start, end = (actor.mentions[0].start, actor.mentions[0].end) if actor.mentions else (0, 0)
        values.append(
            (
                rows[actor.id],
                article_row,
                None if slug(actor.name) == actor.id else stored(actor.id),
                _text(actor.name),
                ACTOR_KINDS.index(actor.kind),
                _text(actor.role) or None,
                _text(actor.affiliation) or None,
                _text(aliases) or None,
                start,
                end,
                len(actor.mentions),
                said[actor.id],
            )
        )
    connection.executemany(_ACTOR, values)
    connection.executemany(
        "INSERT INTO names (rowid, words) VALUES (?, ?)",
        ((value[0], _name_words(value[3], value[7], value[5], value[6])) for value in values),
    )
    return rows


def _further(name: str, aliases: Iterable[str]) -> Iterator[str]:
    """The aliases that are more than a part of the name: "Macron" says nothing beside "Emmanuel Macron"."""
    whole = f" {folded(name)} "
    return (alias for alias in aliases if f" {folded(alias)} " not in whole)


def _name_words(name: Any, aliases: Any, role: Any, affiliation: Any) -> str:
    return indexed(" ".join(word for word in (name, aliases, role, affiliation) if word))


def _text(words: str | None) -> str:
    """Words without half a surrogate pair: names and roles are shown and compared, never a key."""
    return "" if words is None else words.encode("utf-8", "replace").decode()


def _quote(row: int, article_row: int, quote: Quote, actors: Mapping[str, int]) -> tuple[Any, ...]:
    pieces = [offset for piece in quote.content for offset in (piece.start, piece.end)]
    also = [actors[key] for key in quote.also if key in actors]
    return (
        row,
        article_row,
        QUOTE_KINDS.index(quote.kind),
        quote.start,
        quote.end - quote.start,
        msgspec.msgpack.encode(pieces) if len(quote.content) > 1 else None,
        actors.get(quote.actor_id) if quote.actor_id is not None else None,
        msgspec.msgpack.encode(also) if also else None,
        quote.speaker.start - quote.start if quote.speaker is not None else None,
        len(quote.speaker) if quote.speaker is not None else None,
        quote.cue[0].start - quote.start if quote.cue else None,
        quote.cue[-1].end - quote.cue[0].start if quote.cue else None,
        VIAS.index(quote.via),
        round(quote.confidence * 100),
    )
