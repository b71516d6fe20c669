"""Quotes and speakers with spaCy's own English pipeline: other trees, other labels, other names than ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.nlp.articles import article_of
from tests.nlp.marked import make_doc, read_marks
from tests.nlp.test_actors import UNNAMED, resolve
from tests.nlp.test_document import CLEAR_CLAUSE, CLEAR_PASSIVE, CLEAR_QUOTE, Row, read
from tests.official import official
from tui.cli import main
from tui.domain.analysis import Analysis
from tui.nlp.analysis import analysis_told
from tui.nlp.entities.component import repair_entities
from tui.nlp.identity import Identity, identify
from tui.nlp.pipeline import load

# Text, kind, words of the content, who says them.
SAID = [
    (
        "“The bridge will stay closed until spring,” Ana Lopez told reporters on Monday.",
        "direct",
        "The bridge will stay closed until spring",
        "Ana Lopez",
    ),
    (
        "Tomas Reyes, the harbour master, said the crane was unsafe.",
        "indirect",
        "the crane was unsafe",
        "Tomas Reyes",
    ),
    (
        "“Nobody was hurt,” said the mayor of Lisbon, Rita Campos.",
        "direct",
        "Nobody was hurt",
        "Rita Campos",
    ),
    (
        "According to Mark Feldt, the bank lost two million dollars.",
        "indirect",
        "the bank lost two million dollars",
        "Mark Feldt",
    ),
    (
        "Ingrid Solheim denied that the company had known of the leak.",
        "indirect",
        "that the company had known of the leak",
        "Ingrid Solheim",
    ),
    (
        "The minister called the plan “a gift to polluters” and left.",
        "mixed",
        "a gift to polluters",
        "The minister",
    ),
    (
        "“We were not asked,” Peter Okoro said, adding that the union would go to court.",
        "indirect",
        "that the union would go to court",
        "Peter Okoro",
    ),
    (
        "Was it safe? “Of course not,” answered Julia Brandt.",
        "direct",
        "Of course not",
        "Julia Brandt",
    ),
    (
        "The bishop was told by police that the road was closed.",
        "indirect",
        "that the road was closed",
        "police",
    ),
    (
        "Police said on Friday that two men had been arrested in Leeds.",
        "indirect",
        "that two men had been arrested in Leeds",
        "Police",
    ),
    (
        "“It was,” Hanna Weiss said, “the longest night of my life.”",
        "direct",
        "It was",
        "Hanna Weiss",
    ),
    (
        "Samuel Pryce: “I never signed it.”",
        "direct",
        "I never signed it.",
        "Samuel Pryce",
    ),
    (
        "Maria Silva resigned on Tuesday. “I am tired,” she said.",
        "direct",
        "I am tired",
        "Maria Silva",
    ),
    (
        "The water, Omar Haddad warned, would not last until August.",
        "indirect",
        "The water",
        "Omar Haddad",
    ),
    (
        "Lena Fischer promised to pay every worker in full.",
        "indirect",
        "to pay every worker in full",
        "Lena Fischer",
    ),
    (
        "“Go home,” shouted Colonel Adrian Wolfe, who commands the garrison.",
        "direct",
        "Go home",
        "Adrian Wolfe",
    ),
    (
        "The company said in a statement that it had recalled 4,000 cars.",
        "indirect",
        "that it had recalled 4,000 cars",
        "The company",
    ),
    (
        "Asked about the fire, Daniel Roth said he had “no idea” who started it.",
        "mixed",
        "he had “no idea” who started it",
        "Daniel Roth",
    ),
]


@pytest.fixture(scope="module")
def pipeline() -> tuple[Language, Identity]:
    name = official()
    return load(name), identify(name)


def analysed(pipeline: tuple[Language, Identity], text: str) -> Analysis:
    return analysis_told(*pipeline, article_of(text), lambda _: None)


@pytest.mark.parametrize(("text", "kind", "content", "speaker"), SAID)
def test_who_said_what(
    pipeline: tuple[Language, Identity], text: str, kind: str, content: str, speaker: str
) -> None:
    analysis = analysed(pipeline, text)
    found = [(str(q.kind), q.text(text), analysis.speaker_of(q, text)) for q in analysis.quotes]
    assert any(k == kind and content in words and who == speaker for k, words, who in found), found


def test_its_trees_give_the_same_as_those_written_by_hand(pipeline: tuple[Language, Identity]) -> None:
    rows: list[Row]
    for rows, text, quote in (
        (
            CLEAR_PASSIVE,
            "The bishop was told by police that the road was closed.",
            ("police", "told", "that the road was closed"),
        ),
        (
            CLEAR_CLAUSE,
            "The spokesman for the port said the crane is unsafe.",
            ("The spokesman for the port", "said", "the crane is unsafe"),
        ),
        (
            CLEAR_QUOTE,
            "“It is unsafe,” said Ada Byron, who runs the port.",
            ("Ada Byron", "said", "“It is unsafe,”"),
        ),
    ):
        doc = pipeline[0](text)
        assert [(token.text, token.dep_) for token in doc] == [(row[0], row[5]) for row in rows]
        assert read(doc) == [quote]


def test_only_what_is_used_is_loaded(pipeline: tuple[Language, Identity]) -> None:
    names = pipeline[0].pipe_names
    assert "senter" not in names
    assert names.index("sayso_paragraphs") < names.index("parser")
    assert names[-2:] == ["sayso_entities", "sayso_attributions"]


ODD = [
    "",
    "   ",
    "\n\n",
    "“",
    "“" * 500,
    "“Go " * 300,
    "x" * 50_000,
    "said said said.",
    "said",
    "\ud800 said “no”.",
    "🙂\u00a0Ana\u00a0Lopez\u200bsaid:\t“Go\u202fhome\u00ad now.”\r\nTomas\tReyes agreed.",
    ": “”",
    "Ana Lopez: ",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_raise_nothing(pipeline: tuple[Language, Identity], text: str) -> None:
    for quote in analysed(pipeline, text).quotes:
        assert all(0 <= span.start < span.end <= len(text) for span in quote.content)


@settings(max_examples=15, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=200))
def test_any_unicode_is_analysed_within_its_bounds(pipeline: tuple[Language, Identity], text: str) -> None:
    analysis = analysed(pipeline, text)
    spans = [mention.span for mention in analysis.mentions]
    spans += [span for quote in analysis.quotes for span in (*quote.content, *quote.cue)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = official()
    article = tmp_path / "article.txt"
    article.write_text("\n\n".join(text for text, *_ in SAID[:4]), encoding="utf-8")
    assert main(["--model", name, "quotes", str(article), "--format", "jsonl", "--no-cache"]) == 0
    quotes = json.loads(capsys.readouterr().out)["quotes"]
    assert [quote["text"] for quote in quotes] == [
        "The bridge will stay closed until spring,",
        "the crane was unsafe",
        "Nobody was hurt,",
        "the bank lost two million dollars",
    ]


def test_those_without_a_name(pipeline: tuple[Language, Identity]) -> None:
    for case in UNNAMED:
        result = resolve(repair_entities(make_doc(pipeline[0], read_marks(case["text"]))))
        names = [" & ".join(result.actors[number].name for number in link.actors) for link in result.links]
        assert names == case["said_by"], case["what"]
