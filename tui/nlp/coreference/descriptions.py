"""Descriptions followed to characters: "the Russian leader", "the company", "the former president".

A description is resolved by a role the text gives to somebody, by a country, or by a word of a body's name;
by recency alone only where a single fitting one was named just before. Otherwise it stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from tui.domain.analysis import ActorKind
from tui.domain.text.folding import fold
from tui.nlp.actors.casting import Character
from tui.nlp.coreference.bodies import BodyDescriptions
from tui.nlp.coreference.countries import country_of, country_of_word
from tui.nlp.coreference.roles import role_matches
from tui.nlp.lang.lists import groups, roles, words
from tui.nlp.mentions.records import NominalRecord, Place, RoleRecord

_FAR = 120  # sentences within which a role is remembered
_LEADING = words("president premier monarch")
# Heads that say little, so that who was named just before may be meant.
_GENERAL_PERSON = words(
    "politician republican democrat leader billionaire millionaire tycoon mogul candidate"
    " nominee star actor actress singer author writer businessman businesswoman lawmaker player athlete"
    " scientist diplomat veteran artist rapper musician comedian journalist activist boy girl teenager"
    " conservative socialist frontman entrepreneur champion footballer striker coach author historian"
)
_OTHERS = words("first second third next previous other another new would-be future last only same latest")
_OFFICES = words(
    "minister secretary officer chief director editor manager commissioner attorney prosecutor adviser"
    " advisor chairman chairwoman chair coach correspondent professor judge"
)
_UNDER = words("deputy vice assistant associate acting")
_IGNORED = words(
    "the this that a an former then-president current newly elected new old late outgoing incumbent embattled"
)


class Descriptions:
    """The characters' roles, by head noun and by class, so that a description finds its few candidates."""

    def __init__(self, people: list[Character], spoke: Mapping[int, int]) -> None:
        """``spoke`` holds the sentence in which each character last spoke; the walk keeps it."""
        self.people = people
        self.by_key: dict[str, list[int]] = {}
        for number, character in enumerate(people):
            for key in {k for role in character.roles for k in _keys(role.head)}:
                self.by_key.setdefault(key, []).append(number)
        self.bodies = BodyDescriptions(people, self.by_key, spoke, _IGNORED)

    def resolve(
        self,
        record: NominalRecord,
        scores: Mapping[int, float],
        seen: Mapping[int, Place],
        gender: Mapping[int, str],
    ) -> tuple[int | None, str]:
        """The character a singular description means and the evidence for it, or None.

        ``scores`` is the salience of those named nearby, ``seen`` where each character was last named.
        """
        if not record.kind or not (record.definite or record.owner) or record.words & _OTHERS:
            return None, ""
        if record.kind == "person":
            return self._person(record, scores, seen, gender)
        return (None, "") if record.owner else self.bodies.resolve(record, scores, seen)

    def _person(
        self,
        record: NominalRecord,
        scores: Mapping[int, float],
        seen: Mapping[int, Place],
        gender: Mapping[int, str],
    ) -> tuple[int | None, str]:
        country = country_of(record)
        weighed: list[tuple[float, int, str]] = []
        tried: set[int] = set()
        for key in _keys(record.head):
            for number in self.by_key.get(key, ()):
                if number in tried or number not in seen:
                    continue
                tried.add(number)
                character = self.people[number]
                if character.kind is not ActorKind.PERSON or _clash(record.gender, gender.get(number, "")):
                    continue
                if record.place.sentence - seen[number].sentence > _FAR:
                    continue
                fit, evidence = self._fit(record, character, country)
                if fit > 0:
                    distance = record.place.sentence - seen[number].sentence
                    weighed.append(
                        (fit + min(scores.get(number, 0.0), 1.5) + 0.5 / (1 + distance), number, evidence)
                    )
        weighed.sort(reverse=True)
        if weighed:
            if len(weighed) == 1 or weighed[0][0] >= 1.25 * weighed[1][0]:
                return weighed[0][1], weighed[0][2]
            return None, ""
        if record.owner:
            return None, ""
        if country and record.head in ("leader", "president", "premier", "politician"):
            return self._by_country(record, country, scores, seen, gender)
        return self._by_recency(record, scores, gender, country)

    def _fit(self, record: NominalRecord, character: Character, country: str) -> tuple[float, str]:
        best, evidence = 0.0, ""
        party = _party(record.words | {record.head})
        theirs_too = {p for role in character.roles if (p := _party(set(fold(role.text).split())))}
        if party and theirs_too and party not in theirs_too:
            return 0.0, ""
        others = {fold(n) for n in record.names if n not in groups()}
        for role in character.roles:
            match = role_matches(role, record.head)
            if not match:
                continue
            if (role.words & _UNDER) - record.words:
                continue  # "the governor" is not the deputy governor
            if record.owner and (match < 2 or not self._owned(record, role)):
                continue
            fit = 2.0 if match == 2 else 1.0
            by = "role"
            text = fold(role.text)
            theirs = role.affiliation or (character.affiliations[0] if character.affiliations else "")
            if country:
                if theirs and fold(theirs) != fold(country) and fold(country) not in text:
                    continue
                fit += 1.0 if theirs else -0.5
                by = "affiliation" if match < 2 else by
            if record.of:
                if record.of in text or (theirs and fold(theirs) in record.of):
                    fit += 1.0
                elif " of " in text or " for " in text:
                    continue
            if others and not country and not any(o in text or o == fold(theirs) for o in others):
                continue
            extra = record.words - _IGNORED - {w for w in record.words if len(w) < 3}
            if not country and not others and _another_office(record.head, extra, role):
                continue
            if extra and not country and not others:
                fit += 0.7 if extra <= role.words or all(w in text for w in extra) else -0.6
            if ("former" in record.words) != ("former" in role.words):
                fit -= 0.4
            if fit > best:
                best, evidence = fit, by
        return best, evidence

    def _owned(self, record: NominalRecord, role: RoleRecord) -> bool:
        """Whether "his daughter" or "Trump's lawyer" may be the one whose role it is."""
        known = roles().get(role.head)
        if known is not None and "kin" in known.classes:
            return True
        text = fold(f"{role.text} {role.affiliation}")
        return bool(record.names) and any(fold(name) in text for name in record.names)

    def _by_country(
        self,
        record: NominalRecord,
        country: str,
        scores: Mapping[int, float],
        seen: Mapping[int, Place],
        gender: Mapping[int, str],
    ) -> tuple[int | None, str]:
        """ "The Russian leader" of somebody whose role is not told, but whose country is."""
        found = [
            n for n in scores
            if n >= 0 and self.people[n].kind is ActorKind.PERSON and country in self.people[n].affiliations
            and not _clash(record.gender, gender.get(n, "")) and n in seen and not self._other_role(n)
        ]  # fmt: skip
        return (found[0], "affiliation") if len(found) == 1 else (None, "")

    def _other_role(self, number: int) -> bool:
        known = roles()
        return any(
            (role := known.get(r.head)) is not None
            and not role.classes & (_LEADING | {"leader", "candidate", "party"})
            for r in self.people[number].roles
        )

    def _by_recency(
        self, record: NominalRecord, scores: Mapping[int, float], gender: Mapping[int, str], country: str
    ) -> tuple[int | None, str]:
        names = [n for n in record.names if n not in groups()] if record.head not in _PARTIES else []
        if record.head not in _GENERAL_PERSON or record.of or (names and not country):
            return None, ""
        near = sorted(
            ((s, n) for n, s in scores.items() if n < 0 or self.people[n].kind is ActorKind.PERSON),
            reverse=True,
        )
        fitting = [(s, n) for s, n in near if n < 0 or not _clash(record.gender, gender.get(n, ""))]
        if not fitting or fitting[0][1] < 0 or fitting[0][0] < 0.4:
            return None, ""
        if len(fitting) > 1 and fitting[1][0] > 0.35 * fitting[0][0]:
            return None, ""
        who = fitting[0][1]
        party = _party(record.words | {record.head})
        theirs = {p for role in self.people[who].roles if (p := _party(set(fold(role.text).split())))}
        if party and theirs and party not in theirs:
            return None, ""
        plain = record.head in ("man", "woman", "politician", "boy", "girl", "leader", "veteran")
        if self.people[who].roles and not plain and not _compatible(self.people[who].roles, record.head):
            return None, ""
        return who, "description-recency"


def _keys(head: str) -> list[str]:
    role = roles().get(head)
    keys = [head, *head.split()[-1:]]
    if role is not None:
        keys += [f"class:{name}" for name in role.classes]
        if head in ("leader", "head of state", "politician"):
            keys += [
                f"class:{name}"
                for name in (
                    "president",
                    "premier",
                    "monarch",
                    "lawmaker",
                    "governor",
                    "minister",
                    "candidate",
                )
            ]
    return list(dict.fromkeys(keys))


_PARTIES = {
    "republican": "republican", "gop": "republican", "democrat": "democrat", "democratic": "democrat",
    "libertarian": "libertarian", "labour": "labour", "conservative": "conservative", "tory": "conservative",
    "green": "green", "socialist": "socialist", "liberal": "liberal", "independent": "independent",
}  # fmt: skip


def _party(words_: Set[str]) -> str:
    """The party that words name, empty if none."""
    return next((_PARTIES[w] for w in words_ if w in _PARTIES), "")


def _another_office(head: str, extra: Set[str], role: RoleRecord) -> bool:
    """Whether both name an office and not the same: "the health minister" is not the Aviation Minister."""
    theirs = {w for w in role.words - _IGNORED if w.isalpha() and not country_of_word(w)} - _UNDER
    return head in _OFFICES and bool(extra) and bool(theirs) and not extra & theirs


def _clash(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _compatible(theirs: list[RoleRecord], head: str) -> bool:
    return any(role_matches(role, head) for role in theirs)
