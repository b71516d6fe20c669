"""The reader's screen: its widgets, its controllers, and which of them a key or a message goes to.

What is known stands in one :class:`~tui.app.state.reader_state.ReaderState`. Controllers change it, each with
one subject; what shows something else then is drawn once, when nothing more is to be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from tui.app import wording
from tui.app.keys import keymap
from tui.app.messages import (
    CloseArticle,
    CouldNotOpen,
    NextItem,
    OpenArticle,
    ShowAudit,
    ShowChanges,
    ShowDossier,
    ShowFeeds,
    ShowLibrary,
)
from tui.app.panes.alike import AlikeHorizontal, AlikeRows
from tui.app.panes.article_view import ArticleView
from tui.app.panes.background import run_latest
from tui.app.panes.bars import SEARCH_INPUT, Divider, KeyBar, Status, TitleBar
from tui.app.panes.first_frame import OneFirstFrame
from tui.app.panes.pane import Heading
from tui.app.panes.row_list import RowList
from tui.app.panes.side_column import SideColumn
from tui.app.panes.strip_map import StripMap
from tui.app.reader.controllers import Controllers
from tui.app.reader.drawing import Drawing
from tui.app.reader.ports import Work
from tui.app.reader.session import Session
from tui.app.startup import garbage
from tui.app.state.reader_state import Part, ReaderState
from tui.app.state.services import Services
from tui.app.text import geometry
from tui.domain.annotation import Colour
from tui.domain.article import Article, Span
from tui.domain.errors import LibraryError, SourceError
from tui.domain.text.phrases import shortened

if TYPE_CHECKING:
    from tui.app.panes.layered import LateComponents
    from tui.app.panes.search_bar import SearchBar
    from tui.domain.collection.changes import Changes
    from tui.domain.kept import Version

Answer = TypeVar("Answer")

POLL = 1.0
"""Seconds between two looks at whether another process wrote to the library."""
_ANSWERED_FIRST = 0.02  # seconds that keys typed before the screen stood have for themselves
_APART = 0.01  # seconds between two panes that get ready to draw what will be found
_TWO_FRAMES = 1 / 30  # seconds
_IMPORT_AFTER = 1.5  # seconds after which what a note needs is imported
_RELEASE_AFTER = 0.5  # seconds after which what an article took is given up: the next screen comes first
_FIRST_KEYS = (
    (("quote.next", "next quote"), ("quote.previous", "previous"), ("card.open", "who says it")),
    (("note.write", "note"), ("bookmark.add", "bookmark"), ("analysis.correct", "correct")),
    (("article.other", "library"), ("app.help", "all keys"), ("article.close", "quit")),
)
"""The keys that are told on the first run, a line each."""
_FIRST_OF_ALL = (("quote.next", "next quote"), ("card.open", "who says it"), ("app.help", "all keys"))
"""Those that are told where there is one line."""
_FIRST_SECONDS = 20
_ROOM_FOR_THREE = Size(80, 24)
"""Cells of a terminal that have room for them beside the text."""
_FIRST_MOVES = 4
"""Moves of the caret after which they go."""
_ACTIONS = frozenset(known.action.partition("(")[0] for known in keymap.COMMANDS) | {"digit"}
_ACTIONS_WHILE_TYPING = ("clear", "show_pane", "pane")


class ReaderScreen(OneFirstFrame, AlikeRows, Screen[None]):
    """Reads one article: ``article``, or what the loader finds at ``source``; begins at ``place``."""

    COMMANDS_OF = "reader"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings("reader"),
        *keymap.first_key_bindings(),
        *(Binding(str(digit), f"digit({digit})", show=False, id=f"count.{digit}") for digit in range(10)),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it so)
        (0, "-alone"),
        (geometry.ALONE, "-tabs"),
        (geometry.WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (24, "-high"),
    ]

    def __init__(
        self,
        services: Services,
        source: str | None = None,
        *,
        article: Article | None = None,
        place: Span | None = None,
    ) -> None:
        super().__init__()
        self.services = services
        self.finished = False
        """Whether reading is over: nothing is followed or kept any more."""
        self._source = source
        self._place = place
        self._first_article = article
        self._polling: Timer | None = None
        self._first_keys_stand = 0  # how many moves more
        self.state = ReaderState()
        self.title_bar = TitleBar(id="title")
        self.view = ArticleView(id="article")
        self.side = SideColumn(self.state, self.keys_of)
        if lists := services.settings.number("lists"):
            self.side.take_share(lists / 100)
        self.strip_map = StripMap(id="map")
        self.status = Status(id="status")
        self.key_bar = KeyBar(id="keys")
        self.controllers = Controllers(self.state, services, self, self, self.view, self.side, self.key_bar)
        self._drawing = Drawing(
            self.state,
            services,
            self.controllers,
            text=self.view,
            side=self.side,
            strip_map=self.strip_map,
            status=self.status,
            key_bar=self.key_bar,
            due=self.check_idle,
            next_frame=partial(self.set_timer, _TWO_FRAMES) if services.owns_process else None,
        )
        self._session = Session(services, self.controllers, self, self)

    def compose(self) -> ComposeResult:
        self._take_size()
        self.view.measure = self.services.settings.number("measure")
        yield self.title_bar
        with AlikeHorizontal(id="body"):
            yield self.view
            yield Divider(id="divider")
            yield self.side
        with AlikeHorizontal(id="foot"):
            yield self.strip_map
            yield self.status
        yield self.key_bar

    def _take_size(self) -> None:
        """Have the classes and widths of the terminal's size from the beginning.

        Textual sets them at the first Resize, when all is laid out and drawn already.
        """
        size = self.app.size
        for breakpoints, cells in (
            (self.HORIZONTAL_BREAKPOINTS, size.width),
            (self.VERTICAL_BREAKPOINTS, size.height),
        ):
            self.add_class(max(one for one in breakpoints if one[0] <= cells)[1], update=False)
        self.side.fit(size.width)

    # ── what controllers ask of the screen (see .ports) ──────────────────────────────────────────────────

    def say(self, sentence: str) -> None:
        """A word about what was just done, in the last row."""
        if self.controllers.panes.zen:
            self.app.notify(sentence, markup=False, timeout=3)
        else:
            self.key_bar.say(sentence)

    def tell_first_keys(self) -> None:
        """On the first run, three lines of what to press, for a while; one where there is little room."""
        if not self.services.first_run:
            return
        self.services.first_run = False
        narrow = self.size.width < _ROOM_FOR_THREE.width or self.size.height < _ROOM_FOR_THREE.height
        lines = [
            " · ".join(f"{next(iter(self.keys_of(name).split()), '')} {words}" for name, words in line)
            for line in ([_FIRST_OF_ALL] if narrow else _FIRST_KEYS)
        ]
        if narrow:
            self.key_bar.say(lines[0], _FIRST_SECONDS)
            return
        self.app.notify(
            "\n".join(lines),
            title="For the first time here",
            markup=False,
            timeout=_FIRST_SECONDS,
        )
        self._first_keys_stand = _FIRST_MOVES

    def on_screen_suspend(self) -> None:
        """What is told on the first run goes when something comes over the article."""
        self._first_keys_were_read(_FIRST_MOVES)

    def _first_keys_were_read(self, moves: int = 1) -> None:
        """The reader moved so often: who moves knows the keys."""
        if self._first_keys_stand:
            self._first_keys_stand = max(self._first_keys_stand - moves, 0)
            if not self._first_keys_stand:
                self.app.clear_notifications()

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        self.services.warn(sentence, severity=severity)

    def keys_of(self, command_id: str) -> str:
        return self.services.keys_of(command_id)

    def run_latest(self, group: str, work: Callable[..., Work], *arguments: object) -> None:
        run_latest(self, group, work, *arguments)

    def run_too(self, group: str, work: Work) -> None:
        self.run_worker(work, group=group)

    def cancel(self, group: str) -> None:
        self.workers.cancel_group(self, group)

    async def wait_for(self, group: str, seconds: float) -> None:
        """Wait for the work of a group. Raises TimeoutError."""
        mine = [worker for worker in self.workers if worker.node is self and worker.group == group]
        if running := [worker for worker in mine if not worker.is_finished]:
            await asyncio.wait_for(self.workers.wait_for_complete(running), seconds)

    def open_dialog(
        self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None
    ) -> None:
        self.app.push_screen(dialog, answered)

    def text_changed(self, article: Article) -> None:
        self.controllers.versions.text_changed()

    def copy_words(self, words: str) -> None:
        self.app.copy_to_clipboard(words)

    def show_changes(self, found: Changes, versions: Sequence[Version]) -> None:
        self.post_message(ShowChanges(found, versions, self.controllers.versions.since, self.go_to))

    def read_other(self, article: Article, place: Span) -> None:
        self.post_message(OpenArticle(article.source, article, place))

    def copied_words(self) -> str:
        return self.app.clipboard

    def reopen(self, article: Article) -> None:
        self.run_worker(self._reopen(article), group="open", exit_on_error=True)

    def edited_outside(self, body: str, passage: str) -> str:
        from tui.app.terminal import editor

        return editor.edited_outside(self.app, body, passage)

    def on_idle(self) -> None:
        """Nothing more is to be done: draw what shows something else now, once."""
        if self.is_attached:
            self._drawing.draw()

    def awaits_no_key(self) -> bool:
        return not self.services.keys_wait()

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────

    def on_mount(self) -> None:
        if self._first_article is not None:
            self._show_article(self._first_article)
        else:
            shown = "standard input" if self._source == "-" else self._source or ""
            self.view.empty_text = f"Opening {shortened(shown, 200)} …"
            self.set_focus(self.view)
        self.state.changed(Part.LISTS | Part.HEADINGS | Part.HINTS)
        self._drawing.draw()  # at once: the first frame shows it
        self.call_after_refresh(self._begin)

    def _show_article(self, article: Article) -> None:
        """Put an article on the screen, without an analysis yet."""
        self.view.show(article)
        self.set_focus(self.view)
        self.title_bar.title = shortened(article.title, 300)
        self.title_bar.about = wording.about(article)
        self.state.open(article)

    async def _reopen(self, article: Article) -> None:
        """Show another text of the same article, at the passage that was read."""
        from tui.app.state.moved import moved

        before = self.state.article
        caret = moved(before.text, article.text, self.view.caret) if before is not None else 0
        for group in ("analysis", "picture"):
            self.cancel(group)
        self.controllers.searcher.end()
        self._show_article(article)
        await self._session.begin(article)
        self.view.move_caret(caret, reveal=False)
        self.view.reveal(Span(caret, caret + 1), "third")
        self.controllers.navigator.start_anew()

    def _begin(self) -> None:
        if self.services.typed_ahead():
            self.set_timer(_ANSWERED_FIRST, self._begin_to_read)
        else:
            self._begin_to_read()

    def _begin_to_read(self) -> None:
        self.run_worker(self._open(), group="open", exit_on_error=True)
        if self.services.owns_process:
            self.run_worker(self._prepare(), group="prepare")

    async def _prepare(self) -> None:
        """Have panes ready to draw what will be found, one after the other, so that keys come between."""
        lists = self.side
        panes: Sequence[LateComponents] = (
            self.view,
            lists.quotes,
            lists.actors,
            lists.notes,
            self.strip_map,
        )
        for pane in panes:
            await asyncio.sleep(_APART)
            if not pane.is_attached:  # the article was left
                return
            for _ in pane.prepare_components():
                await asyncio.sleep(_APART)

    async def _open(self) -> None:
        article = self._first_article
        if article is None:
            try:
                article = await self._session.load(self._source or "")
            except SourceError as error:
                self._could_not_open(str(error))
                return
            self._show_article(article)
        await self._session.begin(article)
        self.go_to(self._place, remember=False)
        self.tell_first_keys()
        self._polling = self.set_interval(POLL, self._session.poll)
        self.set_timer(_IMPORT_AFTER, self._import_ahead)

    async def _import_ahead(self) -> None:
        """What writing a note needs takes a moment to import: not the moment when the key is pressed."""
        await asyncio.to_thread(import_module, "tui.app.dialogs.note_editor")

    def _could_not_open(self, sentence: str) -> None:
        self.view.empty_text = sentence
        self.post_message(CouldNotOpen(sentence))
        self.state.report(trouble="No article is open.")
        self.say("q closes this; O opens the library.")

    def picture_shown(self, other_analysis: bool, last: bool) -> None:
        """Another picture is shown; ``last``: nothing changed while it was built."""
        self.controllers.navigator.find_current()
        if other_analysis and self.state.article is not None:
            self.title_bar.about = wording.about(self.state.article, self.state.analysis)
        if last:
            self.controllers.navigator.walk_waiting()
        if last and other_analysis and self.state.complete:
            self.controllers.all_found()
        if other_analysis and self.services.owns_process:
            garbage.more_stays()
        self.controllers.annotator.tell_lost()

    def shows(self, article: Article) -> bool:
        """Whether this is the text that is read here."""
        mine = self.state.article
        return mine is not None and (mine.id, mine.text_hash) == (article.id, article.text_hash)

    def go_to(self, place: Span | None, *, remember: bool = True) -> None:
        """Go to a place of the text, in code points; None: stay."""
        article = self.state.article
        if place is not None and article is not None and place.end <= len(article.text):
            self.controllers.navigator.jump(place, remember=remember)

    async def keep_position(self) -> None:
        """Another screen comes over this one: keep how far it was read."""
        try:
            await self.controllers.position.keep()
        except LibraryError as error:
            self.warn(str(error), severity="error")

    async def finish(self) -> str:
        """Before the screen goes: end the analysis, keep the position. What could not be kept, in words."""
        self.finished = True
        if self._polling is not None:
            self._polling.stop()
        return await self._session.finish()

    def on_unmount(self) -> None:
        if self.services.owns_process:
            self.app.set_timer(_RELEASE_AFTER, partial(garbage.release, self.app))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()

    # ── messages of the widgets ──────────────────────────────────────────────────────────────────────────

    def on_resize(self, event: events.Resize) -> None:
        self.controllers.panes.resized(event.size.width)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.controllers.navigator.pane_entered()
        if self.state.labels and self.focused is not self.view:
            self.state.wait_for("")
        self.state.changed(Part.HINTS | Part.FOLLOW)

    def on_article_view_caret_moved(self, message: ArticleView.CaretMoved) -> None:
        self._first_keys_were_read()
        self.controllers.navigator.arrive()

    def on_article_view_scrolled(self, message: ArticleView.Scrolled) -> None:
        self.controllers.navigator.arrive()

    def on_article_view_count_changed(self) -> None:
        self.state.changed(Part.HINTS)

    def on_article_view_selection_changed(self) -> None:
        self.state.changed(Part.HINTS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.widget is not self.key_bar:  # there the second key itself can be clicked
            self.state.wait_for("")

    def on_article_view_clicked(self, message: ArticleView.Clicked) -> None:
        if message.chain == 1 and self.controllers.navigator.clicked(message.offset):
            self.controllers.card.open()  # the second click on a name asks who that is

    def on_strip_map_jumped(self, message: StripMap.Jumped) -> None:
        self.controllers.navigator.go_to_share(message.share)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        if not isinstance(message, RowList.Chosen):
            self.controllers.navigator.row_reached(message.rows.id or "")

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.controllers.navigator.row_chosen(message.rows.id or "")

    def on_heading_clicked(self, message: Heading.Clicked) -> None:
        self.controllers.panes.show(message.name)
        if message.filter:
            self.action_filter()

    def on_divider_moved(self, message: Divider.Moved) -> None:
        self.controllers.panes.widen_to(self.size.width - message.x - 1)

    def on_search_bar_changed(self, message: SearchBar.Changed) -> None:
        from tui.app.panes.search_bar import SearchBar

        if not isinstance(message, SearchBar.Accepted):
            self.controllers.searcher.typed(message.query)

    def on_search_bar_accepted(self, message: SearchBar.Accepted) -> None:
        self.controllers.searcher.accept(message.query)

    def on_search_bar_cancelled(self) -> None:
        self.controllers.searcher.give_up()

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        self.state.wait_for("")
        self.run_worker(self._run_action(message.action))

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # What the search bar leaves alone is no command of the article while something is typed.
        if (
            self.controllers.panes.focused == SEARCH_INPUT
            and action in _ACTIONS
            and action not in _ACTIONS_WHILE_TYPING
        ):
            return False
        return super().check_action(action, parameters)

    async def _run_action(self, action: str) -> None:
        """Run a command's action, on the pane that has the focus if it is one of its own."""
        name = action.partition("(")[0]
        focused = self.focused
        if not action:
            return
        own = focused is not None and hasattr(focused, f"action_{name}")
        await self.app.run_action(action, focused if own and focused is not None else self)

    def run_own_action(self, name: str) -> None:
        self.run_worker(self.app.run_action(name, self))

    async def take_second_key(self, event: events.Key) -> bool:
        """Whether this was the second of two keys; what the two mean is then done.

        The app asks when a key has come back to it, before it looks for a command.
        """
        waiting = self.state.waiting
        if not waiting:
            return False
        if waiting == "label":
            return self.controllers.lettering.typed(event.key, event.character)
        self.state.wait_for("")
        if event.key != "escape":
            await self._second_key(waiting, event.character or "")
        return True

    async def _second_key(self, waiting: str, sign: str) -> None:
        if waiting in ("next", "previous"):
            pair = f"{']' if waiting == 'next' else '['}{sign}"
            command = keymap.pairs(self.services.user_keys).get(pair)
            if command is None:
                self.say(f"{pair} is not a command.")
            else:
                await self._run_action(command.action)
        elif waiting == "highlight":
            colours = list(Colour)
            if sign.isdecimal() and 1 <= int(sign) <= len(colours):
                self.controllers.annotator.highlight(colours[int(sign) - 1])
            else:
                self.say("A colour is one of the keys 1 to 5.")
        elif not (sign.isalpha() and len(sign) == 1) and not (waiting == "jump" and sign == "'"):
            self.say("A mark is a letter.")
        elif waiting == "mark":
            self.controllers.bookmarks.set_mark(sign)
        else:
            self.controllers.bookmarks.go_to_mark(sign)

    # ── commands (see keys/keymap.py) ────────────────────────────────────────────────────────────────────

    def action_digit(self, digit: int) -> None:
        self.view.action_digit(digit)

    def action_await_key(self, what: str) -> None:
        self.state.wait_for(what)

    def action_walk(self, what: str, direction: int) -> None:
        self.controllers.navigator.walk(what, direction)

    def action_history(self, direction: int) -> None:
        if direction < 0 and self._place is not None and not self.controllers.navigator.can_step(direction):
            self.post_message(CloseArticle())  # it was opened there by another screen: back to that
        else:
            self.controllers.navigator.step_back(direction)

    def action_card(self) -> None:
        self.controllers.card.open()

    def action_dossier(self) -> None:
        actor, article = self.controllers.navigator.actor, self.state.article
        if actor is None or article is None:
            self.say("Put the caret on a name or a quote, or choose somebody in the list of actors.")
        else:
            self.post_message(ShowDossier(actor.name, ((article.id, actor.id),)))

    def action_filter(self) -> None:
        if self.controllers.panes.focused == "notes":
            self.controllers.filters.ask_notes()
        else:
            self.controllers.filters.ask_quotes()

    def action_correct(self) -> None:
        self.controllers.corrector.correct()

    async def action_search(self, direction: int) -> None:
        self.controllers.panes.leave_zen()
        await self.controllers.searcher.ask(direction)

    def action_search_again(self, direction: int) -> None:
        self.controllers.searcher.again(direction)

    def action_sort_actors(self) -> None:
        self.state.sort_actors()

    def action_contents(self) -> None:
        self.controllers.contents.choose()

    def action_letters(self) -> None:
        self.controllers.lettering.show()

    def action_numbers(self) -> None:
        self.view.numbered = not self.view.numbered
        if self.view.numbered and not geometry.numbers(self.view.size.width):
            self.say("No room for the numbers: make the lists narrower.")

    def action_marks(self) -> None:
        self.controllers.bookmarks.choose()

    def action_bookmark(self) -> None:
        self.controllers.bookmarks.add()

    def action_highlight(self, colour: str) -> None:
        self.controllers.annotator.highlight(Colour(colour))

    def action_annotate(self) -> None:
        self.controllers.annotator.write_note()

    def action_editor(self) -> None:
        self.controllers.annotator.write_outside()

    def action_copy(self) -> None:
        self.controllers.copying.copy()

    def action_delete(self) -> None:
        self.controllers.annotator.delete()

    def action_relink(self) -> None:
        self.controllers.annotator.relink()

    def action_undo(self) -> None:
        self.controllers.store.undo()

    def action_redo(self) -> None:
        self.controllers.store.redo()

    def action_pane(self, step: int) -> None:
        self.controllers.panes.step(step)

    def action_show_pane(self, name: str) -> None:
        self.controllers.panes.show(name)

    def action_widen(self, cells: int) -> None:
        self.controllers.panes.widen(cells)

    def action_zen(self) -> None:
        self.controllers.panes.toggle_zen()

    def action_clear(self) -> None:
        if not self.controllers.escape.take_away():
            raise SkipAction

    def action_analyse_again(self) -> None:
        if self.state.trouble:
            self.app.clear_notifications()
            self.controllers.feed.again()
        else:
            self.controllers.versions.read_again()

    def action_pipe(self) -> None:
        self.controllers.handing_on.pipe()

    def action_speak(self) -> None:
        self.controllers.handing_on.speak()

    def action_check(self) -> None:
        self.controllers.checking.ask()

    def action_changes(self) -> None:
        self.controllers.versions.show()

    def action_left_out(self) -> None:
        self.controllers.leaving_out.show()

    def action_export(self) -> None:
        self.controllers.exporting.export(self.services.exporter)

    def action_audit(self) -> None:
        """The audit of the article, with what the reader corrected."""
        article, picture = self.state.article, self.state.picture
        if article is None or picture is None or picture.analysis is None:
            self.say("The article is still being read.")
            return
        from tui.domain.collection.audit import audit

        self.post_message(ShowAudit(audited=audit(article, picture.analysis)))

    def action_close(self) -> None:
        if not self.controllers.escape.close_over():
            self.post_message(CloseArticle())

    def action_library(self) -> None:
        self.post_message(ShowLibrary())

    def action_feeds(self) -> None:
        self.post_message(ShowFeeds())

    def action_next_item(self) -> None:
        self.post_message(NextItem())
