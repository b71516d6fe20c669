"""What a reader types into a search, understood.

``words``, ``"phrases"``, ``pre*`` fixes; ``said:NAME``, ``in:text,title,quotes,notes,actors``, ``source:``,
``after:`` and ``before:`` with a year, month or day; ``#tag``; ``-word`` for what must not be there.
"""

from __future__ import annotations

import re

import msgspec

from tui.domain.errors import QueryError
from tui.domain.kept import Where
from tui.domain.text.folding import fold
from tui.library.articles.words import words

PARTS = {
    "text": Where.TEXT,
    "title": Where.TITLE,
    "titles": Where.TITLE,
    "quote": Where.QUOTE,
    "quotes": Where.QUOTE,
    "note": Where.NOTE,
    "notes": Where.NOTE,
    "actor": Where.ACTOR,
    "actors": Where.ACTOR,
}
"""The names by which one asks for a part of what is kept."""
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟″＂«»", '"'))
_FIELDS = ("said", "in", "source", "after", "before")
_PIECE = re.compile(
    rf"(?P<sign>-)?(?:(?P<field>{'|'.join(_FIELDS)}):|(?P<tag>\#))?"
    r'(?:"(?P<phrase>[^"]*)"(?P<star>\*)?|(?P<plain>[^\s"]+)|(?P<nothing>(?=\s|$)))'
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = 1_000
"""Code points of a query: no question is longer, and what was pasted by mistake is soon refused."""

_MOST = 60
"""Terms of a query: FTS5 takes expressions of a certain depth."""


class Term(msgspec.Struct, frozen=True):
    """A word, or several that stand one after the other; with ``prefix`` the last is only a beginning."""

    words: tuple[str, ...]
    prefix: bool = False

    def matched(self) -> str:
        """The term as FTS5 wants it."""
        return '"' + " ".join(self.words) + '"' + (" *" if self.prefix else "")


class Query(msgspec.Struct, frozen=True):
    """A query. ``after`` is the first day (month, year) that counts, ``before`` the first that does not."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    said: tuple[Term, ...] = ()
    tags: tuple[str, ...] = ()
    where: frozenset[Where] | None = None
    sources: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None

    def matched(self) -> str:
        """All terms, and none of those that must not be there, as FTS5 wants them."""
        found = " AND ".join(term.matched() for term in self.terms)
        return " NOT ".join((f"({found})", *(term.matched() for term in self.without)))


def parse(text: str) -> Query:
    """The query that somebody typed. Raises QueryError with one clear sentence."""
    if len(text) > _LONGEST:
        raise QueryError(f"The query is {len(text):,} characters long: {_LONGEST:,} are understood.")
    text = text.translate(_QUOTATION_MARKS)
    if text.count('"') % 2:
        raise QueryError("A quotation mark in the query is not closed.")
    draft = _Draft()
    for piece in _PIECE.finditer(text):
        draft.take(piece)
    return draft.query()


class _Draft:
    """A query as its pieces come in."""

    def __init__(self) -> None:
        self._terms: dict[str, list[Term]] = {"": [], "-": [], "said": []}
        self._tags: list[str] = []
        self._sources: list[str] = []
        self._where: set[Where] = set()
        self._dates: dict[str, str] = {}

    def take(self, piece: re.Match[str]) -> None:
        """Take a match of :data:`_PIECE` in. Raises QueryError."""
        field = piece["field"] or ""
        value = piece["plain"] or "" if piece["phrase"] is None else piece["phrase"] + (piece["star"] or "")
        if field and not value:
            raise QueryError(f"Nothing stands after {field}: in the query.")
        if piece["tag"]:
            self._tags += [fold(value)] if value else []
        elif field == "in":
            self._where |= parts(value)
        elif field == "source":
            self._sources.append(value.lower())
        elif field in ("after", "before"):
            self._dates[field] = _date(field, value)
        elif (term := _term(value)) is not None:
            self._terms[field or piece["sign"] or ""].append(term)

    def query(self) -> Query:
        """The whole. Raises QueryError where there is nothing in it to look for."""
        terms, without, said = (tuple(dict.fromkeys(self._terms[name])) for name in ("", "-", "said"))
        if len(terms) + len(without) + len(said) > _MOST:
            raise QueryError(f"The query has over {_MOST} words: put quotation marks around a passage.")
        if without and not terms:
            raise QueryError("The query says what must not be there, and no word to look for.")
        if not (terms or said or self._tags or self._sources or self._dates):
            raise QueryError("There is no word in the query to look for.")
        return Query(
            terms=terms,
            without=without,
            said=said,
            tags=tuple(self._tags),
            where=frozenset(self._where) or None,
            sources=tuple(self._sources),
            after=self._dates.get("after"),
            before=self._dates.get("before"),
        )


def parts(names: str) -> frozenset[Where]:
    """The parts named with commas between: ``text,quotes``. Raises QueryError."""
    chosen = [name.strip().lower() for name in names.split(",") if name.strip()]
    wrong = [name for name in chosen if name not in PARTS]
    if wrong or not chosen:
        raise QueryError(
            f"There is nothing called {', '.join(wrong) or 'that'} to search in: text, title, quotes, notes "
            "and actors are what there is."
        )
    return frozenset(PARTS[name] for name in chosen)


def _term(value: str) -> Term | None:
    found = tuple(words(value))
    return Term(found, value.endswith("*")) if found else None


def _date(field: str, value: str) -> str:
    if _DATE.fullmatch(value) is None:
        raise QueryError(f"{field}: wants a year, a month or a day, such as 2026, 2026-03 or 2026-03-15.")
    return value
