"""The reader's decisions about people, made and applied. Their data stand in ``tui.domain.decisions``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tui.domain.collection.people import NEVER_JOINED, Joined, Member, Person, person
from tui.domain.decisions import Decision, Named, PeopleAreOne, PersonIsTwo

MOST_NAMED = 200
"""Appearances of one person that a decision names at most: any of them finds the person again."""


def merging(people: Sequence[Person]) -> PeopleAreOne:
    """The decision that these people are one, called as the first is.

    Raises ValueError for sources without a name.
    """
    if any(one.kind.value in NEVER_JOINED for one in people):
        raise ValueError("A source without a name is another one in each article.")
    return PeopleAreOne(people=tuple(map(_named, (one.members for one in people))), name=people[0].name)


def splitting(one: Person, members: Iterable[Member]) -> PersonIsTwo:
    """The decision that these members of a person are somebody else."""
    return PersonIsTwo(others=_named(members), name=one.name)


def _named(members: Iterable[Member]) -> tuple[Named, ...]:
    rows = [member.appearance for member in members]
    return tuple(Named(row.about.article_id, row.actor_id, row.name) for row in rows[:MOST_NAMED])


def decided(people: Iterable[Person], decisions: Iterable[Decision]) -> list[Person]:
    """The people as the reader wants them, in the same order; decisions are taken as they were made.

    One whose appearances are all gone changes nothing.
    """
    decisions = list(decisions)
    if not decisions:
        return list(people)
    known: dict[tuple[int, ...], Person] = {(index,): one for index, one in enumerate(people)}
    home = {member.appearance.key: place for place, one in known.items() for member in one.members}
    for decision in sorted(decisions, key=lambda one: (one.created, one.id)):
        if isinstance(decision, PeopleAreOne):
            places = list(
                dict.fromkeys(home[n.key] for group in decision.people for n in group if n.key in home)
            )
            if len(places) < 2:
                continue
            first, *others = places
            members = [*known[first].members]
            for place in others:
                members += [
                    Member(m.appearance, Joined.READER, decision.name) for m in known.pop(place).members
                ]
            made = person(members, edited=True)
            known[first] = msgspec.structs.replace(made, name=decision.name or made.name)
            home |= {member.appearance.key: first for member in members}
        else:
            _part(known, home, {named.key for named in decision.others})
    return [one for _, one in sorted(known.items())]


def _part(
    known: dict[tuple[int, ...], Person],
    home: dict[tuple[str, str], tuple[int, ...]],
    keys: set[tuple[str, str]],
) -> None:
    """Take these appearances out of each person who has others besides; together they are one more."""
    taken: list[Member] = []
    place: tuple[int, ...] | None = None
    for at in dict.fromkeys(home[key] for key in keys if key in home):
        members = known[at].members
        away = [m for m in members if m.appearance.key in keys]
        if len(away) == len(members):
            continue
        known[at] = person([m for m in members if m.appearance.key not in keys], edited=True)
        taken += [Member(m.appearance, Joined.READER) for m in away]
        place = min(place or (*at, 1), (*at, 1))
    if place is None:
        return
    while place in known:
        place = (*place[:-1], place[-1] + 1)
    known[place] = person(taken, edited=True)
    home |= {member.appearance.key: place for member in taken}
