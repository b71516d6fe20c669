"""Places: the names of one country, and the capital that stands for it.

A capital that acts ("Moscow asserts") is an alias of its country where the article names the country, and a
city of its own otherwise.
"""

from __future__ import annotations

from collections import Counter

from tui.domain.analysis import ActorKind
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Cluster, Clusters, shown
from tui.nlp.lang.lists import countries
from tui.nlp.lang.persons import strip_possessive
from tui.nlp.mentions.records import GrammaticalFunction, NameRecord


def cluster_places(names: list[NameRecord], clusters: Clusters) -> None:
    """Add a cluster for each country, region and city to ``clusters``."""
    places, capitals = _by_place(names)
    for city, indices in capitals.items():
        country = countries().capitals[city]
        if country in places and _stands_for_country(names, indices):
            places[country].extend(indices)
            for i in indices:
                clusters.matched_by[i] = ActorEvidence.ALIAS
        else:
            places.setdefault(city, []).extend(indices)
    known = set(countries().names.values())
    for place, indices in places.items():
        indices.sort()
        own = [i for i in indices if clusters.matched_by[i] is not ActorEvidence.ALIAS]
        forms = [shown(names[i].text) for i in own] or [place]
        if place in known:
            # The fullest form that the text uses.
            name = place if place in forms else max(forms, key=len)
        else:
            name = Counter(forms).most_common(1)[0][0]
        country = place if place in known else ""
        clusters.clusters.append(Cluster(ActorKind.PLACE, name, indices, country=country))


def _by_place(names: list[NameRecord]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The indices of places' names by country or city, and apart those of capitals that may act."""
    known = countries()
    places: dict[str, list[int]] = {}
    capitals: dict[str, list[int]] = {}
    for index, record in enumerate(names):
        if record.label not in ("GPE", "LOC"):
            continue
        text = shown(record.text).removeprefix("the ").removeprefix("The ")
        country = known.names.get(text) or known.names.get(strip_possessive(record.text).strip(" ,;:"))
        if country is None and text in known.capitals and not record.located:
            capitals.setdefault(text, []).append(index)
        else:
            places.setdefault(country or text, []).append(index)
    return places, capitals


def _stands_for_country(names: list[NameRecord], indices: list[int]) -> bool:
    """Whether a capital does something, as a country does."""
    return any(names[i].acts and names[i].position.function is GrammaticalFunction.SUBJECT for i in indices)
