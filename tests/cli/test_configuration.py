"""``sayso config``: shown with where it comes from, checked by line, edited."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Sayso
from tui.domain.settings import SETTINGS


def test_config_shows_checks_and_edits(
    sayso: Sayso, home: Path, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = sayso("config")
    assert (status, err, out.count("as is usual")) == (0, "", len(SETTINGS) + out.count("0: as is usual"))
    assert sayso("config", "check")[0] == 0
    writes = 'import sys; open(sys.argv[1], "a").write("export = \\"json\\"\\nmeasur = 3\\n\\x1b")'
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", writes]))
    status, _, err = sayso("config", "edit")
    assert status == 1
    assert "no TOML" in err
    assert "\x1b" not in err
    config = home / "sayso" / "config.toml"
    config.write_text(config.read_text().replace("\x1b", "theme = 'sayso-drak'\n"))
    (home / "sayso" / "keymap.toml").write_text('\n"quote.nxt" = "J"\n')
    line = config.read_text().splitlines().index("measur = 3") + 1
    status, _, err = sayso("config", "check")
    assert status == 1
    assert f"config.toml, line {line}: there is no setting “measur”, perhaps “measure”" in err
    assert "there is no theme “sayso-drak”, perhaps “sayso-dark”" in err
    assert "line 2: there is no “quote.nxt”, perhaps “quote.next”" in err
    assert f"# line {line - 1} · the format that export" in sayso("config")[1]
    assert sayso("export", story)[1].startswith("{")
