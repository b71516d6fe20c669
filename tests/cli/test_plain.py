"""``sayso read --plain``: who speaks is said before the words."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sayso
from tui.domain.spoken import spoken
from tui.sources.loader import FileLoader


def test_who_speaks_is_said_before_the_words(sayso: Sayso, story: Path) -> None:
    status, out, err = sayso("read", "--plain", story)
    assert (status, err) == (0, "")
    lines = out.split("\n\n")
    assert lines[0] == "Lopez opens the bridge"
    assert lines[1].startswith("2 quotes of 2 speakers")
    said = "Quote, Ana Lopez: “The bridge will bring our people together,” Quote ends. Lopez said."
    assert lines[3] == said
    assert lines[4].strip() == "The engineer Tomas Reyes said that the work had taken four years."
    article = FileLoader().load(str(story))
    assert spoken(article, None, start=article.text.index("had taken")) == "had taken four years.\n"


def test_plain_needs_something_to_read(sayso: Sayso) -> None:
    assert sayso("read", "--plain")[0] == 2
