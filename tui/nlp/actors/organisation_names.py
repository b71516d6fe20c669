"""Names of organisations compared: legal forms, acronyms, the country in "Department of Justice of Kenya"."""

from __future__ import annotations

import re
from functools import cache

from tui.domain.text.folding import fold
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import countries, organisations
from tui.nlp.lang.persons import strip_possessive

_KNOWN = english("actors")
_LEGAL_FORMS = _KNOWN.words("legal_forms")
_TRADES = _KNOWN.words("trades")
_WITHOUT_INITIALS = english("nouns").words("small_words_of_names")
_OFFICES = _KNOWN.words("offices")
_PREPOSITIONS = _KNOWN.words("prepositions_in_names")
_SPELLINGS = _KNOWN.table("spellings")
_LONGEST_ACRONYM = _KNOWN.count("longest_acronym")
_WORDS_OF_OFFICE = _KNOWN.count("words_of_office_name")
_WORDS_OF_COUNTRY = _KNOWN.count("words_of_country")

_OF_COUNTRY = re.compile(r"(.+) of (?:the )?([a-z .\-]+)$")
_PARTS = re.compile(r"[\s\-]+")


@cache
def name_key(text: str) -> str:
    """An organisation's name for comparing: folded, without "the" and the words of its legal form."""
    parts = fold(strip_possessive(text)).replace(".", "").split()
    while len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _LEGAL_FORMS:
        parts = parts[:-1]
    return " ".join(_SPELLINGS.get(part, part) for part in parts)


def is_acronym(text: str) -> bool:
    """Whether a name is written as initials: "FBI", "U.N."."""
    plain = strip_possessive(text).replace(".", "").replace("-", "")
    return " " not in plain and plain.isupper() and 1 < len(plain) <= _LONGEST_ACRONYM


@cache
def known_organisations() -> dict[str, str]:
    """The fullest names of well-known organisations, by the keys of all of their names."""
    return {name_key(form): name for form, name in organisations().items()}


@cache
def country_keys() -> frozenset[str]:
    """The keys of all names of countries."""
    return frozenset(fold(name) for name in countries().names)


@cache
def _countries_by_word() -> dict[str, str]:
    """Countries by their names and adjectives, folded, with and without dots."""
    known = countries()
    found = {fold(form): name for form, name in [*known.names.items(), *known.demonyms.items()]}
    return found | {form.replace(".", ""): name for form, name in found.items()}


@cache
def without_country(key: str) -> tuple[str, str]:
    """A key without its country, and the country: ("supreme court", "United Kingdom"); or empty."""
    table = _countries_by_word()
    if found := _OF_COUNTRY.match(key):
        core, place = found.groups()
        if place in table:
            return core, table[place]
    parts = key.split()
    for size in range(_WORDS_OF_COUNTRY, 0, -1):
        if len(parts) > size and (place := " ".join(parts[:size])) in table:
            return " ".join(parts[size:]), table[place]
    return key, ""


def initials(key: str) -> set[str]:
    """The acronyms that may stand for a name."""
    parts = [part for part in _PARTS.split(key) if part]
    if len(parts) < 2:
        return set()
    found = {"".join(part[0] for part in parts), _letters(parts)}
    if len(parts) > _WORDS_OF_OFFICE and parts[0] in _OFFICES and parts[1] in _PREPOSITIONS:
        found.add(_letters(parts[2:]))
    return found


def _letters(parts: list[str]) -> str:
    return "".join(part[0] for part in parts if part not in _WITHOUT_INITIALS)


def short_forms(key: str) -> list[str]:
    """What may be short for a name: "port authority" of "port authority of york", "ford" of "ford motor"."""
    parts = key.split()
    found = [" ".join(parts[:i]) for i in range(2, len(parts) - 1) if parts[i] in _PREPOSITIONS]
    if len(parts) > 1 and parts[-1] in _TRADES:
        found.append(" ".join(part for part in parts if part not in _TRADES))
    return found
