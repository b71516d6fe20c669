"""Hits for a query: the articles that it finds, best first, and the places in each."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec

from tui.domain.annotation import Annotation
from tui.domain.article import Span
from tui.domain.kept import Hit, Where
from tui.domain.text.phrases import counted, shortened
from tui.domain.text.safe import one_line
from tui.library.articles.index.notes import Annotated, tag_word, words_of
from tui.library.articles.index.writing import given
from tui.library.articles.search.places import CONTEXT, Passage, best, places, shown, snippet
from tui.library.articles.search.query import Query, Term

_QUOTES, _ACTORS = 3, 2
"""Places of one article that are shown beside the text's own, where everything is searched."""
_LOOKED_AT = 3_000
"""Articles that are looked at for a quote: more hold the words, and no quote of theirs does."""
_ARTICLE = (
    "SELECT row, id, hash, title, source, published, first_quote, quotes, first_actor, actors FROM articles"
)
_NO_MATCHES: tuple[tuple[int, int], ...] = ()
Text = Callable[[str, str], str | None]


class _Article(msgspec.Struct):
    """A row of the index, and its text once it was read."""

    row: int
    id: str
    hash: str
    title: str
    source: str
    published: str | None
    text: str
    first_quote: int
    quotes: int
    first_actor: int
    actors: int


def search(
    connection: sqlite3.Connection,
    query: Query,
    *,
    where: frozenset[Where],
    limit: int,
    text: Text,
    notes: Annotated,
) -> list[Hit]:
    """At most ``limit`` hits in the parts ``where``, the best article first, its hits together."""
    return _Search(connection, query, where, limit, text, notes).hits()


class _Search:
    def __init__(
        self,
        connection: sqlite3.Connection,
        query: Query,
        where: frozenset[Where],
        limit: int,
        text: Text,
        notes: Annotated,
    ) -> None:
        self._connection = connection
        self._query = query
        self._where = (query.where or where) & where
        self._limit = limit
        self._text = text
        self._notes = notes
        self._speakers: set[int] = set()
        if query.said:
            self._where &= {Where.QUOTE}
        if query.tags:
            self._where &= {Where.NOTE}

    def hits(self) -> list[Hit]:
        found: list[Hit] = []
        if Where.NOTE in self._where and (self._query.terms or self._query.tags):
            # What the reader wrote is what is most likely meant.
            found += self._note_hits()
        if self._where - {Where.NOTE}:
            for article in self._candidates():
                found += self._of(article)
                if len(found) >= self._limit:
                    break
        return found[: self._limit]

    # The articles

    def _candidates(self) -> Iterator[_Article]:
        """The articles that hold all the terms, best first; each is read when it is asked for."""
        for number in self._numbers():
            row = self._connection.execute(f"{_ARTICLE} WHERE row = ?", (number,)).fetchone()
            if row is not None and (article := self._article(row)) is not None:
                yield article

    def _numbers(self) -> list[int]:
        """Their rows. Those of articles that went may be among them."""
        query, where = self._query, self._where
        conditions, values = self._conditions()
        if query.said:
            statement, names = self._actors_named(query.said)
            self._speakers = {row for (row,) in self._connection.execute(statement, names)}
            conditions.append(
                f"r.row IN (SELECT article FROM actors WHERE row IN ({statement}) AND quotes > 0)"
            )
            values += names
        if where == {Where.ACTOR}:
            statement, names = self._actors_named(query.terms)
            conditions.append(f"r.row IN (SELECT article FROM actors WHERE row IN ({statement}))")
            values += names
        condition = " AND ".join(conditions) or "1"
        limit = _LOOKED_AT if where in ({Where.QUOTE}, {Where.ACTOR}) else self._limit
        if not query.terms or where == {Where.ACTOR}:
            found = self._connection.execute(
                f"SELECT r.row FROM articles r WHERE {condition} "
                "ORDER BY coalesce(r.published, r.seen) DESC, r.row DESC LIMIT ?",
                (*values, limit),
            )
        else:
            matched = query.matched()
            if not where & {Where.TEXT, Where.QUOTE, Where.ACTOR}:
                matched = f"title : ({matched})"
            among = f"AND +rowid IN (SELECT r.row FROM articles r WHERE {condition})" if conditions else ""
            # FTS5 sorts by rank itself, which is faster than a join.
            found = self._connection.execute(
                f"SELECT rowid FROM texts WHERE texts MATCH ? {among} ORDER BY rank LIMIT ?",
                (matched, *values, limit + self._dead()),
            )
        return [number for (number,) in found]

    def _dead(self) -> int:
        """How many rows of ``texts`` are no article's any more."""
        found = self._connection.execute("SELECT value FROM meta WHERE name = 'dead'").fetchone()
        return found[0] if found is not None else 0

    def _conditions(self) -> tuple[list[str], list[Any]]:
        query = self._query
        conditions = ["instr(lower(r.source), ?)"] * len(query.sources)
        values: list[Any] = list(query.sources)
        for sign, date in ((">=", query.after), ("<", query.before)):
            if date is not None:
                conditions.append(f"coalesce(r.published, r.seen) {sign} ?")
                values.append(date)
        return conditions, values

    def _article(self, row: tuple[Any, ...]) -> _Article | None:
        number, key, hash_of_text, title, source, published, *ranges = row
        text = self._text(key.hex(), hash_of_text.hex())
        if text is None:
            return None
        return _Article(
            number,
            key.hex(),
            hash_of_text.hex(),
            one_line(given(title)),
            given(source),
            None if published is None else given(published),
            text,
            *ranges,
        )

    @staticmethod
    def _actors_named(terms: Sequence[Term]) -> tuple[str, list[Any]]:
        """A query for the rows of the actors whose names hold all the terms; a phrase is its words there."""
        matched = " AND ".join(
            Term((word,), term.prefix and at == len(term.words) - 1).matched()
            for term in terms
            for at, word in enumerate(term.words)
        )
        return "SELECT row FROM actors WHERE called IN (SELECT rowid FROM names WHERE names MATCH ?)", [
            matched
        ]

    # The places in one

    def _of(self, article: _Article) -> list[Hit]:
        query, where = self._query, self._where
        if not query.terms and not query.said:
            return [self._hit(article, Where.TITLE, Span(0, 0), article.title)]
        if where == {Where.QUOTE}:
            return list(self._quote_hits(article))
        found = places(article.text, query.terms)
        hits: list[Hit] = []
        title = self._title_hit(article, found) if Where.TITLE in where else None
        actors = list(self._actor_hits(article)) if Where.ACTOR in where else []
        quotes = list(self._quote_hits(article, found)) if Where.QUOTE in where and all(found) else []
        hits += [title] if title is not None else []
        hits += actors[:_ACTORS] + quotes[:_QUOTES]
        if Where.TEXT in where:
            hits += self._text_hit(article, found, hits)
        return hits

    def _title_hit(self, article: _Article, found: Sequence[Sequence[Span]]) -> Hit | None:
        title = article.title
        head = title.rstrip("…")
        stands = bool(head) and article.text.startswith(head)  # it is the first paragraph
        if stands and len(head) == len(title):
            inside = [[span for span in spans if span.end <= len(title)] for spans in found]
        else:
            inside = places(title, self._query.terms)
        if not all(inside):
            return None
        passage = best(inside) or Passage((Span(0, 0),), 0)
        line, matches = snippet(title, passage)
        place = passage.span if stands else Span(0, 0)
        return self._hit(article, Where.TITLE, place, line, matches)

    def _text_hit(
        self, article: _Article, found: Sequence[Sequence[Span]], others: Sequence[Hit]
    ) -> list[Hit]:
        """The best place in the text, unless it is that of another hit."""
        passage = best(found)
        if passage is None:
            return []
        place = passage.span
        for hit in others:
            if hit.where in (Where.TITLE, Where.QUOTE) and hit.start <= place.start and place.end <= hit.end:
                return []
        line, matches = snippet(article.text, passage)
        return [self._hit(article, Where.TEXT, place, line, matches)]

    def _quote_hits(self, article: _Article, found: Sequence[Sequence[Span]] | None = None) -> Iterator[Hit]:
        """The quotes that hold all terms, said by whom the query names. ``found``: all places, if known."""
        if not article.quotes:
            return
        rows = self._connection.execute(
            "SELECT start, start + size, actor, also FROM quotes WHERE row >= ? AND row < ? ORDER BY row",
            (article.first_quote, article.first_quote + article.quotes),
        ).fetchall()
        for start, end, actor, also in rows:
            keys = [actor, *(msgspec.msgpack.decode(also) if also else ())]
            if self._query.said and self._speakers.isdisjoint(keys):
                continue
            words = article.text[start:end]
            if found is None:
                inside = [[span.shifted(start) for span in some] for some in places(words, self._query.terms)]
            else:
                inside = [
                    [span for span in some if start <= span.start and span.end <= end] for some in found
                ]
            if not all(inside):
                continue
            passage = best(inside)
            if passage is None:  # whatever they said
                place, line, matches = Span(start, end), shortened(words, CONTEXT), _NO_MATCHES
            else:
                place, (line, matches) = passage.span, snippet(article.text, passage)
            yield self._hit(article, Where.QUOTE, place, line, matches, self._name(actor))

    def _name(self, actor: int | None) -> str | None:
        found = self._connection.execute(
            "SELECT c.name FROM actors a JOIN called c ON c.row = a.called WHERE a.row = ?", (actor,)
        ).fetchone()
        return found[0] if found is not None else None

    def _actor_hits(self, article: _Article) -> Iterator[Hit]:
        """The actors whose names hold all terms."""
        rows = self._named
        within = slice(
            bisect_left(rows, article.first_actor),
            bisect_left(rows, article.first_actor + article.actors),
        )
        if within.start == within.stop:
            return
        marks = ", ".join("?" * (within.stop - within.start))
        found = self._connection.execute(
            "SELECT c.name, c.role, c.affiliation, a.start, a.end, a.quotes FROM actors a "
            f"JOIN called c ON c.row = a.called WHERE a.row IN ({marks}) ORDER BY a.quotes DESC, a.row",
            rows[within],
        )
        for name, role, affiliation, start, end, quotes in found:
            about = ", ".join(filter(None, (name, role, affiliation)))
            line, matches = shown(about, self._query.terms)
            said = f" · {counted(quotes, 'quote')}" if quotes else ""
            yield self._hit(article, Where.ACTOR, Span(start, end), line + said, matches)

    @cached_property
    def _named(self) -> list[int]:
        """The rows of all actors whose names hold all terms, in order."""
        return sorted(row for (row,) in self._connection.execute(*self._actors_named(self._query.terms)))

    def _hit(
        self,
        article: _Article,
        where: Where,
        place: Span,
        line: str,
        matches: tuple[tuple[int, int], ...] = (),
        speaker: str | None = None,
    ) -> Hit:
        return Hit(
            article_id=article.id,
            title=article.title,
            source=article.source,
            where=where,
            start=place.start,
            end=place.end,
            snippet=line,
            published=article.published,
            matches=matches,
            speaker=speaker,
        )

    # Notes

    def _note_hits(self) -> list[Hit]:
        query = self._query
        parts = [f"tags : {tag_word(tag)}" for tag in query.tags]
        if query.terms:
            parts.append(f"words : ({query.matched()})")
        conditions, values = self._conditions()
        rows = self._connection.execute(
            "SELECT n.id, r.title, r.source, r.published FROM noted d JOIN notes n ON n.row = d.rowid "
            "LEFT JOIN articles r ON r.id = n.article WHERE noted MATCH ? "
            + "".join(f" AND {one}" for one in conditions)
            + " ORDER BY bm25(noted) LIMIT ?",
            (" AND ".join(parts), *values, self._limit),
        ).fetchall()
        notes = self._notes.by_id()
        return [self._note_hit(notes[name], *about) for name, *about in rows if name in notes]

    def _note_hit(self, note: Annotation, title: Any, source: Any, published: Any) -> Hit:
        line, matches = shown(words_of(note), self._query.terms)
        reading = self._notes.reading(note.article_id) if title is None else None
        if reading is not None:  # it was noted on without being kept
            title, source, published = reading.title, reading.source, reading.published
        return Hit(
            article_id=note.article_id,
            title=one_line(given(title or "")),
            source=given(source or ""),
            where=Where.NOTE,
            start=note.anchor.start,
            end=note.anchor.end,
            snippet=line,
            published=None if published is None else given(published),
            matches=matches,
        )
