"""Which quotes may be tellings of the same words: found when an article is indexed, not when it is asked.

A quote is compared with those that share a run of words with it, and with what the same person says in
articles of the same days. What is kept are pairs that would be one by the widest of the rules in
``domain.collection.tellings``; whether they are is decided there, when it is known who is one with whom.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.codes import ActorKind
from tui.domain.collection.names import family_word, full_name
from tui.domain.collection.sketch import SIZE, sketch
from tui.domain.collection.tellings import DAYS_NEAR, Compared, compared, may_be_one
from tui.domain.decoding import decoder
from tui.library.articles.index import rows
from tui.library.articles.index.schema import QUOTE_KINDS
from tui.library.articles.index.writing import day_of

_LOOKED_UP = 12
"""Runs of a new quote that are looked up: among them are most of the few that a quote cut short has."""
_CROWD = 40
"""Quotes that have a run from which on only the :data:`_NEWEST` of them are compared."""
_NEWEST = 3
_FEW = 5
"""Quotes that may have a run for it to be enough alone."""
_SAME_DAYS = 1
"""Days within which all that one person says is compared."""
_MOST = 60
"""Quotes of one person in these days that are."""
_AS_LONG = 0.7
"""The share of the longer one's length from which on two tellings nearly always share a run of a sketch."""
_SHORT = 40
"""Code points of a quote that may be too short for that."""
_NUMBERS = decoder(list[int])
_RUN = f"SELECT quote FROM runs WHERE run = ? ORDER BY quote DESC LIMIT {_CROWD + 1}"
# CROSS JOIN: in this order, so that only what is said in these days is looked at.
_SAME_PERSON = """
    SELECT q.row, q.size FROM called c CROSS JOIN actors a ON a.called = c.row AND {days} AND a.quotes > 0
    CROSS JOIN articles r ON r.row = a.article
    CROSS JOIN quotes q ON q.row >= r.first_quote AND q.row < r.first_quote + r.quotes AND q.actor = a.row
    WHERE c.family = ? LIMIT ?"""
_QUOTE = (
    "SELECT r.id, r.hash, r.published, q.kind, q.start, q.size, q.pieces FROM quotes q "
    "JOIN articles r ON r.row = q.article WHERE q.row = ?"
)


class Alike:
    """Finds and keeps the pairs. ``text`` gives an article's text."""

    def __init__(self, text: rows.Text) -> None:
        self._text = text

    def link(self, connection: sqlite3.Connection, first: int, article: Article, analysis: Analysis) -> None:
        """Keep what the quotes of an article are like; they are rows from ``first`` on. In a transaction."""
        day = day_of(article.published)
        own = [compared(one.text(article.text), one.kind, day) for one in analysis.quotes]
        sketches = [sketch(one.words, _LOOKED_UP) for one in own]
        shared = [_sharing(connection, numbers) for numbers in sketches]
        by_family: dict[str, list[int]] = {}
        families = {
            actor.id: family_word(actor.name)
            for actor in analysis.actors
            if actor.kind is ActorKind.PERSON and full_name(actor.name) is not None
        }
        for at, quote in enumerate(analysis.quotes):
            if quote.actor_id in families:
                by_family.setdefault(families[quote.actor_id], []).append(at)
        for family, numbers in by_family.items():
            for other, size in _of_family(connection, family, day):
                for at in numbers:
                    short, long = sorted((size, analysis.quotes[at].end - analysis.quotes[at].start))
                    if short < _SHORT or short < _AS_LONG * long:
                        shared[at].setdefault(other, 0)
        pairs = list(self._pairs(connection, article.id, first, own, sketches, shared))
        connection.executemany(
            "INSERT OR IGNORE INTO runs VALUES (?, ?)",
            ((run, at) for at, numbers in enumerate(sketches, first) for run in numbers[:SIZE]),
        )
        connection.executemany("INSERT OR IGNORE INTO alike VALUES (?, ?)", pairs)
        connection.executemany("INSERT OR IGNORE INTO alike VALUES (?, ?)", (one[::-1] for one in pairs))

    def _pairs(
        self,
        connection: sqlite3.Connection,
        article_id: str,
        first: int,
        own: Sequence[Compared],
        sketches: Sequence[Sequence[int]],
        shared: Sequence[Counter[int]],
    ) -> Iterable[tuple[int, int]]:
        known: dict[int, tuple[str, str, str | None, int, int, int, bytes | None] | None] = {}
        words: dict[int, Compared | None] = {}
        for at, quote in enumerate(own):
            for other, times in shared[at].items():
                if other not in known:
                    known[other] = connection.execute(_QUOTE, (other,)).fetchone()
                row = known[other]
                if row is None or row[0].hex() == article_id:  # type: ignore[attr-defined]
                    continue
                days = day_of(row[2] if isinstance(row[2], str) else None)
                far = quote.day is not None and days is not None and abs(quote.day - days) > DAYS_NEAR
                if far and times < min(len(sketches[at]), SIZE):  # the same words have the same sketch
                    continue
                if other not in words:
                    words[other] = self._compared(row, days)
                one = words[other]
                if one is not None and may_be_one(quote, one):
                    yield first + at, other

    def _compared(self, row: tuple, day: int | None) -> Compared | None:  # type: ignore[type-arg]
        key, hash_of_text, _, kind, start, size, pieces = row
        text = self._text(key.hex(), hash_of_text.hex())
        if text is None:
            return None
        offsets = _NUMBERS.decode(pieces) if pieces else [start, start + size]
        said = " … ".join(text[a:b] for a, b in zip(offsets[::2], offsets[1::2], strict=True))
        return compared(said, QUOTE_KINDS[kind], day)


def _sharing(connection: sqlite3.Connection, numbers: Iterable[int]) -> Counter[int]:
    """The quotes that have some of these runs in their sketch, and how many."""
    found: Counter[int] = Counter()
    rare: set[int] = set()
    for run in numbers:
        some = [row[0] for row in connection.execute(_RUN, (run,))]
        found.update(some if len(some) <= _CROWD else some[:_NEWEST])
        if len(some) <= _FEW:
            rare.update(some)
    return Counter({quote: times for quote, times in found.items() if times > 1 or quote in rare})


def _of_family(connection: sqlite3.Connection, family: str, day: int | None) -> list[tuple[int, int]]:
    """What people of a family name say in articles of these days, or of no known day: rows and lengths."""
    if day is None:
        return connection.execute(_SAME_PERSON.format(days="1"), (family, _MOST)).fetchall()
    near = connection.execute(
        _SAME_PERSON.format(days="a.day BETWEEN ? AND ?"), (day - _SAME_DAYS, day + _SAME_DAYS, family, _MOST)
    ).fetchall()
    undated = connection.execute(_SAME_PERSON.format(days="a.day IS NULL"), (family, _MOST)).fetchall()
    return near + undated
