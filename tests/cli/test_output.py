"""What is printed: nothing in it acts on a terminal, and JSON gives back every code point."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Sayso
from tui.door.output import printed_json, say
from tui.door.tables import words

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ODD = st.text(st.one_of(st.characters(), st.sampled_from('\x1b\x07\x9b\u202e\u2028\ufeff\ud800\r\n\t"\\[')))


@settings(max_examples=200, deadline=None)
@given(_ODD, st.sampled_from([None, 2]))
def test_json_gives_back_what_went_in(text: str, indent: int | None) -> None:
    written = printed_json({"text": text, "spans": [[1, 2], [3, 4]]}, indent=indent)
    assert not _ACTS.search(written.replace("\n", ""))
    assert (indent is None) <= ("\n" not in written)
    assert json.loads(written) == {"text": text, "spans": [[1, 2], [3, 4]]}


@settings(max_examples=100, deadline=None)
@given(_ODD)
def test_a_cell_of_markdown_is_one_line(text: str) -> None:
    assert not _ACTS.search(words(text))
    assert "\n" not in words(text)


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[2Jb\nc\u202e")
    assert capsys.readouterr().err == "sayso: a␛[2Jb c\N{REPLACEMENT CHARACTER}\n"


def test_names_with_surrogates_are_printed(sayso: Sayso) -> None:
    status, out, err = sayso("text", "no\udcffthing\x1b]0;x\x07.txt")
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert not _ACTS.search(err.rstrip("\n"))


def test_another_language_is_said_and_nothing_made_up(sayso: Sayso, tmp_path: Path) -> None:
    story = tmp_path / "schiff.txt"
    story.write_text(
        "Fähre im Hafen\n\nDie Fähre blieb am Montag im Hafen. „Wir fahren heute nicht“, sagte Dana Holt der "
        "Zeitung. Der Bürgermeister sprach von einem schweren Fehler.\n",
        encoding="utf-8",
    )
    status, out, err = sayso("quotes", str(story), "--format", "json")
    found = json.loads(out)
    assert (status, [quote["text"] for quote in found["quotes"]]) == (0, ["Wir fahren heute nicht"])
    assert (found["actors"], found["entities"]) == ([], [])
    assert "German" in err
    assert "python -m spacy download de_core_news_sm" in err
    assert err.count("\n") == 1
