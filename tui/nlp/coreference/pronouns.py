"""Pronouns followed to clusters: "he" and "she" by gender and salience, "they" and "it" when they speak."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable

from tui.domain.analysis import ActorKind, Via
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Clusters
from tui.nlp.coreference.antecedent import only_salient
from tui.nlp.coreference.link import Link
from tui.nlp.coreference.salience import Candidate, DiscourseModel
from tui.nlp.coreference.unnamed import Unnamed, UnnamedSources
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import (
    ArticleRecords,
    Gender,
    GrammaticalFunction,
    MentionType,
    Position,
    PronounRecord,
)

_KNOWN = english("coreference")
_HE = _KNOWN.words("he")
_SHE = _KNOWN.words("she")
_THEY = _KNOWN.words("they")
_IT = _KNOWN.words("it")
FIRST_PERSON = _KNOWN.words("first_person")
"""Pronouns of who speaks, lower-cased."""
_LEAST = _KNOWN.number("least_of_person")
_MARGIN = _KNOWN.number("margin_of_person")
_UNKNOWN_GENDER = _KNOWN.number("share_of_unknown_gender")
_UNNAMED = _KNOWN.number("share_of_unnamed")
_UNNAMED_UNKNOWN_GENDER = _KNOWN.number("share_of_unnamed_unknown_gender")
_USES_OF_OTHER = _KNOWN.count("uses_of_other_gender")
_NAMES_AHEAD = _KNOWN.count("names_ahead")
_SENTENCES_AHEAD = _KNOWN.count("sentences_ahead")
_SENTENCES_OF_UNNAMED = _KNOWN.count("sentences_of_unnamed_pronoun")
_SENTENCES_OF_THEY = _KNOWN.count("sentences_of_they")
_LEAST_OF_IT = _KNOWN.number("least_of_it")
_MARGIN_OF_IT = _KNOWN.number("margin_of_it")
_SENTENCES_OF_IT = _KNOWN.count("sentences_of_it")

_OTHER = {Gender.MALE: Gender.FEMALE, Gender.FEMALE: Gender.MALE}
_NOT_IT = (ActorKind.PERSON, ActorKind.GROUP)
_THEY_KINDS = (ActorKind.ORGANISATION, ActorKind.GROUP)
_UNKNOWN = Link((), Via.PRONOUN)


def gender_of(word: str) -> Gender:
    """The gender that a pronoun tells, lower-cased: "his" male, "they" unknown."""
    return Gender.MALE if word in _HE else Gender.FEMALE if word in _SHE else Gender.UNKNOWN


class Pronouns:
    """Resolves pronouns where the walk has come to. ``genders`` of the clusters are learnt on the way."""

    def __init__(
        self,
        records: ArticleRecords,
        clusters: Clusters,
        discourse: DiscourseModel,
        unnamed: UnnamedSources,
    ) -> None:
        self.genders = _genders(records, clusters)
        self._records = records
        self._of_name = clusters.of_name
        self._clusters = clusters.clusters
        self._discourse = discourse
        self._unnamed = unnamed

    def follow(self, index: int) -> Link | None:
        """Whom a pronoun means; None for one that neither speaks nor tells a gender."""
        record = self._records.pronouns[index]
        word = record.word
        attribution = self._discourse.attribution_of.get((MentionType.PRONOUN, index))
        if word in FIRST_PERSON:
            return _UNKNOWN
        if gender := gender_of(word):
            return self._he_or_she(index, gender, attribution)
        if attribution is None:
            return None
        if word in _THEY:
            return self._they(record, attribution)
        return self._it(record, attribution) if word in _IT else _UNKNOWN

    def _he_or_she(self, index: int, gender: Gender, attribution: int | None) -> Link:
        position = self._records.pronouns[index].position
        candidates = self._persons(position, gender, attribution)
        if not candidates or candidates[0][0] < _LEAST:
            referent, evidence = self._ahead(position, gender), ActorEvidence.PRONOUN_CATAPHORA
            if referent is None and not candidates and attribution is not None:
                referent = self._next(position, gender)
        else:
            referent = self._clear_best(candidates, gender)
            evidence = ActorEvidence.PRONOUN_RECENCY if referent is None else self._evidence_of(referent)
            if referent is not None and referent >= 0 and len(candidates) == 1 and not self.genders[referent]:
                self.genders[referent] = gender
        if referent is None:
            return _UNKNOWN
        self._discourse.add(referent, position, (MentionType.PRONOUN, index), gender=gender)
        if referent < 0:
            one = self._unnamed[referent]
            if not one.is_person:
                return _UNKNOWN
            one.gender = one.gender or gender
            one.last = position
        return Link((referent,), Via.PRONOUN, evidence)

    def _persons(
        self, position: Position, gender: Gender, attribution: int | None
    ) -> list[tuple[float, int]]:
        """Those whom he or she may mean with what counts of their salience, the most salient first."""
        unnamed = {
            candidate.referent: candidate
            for candidate in self._discourse.candidates
            if candidate.referent < 0
        }
        found: list[tuple[float, int]] = []
        for referent, salience in self._discourse.salience(position, attribution).items():
            if referent >= 0:
                share = self._share_of_cluster(referent, gender)
            else:
                share = _share_of_unnamed(unnamed[referent], gender)
            if share:
                found.append((salience * share, referent))
        return sorted(found, reverse=True)

    def _share_of_cluster(self, number: int, gender: Gender) -> float:
        """The share of a cluster's salience that counts where a person of that gender is looked for."""
        if self._clusters[number].kind is not ActorKind.PERSON:
            return 0.0
        known = self.genders[number]
        return 1.0 if known is gender else 0.0 if known else _UNKNOWN_GENDER

    def _clear_best(self, candidates: list[tuple[float, int]], gender: Gender) -> int | None:
        """The best of the candidates, or None where a second is close and its gender is no worse known."""
        best, referent = candidates[0]
        if len(candidates) > 1 and candidates[1][0] > _MARGIN * best:
            known = [who for _, who in candidates[:2] if who >= 0 and self.genders[who] is gender]
            if known != [referent]:
                return None
        return referent

    def _evidence_of(self, referent: int) -> ActorEvidence:
        """Whether somebody is meant as the latest subject, or as the one mentioned latest."""
        latest = next(one for one in reversed(self._discourse.candidates) if one.referent == referent)
        is_subject = latest.position.function is GrammaticalFunction.SUBJECT
        return ActorEvidence.PRONOUN_SUBJECT if is_subject else ActorEvidence.PRONOUN_RECENCY

    def _ahead(self, position: Position, gender: Gender) -> int | None:
        """ "When he spoke, Putin …": the first person of fitting gender later in the same sentence."""
        names = self._records.names
        first = bisect_right(names, position.start, key=lambda name: name.position.start)
        for index in range(first, min(first + _NAMES_AHEAD, len(names))):
            name, number = names[index], self._of_name[index]
            if name.position.sentence != position.sentence:
                return None
            if (
                name.label == "PERSON"
                and number >= 0
                and name.position.function is GrammaticalFunction.SUBJECT
                and not name.position.quoted
                and self.genders[number] is gender
                and name.position.verb != position.verb
            ):
                return number
        return None

    def _next(self, position: Position, gender: Gender) -> int | None:
        """ "“…,” she said. Ada Roe, 71, had won": the one who is told of next, where nobody was before."""
        names = self._records.names
        first = bisect_right(names, position.start, key=lambda name: name.position.start)
        for index in range(first, min(first + _NAMES_AHEAD, len(names))):
            name, number = names[index], self._of_name[index]
            if name.position.sentence - position.sentence > _SENTENCES_AHEAD:
                return None
            if name.label != "PERSON" or number < 0 or name.position.quoted:
                continue
            fits = self.genders[number] in (gender, Gender.UNKNOWN)
            subject = name.position.function is GrammaticalFunction.SUBJECT
            return number if fits and subject else None
        return None

    def _they(self, record: PronounRecord, attribution: int) -> Link:
        """The last subject that means several: two people, an organisation, a group."""
        for candidate in reversed(self._discourse.candidates):
            if record.position.sentence - candidate.position.sentence > _SENTENCES_OF_THEY:
                break
            if (
                candidate.position.quoted
                or candidate.position.function is not GrammaticalFunction.SUBJECT
                or self._discourse.reports(attribution, candidate.position.start)
            ):
                continue
            if candidate.together:
                return Link(candidate.together, Via.PRONOUN, ActorEvidence.PRONOUN_SUBJECT)
            if candidate.referent < 0 and candidate.plural:
                return self._taken_up(candidate.referent, record, ActorEvidence.PRONOUN_SUBJECT)
            if candidate.referent >= 0 and candidate.kind in _THEY_KINDS:
                return self._taken_up(candidate.referent, record, ActorEvidence.PRONOUN_SUBJECT)
        return self._unnamed_who_spoke(record, lambda one: one.plural or one.kind is not None)

    def _unnamed_body(self, record: PronounRecord, attribution: int) -> Link:
        """The one body without a name in the same sentence: "Shares in the carmaker fell after it said"."""
        near = [
            candidate.referent
            for candidate in self._discourse.candidates
            if candidate.position.sentence == record.position.sentence
            and candidate.position.start < record.position.start
            and candidate.kind is not ActorKind.PERSON
            and not self._discourse.reports(attribution, candidate.position.start)
        ]
        if len(set(near)) != 1 or near[0] >= 0 or self._unnamed[near[0]].kind is not ActorKind.ORGANISATION:
            return _UNKNOWN
        return self._taken_up(near[0], record, ActorEvidence.PRONOUN_RECENCY)

    def _unnamed_who_spoke(self, record: PronounRecord, fits: Callable[[Unnamed], bool]) -> Link:
        """The one without a name who spoke last, just before, if fitting."""
        for candidate in reversed(self._discourse.candidates):
            if record.position.sentence - candidate.position.sentence > _SENTENCES_OF_UNNAMED:
                break
            if candidate.speaks and candidate.position.start < record.position.start:
                if candidate.referent < 0 and fits(self._unnamed[candidate.referent]):
                    return self._taken_up(candidate.referent, record, ActorEvidence.PRONOUN_RECENCY)
                break
        return _UNKNOWN

    def _it(self, record: PronounRecord, attribution: int) -> Link:
        """The most salient of organisations and places, if it is so by far."""
        salience = self._discourse.salience(record.position, attribution, _SENTENCES_OF_IT)
        number = only_salient(
            ((s, n) for n, s in salience.items() if n >= 0 and self._clusters[n].kind not in _NOT_IT),
            _LEAST_OF_IT,
            _MARGIN_OF_IT,
        )
        if number is None:
            spoke = self._unnamed_who_spoke(record, lambda one: one.is_thing)
            return spoke if spoke.actors else self._unnamed_body(record, attribution)
        return self._taken_up(number, record, ActorEvidence.PRONOUN_RECENCY)

    def _taken_up(self, number: int, record: PronounRecord, evidence: ActorEvidence) -> Link:
        """The link to an organisation or group, which is mentioned once more."""
        # The key of no attribution: the mention counts without the weight of one that speaks.
        plural = number < 0 and self._unnamed[number].plural
        self._discourse.add(number, record.position, (MentionType.PRONOUN, -1), plural=plural)
        return Link((number,), Via.PRONOUN, evidence)


def _share_of_unnamed(candidate: Candidate, gender: Gender) -> float:
    """The share of the salience of somebody without a name that counts where a person is looked for."""
    if candidate.plural or candidate.kind is not None:
        return 0.0
    if candidate.gender is gender:
        return _UNNAMED
    return 0.0 if candidate.gender else _UNNAMED * _UNNAMED_UNKNOWN_GENDER


def _genders(records: ArticleRecords, clusters: Clusters) -> dict[int, Gender]:
    """Genders by titles, roles and given names; the last not believed where no pronoun ever agrees."""
    used = Counter(gender_of(pronoun.word) for pronoun in records.pronouns)
    found = {}
    for number, cluster in enumerate(clusters.clusters):
        gender = cluster.gender
        if gender and cluster.gender_by_name and not used[gender] and used[_OTHER[gender]] >= _USES_OF_OTHER:
            gender = Gender.UNKNOWN
        found[number] = gender
    return found
