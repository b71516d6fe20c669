"""The recipes of docs/recipes.md, taken from the page and run with the programs, where these are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.feed_server import FeedServer, rss
from tests.terminal import PATIENCE, Terminal
from tests.test_docs import DOCS, blocks

STORY = """\
Lopez opens the bridge

Mayor Ana Lopez opened the new bridge in Valparaiso on Monday.

“The bridge will bring our people together,” Lopez said.
"""
SAID = "- **Ana Lopez** (direct): “The bridge will bring our people together,”"
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY.splitlines()[2:] if line)


def recipe(program: str) -> str:
    """The page's block for a program."""
    [(_, block)] = blocks(DOCS / "recipes.md", program)
    return block


def needs(program: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own, with sayso on the path; one for all, so that the story is analysed once."""
    home = tmp_path_factory.mktemp("home")
    names = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    own = {"PATH": path, "SHELL": "/bin/sh", "LC_ALL": "C.UTF-8", **dict.fromkeys(names, str(home))}
    return {**os.environ, **own}


def ran(command: str | list[str], folder: Path, environment: dict[str, str]) -> str:
    """What a command prints that ends by itself."""
    done = subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs("newsboat")
def test_newsboat(tmp_path: Path, environment: dict[str, str]) -> None:
    with FeedServer().running() as server:
        page = f"<html><body><article><h1>Lopez opens the bridge</h1>{PARAGRAPHS}</article></body></html>"
        server.feed("/bridge", page.encode(), Content_Type="text/html; charset=utf-8")
        summary = "<description>The mayor came by boat.</description>"
        item = f"<title>Lopez opens the bridge</title><link>{server.address}/bridge</link>{summary}"
        (tmp_path / "urls").write_text(server.feed("/rss", rss(item)) + "\n")
        (tmp_path / "config").write_text(recipe("newsboat"))
        command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config"]
        # Read beforehand: where newsboat reads feeds while it shows them, a key can be lost.
        ran([*command, "-x", "reload"], tmp_path, environment)
        with Terminal(command, folder=tmp_path, environment=environment) as terminal:
            terminal.shows("Arlen Post")
            terminal.shows("Articles in feed", "\r")
            terminal.shows("The mayor came by boat.", "\r")
            terminal.shows("Articles in feed", "q")
            terminal.shows("Ana Lopez opened the new", "o")
            terminal.shows("Articles in feed", "q")
            terminal.shows(SAID, ",s")


@needs("neomutt")
def test_neomutt(tmp_path: Path, environment: dict[str, str]) -> None:
    head = "From: Desk <desk@arlen.example>\nSubject: Lopez opens the bridge\nMIME-Version: 1.0\n"
    kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    body = STORY.partition("\n\n")[2]
    (tmp_path / "box").write_text(
        f"From desk Mon Nov 02 10:00:00 2026\n{head}{kind}\n{body}\n", encoding="utf-8"
    )
    settings = 'set folder="."\nset spoolfile="box"\nset wait_key=no\n'
    (tmp_path / "neomuttrc").write_text(settings + recipe("neomutt"))
    command = ["neomutt", "-n", "-F", "neomuttrc", "-f", "box"]
    with Terminal(command, folder=tmp_path, environment=environment) as terminal:
        terminal.shows("Lopez opens the bridge")
        terminal.shows(SAID, "S")
        terminal.shows("q:Quit", "q")
        terminal.shows("Desk · ", "R")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@needs("fzf")
def test_fzf(draft: Path, environment: dict[str, str]) -> None:
    command = ["sh", "-c", recipe("fzf")]
    with Terminal(command, folder=draft.parent, environment=environment) as terminal:
        terminal.shows("Ana Lopez** (direct)")
        terminal.shows("Quotes 1", "\r")


@needs("entr")
def test_entr(draft: Path, environment: dict[str, str]) -> None:
    command = ["sh", "-c", recipe("entr")]
    with Terminal(command, folder=draft.parent, environment=environment) as terminal:
        terminal.shows("1 quote")
        again, end = len(terminal.raw), time.monotonic() + PATIENCE
        while b"1 quote" not in terminal.raw[again:]:  # it is deaf for a moment after a command
            draft.write_text(STORY, encoding="utf-8")
            assert terminal.drain(0.5)
            assert time.monotonic() < end


@needs("vim")
def test_vim(draft: Path, environment: dict[str, str]) -> None:
    rules = draft.with_name("recipe.vim")
    rules.write_text(recipe("vim"))
    vim = ["vim", "-es", "-N", "-u", str(rules)]
    draft.write_text(STORY.replace("Lopez said", "Lopez told us"), encoding="utf-8")
    changed = "%s/Lopez told us/Lopez said/"
    quotes = ran([*vim, "-c", changed, "-c", "Quotes", "-c", "qa!", draft.name], draft.parent, environment)
    assert "Ana Lopez" in quotes
    window = ["-c", changed, "-c", "Said", "-c", "%print", "-c", "qa!"]
    assert SAID in ran([*vim, *window, draft.name], draft.parent, environment)


@needs("tmux")
def test_tmux(draft: Path, environment: dict[str, str]) -> None:
    rules = draft.with_name("tmux.conf")
    keys = recipe("tmux").replace("/tmp/sayso-pane.txt", str(draft.with_name("pane.txt")))
    # Keys that come within a millisecond are taken for a paste, and are the pane's.
    rules.write_text(f"set -g assume-paste-time 0\n{keys}")
    alone = {name: value for name, value in environment.items() if name != "TMUX"}
    name = f"sayso-{os.getpid()}"
    command = ["tmux", "-L", name, "-f", str(rules), "new-session", "sh -c 'cat draft.txt; sleep 600'"]
    with ExitStack() as stack:
        terminal = stack.enter_context(Terminal(command, folder=draft.parent, environment=alone))
        stack.callback(subprocess.run, ["tmux", "-L", name, "kill-server"], check=False)
        terminal.shows("The bridge will bring")
        terminal.shows("Ana Lopez** (direct)", "\x02Q")


def test_no_recipe_is_left_untried() -> None:
    tried = set(re.findall(r'recipe\("(\w+)"\)', Path(__file__).read_text("utf-8")))
    page = (DOCS / "recipes.md").read_text("utf-8")
    assert set(re.findall(r"^```(\w+)$", page, re.MULTILINE)) - {"sh"} == tried
