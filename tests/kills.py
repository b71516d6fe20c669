"""Every kind of change killed at random: ``python -m tests.kills --kills 1000``. Not part of the suite.

``tests.library.kills`` does it for notes. Here a process makes one kind of change for as long as it lives and
says on a pipe when it begins one and when it is done; it is killed (signal 9) at a random moment, and then
looked at: the library has to be readable without a backup, everything acknowledged has to be there, and of
what was under way all or nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import filelock  # noqa: F401  (now, not in each process)
import orjson

from tests.library import articles as texts
from tests.library.making import note, reading
from tui.domain.article import Article
from tui.export.formats.own import library_to_json
from tui.export.importer import merge, read_annotations
from tui.library.articles.articles import KeptArticles
from tui.library.library import TinyLibrary
from tui.library.safety import atomic
from tui.library.safety.restore import backup

Say = Callable[[str], None]
_TOGETHER = 5
"""Notes of one import."""


def _import(path: Path, say: Say) -> None:
    library = TinyLibrary(path, lock_seconds=60)
    turn = 0
    while True:
        turn += 1  # no two say the same: an import adds nothing twice
        notes = [note(f"{os.getpid()} {turn} {number}") for number in range(_TOGETHER)]
        came = read_annotations(library_to_json(notes, [reading()]))
        name = ",".join(one.id for one in came.annotations)
        say(f"try {name}")
        with library.together():
            merged = merge(library.annotations(), came.annotations, came.undated)
            library.add(*merged.added)
        say(f"did {name}")
        _thin(library)


def _backup(path: Path, say: Say) -> None:
    library = TinyLibrary(path, lock_seconds=60)
    while True:
        one = note("kept through it")
        say(f"try {one.id}")
        library.add(one)  # which turns the backups over
        backup(path)
        say(f"did {one.id}")
        _thin(library)
        for old in sorted(path.parent.rglob("*manual*"))[:-2]:
            old.unlink(missing_ok=True)


def _migrate(path: Path, say: Say) -> None:
    """Each time a file of the first schema, brought up to date by its first change."""
    while True:
        one = note("older")
        document = orjson.loads(library_to_json([one], []))["annotations"][0]
        document = {key: value for key, value in document.items() if key != "article"}
        old = {"_default": {"1": {**document, "article_id": one.article_id}}}
        say("clear ")
        atomic.replace(path, orjson.dumps(old))
        library = TinyLibrary(path, lock_seconds=60)
        say(f"have {one.id}")
        two = note("newer")
        say(f"try {two.id}")
        library.add(two)
        say(f"did {two.id}")


def _add(path: Path, say: Say) -> None:
    articles = KeptArticles(path)
    number = os.getpid() * 1000
    while True:
        number += 1
        article = _article(number)
        say(f"try {article.id}")
        articles.keep(article, texts.analysis(article))
        say(f"did {article.id}")


def _article(number: int) -> Article:
    text = f"Ferry {number} sails\n\nFerry {number} will sail in spring, said Ana Lima, the harbour master."
    return texts.article(f"/news/{number}.txt", text)


def _thin(library: TinyLibrary) -> None:
    """Most notes go again, unsaid: what is left are the last ones."""
    ids = [one.id for one in library.annotations()]
    if len(ids) > 200:
        raise SystemExit(0)


def _notes_in(path: Path) -> tuple[set[str], str]:
    library = TinyLibrary(path)
    return {one.id for one in library.annotations()}, library.notice or ""


def _articles_in(path: Path) -> tuple[set[str], str]:
    articles = KeptArticles(path)
    listed = {row.article_id for row in articles.listed()}
    whole = {one.article.id for one in articles.each()}
    found = {hit.article_id for hit in articles.search("ferry", limit=10_000)}
    wrong = articles.notice or ("" if listed == found == whole else "the index does not agree")
    articles.close()
    return whole, wrong


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change, and how what is there afterwards is looked at."""

    name: str
    change: Callable[[Path, Say], None]
    there: Callable[[Path], tuple[set[str], str]]


KINDS = (
    Kind("import", _import, _notes_in),
    Kind("backup", _backup, _notes_in),
    Kind("migration", _migrate, _notes_in),
    Kind("add", _add, _articles_in),
)


def _started(kind: Kind, path: Path) -> tuple[int, int]:
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            kind.change(path, lambda words: (os.write(sink, f"{words}\n".encode()), None)[1])
        finally:
            os._exit(0)
    os.close(sink)
    return child, source


def _one_folder(kind: Kind, kills: int, chance: random.Random, writers: int) -> tuple[int, int, list[str]]:
    """Some kills on one library: how many acknowledged changes, how many kills, and what was wrong."""
    wrong: list[str] = []
    acknowledged = killed = 0
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=base, prefix="kills-") as folder:
        path = Path(folder) / "library.json"
        sure: set[str] = set()
        unsure: list[set[str]] = []
        while killed < kills:
            children = [_started(kind, path) for _ in range(writers)]
            time.sleep(chance.uniform(0.002, 0.06))
            for child, _ in children:
                os.kill(child, signal.SIGKILL)
                _, status = os.waitpid(child, 0)
                killed += os.WIFSIGNALED(status)
            for _, pipe in children:
                with os.fdopen(pipe, "rb") as stream:
                    lines = stream.read().split(b"\n")[:-1]
                begun: set[str] = set()
                for line in lines:
                    verb, _, rest = line.decode().partition(" ")
                    names = set(filter(None, rest.split(",")))
                    if verb == "clear":
                        sure, unsure, begun = set(), [], set()
                        continue
                    begun = names if verb == "try" else set()
                    if verb in ("did", "have"):
                        acknowledged += verb == "did"
                        sure |= names
                if begun:
                    unsure.append(begun)
                cleared = bool(lines) and lines[-1].startswith(b"clear")
            if cleared:  # the file of the first schema was being put there: either is right
                continue
            there, unsound = kind.there(path)
            if unsound:
                wrong.append(unsound.replace(str(path.parent), "…"))
            if missing := sure - there:
                wrong.append(f"{len(missing)} acknowledged ones lost")
            wrong += ["half of a change" for names in unsure if names & there and names - there]
            if len(there) > 150:
                break
    return acknowledged, killed, wrong


def _killed_while_writing(kills: int, chance: random.Random) -> tuple[int, list[str]]:
    """The reader ended by a signal while a note is typed: what the screen showed of it has to be kept."""
    from tests.terminal import Terminal

    kept, wrong = 0, []
    story = "Ferries sail\n\n“They sail,” Ana Lima said. The harbour was quiet that day.\n"
    for number in range(kills):
        with tempfile.TemporaryDirectory(prefix="kills-") as name:
            folder = Path(name)
            (folder / "story.txt").write_text(story, encoding="utf-8")
            path = folder / "library.json"
            earlier = note("earlier")
            TinyLibrary(path).add(earlier)
            environment = {**os.environ, "HOME": name, "XDG_STATE_HOME": str(folder / "state")}
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            command = [sys.executable, "-m", "tui", "--library", str(path), "story.txt"]
            words = f"written{number}"
            how = chance.choice((signal.SIGTERM, signal.SIGHUP, signal.SIGKILL))
            with Terminal(command, folder=folder, environment=environment) as terminal:
                terminal.shows("Quotes")
                terminal.shows(words, "a", words)
                terminal.drain(chance.uniform(0, 0.3))
                os.kill(terminal.pid, how)
                terminal.ends()
            bodies = [getattr(one, "body", "") for one in TinyLibrary(path).annotations()]
            rescued = [one.read_text(encoding="utf-8") for one in folder.rglob("note-*.md")]
            if "earlier" not in bodies or TinyLibrary(path).notice is not None:
                wrong.append("an earlier note was lost")
            found = any(words in one for one in (*bodies, *rescued))
            kept += found
            if not found and how != signal.SIGKILL:
                wrong.append(f"what was typed was lost by {how.name}")
    return kept, wrong


def main() -> int:
    """Kill every kind of change; returns 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="for each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--writers", type=int, default=1, help="at once")
    parser.add_argument("--kind", choices=[*(kind.name for kind in KINDS), "writing"])
    arguments = parser.parse_args()
    failed = False
    if arguments.kind == "writing":  # a start of the reader each: much slower than the others
        kept, wrong = _killed_while_writing(arguments.kills, random.Random(arguments.seed))
        told = f"writing: {arguments.kills} ended, {kept} notes kept, {len(wrong)} failures"
        sys.stdout.write("\n".join([told, *sorted(set(wrong))]) + "\n")
        return int(bool(wrong))
    for kind in KINDS:
        if arguments.kind not in (None, kind.name):
            continue
        chance = random.Random(arguments.seed)
        acknowledged = killed = 0
        wrong: list[str] = []
        while killed < arguments.kills:
            # Several that each begin with a file of their own would take it from one another.
            writers = 1 if kind.change is _migrate else arguments.writers
            more, kills, bad = _one_folder(kind, arguments.kills - killed, chance, writers)
            acknowledged, killed, wrong = acknowledged + more, killed + kills, wrong + bad
        failed = failed or bool(wrong)
        told = f"{kind.name}: {killed} kills, {acknowledged} acknowledged, {len(wrong)} failures"
        sys.stdout.write("\n".join([told, *sorted(set(wrong))]) + "\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
