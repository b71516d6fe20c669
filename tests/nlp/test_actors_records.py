"""Merging and following over plain records, without spaCy."""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.analysis import Via
from tui.domain.article import Span
from tui.nlp.actors.casting import Casting
from tui.nlp.actors.merge import merge
from tui.nlp.coreference.follow import Link, Story, follow
from tui.nlp.mentions.records import (
    AttributionRecord,
    NameRecord,
    NominalRecord,
    Place,
    PronounRecord,
    RoleRecord,
)


def place(at: int, sentence: int, role: str = "subject", paragraph: int = 0, **more: bool) -> Place:
    return Place(at, at + 5, sentence, paragraph, role, verb=at + 6, **more)


def named(
    at: int, sentence: int, text: str, label: str = "PERSON", role: str = "subject", paragraph: int = 0
) -> NameRecord:
    return NameRecord(place(at, sentence, role, paragraph), text, label, acts=role == "subject")


def speaks(
    kind: str, *mentions: int, content: Iterable[tuple[int, int]] = (), **more: int
) -> AttributionRecord:
    return AttributionRecord(kind, list(mentions), tuple(Span(*piece) for piece in content), **more)


def walk(
    names: list[NameRecord],
    attributions: list[AttributionRecord],
    pronouns: Iterable[PronounRecord] = (),
    nominals: Iterable[NominalRecord] = (),
) -> tuple[Casting, list[Link]]:
    casting = merge(names)
    return casting, follow(Story(names, list(nominals), list(pronouns), attributions), casting).links


def who(casting: Casting, link: Link) -> list[str]:
    return [casting.characters[c].name for c in link.actors]


def test_the_subject_before_the_object() -> None:
    names = [named(0, 0, "Paul Hill"), named(20, 0, "John Cole", role="object")]
    casting, (link,) = walk(names, [speaks("pronoun", 0)], [PronounRecord(place(40, 1), "he")])
    assert (who(casting, link), link.via, link.evidence) == (["Paul Hill"], Via.PRONOUN, "pronoun-subject")


def test_the_own_content_is_left_out() -> None:
    names = [named(0, 0, "Paul Hill"), named(40, 1, "John Cole")]
    attribution = speaks("pronoun", 0, content=[(38, 60)])
    casting, (link,) = walk(names, [attribution], [PronounRecord(place(62, 1), "he")])
    assert who(casting, link) == ["Paul Hill"]


def test_too_far_away() -> None:
    casting, (link,) = walk(
        [named(0, 0, "Paul Hill")], [speaks("pronoun", 0)], [PronounRecord(place(900, 12), "he")]
    )
    assert link == Link((), Via.PRONOUN, "")
    assert casting.characters[0].name == "Paul Hill"


def test_two_alike_stay_unknown() -> None:
    names = [named(0, 0, "Paul Hill", role="object"), named(20, 0, "John Cole", role="object")]
    names[0].place.sentence = names[1].place.sentence = 1
    first = named(0, 0, "Mary Ray")
    casting, (link,) = walk([first, *names], [speaks("pronoun", 0)], [PronounRecord(place(60, 2), "he")])
    assert who(casting, link) in ([], ["Paul Hill"])


def test_words_in_quotes_weigh_little() -> None:
    names = [named(0, 0, "Paul Hill"), named(20, 1, "John Cole")]
    names[1].place.quoted = True
    casting, (link,) = walk(names, [speaks("pronoun", 0)], [PronounRecord(place(60, 2), "he")])
    assert who(casting, link) == ["Paul Hill"]


def test_a_role_is_remembered() -> None:
    hill, cole = named(0, 0, "Paul Hill"), named(40, 1, "John Cole")
    hill.roles.append(RoleRecord("mayor of Lund", "mayor", frozenset(), "apposition", "Lund"))
    mayor = NominalRecord(place(900, 30), "mayor", frozenset({"the"}), True, False, "person")
    casting, (link,) = walk([hill, cole], [speaks("nominal", 0)], nominals=[mayor])
    assert (who(casting, link), link.evidence) == (["Paul Hill"], "role")


def test_an_indefinite_description_is_nobody() -> None:
    hill = named(0, 0, "Paul Hill")
    hill.roles.append(RoleRecord("mayor", "mayor", frozenset(), "title"))
    mayor = NominalRecord(place(20, 1), "mayor", frozenset({"a"}), False, False, "person")
    _, (link,) = walk([hill], [speaks("nominal", 0)], nominals=[mayor])
    assert link == Link((), Via.DESCRIPTION, "")


def test_nested_attributions_share_the_first_person() -> None:
    attributions = [speaks("name", 0, content=[(10, 90)]), speaks("pronoun", 0, content=[(40, 90)], within=0)]
    casting, (_, inner) = walk([named(0, 0, "Ann Hill")], attributions, [PronounRecord(place(20, 0), "i")])
    assert (who(casting, inner), inner.evidence) == (["Ann Hill"], "pronoun-quoted")


def test_a_bare_surname_between_two() -> None:
    names = [
        named(0, 0, "Hillary Clinton"),
        named(30, 1, "Clinton", paragraph=1),
        named(60, 2, "Bill Clinton", role="other", paragraph=2),
        named(90, 3, "Clinton", paragraph=3),
        named(120, 4, "Hillary Clinton", paragraph=4),
    ]
    names[2].kin = True
    casting = merge(names)
    assert [casting.characters[c].name for c in casting.of_record] == [
        "Hillary Clinton",
        "Hillary Clinton",
        "Bill Clinton",
        "Hillary Clinton",
        "Hillary Clinton",
    ]


def test_a_long_story_costs_in_line_with_its_length() -> None:
    import time

    def spent(size: int) -> float:
        names = [named(i * 40, i, f"{['Ann', 'Bob', 'Cid', 'Dan'][i % 4]} Hill{i % 50}") for i in range(size)]
        pronouns = [PronounRecord(place(i * 40 + 20, i), "he") for i in range(size)]
        attributions = [speaks("pronoun", i) for i in range(size)]
        started = time.process_time()
        walk(names, attributions, pronouns)
        return time.process_time() - started

    spent(200)
    assert spent(8000) < 30 * max(spent(1000), 0.005)
