"""Merging and following over plain records, without spaCy."""

from __future__ import annotations

from collections.abc import Iterable

from tests.steps import steps
from tui.domain.analysis import ActorKind, Via
from tui.domain.article import Span
from tui.domain.evidence import ActorEvidence, Rule
from tui.nlp.actors.clusters import Clusters
from tui.nlp.actors.merge import merge
from tui.nlp.coreference.link import Link
from tui.nlp.coreference.walk import find_antecedents
from tui.nlp.mentions.records import (
    ArticleRecords,
    AttributionRecord,
    Construction,
    GrammaticalFunction,
    MentionType,
    NameRecord,
    NominalRecord,
    Position,
    PronounRecord,
    RoleRecord,
)

SUBJECT, OBJECT, OTHER = (
    GrammaticalFunction.SUBJECT,
    GrammaticalFunction.OBJECT,
    GrammaticalFunction.OTHER,
)


def place(
    at: int, sentence: int, function: GrammaticalFunction = SUBJECT, paragraph: int = 0, **more: bool
) -> Position:
    return Position(at, at + 5, sentence, paragraph, function, verb=at + 6, **more)


def named(
    at: int, sentence: int, text: str, function: GrammaticalFunction = SUBJECT, paragraph: int = 0
) -> NameRecord:
    position = place(at, sentence, function, paragraph)
    return NameRecord(position, text, "PERSON", acts=function is SUBJECT)


def speaks(
    mention_type: MentionType, *mentions: int, content: Iterable[tuple[int, int]] = (), **more: int
) -> AttributionRecord:
    return AttributionRecord(
        mention_type, list(mentions), tuple(Span(*piece) for piece in content), Rule.CLAUSE, **more
    )


def walk(
    names: list[NameRecord],
    attributions: list[AttributionRecord],
    pronouns: Iterable[PronounRecord] = (),
    nominals: Iterable[NominalRecord] = (),
) -> tuple[Clusters, list[Link]]:
    clusters = merge(names)
    records = ArticleRecords(names, list(nominals), list(pronouns), attributions)
    return clusters, find_antecedents(records, clusters).links


def who(clusters: Clusters, link: Link) -> list[str]:
    return [clusters.clusters[c].name for c in link.actors]


def test_the_subject_before_the_object() -> None:
    names = [named(0, 0, "Paul Hill"), named(20, 0, "John Cole", function=OBJECT)]
    clusters, (link,) = walk(names, [speaks(MentionType.PRONOUN, 0)], [PronounRecord(place(40, 1), "he")])
    assert (who(clusters, link), link.via, link.evidence) == (["Paul Hill"], Via.PRONOUN, "pronoun-subject")


def test_who_asks_is_not_who_answers_in_the_same_sentence() -> None:
    names = [named(0, 0, "Paul Hill"), named(20, 1, "John Cole")]
    answer = speaks(MentionType.PRONOUN, 0)
    for cue, meant in (("ask", "Paul Hill"), ("tell", "John Cole")):
        asked = AttributionRecord(MentionType.NAME, [1], (), Rule.CLAUSE, cue_lemma=cue)
        clusters, (_, link) = walk(names, [asked, answer], [PronounRecord(place(40, 1), "he")])
        assert who(clusters, link) == [meant]


def test_the_own_content_is_left_out() -> None:
    names = [named(0, 0, "Paul Hill"), named(40, 1, "John Cole")]
    attribution = speaks(MentionType.PRONOUN, 0, content=[(38, 60)])
    clusters, (link,) = walk(names, [attribution], [PronounRecord(place(62, 1), "he")])
    assert who(clusters, link) == ["Paul Hill"]


def test_too_far_away() -> None:
    clusters, (link,) = walk(
        [named(0, 0, "Paul Hill")], [speaks(MentionType.PRONOUN, 0)], [PronounRecord(place(900, 12), "he")]
    )
    assert link == Link((), Via.PRONOUN)
    assert clusters.clusters[0].name == "Paul Hill"


def test_two_alike_stay_unknown() -> None:
    names = [named(0, 0, "Paul Hill", function=OBJECT), named(20, 0, "John Cole", function=OBJECT)]
    names[0].position.sentence = names[1].position.sentence = 1
    first = named(0, 0, "Mary Ray")
    clusters, (link,) = walk(
        [first, *names], [speaks(MentionType.PRONOUN, 0)], [PronounRecord(place(60, 2), "he")]
    )
    assert who(clusters, link) in ([], ["Paul Hill"])


def test_words_in_quotes_weigh_little() -> None:
    names = [named(0, 0, "Paul Hill"), named(20, 1, "John Cole")]
    names[1].position.quoted = True
    clusters, (link,) = walk(names, [speaks(MentionType.PRONOUN, 0)], [PronounRecord(place(60, 2), "he")])
    assert who(clusters, link) == ["Paul Hill"]


def test_a_role_is_remembered() -> None:
    hill, cole = named(0, 0, "Paul Hill"), named(40, 1, "John Cole")
    hill.roles.append(RoleRecord("mayor of Lund", "mayor", frozenset(), Construction.APPOSITION, "Lund"))
    mayor = NominalRecord(place(900, 30), "mayor", frozenset({"the"}), True, False, ActorKind.PERSON)
    clusters, (link,) = walk([hill, cole], [speaks(MentionType.NOMINAL, 0)], nominals=[mayor])
    assert (who(clusters, link), link.evidence) == (["Paul Hill"], "role")


def test_an_indefinite_description_is_nobody() -> None:
    hill = named(0, 0, "Paul Hill")
    hill.roles.append(RoleRecord("mayor", "mayor", frozenset(), Construction.TITLE))
    mayor = NominalRecord(place(20, 1), "mayor", frozenset({"a"}), False, False, ActorKind.PERSON)
    _, (link,) = walk([hill], [speaks(MentionType.NOMINAL, 0)], nominals=[mayor])
    assert link == Link((1,), Via.DESCRIPTION, ActorEvidence.CALLED)


def test_nested_attributions_share_the_first_person() -> None:
    attributions = [
        speaks(MentionType.NAME, 0, content=[(10, 90)]),
        speaks(MentionType.PRONOUN, 0, content=[(40, 90)], within=0),
    ]
    clusters, (_, inner) = walk([named(0, 0, "Ann Hill")], attributions, [PronounRecord(place(20, 0), "i")])
    assert (who(clusters, inner), inner.evidence) == (["Ann Hill"], "pronoun-quoted")


def test_a_bare_surname_between_two() -> None:
    names = [
        named(0, 0, "Hillary Clinton"),
        named(30, 1, "Clinton", paragraph=1),
        named(60, 2, "Bill Clinton", function=OTHER, paragraph=2),
        named(90, 3, "Clinton", paragraph=3),
        named(120, 4, "Hillary Clinton", paragraph=4),
    ]
    names[2].kin = True
    clusters = merge(names)
    assert [clusters.clusters[c].name for c in clusters.of_name] == [
        "Hillary Clinton",
        "Hillary Clinton",
        "Bill Clinton",
        "Hillary Clinton",
        "Hillary Clinton",
    ]


def test_a_long_text_costs_in_line_with_its_length() -> None:
    def spent(size: int) -> int:
        names = [named(i * 40, i, f"{['Ann', 'Bob', 'Cid', 'Dan'][i % 4]} Hill{i % 50}") for i in range(size)]
        pronouns = [PronounRecord(place(i * 40 + 20, i), "he") for i in range(size)]
        attributions = [speaks(MentionType.PRONOUN, i) for i in range(size)]
        return steps(lambda: walk(names, attributions, pronouns))

    assert spent(1600) < 10 * spent(400)
