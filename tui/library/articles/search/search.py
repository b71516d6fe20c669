"""Hits for a query: the articles that it finds, best first, and the places in each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from tui.library.articles.words import indexed, level

_TITLE_WEIGHT, _TEXT_WEIGHT = 6.0, 1.0
"""How much a word counts in the title and in the text, for FTS5's bm25."""
_QUOTES, _ACTORS = 3, 2
"""Places of one article that are shown beside the text's own, where everything is searched."""
_LOOKED_AT = 3_000
"""Articles that are looked at for a quote: more hold the words, and no quote of theirs does."""
_FIELDS = (
    "r.row, r.id, r.hash, r.title, r.source, r.published, r.first_quote, r.quotes, r.first_actor, r.actors"
)
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
        """The articles that hold all the terms, best first; their texts are read as they are asked for."""
        query = self._query
        conditions, values = self._conditions()
        if query.said:
            said = self._actors_named(query.said)
            conditions.append(
                f"r.row IN (SELECT article FROM actors WHERE row IN ({said[0]}) AND quotes > 0)"
            )
            values += said[1]
        if Where.ACTOR in self._where and not self._where & {Where.TEXT, Where.TITLE, Where.QUOTE}:
            named = self._actors_named(query.terms)
            conditions.append(f"r.row IN (SELECT article FROM actors WHERE row IN ({named[0]}))")
            values += named[1]
            order, source = "r.published DESC, r.row DESC", "articles r"
        elif query.terms:
            matched = query.matched()
            if not self._where & {Where.TEXT, Where.QUOTE, Where.ACTOR}:
                matched = f"title : ({matched})"
            conditions.append("texts MATCH ?")
            values.append(matched)
            order = f"bm25(texts, {_TITLE_WEIGHT}, {_TEXT_WEIGHT})"
            source = "texts t JOIN articles r ON r.row = t.rowid"
        else:
            order, source = "coalesce(r.published, r.seen) DESC, r.row DESC", "articles r"
        wanted = self._where == {Where.QUOTE} or self._where == {Where.ACTOR}
        limit = _LOOKED_AT if wanted else self._limit
        condition = " AND ".join(conditions) or "1"
        rows = self._connection.execute(
            f"SELECT {_FIELDS} FROM {source} WHERE {condition} ORDER BY {order} LIMIT ?",
            (*values, limit),
        )
        for row in rows.fetchall():
            if (article := self._article(row)) is not None:
                yield article

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
        return "SELECT rowid FROM names WHERE names MATCH ?", [matched]

    # The places in one

    def _of(self, article: _Article) -> list[Hit]:
        query, where = self._query, self._where
        if not query.terms and not query.said:
            return [self._hit(article, Where.TITLE, Span(0, 0), article.title)]
        found = places(article.text, query.terms)
        hits: list[Hit] = []
        title = self._title_hit(article) if Where.TITLE in where else None
        actors = list(self._actor_hits(article)) if Where.ACTOR in where else []
        quotes = list(self._quote_hits(article, found)) if Where.QUOTE in where else []
        if where == {Where.QUOTE}:
            return quotes
        hits += [title] if title is not None else []
        hits += actors[:_ACTORS] + quotes[:_QUOTES]
        if Where.TEXT in where:
            hits += self._text_hit(article, found, hits)
        return hits

    def _title_hit(self, article: _Article) -> Hit | None:
        title = article.title
        inside = places(title, self._query.terms)
        if not all(inside):
            return None
        passage = best(inside) or Passage((Span(0, 0),), 0)
        line, matches = snippet(title, passage)
        head = level(title.rstrip("…"))
        stands = bool(head) and level(article.text[: len(head)]) == head  # it is the first paragraph
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

    def _quote_hits(self, article: _Article, found: Sequence[Sequence[Span]]) -> Iterator[Hit]:
        """The quotes that hold all terms, said by whom the query names."""
        if not article.quotes or not all(found):
            return
        actors = self._actors_of(article)
        said = self._query.said
        rows = self._connection.execute(
            "SELECT start, end, actor, also FROM quotes WHERE row >= ? AND row < ? ORDER BY row",
            (article.first_quote, article.first_quote + article.quotes),
        )
        for start, end, actor, also in rows:
            keys = [actor, *(msgspec.msgpack.decode(also) if also else ())]
            speakers = [actors[key] for key in keys if key in actors]
            if said and not any(_named(words, said) for _, words in speakers):
                continue
            inside = [[span for span in spans if start <= span.start and span.end <= end] for spans in found]
            if not all(inside):
                continue
            speaker = speakers[0][0] if speakers else None
            if (passage := best(inside)) is not None:
                found_there = snippet(article.text, passage)
                yield self._hit(article, Where.QUOTE, passage.span, *found_there, speaker)
            else:
                line = shortened(article.text[start:end], CONTEXT)
                yield self._hit(article, Where.QUOTE, Span(start, end), line, (), speaker)

    def _actor_hits(self, article: _Article) -> Iterator[Hit]:
        """The actors whose names hold all terms."""
        rows = self._connection.execute(
            "SELECT name, aliases, role, affiliation, start, end, quotes FROM actors "
            "WHERE row >= ? AND row < ? ORDER BY quotes DESC, row",
            (article.first_actor, article.first_actor + article.actors),
        )
        for name, aliases, role, affiliation, start, end, quotes in rows:
            if not _named(
                indexed(" ".join(filter(None, (name, aliases, role, affiliation)))), self._query.terms
            ):
                continue
            about = ", ".join(filter(None, (name, role, affiliation)))
            line, matches = shown(about, self._query.terms)
            said = f" · {counted(quotes, 'quote')}" if quotes else ""
            yield self._hit(article, Where.ACTOR, Span(start, end), line + said, matches)

    def _actors_of(self, article: _Article) -> dict[int, tuple[str, str]]:
        """By row: the name of each actor, and all its words with spaces around."""
        rows = self._connection.execute(
            "SELECT row, name, aliases, role, affiliation FROM actors WHERE row >= ? AND row < ?",
            (article.first_actor, article.first_actor + article.actors),
        )
        return {row: (name, indexed(" ".join(filter(None, (name, *more))))) for row, name, *more in rows}

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


def _named(words: str, terms: Iterable[Term]) -> bool:
    """Whether all terms' words are among these."""
    own = words.split()
    return all(
        any(one.startswith(word) if term.prefix and at == len(term.words) - 1 else one == word for one in own)
        for term in terms
        for at, word in enumerate(term.words)
    )
