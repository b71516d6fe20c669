"""The rows of the index as others read them: articles, people, quotes. All in one query each.

Quotes are read with their words: those come from the articles' files, 50 µs each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tui.domain.article import Span
from tui.domain.codes import ActorKind
from tui.domain.collection.entries import Place
from tui.domain.decoding import decoder
from tui.domain.kept import ActorRow, Listed, QuoteRow
from tui.domain.text.safe import one_line
from tui.domain.text.slug import slug
from tui.library.articles.index.schema import ACTOR_KINDS, QUOTE_KINDS, VIAS
from tui.library.articles.index.writing import given
from tui.library.articles.words import words

Text = Callable[[str, str], str | None]
"""Gives the text of an article, by its id and the text's hash; None if it is not kept any more."""

_ACTORS = (
    "SELECT a.row, r.id, r.title, r.source, coalesce(r.published, ''), r.seen, a.id, c.name, c.kind, c.role, "
    "c.affiliation, c.aliases, a.start, a.end, a.mentions, a.quotes "
    "FROM actors a JOIN called c ON c.row = a.called JOIN articles r ON r.row = a.article "
)
_QUOTES = (
    "SELECT r.row, r.id, r.hash, r.title, r.source, r.published, r.seen, q.kind, q.start, q.start + q.size, "
    "q.pieces, q.actor, q.also, q.start + q.speaker, q.start + q.speaker + q.speaker_size, q.start + q.cue, "
    "q.start + q.cue + q.cue_size, q.via, q.percent "
)
_NUMBERS = decoder(list[int])
_AT_ONCE = 500
"""Values of one query: SQLite counts them."""


def listed(connection: sqlite3.Connection) -> list[Listed]:
    """Every article, the one seen last first."""
    return [
        Listed(
            article_id=key.hex(),
            text_hash=hash_of_text.hex(),
            title=one_line(given(title)),
            source=given(source),
            words=count,
            seen=seen,
            versions=versions,
            byline=None if byline is None else given(byline),
            published=None if published is None else given(published),
            quotes=quotes if analysed else None,
        )
        for key, hash_of_text, title, source, byline, published, count, seen, versions, analysed, quotes
        in connection.execute(
            "SELECT id, hash, title, source, byline, published, words, seen, versions, analysed, quotes "
            "FROM articles ORDER BY seen DESC, row DESC"
        )
    ]  # fmt: skip


def people(connection: sqlite3.Connection, kinds: Sequence[ActorKind]) -> list[ActorRow]:
    """Every actor of these kinds in every article, in the order of the articles."""
    marks = ", ".join("?" * len(kinds))
    numbers = [ACTOR_KINDS.index(kind) for kind in kinds]
    return _actors(connection.execute(f"{_ACTORS} WHERE c.kind IN ({marks}) ORDER BY a.row", numbers))


def named(connection: sqlite3.Connection, name: str) -> list[ActorRow]:
    """The actors, of whatever kind, whose name, alias, role or affiliation holds all words of a name."""
    wanted = words(name)
    if not wanted:
        return []
    return _actors(
        connection.execute(
            f"{_ACTORS} WHERE a.called IN (SELECT rowid FROM names WHERE names MATCH ?) ORDER BY a.row",
            (" AND ".join(f'"{word}"' for word in wanted),),
        )
    )


def called(connection: sqlite3.Connection, some: Iterable[str]) -> list[tuple[Any, ...]]:
    """Row, name, kind, role, affiliation and aliases of what has one of these, of one or more words each."""
    phrases = [" ".join(found) for one in some if (found := words(one))]
    if not phrases:
        return []
    return connection.execute(
        "SELECT row, name, kind, role, affiliation, aliases FROM called "
        "WHERE row IN (SELECT rowid FROM names WHERE names MATCH ?)",
        (" OR ".join("(" + " AND ".join(f'"{word}"' for word in one.split()) + ")" for one in phrases),),
    ).fetchall()


def appearances(
    connection: sqlite3.Connection, condition: str, values: Sequence[Any]
) -> Iterator[tuple[int, int, str | bytes | None, int, bytes, Any, Any, Any]]:
    """Of each actor its row, that of what it is called, id, quotes; its article's id, title, source, date."""
    return connection.execute(
        "SELECT a.row, a.called, a.id, a.quotes, r.id, r.title, r.source, r.published "
        f"FROM actors a JOIN articles r ON r.row = a.article WHERE {condition} ORDER BY a.row",
        values,
    )


def in_article(connection: sqlite3.Connection, article_id: str) -> list[ActorRow]:
    """All actors of one article, most present first."""
    return _actors(
        connection.execute(
            f"{_ACTORS} WHERE r.id = ? AND a.row >= r.first_actor AND a.row < r.first_actor + r.actors "
            "ORDER BY a.row",
            (bytes.fromhex(article_id),),
        )
    )


def said_by(connection: sqlite3.Connection, actors: Iterable[int], text: Text) -> list[QuoteRow]:
    """What these actors (rows of ``ActorRow.row``) say, alone or with others; by article, in text order."""
    wanted = set(actors)
    found = []
    for some in _parts(sorted(wanted)):
        marks = ", ".join("?" * len(some))
        found += connection.execute(
            f"{_QUOTES} FROM (SELECT DISTINCT article FROM actors WHERE row IN ({marks})) a "
            "JOIN articles r ON r.row = a.article "
            "JOIN quotes q ON q.row >= r.first_quote AND q.row < r.first_quote + r.quotes "
            "WHERE q.actor IS NOT NULL ORDER BY q.row",
            some,
        ).fetchall()
    return list(_quotes(found, text, wanted))


def places_of(
    connection: sqlite3.Connection, actors: Iterable[int]
) -> tuple[list[Place], dict[int, list[int]]]:
    """Where these actors say something, alone or with others; and, by its row, what a quote may be like."""
    wanted = set(actors)
    places: dict[int, Place] = {}
    for some in _parts(sorted(wanted)):
        marks = ", ".join("?" * len(some))
        for row, actor, also, start, size, key, published in connection.execute(
            "SELECT q.row, q.actor, q.also, q.start, q.size, r.id, r.published "
            f"FROM actors a CROSS JOIN articles r ON r.row = a.article AND a.row IN ({marks}) "
            "CROSS JOIN quotes q ON q.row >= r.first_quote AND q.row < r.first_quote + r.quotes "
            "AND (q.actor = a.row OR q.also IS NOT NULL)",
            some,
        ):
            if also is None or actor in wanted or not wanted.isdisjoint(_NUMBERS.decode(also)):
                day = str(published)[:10] if published else "9999"
                places[row] = Place(day, key.hex(), start, start + size, row)
    pairs: dict[int, list[int]] = {}
    if connection.execute("SELECT 1 FROM alike LIMIT 1").fetchone():
        for some in _parts(list(places)):
            marks = ", ".join("?" * len(some))
            for quote, other in connection.execute(f"SELECT * FROM alike WHERE quote IN ({marks})", some):
                pairs.setdefault(quote, []).append(other)
    return list(places.values()), pairs


def quotes_at(connection: sqlite3.Connection, numbers: Sequence[int], text: Text) -> list[QuoteRow]:
    """The quotes that stand in these rows, as far as there are any; by article, in text order."""
    found: list[tuple[Any, ...]] = []
    for some in _parts(sorted(numbers)):
        marks = ", ".join("?" * len(some))
        found += connection.execute(
            f"{_QUOTES} FROM quotes q JOIN articles r ON r.row = q.article WHERE q.row IN ({marks}) "
            "ORDER BY q.row",
            some,
        ).fetchall()
    return list(_quotes(found, text, None))


def renewed(connection: sqlite3.Connection) -> int:
    """How many articles were indexed again or taken out: the rows of their actors and quotes are others."""
    found = connection.execute("SELECT value FROM meta WHERE name = 'renewed'").fetchone()
    return 0 if found is None else int(found[0])


def for_stories(connection: sqlite3.Connection) -> Iterator[tuple[Listed, list[str], list[int]]]:
    """Every article with the names in it and the numbers of its quotes' sketches."""
    keys = dict(connection.execute("SELECT row, id FROM articles"))
    names: dict[bytes, list[str]] = {}
    for row, name in connection.execute(
        "SELECT a.article, c.name FROM actors a JOIN called c ON c.row = a.called"
    ):
        names.setdefault(keys.get(row, b""), []).append(name)
    runs: dict[bytes, list[int]] = {}
    for row, run in connection.execute(
        "SELECT q.article, r.run FROM runs r JOIN quotes q ON q.row = r.quote"
    ):
        runs.setdefault(keys.get(row, b""), []).append(run)
    for article in listed(connection):
        key = bytes.fromhex(article.article_id)
        yield article, names.get(key, []), runs.get(key, [])


def quotes_in(
    connection: sqlite3.Connection, article_ids: Iterable[str] | None, text: Text
) -> list[QuoteRow]:
    """All quotes of these articles, or of every one; by article, in text order."""
    joined = "JOIN quotes q ON q.row >= r.first_quote AND q.row < r.first_quote + r.quotes"
    if article_ids is None:
        rows = connection.execute(f"{_QUOTES} FROM articles r {joined} ORDER BY q.row").fetchall()
        return list(_quotes(rows, text, None))
    found = []
    for some in _parts([bytes.fromhex(one) for one in dict.fromkeys(article_ids)]):
        marks = ", ".join("?" * len(some))
        found += connection.execute(
            f"{_QUOTES} FROM articles r {joined} WHERE r.id IN ({marks}) ORDER BY q.row", some
        ).fetchall()
    return list(_quotes(found, text, None))


def holding(
    connection: sqlite3.Connection, passage: str, *, limit: int, every: bool
) -> list[tuple[str, str]]:
    """Ids and hashes of the articles that hold a passage's words, those that hold the rarest first.

    With ``every`` all of them, one after the other; else as many as possible.
    """
    wanted = words(passage)
    if not wanted:
        return []
    if every:
        matched = '"' + " ".join(wanted) + '"'
    else:
        matched = " OR ".join(f'"{word}"' for word in dict.fromkeys(wanted))
    rows = connection.execute(
        "SELECT r.id, r.hash FROM texts t JOIN articles r ON r.row = t.rowid "
        "WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?",
        (matched, limit),
    )
    return [(key.hex(), hash_of_text.hex()) for key, hash_of_text in rows]


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _actors(rows: Iterable[tuple[Any, ...]]) -> list[ActorRow]:
    return [
        ActorRow(
            row=row,
            article_id=article.hex(),
            actor_id=slug(name) if actor is None else given(actor),
            name=name,
            kind=ACTOR_KINDS[kind],
            title=one_line(given(title)),
            source=given(source),
            published=given(published) or None,
            seen=seen,
            role=role,
            affiliation=affiliation,
            aliases=tuple(aliases.split("\n")) if aliases else (),
            first=Span(start, end),
            mentions=mentions,
            quotes=quotes,
        )
        for row, article, title, source, published, seen, actor, name, kind, role, affiliation, aliases,
            start, end, mentions, quotes in rows
    ]  # fmt: skip


def _quotes(rows: Iterable[tuple[Any, ...]], text: Text, wanted: set[int] | None) -> Iterator[QuoteRow]:
    article_row, words_there = None, None
    for row in rows:
        (number, key, hash_of_text, title, source, published, seen, kind, start, end, pieces, actor, also,
         speaker_start, speaker_end, cue_start, cue_end, via, confidence) = row  # fmt: skip
        others = _NUMBERS.decode(also) if also else []
        if wanted is not None and actor not in wanted and not wanted.intersection(others):
            continue
        if number != article_row:
            article_row, words_there = number, text(key.hex(), hash_of_text.hex())
        if words_there is None:
            continue
        offsets = _NUMBERS.decode(pieces) if pieces else [start, end]
        content = tuple(Span(*pair) for pair in zip(offsets[::2], offsets[1::2], strict=True))
        yield QuoteRow(
            article_id=key.hex(),
            text_hash=hash_of_text.hex(),
            title=one_line(given(title)),
            source=given(source),
            published=None if published is None else given(published),
            seen=seen,
            kind=QUOTE_KINDS[kind],
            start=start,
            end=end,
            text=" … ".join(piece.of(words_there) for piece in content),
            content=content,
            speaker="" if speaker_start is None else words_there[speaker_start:speaker_end],
            cue="" if cue_start is None else words_there[cue_start:cue_end],
            via=VIAS[via],
            confidence=confidence / 100,
            actor=actor,
            also=tuple(others),
        )
