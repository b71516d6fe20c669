"""Names of persons merged: full names that may be one person's, then each shorter form where it stands.

Full forms are compared first (a few hundred distinct ones even in a book); then a bare surname that fits
several people is settled mention by mention, as news uses it (see :meth:`_Persons._choose`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from tui.domain.analysis import ActorKind
from tui.nlp.actors.casting import Casting, Character, shown
from tui.nlp.lang.lists import nicknames
from tui.nlp.lang.persons import PersonName, gender_of_name, parse_person, same_person, short_form
from tui.nlp.mentions.records import NameRecord


@dataclass(slots=True)
class _Form:
    name: PersonName
    indices: list[int]
    spellings: Counter[str]

    def add(self, index: int, text: str) -> None:
        self.indices.append(index)
        self.spellings[text] += 1

    @property
    def text(self) -> str:
        """The form as the text mostly writes it; not in capitals where it is also written small."""
        return max(self.spellings, key=lambda s: (not s.isupper(), self.spellings[s]))


def merge_persons(names: list[NameRecord], casting: Casting) -> None:
    """Add a character for each person to ``casting``."""
    forms: dict[tuple[tuple[str, ...], str, str], _Form] = {}
    for index, record in enumerate(names):
        if record.label != "PERSON":
            continue
        name = parse_person(record.text)
        if not name.words:
            continue
        key = (name.words, name.generation, name.regnal)
        forms.setdefault(key, _Form(name, [], Counter())).add(index, shown(record.text))
    persons = _Persons(names, casting)
    families = {f.name.family for f in forms.values() if len(f.name.family) > 1}
    # "Van Roe" is "Ann van Roe", though Van is a given name too.
    full = [f for f in forms.values() if f.name.full and f.name.words not in families]
    # A form met only once in a headline or with fewer words joins the one met more often and earlier.
    persons.add_full(sorted(full, key=lambda f: (-len(f.name.words), f.indices[0])))
    bare = [f for f in forms.values() if not f.name.full or f.name.words in families]
    for form in sorted(bare, key=lambda f: f.indices[0]):
        persons.add_bare(form)


class _Persons:
    def __init__(self, names: list[NameRecord], casting: Casting) -> None:
        self.names = names
        self.casting = casting
        self.base = len(casting.characters)
        # Numbers of the groups of full forms, counted from ``base``, by their words and by short forms.
        self.by_word: dict[str, list[int]] = {}
        self.by_part: dict[str, list[int]] = {}

    def add_full(self, full: list[_Form]) -> None:
        """Group the full forms by person, the longest first."""
        groups: list[list[_Form]] = []
        for form in full:
            home = self._home(form.name, groups)
            if home is None:
                home = len(groups)
                groups.append([])
            groups[home].append(form)
            for word in form.name.words:
                if home not in self.by_word.setdefault(word, []):
                    self.by_word[word].append(home)
        for group in groups:
            best = _fullest(group)
            records = sorted(index for form in group for index in form.indices)
            self.casting.characters.append(
                Character(ActorKind.PERSON, best.text, records=records, person=best.name)
            )
        self.by_part = _parts_of(self.casting.characters[self.base :])

    def _home(self, name: PersonName, groups: list[list[_Form]]) -> int | None:
        """The group that a full name belongs to, if it may be one person with all of its forms."""
        near = dict.fromkeys(number for word in name.words for number in self.by_word.get(word, ()))
        fitting = (n for n in near if all(same_person(name, other.name) for other in groups[n]))
        return next(fitting, None)

    def add_bare(self, form: _Form) -> None:
        """Give every mention of a bare name to the person it is short for."""
        fits = self._fits(form.name)
        characters = self.casting.characters
        if not fits:
            characters.append(
                Character(ActorKind.PERSON, form.text, records=list(form.indices), person=form.name)
            )
            return
        full_at = {number: list(characters[number].records) for number, _ in fits}
        for index in form.indices:
            number, how = self._choose(index, fits, full_at)
            characters[number].records.append(index)
            self.casting.how[index] = how
        for number, _ in fits:
            characters[number].records.sort()

    def _fits(self, name: PersonName) -> list[tuple[int, str]]:
        """The characters that a bare name may be short for, and how; surnames before given names."""
        near = dict.fromkeys(number for word in name.words for number in self.by_word.get(word, ()))
        fits: list[tuple[int, str]] = []
        for number in near:
            person = self.casting.characters[self.base + number].person
            if person and (how := short_form(name, person)):
                fits.append((self.base + number, how))
        # A nickname or a part of a hyphened surname shares no word.
        if not fits:
            keys = [f"part {word}" for word in name.words]
            keys += [f"set {n}" for word in name.words for n in nicknames().get(word.rstrip("."), ())]
            for number in sorted({number for key in keys for number in self.by_part.get(key, ())}):
                person = self.casting.characters[self.base + number].person
                if person and person.full and (how := short_form(name, person)):
                    fits.append((self.base + number, how))
        return [f for f in fits if f[1] == "surname"] or fits

    def _choose(
        self, index: int, fits: list[tuple[int, str]], full_at: dict[int, list[int]]
    ) -> tuple[int, str]:
        """The person meant by a bare name that fits several: by gender, then prominence, then recency.

        News uses the bare surname for the person the article is about and full names for relatives; so
        whoever was named in full more often and first wins, unless the other was named in full just before.
        """
        if len(fits) == 1:
            return fits[0]
        record = self.names[index]
        first = min((full[0] for full in full_at.values() if full), default=-1)
        best, best_score = fits[0], float("-inf")
        for number, how in fits:
            character = self.casting.characters[number]
            gender = character.gender or (gender_of_name(character.person) if character.person else "")
            if record.gender and gender and record.gender != gender:
                continue
            full = full_at[number]
            if full and (score := self._prominence(record, index, full, first)) > best_score:
                best, best_score = (number, how), score
        return best

    def _prominence(self, record: NameRecord, index: int, full: list[int], first: int) -> float:
        """How likely a bare name at ``index`` means whom ``full`` names; ``first`` is the first rival's."""
        score = min(len(full), 6) * 1.0
        score -= 2.0 if self.names[full[0]].kin else 0.0
        score += 1.5 if full[0] == first else 0.0
        earlier = full[: bisect_right(full, index)]
        if not earlier:
            return score - 2.0
        latest = self.names[earlier[-1]].place
        score += 3.0 / (1 + record.place.paragraph - latest.paragraph)
        if record.place.sentence == latest.sentence:
            score -= 1.0  # two of one name in a sentence are told apart by their full names
        return score


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
