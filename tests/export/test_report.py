"""The JSON of the command line: its keys are a contract."""

from __future__ import annotations

import json

import pytest

from tests.export.support import TEXT, analysis, article
from tui.export.formats.report import actors_object, article_object, entities_object, select


def test_the_keys_are_those_of_the_contract() -> None:
    made = article_object(article(), analysis())
    assert list(made) == ["article", "quotes", "actors", "entities"]
    assert list(made["article"]) == ["id", "title", "byline", "published", "source", "text"]
    assert list(made["quotes"][0]) == [
        "id", "kind", "text", "content", "cue", "speaker", "actor", "name", "via", "confidence",
    ]  # fmt: skip
    assert list(made["actors"][0]) == ["id", "name", "kind", "role", "aliases", "mentions", "quotes"]
    assert list(made["entities"][0]) == ["start", "end", "label", "actor"]
    assert json.loads(json.dumps(made)) == made


def test_what_they_hold() -> None:
    made = article_object(article(), analysis())
    quote = made["quotes"][0]
    start, end = quote["content"][0]
    assert TEXT[start:end] == quote["text"] == "I came,"
    assert [TEXT[s:e] for s, e in quote["speaker"]] == ["Ada Novak"]
    assert (quote["kind"], quote["actor"], quote["name"], quote["via"]) == (
        "direct", "ada-novak", "Ada Novak", "name",
    )  # fmt: skip
    assert quote["confidence"] == 0.988
    assert made["actors"][0]["quotes"] == ["q1", "q2"]
    assert made["entities"][2]["actor"] is None


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("novak", 2),
        ("Ada Novak", 2),
        ("ada-novak", 2),
        ("NOVAK’s", 2),
        ("Ada Novák", 2),
        ("Mayor Novak", 2),
        ("mayor", 0),
        ("nov", 0),
        ("Carrow", 0),
        ("she", 0),
        ("Jane", 0),
    ],
)
def test_quotes_of_a_speaker(speaker: str, found: int) -> None:
    assert len(select(article(), analysis(), speaker=speaker)) == found


def test_kinds_and_an_empty_name() -> None:
    assert [q.id for q in select(article(), analysis(), kinds=["indirect"])] == ["q2"]
    assert len(select(article(), analysis(), speaker="")) == 2
    made = article_object(article(), analysis(), kinds=["direct"])
    assert made["actors"][0]["quotes"] == ["q1"]


def test_parts() -> None:
    assert set(actors_object(article(), analysis())) == {"article", "actors"}
    assert set(entities_object(article(), analysis())) == {"article", "entities"}
