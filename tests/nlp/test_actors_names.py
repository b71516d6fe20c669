"""Names taken apart and compared, without any pipeline."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.evidence import ActorEvidence
from tui.domain.text.folding import fold
from tui.nlp.actors.organisation_names import is_acronym, name_key
from tui.nlp.actors.organisations import OrganisationGroups
from tui.nlp.lang.lists import first_names, roles, singular
from tui.nlp.lang.persons import gender_of_name, parse_person, same_person, short_form, strip_possessive


@pytest.mark.parametrize(
    ("text", "given", "family", "generation"),
    [
        ("Vladimir Putin", ("vladimir",), ("putin",), ""),
        ("Dr. Anna Berg's", ("anna",), ("berg",), ""),
        ("Ursula von der Leyen", ("ursula",), ("von", "der", "leyen"), ""),
        ("Von der Leyen", (), ("von", "der", "leyen"), ""),
        ("Donald Trump Jr.", ("donald",), ("trump",), "jr"),
        ("Cyrus R. Vance, Jr.", ("cyrus", "r."), ("vance",), "jr"),
        ("Xi Jinping", ("jinping",), ("xi",), ""),
        ("Kim Jong Un", ("jong-un",), ("kim",), ""),
        ("Putin", (), ("putin",), ""),
        ("Pope Francis", ("francis",), (), ""),
        ("Crown Prince Mohammed bin Salman", ("mohammed", "bin", "salman"), (), ""),
        ("Queen Elizabeth II", ("elizabeth",), (), "ii"),
    ],
)
def test_parts(text: str, given: tuple[str, ...], family: tuple[str, ...], generation: str) -> None:
    name = parse_person(text)
    assert (name.given, name.family, name.generation) == (given, family, generation)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Donald J. Trump", "Donald Trump", True),
        ("Donald Trump", "Donald Trump Jr.", False),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Bill Clinton", "William Clinton", True),
        ("William J. Clinton", "Bill Clinton", True),
        ("Hillary Rodham Clinton", "Hillary Clinton", True),
        ("George W. Bush", "George H. W. Bush", False),
        ("J. Edgar Hoover", "Edgar Hoover", True),
        ("Kim Jong-un", "Kim Jong Un", True),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", True),
        ("Pedro Sánchez", "Pedro Sánchez Pérez-Castejón", True),
        ("Pope Francis", "Francis Ford", False),
        ("Maria Lopez", "Maria Duarte", False),
        ("King Charles III", "King Charles", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(parse_person(one), parse_person(other)) is same
    assert same_person(parse_person(other), parse_person(one)) is same


@pytest.mark.parametrize(
    ("bare", "full", "how"),
    [
        ("Putin", "Vladimir Putin", ActorEvidence.SURNAME),
        ("Leyen", "Ursula von der Leyen", ActorEvidence.SURNAME),
        ("von der Leyen", "Ursula von der Leyen", ActorEvidence.SURNAME),
        ("De Blasio", "Bill de Blasio", ActorEvidence.SURNAME),
        ("Xi", "Xi Jinping", ActorEvidence.SURNAME),
        ("Cortez", "Alexandria Ocasio-Cortez", ActorEvidence.SURNAME),
        ("Sánchez", "Pedro Sánchez Pérez", ActorEvidence.SURNAME),
        ("Hillary", "Hillary Clinton", ActorEvidence.GIVEN_NAME),
        ("Joe", "Joseph Biden", ActorEvidence.GIVEN_NAME),
        ("Francis", "Pope Francis", ActorEvidence.GIVEN_NAME),
        ("Putin", "Angela Merkel", None),
        ("Vladimir Putin", "Vladimir Putin", None),
        ("D", "Donald Trump", None),
    ],
)
def test_short_forms(bare: str, full: str, how: ActorEvidence | None) -> None:
    assert short_form(parse_person(bare), parse_person(full)) is how


@pytest.mark.parametrize(
    ("text", "gender"),
    [("Angela Merkel", "f"), ("Vladimir Putin", "m"), ("Queen Maxima", "f"), ("Putin", ""), ("Xzq Abc", "")],
)
def test_gender(text: str, gender: str) -> None:
    assert gender_of_name(parse_person(text)) == gender


def test_possessives() -> None:
    assert [strip_possessive(t) for t in ("Orban's", "Orban’s", "Sanders'", "Bess")] == [
        "Orban",
        "Orban",
        "Sanders",
        "Bess",
    ]


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("spokesmen", "spokesman"),
        ("officials", "official"),
        ("agencies", "agency"),
        ("people", "person"),
        ("women", "woman"),
        ("president", "president"),
        ("boss", "boss"),
        ("glass", "glass"),
    ],
)
def test_singular(noun: str, one: str) -> None:
    assert singular(noun) == one


def test_lists_are_read() -> None:
    assert first_names()["vladimir"] == "m"
    assert first_names()["angela"] == "f"
    assert roles()["spokeswoman"].gender == "f"
    assert roles()["ministry"].body
    assert not roles()["minister"].body


def grouped(*texts: str) -> list[list[str]]:
    groups = OrganisationGroups()
    for index, text in enumerate(texts):
        groups.add(index, text)
    return [[texts[i] for i in group] for group in groups.groups()]


def test_organisations() -> None:
    assert len(grouped("United Nations", "UN", "U.N.", "the United Nations")) == 1
    assert len(grouped("US Supreme Court", "Supreme Court of the United States", "Supreme Court")) == 1
    assert len(grouped("Supreme Court of India", "Supreme Court of Kenya", "Supreme Court")) == 3
    assert len(grouped("Coastal Trade Office", "CTO", "Central Tax Office")) == 3
    assert len(grouped("Acme Inc.", "Acme")) == 1
    assert len(grouped("Ministry of Health", "Ministry of Trade")) == 2
    assert name_key("The Acme Co.") == "acme"
    assert [is_acronym(t) for t in ("FBI", "U.N.", "Boeing", "A")] == [True, True, False, False]


NAMES = st.text(max_size=30) | st.lists(
    st.sampled_from(
        ["Dr.", "King", "Jr.", "III", "von", "de", "Kim", "Jong", "Un", "Ann", "X", "'s", "-", "Crown"]
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES)
def test_comparing_never_raises_and_is_symmetric(one: str, other: str) -> None:
    first, second = parse_person(one), parse_person(other)
    assert same_person(first, second) == same_person(second, first)
    assert short_form(first, second) in (None, ActorEvidence.SURNAME, ActorEvidence.GIVEN_NAME)
    assert fold(fold(one)) == fold(one)
    if first.given and first.words and not first.regnal:
        assert same_person(first, first)
