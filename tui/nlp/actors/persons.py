"""Persons: full names that may be one person's, then each shorter form where it stands.

Full forms are compared first (a few hundred distinct ones even in a book); then a bare surname that fits
several people is settled mention by mention, as news uses it (see :meth:`_Persons._choose`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

import msgspec

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Cluster, Clusters, shown
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import nicknames
from tui.nlp.lang.persons import PersonName, gender_of_name, parse_person, same_person, short_form
from tui.nlp.mentions.records import NameRecord

_KNOWN = english("actors")
_LONGEST_NAME = _KNOWN.count("words_of_person_name")
_SHORTEST_NICKNAME = _KNOWN.count("shortest_nickname")
_FULL_NAMINGS = _KNOWN.count("full_namings_counted")
_KIN = _KNOWN.number("kin_penalty")
_FIRST_NAMED = _KNOWN.number("first_named_bonus")
_NOT_YET_NAMED = _KNOWN.number("not_yet_named_penalty")
_RECENCY = _KNOWN.number("recency_bonus")
_SAME_SENTENCE = _KNOWN.number("same_sentence_penalty")

_Fit = tuple[int, ActorEvidence]
"""A cluster's number and how a shorter form fits its name: as a surname or a given name."""


class _Form(msgspec.Struct):
    """One form of a name: the indices of its records, and the ways in which the text writes it."""

    name: PersonName
    indices: list[int] = []
    spellings: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, index: int, text: str) -> None:
        self.indices.append(index)
        self.spellings[text] += 1

    @property
    def text(self) -> str:
        """The form as the text mostly writes it; not in capitals where it is also written small."""
        return max(self.spellings, key=lambda s: (not s.isupper(), self.spellings[s]))


def cluster_persons(names: list[NameRecord], clusters: Clusters) -> None:
    """Add a cluster for each person to ``clusters``."""
    forms = _forms(names)
    persons = _Persons(names, clusters)
    families = {form.name.family for form in forms if len(form.name.family) > 1}
    # "Van Roe" is "Ann van Roe", though Van is a given name too.
    full = [form for form in forms if form.name.full and form.name.words not in families]
    bare = [form for form in forms if not form.name.full or form.name.words in families]
    # A form met only once in a headline or with fewer words joins the one met more often and earlier.
    persons.add_full(sorted(full, key=lambda form: (-len(form.name.words), form.indices[0])))
    for form in sorted(bare, key=lambda form: form.indices[0]):
        persons.add_bare(form)


def _forms(names: list[NameRecord]) -> list[_Form]:
    """The forms of all persons' names, in the order in which the text has them first."""
    forms: dict[tuple[tuple[str, ...], str, str], _Form] = {}
    for index, record in enumerate(names):
        if record.label != "PERSON":
            continue
        name = parse_person(record.text)
        if name.words:
            key = (name.words, name.generation, name.regnal)
            forms.setdefault(key, _Form(name)).add(index, shown(record.text))
    return list(forms.values())


class _Persons:
    """The persons of an article, whose clusters are the first that are made."""

    def __init__(self, names: list[NameRecord], clusters: Clusters) -> None:
        self.names = names
        self.clusters = clusters.clusters
        self.matched_by = clusters.matched_by
        # Numbers of the clusters of full forms, by their words and by what may be short for them.
        self.by_word: dict[str, list[int]] = {}
        self.by_part: dict[str, list[int]] = {}

    def add_full(self, full: list[_Form]) -> None:
        """Group the full forms by person, the longest first."""
        groups: list[list[_Form]] = []
        for form in full:
            number = self._group_of(form.name, groups)
            if number is None:
                number = len(groups)
                groups.append([])
            groups[number].append(form)
            for word in form.name.words:
                if number not in self.by_word.setdefault(word, []):
                    self.by_word[word].append(number)
        for group in groups:
            fullest = _fullest(group)
            indices = sorted(index for form in group for index in form.indices)
            self.clusters.append(Cluster(ActorKind.PERSON, fullest.text, indices, person=fullest.name))
        self.by_part = _parts_of(self.clusters)

    def _group_of(self, name: PersonName, groups: list[list[_Form]]) -> int | None:
        """The group that a full name belongs to, if it may be one person with all of its forms."""
        fitting = (
            number
            for number in self._sharing_a_word(name)
            if all(same_person(name, other.name) for other in groups[number])
        )
        return next(fitting, None)

    def _sharing_a_word(self, name: PersonName) -> Iterable[int]:
        """The groups whose names have a word of ``name``, each once."""
        return dict.fromkeys(number for word in name.words for number in self.by_word.get(word, ()))

    def add_bare(self, form: _Form) -> None:
        """Give every mention of a bare name to the person it is short for."""
        fits = self._fits(form.name)
        if not fits:
            self.clusters.append(Cluster(ActorKind.PERSON, form.text, list(form.indices), person=form.name))
            return
        full_at = {number: list(self.clusters[number].names) for number, _ in fits}
        for index in form.indices:
            number, how = self._choose(index, fits, full_at)
            self.clusters[number].names.append(index)
            self.matched_by[index] = how
        for number, _ in fits:
            self.clusters[number].names.sort()

    def _fits(self, name: PersonName) -> list[_Fit]:
        """The clusters that a bare name may be short for, and how; surnames before given names."""
        fits = self._short_for(name, self._sharing_a_word(name))
        if not fits:
            # A nickname or a part of a hyphened surname shares no word.
            keys = [f"part {word}" for word in name.words]
            keys += [f"set {n}" for word in name.words for n in nicknames().get(word.rstrip("."), ())]
            fits = self._short_for(name, sorted({n for key in keys for n in self.by_part.get(key, ())}))
        return [fit for fit in fits if fit[1] is ActorEvidence.SURNAME] or fits

    def _short_for(self, name: PersonName, numbers: Iterable[int]) -> list[_Fit]:
        """Those clusters among ``numbers`` that ``name`` may be short for, and how."""
        persons = ((number, self.clusters[number].person) for number in numbers)
        return [(number, how) for number, person in persons if person and (how := short_form(name, person))]

    def _choose(self, index: int, fits: list[_Fit], full_at: dict[int, list[int]]) -> _Fit:
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
            person = self.clusters[number].person
            gender = gender_of_name(person) if person else ""
            if record.gender and gender and record.gender != gender:
                continue
            full = full_at[number]
            if full and (score := self._prominence(record, index, full, first)) > best_score:
                best, best_score = (number, how), score
        return best

    def _prominence(self, record: NameRecord, index: int, full: list[int], first: int) -> float:
        """How likely a bare name at ``index`` means whom ``full`` names; ``first`` is the first rival's."""
        score = float(min(len(full), _FULL_NAMINGS))
        score -= _KIN if self.names[full[0]].kin else 0.0
        score += _FIRST_NAMED if full[0] == first else 0.0
        earlier = full[: bisect_right(full, index)]
        if not earlier:
            return score - _NOT_YET_NAMED
        latest = self.names[earlier[-1]].position
        score += _RECENCY / (1 + record.position.paragraph - latest.paragraph)
        if record.position.sentence == latest.sentence:
            score -= _SAME_SENTENCE
        return score


def _parts_of(persons: list[Cluster]) -> dict[str, list[int]]:
    """Persons by what may be short for them without being one of their words.

    That is a part of a hyphened surname, the beginning of a given name, or a set of nicknames that holds it.
    """
    found: dict[str, list[int]] = {}
    for number, cluster in enumerate(persons):
        person = cluster.person
        if person is None:
            continue
        keys = {f"part {part}" for part in person.family[-1].split("-")} if person.family else set()
        if person.given:
            first = person.given[0].rstrip(".")
            keys |= {f"part {part}" for part in first.split("-")[1:]}
            keys |= {f"part {first[:length]}" for length in range(_SHORTEST_NICKNAME, len(first) + 1)}
            keys |= {f"set {name}" for name in nicknames().get(first, ())}
        for key in keys:
            found.setdefault(key, []).append(number)
    return found


def _fullest(group: list[_Form]) -> _Form:
    """The form to call a person by: the longest, but not one with odd words met once beside a usual one."""
    usual = max(group, key=lambda form: len(form.indices))
    longest = max(group, key=lambda form: (len(form.name.words), len(form.indices), -form.indices[0]))
    return longest if len(longest.name.words) <= _LONGEST_NAME else usual
