"""Names merged into actors: which names of an article are one person, body, place or group.

Persons are merged in ``persons``, the forms of bodies' names in ``organisations``.
"""

from __future__ import annotations

from collections import Counter

from tui.domain.analysis import ActorKind
from tui.domain.text.folding import fold
from tui.nlp.actors.casting import Casting, Character, shown
from tui.nlp.actors.organisations import Bodies, is_acronym
from tui.nlp.actors.persons import merge_persons
from tui.nlp.lang.lists import countries, metonyms
from tui.nlp.lang.persons import gender_of_name, strip_possessive
from tui.nlp.mentions.records import NameRecord


def merge(names: list[NameRecord]) -> Casting:
    """Characters of all name records, which are in the order of the text."""
    casting = Casting([], [-1] * len(names), [""] * len(names))
    merge_persons(names, casting)
    _bodies(names, casting)
    _places(names, casting)
    _groups(names, casting)
    for number, character in enumerate(casting.characters):
        character.records.sort()
        for index in character.records:
            casting.of_record[index] = number
            record = names[index]
            character.forms[shown(record.text)] += 1
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


def _bodies(names: list[NameRecord], casting: Casting) -> None:
    bodies = Bodies()
    for index, record in enumerate(names):
        if record.label == "ORG":
            bodies.add(index, record.text)
    for record in names:
        if record.label == "ORG" and record.long_form >= 0 and names[record.long_form].label == "ORG":
            bodies.join_texts(names[record.long_form].text, record.text)
    for indices in bodies.groups():
        forms = Counter(shown(names[i].text) for i in indices)
        best = max(forms, key=lambda f: (not is_acronym(f), len(f.split()), forms[f], len(f)))
        character = Character(ActorKind.ORGANISATION, best, records=indices)
        character.country = next((metonyms()[f] for f in forms if f in metonyms()), "")
        casting.characters.append(character)
        for i in indices:
            casting.how[i] = "acronym" if is_acronym(names[i].text) else "name"


def _places(names: list[NameRecord], casting: Casting) -> None:
    table = countries()
    groups: dict[str, list[int]] = {}
    capitals: dict[str, list[int]] = {}
    for index, record in enumerate(names):
        if record.label not in ("GPE", "LOC"):
            continue
        text = shown(record.text).removeprefix("the ").removeprefix("The ")
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
        forms = [shown(names[i].text) for i in indices if casting.how[i] != "metonym"] or [name]
        called = (
            _country_name(name, forms)
            if name in known
            else max(Counter(forms).items(), key=lambda x: x[1])[0]
        )
        character = Character(ActorKind.PLACE, called, records=indices, country=name if name in known else "")
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
        forms = Counter(shown(names[i].text) for i in indices)
        casting.characters.append(Character(ActorKind.GROUP, forms.most_common(1)[0][0], records=indices))
        for i in indices:
            casting.how[i] = "group"
