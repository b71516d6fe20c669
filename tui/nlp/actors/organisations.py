"""Organisations: short and long forms, acronyms, the same organ with and without its country."""

from __future__ import annotations

from collections import Counter

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Cluster, Clusters, shown
from tui.nlp.actors.organisation_names import (
    country_keys,
    initials,
    is_acronym,
    known_organisations,
    name_key,
    short_forms,
    without_country,
)
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import metonyms
from tui.nlp.mentions.records import NameRecord

_ORGANS_OF_STATE = english("actors").words("organs_of_state")


def cluster_organisations(names: list[NameRecord], clusters: Clusters) -> None:
    """Add a cluster for each organisation to ``clusters``."""
    groups = OrganisationGroups()
    for index, record in enumerate(names):
        if record.label == "ORG":
            groups.add(index, record.text)
    for record in names:
        if record.label == "ORG" and record.long_form >= 0 and names[record.long_form].label == "ORG":
            groups.join_texts(names[record.long_form].text, record.text)
    for indices in groups.groups():
        forms = Counter(shown(names[i].text) for i in indices)
        fullest = max(
            forms, key=lambda form: (not is_acronym(form), len(form.split()), forms[form], len(form))
        )
        country = next((metonyms()[form] for form in forms if form in metonyms()), "")
        clusters.clusters.append(Cluster(ActorKind.ORGANISATION, fullest, indices, country=country))
        for i in indices:
            if is_acronym(names[i].text):
                clusters.matched_by[i] = ActorEvidence.ACRONYM


class OrganisationGroups:
    """Organisations' names by their keys, those of one organisation joined (union-find)."""

    def __init__(self) -> None:
        self._indices: dict[str, list[int]] = {}
        self._texts: dict[str, str] = {}
        self._parent: dict[str, str] = {}

    def add(self, index: int, text: str) -> None:
        """Take in a name: the index of its record and its text."""
        if key := name_key(text):
            self._indices.setdefault(key, []).append(index)
            self._texts.setdefault(key, text)
            self._parent.setdefault(key, key)

    def join_texts(self, one: str, other: str) -> None:
        """Two texts that the article itself puts as one, such as an acronym in brackets."""
        if (first := name_key(one)) in self._parent and (second := name_key(other)) in self._parent:
            self._join(first, second)

    def groups(self) -> list[list[int]]:
        """The names' indices, those of one organisation together, each list in order."""
        self._join_known()
        self._join_acronyms()
        self._join_with_country()
        self._join_short_forms()
        found: dict[str, list[int]] = {}
        for key, indices in self._indices.items():
            found.setdefault(self._root(key), []).extend(indices)
        return [sorted(indices) for indices in found.values()]

    def _root(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def _join(self, one: str, other: str) -> None:
        self._parent[self._root(other)] = self._root(one)

    def _join_only(self, key: str, longer: set[str]) -> None:
        """Join where just one organisation has a longer form."""
        roots = {self._root(other) for other in longer} - {self._root(key)}
        if len(roots) == 1:
            self._join(roots.pop(), key)

    def _join_known(self) -> None:
        """Names of one well-known organisation."""
        first: dict[str, str] = {}
        for key in self._indices:
            if name := known_organisations().get(key):
                self._join(first.setdefault(name, key), key)

    def _join_acronyms(self) -> None:
        """ "FBI" of "Federal Bureau of Investigation"."""
        longer: dict[str, set[str]] = {}
        for key in self._indices:
            for letters in initials(key):
                longer.setdefault(letters, set()).add(key)
        for key in self._indices:
            if is_acronym(self._texts[key]) and len(key) > 1:
                self._join_only(key, longer.get(key, set()) - {key})

    def _join_with_country(self) -> None:
        """ "US Department of Justice" is "Department of Justice", "Parliament" the "Parliament of Iraq"."""
        organs: dict[str, dict[str, list[str]]] = {}
        for key in self._indices:
            core, country = without_country(key)
            if " " in core or core in _ORGANS_OF_STATE:
                organs.setdefault(core, {}).setdefault(country, []).append(key)
        for by_country in organs.values():
            named = [country for country in by_country if country]
            for keys in by_country.values():
                for key in keys[1:]:
                    self._join(keys[0], key)
            if len(named) == 1 and "" in by_country:
                self._join(by_country[named[0]][0], by_country[""][0])

    def _join_short_forms(self) -> None:
        """ "Port Authority" of "Port Authority of New York", "Ford" of "Ford Motor Company"."""
        longer: dict[str, set[str]] = {}
        for key in self._indices:
            for form in short_forms(key):
                longer.setdefault(form, set()).add(key)
        for key in self._indices:
            if key not in country_keys():
                self._join_only(key, longer.get(key, set()) - {key})
