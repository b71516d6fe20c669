"""``sayso said``: its JSON as the contract has it, the other formats, what is said where nothing is found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.app.fakes import make_analysis, make_article
from tests.cli.conftest import Sayso
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Correction, SpeakerIs
from tui.domain.article import Span
from tui.domain.collection.deciding import merging
from tui.domain.collection.people import join
from tui.domain.collection.rows import appearances
from tui.door.kept import kept_articles
from tui.library.library import TinyLibrary

_KEYS = ["article", "title", "source", "published", "start", "end", "text", "speaker", "confidence", "same"]


@pytest.fixture
def library(tmp_path: Path) -> str:
    """A library of three articles: two tell of the same vote, in the third Brandt has no first name."""
    path = str(tmp_path / "library.json")
    kept = kept_articles(path)
    for number, published in enumerate(("2026-03-03", "2026-03-05", None)):
        article = make_article(source=f"/news/ferry-{number}.txt", published=published)
        analysis = make_analysis(article)
        if number == 2:
            actors = (
                replace(one, name="Brandt", role=None) if one.id == "ada-brandt" else one
                for one in analysis.actors
            )
            analysis = replace(analysis, actors=tuple(actors))
        kept.keep(article, analysis)
    return path


def test_the_contract(sayso: Sayso, library: str) -> None:
    status, out, err = sayso("--library", library, "said", "brandt", "--format", "json")
    assert status == 0
    assert "2 are called “brandt”: Ada Brandt (Mayor, 2 articles) and Brandt (1 article)." in err
    found = json.loads(out)
    assert list(found) == ["name", "people", "quotes"]
    assert found["name"] == "brandt"
    assert found["people"] == [
        {"name": "Ada Brandt", "roles": ["Mayor"], "articles": 2},
        {"name": "Brandt", "roles": [], "articles": 1},
    ]
    assert [list(one) for one in found["quotes"]] == [["text", "kind", "tellings"]] * 3
    first = found["quotes"][0]
    assert (first["text"], first["kind"]) == ("We are not an island by choice,", "direct")
    assert [list(one) for one in first["tellings"]] == [_KEYS] * 3
    assert [one["published"] for one in first["tellings"]] == ["2026-03-03", "2026-03-05", None]
    assert [one["speaker"] for one in first["tellings"]] == ["Ada Brandt", "Ada Brandt", "Brandt"]
    text = make_article().text
    for quote in found["quotes"]:
        for telling in quote["tellings"]:
            assert text[telling["start"] : telling["end"]] == telling["text"]
            assert telling["same"] is True


def test_filters_and_the_other_formats(sayso: Sayso, library: str) -> None:
    asked = ("--library", library, "-q", "said", "ADA", "Brandt")
    status, out, err = sayso(*asked, "--format", "jsonl", "--kind", "direct,mixed", "--until", "2026-03-03")
    assert (status, err) == (0, "")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["direct", "mixed"]
    _, out, _ = sayso(*asked, "--format", "csv", "--about", "boat crews", "--source", "ferry-1")
    row, *others = csv.DictReader(io.StringIO(out))
    assert (row["text"], row["theirs"]) == ("the town would pay for one boat and two crews", "yes")
    assert [(one["published"], one["theirs"]) for one in others] == [("2026-03-05", "yes"), ("", "no")]
    _, out, _ = sayso(*asked, "--format", "md")
    assert out.startswith("# What ADA Brandt said\n\n3 quotes.\n\n- Ada Brandt (Mayor, 2 articles)\n")
    _, out, _ = sayso(*asked)
    assert "What Ada Brandt said – 3 quotes" in out
    assert "We are not an island" in out
    status, out, err = sayso("--library", library, "said", "Ada Brandt", "--since", "2027")
    assert (status, "Nothing that was asked for was said by Ada Brandt." in err) == (0, True)
    assert sayso(*asked, "--since", "yesterday")[0] == 2


def test_what_the_reader_decided_holds(sayso: Sayso, library: str) -> None:
    kept = list(kept_articles(library).each())
    people = join(row for one in kept if one.analysis for row in appearances(one.article, one.analysis))
    ours = TinyLibrary(library)
    ours.decide(merging([one for one in people if "Brandt" in one.name]))
    text = kept[0].article.text
    at = text.index("Nobody wants")
    wrong = make_anchor(text, Span(at, at + 40))
    ours.add(
        *(
            Correction(article_id=one.article.id, anchor=wrong, right=SpeakerIs("Ada Brandt"))
            for one in kept[:1]
        )
    )
    found = json.loads(sayso("--library", library, "said", "Ada Brandt", "--format", "json")[1])
    assert [one["articles"] for one in found["people"]] == [3]
    given = next(one for one in found["quotes"] if one["text"].startswith("Nobody wants"))
    assert sorted(one["speaker"] for one in given["tellings"]) == ["Ada Brandt", "Tomas Okoro", "Tomas Okoro"]
    assert ours.undo() == "correction added"
    assert ours.undo() == "joining of people kept"
    found = json.loads(sayso("--library", library, "said", "Ada Brandt", "--format", "json")[1])
    assert [one["articles"] for one in found["people"]] == [2]


def test_nobody_and_nothing(sayso: Sayso, library: str, tmp_path: Path) -> None:
    status, out, err = sayso("--library", library, "said", "Nemo")
    assert (status, out, err) == (1, "", "sayso: Nobody called “Nemo” is in the 3 articles kept.\n")
    status, out, err = sayso("--library", tmp_path / "other.json", "said", "Nemo")
    assert (status, out) == (1, "")
    assert err == "sayso: No article is kept yet: “sayso add SOURCE” keeps one.\n"
    assert not (tmp_path / "other.json").exists()


def test_one_story_in_many_articles(sayso: Sayso, library: str, tmp_path: Path) -> None:
    status, out, _ = sayso("--library", library, "library", "stories", "--format", "json")
    assert status == 0
    (story,) = json.loads(out)["stories"]
    assert list(story) == ["articles", "names", "voices"]
    assert [one["published"] for one in story["articles"]] == [None, "2026-03-03", "2026-03-05"]
    named = {one["name"]: (len(one["articles"]), one["quotes"]) for one in story["voices"]}
    assert named == {"Tomas Okoro": (3, 9), "Ada Brandt": (2, 6), "Brandt": (1, 3)}
    _, out, _ = sayso("--library", library, "library", "stories", "--format", "md")
    assert "only here: Brandt" in out
    assert (
        "1 story that more than one of 3 articles tells"
        in sayso("--library", library, "library", "stories")[1]
    )
    assert sayso("--library", tmp_path / "other.json", "library", "stories")[0] == 1
