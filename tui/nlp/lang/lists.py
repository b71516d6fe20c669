"""What is known of English names and nouns, read once from the files of rows in ``tui/nlp/lang/en``.

Each file says at its top what it holds and where it is from; a line that does not fit its columns is a
:class:`~tui.nlp.lang.language.LanguageDataError` when its list is first asked for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import msgspec

from tui.domain.text.folding import fold, folded
from tui.nlp.lang.language import english
from tui.nlp.lang.rows import RowFile

_FOLDER = Path(__file__).parent / "en"
_KNOWN = english("nouns")
_BODY_CLASSES = _KNOWN.words("body_classes")
_SINGULARS = _KNOWN.table("singulars")
_GENDERS = ("m", "f", "-")
KEPT = 1 << 16
"""Answers about words and names that are kept: enough for a long text, and a bound for many."""


class Role(msgspec.Struct, frozen=True):
    """A noun for a person or a body: the classes it belongs to, its gender, whether it means a body."""

    classes: frozenset[str]
    gender: str
    body: bool


class Countries(msgspec.Struct, frozen=True):
    """Countries by what a text calls them: keys as the text writes them, values the countries' names."""

    names: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]


@cache
def first_names() -> dict[str, str]:
    """Given names, folded, with m, f or x (borne by both)."""
    found: dict[str, str] = {}
    for name in ("first_names.txt", "first_names_extra.txt"):
        for _, gender, line in _file(name).marked(("m", "f", "x")):
            for key in folded(line).split():
                found[key] = gender if found.get(key, gender) == gender else "x"
    return found


@cache
def family_first() -> frozenset[str]:
    """Family names that stand first (Xi, Kim, Nguyen), folded."""
    return frozenset(fold(word) for _, line in _file("family_first.txt").lines() for word in line.split())


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """Given names, folded, with the numbers of the sets of forms they belong to."""
    found: dict[str, set[int]] = {}
    file = _file("nicknames.txt")
    for number, line in file.lines():
        forms = line.split()
        if len(forms) < 2:
            raise file.wrong(number, "a set of forms has two names at least")
        for form in forms:
            found.setdefault(fold(form), set()).add(number)
    return {name: frozenset(sets) for name, sets in found.items()}


@cache
def countries() -> Countries:
    """All countries. No form stands for two of them."""
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    file = _file("countries.tsv")
    for number, (name, others, people, seats) in file.rows(4):
        for known, forms in (
            (names, [name, *file.members(number, others)]),
            (demonyms, file.members(number, people)),
            (capitals, file.members(number, seats)),
        ):
            for form in forms:
                if known.setdefault(form, name) != name:
                    raise file.wrong(number, f"{form!r} stands for {known[form]} already")
    return Countries(names, demonyms, capitals)


@cache
def places() -> dict[str, str]:
    """Regions, cities and sites as a text writes them, with GPE, LOC or FAC; countries and capitals too."""
    found: dict[str, str] = {}
    file = _file("places.txt")
    for number, label, line in file.marked(("GPE", "LOC", "FAC")):
        found.update(dict.fromkeys(file.members(number, line), label))
    known = countries()
    found.update(dict.fromkeys(known.capitals, "GPE"))
    found.update(dict.fromkeys(known.names, "GPE"))
    return found


@cache
def organisations() -> dict[str, str]:
    """Organisations as a text writes them, with the fullest name."""
    found: dict[str, str] = {}
    file = _file("organisations.tsv")
    for number, (cell,) in file.rows(1):
        forms = file.members(number, cell)
        for form in forms:
            if found.setdefault(form, forms[0]) != forms[0]:
                raise file.wrong(number, f"{form!r} stands for {found[form]} already")
    return found


@cache
def metonyms() -> dict[str, str]:
    """Seats that stand for a body ("Kremlin"), with their country."""
    known = countries().names
    found: dict[str, str] = {}
    file = _file("metonyms.tsv")
    for number, (name, country) in file.rows(2):
        if country not in known:
            raise file.wrong(number, f"{country!r} is no country of countries.tsv")
        found[name] = country
    return found


@cache
def groups() -> frozenset[str]:
    """Names of religious, political and ethnic groups, and of nations' people."""
    return _members("groups.txt") | frozenset(countries().demonyms)


@cache
def things() -> frozenset[str]:
    """What has a name but is no person, body or place: diseases, days, programmes."""
    return _members("things.txt")


@cache
def titles() -> dict[str, str]:
    """Words of address and rank ("Sen.", "Mr") as a text writes them, and the gender they tell: m, f or -."""
    found: dict[str, str] = {}
    file = _file("titles.tsv")
    for number, (gender, forms) in file.rows(2):
        _check_gender(file, number, gender)
        found.update(dict.fromkeys(file.members(number, forms), gender))
    return found


@cache
def abbreviated_titles() -> frozenset[str]:
    """Those titles that a dot shortens, without the dot: "Sgt"."""
    return frozenset(title[:-1] for title in titles() if title.endswith("."))


@cache
def roles() -> dict[str, Role]:
    """Nouns for persons and bodies, singular and lower-cased."""
    classes: dict[str, set[str]] = {}
    genders: dict[str, str] = {}
    file = _file("roles.tsv")
    for number, (name, gender, nouns) in file.rows(3):
        _check_gender(file, number, gender)
        if nouns != nouns.lower():
            raise file.wrong(number, "a noun has a capital letter")
        for noun in file.members(number, nouns):
            classes.setdefault(noun, set()).add(name)
            if genders.setdefault(noun, gender) != gender:
                genders[noun] = "-"
    found = {}
    for noun, names in classes.items():
        gender = genders[noun].replace("-", "") or _gender_by_form(noun)
        found[noun] = Role(frozenset(names), gender, names <= _BODY_CLASSES)
    return found


def _file(name: str) -> RowFile:
    return RowFile(_FOLDER / name)


def _members(name: str) -> frozenset[str]:
    """All members of a file of members parted by semicolons."""
    file = _file(name)
    return frozenset(member for number, line in file.lines() for member in file.members(number, line))


def _check_gender(file: RowFile, number: int, gender: str) -> None:
    if gender not in _GENDERS:
        raise file.wrong(number, f"{gender!r} is no gender (m, f or -)")


def _gender_by_form(noun: str) -> str:
    if noun.endswith(("woman", "women")):
        return "f"
    return "m" if noun.endswith(("man", "men")) and not noun.endswith("human") else ""


@lru_cache(maxsize=KEPT)
def singular(noun: str) -> str:
    """The singular of a lower-case noun, by form ("spokesmen" -> "spokesman"). Unknown forms are kept."""
    if noun in _SINGULARS:
        return _SINGULARS[noun]
    known = roles()
    if noun in known:
        return noun
    tries = []
    if noun.endswith("men"):
        tries.append(noun[:-2] + "an")
    if noun.endswith("ies"):
        tries.append(noun[:-3] + "y")
    if noun.endswith("es"):
        tries.append(noun[:-2])
    if noun.endswith("s"):
        tries.append(noun[:-1])
    for attempt in tries:
        if attempt in known:
            return attempt
    return tries[-1] if tries and noun.endswith("s") and not noun.endswith("ss") else noun
