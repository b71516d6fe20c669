"""What the index holds of one article: written, replaced, taken out. Call these within a transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from tui.domain.analysis import Actor, Analysis, Quote
from tui.domain.article import Article
from tui.domain.codes import ActorKind
from tui.domain.collection.names import family_word, full_name
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
_ACTOR = "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CALLED = (
    "INSERT INTO called (digest, name, kind, role, affiliation, aliases, family) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_QUOTE = "INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


Link = Callable[[sqlite3.Connection, int, Article, Analysis], None]
"""Called with the row of an article's first quote, when its actors and quotes are written."""


class Entry(msgspec.Struct, frozen=True):
    """An article as it is to be indexed: its analysis corrected. ``state`` tells its files apart."""

    kept: KeptArticle
    versions: int
    state: int
    corrections: int


def put(connection: sqlite3.Connection, entry: Entry, link: Link) -> None:
    """Index an article in place of what was known of it. ``link`` finds what its quotes are like."""
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
            _count(connection, "dead")
    if analysis is not None:
        rows = _put_actors(connection, row_now, article, analysis, first_actor)
        quotes = enumerate(analysis.quotes, first_quote)
        connection.executemany(_QUOTE, (_quote(at, row_now, one, rows) for at, one in quotes))
        link(connection, first_quote, article, analysis)


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
    connection.execute(f"DELETE FROM actors WHERE {within}", (first_actor, first_actor + actors))
    connection.execute(f"DELETE FROM quotes WHERE {within}", (first_quote, first_quote + quotes))
    alike = connection.execute(
        "SELECT other, quote FROM alike WHERE quote >= ? AND quote < ?", (first_quote, first_quote + quotes)
    ).fetchall()
    for pair in alike:
        connection.executemany("DELETE FROM alike WHERE quote = ? AND other = ?", (pair, pair[::-1]))
    connection.execute("DELETE FROM articles WHERE row = ?", (row,))
    _count(connection, "renewed")
    if gone:
        _count(connection, "dead")


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


def _count(connection: sqlite3.Connection, what: str) -> None:
    connection.execute(
        "INSERT INTO meta VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", (what,)
    )


def _put_actors(
    connection: sqlite3.Connection, article_row: int, article: Article, analysis: Analysis, first: int
) -> dict[str, int]:
    """The rows of the actors, by their ids."""
    rows = {actor.id: first + at for at, actor in enumerate(analysis.actors)}
    said = Counter(key for quote in analysis.quotes for key in {quote.actor_id, *quote.also} if key)
    values, day = [], day_of(article.published)
    for actor in analysis.actors:
        start, end = (actor.mentions[0].start, actor.mentions[0].end) if actor.mentions else (0, 0)
        values.append(
            (
                rows[actor.id],
                article_row,
                _called(connection, actor),
                day,
                None if slug(actor.name) == actor.id else stored(actor.id),
                start,
                end,
                len(actor.mentions),
                said[actor.id],
            )
        )
    connection.executemany(_ACTOR, values)
    return rows


def _called(connection: sqlite3.Connection, actor: Actor) -> int:
    """The row of what an article calls somebody and tells of him: there already, or made now."""
    aliases = "\n".join(_further(actor.name, actor.aliases))
    family = family_word(actor.name) if full_name(actor.name) and actor.kind is ActorKind.PERSON else ""
    values = (
        _text(actor.name),
        ACTOR_KINDS.index(actor.kind),
        _text(actor.role) or None,
        _text(actor.affiliation) or None,
        _text(aliases) or None,
        _text(family) or None,
    )
    packed = hashlib.blake2b(msgspec.msgpack.encode(values), digest_size=6).digest()
    digest = int.from_bytes(packed, "big")
    found = connection.execute("SELECT row FROM called WHERE digest = ?", (digest,)).fetchone()
    if found is not None:
        return int(found[0])
    row = connection.execute(_CALLED, (digest, *values)).lastrowid
    assert row is not None
    name, _, role, affiliation, further, _ = values
    connection.execute(
        "INSERT INTO names (rowid, words) VALUES (?, ?)", (row, _name_words(name, further, role, affiliation))
    )
    return row


def day_of(published: str | None) -> int | None:
    """The ordinal of an article's date (1 is the first of January of the year 1); None: none is known."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


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
