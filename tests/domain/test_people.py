"""People across articles: who is joined with whom, who never is, and what the reader decides."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.codes import ActorKind
from tui.domain.collection.deciding import decided, merging, splitting
from tui.domain.collection.people import Joined, Person, join
from tui.domain.collection.rows import About, Appearance
from tui.domain.labels.people import JOINED, person_in_words, why_joined

Told = tuple[str, str | None, str | None] | tuple[str, str | None, str | None, Sequence[str]]


def appearance(number: int, told: Told, kind: ActorKind = ActorKind.PERSON) -> Appearance:
    name, role, affiliation, *rest = told
    about = About(f"a{number}", f"Title {number}", f"/news/{number}.txt", f"2026-03-{number + 1:02d}")
    actor_id = name.lower().replace(" ", "-")
    return Appearance(
        about, actor_id, name, kind, role, affiliation, tuple(rest[0] if rest else ()), quotes=1
    )


def joined(*told: Told, kind: ActorKind = ActorKind.PERSON) -> list[Person]:
    return join(appearance(number, one, kind) for number, one in enumerate(told))


_ONE: list[tuple[Told, Told]] = [
    (("Ada Brandt", None, None), ("Ada Brandt", None, None)),
    (("Ada Brandt", "mayor", None), ("Ada Brandt", None, None)),
    (("Ada Brandt", "Mayor", None), ("Dr. Ada Brandt", "mayor of Port Ellery", "Port Ellery")),
    (("Ada Brandt", "mayor of Port Ellery", "Port Ellery"), ("Ada Brandt", "senator", "Port Ellery")),
    (("Ada Brandt", "senator", None), ("Ada Brandt", "former lawyer", None)),
    (("Ada M. Brandt", "senator", None), ("Ada Brandt", "senator", None)),
    (("Ada M. Brandt", None, None), ("Ada Maria Brandt", None, None)),
    (("Ada Maria Brandt", None, None), ("Ada Brandt", None, None)),
    (("Édith Brånt", None, None), ("Edith Brant", None, None)),
    (("ADA BRANDT", None, None), ("Ada Brandt", None, None)),
    (("Sir Tomas Okoro", None, None), ("Tomas Okoro", None, None)),
    (("Tomas Okoro", "French President", "France"), ("Tomas Okoro", "president of France", None)),
    (("Tomas Okoro", "founder of Lumo", "Lumo"), ("Tomas Okoro", "entrepreneur", None)),
    (("Li Wei-ming", None, None), ("Li Wei Ming", None, None)),
    (("Samir al-Haddad", None, None), ("Samir Haddad", None, None)),
    (("Pope Leander", None, None), ("Pope Leander", "leader of the church", None)),
    (("Queen Isaura II", None, None), ("Queen Isaura", None, None)),
    (("Tomas Okoro Jr.", None, None), ("Tomas Okoro Jr", None, None)),
    (("J. R. Falk", None, None), ("J.R. Falk", None, None)),
    (("Joe Falk", "senator", None), ("Joseph Falk", "senator", None, ["Joe Falk"])),
    (("Ann Falk", None, None, ["Ann Lund"]), ("Ann Lund", "teacher", None)),
    (("Bob Falk", None, None), ("Robert Falk", None, None, ["Bob Falk", "Falk"])),
    (("Ada Brandt", "head of the Harbour Office", "Harbour Office"), ("Ada Brandt", None, "Harbour Office")),
    (("Ada Brandt", "minister", None), ("Ada Brandt", "priest and minister", None)),
    (("Jean-Luc Moreau", None, None), ("Jean Luc Moreau", None, None)),
    (("Ada Brandt", "mayor of Dover", "Dover"), ("Ada Brandt", "former mayor of Calder", "Calder")),
]  # fmt: skip
_TWO: list[tuple[Told, Told]] = [
    (("John Falk", "bishop", None), ("John Falk", "striker", None)),
    (("John Falk", "mayor of Dover", "Dover"), ("John Falk", "mayor of Calder", "Calder")),
    (("John Falk", "police chief of Dover", "Dover"), ("John Falk", "police chief of Calder", "Calder")),
    (("John Falk", "guitarist", None), ("John Falk", "district attorney", None)),
    (("John Falk", "detective", None), ("John Falk", "geologist", None)),
    (("Falk", None, None), ("Falk", None, None)),
    (("Falk", "president", "Norland"), ("Falk", "president", "Norland")),
    (("John Falk", "president", "Norland", ["Falk"]), ("Falk", "president", "Norland")),
    (("John Falk", None, None, ["Falk"]), ("Mary Falk", None, None, ["Falk"])),
    (("John Falk", None, None), ("John Falk Jr.", None, None)),
    (("John Falk Sr.", None, None), ("John Falk Jr.", None, None)),
    (("John W. Falk", None, None), ("John H. W. Falk", None, None)),
    (("John A. Falk", None, None), ("John B. Falk", None, None)),
    (("John Falk", None, None), ("Jonas Falk", None, None)),
    (("J. Falk", None, None), ("John Falk", None, None)),
    (("John Falk", None, None), ("John Falkner", None, None)),
    (("Mary Falk", None, None, ["John Falk"]), ("John Falk", None, None)),
    (("Pope Leander", None, None), ("Leander", None, None)),
    (("King Osric I", None, None), ("King Osric II", None, None)),
    (("Samir", None, None), ("Samir Haddad", None, None, ["Samir"])),
]


@pytest.mark.parametrize(("first", "second"), _ONE)
def test_joined(first: Told, second: Told) -> None:
    for pair in ((first, second), (second, first)):
        (person,) = joined(*pair)
        assert person.articles == 2


@pytest.mark.parametrize(("first", "second"), _TWO)
def test_left_apart(first: Told, second: Told) -> None:
    for pair in ((first, second), (second, first)):
        assert [one.articles for one in joined(*pair)] == [1, 1]


def test_no_more_of_one_person_than_fits() -> None:
    bishop, striker = ("John Falk", "bishop", None), ("John Falk", "striker", None)
    nothing_told = ("John Falk", None, None)
    assert sorted(one.articles for one in joined(bishop, striker, nothing_told)) == [1, 1, 1]
    many = [one for one in joined(*[bishop] * 8, striker, nothing_told) if one.articles > 1]
    assert [(one.articles, one.roles) for one in many] == [(9, ("bishop",))]
    assert [m.why for m in many[0].members][-1] is Joined.MOST_WRITTEN_ABOUT
    # Of two middle names the one that is meant is not known.
    assert (
        len(joined(("John W. Falk", None, None), ("John H. Falk", None, None), ("John Falk", None, None)))
        == 3
    )


def test_two_of_one_article_stay_two() -> None:
    rows = [appearance(0, ("John Falk", None, None)), appearance(0, ("John Falk", None, None))]
    rows[1] = msgspec.structs.replace(rows[1], actor_id="john-falk-2")
    assert len(join(rows)) == 2


def test_bodies_and_sources_without_a_name() -> None:
    organisation = ActorKind.ORGANISATION
    assert (
        len(joined(("Harbour Office", None, None), ("The Harbour Office", None, None), kind=organisation))
        == 1
    )
    assert len(joined(("Police", None, None), ("Police", None, None), kind=organisation)) == 2
    assert len(joined(("Police", None, "Dover"), ("Police", None, "Dover"), kind=organisation)) == 1
    assert (
        len(joined(("Supreme Court", None, "Norland"), ("Supreme Court", None, "Sudland"), kind=organisation))
        == 2
    )
    for kind in ActorKind:
        if kind.value in ("unnamed", "document"):
            assert len(joined(("the officials", None, None), ("the officials", None, None), kind=kind)) == 2


def test_each_joining_is_explained() -> None:
    (person,) = joined(
        ("Ada Brandt", "mayor", "Dover"),
        ("Ada Brandt", "senator", "Dover"),
        ("Ada Brandt", "mayor", None),
        ("Ada M. Brandt", None, None),
        ("Ada Brandt", None, None),
    )
    assert [(one.why, one.by) for one in person.members] == [
        (Joined.FIRST, ""),
        (Joined.AFFILIATION, "Dover"),
        (Joined.ROLE, "mayor"),
        (Joined.FORM_OF_NAME, "Ada Brandt"),
        (Joined.SAME_NAME, ""),
    ]
    assert why_joined(person.members[2]) == "the same full name and the same role (mayor)"
    assert person_in_words(person) == "Ada Brandt (mayor, 5 articles)"
    assert set(JOINED) == set(Joined)


def test_the_reader_joins_and_parts() -> None:
    people = joined(
        ("Ada Brandt", "mayor", None),
        ("Ada Brandt", None, None),
        ("Brandt", None, None),
        ("Tomas Okoro", None, None),
    )
    ada = next(one for one in people if one.articles == 2)
    surname = next(one for one in people if one.name == "Brandt")
    together = merging([ada, surname])
    one = next(one for one in decided(people, [together]) if one.name == "Ada Brandt")
    assert (one.articles, one.edited, len(decided(people, [together]))) == (3, True, 2)
    assert [member.why for member in one.members].count(Joined.READER) == 1
    away = splitting(one, one.members[:1])
    after = decided(people, [together, away])
    assert sorted(person.articles for person in after) == [1, 1, 2]
    assert decided(people, []) == people
    # What is decided holds for articles that come later, and for none that is gone.
    later = decided(join([*_rows(people), appearance(7, ("Ada Brandt", None, None))]), [together])
    assert next(one for one in later if one.name == "Ada Brandt").articles == 4
    assert decided(joined(("Tomas Okoro", None, None)), [together, away])[0].name == "Tomas Okoro"


def _rows(people: Sequence[Person]) -> list[Appearance]:
    return [member.appearance for one in people for member in one.members]


_NAMES = st.sampled_from(["Ada Brandt", "Ada M. Brandt", "Brandt", "Ada B. Brandt", "Dr Ada Brandt", "Falk"])
_ROLES = st.sampled_from([None, "mayor", "bishop", "striker", "mayor of Dover"])


@given(st.lists(st.tuples(_NAMES, _ROLES, st.sampled_from([None, "Dover", "Calder"])), max_size=12))
def test_nobody_is_lost_whatever_is_decided(told: list[Told]) -> None:
    people = joined(*told)
    keys = sorted(row.key for row in _rows(people))
    assert len(keys) == len(told)
    assert all(one.articles == len(one.members) for one in people)
    assert all(one.articles == 1 for one in people if one.surname_alone)
    decisions = [merging(people[:2])] if len(people) > 1 else []
    if people:
        after = decided(people, decisions)
        decisions = [*decisions, splitting(after[0], after[0].members[:1])]
    assert sorted(row.key for row in _rows(decided(people, decisions))) == keys
