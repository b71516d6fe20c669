"""The lists that the work on names stands on, read once from ``tui/nlp/lang/en``.

Each file says at its top what it holds and where it is from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui.domain.text.folding import fold

_DATA = Path(__file__).parent / "en"


def words(text: str) -> frozenset[str]:
    """The words of ``text`` as a set."""
    return frozenset(text.split())


def _lines(name: str) -> list[str]:
    with (_DATA / name).open(encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip()]


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name) if not line.startswith("#")]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for a person or a body: the classes it belongs to, its gender, whether it means a body."""

    classes: frozenset[str]
    gender: str
    body: bool


@dataclass(frozen=True, slots=True)
class Countries:
    """Countries by what a text calls them: keys as the text writes them, values the countries' names."""

    names: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]


_BODIES = words("company agency group party-body media court legislature force school country city")


@cache
def first_names() -> dict[str, str]:
    """Given names, folded, with m, f or x (borne by both)."""
    found: dict[str, str] = {}
    for name in ("first_names.txt", "first_names_extra.txt"):
        gender = ""
        for line in _lines(name):
            if line.startswith("#"):
                gender = line[2:] if len(line) == 3 else gender
                continue
            for word in line.split():
                key = fold(word)
                found[key] = gender if found.get(key, gender) == gender else "x"
    return found


@cache
def family_first() -> frozenset[str]:
    """Family names that stand first (Xi, Kim, Nguyen), folded."""
    return frozenset(
        fold(w) for line in _lines("family_first.txt") if not line.startswith("#") for w in line.split()
    )


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """Given names, folded, with the numbers of the sets of forms they belong to."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames.txt")):
        if not line.startswith("#"):
            for word in line.split():
                found.setdefault(fold(word), set()).add(number)
    return {name: frozenset(sets) for name, sets in found.items()}


@cache
def countries() -> Countries:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in _rows("countries.tsv"):
        name, others, people, seats = ([*row, "", "", ""])[:4]
        for form in [name, *_split(others)]:
            names[form] = name
        for form in _split(people):
            demonyms[form] = name
        for form in _split(seats):
            capitals[form] = name
    return Countries(names, demonyms, capitals)


@cache
def places() -> dict[str, str]:
    """Regions, cities and sites as a text writes them, with GPE, LOC or FAC; countries and capitals too."""
    found: dict[str, str] = {}
    label = "GPE"
    for line in _lines("places.txt"):
        if line.startswith("#"):
            label = line[2:] if line[2:] in ("GPE", "LOC", "FAC") else label
        else:
            found.update(dict.fromkeys(_split(line), label))
    known = countries()
    found.update(dict.fromkeys(known.capitals, "GPE"))
    found.update(dict.fromkeys(known.names, "GPE"))
    return found


@cache
def organisations() -> dict[str, str]:
    """Organisations as a text writes them, with the fullest name."""
    return {form: _split(row[0])[0] for row in _rows("organisations.tsv") for form in _split(row[0])}


@cache
def metonyms() -> dict[str, str]:
    """Seats that stand for a body ("Kremlin"), with their country."""
    return {row[0]: row[2] for row in _rows("metonyms.tsv")}


@cache
def groups() -> frozenset[str]:
    """Names of religious, political and ethnic groups, and of nations' people."""
    own = {form for line in _lines("groups.txt") if not line.startswith("#") for form in _split(line)}
    return frozenset(own) | frozenset(countries().demonyms)


@cache
def things() -> frozenset[str]:
    """What has a name but is no person, body or place: diseases, days, programmes."""
    return frozenset(
        form for line in _lines("things.txt") if not line.startswith("#") for form in _split(line)
    )


@cache
def titles() -> dict[str, str]:
    """Words of address and rank ("Sen.", "Mr") as a text writes them, and the gender they tell: m, f or -."""
    return {form: row[0] for row in _rows("titles.tsv") for form in _split(row[1])}


@cache
def roles() -> dict[str, Role]:
    """Nouns for persons and bodies, singular and lower-cased."""
    classes: dict[str, set[str]] = {}
    genders: dict[str, str] = {}
    for name, gender, nouns in _rows("roles.tsv"):
        for noun in _split(nouns):
            classes.setdefault(noun, set()).add(name)
            if genders.setdefault(noun, gender) != gender:
                genders[noun] = "-"
    found = {}
    for noun, names in classes.items():
        gender = genders[noun].replace("-", "") or _gender_by_form(noun)
        found[noun] = Role(frozenset(names), gender, names <= _BODIES)
    return found


def _gender_by_form(noun: str) -> str:
    if noun.endswith(("woman", "women")):
        return "f"
    return "m" if noun.endswith(("man", "men")) and not noun.endswith("human") else ""


_IRREGULAR = {"people": "person", "wives": "wife", "thieves": "thief", "police": "police", "chiefs": "chief",
              "attorneys general": "attorney general", "staff": "staff member", "children": "child",
              "media": "media", "press": "media", "aides": "aide"}  # fmt: skip


@cache
def singular(noun: str) -> str:
    """The singular of a lower-case noun, by form ("spokesmen" -> "spokesman"). Unknown forms are kept."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
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
