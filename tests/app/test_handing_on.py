"""Words handed to a command: no shell, nothing from the current folder, an answer that acts on nothing."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.app.quiet import until
from tests.app.test_reader import reading
from tui.app.dialogs.pipe_to import PipeTo
from tui.app.terminal import command
from tui.app.terminal.command import answer
from tui.domain import settings
from tui.domain.errors import SaysoError


def python(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


async def test_words_come_on_standard_input_and_the_answer_is_text() -> None:
    odd = "it’s `rm -rf`; $HOME | \u202e “x”"
    says = "import sys; print(sys.stdin.read().upper() + '\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07 \\x9b1m')"
    found = await answer(python(says), odd, seconds=120)
    assert found.status == 0
    assert "IT’S `RM -RF`; $HOME |" in found.text
    assert "red" in found.text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(found.text)
    assert (await answer(python("raise SystemExit(3)"), "", seconds=120)).status == 3


async def test_what_stays_in_the_background_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    forks = f"import os\nif os.fork(): os._exit(0)\nos.setsid(); open({str(pipe)!r}).read()"
    assert await answer(python(forks), "", seconds=120) == ("", 0, False)
    pipe.write_text("It may end now.")


async def test_what_does_not_end_or_writes_without_end_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "process"
    waits = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    running = asyncio.ensure_future(answer(python(waits), "", seconds=None))
    while not (note.exists() and note.read_text()):
        await asyncio.sleep(0.02)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
    with pytest.raises(SaysoError, match="had not ended after 0 seconds"):
        await answer(python("import time; time.sleep(60)"), "", seconds=0.2)
    found = await answer(python("while True: print('x' * 10_000)"), "", seconds=120)
    assert found.cut
    assert len(found.text) == command.MOST


def test_no_program_comes_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trap").write_text("#!/bin/sh\n")
    (tmp_path / "trap").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    for wrong in ("trap", "./trap", "", "'", "no-such-program"):
        with pytest.raises(SaysoError):
            command.parted(wrong)
    assert command.parted(f"{tmp_path / 'trap'} -x 'a b'") == [str(tmp_path / "trap"), "-x", "a b"]


async def test_the_article_is_handed_on_and_read_aloud(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    takes = python(f"import sys; open({str(heard)!r}, 'w').write(sys.stdin.read())")
    (tmp_path / settings.FILE).write_text(f"speak = '''{takes}'''\n")
    async with reading(tmp_path) as r:
        await r.press("vertical_line")
        dialog = r.app.screen
        assert isinstance(dialog, PipeTo)
        dialog.query_one("Input").value = python("import sys; print('heard', len(sys.stdin.read().split()))")
        await r.press("enter")
        await until(lambda: str(dialog.query_one("#answer").render()))
        assert f"heard {len(r.state.article.text.split())}" in str(dialog.query_one("#answer").render())
        await r.press("escape")
        await r.press("S")
        assert "Quote, " in heard.read_text()
        assert "Quote ends." in heard.read_text()
