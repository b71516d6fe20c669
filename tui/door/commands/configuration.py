"""``sayso config``: shows what is set and where, checks both files, opens the first in the user's editor."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tui.domain import settings
from tui.domain.errors import SaysoError
from tui.domain.text.safe import one_line
from tui.door.output import say, show


def run(arguments: argparse.Namespace) -> int:
    """Show, check or edit; 1 if something is wrong in the files. Raises SaysoError."""
    from tui.app.theme.choice import user_folder

    folder = user_folder()
    if arguments.what == "edit":
        _edit(folder)
        return _check(folder, quiet=True)
    if arguments.what == "check":
        return _check(folder, quiet=arguments.quiet)
    show("\n".join(_lines(folder)))
    return 0


def _lines(folder: Path) -> Iterator[str]:
    """Each setting in the words of the file, what it does and where it comes from."""
    set_to = settings.read(folder)
    wide = max(map(len, settings.SETTINGS))
    told = {name: (_toml(value), _where(name, set_to)) for name, value in set_to.values.items()}
    if told["theme"][1] == "" and (folder / settings.CHOSEN_THEME).is_file():
        from tui.app.theme.choice import chosen

        told["theme"] = _toml(chosen(folder)), "chosen in the app"
    room = max(len(value) for value, _ in told.values())
    path = folder / settings.FILE
    yield f"# {one_line(str(path))}{'' if path.exists() else ' (not there yet)'}"
    for name, (value, where) in told.items():
        does = settings.SETTINGS[name].does
        yield f"{name.ljust(wide)} = {value.ljust(room)}  # {where or 'as is usual'} · {does}"
    for problem in set_to.problems:
        yield f"# wrong, {_at(settings.FILE, problem)}"


def _where(name: str, set_to: settings.Settings) -> str:
    return f"line {set_to.lines[name]}" if name in set_to.lines else ""


def _toml(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _at(file: str, problem: settings.Problem) -> str:
    return (
        f"{file}, line {problem.line}: {problem.sentence}."
        if problem.line
        else f"{file}: {problem.sentence}."
    )


def _check(folder: Path, *, quiet: bool) -> int:
    """Name what is wrong in both files on standard error; whether anything is."""
    set_to = settings.read(folder)
    wrong = [_at(settings.FILE, problem) for problem in set_to.problems]
    wrong += _wrong_theme(set_to)
    wrong += _wrong_keys(folder, set_to.words("keys"))
    for sentence in wrong:
        say(sentence)
    if not wrong and not quiet:
        say(f"nothing is wrong in {one_line(str(folder / settings.FILE))} and keymap.toml.")
    return 1 if wrong else 0


def _wrong_theme(set_to: settings.Settings) -> Iterator[str]:
    if "theme" not in set_to.lines:
        return
    from textual.theme import BUILTIN_THEMES

    from tui.app.theme import themes

    known = [themes.DARK.name, themes.LIGHT.name, *BUILTIN_THEMES]
    name = set_to.words("theme")
    if name not in known:
        more = settings.nearest(name, known)
        yield _at(settings.FILE, settings.Problem(set_to.lines["theme"], f"there is no theme “{name}”{more}"))


def _wrong_keys(folder: Path, preset: str) -> Iterator[str]:
    from tui.app.app import SaysoApp
    from tui.app.keys import user_keys
    from tui.app.panes import article_look

    _, wrong = user_keys.read(folder, article_look.BINDINGS, SaysoApp.BINDINGS, preset)
    yield from wrong


def _edit(folder: Path) -> None:
    """Open the file, made with every setting behind a comment sign, and wait. Raises SaysoError."""
    from tui.library.safety import atomic

    path = folder / settings.FILE
    named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            atomic.replace(path, settings.sample().encode(), durable=False, mode=0o644)
    except OSError as error:
        raise SaysoError(
            f"{one_line(str(path))} could not be written: {(error.strerror or str(error)).lower()}."
        ) from error
    try:
        words = shlex.split(next(filter(None, named), "vi"))
        status = subprocess.run([*words, str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        raise SaysoError(
            f"{one_line(str(path))} could not be opened ({error}): set $EDITOR to your editor."
        ) from error
    if status:
        raise SaysoError(f"the editor failed (status {status}).")
