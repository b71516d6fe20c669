"""A full disk at every write: ``python -m tests.full_disk``. Linux and a C compiler; not part of the suite.

Everything of a user lies below one folder, and ``full_disk.c``, preloaded, answers calls that need room there
with "no space left". Each command that changes something is run once to count these calls, and then twice for
each of them: that call alone fails, and that one with all after it. The reader is tried the same way from
the key that changes something. Each time: what was there before is there still; of what was to come all or
nothing, and all if the command says that it is done; one line on standard error if not; the library opens;
once there is room, the same command succeeds; and no file is left that a run with room does not leave.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.library.making import note
from tests.terminal import PATIENCE, Terminal
from tui import cli
from tui.api import analyse, load
from tui.domain.annotation import Annotation
from tui.export.formats.own import library_to_json
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary

_ROOT = Path(__file__).resolve().parent.parent
_SEEDS = _ROOT / "seeds"
_NUMBERS = struct.Struct("=4q")
_FOLDER = "FULL_FOLDER"
_SIZE = 2 * mmap.PAGESIZE
_NAMES = re.compile(r"[0-9a-f]{6,}|\d+|(?<=sayso-)\w{8}")
"""What differs in the names of files from run to run: ids, hashes, times, processes."""


class Disk:
    """The folder's disk as the preloaded library sees it: what it counts, and what it is told to fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told, self.refused = (0, False), ""
        with _state(folder).open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SIZE)

    def fail(self, number: int, *, on: bool) -> None:
        """From now on the ``number``-th call fails (0: none), or all from it on."""
        self.told, self.refused = (number, on), ""
        self._memory[:_SIZE] = bytes(_SIZE)
        _NUMBERS.pack_into(self._memory, 0, 0, number, int(on), 0)

    def make_room(self) -> None:
        """Nothing fails from now on; what failed, and was refused for it, is remembered."""
        first = self.failed
        self.fail(0, on=False)
        self.refused = first

    @property
    def calls(self) -> int:
        """How many calls there were since."""
        return int(_NUMBERS.unpack_from(self._memory)[0])

    @property
    def failed(self) -> str:
        """The first call that failed, and where; nothing if none did."""
        if not _NUMBERS.unpack_from(self._memory)[3]:
            return ""
        said = bytes(self._memory[_NUMBERS.size :]).split(b"\0")[0].decode("utf-8", "replace")
        return said.replace(str(self.folder), "")


def _state(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.state")


def _environment(folder: Path, shim: Path) -> dict[str, str]:
    """Of a user whose files all lie in the folder, on the disk that may be full."""
    _state(folder).write_bytes(bytes(_SIZE))
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "EDITOR": "true",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(_ROOT),
        "LD_PRELOAD": str(shim),
        "FULL_FOLDER": str(folder),
        "FULL_STATE": str(_state(folder)),
    }


_REFUSED = "refused, and done once there was room"
_REFUSALS = ("The disk", "disk is full", "did not confirm", "confirm it")
"""What the reader says of a change that it could not keep, however its lines are broken."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command that changes something: its words, and a file that it makes or replaces whole."""

    name: str
    words: tuple[str, ...]
    written: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys in the reader: those before, each with what it shows, then the one that changes something.

    ``done`` is shown when that is done, ``before_that`` when it was done already.
    """

    name: str
    before: tuple[tuple[str, str], ...]
    last: str
    done: str
    before_that: str = "no such words"
    written: str = ""


_NOTE = ("note", "add", "article.txt", "--quote", "Who still calls", "--text", "x")
COMMANDS = (
    Command("note add", _NOTE),
    Command("bookmark", ("bookmark", "add", "article.txt", "--quote", "Who still calls")),
    Command("add", ("add", "new.txt")),
    Command("new version", ("add", "changed.txt")),
    Command("import", ("import", "two.json")),
    Command("export Markdown", ("export", "article.txt", "-o", "old.md"), "old.md"),
    Command("export HTML", ("export", "article.txt", "-o", "old.html"), "old.html"),
    Command("export JSON", ("export", "-o", "old.json"), "old.json"),
    Command("export-all", ("library", "export-all", "all.jsonl"), "all.jsonl"),
    Command("import-all", ("library", "import-all", "other.jsonl")),
    Command("migration", _NOTE),
    Command("backup", ("library", "backup")),
    Command("restore", ("library", "restore")),
    Command("remove", ("library", "remove", "article.txt")),
    Command("settings", ("config", "edit"), ".config/sayso/config.toml"),
    Command("feed import", ("feed", "import", "urls")),
    Command("feed export", ("feed", "export", "feeds.opml"), "feeds.opml"),
)
READER = (
    Keys("note in the app", (("a", "F2"), ("words", "words")), "\x1bOQ", "Note kept"),
    Keys("bookmark in the app", (), "B", "Bookmarked.", "bookmarked already"),
)


def _prepared(disk: Disk, name: str) -> None:
    """A user's folder with a library that has notes, kept articles, backups; exports made before."""
    home = disk.folder
    for part in ("tmp", ".config"):
        (home / part).mkdir(parents=True)
    shutil.copy(_SEEDS / "summit.txt", home / "article.txt")
    shutil.copy(_SEEDS / "harbour.txt", home / "new.txt")
    (home / "changed.txt").write_text("A ferry\n\nOne ferry sails.\n", encoding="utf-8")
    run(disk, "add", "article.txt", "changed.txt")
    for number in range(4):  # backups enough that the next change turns them over
        run(disk, "note", "add", "article.txt", "--quote", "The Russian leader", "--text", f"note {number}")
    (home / "changed.txt").write_text("A ferry\n\nTwo ferries sail, Ana Lima said.\n", encoding="utf-8")
    (home / "two.json").write_text(library_to_json([note("two"), note("three")], []), encoding="utf-8")
    (home / "urls").write_text("https://news.example/rss ships\n", encoding="utf-8")
    for old in ("old.md", "old.json", "old.html", "all.jsonl", "feeds.opml"):
        (home / old).write_text("what was exported before\n", encoding="utf-8")
    library = _library(disk)
    if name == "import-all":
        other = ("--library", "other.json")
        run(disk, *other, "add", "new.txt")
        run(disk, *other, "note", "add", "new.txt", "--quote", "harbour", "--text", "there")
        run(disk, *other, "library", "export-all", "other.jsonl")
    if name == "migration":
        shutil.copy(_ROOT / "tests/library/files/schema-0.json", library)
        shutil.rmtree(library.with_name("library.json.backups"))


def run(disk: Disk, *words: str) -> tuple[int, str]:
    """Run a command of sayso on the disk, in a copy of this process: its status, and what it says."""
    with tempfile.TemporaryFile(dir=disk.folder.parent) as said:
        child = os.fork()
        if child == 0:
            os.chdir(disk.folder)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(0, 1)
            os.dup2(said.fileno(), 2)
            sys.argv[1:] = words
            os._exit(cli.main())
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return status, said.read().decode("utf-8", "replace").strip()


def _library(disk: Disk) -> Path:
    return disk.folder / ".local/share/sayso/library.json"


def _kept(disk: Disk, written: str) -> list[str]:
    """What there is: notes, bookmarks, articles with their versions, feeds, and the file to be written."""
    library = TinyLibrary(_library(disk))
    there = sorted(_told(one) for one in library.annotations())
    if library.notice:
        there.append(f"notice: {library.notice}")
    articles = KeptArticles(_library(disk))
    for row in articles.listed():
        there.append(f"article {row.source}, {row.versions} versions")
    if articles.notice:
        there.append(f"notice: {articles.notice}")
    articles.close()
    document = json.loads(_library(disk).read_bytes())
    there += [f"feed {one.get('url') or one.get('address')}" for one in document.get("feeds", {}).values()]
    path = disk.folder / written
    if written:
        words = path.read_text(encoding="utf-8") if path.exists() else "none"
        there.append(f"{written}: {_NAMES.sub('#', words)}")
    return there


def _told(one: Annotation) -> str:
    return f"{type(one).__name__} {one.anchor.exact} {getattr(one, 'body', '')}"


def _files(disk: Disk) -> set[str]:
    return {
        _NAMES.sub("#", str(one.relative_to(disk.folder))) for one in disk.folder.rglob("*") if one.is_file()
    }


class Trial:
    """One change tried on a disk: what is there before it, after it, and after it was done twice."""

    def __init__(self, disk: Disk, name: str, written: str, change: Callable[[], str]) -> None:
        self.disk, self._written, self._change = disk, written, change
        self._base = disk.folder.with_name("base")
        shutil.rmtree(self._base, ignore_errors=True)
        shutil.rmtree(disk.folder, ignore_errors=True)
        disk.fail(0, on=False)
        _prepared(disk, name)
        shutil.copytree(disk.folder, self._base, symlinks=True)
        self.before = self._now()
        self._restore()
        disk.fail(0, on=False)
        said = change()
        self.calls = disk.calls
        assert not said, f"{name}: {said}"
        self.done = self._now()
        self.said_again = change()
        self.done_again = self._now()
        self.files = _files(disk)

    def _now(self) -> list[str]:
        return _kept(self.disk, self._written)

    def _restore(self) -> None:
        shutil.rmtree(self.disk.folder)
        shutil.copytree(self._base, self.disk.folder, symlinks=True)

    def tried(self, number: int, *, on: bool) -> tuple[str, str, list[str]]:
        """What failed, what was said of it, and what was wrong."""
        self._restore()
        self.disk.fail(number, on=on)
        wrong: list[str] = []
        said = self._change()
        failed = self.disk.failed or self.disk.refused
        refused = self.disk.refused and _REFUSED
        self.disk.fail(0, on=False)
        if "Traceback" in said or "went wrong inside" in said:
            wrong.append(f"unforeseen: {said[-300:]}")
        elif len(said.splitlines()) > 1:
            wrong.append(f"several lines: {said!r}")
        now = self._now()
        if now not in ((self.done,) if not said else (self.before, self.done)):
            wrong.append(f"half done, or lost: {_differing(now, self.before, self.done)}")
        again = self._change()
        expected, refusal = (self.done, "") if now == self.before else (self.done_again, self.said_again)
        if again not in ("", refusal):  # a removal that broke off after the article goes on with its place
            wrong.append(f"afterwards: {again!r}")
        elif (later := self._now()) != expected:
            wrong.append(f"afterwards there is: {_differing(later, expected)}")
        if stray := _files(self.disk) - self.files:
            wrong.append(f"left behind: {sorted(stray)}")
        return failed, said or refused, wrong


def _differing(now: list[str], *states: list[str]) -> str:
    return " / ".join(
        f"lacks {[one[:90] for one in state if one not in now]}, "
        f"has {[one[:90] for one in now if one not in state]}"
        for state in states
    )


def _by_command(disk: Disk, command: Command) -> Callable[[], str]:
    """Run it; what it says if it is refused, nothing if it is done."""

    def change() -> str:
        status, said = run(disk, *command.words)
        return "" if status == 0 else said if status == 1 else f"status {status}: {said}"

    return change


def _by_key(disk: Disk, keys: Keys) -> Callable[[], str]:
    """Open the article and type; what is said if it is refused. The reader has to be there still."""

    def change() -> str:
        number, on = disk.told
        disk.fail(0, on=False)
        command = [sys.executable, "-m", "tui", "article.txt"]
        with Terminal(command, folder=disk.folder, environment=dict(os.environ)) as terminal:
            terminal.shows("Quotes")
            for typed, shown in keys.before:
                terminal.shows(shown, typed)
            terminal.drain(0.5)
            disk.fail(number, on=on)
            before = len(terminal.raw)
            terminal.type(keys.last)
            end = time.monotonic() + PATIENCE
            answered = re.compile("|".join((keys.done, keys.before_that, *_REFUSALS)).encode())
            while time.monotonic() < end and not answered.search(terminal.raw, before):
                terminal.drain(0.2)
            terminal.drain(0.5)
            answer = terminal.raw[before:]
            done = keys.done.encode() in answer  # though something else, such as the article, was not kept
            refused = not done and any(words.encode() in answer for words in _REFUSALS)
            if not (refused or done):
                if keys.before_that.encode() in answer:
                    return keys.before_that
                return f"nothing was said: {answer[-500:]!r}"
            if number and refused and b"confirm" not in answer:  # that one is there
                # Room again: the same key does it, the words are still there.
                disk.make_room()
                terminal.shows(keys.done, keys.last)
            terminal.type("q")
            terminal.ends()
        return ""

    return change


def main() -> int:
    """Try every command, and the reader; returns 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[""], help="those whose name begins so")
    parser.add_argument("--most", type=int, default=10_000, help="so many calls of each, from the first on")
    parser.add_argument("--said", action="store_true", help="print what is said, too")
    arguments = parser.parse_args()
    if _FOLDER not in os.environ:
        with tempfile.TemporaryDirectory(prefix="full-") as name:
            shim = Path(name) / "full_disk.so"
            source = Path(__file__).with_suffix(".c")
            subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
            environment = _environment(Path(name) / "home", shim)
            command = [sys.executable, "-m", "tests.full_disk", *sys.argv[1:]]
            return subprocess.run(command, env=environment, cwd=_ROOT, check=False).returncode
    disk = Disk(Path(os.environ[_FOLDER]))
    analyse(load(str(_SEEDS / "summit.txt")))  # once, not in each process
    failures = 0
    for one in (*COMMANDS, *READER):
        if one.name.startswith(tuple(arguments.only)):
            failures += _tried(disk, one, arguments.most, arguments.said)
    return 1 if failures else 0


def _tried(disk: Disk, one: Command | Keys, most: int, said_too: bool) -> int:
    """Try a change with each of its calls failing; how many went wrong."""
    change = _by_command(disk, one) if isinstance(one, Command) else _by_key(disk, one)
    trial = Trial(disk, one.name, one.written, change)
    faults = refused = bad = 0
    sentences: dict[str, list[str]] = {}
    for number in range(1, min(trial.calls, most) + 1):
        for on in (False, True):
            failed, said, wrong = trial.tried(number, on=on)
            faults, refused, bad = faults + bool(failed), refused + bool(said), bad + bool(wrong)
            sentences.setdefault(_NAMES.sub("#", said), []).append(f"{number}{'+' * on} {failed}")
            for sentence in wrong:
                sys.stdout.write(f"{one.name}, {number}{'+' * on} {failed}: {sentence}\n")
    told = f"{one.name}: {trial.calls} calls, {faults} faults, {refused} refused, {bad} wrong"
    sys.stdout.write(f"{told}\n")
    if said_too:
        sys.stdout.writelines(f"    {said!r}: {where}\n" for said, where in sentences.items())
    sys.stdout.flush()
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
