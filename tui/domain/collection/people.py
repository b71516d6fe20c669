"""People across articles: which appearances are one person's, and why.

An appearance is an actor in one article. Two are joined where their full names are one, or forms of one, and
nothing told of them contradicts (see ``roles``); never by a surname alone, never a source without a name or a
document, never two of one article. What joined each is kept as a code, its words stand in
``labels.people``. What the reader decided is laid over it by ``deciding``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from tui.domain.codes import ActorKind
from tui.domain.collection.lists import words
from tui.domain.collection.names import FullName, forms, full_name, same_form
from tui.domain.collection.roles import Agreement, Standing, fields_fit, fits, standing
from tui.domain.collection.rows import Appearance, dated
from tui.domain.text.folding import fold

NEVER_JOINED = frozenset(("unnamed", "document"))
"""Kinds of actors that are others in each article: "officials", "the report"."""
_DOMINANT = 4
"""How many times as often as all others of the name somebody must appear to be meant if nothing is told."""
_ENOUGH = 3
"""Articles in which somebody must appear for that."""


class Joined(StrEnum):
    """Why an appearance was counted to a person: the codes; ``labels.people`` has the words."""

    FIRST = "first"
    SAME_NAME = "same-name"
    FORM_OF_NAME = "form-of-name"
    BOTH_NAMES = "both-names"
    ROLE = "role"
    AFFILIATION = "affiliation"
    MOST_WRITTEN_ABOUT = "most-written-about"
    READER = "reader"


class Apart(StrEnum):
    """Why two of one name were left apart."""

    ROLES_CONTRADICT = "roles-contradict"
    SAME_ARTICLE = "same-article"
    OTHER_FORM = "other-form"
    CANNOT_TELL = "cannot-tell"
    SURNAME_ALONE = "surname-alone"
    UNNAMED = "unnamed"
    READER = "reader"


class Member(msgspec.Struct, frozen=True, gc=False):
    """An appearance of a person. ``why`` joined it to those before it; ``by`` says through which words."""

    appearance: Appearance
    why: Joined = Joined.FIRST
    by: str = ""


class Person(msgspec.Struct, frozen=True):
    """Somebody (or a body, a place) across articles; members in the order of their dates."""

    name: str
    kind: ActorKind
    members: tuple[Member, ...]
    roles: tuple[str, ...] = ()
    """Each once, the most frequent first."""
    edited: bool = False

    @property
    def id(self) -> tuple[str, str]:
        """The key of the first appearance."""
        return self.members[0].appearance.key

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len({member.appearance.about.article_id for member in self.members})

    @property
    def quotes(self) -> int:
        """How many quotes, told twice or not."""
        return sum(member.appearance.quotes for member in self.members)

    @property
    def surname_alone(self) -> bool:
        """Whether this is a person whom no article gives a full name."""
        return self.kind is ActorKind.PERSON and full_name(self.name) is None


def person(members: Iterable[Member], *, edited: bool = False) -> Person:
    """A person of these members, called by the full name that is used most."""
    ordered = sorted(members, key=lambda member: dated(member.appearance))
    rows = [member.appearance for member in ordered]
    if len(rows) == 1:
        (row,) = rows
        return Person(row.name, row.kind, tuple(ordered), (row.role,) if row.role else (), edited)
    names = Counter(row.name for row in rows)
    best = max(names, key=lambda name: (full_name(name) is not None, names[name], len(name)))
    roles: Counter[frozenset[str]] = Counter()
    shown: dict[frozenset[str], str] = {}
    for told, times in Counter(row.role for row in rows if row.role).items():
        # "US President" and "president of the United States" are one
        role = standing(told, None).words - {"of", "the"}
        shown.setdefault(role, told)
        roles[role] += times
    kinds = Counter(row.kind.value for row in rows)
    return Person(
        best,
        ActorKind(kinds.most_common(1)[0][0]),
        tuple(ordered),
        tuple(shown[role] for role, _ in roles.most_common()),
        edited,
    )


def join(rows: Iterable[Appearance]) -> list[Person]:
    """The people of these appearances, those with most quotes first. Linear in the number of names."""
    alone: list[Person] = []
    blocks = _Blocks()
    bodies: dict[tuple[ActorKind, str], list[Appearance]] = {}
    for row in sorted(rows, key=_order):
        if row.kind.value in NEVER_JOINED:
            alone.append(person([Member(row)]))
        elif row.kind is not ActorKind.PERSON:
            bodies.setdefault((row.kind, _body(row.name)), []).append(row)
        elif found := forms(row.name, row.aliases):
            blocks.add(row, found)
        else:
            alone.append(person([Member(row)]))
    people = alone
    for block in blocks.each():
        people += _parted(block)
    people += _bodies(bodies)
    return sorted(people, key=lambda one: (-one.quotes, -one.articles, fold(one.name), one.id))


def _order(row: Appearance) -> tuple[bool, str, str, str]:
    """Those of whom something is told first: they make the people, the others find theirs."""
    return standing(row.role, row.affiliation).empty, *dated(row)


# ── persons ──────────────────────────────────────────────────────────────────────────────────────────────


class _Named(msgspec.Struct, frozen=True, gc=False):
    row: Appearance
    forms: tuple[FullName, ...]
    standing: Standing

    same: tuple[int, int]
    """Equal where name, aliases and what is told are the same: both are made once, and kept."""


class _Blocks:
    """Appearances whose names may be forms of one, put together through the names that one article gives."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, str], tuple[str, str]] = {}
        self._rows: list[_Named] = []
        self._joined: set[int] = set()

    def add(self, row: Appearance, found: tuple[FullName, ...]) -> None:
        told = standing(row.role, row.affiliation)
        self._rows.append(_Named(row, found, told, (id(found), id(told))))
        if id(found) in self._joined:
            return
        self._joined.add(id(found))
        # "Kim Jong-un" and "Kim Jong Un" have no family name in common but all their letters.
        keys = [key for form in found for key in (form.block, ("", form.compact))]
        first = self._root(keys[0])
        for key in keys[1:]:
            self._parent[self._root(key)] = first

    def _root(self, key: tuple[str, str]) -> tuple[str, str]:
        while (parent := self._parent.setdefault(key, key)) != key:
            self._parent[key] = self._parent[parent]
            key = parent
        return key

    def each(self) -> Iterable[list[_Named]]:
        found: dict[tuple[str, str], list[_Named]] = {}
        lists: dict[int, list[_Named]] = {}
        for named in self._rows:
            same = id(named.forms)
            if same not in lists:
                lists[same] = found.setdefault(self._root(named.forms[0].block), [])
            lists[same].append(named)
        return found.values()


class _Cluster:
    """One person while a block is being parted."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.forms: dict[FullName, str] = {}
        """Every full name of this person, with the words that an article has for it."""
        self.own: dict[FullName, str] = {}
        """The same without names that are aliases only."""
        self.standings: dict[Standing, None] = {}
        self.fields: frozenset[str] = frozenset()
        self.nouns: frozenset[str] = frozenset()
        self.places: frozenset[str] = frozenset()
        self.articles: set[str] = set()
        self._same: set[tuple[int, int]] = set()

    def add(self, named: _Named, why: Joined, by: str = "") -> None:
        row, told = named.row, named.standing
        self.members.append(Member(row, why, by))
        self.articles.add(row.about.article_id)
        if named.same in self._same:
            return
        self._same.add(named.same)
        self.own.setdefault(named.forms[0], row.name)
        for form in named.forms:
            self.forms.setdefault(form, row.name)
        if not told.empty:
            self.standings[told] = None
        self.fields |= told.fields
        self.nouns |= told.nouns
        self.places |= told.places

    def apart(self, named: _Named) -> Apart | None:
        """Why the appearance cannot be this person's; None: it can."""
        if named.row.about.article_id in self.articles:
            return Apart.SAME_ARTICLE
        if not self._one_form(named):
            return Apart.OTHER_FORM
        fitting = {fits(named.standing, known) for known in self.standings}
        if Agreement.AGREES in fitting or Agreement.CONTRADICTS not in fitting:
            return None
        far = fields_fit(named.standing.fields, self.fields) is Agreement.CONTRADICTS
        return Apart.ROLES_CONTRADICT if far or len(fitting) == 1 else None

    def _one_form(self, named: _Named) -> bool:
        """One of the names is a form of one of this person's, and the main names exclude no other."""
        main = named.forms[0]
        return all(same_form(main, form) for form in self.own if form.block == main.block) and any(
            one.compact == other.compact or (one.block == other.block and same_form(one, other))
            for one in named.forms
            for other in self.forms
        )

    def reason(self, named: _Named) -> tuple[Joined, str]:
        """The strongest reason for which the appearance is this person's, and the words that say it."""
        told, main = named.standing, named.forms[0]
        if told.places & self.places:
            return Joined.AFFILIATION, named.row.affiliation or ""
        if told.nouns & self.nouns:
            return Joined.ROLE, min(told.nouns & self.nouns)
        if any(main.compact == own.compact for own in self.own):
            return Joined.SAME_NAME, ""
        near = next((name for own, name in self.own.items() if own.block == main.block), None)
        return (Joined.FORM_OF_NAME, near) if near else (Joined.BOTH_NAMES, next(iter(self.own.values())))


def _parted(block: Sequence[_Named]) -> list[Person]:
    """The people of one block: each appearance goes to the one it fits, or makes another."""
    clusters: list[_Cluster] = []
    decided: dict[tuple[int, int], tuple[_Cluster, Joined, str]] = {}
    for named in block:
        # Most are called and told of just as one before: while no other person was found, they are the same.
        key = named.same
        known = decided.get(key)
        if known is not None and named.row.about.article_id not in known[0].articles:
            known[0].add(named, *known[1:])
            continue
        chosen, why, by = _chosen(clusters, named)
        if chosen is None:
            chosen = _Cluster()
            clusters.append(chosen)
            decided.clear()
        elif len(clusters) == 1:
            decided[key] = chosen, why, by
        chosen.add(named, why, by)
    return [person(cluster.members) for cluster in clusters]


def _chosen(clusters: Sequence[_Cluster], named: _Named) -> tuple[_Cluster | None, Joined, str]:
    """Whose appearance it is, and why; None: somebody else's."""
    fitting = [cluster for cluster in clusters if cluster.apart(named) is None]
    chosen = fitting[0] if len(fitting) == 1 else _clear(fitting, named) if fitting else None
    if chosen is None:
        return None, Joined.FIRST, ""
    called_so = sum(named.forms[0] in cluster.own for cluster in fitting)
    if len(fitting) > 1 and called_so != 1 and not _agreeing([chosen], named):
        return chosen, Joined.MOST_WRITTEN_ABOUT, ""
    return chosen, *chosen.reason(named)


def _clear(fitting: Sequence[_Cluster], named: _Named) -> _Cluster | None:
    """Of several people the one of whom the same is told, who is called just so, or is most written about.

    None: it is not clear.
    """
    left = _agreeing(fitting, named) or fitting
    main = named.forms[0]
    left = [cluster for cluster in left if main in cluster.own] or left
    return left[0] if len(left) == 1 else _dominant(left)


def _agreeing(clusters: Iterable[_Cluster], named: _Named) -> list[_Cluster]:
    told = named.standing
    return [one for one in clusters if any(fits(told, known) is Agreement.AGREES for known in one.standings)]


def _dominant(clusters: Sequence[_Cluster]) -> _Cluster | None:
    most = max(clusters, key=lambda cluster: len(cluster.articles))
    others = sum(len(cluster.articles) for cluster in clusters) - len(most.articles)
    return most if len(most.articles) >= max(_ENOUGH, _DOMINANT * others) else None


# ── bodies, places, groups ───────────────────────────────────────────────────────────────────────────────


def _body(name: str) -> str:
    return " ".join(word for word in fold(name).replace(".", "").split() if word != "the")


def _bodies(rows: dict[tuple[ActorKind, str], list[Appearance]]) -> list[Person]:
    """Bodies of one name are one, but those that every country has where no affiliation says which."""
    people: list[Person] = []
    joined: dict[tuple[ActorKind, str], list[Member]] = {}
    for (kind, name), same in rows.items():
        common = kind is ActorKind.ORGANISATION and set(name.split()) <= words("bodies", "common")
        for row in same:
            key = name
            if common:
                if not row.affiliation:
                    people.append(person([Member(row)]))
                    continue
                key = f"{name}/{fold(row.affiliation)}"
            members = joined.setdefault((kind, key), [])
            if any(row.about.article_id == m.appearance.about.article_id for m in members):
                people.append(person([Member(row)]))
            else:
                why = Joined.FIRST if not members else Joined.AFFILIATION if common else Joined.SAME_NAME
                members.append(Member(row, why, row.affiliation or "" if common else ""))
    return people + [person(members) for members in joined.values()]
