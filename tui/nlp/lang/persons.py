"""Names of persons taken apart and compared, and what their forms say about gender. Pure, no spaCy.

The rules are those by which news names people: in full once, then by the family name; see
``PersonName.accepts`` for what counts as another form of the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tui.domain.text.folding import fold
from tui.nlp.lang.lists import family_first, first_names, nicknames, titles, words

_SUFFIXES = words("jr jr. sr sr. ii iii iv esq esq. phd ph.d. md m.d. mp qc kc")
_GENERATION = words("jr sr ii iii iv")
_PARTICLES = words(
    "de del della di da do dos das du des la le van von der den ten ter zu af av bin ibn ben bint al el"
    " abu st st. san santa e y mac"
)
_OPENING_PARTICLES = words("de der von del di du da dos das le den ten ter bin ibn el")
_REGNAL = {
    "pope": "m", "king": "m", "prince": "m", "emperor": "m", "sultan": "m", "sheikh": "m", "emir": "m",
    "queen": "f", "princess": "f", "empress": "f", "sheikha": "f", "saint": "", "st": "",
    "duke": "m", "duchess": "f", "shah": "m", "tsar": "m",
}  # fmt: skip
_APOSTROPHE_S = re.compile(r"['’ʼ]s?$")
_ROMAN = re.compile(r"^[ivx]{1,6}$")


@dataclass(frozen=True, slots=True)
class PersonName:
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


@cache
def parse_person(text: str) -> PersonName:
    """The parts of a name as the text writes it. Titles at its front and honours at its end are left out."""
    known = titles()
    raw = [w.strip('"“”()[],;:') for w in strip_possessive(text).split()]
    raw = [w for w in raw if w]
    while len(raw) > 1 and raw[0] in known and fold(raw[0]).rstrip(".") not in _REGNAL:
        raw = raw[1:]
    words = [fold(w) for w in raw]
    if len(words) > 2 and words[0] == "crown":
        words = words[1:]
    regnal = ""
    if len(words) > 1 and words[0].rstrip(".") in _REGNAL:
        regnal = words[0].rstrip(".")
        words = words[1:]
    generation = ""
    while len(words) > 1 and (words[-1] in _SUFFIXES or (_ROMAN.match(words[-1]) and len(words) > 1)):
        if (word := words[-1].rstrip(".")) in _GENERATION or _ROMAN.match(word):
            generation = word
        words = words[:-1]
    words = [w.rstrip(".") if len(w) > 2 else w for w in words]
    # "Kim Jong-un" and "Kim Jong Un" are one.
    if len(words) == 3 and words[0] in family_first() and words[1] not in first_names():
        words = [words[0], f"{words[1]}-{words[2]}"]
    if regnal or not words:
        return PersonName(tuple(words), tuple(words), (), generation, regnal)
    if len(words) == 1:
        return PersonName(tuple(words), (), tuple(words), generation)
    if words[0] in _OPENING_PARTICLES and len(words) <= 3:
        return PersonName(tuple(words), (), tuple(words), generation)
    if _family_comes_first(words):
        return PersonName(tuple(words), tuple(words[1:]), (words[0],), generation)
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return PersonName(tuple(words), tuple(words[:start]), tuple(words[start:]), generation)


def _family_comes_first(words: list[str]) -> bool:
    if words[0] not in family_first() or len(words) != 2 or words[1] in family_first():
        return False
    return words[0] not in first_names() or "-" in words[1]


def given_alike(one: str, other: str) -> bool:
    """Whether two given names may be the same person's: equal, an initial, or known short forms."""
    one, other = one.rstrip("."), other.rstrip(".")
    if one == other:
        return True
    if one and other and (len(one) == 1 or len(other) == 1):
        return one[0] == other[0]
    table = nicknames()
    return bool(table.get(one, frozenset()) & table.get(other, frozenset()))


def _initials(words: tuple[str, ...]) -> bool:
    return all(len(w.replace(".", "")) <= 2 and (w.endswith(".") or len(w) == 1) for w in words)


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two full names may be one person's.

    Never where both tell a different generation, nor where one is a junior and the other says nothing
    ("Donald Trump" and "Donald Trump Jr."), nor where the first given names differ.
    """
    if one.generation != other.generation:
        return False
    if one.regnal or other.regnal:
        if one.words == other.words:
            return bool(one.words) and (one.regnal == other.regnal or not (one.regnal and other.regnal))
        # "Prince Mohammed" is "Crown Prince Mohammed bin Salman".
        single = len(one.words) == 1 or len(other.words) == 1
        return one.regnal == other.regnal and single and one.words[:1] == other.words[:1]
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return True
    if not one.given or not other.given:
        return False
    if not given_alike(one.given[0], other.given[0]):
        # "J. Edgar Hoover" is "Edgar Hoover"
        return one.family == other.family and (
            one.given[1:2] == other.given[:1] or other.given[1:2] == one.given[:1]
        )
    if one.family == other.family or _tail(one.family, other.family):
        # Middle names may be missing in one; two that are there must agree.
        middle_one, middle_other = one.given[1:], other.given[1:]
        return all(given_alike(a, b) for a, b in zip(middle_one, middle_other, strict=False))
    short, long = sorted((one.words, other.words), key=len)
    # Spanish double surnames and married names: "Pedro Sánchez" is "Pedro Sánchez Pérez-Castejón".
    return 2 <= len(short) < len(long) and long[: len(short)] == short and long[0] not in family_first()


def _tail(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return long[-len(short) :] == short if short else False


def short_form(bare: PersonName, full: PersonName) -> str:
    """How a shorter form fits a full name: "surname", "given-name", or "" where it does not.

    Parts of double surnames and particles count: "Leyen", "von der Leyen" and "der Leyen" fit "Ursula von
    der Leyen"; "Sánchez" fits "Pedro Sánchez Pérez".
    """
    if bare.generation and bare.generation != full.generation:
        return ""
    words = bare.words
    if not words or len(words) >= len(full.words) + bool(full.regnal):
        return ""
    if full.family and (words == full.family or _tail(words, full.family)):
        return "surname"
    hyphened = full.family[-1].split("-") if full.family else []
    if len(words) == 1 and len(hyphened) > 1 and words[0] in hyphened:
        return "surname"
    if len(words) < len(full.words) and full.words[-len(words) :] == words:
        return "surname"
    if len(words) == 1:
        if full.given and given_alike_strict(words[0], full.given[0]):
            return "given-name"
        # "Chad" is short for "Chadwick".
        if (
            full.given
            and len(words[0]) >= 3
            and full.given[0].startswith(words[0])
            and words[0] in first_names()
            and full.given[0][len(words[0]) :] not in first_names()  # "Mary" is not "Maryanne"
        ):
            return "given-name"
        # Two surnames: the first of them is the usual one ("Sánchez"); a middle name is no short form.
        if len(full.words) > 2 and words[0] in full.words[1:-1] and words[0] not in _PARTICLES:
            return "given-name" if words[0] in first_names() else "surname"
    return ""


def given_alike_strict(one: str, other: str) -> bool:
    """Like :func:`given_alike`, without initials."""
    return min(len(one), len(other)) > 1 and given_alike(one, other)


@cache
def gender_of_name(name: PersonName) -> str:
    """m, f or empty: by regnal word, then by the first given name that the lists know."""
    if name.regnal:
        return _REGNAL[name.regnal]
    table = first_names()
    for word in name.given:
        gender = table.get(word) or table.get(word.split("-")[0], "")
        if gender in ("m", "f"):
            return gender
        if gender == "x":
            continue
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
    return word[:1].isupper() and word.lower() in _REGNAL and word.lower() not in ("saint", "st")


def is_particle(word: str) -> bool:
    """Whether a word as the text writes it is a particle of a surname: von, de, al."""
    return word.lower().rstrip("-") in _PARTICLES and not word.isupper()


def is_suffix(word: str) -> bool:
    """Whether a word closes a name: Jr., III."""
    return word.lower() in _SUFFIXES and word.lower() not in ("mp", "qc", "kc")
