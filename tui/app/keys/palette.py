"""The commands behind ctrl+p and ``:``, with the words that vim's users type for some of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.app.keys import keymap
from tui.domain.text.folding import folded, holds_words

_SHORT = {
    "q": "app.quit",
    "q!": "app.quit",
    "qa": "app.quit",
    "wq": "app.quit",
    "x": "app.quit",
    "h": "app.help",
    "set nu": "view.numbers",
    "set number": "view.numbers",
    "toc": "contents.list",
}
"""What is typed whole, and the command that is meant by it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the palette can do: an id, its words, its keys as people write them, its group."""

    id: str
    words: str
    keys: str
    group: str


def entries(where: Sequence[str], user_keys: Mapping[str, str]) -> list[Entry]:
    """The commands of a screen and its focused pane (``where``) and of the app, in the keymap's order."""
    found = [
        Entry(command.id, command.words, keymap.keys_of(command.id, user_keys), short_group(command.group))
        for command in keymap.COMMANDS
        if command.where in (*where, "app") and command.id != "app.palette"
    ]
    return [
        *found,
        Entry("app.theme", "Choose a theme", "", "sayso"),
        Entry("app.quit", "Quit", ":q", "sayso"),
    ]


def short_group(group: str) -> str:
    """A group's name without its explanation."""
    return group.partition(":")[0]


def fitting(listed: Iterable[Entry], typed: str) -> list[Entry]:
    """The entries that hold every word typed, the best first; what vim calls a command in short wins."""
    meant = _SHORT.get(typed.strip())
    query = folded(typed.strip())

    def rank(entry: Entry) -> int:
        words = folded(entry.words)
        return 0 if entry.id == meant else 1 if words.startswith(query) else 2 if f" {query}" in words else 3

    kept = [
        entry
        for entry in listed
        if entry.id == meant or holds_words(f"{entry.words} {entry.group} {entry.keys}", typed)
    ]
    return sorted(kept, key=rank) if query else kept
