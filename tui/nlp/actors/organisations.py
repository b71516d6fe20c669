"""Names of bodies merged: short and long forms, acronyms, the same organ with and without its country."""

from __future__ import annotations

import re
from functools import cache

from tui.domain.text.folding import fold
from tui.nlp.lang.lists import countries, organisations, words
from tui.nlp.lang.persons import strip_possessive

_COMPANY_ENDS = words(
    "inc inc. corp corp. corporation ltd ltd. limited llc plc co co. company group holdings ag sa se gmbh nv"
)
_INDUSTRY = words(
    "motor motors airlines airways air lines bank news media company group technologies electronics"
    " pharmaceuticals corporation"
)
_SMALL = words("of the and for from in on to & de la du des del der und et")
_SPELLINGS = {"organization": "organisation", "centre": "center", "defence": "defense", "labor": "labour"}
_ORGANS = words("parliament congress senate government cabinet army navy police duma assembly treasury")
_OFFICES = words("department ministry office bureau")
_CONTINUES = words("of in for on at")


class Bodies:
    """Keys of bodies' names in a union-find; each key holds the indices of its mentions."""

    def __init__(self) -> None:
        self._indices: dict[str, list[int]] = {}
        self._texts: dict[str, str] = {}
        self._parent: dict[str, str] = {}

    def add(self, index: int, text: str) -> None:
        """Take in a mention."""
        if key := body_key(text):
            self._indices.setdefault(key, []).append(index)
            self._texts.setdefault(key, text)
            self._parent.setdefault(key, key)

    def join_texts(self, one: str, other: str) -> None:
        """Two texts that the article itself puts as one, such as an acronym in brackets."""
        if (first := body_key(one)) in self._parent and (second := body_key(other)) in self._parent:
            self._join(first, second)

    def groups(self) -> list[list[int]]:
        """The mentions' indices, those of one body together, each list in order."""
        self._by_list()
        self._by_initials()
        self._by_country()
        self._by_short_form()
        found: dict[str, list[int]] = {}
        for key, indices in self._indices.items():
            found.setdefault(self._find(key), []).extend(indices)
        return [sorted(indices) for indices in found.values()]

    def _find(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def _join(self, one: str, other: str) -> None:
        self._parent[self._find(other)] = self._find(one)

    def _join_only(self, key: str, longer: set[str]) -> None:
        """Join where just one body is the longer form."""
        roots = {self._find(k) for k in longer} - {self._find(key)}
        if len(roots) == 1:
            self._join(roots.pop(), key)

    def _by_list(self) -> None:
        first: dict[str, str] = {}
        for key in self._indices:
            if name := _known().get(key):
                self._join(first.setdefault(name, key), key)

    def _by_initials(self) -> None:
        longer: dict[str, set[str]] = {}
        for key in self._indices:
            for initials in _initials(key):
                longer.setdefault(initials, set()).add(key)
        for key in self._indices:
            if is_acronym(self._texts[key]) and len(key) > 1:
                self._join_only(key, longer.get(key, set()) - {key})

    def _by_country(self) -> None:
        """ "US Department of Justice" is "Department of Justice", "Parliament" the "Parliament of Iraq"."""
        organs: dict[str, dict[str, list[str]]] = {}
        for key in self._indices:
            core, country = _core(key)
            if " " in core or core in _ORGANS:
                organs.setdefault(core, {}).setdefault(country, []).append(key)
        for by_country in organs.values():
            named = [country for country in by_country if country]
            for keys in by_country.values():
                for key in keys[1:]:
                    self._join(keys[0], key)
            if len(named) == 1 and "" in by_country:
                self._join(by_country[named[0]][0], by_country[""][0])

    def _by_short_form(self) -> None:
        """ "Port Authority" of "Port Authority of New York", "Ford" of "Ford Motor Company"."""
        longer: dict[str, set[str]] = {}
        states = {fold(name) for name in countries().names}
        for key in self._indices:
            parts = key.split()
            for i in range(2, len(parts) - 1):
                if parts[i] in _CONTINUES:
                    longer.setdefault(" ".join(parts[:i]), set()).add(key)
            if len(parts) > 1 and parts[-1] in _INDUSTRY:
                longer.setdefault(" ".join(p for p in parts if p not in _INDUSTRY), set()).add(key)
        for key in self._indices:
            if key not in states:
                self._join_only(key, longer.get(key, set()) - {key})


@cache
def body_key(text: str) -> str:
    """A body's name for comparing: folded, without "the" and the words of its legal form."""
    parts = fold(strip_possessive(text)).replace(".", "").split()
    while len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _COMPANY_ENDS:
        parts = parts[:-1]
    return " ".join(_SPELLINGS.get(part, part) for part in parts)


def is_acronym(text: str) -> bool:
    """Whether a name is written as initials: "FBI", "U.N."."""
    plain = strip_possessive(text).replace(".", "").replace("-", "")
    return " " not in plain and plain.isupper() and 1 < len(plain) <= 7


@cache
def _known() -> dict[str, str]:
    return {body_key(form): name for form, name in organisations().items()}


@cache
def _country_words() -> dict[str, str]:
    known = countries()
    found = {fold(form): name for form, name in [*known.names.items(), *known.demonyms.items()]}
    return found | {form.replace(".", ""): name for form, name in found.items()}


@cache
def _core(key: str) -> tuple[str, str]:
    """A key without its country, and the country: ("supreme court", "United Kingdom")."""
    table = _country_words()
    if found := re.match(r"(.+) of (?:the )?([a-z .\-]+)$", key):
        core, place = found.groups()
        if place in table:
            return core, table[place]
    parts = key.split()
    for size in (3, 2, 1):
        if len(parts) > size and (place := " ".join(parts[:size])) in table:
            return " ".join(parts[size:]), table[place]
    return key, ""


def _initials(key: str) -> set[str]:
    parts = [part for part in re.split(r"[\s\-]+", key) if part]
    if len(parts) < 2:
        return set()
    found = {"".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in _SMALL)}
    if len(parts) > 3 and parts[0] in _OFFICES and parts[1] in _CONTINUES:
        # "VA" is the Department of Veterans Affairs.
        found.add("".join(p[0] for p in parts[2:] if p not in _SMALL))
    return found
