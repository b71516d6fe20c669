"""The country that a description names: "the Russian leader", "the president of Chile"."""

from __future__ import annotations

from functools import cache

from tui.nlp.lang.lists import countries
from tui.nlp.mentions.records import NominalRecord


def country_of(record: NominalRecord) -> str:
    """The name of the country whose name or adjective stands in the phrase, empty if none."""
    known = countries()
    for name in record.names:
        if country := known.demonyms.get(name) or known.names.get(name):
            return country
    return min((country for word in record.words if (country := country_of_word(word))), default="")


def country_of_word(word: str) -> str:
    """The country of an adjective in lower case ("russian" -> "Russia"), empty if none."""
    return _demonyms_lower().get(word, "")


@cache
def _demonyms_lower() -> dict[str, str]:
    return {word.lower(): country for word, country in countries().demonyms.items()}
