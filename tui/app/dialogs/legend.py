"""What the colours and signs mean: of the text, the margin, the lists and the map."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.app.dialogs.dialog import Scrolled
from tui.app.text.paint import NOBODY
from tui.app.wording import COLOUR_SIGNS, KIND_SIGNS

Part = tuple[str, str]
_SIGNS_WIDTH = 8  # cells


def _row(signs: Sequence[Part], words: str) -> list[Part]:
    used = sum(len(sign) for sign, _ in signs)
    return [*signs, (" " * max(_SIGNS_WIDTH - used, 1), ""), (f"{words}\n", "")]


def parts() -> list[Part]:
    """The legend's words with their styles."""
    colours = [("▌", f"$speaker-{number}") for number in range(NOBODY)]
    rows: list[tuple[str, list[tuple[Sequence[Part], str]]]] = [
        (
            "Colours",
            [
                (colours, "a speaker, everywhere"),
                ([("▌", f"$speaker-{NOBODY}")], "said by nobody known"),
            ],
        ),
        ("Who and what", [([(sign, "")], kind.value) for kind, sign in KIND_SIGNS.items()]),
        (
            "In the text",
            [
                ([("Name", "bold")], "a person; in colour if they speak"),
                ([("Name", "bold italic")], "an organisation"),
                (
                    [("Name", "italic")],
                    "a place or other name, or a word such as “said”",
                ),
                ([("Name", "bold underline")], "the actor who was chosen, everywhere"),
                ([("words", "underline")], "a note"),
            ],
        ),
        (
            "In the margin",
            [
                ([("▏", "")], "a quote"),
                ([("▌", "")], "the quote you are at"),
                ([("✎", "$text-warning")], "a note"),
                ([("✗", "$text-warning")], "corrected by you"),
                ([("⚑", "$text-error")], "a bookmark"),
                ([(f"1–{len(COLOUR_SIGNS)}", "")], "a highlight: " + ", ".join(COLOUR_SIGNS)),
                ([("+", "$text-warning")], "more of these than there is room for"),
            ],
        ),
        (
            "In the lists",
            [
                ([("7×", "")], "named so often"),
                ([("6“", "")], "quotes"),
                ([("▂▁ ▄", "")], "where in the article, from its beginning to its end"),
                ([("?", "")], "who says it is not sure"),
            ],
        ),
        (
            "On the map, above the keys",
            [
                ([("▂▅▇", "")], "how much of that stretch is quoted"),
                ([("▪", "$text-warning")], "a note, highlight or bookmark"),
                ([("  ", "on $primary-muted")], "what you see of the article"),
            ],
        ),
    ]
    found: list[Part] = []
    for title, listed in rows:
        found.append((f"{title}\n", "bold $primary"))
        for signs, words in listed:
            found += [(" ", ""), *_row(signs, words)]
        found.append(("\n", ""))
    return found[:-1]


class Legend(Scrolled[None]):
    """The legend."""

    BINDINGS = [  # noqa: RUF012
        Binding("q,i,enter", "give_up", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown", "scroll(10)", show=False),
        Binding("b,pageup", "scroll(-10)", show=False),
    ]
    HINTS = (("↑ ↓", "scroll", ""), ("escape", "close", "give_up"))

    def __init__(self) -> None:
        super().__init__("Colours and signs")

    def inside(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Content.assemble(*parts()))
