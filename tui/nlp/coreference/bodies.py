"""Descriptions of bodies followed to them: "the company", "the ministry", "the Russian government"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tui.domain.analysis import ActorKind
from tui.domain.text.folding import fold
from tui.nlp.actors.casting import Character
from tui.nlp.coreference.countries import country_of
from tui.nlp.lang.lists import words
from tui.nlp.mentions.records import NominalRecord, Place

_COMPANIES = words(
    "company firm corporation carmaker automaker manufacturer retailer airline operator conglomerate"
    " startup start-up carrier planemaker drugmaker chipmaker giant"
)
_ORGANISATIONS = words("organization organisation agency group charity ngo watchdog party union")
_OFFICIAL = words(
    "ministry commission committee court university council agency department party union board parliament"
    " senate fund foundation institute authority bureau tribunal association alliance academy"
)
_UNNAMED = words("state school team country city group company")
_MEDIA = words(
    "newspaper magazine website outlet broadcaster paper tabloid journal site channel network station"
)
_GOVERNMENTS = words("government administration regime cabinet presidency")
_STATES = words("country nation republic kingdom")
# Sentences within which a body is remembered: by its name's head word, and by a role.
_FAR_BY_WORD = 25
_FAR_BY_ROLE = 40
_FAR_BY_SPEECH = 3

Answer = tuple[int | None, str]


class BodyDescriptions:
    """The characters that are bodies, by the words of their names."""

    def __init__(
        self,
        people: list[Character],
        by_key: Mapping[str, list[int]],
        spoke: Mapping[int, int],
        ignored: frozenset[str],
    ) -> None:
        """``by_key`` finds characters by the nouns of their roles, ``spoke`` holds who spoke in which
        sentence last, ``ignored`` are modifiers that tell nothing."""
        self.people = people
        self.by_key = by_key
        self.spoke = spoke
        self.ignored = ignored
        self.by_name_word: dict[str, list[int]] = {}
        for number, character in enumerate(people):
            if character.kind is ActorKind.ORGANISATION:
                for word in {w for form in character.forms for w in fold(form).split()}:
                    self.by_name_word.setdefault(word, []).append(number)

    def resolve(
        self, record: NominalRecord, scores: Mapping[int, float], seen: Mapping[int, Place]
    ) -> Answer:
        """The body that a description means and the evidence for it, or None."""
        head = record.head
        if head in _GOVERNMENTS and (country := country_of(record)) and not _of_more(record, country):
            found = [
                n for n, c in enumerate(self.people) if c.kind is ActorKind.PLACE and c.country == country
            ]
            return (found[0], "affiliation") if found else (None, "")
        whole = self._by_whole_name(record)
        if whole is not None:
            return whole, "kind"
        if record.names or record.of:
            return None, ""
        if head in _STATES:
            return self._only(scores, lambda c: c.kind is ActorKind.PLACE and bool(c.country))
        named = [n for n in self.by_name_word.get(head, ()) if n in seen] if head not in _UNNAMED else []
        if named:
            return self._by_name_word(record, named, scores, seen)
        by_role = list(self._bodies(n for n in self.by_key.get(head, ()) if n in seen))
        if len(by_role) == 1 and record.place.sentence - seen[by_role[0]].sentence < _FAR_BY_ROLE:
            return by_role[0], "role"
        if head in _MEDIA:
            near = (n for n, at in self.spoke.items() if record.place.sentence - at <= _FAR_BY_SPEECH)
            spoke = list(self._bodies(near))
            return (spoke[0], "kind") if len(spoke) == 1 else (None, "")
        if head in _COMPANIES or head in _ORGANISATIONS:
            return self._only(scores, lambda c: c.kind is ActorKind.ORGANISATION)
        return None, ""

    def _bodies(self, numbers: Iterable[int]) -> Iterable[int]:
        return (n for n in numbers if self.people[n].kind is ActorKind.ORGANISATION)

    def _by_name_word(
        self,
        record: NominalRecord,
        named: list[int],
        scores: Mapping[int, float],
        seen: Mapping[int, Place],
    ) -> Answer:
        """ "The ministry" of the one body near whose name has that word."""
        near = [n for n in named if scores.get(n, 0.0) > 0.03]
        if len(near) == 1 or (len(near) > 1 and _first_by_far(near, scores)):
            return max(near, key=lambda n: scores.get(n, 0.0)), "kind"
        far = record.place.sentence - seen[named[0]].sentence
        if len(named) == 1 and record.head in _OFFICIAL and far < _FAR_BY_WORD:
            return named[0], "kind"
        return None, ""

    def _by_whole_name(self, record: NominalRecord) -> int | None:
        """ "The emergencies ministry" of the Emergencies Ministry, wherever the article names it."""
        named_by = {w for w in record.words if w not in self.ignored} | {record.head}
        if len(named_by) < 2:
            return None
        named = [
            n
            for n in self.by_name_word.get(record.head, ())
            if any(named_by <= set(fold(form).split()) for form in self.people[n].forms)
        ]
        return named[0] if len(named) == 1 else None

    def _only(self, scores: Mapping[int, float], fits: Callable[[Character], bool]) -> Answer:
        near = sorted(((s, n) for n, s in scores.items() if n >= 0 and fits(self.people[n])), reverse=True)
        if not near or near[0][0] < 0.25 or (len(near) > 1 and near[1][0] > 0.4 * near[0][0]):
            return None, ""
        return near[0][1], "kind"


def _of_more(record: NominalRecord, country: str) -> bool:
    """Whether "of …" says more than the country: "the government of Oman" is Oman."""
    return bool(record.of) and record.of.removeprefix("the ") != fold(country)


def _first_by_far(numbers: list[int], scores: Mapping[int, float]) -> bool:
    one, two = sorted((scores.get(n, 0.0) for n in numbers), reverse=True)[:2]
    return two < 0.5 * one
