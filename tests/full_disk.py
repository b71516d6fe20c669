"""A full disk at every write: ``python -m tests.full_disk``. Needs strace; not part of the suite.

Each command that changes something is run again and again, the first, second, third … of its calls to
write, sync, rename or make a file answered with "no space left". Afterwards what was kept before has to be
there still, all of what the command was to add or nothing of it, no traceback may have been printed, and
the same command has to succeed once there is room again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "mkdir", "ftruncate")
_MOST = 400  # calls of one kind after which a command has surely ended
_SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Change:
    """A command that changes something: its words, and the notes that it adds if it is done."""

    name: str
    words: tuple[str, ...]
    adds: int


def _sayso(
    folder: Path, *words: str, inject: tuple[str, int] | None = None
) -> tuple[subprocess.CompletedProcess[str], bool]:
    """Run a command; whether the fault was met."""
    trace = folder / "trace.txt"
    before: list[str] = []
    if inject is not None:
        call, number = inject
        before = ["strace", "-f", "-o", str(trace), "-e", f"trace={call}"]
        before += ["-e", f"inject={call}:error=ENOSPC:when={number}"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["XDG_STATE_HOME"] = str(folder / "state")
    command = [*before, sys.executable, "-m", "tui", "--library", str(folder / "library.json"), *words]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, cwd=folder)
    met = inject is not None and "(INJECTED)" in trace.read_text(encoding="utf-8", errors="replace")
    return run, met


def _notes(folder: Path) -> list[str]:
    run, _ = _sayso(folder, "notes", "--format", "json")
    return sorted(entry["id"] for entry in json.loads(run.stdout)) if run.returncode == 0 else ["unreadable"]


def _prepared(folder: Path) -> list[Change]:
    """A library with a note, and the commands to try."""
    article = folder / "article.txt"
    shutil.copy(_SEEDS / "summit.txt", article)
    _sayso(folder, "note", "add", str(article), "--quote", "The Russian leader", "--text", "one")
    run, _ = _sayso(folder, "export", "--format", "json")
    document = run.stdout.replace('"one"', '"two"')
    for old in _notes(folder):
        document = document.replace(old, f"{old[:-4]}ffff")
    (folder / "export.json").write_text(document, encoding="utf-8")
    passage = ("--quote", "Who still calls")
    return [
        Change("note add", ("note", "add", str(article), *passage, "--text", "x"), 1),
        Change("bookmark add", ("bookmark", "add", str(article), *passage), 1),
        Change("import", ("import", str(folder / "export.json")), 1),
        Change("library backup", ("library", "backup"), 0),
        Change("add", ("add", str(article)), 0),
    ]


def _tried(base: Path, change: Change, call: str, number: int) -> tuple[bool, list[str]]:
    """One command with one fault: whether the fault was met, and what was wrong."""
    wrong = []
    with tempfile.TemporaryDirectory(prefix="full-") as name:
        folder = Path(name)
        shutil.copytree(base, folder, dirs_exist_ok=True)
        before = _notes(folder)
        words = tuple(word.replace(str(base), str(folder)) for word in change.words)
        run, met = _sayso(folder, *words, inject=(call, number))
        if not met:
            return False, []
        if "Traceback" in run.stderr or "Something went wrong" in run.stderr:
            wrong.append(run.stderr.strip().splitlines()[-1][:200])
        after = _notes(folder)
        gained = len(set(after) - set(before))
        if not set(before) <= set(after):
            wrong.append("a note was lost")
        if gained not in (0, change.adds) or (run.returncode == 0 and gained != change.adds):
            wrong.append(f"{gained} added, status {run.returncode}")
        if run.returncode not in (0, 1):
            wrong.append(f"status {run.returncode}: {run.stderr[-200:]}")
        again, _ = _sayso(folder, *words)
        if again.returncode != 0:
            wrong.append(f"afterwards: {again.stderr.strip()[-200:]}")
    return True, wrong


def main() -> int:
    """Try every command; returns 1 if anything went wrong."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="full-base-") as name:
        base = Path(name)
        for change in _prepared(base):
            faults = 0
            for call in CALLS:
                for number in range(1, _MOST):
                    met, wrong = _tried(base, change, call, number)
                    if not met:
                        break
                    faults += 1
                    for sentence in wrong:
                        failures += 1
                        sys.stdout.write(f"{change.name}, {call} {number}: {sentence}\n")
            sys.stdout.write(f"{change.name}: {faults} faults\n")
            sys.stdout.flush()
    sys.stdout.write(f"{failures} failures\n")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
