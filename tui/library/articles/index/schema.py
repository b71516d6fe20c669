"""The tables of the index. Nothing in it cannot be made again from the articles and the library.

``texts`` and ``names`` keep no copy of what they index: a text is read from its article's file, which takes
50 µs, and makes half of what the index would be with it. Rows of an article's actors and quotes follow one
another, so that an article says from where to where they go and no other index is needed.
"""

from __future__ import annotations

import hashlib
import sqlite3

from tui.domain.codes import ActorKind, QuoteKind, Via

ACTOR_KINDS, QUOTE_KINDS, VIAS = tuple(ActorKind), tuple(QuoteKind), tuple(Via)
"""Codes stand as their number in these lists."""

_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # When a folder of articles had been changed last when it was looked through.
    "CREATE TABLE shards (name TEXT PRIMARY KEY, stamp INTEGER NOT NULL) WITHOUT ROWID",
    # AUTOINCREMENT: the row of an article that went is never used again, its words in `texts` stay behind.
    """CREATE TABLE articles (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, hash BLOB NOT NULL,
        state INTEGER NOT NULL, corrections INTEGER NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
        byline TEXT, published TEXT, words INTEGER NOT NULL, seen TEXT NOT NULL, versions INTEGER NOT NULL,
        analysed INTEGER NOT NULL, first_actor INTEGER NOT NULL, actors INTEGER NOT NULL,
        first_quote INTEGER NOT NULL, quotes INTEGER NOT NULL)""",
    # Names, roles and aliases as articles have them, each once: most come again and again. `family` is the
    # family name of a person who is called in full, NULL for all others.
    """CREATE TABLE called (
        row INTEGER PRIMARY KEY, digest INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, kind INTEGER NOT NULL,
        role TEXT, affiliation TEXT, aliases TEXT, family TEXT)""",
    "CREATE INDEX families ON called (family) WHERE family IS NOT NULL",
    # `id` is NULL where it is the slug of the name; `start` and `end` are those of the first mention; `day`
    # is the ordinal of the article's date, NULL where none is known.
    """CREATE TABLE actors (
        row INTEGER PRIMARY KEY, article INTEGER NOT NULL, called INTEGER NOT NULL, day INTEGER, id TEXT,
        start INTEGER NOT NULL, end INTEGER NOT NULL, mentions INTEGER NOT NULL, quotes INTEGER NOT NULL)""",
    "CREATE INDEX appearances ON actors (called, day)",
    # `pieces` and `also` are msgpack lists of numbers, NULL where there is one piece and one actor. Speaker
    # and cue stand so far from the start: small numbers are small here.
    """CREATE TABLE quotes (
        row INTEGER PRIMARY KEY, article INTEGER NOT NULL, kind INTEGER NOT NULL, start INTEGER NOT NULL,
        size INTEGER NOT NULL, pieces BLOB, actor INTEGER, also BLOB, speaker INTEGER, speaker_size INTEGER,
        cue INTEGER, cue_size INTEGER, via INTEGER NOT NULL, percent INTEGER NOT NULL)""",
    # The sketches of the quotes' words, by which other tellings are found. Those of a quote that went stay:
    # what they find is compared before it is kept.
    """CREATE TABLE runs (
        run INTEGER NOT NULL, quote INTEGER NOT NULL, PRIMARY KEY (run, quote)) WITHOUT ROWID""",
    # Pairs of quotes of two articles that may be tellings of the same words, each both ways.
    """CREATE TABLE alike (
        quote INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (quote, other)) WITHOUT ROWID""",
    # Which articles tell one story, as it was found when `meta` had the stamp `stories`. `names` are lines.
    "CREATE TABLE stories (row INTEGER PRIMARY KEY, names TEXT NOT NULL, quotes INTEGER NOT NULL)",
    "CREATE TABLE told (article INTEGER PRIMARY KEY, story INTEGER NOT NULL)",
    """CREATE TABLE notes (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, article BLOB NOT NULL, digest BLOB NOT NULL)""",
    "CREATE VIRTUAL TABLE texts USING fts5 (title, text, content = '', tokenize = 'ascii')",
    # How much a word counts in the title and in the text.
    "INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25(6.0, 1.0)')",
    "CREATE VIRTUAL TABLE names USING fts5 "
    "(words, content = '', tokenize = 'ascii', detail = none, columnsize = 0)",
    "CREATE VIRTUAL TABLE noted USING fts5 (words, tags, tokenize = 'ascii')",
)
_WORDS = 4
"""Counts up when texts are taken apart into words in another way."""
SIGNATURE = hashlib.sha256(
    "\n".join((*_TABLES, *ACTOR_KINDS, *QUOTE_KINDS, *VIAS, str(_WORDS))).encode()
).hexdigest()


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file has these tables. Raises sqlite3.DatabaseError if it is damaged."""
    try:
        found = connection.execute("SELECT value FROM meta WHERE name = 'signature'").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return False
        raise
    return found is not None and found[0] == SIGNATURE


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('signature', ?)", (SIGNATURE,))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
