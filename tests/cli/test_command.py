"""The command as a process: exit statuses, usage, pipes, signals, encodings."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import termios
import time
from array import array
from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Sayso
from tui import __version__, cli
from tui.door.grammar.parser import parsed

PROGRAM = [sys.executable, "-m", "tui"]


def test_version(sayso: Sayso) -> None:
    assert sayso("--version") == (0, f"sayso {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["quotes"],
        ["quotes", "--format", "xml", "a.txt"],
        ["--nonsense"],
        ["note", "add", "a.txt"],
        ["note", "add", "a.txt", "--quote", "words", "--text", " "],
        ["note"],
        ["library", "burn"],
        ["quotes", "--jobs", "0", "a.txt"],
        ["quotes", "-", "a.txt", "-"],
        ["quotes", "--scheduler", "nonsense", "a.txt"],
        ["quotes", "--scheduler", "tcp://host", "a.txt"],
    ],
)
def test_wrong_usage_is_2_and_says_how(sayso: Sayso, arguments: list[str]) -> None:
    status, out, err = sayso(*arguments)
    assert status == 2
    assert out == ""
    assert err.startswith("usage: sayso")


@pytest.mark.parametrize(
    "arguments", [["quotes", "--format"], ["quotes", "a.txt", "--jobs"], ["quotes", "a", "--kind"]]
)
def test_wrong_usage_repeats_no_control_characters(sayso: Sayso, arguments: list[str]) -> None:
    status, out, err = sayso(*arguments, "b\x1b]52;c;QQ==\x07\u202e.txt")
    assert (status, out) == (2, "")
    assert "b␛]52" in err or "b\\x1b]52" in err
    assert not {"\x1b", "\x07", "\u202e"} & set(err)


@pytest.mark.parametrize("arguments", [["--help"], ["quotes", "--help"], ["library", "list", "-h"]])
def test_help(sayso: Sayso, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status, out, err = sayso(*arguments)
    assert (status, err) == (0, "")
    assert out.startswith("usage: sayso")
    assert "--no-clean" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_examples_of_the_help_are_right(sayso: Sayso) -> None:
    _, out, _ = sayso("--help")
    examples = re.findall(r"^  sayso (\S.*?)(?:   .*| \| .*)?$", out.partition("examples:")[2], re.MULTILINE)
    assert len(examples) >= 9
    for example in examples:
        assert parsed(shlex.split(example)).command


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "localhost:8786", "tls://[::1]:8786"])
def test_addresses_of_schedulers(address: str) -> None:
    assert parsed(["quotes", "a.txt", "--scheduler", address]).scheduler == address


@pytest.mark.parametrize("word", ["a.txt", "./quotes", "read", "https://example.org/a"])
def test_one_word_is_read_as_the_parser_would(word: str) -> None:
    assert vars(cli._arguments([word])) == vars(parsed([word]))


def test_the_reader_needs_a_terminal(sayso: Sayso, story: Path) -> None:
    status, out, err = sayso(story)
    assert (status, out) == (1, "")
    assert err == "sayso: The reader needs a terminal: sayso text SOURCE and sayso quotes SOURCE do not.\n"


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda path: None, "article"),
        (lambda path: path.mkdir(), "article"),
        (lambda path: path.touch(), "article"),
        (lambda path: path.write_bytes(bytes(range(256)) * 40), "article"),
        (lambda path: path.write_text(" \n\n\t "), "article"),
    ],
)
def test_what_cannot_be_read_is_one_line(sayso: Sayso, tmp_path: Path, make: object, named: str) -> None:
    path = tmp_path / "article"
    assert callable(make)
    make(path)
    for command in ("text", "quotes"):
        status, out, err = sayso(command, path)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert err.startswith("sayso: ")
        assert named in err


def test_options_stand_before_or_after_the_command(sayso: Sayso, tmp_path: Path) -> None:
    raw = tmp_path / "raw.txt"
    raw.write_bytes(b"One\r\ntwo  three\r\n")
    before, after = sayso("--no-clean", "text", raw), sayso("text", raw, "--no-clean")
    assert before == after
    assert before[1] == "One\r\ntwo  three\r\n"


def test_a_reader_of_the_output_that_goes_away_is_no_error(story: Path) -> None:
    long = story.with_name("long.txt")
    long.write_text(STORY * 3000, encoding="utf-8")
    with subprocess.Popen(
        [*PROGRAM, "text", str(long)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def waits_for_more(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process has read its standard input so far and sleeps until more comes."""
    assert process.stdin is not None
    left = array("i", [0])
    fcntl.ioctl(process.stdin, termios.FIONREAD, left)
    state = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0]
    return left[0] == 0 and state == "S"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the process in /proc")
def test_an_interrupt_is_130_without_a_traceback() -> None:
    with subprocess.Popen(
        [*PROGRAM, "text", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(STORY.encode() * 1000)  # more than a pipe holds: it is reading once this returns
        while not waits_for_more(process):  # a signal that comes between two reads would be noticed later
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=300)
        assert process.returncode == 130
        assert process.stdout is not None
        assert process.stderr is not None
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_an_output_that_is_not_utf8_loses_only_what_it_cannot_say(story: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    def run(*arguments: str) -> bytes:
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    assert b'"The bridge will bring' in run("text", str(story))
    one = json.loads(run("quotes", str(story), "--format", "jsonl"))
    assert "“The bridge" in one["article"]["text"]
    assert b"Ana Lopez" in run("quotes", str(story))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_an_output_that_cannot_be_written_is_one_line(form: str, story: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "entities", str(story), "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"sayso: It broke off: No space left on device.\n")


def test_a_closed_output_is_one_line(story: Path) -> None:
    command = 'exec "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *PROGRAM, "quotes", str(story)], stderr=subprocess.PIPE, check=False
    )
    assert (done.returncode, done.stderr) == (
        1,
        b"sayso: Standard output is closed: there is nowhere to write to.\n",
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("quotez", "quotes"), ("serach", "search"), ("note-s", "notes")]
)
def test_a_mistyped_command_is_no_source(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    for rest in ([], ["article.txt"]):
        with pytest.raises(SystemExit) as left:
            parsed([typed, *rest])
        assert left.value.code == 2
        assert f"did you mean {meant}?" in capsys.readouterr().err


def test_help_is_a_command_where_no_file_is_called_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for typed, expected in ((["help"], "COMMAND"), (["help", "quotes"], "--speaker")):
        with pytest.raises(SystemExit) as left:
            parsed(typed)
        assert left.value.code == 0
        assert expected in capsys.readouterr().out
    (tmp_path / "help").write_text("a file")
    assert parsed(["help"]).command == "read"


def test_library_lists_and_export_knows_its_format_without_being_told() -> None:
    assert (parsed(["library"]).action, parsed(["library"]).format) == ("list", "table")
    assert parsed(["export", "article.txt"]).format is None
