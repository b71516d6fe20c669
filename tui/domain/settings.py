"""``config.toml``: what a reader has set, where each value comes from, and what is wrong in it, by line.

Without the file nothing is imported for it: the first page does not wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tui.domain.labels.formats import EXPORT_FORMATS
from tui.domain.text.safe import one_line

FILE = "config.toml"
CHOSEN_THEME = "theme"
"""The file in which the app keeps the theme that was chosen in it."""


class Setting(NamedTuple):
    """One setting: its value as is usual, what it does, and what it must be, in words.

    ``fits`` tells whether a value that stands in the file will do.
    """

    usual: str | int
    does: str
    must_be: str
    fits: Callable[[Any], bool]


def _one_of(usual: str, does: str, *values: str) -> Setting:
    named = ", ".join(f'"{value}"' for value in values)
    return Setting(usual, f"{does}: {', '.join(values)}", f"one of {named}", lambda value: value in values)


def _between(does: str, low: int, high: int) -> Setting:
    return Setting(
        0,
        f"{does}, {low} to {high}; 0: as is usual",
        f"a number from {low} to {high}, or 0",
        lambda value: type(value) is int and (value == 0 or low <= value <= high),
    )


def _words(usual: str, does: str) -> Setting:
    return Setting(
        usual, does, "words in quotation marks", lambda value: isinstance(value, str) and "\0" not in value
    )


SETTINGS: Mapping[str, Setting] = {
    "theme": _words("sayso-dark", "the theme; one chosen with ctrl+p is written here if this line is there"),
    "colours": _one_of("auto", "colours", "auto", "none"),
    "measure": _between("columns of text in a line", 30, 140),
    "lists": _between("per cent of the screen's width for the lists", 15, 70),
    "export": _one_of("md", "the format that export begins with", *EXPORT_FORMATS),
    "keys": _one_of("vim", "the keys that moves and searches have", "vim", "less", "emacs"),
    "motion": _one_of("full", "what moves by itself on the screen", "full", "reduced"),
    "pipe": _words("", "the command that | proposes, such as wl-copy or dict"),
    "speak": _words("", "the command that reads aloud; none: espeak-ng or spd-say, which is there"),
}


MOST_TOLD = 20
"""So many wrong names of a file are told one by one."""


class Problem(NamedTuple):
    """What is wrong, in a sentence, and in which line of the file, from 1 on; 0: of none."""

    line: int
    sentence: str


class Settings(NamedTuple):
    """The values by name, the lines of the file that give some of them, and what is wrong in it."""

    values: Mapping[str, str | int]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()

    def words(self, name: str) -> str:
        """The value of a setting that is words."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """The value of a setting that is a number."""
        value = self.values[name]
        return value if isinstance(value, int) else 0


USUAL = Settings({name: setting.usual for name, setting in SETTINGS.items()}, {})


def read(folder: Path) -> Settings:
    """The settings of a folder; what is wrong is left out and said, the others hold."""
    path = folder / FILE
    if not path.exists():
        return USUAL
    if not path.is_file():  # a named pipe would keep us waiting
        return USUAL._replace(problems=(Problem(0, "it is no plain file"),))
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        return USUAL._replace(problems=(Problem(0, f"it cannot be read ({error.strerror})"),))
    except UnicodeDecodeError:
        return USUAL._replace(problems=(Problem(0, "it is not UTF-8"),))
    except (ValueError, RecursionError) as error:  # the first: no TOML, or a number of thousands of digits
        found = re.search(r"line (\d+)", str(error))
        return USUAL._replace(
            problems=(Problem(int(found[1]) if found else 0, f"this is no TOML: {one_line(str(error))}"),)
        )
    return _checked(data, text)


def _checked(data: Mapping[str, Any], text: str) -> Settings:
    values, lines, problems = dict(USUAL.values), {}, []
    beyond = set([name for name in data if name not in SETTINGS][MOST_TOLD:])
    for name, value in data.items():
        if name in beyond:
            continue
        line = line_of(name, text)
        setting = SETTINGS.get(name)
        if setting is None:
            problems.append(Problem(line, f"there is no setting “{one_line(name)}”{nearest(name, SETTINGS)}"))
        elif not setting.fits(value):
            problems.append(Problem(line, f"“{name}” must be {setting.must_be}"))
        else:
            values[name] = one_line(value) if isinstance(value, str) else value
            lines[name] = line
    if beyond:
        problems.append(Problem(0, f"there are {len(beyond):,} more names that are no settings"))
    return Settings(values, lines, tuple(problems))


def nearest(name: str, known: Iterable[str]) -> str:
    """Of what is known, that which a wrong name may have meant, as the end of a sentence; or nothing."""
    from difflib import get_close_matches

    meant = get_close_matches(name, list(known), 1)
    return f", perhaps “{meant[0]}”" if meant else ""


def line_of(name: str, text: str) -> int:
    """The line of a TOML text that begins with such a key or table, from 1 on; 0 where none does."""
    begins = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=\].]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if begins.match(line)), 0)


def sample() -> str:
    """The file as one begins with it: every setting as is usual, behind a comment sign."""
    lines = ["# What can be set in sayso. Take the sign away from a line to make it hold.", ""]
    for name, setting in SETTINGS.items():
        value = f'"{setting.usual}"' if isinstance(setting.usual, str) else str(setting.usual)
        lines += [f"# {setting.does}", f"# {name} = {value}", ""]
    return "\n".join(lines)


def with_theme(text: str, name: str) -> str | None:
    """The file's text with another theme in the line that names one; None where none does."""
    changed, count = re.subn(
        r"""(?m)\A((?:(?!\s*\[).*\n)*?\s*theme\s*=\s*)(["']).*?\2""", rf'\g<1>"{name}"', text, count=1
    )
    return changed if count else None
