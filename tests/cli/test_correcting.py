"""What was corrected in the reader holds on the command line too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Sayso
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Correction, SpeakerIs
from tui.domain.article import Span
from tui.library.library import TinyLibrary
from tui.library.paths import library_path


def correct(story: Path, found: Callable[..., Any]) -> None:
    """The story's quote is said by Tomas Reyes."""
    made = found("quotes", story)
    text, at = story.read_text(), made["quotes"][0]["content"][0][0]
    anchor = make_anchor(text, Span(at, at + 10))
    TinyLibrary().add(
        Correction(article_id=made["article"]["id"], anchor=anchor, right=SpeakerIs("Tomas Reyes"))
    )


def test_corrections_hold_for_every_later_analysis(
    sayso: Sayso, found: Callable[..., Any], story: Path
) -> None:
    before = found("quotes", story)
    assert not library_path().exists(), "reading alone makes no library"
    correct(story, found)
    assert before["quotes"][0]["name"] == "Ana Lopez"
    assert found("quotes", story)["quotes"][0]["name"] == "Tomas Reyes"
    assert found("quotes", story, "--no-cache")["quotes"][0]["name"] == "Tomas Reyes"
    assert found("quotes", story, "--uncorrected") == before
    quotes = {actor["name"]: len(actor["quotes"]) for actor in found("actors", story)["actors"]}
    assert quotes["Tomas Reyes"] == quotes["Ana Lopez"] + 2


def test_a_library_that_cannot_be_read_is_said_and_the_quotes_come(
    sayso: Sayso, found: Callable[..., Any], story: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.json").write_text('{"meta": {"library": {"schema": 99}}}')
    status, out, err = sayso("--library", tmp_path / "other.json", "quotes", story, "-q")
    assert status == 0
    assert "Lopez" in out
    assert err.count("\n") == 1
    assert "corrections are left out" in err
