"""Completions of three shells and the manual page, each looked at by its own program where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Sayso
from tui.door.grammar.commands import COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_its_completions(sayso: Sayso, shell: str) -> None:
    status, script, err = sayso("completions", shell)
    assert (status, err) == (0, "")
    assert all(command in script for command in COMMANDS)
    assert "speaker" in script
    if (program := shutil.which(shell)) is None:
        pytest.skip(f"no {shell} here")
    checked = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, timeout=300)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_bash_completes_commands_options_and_files(sayso: Sayso, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "sayso.bash").write_text(sayso("completions", "bash")[1])
    (tmp_path / "storm.txt").write_text("a file")

    def completed(*words: str) -> set[str]:
        asked = " ".join(f"'{word}'" for word in ("sayso", *words))
        script = (
            f"source ./sayso.bash; COMP_WORDS=({asked}); COMP_CWORD={len(words)}; COMP_LINE='x'; "
            'COMP_POINT=1; _shtab_sayso; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        run = subprocess.run([bash, "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=300)
        return {word.strip() for word in run.stdout.splitlines()}

    assert "search" in completed("sea")
    assert "--speaker" in completed("quotes", "--sp")
    assert completed("quotes", "--format", "js") == {"json", "jsonl"}
    assert "storm.txt" in completed("quotes", "st")


def test_the_manual_names_every_command(sayso: Sayso, tmp_path: Path) -> None:
    status, page, err = sayso("man")
    assert (status, err) == (0, "")
    for command in COMMANDS:
        assert f".SS {command}" in page
    assert not [line for line in page.splitlines() if line.startswith("'")]
    if (groff := shutil.which("groff")) is not None:
        told = subprocess.run(
            [groff, "-man", "-Tutf8", "-ww"], input=page, capture_output=True, text=True, timeout=300
        )
        assert told.stderr == ""
        assert "who said what" in told.stdout
