"""Asking whether words stand in the article, or in any that is kept, and who says them there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tui.app.dialogs.dialog import Dialog
from tui.app.panes.background import run_latest
from tui.app.panes.row_list import Line, RowList
from tui.app.text.differences import wrapped_difference
from tui.domain.article import Article
from tui.domain.collection.checking import Found, Match, in_words
from tui.domain.errors import SaysoError
from tui.domain.text.phrases import counted, percent
from tui.domain.text.place import place_of
from tui.domain.text.safe import one_line

Find = Callable[[str], Awaitable[Sequence[Found]]]
"""Where words stand, best first; raises SaysoError."""
_WORDS = 3  # lines of a row that show what stands there
_SHOWN = 3  # rows that the dialog is made high enough for
_SIGNS = {Match.EXACT: "✓", Match.MARKS: "✓", Match.REWORDED: "≠", Match.PART: "…"}


class Places(RowList[Found]):
    """The places, each with how the words stand there, who says them, the difference, and the article."""

    always_active = True
    gap = 1
    LATE_COMPONENTS: ClassVar[frozenset[str]] = RowList.LATE_COMPONENTS | {"row--gone", "row--come"}
    DEFAULT_CSS = """
    Places {
        & > .row--gone { color: $text-error; text-style: strike; }
        & > .row--come { color: $text-success; text-style: bold; }
        &:ansi {
            & > .row--gone { color: ansi_red; text-style: strike; }
            & > .row--come { color: ansi_green; text-style: bold underline; }
        }
        &:nocolor {
            & > .row--gone { text-style: strike; }
            & > .row--come { text-style: bold underline; }
        }
    }
    """

    def __init__(self, article_id: str) -> None:
        super().__init__(row_height=4)  # the least, until it is known how wide they are
        self._article_id = article_id

    def heights(self, width: int) -> Sequence[int]:
        return [min(len(self._words(row, width)), _WORDS) + 3 for row in self.rows]

    def _words(self, row: Found, width: int) -> list[Line]:
        return list(wrapped_difference(row.difference, width - 2, "", brackets=self.app.no_color))

    def draw(self, row: Found, width: int) -> Iterable[Line]:
        said, key = _said(row)
        yield [(f"{_SIGNS[row.match]} {in_words(row)}", "name"), (f"  {said}", key)]
        lines = self._words(row, width)
        for number, line in enumerate(lines[:_WORDS], 1):
            more = number == _WORDS and len(lines) > _WORDS
            yield [("  ", ""), *line, (" …" if more else "", "muted")]
        here = row.article.id == self._article_id
        where = "in this article" if here else f"in {one_line(self._called(row.article))}"
        yield [("  ", ""), (where, "muted")]
        yield []

    def _called(self, article: Article) -> str:
        """Its title, and where it is from if another one here is called so too."""
        same = {one.article.id for one in self.rows if one.article.title == article.title}
        return f"{article.title} · {place_of(article.source)}" if len(same) > 1 else article.title


def _said(found: Found) -> tuple[str, str]:
    """Who says it there, and the key of the style for it."""
    who = found.name or found.speaker
    if who:
        sure = f", {percent(found.quote.confidence)} sure" if found.quote is not None else ""
        return f"{one_line(who)}{sure}", "bar"
    if found.quote is not None:
        return "a quote of nobody named", "muted"
    return "in no quote" if found.analysed else "who says it is not known yet", "muted"


class CheckWords(Dialog[Found]):
    """Gives the place that was chosen. What is typed or pasted is looked for at enter."""

    HINTS = (
        ("enter", "check, go there", "choose"),
        ("↑ ↓", "place", ""),
        ("escape", "close", "give_up"),
    )

    def __init__(self, words: str, article_id: str, find: Find) -> None:
        super().__init__("Is that what was said?")
        self._words = one_line(" ".join(words.split()))
        self._article_id = article_id
        self._find = find
        self._checked = ""

    def inside(self) -> ComposeResult:
        yield Input(self._words, placeholder="the words, typed or pasted", compact=True)
        yield Static("", classes="muted")
        yield Places(self._article_id)

    def on_mount(self) -> None:
        asking = self.query_one(Input)
        self.set_focus(asking)
        asking.cursor_position = len(asking.value)
        self._list(())
        if self._words:
            self._check()

    def _check(self) -> None:
        words = self.query_one(Input).value
        self._checked = words
        if words.strip():
            self._say("Looking …")
            run_latest(self, "check", self._look, words)
        else:
            self._say("")
            self._list(())

    def look_again(self) -> None:
        """More is known of who says what: look once more, where that was missing."""
        if self.is_attached and not all(one.analysed for one in self.query_one(Places).rows):
            run_latest(self, "check", self._look, self._checked)

    async def _look(self, words: str) -> None:
        try:
            found = await self._find(words)
        except SaysoError as error:
            self._say(str(error))
            return
        self._list(found)
        self._say(_verdict(found))

    def _list(self, found: Sequence[Found]) -> None:
        places = self.query_one(Places)
        places.list_rows(found, 0 if found else None)
        places.display = bool(found)
        self._fit_rows()

    def _fit_rows(self) -> None:
        places = self.query_one(Places)
        wanted = sum(places.heights(self.query_one(Input).size.width)[:_SHOWN])
        places.styles.height = min(wanted, self.room("the verdict", typing=True))

    def on_resize(self) -> None:
        self._fit_rows()

    def _say(self, sentence: str) -> None:
        self.query_one(Static).update(Content(sentence))

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.dismiss(message.row)

    def action_choose(self) -> None:
        """Look for the words; where they were looked for already, go to the place."""
        if self.query_one(Input).value != self._checked:
            self._check()
            return
        row = self.query_one(Places).row
        if row is not None:
            self.dismiss(row)

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up"):
            event.stop()
            self.query_one(Places).action_move(1 if event.key == "down" else -1)


def _verdict(found: Sequence[Found]) -> str:
    if not found:
        return "Nowhere: not in this article, nor in any that is kept."
    articles = len({one.article.id for one in found})
    where = f"{counted(len(found), 'place')} in {counted(articles, 'article')}"
    return f"{in_words(found[0]).capitalize()} · {where}"
