"""Descriptions of persons followed to them: "the Russian leader", "the former president", "his daughter"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import msgspec

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Cluster
from tui.nlp.coreference.antecedent import UNKNOWN, Antecedent, Salience, only_salient
from tui.nlp.coreference.countries import country_of, country_of_word
from tui.nlp.coreference.role_match import RoleMatch, keys_of, role_match
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import groups, roles
from tui.nlp.mentions.records import Gender, NominalRecord, Position, RoleRecord

_KNOWN = english("coreference")
_WITHOUT_MEANING = _KNOWN.words("modifiers_without_meaning")
_OF_LESSER_OFFICES = _KNOWN.words("modifiers_of_lesser_offices")
_FORMER = _KNOWN.words("former")
_FOR_ANYBODY = _KNOWN.words("nouns_for_anybody")
_FOR_ANY_ROLE = _KNOWN.words("nouns_for_any_role")
_OF_OFFICES = _KNOWN.words("nouns_of_offices")
_WITH_COUNTRY = _KNOWN.words("nouns_with_country")
_CLASSES_WITH_COUNTRY = _KNOWN.words("classes_with_country")
_PARTIES = _KNOWN.table("parties")
_SENTENCES = _KNOWN.count("sentences_of_role")
_OF_NOUN = _KNOWN.number("score_of_noun")
_OF_CLASS = _KNOWN.number("score_of_class")
_OF_COUNTRY = _KNOWN.number("score_of_country")
_OF_COUNTRY_UNKNOWN = _KNOWN.number("score_of_country_unknown")
_OF_COMPLEMENT = _KNOWN.number("score_of_complement")
_OF_MODIFIERS = _KNOWN.number("score_of_modifiers")
_OF_OTHER_MODIFIERS = _KNOWN.number("score_of_other_modifiers")
_OF_FORMER = _KNOWN.number("score_of_former")
_OF_NEARNESS = _KNOWN.number("score_of_nearness")
_MOST_SALIENCE = _KNOWN.number("most_salience")
_MARGIN = _KNOWN.number("margin_of_role")
_LEAST_RECENT = _KNOWN.number("least_of_recent")
_MARGIN_RECENT = _KNOWN.number("margin_of_recent")
_SHORTEST_MODIFIER = _KNOWN.count("shortest_modifier")


class _Description(msgspec.Struct):
    """What a description says of whom it means.

    ``country`` and ``party`` are empty where it names none; ``names`` are other names within it, folded,
    ``modifiers`` the words before its noun that tell something.
    """

    record: NominalRecord
    country: str
    party: str
    names: set[str]
    modifiers: frozenset[str]


class PersonDescriptions:
    """The persons among the clusters, found by the nouns of their roles and by their classes."""

    def __init__(
        self,
        clusters: list[Cluster],
        by_role: Mapping[str, list[int]],
        genders: Mapping[int, Gender],
        last_named: Mapping[int, Position],
    ) -> None:
        """``by_role`` finds clusters by the keys of their roles; the others are as for ``Descriptions``."""
        self._clusters = clusters
        self._by_role = by_role
        self._genders = genders
        self._last_named = last_named

    def resolve(self, record: NominalRecord, salience: Salience) -> Antecedent:
        """The person that a singular description means."""
        description = _read(record)
        ranked = self._by_score(description, salience)
        if ranked:
            best, number, evidence = ranked[0]
            clear = len(ranked) == 1 or best >= _MARGIN * ranked[1][0]
            return Antecedent(number, evidence) if clear else UNKNOWN
        if record.owner:
            return UNKNOWN
        if description.country and record.head in _WITH_COUNTRY:
            return self._by_country(description, salience)
        return self._by_recency(description, salience)

    def _by_score(
        self, description: _Description, salience: Salience
    ) -> list[tuple[float, int, ActorEvidence]]:
        """The persons whose roles fit, with their scores and the evidence, the best first."""
        record = description.record
        ranked = []
        for number in self._candidates(record):
            cluster = self._clusters[number]
            distance = record.position.sentence - self._last_named[number].sentence
            if distance > _SENTENCES or not self._may_be_person(record, number):
                continue
            fit, evidence = _best_role(description, cluster)
            if fit > 0:
                score = fit + min(salience.get(number, 0.0), _MOST_SALIENCE) + _OF_NEARNESS / (1 + distance)
                ranked.append((score, number, evidence))
        return sorted(ranked, reverse=True)

    def _candidates(self, record: NominalRecord) -> list[int]:
        """Clusters named before whose roles may match, each once."""
        found = dict.fromkeys(n for key in keys_of(record.head) for n in self._by_role.get(key, ()))
        return [number for number in found if number in self._last_named]

    def _may_be_person(self, record: NominalRecord, number: int) -> bool:
        """Whether a cluster is a person whose gender does not speak against it."""
        gender = self._genders[number]
        clash = record.gender and gender and record.gender != gender
        return self._clusters[number].kind is ActorKind.PERSON and not clash

    def _by_country(self, description: _Description, salience: Salience) -> Antecedent:
        """ "The Russian leader" of somebody whose role is not told, but whose country is."""
        found = [
            number
            for number in salience
            if number >= 0
            and description.country in self._clusters[number].affiliations
            and number in self._last_named
            and self._may_be_person(description.record, number)
            and not _has_role_without_country(self._clusters[number])
        ]
        return Antecedent(found[0], ActorEvidence.AFFILIATION) if len(found) == 1 else UNKNOWN

    def _by_recency(self, description: _Description, salience: Salience) -> Antecedent:
        """ "The politician" of the only one who was named just before."""
        record = description.record
        if record.head not in _FOR_ANYBODY or record.of:
            return UNKNOWN
        if description.names and not description.country and record.head not in _PARTIES:
            return UNKNOWN
        # Somebody without a name may be meant too.
        near = ((s, n) for n, s in salience.items() if n < 0 or self._may_be_person(record, n))
        number = only_salient(near, _LEAST_RECENT, _MARGIN_RECENT)
        if number is None or number < 0:
            return UNKNOWN
        cluster = self._clusters[number]
        if _is_of_another_party(description, cluster) or not _allows(cluster.roles, record.head):
            return UNKNOWN
        return Antecedent(number, ActorEvidence.DESCRIPTION_RECENCY)


def _read(record: NominalRecord) -> _Description:
    return _Description(
        record=record,
        country=country_of(record),
        party=_party(record.words | {record.head}),
        names={fold(name) for name in record.names if name not in groups()},
        modifiers=frozenset(
            word for word in record.words if word not in _WITHOUT_MEANING and len(word) >= _SHORTEST_MODIFIER
        ),
    )


def _party(words: Iterable[str]) -> str:
    """The party that words name, the first by name where they name several; empty if none."""
    return min((_PARTIES[word] for word in words if word in _PARTIES), default="")


def _best_role(description: _Description, cluster: Cluster) -> tuple[float, ActorEvidence]:
    """How well the best of a person's roles fits, and the evidence; 0 where none does."""
    best, evidence = 0.0, ActorEvidence.ROLE
    if _is_of_another_party(description, cluster):
        return best, evidence
    for role in cluster.roles:
        match = role_match(role, description.record.head)
        if not match or not _may_be_meant(description.record, role, match):
            continue
        fit = _fit(description, cluster, role, match)
        if fit > best:
            by_country = description.country and match is RoleMatch.CLASS
            best, evidence = fit, ActorEvidence.AFFILIATION if by_country else ActorEvidence.ROLE
    return best, evidence


def _may_be_meant(record: NominalRecord, role: RoleRecord, match: RoleMatch) -> bool:
    """Whether a role is no lesser office, and the owner's where the description has one."""
    if (role.words & _OF_LESSER_OFFICES) - record.words:
        return False  # "the governor" is not the deputy governor
    return not record.owner or (match is RoleMatch.NOUN and _is_owned(record, role))


def _is_owned(record: NominalRecord, role: RoleRecord) -> bool:
    """Whether "his daughter" or "Trump's lawyer" may be the one whose role it is."""
    known = roles().get(role.head)
    if known is not None and "kin" in known.classes:
        return True
    text = fold(f"{role.text} {role.affiliation}")
    return bool(record.names) and any(fold(name) in text for name in record.names)


def _fit(description: _Description, cluster: Cluster, role: RoleRecord, match: RoleMatch) -> float:
    """How well a role fits whose noun or class does; 0 where something else speaks against it."""
    record = description.record
    text = fold(role.text)
    affiliation = fold(role.affiliation or (cluster.affiliations[0] if cluster.affiliations else ""))
    fit = _OF_NOUN if match is RoleMatch.NOUN else _OF_CLASS
    for judge in (_judge_country, _judge_complement, _judge_modifiers):
        score = judge(description, role, text, affiliation)
        if score is None:
            return 0.0
        fit += score
    if _FORMER.isdisjoint(record.words) != _FORMER.isdisjoint(role.words):
        fit += _OF_FORMER
    return fit


def _judge_country(description: _Description, role: RoleRecord, text: str, affiliation: str) -> float | None:
    """What it says that the description names a country; None if the role is of another.

    ``text`` is the role's and ``affiliation`` the country or body it belongs to, both folded.
    """
    if not description.country:
        return 0.0
    country = fold(description.country)
    if affiliation and affiliation != country and country not in text:
        return None
    return _OF_COUNTRY if affiliation else _OF_COUNTRY_UNKNOWN


def _judge_complement(
    description: _Description, role: RoleRecord, text: str, affiliation: str
) -> float | None:
    """What it says that something stands behind "of"; None if the role is of something else."""
    of = description.record.of
    if not of:
        return 0.0
    if of in text or (affiliation and affiliation in of):
        return _OF_COMPLEMENT
    return None if " of " in text or " for " in text else 0.0


def _judge_modifiers(
    description: _Description, role: RoleRecord, text: str, affiliation: str
) -> float | None:
    """What the other words before the noun say, where no country does; None if they tell another role."""
    if description.country:
        return 0.0
    if description.names:
        named = any(name in text or name == affiliation for name in description.names)
        return 0.0 if named else None
    modifiers = description.modifiers
    if _is_another_office(description.record.head, modifiers, role):
        return None
    if not modifiers:
        return 0.0
    told = modifiers <= role.words or all(word in text for word in modifiers)
    return _OF_MODIFIERS if told else _OF_OTHER_MODIFIERS


def _is_another_office(noun: str, modifiers: Set[str], role: RoleRecord) -> bool:
    """Whether both name an office and not the same: "the health minister" is not the Aviation Minister."""
    if noun not in _OF_OFFICES or not modifiers:
        return False
    own = {word for word in role.words - _WITHOUT_MEANING if word.isalpha() and not country_of_word(word)}
    own -= _OF_LESSER_OFFICES
    return bool(own) and modifiers.isdisjoint(own)


def _is_of_another_party(description: _Description, cluster: Cluster) -> bool:
    """Whether the description names a party, and the text another one for the person."""
    if not description.party:
        return False
    parties = {party for role in cluster.roles if (party := _party(fold(role.text).split()))}
    return bool(parties) and description.party not in parties


def _has_role_without_country(cluster: Cluster) -> bool:
    """Whether the text gives somebody a role that nobody leads a country by."""
    known = (roles().get(role.head) for role in cluster.roles)
    return any(role is not None and role.classes.isdisjoint(_CLASSES_WITH_COUNTRY) for role in known)


def _allows(known: list[RoleRecord], noun: str) -> bool:
    """Whether somebody with these roles may be called by that noun."""
    return not known or noun in _FOR_ANY_ROLE or any(role_match(role, noun) for role in known)
