"""What the reader decided about people across articles: that some are one, that somebody is two.

A decision names appearances (an actor in an article), not people: people are found anew whenever articles
come. What joined on its own comes along with the appearances that are named.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from tui.domain.annotation import new_id
from tui.domain.text.safe import one_line


class Named(msgspec.Struct, frozen=True):
    """An appearance as a decision names it; ``name`` is what it was called, for whoever reads the file."""

    article_id: str
    actor_id: str
    name: str = ""

    def __post_init__(self) -> None:
        _one_line(self)

    @property
    def key(self) -> tuple[str, str]:
        """As ``Appearance.key``."""
        return self.article_id, self.actor_id


def _moment() -> datetime:
    """Now, not only to the second: decisions are taken in their order."""
    return datetime.now(UTC)


class _Base(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """``name`` is what the person is called."""

    id: str = msgspec.field(default_factory=new_id)
    created: datetime = msgspec.field(default_factory=_moment)
    name: str = ""

    def __post_init__(self) -> None:
        _one_line(self)


def _one_line(struct: Named | _Base) -> None:
    if (safe := one_line(struct.name)) != struct.name:
        msgspec.structs.force_setattr(struct, "name", safe)


class PeopleAreOne(_Base, frozen=True, kw_only=True, tag="people-are-one"):
    """Whoever these appearances belong to is one person: a group of them for each who was thought another."""

    people: tuple[tuple[Named, ...], ...]

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """The keys of all appearances that are named."""
        return frozenset(named.key for group in self.people for named in group)


class PersonIsTwo(_Base, frozen=True, kw_only=True, tag="person-is-two"):
    """These appearances are somebody else than the person they were counted to."""

    others: tuple[Named, ...]

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """The keys of all appearances that are named."""
        return frozenset(named.key for named in self.others)


Decision = PeopleAreOne | PersonIsTwo
