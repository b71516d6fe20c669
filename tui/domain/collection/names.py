"""Full names across articles: what two forms of a name have in common, and what tells them apart.

Only names that are full (two words, or one behind a regnal word) are ever compared: a surname alone is
nobody's name here. Within an article names are merged by ``tui.nlp``; this is what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from tui.domain.collection.lists import words as listed_words
from tui.domain.text.folding import fold

_KEPT = 200_000
"""Names whose parts are remembered."""
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}
_NUMERAL = re.compile(r"[ivx]{1,5}\Z")
_ARTICLE = re.compile(r"(?:al|el|ul|ad|as|ash)-(?=\w{3})")


class FullName(msgspec.Struct, frozen=True):
    """A full name in folded parts. ``generation``: "jr", "sr" or a numeral; ``regnal``: "pope", "queen".

    ``compact`` is the whole in letters alone: "Kim Jong-un" and "Kim Jong Un" are one.
    """

    given: str
    middle: tuple[str, ...]
    family: str
    generation: str = ""
    regnal: str = ""
    compact: str = ""

    @property
    def block(self) -> tuple[str, str]:
        """What all forms of one name share: the given name (or regnal word) and the family name."""
        return (self.regnal or self.given, self.family)


@lru_cache(maxsize=_KEPT)
def full_name(name: str) -> FullName | None:
    """The parts of a full name; None for a surname alone and other single words."""
    words = [word for part in fold(name).split() if (word := part.strip("\"'.,;:()[]"))]
    words = [_ARTICLE.sub("", _without_dots(word)) for word in words]
    while len(words) > 1 and words[0] in listed_words("names", "titles"):
        words = words[1:]
    regnal = words[0] if len(words) > 1 and words[0] in listed_words("names", "regnal") else ""
    if regnal:
        words = words[1:]
    generation = ""
    while len(words) > 1:
        last = words[-1]
        if last in _GENERATIONS or _NUMERAL.match(last):
            generation = _GENERATIONS.get(last, last)
        elif last not in listed_words("names", "honours"):
            break
        words = words[:-1]
    if regnal:
        return FullName("", tuple(words[:-1]), words[-1], generation, regnal, _compact(regnal, words))
    if len(words) < 2:
        return None
    return FullName(words[0], tuple(words[1:-1]), words[-1], generation, "", _compact("", words))


def _compact(regnal: str, words: Iterable[str]) -> str:
    return re.sub(r"\W", "", regnal + "".join(words))


def _without_dots(word: str) -> str:
    return word.replace(".", "") if len(word) <= 6 else word


def family_word(name: str) -> str:
    """The folded word by which a person is called alone: the last one that is no suffix."""
    parts = full_name(name)
    if parts is not None:
        return parts.family
    return _ARTICLE.sub("", fold(name).rpartition(" ")[2].strip("\"'.,"))


def same_form(one: FullName, other: FullName) -> bool:
    """Whether two full names of one block can be one person's, middle names and generations considered.

    A middle name may be missing or an initial; "George W. Bush" is not "George H. W. Bush", nor is anybody
    his "Jr.". A monarch's numeral may be missing.
    """
    if one.generation != other.generation and not (one.regnal and "" in (one.generation, other.generation)):
        return False
    if one.compact == other.compact:
        return True
    short, long = sorted((one.middle, other.middle), key=len)
    if all(_alike(a, b) for a, b in zip(short, long, strict=False)):
        return True
    rest = iter(long)
    return all(len(word) > 2 for word in short) and all(any(w == word for w in rest) for word in short)


def _alike(one: str, other: str) -> bool:
    """Whether two middle names are one, or one is the other's initial."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))


def may_be_alias(one: FullName, other: FullName) -> bool:
    """Whether two full names that one article gives to somebody may well be one person's.

    The family name is the same and so is the given name but for its length ("Joe", "Joseph"), or the given
    name is the same ("Ann Lund" who was "Ann Falk"). A couple's names are not.
    """
    if one.regnal or other.regnal or one.generation != other.generation:
        return False
    if one.family == other.family:
        short, long = sorted((one.given, other.given), key=len)
        return long.startswith(short[:2]) or "/".join(sorted((short, long))) in listed_words(
            "names", "nicknames"
        )
    return one.given == other.given and len(one.given) > 2


@lru_cache(maxsize=_KEPT)
def forms(name: str, aliases: tuple[str, ...]) -> tuple[FullName, ...]:
    """The name's parts, then those of the aliases that are full names and may well be the same person's.

    The same name and aliases give the same object.
    """
    own = full_name(name)
    if own is None:
        return ()
    found = [own]
    for alias in aliases:
        other = full_name(alias)
        if other is not None and other not in found and may_be_alias(own, other):
            found.append(other)
    return tuple(found)


def matches(query: str, name: str, aliases: Iterable[str] = ()) -> bool:
    """Whether a name that somebody typed is this one: all its words stand, whole, in one of its forms."""
    wanted = name_words(query)
    return bool(wanted) and any(wanted <= name_words(form) for form in (name, *aliases))


@lru_cache(maxsize=_KEPT)
def name_words(name: str) -> frozenset[str]:
    """The folded words of a name, by which it is found; a part beside a hyphen is one too."""
    words = [word.strip("\"'.,;:()[]“”’") for word in fold(name).replace("'s ", " ").split()]
    parts = [part for word in words if "-" in word for part in word.split("-")]
    return frozenset(word for word in (*words, *parts) if word and word != "the")
