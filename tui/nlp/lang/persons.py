"""Names of persons taken apart and compared, and what their forms say about gender. Pure, no spaCy.

The rules are those by which news names people: in full once, then by the family name. :func:`same_person`
says which full names may be one person's, :func:`short_form` which shorter form fits a full name.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from tui.domain.evidence import ActorEvidence
from tui.domain.text.folding import fold
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import KEPT, family_first, first_names, nicknames, titles

_KNOWN = english("persons")
_SUFFIXES = _KNOWN.words("suffixes")
_SUFFIXES_ALSO_WORDS = _KNOWN.words("suffixes_also_words")
_GENERATIONS = _KNOWN.words("generations")
_PARTICLES = _KNOWN.words("particles")
_OPENING_PARTICLES = _KNOWN.words("opening_particles")
_REGNAL = _KNOWN.table("regnal")
_REGNAL_MODIFIERS = _KNOWN.words("regnal_modifiers")
_REGNAL_ALSO_OF_PLACES = _KNOWN.words("regnal_also_of_places")
_SHORTEST_CLIPPED = _KNOWN.count("shortest_clipped_name")
_LONGEST_BARE_FAMILY = _KNOWN.count("longest_bare_family")
_APOSTROPHE_S = re.compile(r"['’ʼ]s?$")
_ROMAN = re.compile(r"^[ivx]{1,6}$")


class PersonName(msgspec.Struct, frozen=True):
    """A person's name in folded parts: given names, family name with particles, generation, regnal word.

    ``words`` are all parts of the name in order without titles; a bare surname has ``given`` empty.
    """

    words: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    generation: str = ""
    regnal: str = ""

    @property
    def full(self) -> bool:
        """Whether the name has more than one part, or a regnal word makes one part enough."""
        return (len(self.words) > 1 and bool(self.given)) or bool(self.regnal)


def strip_possessive(text: str) -> str:
    """``text`` without a closing 's or a bare apostrophe."""
    return _APOSTROPHE_S.sub("", text)


@lru_cache(maxsize=KEPT)
def parse_person(text: str) -> PersonName:
    """The parts of a name as the text writes it. Titles at its front and honours at its end are left out."""
    parts = _parts(text)
    regnal = ""
    if len(parts) > 1 and parts[0].rstrip(".") in _REGNAL:
        regnal = parts[0].rstrip(".")
        parts = parts[1:]
    parts, generation = _without_suffixes(parts)
    parts = [part.rstrip(".") if len(part) > 2 else part for part in parts]
    # "Kim Jong-un" and "Kim Jong Un" are one.
    if len(parts) == 3 and parts[0] in family_first() and parts[1] not in first_names():
        parts = [parts[0], f"{parts[1]}-{parts[2]}"]
    given, family = (parts, []) if regnal else _given_and_family(parts)
    return PersonName(tuple(parts), tuple(given), tuple(family), generation, regnal)


def _parts(text: str) -> list[str]:
    """The folded words of a name without titles before it, "Crown" before a regnal word, and punctuation."""
    known = titles()
    stripped = (word.strip('"“”()[],;:') for word in strip_possessive(text).split())
    raw = [word for word in stripped if word]
    while len(raw) > 1 and raw[0] in known and fold(raw[0]).rstrip(".") not in _REGNAL:
        raw = raw[1:]
    parts = [fold(word) for word in raw]
    return parts[1:] if len(parts) > 2 and parts[0] in _REGNAL_MODIFIERS else parts


def _without_suffixes(parts: list[str]) -> tuple[list[str], str]:
    """A name without what closes it, and the generation that tells: "Jr.", "III"."""
    generation = ""
    while len(parts) > 1 and (parts[-1] in _SUFFIXES or _ROMAN.match(parts[-1])):
        if (suffix := parts[-1].rstrip(".")) in _GENERATIONS or _ROMAN.match(suffix):
            generation = suffix
        parts = parts[:-1]
    return parts, generation


def _given_and_family(parts: list[str]) -> tuple[list[str], list[str]]:
    """The given names and the family name with its particles; one word alone is a family name."""
    if len(parts) < 2 or (parts[0] in _OPENING_PARTICLES and len(parts) <= _LONGEST_BARE_FAMILY):
        return [], parts
    if _family_comes_first(parts):
        return parts[1:], parts[:1]
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
    return parts[:start], parts[start:]


def _family_comes_first(parts: list[str]) -> bool:
    if parts[0] not in family_first() or len(parts) != 2 or parts[1] in family_first():
        return False
    return parts[0] not in first_names() or "-" in parts[1]


def given_alike(one: str, other: str) -> bool:
    """Whether two given names may be the same person's: equal, an initial, or known short forms."""
    one, other = one.rstrip("."), other.rstrip(".")
    if one == other:
        return True
    if one and other and (len(one) == 1 or len(other) == 1):
        return one[0] == other[0]
    table = nicknames()
    return bool(table.get(one, frozenset()) & table.get(other, frozenset()))


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one person's.

    Never where both tell a different generation, nor where one is a junior and the other says nothing
    ("Donald Trump" and "Donald Trump Jr."), nor where the first given names differ.
    """
    if one.generation != other.generation:
        return False
    if one.regnal or other.regnal:
        return _same_regnal(one, other)
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return True
    if not one.given or not other.given:
        return False
    if not given_alike(one.given[0], other.given[0]):
        # "J. Edgar Hoover" is "Edgar Hoover"
        return one.family == other.family and (
            one.given[1:2] == other.given[:1] or other.given[1:2] == one.given[:1]
        )
    if one.family == other.family or _ends_with(one.family, other.family):
        # Middle names may be missing in one; two that are there must agree.
        return all(given_alike(a, b) for a, b in zip(one.given[1:], other.given[1:], strict=False))
    return _family_goes_on(one, other)


def _same_regnal(one: PersonName, other: PersonName) -> bool:
    """Whether two names, of which one has a regnal word, may be one person's."""
    if one.words == other.words:
        return bool(one.words) and (one.regnal == other.regnal or not (one.regnal and other.regnal))
    # "Prince Mohammed" is "Crown Prince Mohammed bin Salman".
    single = len(one.words) == 1 or len(other.words) == 1
    return one.regnal == other.regnal and single and one.words[:1] == other.words[:1]


def _family_goes_on(one: PersonName, other: PersonName) -> bool:
    """Whether one name is the other with a second family name: "Pedro Sánchez" of "Pedro Sánchez Pérez"."""
    short, long = sorted((one.words, other.words), key=len)
    return 2 <= len(short) < len(long) and long[: len(short)] == short and long[0] not in family_first()


def _ends_with(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the longer of two ends with the shorter, which is not empty."""
    short, long = sorted((one, other), key=len)
    return long[-len(short) :] == short if short else False


def short_form(bare: PersonName, full: PersonName) -> ActorEvidence | None:
    """How a shorter form fits a full name: as its surname or given name; None where it does not.

    Parts of double surnames and particles count: "Leyen", "von der Leyen" and "der Leyen" fit "Ursula von
    der Leyen"; "Sánchez" fits "Pedro Sánchez Pérez".
    """
    if bare.generation and bare.generation != full.generation:
        return None
    words = bare.words
    if not words or len(words) >= len(full.words) + bool(full.regnal):
        return None
    if _is_surname(words, full):
        return ActorEvidence.SURNAME
    if len(words) > 1:
        return None
    if full.given and _is_short_given(words[0], full.given[0]):
        return ActorEvidence.GIVEN_NAME
    # Two surnames: the first of them is the usual one ("Sánchez"); a middle name is no short form.
    if len(full.words) > 2 and words[0] in full.words[1:-1] and words[0] not in _PARTICLES:
        return ActorEvidence.GIVEN_NAME if words[0] in first_names() else ActorEvidence.SURNAME
    return None


def _is_surname(words: tuple[str, ...], full: PersonName) -> bool:
    """Whether words are the family name of a full name, the end of it, or a part of one with a hyphen."""
    if full.family and (words == full.family or _ends_with(words, full.family)):
        return True
    if len(words) < len(full.words) and full.words[-len(words) :] == words:
        return True
    hyphenated = full.family[-1].split("-") if full.family else []
    return len(words) == 1 and len(hyphenated) > 1 and words[0] in hyphenated


def _is_short_given(word: str, given: str) -> bool:
    """Whether a word is a given name, its last part or short for it: "Joe" for "Joseph", "Chad"."""
    if min(len(word), len(given)) > 1 and given_alike(word, given):
        return True
    if "-" in given and word == given.rsplit("-", 1)[1]:
        return True  # "Ms Hạnh" is Nguyễn Thị Hạnh
    return (
        len(word) >= _SHORTEST_CLIPPED
        and given.startswith(word)
        and word in first_names()
        and given[len(word) :] not in first_names()  # "Mary" is not "Maryanne"
    )


@lru_cache(maxsize=KEPT)
def gender_of_name(name: PersonName) -> str:
    """m, f or empty: by regnal word, then by the first given name that the lists know."""
    if name.regnal:
        return _REGNAL[name.regnal]
    table = first_names()
    for word in name.given:
        gender = table.get(word) or table.get(word.split("-")[0], "")
        if gender in ("m", "f"):
            return gender
    return ""


def title_gender(words: list[str]) -> str:
    """The gender that words of address tell, as the text writes them: "Mrs" f, "King" m, else empty."""
    known = titles()
    for word in words:
        gender = known.get(word, "-")
        if gender in ("m", "f"):
            return gender
        if gender := _REGNAL.get(word.lower(), ""):
            return gender
    return ""


def is_regnal(word: str) -> bool:
    """Whether a word as the text writes it makes one given name a full name: King, Queen, Pope, Prince."""
    return word[:1].isupper() and word.lower() in _REGNAL and word.lower() not in _REGNAL_ALSO_OF_PLACES


def is_particle(word: str) -> bool:
    """Whether a word as the text writes it is a particle of a surname: von, de, al."""
    return word.lower().rstrip("-") in _PARTICLES and not word.isupper()


def is_suffix(word: str) -> bool:
    """Whether a word closes a name: Jr., III."""
    return word.lower() in _SUFFIXES and word.lower() not in _SUFFIXES_ALSO_WORDS
