"""The country that a description names: "the Russian leader", "the president of Chile"."""

from __future__ import annotations

from functools import cache

from tui.nlp.lang.lists import countries
from tui.nlp.mentions.records import NominalRecord


def country_of(record: NominalRecord) -> str:
    """The name of the country whose name or adjective stands in the phrase, empty if none."""
    people = countries().demonyms
    for name in record.names:
        if name in people:
            return people[name]
        if name in countries().names:
            return countries().names[name]
    return next((country for w in record.words if (country := country_of_word(w))), "")


def country_of_word(word: str) -> str:
    """The country of an adjective in lower case ("russian" -> "Russia"), empty if none."""
    return _demonyms_lower().get(word, "")


@cache
def _demonyms_lower() -> dict[str, str]:
    return {word.lower(): country for word, country in countries().demonyms.items()}
