"""What roles and affiliations tell of people with one name: that they agree, say nothing, or contradict.

A role belongs to one or more fields of life. People change posts within a field and between near ones (a
lawyer becomes a senator); that somebody of the same name is a bishop here and a striker there is two people.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from tui.domain.collection.lists import table, words
from tui.domain.text.folding import fold

_KEPT = 100_000
"""Roles whose reading is remembered."""


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The fields of each noun."""
    found: dict[str, set[str]] = {}
    for field in table("fields"):
        for noun in words("fields", field, apart=";"):
            found.setdefault(noun, set()).add(field)
    return {noun: frozenset(fields) for noun, fields in found.items()}


@cache
def _longest() -> int:
    return max(len(noun.split()) for noun in _nouns())


class Agreement(StrEnum):
    """How what two articles tell of somebody fits together."""

    AGREES = "agrees"
    SAYS_NOTHING = "says nothing"
    CONTRADICTS = "contradicts"


class Standing(msgspec.Struct, frozen=True):
    """What an article tells of somebody: the nouns of the role, their fields, where, and which words say it.

    ``post`` is a post of which there is one at a place, held now; empty for others. ``places`` are the words
    of the affiliation that tell which it is, ``words`` those and the role's.
    """

    nouns: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    post: str = ""
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing is told by which people could be told apart."""
        return not (self.fields or self.places)


@lru_cache(maxsize=_KEPT)
def standing(role: str | None, affiliation: str | None) -> Standing:
    """What a role ("former mayor of South Bend") and an affiliation ("South Bend") tell."""
    adjectives = table("adjectives")
    told = re.findall(r"[\w.'-]+", fold(role or ""))
    spelt = " ".join(adjectives.get(word, word) for word in told).split()
    nouns = _nouns_in(spelt)
    place = fold(affiliation or "")
    places = frozenset(re.findall(r"[\w'-]+", adjectives.get(place, place)))
    telling = places - words("roles", "little") or places
    parts = {part for word in told for part in word.split("-")}
    held = not parts & words("roles", "past")
    posts = words("roles", "posts", apart=";")
    return Standing(
        frozenset(nouns),
        frozenset(field for noun in nouns for field in _nouns()[noun]),
        next((noun for noun in nouns if noun in posts), "") if held else "",
        telling,
        telling | frozenset(spelt),
    )


def _nouns_in(told: list[str]) -> list[str]:
    """The nouns of fields in a role, the longest first where they share words."""
    found = []
    at = 0
    while at < len(told):
        for size in range(min(_longest(), len(told) - at), 0, -1):
            noun = " ".join(told[at : at + size])
            if noun in _nouns():
                found.append(noun)
                at += size - 1
                break
        at += 1
    return found


def fields_fit(one: frozenset[str], other: frozenset[str]) -> Agreement:
    """How two sets of fields fit: what may be one of several fields contradicts only if all of them do."""
    if not one or not other:
        return Agreement.SAYS_NOTHING
    if one & other:
        return Agreement.AGREES
    if all({f"{a}/{b}", f"{b}/{a}"} & words("roles", "far") for a in one for b in other):
        return Agreement.CONTRADICTS
    return Agreement.SAYS_NOTHING


@lru_cache(maxsize=_KEPT)
def fits(one: Standing, other: Standing) -> Agreement:
    """How what two articles tell fits together.

    The same affiliation agrees, whatever the roles. The same post at two places contradicts, and so do roles
    of fields that are far from each other.
    """
    if one.places and other.places and (one.places <= other.words or other.places <= one.words):
        return Agreement.AGREES
    if one.post and one.post == other.post and one.places and other.places:
        return Agreement.AGREES if one.places & other.words else Agreement.CONTRADICTS
    fit = fields_fit(one.fields, other.fields)
    if fit is Agreement.AGREES and not (one.nouns & other.nouns):
        return Agreement.SAYS_NOTHING
    return fit
