"""The dossier's filter as one types it: ``kind:direct since:2024 source:herald ferry``. No Textual here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tui.domain.codes import QuoteKind
from tui.domain.collection.said import Filters
from tui.domain.collection.tellings import Entry
from tui.domain.text.place import place_of

_TERM = re.compile(r"(kind|since|until|source|year):(\S*)\s*")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
HELP = "words of the quote or title · kind:direct · since:2024-10 · until:… · source:…"


def parsed(typed: str) -> Filters:
    """The filter that was typed. What is not whole yet (``since:20``) does not filter."""
    terms = dict(_TERM.findall(typed))
    since, until = (terms.get(name, "") for name in ("since", "until"))
    if _DATE.fullmatch(terms.get("year", "")):
        since = until = terms["year"]
    kinds = {
        kind
        for kind in QuoteKind
        for word in terms.get("kind", "").split(",")
        if word and kind.startswith(word)
    }
    return Filters(
        since if _DATE.fullmatch(since) else "",
        until if _DATE.fullmatch(until) else "",
        frozenset(kinds),
        terms.get("source", ""),
        _TERM.sub("", typed).strip(),
    )


def facets(entries: Iterable[Entry]) -> list[tuple[str, str, int]]:
    """What can be filtered by: the term to type, what it means in words, and how many entries it leaves."""
    kinds: Counter[str] = Counter()
    years: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for entry in entries:
        own = [telling.said for telling in entry.tellings if telling.mine]
        kinds.update({str(row.kind) for row in own})
        years.update({row.about.day[:4] for row in own} - {""})
        places.update({place_of(row.about.source) for row in own})
    found = [(f"kind:{kind}", f"{kind} quotes", count) for kind, count in kinds.most_common()]
    found += [(f"year:{year}", f"told in {year}", years[year]) for year in sorted(years, reverse=True)]
    found += [
        (f"source:{name}", f"from {name}", count) for name, count in places.most_common(20) if " " not in name
    ]
    return found
