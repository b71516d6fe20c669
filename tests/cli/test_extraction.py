"""``sayso quotes``, ``actors``, ``entities``, ``text``: formats, filters, failures."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from tests.cli.conftest import STORY, Sayso
from tui.door.caches import analysis_cache
from tui.nlp import analysis as analyse
from tui.nlp.mentions.records import ChunkRecords
from tui.nlp.workers import pool as batch


def test_quotes_as_json_has_the_promised_keys(found: Callable[..., Any], story: Path) -> None:
    one = found("quotes", story)
    assert list(one) == ["article", "quotes", "actors", "entities"]
    assert list(one["article"]) == ["id", "title", "byline", "published", "source", "text"]
    text = one["article"]["text"]
    quote = next(q for q in one["quotes"] if q["kind"] == "direct")
    assert list(quote) == [
        "id",
        "kind",
        "text",
        "content",
        "cue",
        "speaker",
        "actor",
        "name",
        "via",
        "confidence",
    ]
    assert quote["name"] == "Ana Lopez"
    [[start, end]] = quote["speaker"]
    assert text[start:end] == "Lopez"
    assert quote["text"] == " … ".join(text[start:end] for start, end in quote["content"])
    actor = next(actor for actor in one["actors"] if actor["id"] == quote["actor"])
    assert quote["id"] in actor["quotes"]
    assert all(text[e["start"] : e["end"]].strip() for e in one["entities"])


def test_filters(found: Callable[..., Any], sayso: Sayso, story: Path) -> None:
    assert {q["name"] for q in found("quotes", story, "--speaker", "lopez")["quotes"]} == {"Ana Lopez"}
    assert {q["kind"] for q in found("quotes", story, "--kind", "direct")["quotes"]} == {"direct"}
    assert found("quotes", story, "--kind", "Direct, mixed,", "--speaker", "nobody")["quotes"] == []
    status, out, err = sayso("quotes", story, "--kind", "spoken")
    assert status == 2
    assert out == ""
    assert "not a kind" in err


def test_explain_says_why_in_words(found: Callable[..., Any], sayso: Sayso, story: Path) -> None:
    quotes = found("quotes", story, "--explain")["quotes"]
    assert quotes
    assert all("Confidence" in quote["why"] and quote["why"].endswith(".") for quote in quotes)
    status, out, _ = sayso("quotes", story, "--explain", "--format", "md")
    assert status == 0
    assert "cue “said”" in out


@pytest.mark.parametrize("command", ["quotes", "actors", "entities"])
def test_every_command_has_every_format(sayso: Sayso, story: Path, command: str) -> None:
    for form in ("table", "json", "jsonl", "csv", "md"):
        status, out, err = sayso(command, story, "--format", form)
        assert (status, err) == (0, "")
        assert "Ana Lopez" in out
        assert "\x1b" not in out
    status, out, _ = sayso(command, story, "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert {line["source"] for line in lines} == {str(story)}


def test_several_sources_are_one_line_each_and_a_bad_one_stops_nobody(
    sayso: Sayso, story: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("A title\n\nReyes said that the river was calm.\n", encoding="utf-8")
    empty = tmp_path / "empty.txt"
    empty.touch()
    status, out, err = sayso("quotes", story, empty, tmp_path / "missing.txt", other, "--format", "jsonl")
    assert status == 1
    assert [json.loads(line)["article"]["source"] for line in out.splitlines()] == [str(story), str(other)]
    assert len(err.splitlines()) == 2
    assert "empty.txt" in err
    assert "missing.txt" in err


def test_json_of_several_articles_is_one_object_after_the_other(
    sayso: Sayso, story: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(STORY.replace("Lopez", "Ruiz"), encoding="utf-8")
    _, out, _ = sayso("actors", story, other, "--format", "json")
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(out)
    second, _ = decoder.raw_decode(out, end + 1)
    assert (first["article"]["source"], second["article"]["source"]) == (str(story), str(other))


def test_no_clean_counts_the_inputs_own_code_points(found: Callable[..., Any], tmp_path: Path) -> None:
    raw = "\ufeffTitle 🙂\r\n\r\n\tAna Lopez\u00a0said:  “Go\u00a0home,\x07 now.”\r\n"
    path = tmp_path / "raw.txt"
    path.write_bytes(raw.encode("utf-8"))
    one = found("quotes", path, "--no-clean")
    text = one["article"]["text"]
    assert text == raw
    assert one["article"]["title"] == "Title 🙂"
    assert any(text[e["start"] : e["end"]] == "Ana Lopez" for e in one["entities"])


@pytest.mark.parametrize(
    "raw", ["One\rtwo", "\ufeffOne\r\n", "One\u2028two \f\n\n\t three ", "# Mark\n\n<p>up"]
)
def test_the_text_as_it_is_to_the_byte(sayso: Sayso, tmp_path: Path, raw: str) -> None:
    path = tmp_path / "raw.md"
    path.write_bytes(raw.encode())
    assert sayso("text", path, "--no-clean") == (0, raw, "")


def test_the_text_as_it_is_read(sayso: Sayso, story: Path) -> None:
    assert sayso("text", story) == (0, STORY.rstrip("\n") + "\n", "")


def test_nothing_in_an_article_acts_on_the_terminal(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    evil = "\x1b]52;c;AAAA\x07[bold]Ana[/] \x9b31mLopez\u2028\u202e said: “Go [red]home\x1b[2J now.”\n"
    path.write_text(f"Title \x1b[31m[/bold]\n\n{evil}", encoding="utf-8")
    for clean in ((), ("--no-clean",)):
        for form in ("table", "json", "jsonl", "csv", "md"):
            for command in ("quotes", "actors", "entities"):
                status, out, err = (
                    sayso(command, path, "--format", form, "--explain", *clean)
                    if (command == "quotes")
                    else sayso(command, path, "--format", form, *clean)
                )
                assert status == 0, err
                assert not {"\x1b", "\x07", "\x9b", "\u2028", "\u202e"} & set(out), (command, form)
    _, out, _ = sayso("quotes", path, "--no-clean", "--format", "jsonl")
    assert json.loads(out)["article"]["text"].endswith(evil)


def test_a_spreadsheet_takes_no_cell_for_a_formula(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_text("=1+1\n\nAna Lopez said that it was late.\n", encoding="utf-8")
    _, out, _ = sayso("entities", path, "--format", "csv")
    assert all(not line["title"].startswith("=") for line in csv.DictReader(io.StringIO(out)))


def test_a_second_time_comes_from_the_cache(
    sayso: Sayso, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sayso("quotes", story, "--format", "json")
    monkeypatch.setattr(batch, "loaded", lambda model: pytest.fail("loaded the pipeline again"))
    assert sayso("quotes", story, "--format", "json") == first
    monkeypatch.undo()


def test_what_was_cut_short_goes_on_beside_what_is_known(
    sayso: Sayso, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book.txt"
    book.write_text(STORY * 250, encoding="utf-8")  # three chunks
    read: list[int] = []
    real = analyse.gather

    def counted(doc: Doc, offset: int) -> ChunkRecords:
        read.append(offset)
        if len(read) == 3:
            raise KeyboardInterrupt
        return real(doc, offset)

    monkeypatch.setattr(analyse, "gather", counted)
    assert sayso("quotes", book)[0] == 130
    cache = analysis_cache()
    assert (cache.count(), cache.incomplete()) == (0, 1)
    read.clear()
    assert sayso("quotes", story)[0] == 0
    assert sayso("quotes", story, book)[0] == 0
    assert len(read) == 2  # the story, and the book's last chunk
    assert (cache.count(), cache.incomplete()) == (2, 0)


def test_no_cache_keeps_nothing(sayso: Sayso, story: Path, home: Path) -> None:
    assert sayso("quotes", story, "--no-cache")[0] == 0
    assert not list(home.rglob("*"))


def test_a_missing_pipeline_is_one_line(sayso: Sayso, story: Path) -> None:
    status, out, err = sayso("quotes", story, "--model", "no_such_pipeline")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "no_such_pipeline" in err


def test_standard_input(sayso: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode()), encoding="utf-8"))
    status, out, _ = sayso("quotes", "-", "--format", "json")
    assert status == 0
    assert json.loads(out)["article"]["source"] == "-"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode()), encoding="utf-8"))
    _, out, _ = sayso("quotes", "-", "--format", "csv")
    assert {line["source"] for line in csv.DictReader(io.StringIO(out))} == {"-"}
