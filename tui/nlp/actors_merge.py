"""Names merged into actors: which names of an article are one person, body, place or group.

Forms are compared first (a few hundred distinct ones even in a book), then each bare surname that fits
several people is settled where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from tui.domain.analysis import ActorKind
from tui.nlp.actors_bodies import Bodies, is_acronym
from tui.nlp.actors_records import NameRecord, RoleRecord
from tui.nlp.names import (
    PersonName,
    gender_of_name,
    parse_person,
    same_person,
    short_form,
    strip_possessive,
)
from tui.nlp.names_lists import countries, first_names, fold, metonyms, nicknames

KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.PLACE,
    "LOC": ActorKind.PLACE,
    "NORP": ActorKind.GROUP,
}


@dataclass(slots=True)
class Character:
    """An actor in the making. ``records`` are indices of its name records, in the order of the text."""

    kind: ActorKind
    name: str
    forms: Counter[str] = field(default_factory=Counter)
    records: list[int] = field(default_factory=list)
    person: PersonName | None = None
    gender: str = ""
    gender_by_name: bool = False
    roles: list[RoleRecord] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    country: str = ""
    acts: bool = False


@dataclass(slots=True)
class Casting:
    """Characters, for each name record the character it names (-1: none) and how the form was matched."""

    characters: list[Character]
    of_record: list[int]
    how: list[str]


def merge(names: list[NameRecord]) -> Casting:
    """Characters of all name records, which are in the order of the text."""
    casting = Casting([], [-1] * len(names), [""] * len(names))
    _persons(names, casting)
    _bodies(names, casting)
    _places(names, casting)
    _groups(names, casting)
    for number, character in enumerate(casting.characters):
        character.records.sort()
        for index in character.records:
            casting.of_record[index] = number
            record = names[index]
            character.forms[_display(record.text)] += 1
            character.roles.extend(record.roles)
            if record.affiliation:
                character.affiliations.append(record.affiliation)
            character.affiliations.extend(r.affiliation for r in record.roles if r.affiliation)
            character.acts = character.acts or record.acts
            if record.gender and not character.gender:
                character.gender = record.gender
        if character.kind is ActorKind.PERSON and not character.gender and character.person:
            character.gender = gender_of_name(character.person)
            character.gender_by_name = not character.person.regnal
    return casting


def _display(text: str) -> str:
    plain = strip_possessive(text).strip(" ,;:")
    last = plain.rpartition(" ")[2]
    # The dot of "U.S." and "Jr." belongs to the name.
    return plain if "." in last[:-1] or len(last) <= 4 else plain.rstrip(".") or text


# Persons


@dataclass(slots=True)
class _Form:
    name: PersonName
    indices: list[int]
    text: str


def _persons(names: list[NameRecord], casting: Casting) -> None:
    forms: dict[tuple[tuple[str, ...], str, str], _Form] = {}
    for index, record in enumerate(names):
        if record.label != "PERSON":
            continue
        name = parse_person(record.text)
        if not name.words:
            continue
        form = forms.setdefault(
            (name.words, name.generation, name.regnal), _Form(name, [], _display(record.text))
        )
        form.indices.append(index)
    full = [f for f in forms.values() if f.name.full]
    # A form met only once in a headline or with fewer words joins the one met more often and earlier.
    full.sort(key=lambda f: (-len(f.name.words), f.indices[0]))
    groups: list[list[_Form]] = []
    by_word: dict[str, list[int]] = {}
    for form in full:
        home = -1
        seen: set[int] = set()
        for word in form.name.words:
            for number in by_word.get(word, ()):
                if number in seen:
                    continue
                seen.add(number)
                if all(same_person(form.name, other.name) for other in groups[number]):
                    home = number
                    break
            if home >= 0:
                break
        if home < 0:
            home = len(groups)
            groups.append([])
        groups[home].append(form)
        for word in form.name.words:
            if home not in by_word.setdefault(word, []):
                by_word[word].append(home)
    base = len(casting.characters)
    for group in groups:
        best = _fullest(group)
        character = Character(ActorKind.PERSON, best.text, person=best.name)
        for form in group:
            character.records.extend(form.indices)
        character.records.sort()
        casting.characters.append(character)
    by_part = _parts_of(casting.characters[base:])
    bare = [f for f in forms.values() if not f.name.full]
    for form in sorted(bare, key=lambda f: f.indices[0]):
        _place_bare(names, casting, form, by_word, by_part, base)


def _parts_of(persons: list[Character]) -> dict[str, list[int]]:
    """Persons by what may be short for them without being one of their words.

    That is a part of a hyphened surname, the beginning of a given name, or a set of nicknames that holds it.
    """
    found: dict[str, list[int]] = {}
    for number, character in enumerate(persons):
        person = character.person
        if person is None:
            continue
        keys = {f"part {part}" for part in person.family[-1].split("-")} if person.family else set()
        if person.given:
            first = person.given[0].rstrip(".")
            keys |= {f"part {first[:length]}" for length in range(3, len(first) + 1)}
            keys |= {f"set {name}" for name in nicknames().get(first, ())}
        for key in keys:
            found.setdefault(key, []).append(number)
    return found


def _fullest(group: list[_Form]) -> _Form:
    """The form to call a person by: the longest, but not one with odd words met once beside a usual one."""
    usual = max(group, key=lambda f: len(f.indices))
    longest = max(group, key=lambda f: (len(f.name.words), len(f.indices), -f.indices[0]))
    return longest if len(longest.name.words) <= 4 else usual


def _place_bare(
    names: list[NameRecord],
    casting: Casting,
    form: _Form,
    by_word: dict[str, list[int]],
    by_part: dict[str, list[int]],
    base: int,
) -> None:
    """Give every mention of a bare name to the person it is short for."""
    fits: list[tuple[int, str]] = []
    seen: set[int] = set()
    for word in form.name.words:
        for number in by_word.get(word, ()):
            if number not in seen:
                seen.add(number)
                person = casting.characters[base + number].person
                if person and (how := short_form(form.name, person)):
                    fits.append((base + number, how))
    # A nickname or a part of a hyphened surname shares no word.
    if not fits:
        keys = [f"part {word}" for word in form.name.words]
        keys += [f"set {name}" for word in form.name.words for name in nicknames().get(word.rstrip("."), ())]
        for number in sorted({number for key in keys for number in by_part.get(key, ())}):
            person = casting.characters[base + number].person
            if person and person.full and (how := short_form(form.name, person)):
                fits.append((base + number, how))
    if any(how == "surname" for _, how in fits):
        fits = [f for f in fits if f[1] == "surname"]
    if not fits:
        casting.characters.append(
            Character(ActorKind.PERSON, form.text, records=list(form.indices), person=form.name)
        )
        return
    full_at = {number: list(casting.characters[number].records) for number, _ in fits}
    for index in form.indices:
        number, how = _choose(names, casting, index, fits, full_at)
        casting.characters[number].records.append(index)
        casting.how[index] = how
    for number, _ in fits:
        casting.characters[number].records.sort()


def _choose(
    names: list[NameRecord],
    casting: Casting,
    index: int,
    fits: list[tuple[int, str]],
    full_at: dict[int, list[int]],
) -> tuple[int, str]:
    """The person meant by a bare name that fits several: by gender, then prominence, then recency.

    News uses the bare surname for the person the article is about and full names for relatives; so whoever
    was named in full more often and first wins, unless the other was named in full just before.
    """
    if len(fits) == 1:
        return fits[0]
    record = names[index]
    best, best_score = fits[0], float("-inf")
    for number, how in fits:
        character = casting.characters[number]
        gender = character.gender or (gender_of_name(character.person) if character.person else "")
        if record.gender and gender and record.gender != gender:
            continue
        full = full_at[number]
        earlier = full[: bisect_right(full, index)]
        if not full:
            continue
        score = min(len(full), 6) * 1.0
        score -= 2.0 if all(names[i].kin for i in full[:1]) else 0.0
        score += 1.5 if full[0] == min(f[0] for f in full_at.values() if f) else 0.0
        if earlier:
            near = record.place.paragraph - names[earlier[-1]].place.paragraph
            score += 3.0 / (1 + near)
            if record.place.sentence == names[earlier[-1]].place.sentence:
                score -= 1.0  # two of one name in a sentence are told apart by their full names
        else:
            score -= 2.0
        if score > best_score:
            best, best_score = (number, how), score
    return best


# Organisations


def _bodies(names: list[NameRecord], casting: Casting) -> None:
    bodies = Bodies()
    for index, record in enumerate(names):
        if record.label == "ORG":
            bodies.add(index, record.text)
    for record in names:
        if record.label == "ORG" and record.long_form >= 0 and names[record.long_form].label == "ORG":
            bodies.join_texts(names[record.long_form].text, record.text)
    for indices in bodies.groups():
        forms = Counter(_display(names[i].text) for i in indices)
        best = max(forms, key=lambda f: (not is_acronym(f), len(f.split()), forms[f], len(f)))
        character = Character(ActorKind.ORGANISATION, best, records=indices)
        character.country = next((metonyms()[f] for f in forms if f in metonyms()), "")
        casting.characters.append(character)
        for i in indices:
            casting.how[i] = "acronym" if is_acronym(names[i].text) else "name"


# Places


def _places(names: list[NameRecord], casting: Casting) -> None:
    table = countries()
    groups: dict[str, list[int]] = {}
    capitals: dict[str, list[int]] = {}
    for index, record in enumerate(names):
        if record.label not in ("GPE", "LOC"):
            continue
        text = _display(record.text).removeprefix("the ").removeprefix("The ")
        raw = strip_possessive(record.text).strip(" ,;:")
        country = table.names.get(text) or table.names.get(raw)
        if country:
            groups.setdefault(country, []).append(index)
        elif text in table.capitals and not record.located:
            capitals.setdefault(text, []).append(index)
        else:
            groups.setdefault(text, []).append(index)
    # A capital that does something stands for its country, if the article names the country at all.
    for city, indices in capitals.items():
        country = table.capitals[city]
        acting = [i for i in indices if names[i].acts]
        if country in groups and acting and any(names[i].place.role == "subject" for i in acting):
            groups[country].extend(indices)
            for i in indices:
                casting.how[i] = "metonym"
        else:
            groups.setdefault(city, []).extend(indices)
    known = set(table.names.values())
    for name, indices in groups.items():
        indices.sort()
        forms = [_display(names[i].text) for i in indices if casting.how[i] != "metonym"] or [name]
        shown = (
            _country_name(name, forms)
            if name in known
            else max(Counter(forms).items(), key=lambda x: x[1])[0]
        )
        character = Character(ActorKind.PLACE, shown, records=indices, country=name if name in known else "")
        casting.characters.append(character)
        for i in indices:
            casting.how[i] = casting.how[i] or "name"


def _country_name(name: str, forms: list[str]) -> str:
    """The fullest form that the text uses."""
    return name if name in forms else max(forms, key=len)


def _groups(names: list[NameRecord], casting: Casting) -> None:
    groups: dict[str, list[int]] = {}
    for index, record in enumerate(names):
        # The plural is the people; "Republican" is mostly an adjective.
        if record.label == "NORP" and record.text.endswith("s"):
            groups.setdefault(fold(record.text), []).append(index)
    for indices in groups.values():
        forms = Counter(_display(names[i].text) for i in indices)
        casting.characters.append(Character(ActorKind.GROUP, forms.most_common(1)[0][0], records=indices))
        for i in indices:
            casting.how[i] = "group"


def is_given_name(text: str) -> bool:
    """Whether a single word is a known given name."""
    return fold(text) in first_names()
