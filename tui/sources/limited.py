"""Reading an input in a process of its own, with limits on time and memory.

Only what :mod:`.heavy` sorts out comes here: starting the process takes a tenth of a second. It ends when it
has answered, when a limit is reached, or with :func:`give_up`; whoever asked goes on living.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.domain.article import Article
from tui.domain.decoding import converted
from tui.domain.errors import NoArticleError, SourceError
from tui.domain.feeds import Feed
from tui.sources.patience import Patience

if TYPE_CHECKING:
    from tui.domain.left_out import LeftOut

CPU_SECONDS = 15
"""How long an input may keep a core busy. A page of 8 MB with 50,000 elements takes 6 seconds."""
MEMORY = 3 * 1024**3
"""Bytes of address space. A page of 8 MB takes about one gigabyte."""
WALL_SECONDS = 60.0
"""How long to wait in all, on a machine that has other things to do, or has no limit on the CPU's time."""
MARK_LENGTH = 32
"""Code points of the mark that stands before the answer: what else may be printed comes before it."""
PROCESS = "tui.sources.limited_process"

_running: set[subprocess.Popen[bytes]] = set()
_guard = threading.Lock()


def read_limited(data: bytes, about: dict[str, Any], name: str) -> tuple[list[Article], list[str]]:
    """The articles in ``data`` and the parts without text, read by another process.

    ``about`` is handed on to it as JSON.

    Blocking; any thread may call it. Raises SourceError, calling the input ``name``: what the reading said,
    or that it was too long or too large, or was given up.
    """
    answer = _answer(data, about, name)
    return converted(answer["articles"], list[Article]), converted(answer["empty"], list[str])


def explain_limited(data: bytes, about: dict[str, Any], name: str) -> tuple[list[Article], list[LeftOut]]:
    """The articles in ``data``, likewise, and what was left out of them."""
    from tui.domain.left_out import LeftOut

    answer = _answer(data, {**about, "explain": True}, name)
    return converted(answer["articles"], list[Article]), converted(answer["left"], list[LeftOut])


def read_limited_feed(data: bytes, about: dict[str, Any], name: str) -> Feed:
    """The feed in ``data``, likewise. ``about`` holds its ``address``, and its ``charset`` where it is
    known.
    """
    return converted(_answer(data, {**about, "feed": True, "called": name}, name)["feed"], Feed)


def _answer(data: bytes, about: dict[str, Any], name: str) -> dict[str, Any]:
    mark = secrets.token_hex(MARK_LENGTH // 2)
    head = json.dumps({**about, "mark": mark, "cpu": CPU_SECONDS, "memory": MEMORY}).encode()
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", PROCESS],  # nothing is imported from the current folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _path()},
        )
    except OSError as error:
        raise SourceError(f"{name} needs a process of its own, which cannot be started: {error}.") from error
    with _guard:
        _running.add(process)
    late = False
    try:
        Patience().look(name)  # given up before there was a process to end
        out, _ = process.communicate(len(head).to_bytes(4, "big") + head + data, WALL_SECONDS)
    except subprocess.TimeoutExpired:
        out, late = b"", True
    finally:
        with _guard:
            _running.discard(process)
        if process.poll() is None:
            process.kill()
            process.communicate()
    _, found, frame = out.rpartition(mark.encode())
    if found:
        answer: dict[str, Any] = json.loads(frame)
        if "no_article" in answer:
            raise NoArticleError(*answer["no_article"])
        if "refusal" in answer:
            raise SourceError(answer["refusal"])
        return answer
    if late or process.returncode == -getattr(signal, "SIGXCPU", 0):
        hint = "" if about.get("feed") else ": split it, or save it from a browser as text"
        raise SourceError(
            f"{name} is so large, nests so deeply, or leaves so much open, that it cannot be read within "
            f"{CPU_SECONDS} seconds{hint}."
        )
    raise SourceError(f"{name} could not be read: the process that read it was ended.")


def give_up() -> None:
    """End what is being read, in whatever thread it is waited for."""
    with _guard:
        running = list(_running)
    for process in running:
        process.kill()


def _path() -> str:
    packages = str(Path(__file__).parents[2])
    return os.pathsep.join(filter(None, (packages, os.environ.get("PYTHONPATH"))))
