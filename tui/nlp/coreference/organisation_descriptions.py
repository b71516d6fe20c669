"""Descriptions of organisations followed to them: "the company", "the ministry", "the Russian government"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Cluster
from tui.nlp.coreference.antecedent import UNKNOWN, Antecedent, Salience, only_salient
from tui.nlp.coreference.countries import country_of
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import NominalRecord, Position

_KNOWN = english("coreference")
_WITHOUT_MEANING = _KNOWN.words("modifiers_without_meaning")
_FOR_GOVERNMENTS = _KNOWN.words("nouns_for_governments")
_FOR_COUNTRIES = _KNOWN.words("nouns_for_countries")
_FOR_ANY = _KNOWN.words("nouns_for_any_organisation")
_FOR_MEDIA = _KNOWN.words("nouns_for_media")
_IN_NAMES = _KNOWN.words("nouns_in_names")
_NEVER_IN_NAMES = _KNOWN.words("nouns_never_in_names")
_SENTENCES_OF_NAME = _KNOWN.count("sentences_of_name")
_SENTENCES_OF_ROLE = _KNOWN.count("sentences_of_organisations_role")
_SENTENCES_OF_SPEECH = _KNOWN.count("sentences_of_speech")
_LEAST_NAMED = _KNOWN.number("least_of_named")
_MARGIN_NAMED = _KNOWN.number("margin_of_named")
_LEAST_ONLY = _KNOWN.number("least_of_only")
_MARGIN_ONLY = _KNOWN.number("margin_of_only")


class OrganisationDescriptions:
    """The organisations and countries among the clusters, by the words of their names and by their roles."""

    def __init__(
        self,
        clusters: list[Cluster],
        by_role: Mapping[str, list[int]],
        last_named: Mapping[int, Position],
        last_spoke: Mapping[int, int],
    ) -> None:
        """``by_role`` finds clusters by the keys of their roles; the others are as for ``Descriptions``."""
        self._clusters = clusters
        self._by_role = by_role
        self._last_named = last_named
        self._last_spoke = last_spoke
        self._by_word: dict[str, list[int]] = {}
        for number, cluster in enumerate(clusters):
            if cluster.kind is ActorKind.ORGANISATION:
                for word in {word for form in cluster.forms for word in fold(form).split()}:
                    self._by_word.setdefault(word, []).append(number)

    def resolve(self, record: NominalRecord, salience: Salience) -> Antecedent:
        """The organisation or country that a description means."""
        noun = record.head
        if noun in _FOR_GOVERNMENTS and (country := country_of(record)) and not _is_of_more(record, country):
            return self._government(country)
        named = self._by_whole_name(record)
        if named is not None:
            return Antecedent(named, ActorEvidence.KIND)
        if record.names or record.of:
            return UNKNOWN
        if noun in _FOR_COUNTRIES:
            return self._only(salience, ActorKind.PLACE)
        return self._by_noun(record, salience)

    def _by_noun(self, record: NominalRecord, salience: Salience) -> Antecedent:
        """What the noun alone means: one that has it in its name or as its role, else the only one near."""
        noun = record.head
        if noun not in _NEVER_IN_NAMES:
            named = [number for number in self._by_word.get(noun, ()) if number in self._last_named]
            if named:
                return self._by_word_of_name(record, named, salience)
        with_role = [n for n in self._organisations(self._by_role.get(noun, ())) if n in self._last_named]
        if len(with_role) == 1 and self._sentences_since(record, with_role[0]) < _SENTENCES_OF_ROLE:
            return Antecedent(with_role[0], ActorEvidence.ROLE)
        if noun in _FOR_MEDIA:
            return self._medium(record)
        return self._only(salience, ActorKind.ORGANISATION) if noun in _FOR_ANY else UNKNOWN

    def _government(self, country: str) -> Antecedent:
        """ "The Russian government": the country itself."""
        for number, cluster in enumerate(self._clusters):
            if cluster.kind is ActorKind.PLACE and cluster.country == country:
                return Antecedent(number, ActorEvidence.AFFILIATION)
        return UNKNOWN

    def _by_whole_name(self, record: NominalRecord) -> int | None:
        """ "The emergencies ministry" of the Emergencies Ministry, wherever the article names it."""
        words = {word for word in record.words if word not in _WITHOUT_MEANING} | {record.head}
        if len(words) < 2:
            return None
        named = [
            number
            for number in self._by_word.get(record.head, ())
            if any(words <= set(fold(form).split()) for form in self._clusters[number].forms)
        ]
        return named[0] if len(named) == 1 else None

    def _by_word_of_name(self, record: NominalRecord, named: list[int], salience: Salience) -> Antecedent:
        """ "The ministry" of the one organisation near whose name has that word."""
        near = [(salience[n], n) for n in named if salience.get(n, 0.0) > _LEAST_NAMED]
        near.sort(key=lambda candidate: -candidate[0])
        if len(near) == 1 or (len(near) > 1 and near[1][0] < _MARGIN_NAMED * near[0][0]):
            return Antecedent(near[0][1], ActorEvidence.KIND)
        remembered = record.head in _IN_NAMES and self._sentences_since(record, named[0]) < _SENTENCES_OF_NAME
        return Antecedent(named[0], ActorEvidence.KIND) if len(named) == 1 and remembered else UNKNOWN

    def _medium(self, record: NominalRecord) -> Antecedent:
        """ "The newspaper" of the only organisation that spoke just before."""
        now = record.position.sentence
        near = (number for number, at in self._last_spoke.items() if now - at <= _SENTENCES_OF_SPEECH)
        spoke = self._organisations(near)
        return Antecedent(spoke[0], ActorEvidence.KIND) if len(spoke) == 1 else UNKNOWN

    def _organisations(self, numbers: Iterable[int]) -> list[int]:
        """Those clusters that are organisations."""
        return [number for number in numbers if self._clusters[number].kind is ActorKind.ORGANISATION]

    def _sentences_since(self, record: NominalRecord, number: int) -> int:
        """Sentences between a description and where a cluster was last named."""
        return record.position.sentence - self._last_named[number].sentence

    def _only(self, salience: Salience, kind: ActorKind) -> Antecedent:
        """The only organisation, or the only country, that is present; a place of no country is none."""
        near = ((s, n) for n, s in salience.items() if n >= 0 and self._is_of_kind(self._clusters[n], kind))
        number = only_salient(near, _LEAST_ONLY, _MARGIN_ONLY)
        return UNKNOWN if number is None else Antecedent(number, ActorEvidence.KIND)

    def _is_of_kind(self, cluster: Cluster, kind: ActorKind) -> bool:
        return cluster.kind is kind and (kind is not ActorKind.PLACE or bool(cluster.country))


def _is_of_more(record: NominalRecord, country: str) -> bool:
    """Whether "of …" says more than the country: "the government of Oman" is Oman."""
    return bool(record.of) and record.of.removeprefix("the ") != fold(country)
