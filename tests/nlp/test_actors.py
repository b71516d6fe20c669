"""Actors and speakers: tables of our own sentences, chunks, and properties over any text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from tests.nlp.marked import make_doc, read_marks
from tui.domain.analysis import ActorKind, QuoteKind
from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.entities.component import repair_entities
from tui.nlp.mentions.gather import gather
from tui.nlp.resolution import Resolution, Resolver

TABLES = Path(__file__).parent / "tables"


def table(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((TABLES / name).read_text("utf-8"))["case"]
    return cases


ACTORS, SPEAKERS = table("actors.toml"), table("speakers.toml")
COUNTED = {
    "persons": ActorKind.PERSON,
    "organisations": ActorKind.ORGANISATION,
    "places": ActorKind.PLACE,
    "groups": ActorKind.GROUP,
}


def resolve(doc: Doc) -> Resolution:
    resolver = Resolver()
    resolver.add(gather(doc, 0))
    return resolver.resolve()


def ids(result: Resolution) -> list[str]:
    """For each attribution the ids of the actors who say it, joined; "" where nobody is known."""
    return [" & ".join(result.actors[number].id for number in link.actors) for link in result.links]


@pytest.mark.parametrize("case", ACTORS, ids=[case["what"] for case in ACTORS])
def test_actors(nlp: Language, case: dict[str, Any]) -> None:
    found = {
        actor.name: actor
        for actor in resolve(repair_entities(make_doc(nlp, read_marks(case["text"])))).actors
    }
    for line in case.get("actors", ()):
        parts = re.fullmatch(r"([^=]+?)(?: =([^;(]*))?(?:;([^()]*))?(?:\((.*)\))?", line)
        assert parts, line
        name, aliases, role, affiliation = (part.strip() if part else "" for part in parts.groups())
        assert name in found
        actor = found[name]
        if aliases:
            assert set(actor.aliases) == {alias.strip() for alias in aliases.split(",")}
        if role:
            assert actor.role == role
        if affiliation:
            assert actor.affiliation == affiliation
        if "=" not in line:
            assert actor.role is None
    for key, kind in COUNTED.items():
        if key in case:
            assert len([a.name for a in found.values() if a.kind is kind]) == case[key]


@pytest.mark.parametrize("case", SPEAKERS, ids=[case["what"] for case in SPEAKERS])
def test_speakers(nlp: Language, case: dict[str, Any]) -> None:
    doc = repair_entities(make_doc(nlp, read_marks(case["text"])))
    result = resolve(doc)
    said_by = [[result.actors[number] for number in link.actors] for link in result.links]
    named = [[actor.name for actor in actors if actor.kind not in WITHOUT_NAME] for actors in said_by]
    assert [" & ".join(names) or "?" for names in named] == case["said_by"]
    if "via" in case:
        assert [link.via.value for link in result.links] == case["via"]
    if "why" in case:
        assert [link.evidence or "" for link in result.links] == case["why"]


WITHOUT_NAME = (ActorKind.UNNAMED, ActorKind.DOCUMENT)
UNNAMED = [
    case | {"what": f"{name}: {case['what']}"}
    for name in ("people", "bodies", "documents", "named_later")
    for case in table(f"unnamed/{name}.toml")
]


@pytest.mark.parametrize("case", UNNAMED, ids=[case["what"] for case in UNNAMED])
def test_those_without_a_name(nlp: Language, case: dict[str, Any]) -> None:
    result = resolve(repair_entities(make_doc(nlp, read_marks(case["text"]))))
    said_by = [[result.actors[number] for number in link.actors] for link in result.links]
    assert [" & ".join(actor.name for actor in actors) or "?" for actors in said_by] == case["said_by"]
    if "kinds" in case:
        assert [str(actor.kind) for actor in said_by[0]] == case["kinds"]
    if "belongs" in case:
        assert [actors[0].affiliation for actors in said_by] == case["belongs"]
    if "actors" in case:
        assert len([actor for actor in result.actors if actor.kind in WITHOUT_NAME]) == case["actors"]
    if "via" in case:
        assert [link.via.value for link in result.links] == case["via"]
    if "why" in case:
        assert [link.evidence or "" for link in result.links] == case["why"]


ARTICLE = (
    "Prime Minister Karin Lindqvist met Viktor Orban in Oslo.\n\n"
    "“We agreed on little,” Lindqvist said. She added that talks would go on.\n\n"
    "Hungary's Orban was brief. The Hungarian leader said that he was tired.\n\n"
    "The Federal Bureau of Investigation (FBI) declined to comment. The FBI said so twice."
)


def shape(result: Resolution) -> tuple[Any, ...]:
    return result.actors, result.mentions


def test_chunks_give_what_the_whole_gives(nlp: Language) -> None:
    whole = resolve(nlp(ARTICLE))
    cut = ARTICLE.index("Hungary's")
    for order in ((0, 1), (1, 0)):
        parts = [(ARTICLE[:cut], 0), (ARTICLE[cut:], cut)]
        resolver = Resolver()
        for number in order:
            resolver.add(gather(nlp(parts[number][0]), parts[number][1]))
        parted = resolver.resolve()
        assert shape(parted) == shape(whole)
        links = parted.links if order == (0, 1) else None
        assert links is None or links == whole.links


def test_resolving_on_the_way(nlp: Language) -> None:
    resolver = Resolver()
    assert resolver.resolve() == Resolution()
    resolver.add(gather(nlp("Anna Berg spoke."), 0))
    assert [a.name for a in resolver.resolve().actors] == ["Anna Berg"]
    resolver.add(gather(nlp("Berg left."), 18))
    (berg,) = resolver.resolve().actors
    assert berg.aliases == ("Berg",)
    assert [(s.start, s.end) for s in berg.mentions] == [(0, 9), (18, 22)]
    assert resolver.resolve() == resolver.resolve()


def test_ids_are_unique_and_readable(nlp: Language) -> None:
    text = "[John Smith|PERSON] met [John Smith Jr.|PERSON] of [John Smith|ORG] in [Zürich|GPE]."
    actors = resolve(repair_entities(make_doc(nlp, read_marks(text)))).actors
    assert len({actor.id for actor in actors}) == len(actors)
    assert {"john-smith", "john-smith-jr"} <= {actor.id for actor in actors}


def test_most_present_first(nlp: Language) -> None:
    text = "[Ann Hill|PERSON] met [Mary Cole|PERSON]. [Cole|PERSON] left. [Cole|PERSON] slept."
    actors = resolve(make_doc(nlp, read_marks(text))).actors
    assert [actor.name for actor in actors] == ["Mary Cole", "Ann Hill"]


def test_a_floating_quote_takes_over_its_source(nlp: Language) -> None:
    doc = make_doc(nlp, read_marks("{[Ann Hill|PERSON]} said <it is late>. It rains."))
    found = doc.user_data["sayso_attributions"]
    found.append(Attribution([(7, 9)], Rule.FLOATING, continues=found[0]))
    result = resolve(doc)
    assert ids(result) == ["ann-hill", "ann-hill"]
    assert result.links[1].evidence == "continued"


def test_attributions_that_point_in_a_circle(nlp: Language) -> None:
    doc = nlp("It is late. It rains.")
    elsewhere = Attribution([(0, 1)], Rule.AFTER)
    one, other = Attribution([(0, 2)], Rule.AFTER), Attribution([(4, 5)], Rule.AFTER)
    one.continues = one.within = other
    other.continues = other.within = one
    beyond = Source(90, 95, 99, SourceEvidence.SUBJECT)
    lost = Attribution([(4, 5)], Rule.AFTER, source=beyond, continues=elsewhere, within=elsewhere)
    doc.user_data["sayso_attributions"] = [one, other, lost]
    assert ids(resolve(doc)) == ["", "", ""]


def test_i_is_the_one_who_speaks(nlp: Language) -> None:
    doc = make_doc(nlp, read_marks("{[Ann Hill|PERSON]} said <{I} told him it is late>."))
    outer, inner = doc.user_data["sayso_attributions"]
    inner.within = outer
    result = resolve(doc)
    assert ids(result) == ["ann-hill", "ann-hill"]
    assert result.links[1].evidence == "pronoun-quoted"


BLANK = spacy.blank("en")


def clear(table: str, ents: list[tuple[int, int, str]]) -> Doc:
    """A Doc with the labels of en_core_web_*; a line a token: word, tag, part of speech, head, label."""
    rows = [line.split() for line in table.strip().splitlines()]
    doc = Doc(
        BLANK.vocab,
        words=[r[0] for r in rows],
        tags=[r[1] for r in rows],
        pos=[r[2] for r in rows],
        heads=[int(r[3]) for r in rows],
        deps=[r[4] for r in rows],
    )
    doc.set_ents([spacy.tokens.Span(doc, *ent) for ent in ents])
    return doc


def test_the_other_label_scheme() -> None:
    rows = """
        Carla NNP PROPN 1 compound
        Ruiz NNP PROPN 2 nsubj
        is VBZ AUX 2 ROOT
        the DT DET 4 det
        president NN NOUN 2 attr
        of IN ADP 4 prep
        Peru NNP PROPN 5 pobj
        . . PUNCT 2 punct
        Tom NNP PROPN 9 compound
        Hill NNP PROPN 11 nsubjpass
        was VBD AUX 11 auxpass
        seen VBN VERB 11 ROOT
        by IN ADP 11 agent
        Ann NNP PROPN 14 compound
        Cole NNP PROPN 12 pobj
        , , PUNCT 14 punct
        who WP PRON 17 nsubj
        spoke VBD VERB 14 relcl
        . . PUNCT 11 punct
        He PRP PRON 20 nsubj
        left VBD VERB 20 ROOT
        . . PUNCT 20 punct
    """
    doc = clear(rows, [(0, 2, "PERSON"), (6, 7, "GPE"), (8, 10, "PERSON"), (13, 15, "PERSON")])
    doc.user_data["sayso_attributions"] = [
        Attribution([], Rule.CLAUSE, source=Source(start, end, end - 1, SourceEvidence.SUBJECT))
        for start, end in ((16, 17), (19, 20), (3, 5))
    ]
    result = resolve(repair_entities(doc))
    assert {actor.name: actor.role for actor in result.actors if actor.kind is ActorKind.PERSON} == {
        "Carla Ruiz": "president of Peru",
        "Tom Hill": None,
        "Ann Cole": None,
    }
    assert ids(result) == ["ann-cole", "tom-hill", "carla-ruiz"]


PIECES = st.sampled_from(
    [
        "Vladimir Putin",
        "Putin",
        "he",
        "She",
        "the president",
        "FBI",
        "Moscow",
        "Russia",
        "said",
        "“",
        "”",
        "\n\n",
        ",",
        ".",
        "Dr.",
        "Jr.",
        "both men",
        "Republicans",
        "'s",
        "U.S.",
        "von",
        "\xa0",
        "普京",
        "\u200b",
        "(",
        ")",
        "X" * 90,
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=25), st.data())
def test_any_text_resolves_within_itself(pieces: list[str], data: st.DataObject) -> None:
    doc = BLANK(" ".join(pieces))
    size = len(doc)
    spans = []
    for start in range(0, size, 3):
        if label := data.draw(st.sampled_from(["", "PERSON", "ORG", "GPE", "NORP", "DATE"])):
            spans.append(doc[start : start + data.draw(st.integers(1, 2))].char_span(0, 10**6, label) or None)
    doc.set_ents(
        [
            spacy.tokens.Span(
                doc, s, min(s + 2, size), data.draw(st.sampled_from(["PERSON", "ORG", "GPE", "NORP"]))
            )
            for s in range(0, size, 3)
        ]
    )
    if size:
        place = st.integers(0, size - 1)
        doc.user_data["sayso_attributions"] = [
            Attribution(
                [(a := data.draw(place), a + 1)],
                Rule.AFTER,
                source=Source(
                    b := data.draw(place), min(b + 3, size), data.draw(place), SourceEvidence.SUBJECT
                ),
                kind=QuoteKind.DIRECT,
            )
            for _ in range(data.draw(st.integers(0, 3)))
        ]
        other = st.none() | st.sampled_from(doc.user_data["sayso_attributions"] or [None])
        for attribution in doc.user_data["sayso_attributions"]:
            attribution.continues, attribution.within = data.draw(other), data.draw(other)
    repair_entities(doc)
    resolver = Resolver()
    resolver.add(gather(doc, 7))
    result = resolver.resolve()
    known = {actor.id for actor in result.actors}
    assert len(known) == len(result.actors)
    assert len(result.links) == len(doc.user_data.get("sayso_attributions", []))
    for span in [m.span for m in result.mentions] + [s for a in result.actors for s in a.mentions]:
        assert 7 <= span.start < span.end <= 7 + len(doc.text)
    for link in result.links:
        assert all(0 <= number < len(result.actors) for number in link.actors)
