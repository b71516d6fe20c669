"""The programs that lead to a clipboard.

A terminal's own clipboard is reached by OSC 52, which many ignore without a word: macOS's Terminal, and tmux
as it is set up by default. What else is there is asked too.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

_MOST = 20_000
"""Bytes of a clipboard that are taken."""
_SECONDS = 2.0
"""How long a program may take to accept some words."""


def clipboard_programs(environment: Mapping[str, str], platform: str = sys.platform) -> list[Sequence[str]]:
    """Commands that put their standard input on a clipboard the user pastes from, the likeliest first.

    On a machine reached by SSH only tmux counts: the others would fill that machine's clipboard.
    """
    programs: list[Sequence[str]] = []
    if environment.get("TMUX"):  # -w (since 3.2) hands it on to the terminal around tmux
        programs += [("tmux", "load-buffer", "-w", "-"), ("tmux", "load-buffer", "-")]
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return programs
    if platform == "darwin":
        programs.append(("pbcopy",))
    if environment.get("WAYLAND_DISPLAY"):
        programs.append(("wl-copy",))
    if environment.get("DISPLAY"):
        programs += [("xclip", "-selection", "clipboard"), ("xsel", "--input", "--clipboard")]
    return programs


def clipboard_readers(environment: Mapping[str, str], platform: str = sys.platform) -> list[Sequence[str]]:
    """Commands that write on their standard output what the user copied, the likeliest first.

    Terminals themselves do not give it: nearly all refuse OSC 52's question, for good reasons.
    """
    programs: list[Sequence[str]] = []
    if not (environment.get("SSH_CONNECTION") or environment.get("SSH_TTY")):
        if platform == "darwin":
            programs.append(("pbpaste",))
        if environment.get("WAYLAND_DISPLAY"):
            programs.append(("wl-paste", "--no-newline"))
        if environment.get("DISPLAY"):
            programs += [("xclip", "-selection", "clipboard", "-o"), ("xsel", "--output", "--clipboard")]
    if environment.get("TMUX"):
        programs.append(("tmux", "save-buffer", "-"))
    return programs


def taken_from(programs: Sequence[Sequence[str]]) -> str:
    """What the first of the programs that has something gives; empty if none does. Blocking."""
    for command in programs:
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            return done.stdout[:_MOST].decode("utf-8", "replace")
    return ""


def given_to(words: str, programs: Sequence[Sequence[str]]) -> str | None:
    """The name of the first of the programs that takes the words; None if none does. Blocking."""
    for command in programs:
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(
                command,
                input=words.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return command[0]
    return None
