"""Writes the pages of ``docs`` that are made from the program: ``python docs/make.py``.

A test says if one of them is not what the program would write now.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.binding import Binding

from tui.app.keys import keymap
from tui.app.panes import article_look

Row = tuple[str, str, str]
_INTRODUCTION = """\
# Keys

*Made from the keymap by `python docs/make.py`.* Keys beside each other do the same; `]q` is two keys, one
after the other. A number before a motion repeats it: `3J`, `5j`, `40%`. Each can be changed in `keymap.toml`,
in the user's configuration folder (on Linux `~/.config/sayso`), by the name in the last column:

```toml
"quote.next" = "J,]q"
```

The mouse does as well: click a quote, a name or a note; drag to select, double click for a word, three times
for a sentence; drag the line between the panes.
"""


def keys() -> str:
    """Every key of the reader and the library, from the keymap's table."""
    parts = [_INTRODUCTION]
    moving = [
        (binding.key, binding.description, binding.id or "")
        for binding in article_look.BINDINGS
        if isinstance(binding, Binding) and not (binding.id or "").startswith("article.digit-")
    ]
    parts.append(_table("Reading and selecting", moving))
    for group in dict.fromkeys(command.group for command in keymap.COMMANDS):
        rows = [(one.keys, one.words, one.id) for one in keymap.COMMANDS if one.group == group]
        parts.append(_table(group, rows))
    return "\n".join(parts)


def _table(title: str, rows: Iterable[Row]) -> str:
    lines = [f"## {title}\n", "| keys | do | name |", "| --- | --- | --- |"]
    for pressed, words, name in rows:
        shown = " ".join(f"`{key}`" for key in keymap.shown(pressed).split())
        lines.append(f"| {shown} | {words} | `{name}` |")
    return "\n".join(lines) + "\n"


PAGES = {"keys.md": keys}


if __name__ == "__main__":
    for name, page in PAGES.items():
        Path(__file__).with_name(name).write_text(page(), encoding="utf-8")
