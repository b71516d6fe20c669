"""What is shown of an actor beside its name: its role, and the country or body that it belongs to."""

from __future__ import annotations

from collections import Counter

from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Cluster
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles
from tui.nlp.mentions.records import Construction, RoleRecord

_KNOWN = english("actors")
_NEVER_SHOWN = _KNOWN.words("never_shown")
_SHOWN_LAST = _KNOWN.words("classes_shown_last")
_WORDS_RANKED = _KNOWN.count("words_of_title_ranked")

_IN_ORDER = (Construction.TITLE, Construction.APPOSITION, Construction.COPULA)


def role_of(cluster: Cluster) -> str | None:
    """The role to show: a title first, the fullest of them, then an apposition, then "X is …"."""
    name = fold(cluster.name)
    told = [
        role
        for role in cluster.roles
        if role.text.lower() not in _NEVER_SHOWN and not name.startswith(fold(role.text) + " ")
    ]
    return min(told, key=_rank).text if told else None


def _rank(role: RoleRecord) -> tuple[bool, int, int]:
    """What tells how a role is shown before others: the lesser first, and of equals the first in the text."""
    noun = roles().get(role.head)
    is_title = role.construction is Construction.TITLE
    return (
        noun is not None and not noun.classes.isdisjoint(_SHOWN_LAST),
        _IN_ORDER.index(role.construction),
        -min(len(role.text.split()), _WORDS_RANKED) if is_title else 0,
    )


def affiliation_of(cluster: Cluster) -> str | None:
    """The country or body that the text mostly ties an actor to, None if it is the actor itself."""
    most = Counter(cluster.affiliations).most_common(1)
    return most[0][0] if most and fold(most[0][0]) != fold(cluster.name) else None
