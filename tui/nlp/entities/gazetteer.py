"""Known names found in a text: countries, cities, organisations, groups of people, by list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tui.nlp.lang.lists import groups, metonyms, organisations, places, words

_WORD = re.compile(r"[^\W_]+")

# Names that are as often something else; they count only where the pipeline saw a name too.
_AMBIGUOUS = words(
    "Turkey Chad Jordan Georgia Apple Amazon Guardian Telegraph Nice Mali Victoria Kent Darwin Florence"
    " Sydney Orlando Guinea Senate Congress Parliament Fed Labour WHO Nato Emirates Rio Java Maine York"
    " Perth Charlotte Buffalo Phoenix Nassau Wellington Colombo Lima Sofia Paris London Washington"
    " Lincoln Alexandria Uber Tesla Earth Mars Moon Queens Essex Sussex Devon Cork Porto Bali Victoria"
    " Dominica Grenada Virginia Carolina Oxford Cambridge Bremen Cologne Lyon Hollywood Austin Dallas"
    " Houston Memphis Cleveland Alberta Medina Odessa Valencia Santiago Adelaide Hamburg Congo Congress"
    " Duma Whitehall Westminster Capri Likud ICE SEC AP AU MIT Twitter Facebook Google Reuters Bloomberg"
    " Politico Harvard Yale Kiwi States Telegraph Tass Unicef Fatah Mecca Sahel Gulf Caucasus Alps"
    " Persian Orthodox Democratic Western Ford Disney Chrysler Nike Oracle Intel Roma Tamil Basque"
    " Vox Gallup Pew Merck Roche Bayer Chevron Citi Cisco Bild IRA ETA BP ADL Stanford Princeton Podemos"
    " Catalan Pole Dane Finn Scot Swede Turk Turks Lao Thai Independent Liberal Labourite English"
    " Republican Swiss Holyrood Stormont Berne Bern Hebron Interpol Boeing Samsung Toyota Knesset"
    " Kuomintang Oman"
)
_CERTAIN_ANYWAY = words("Twitter Facebook Google Reuters Boeing Samsung Toyota Knesset Oman English Swiss")
ALSO_PERSON = words(
    "Jordan Chad Georgia Victoria Kent Darwin Florence Sydney Orlando York Charlotte Wellington Sofia"
    " Paris London Washington Lincoln Alexandria Virginia Carolina Austin Dallas Houston Cleveland"
    " Alberta Santiago Adelaide Bloomberg Ford Disney Chrysler Israel Roman German Adelaide Phoenix"
    " Buffalo Dane Finn Scot Perth Troy Lyon Devon Brittany"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at tokens ``[start, end)``; ``sure`` where nothing else is commonly called so."""

    start: int
    end: int
    label: str
    sure: bool
    person_too: bool


@cache
def _index() -> dict[str, list[tuple[str, str]]]:
    labels: dict[str, str] = {}
    labels.update(dict.fromkeys(groups(), "NORP"))
    labels.update(places())
    labels.update(dict.fromkeys(organisations(), "ORG"))
    labels.update(dict.fromkeys(metonyms(), "ORG"))
    index: dict[str, list[tuple[str, str]]] = {}
    for name, label in labels.items():
        if first := _WORD.search(name):
            index.setdefault(first.group(), []).append((name, label))
    for names in index.values():
        names.sort(key=lambda item: -len(item[0]))
    return index


def known_names(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[Hit]:
    """The longest known names that begin and end with tokens, left to right, never overlapping.

    ``starts`` and ``ends`` are the tokens' bounds in ``text``, in code points.
    """
    index = _index()
    end_at = {end: number for number, end in enumerate(ends)}
    hits: list[Hit] = []
    reached = 0
    for number, start in enumerate(starts):
        if start < reached or not (text[start : start + 1].isupper() or text.startswith("al", start)):
            continue
        first = _WORD.match(text, start)
        for name, label in index.get(first.group(), ()) if first else ():
            end = start + len(name)
            if end in end_at and _same(text, start, end, name):
                sure = name in _CERTAIN_ANYWAY or name not in _AMBIGUOUS
                hits.append(Hit(number, end_at[end] + 1, label, sure, name in ALSO_PERSON))
                reached = end
                break
    return hits


def _same(text: str, start: int, end: int, name: str) -> bool:
    # A line may be broken, or a no-break space stand, where the list has a space.
    piece = text[start:end]
    return piece == name or (piece.replace("\u00a0", " ").replace("’", "'") == name)
