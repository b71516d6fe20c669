"""The Textual app: how it starts, what is around all of its screens, and how it ends.

Nothing heavy is imported before the article is on the screen: dialogs, the library and the language work
come later.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual._context import active_message_pump
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import MountError

from tui.app.keys import keymap
from tui.app.keys.order import KeyOrder
from tui.app.screens import Screens
from tui.app.startup import garbage
from tui.app.state.library_client import ArticlesClient, FeedsClient, LibraryClient
from tui.app.state.services import Services
from tui.app.terminal import ending
from tui.app.terminal.gate import Gate
from tui.app.terminal.indexed import Indexed
from tui.app.terminal.tty import is_served
from tui.app.theme import choice as theme_choice
from tui.app.theme import themes
from tui.app.theme.colours import colours_of
from tui.domain import settings
from tui.domain.article import Article
from tui.domain.ports import Analyser, Articles, Exporter, Feeds, Library, Loader
from tui.domain.text.safe import one_line, plain_text, printable

if TYPE_CHECKING:
    from tui.app.dialogs.unsaved import Rescue, Unsaved
    from tui.app.panes.row_list import RowList


class SaysoApp(Screens, inherit_bindings=False):
    """The reader. All arguments by keyword.

    ``library`` is a library, or a function that opens one (called after the first paint, in a thread; it may
    raise LibraryError), or None; ``articles``, those that are kept, and ``feeds`` likewise. ``source`` is
    what to open, ``article`` the same thing already read, which saves the loading; with neither, the
    library is shown. ``clean`` is handed to the loader. ``sample`` is a source to offer where nothing was
    read yet. ``rescue`` puts words that the library does not take into a file. On the ``first_run`` the first
    article comes with three lines of what to press. ``config`` is the folder of ``config.toml``,
    ``keymap.toml`` and the chosen theme; by default the user's configuration folder. ``set_to`` is what
    ``config.toml`` says, where it was read already.
    """

    TITLE = "sayso"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours is a dialog like the others
    _theme_is_known = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.bindings("app"),
        Binding("escape", "back", "Back", show=False, id="app.back"),
        Binding("ctrl+c", "interrupt", "How to quit", show=False, id="app.interrupt"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="app.suspend"),
    ]

    def __init__(
        self,
        *,
        loader: Loader,
        analyser: Analyser,
        library: Library | Callable[[], Library] | None = None,
        articles: Articles | Callable[[], Articles] | None = None,
        feeds: Feeds | Callable[[], Feeds] | None = None,
        exporter: Exporter | None = None,
        source: str | None = None,
        clean: bool = True,
        article: Article | None = None,
        sample: str | None = None,
        rescue: Rescue | None = None,
        first_run: bool = False,
        config: Path | None = None,
        set_to: settings.Settings | None = None,
    ) -> None:
        self._config = config or theme_choice.user_folder()
        set_to = set_to or settings.read(self._config)
        super().__init__(source, article)
        self.services = Services(
            loader,
            analyser,
            LibraryClient(library),
            self.warn,
            ArticlesClient(articles),
            FeedsClient(feeds),
            exporter,
            clean=clean,
            sample=sample,
            first_run=first_run,
            settings=set_to,
        )
        self._rescue = rescue
        if set_to.values["motion"] == "reduced":
            self.animation_level = "none"
        self._disable_tooltips = True  # nothing here has one: a widget less in every screen
        self._key_order = KeyOrder(self)
        self.services.typed_ahead = lambda: not self._key_order.released
        self.services.keys_wait = lambda: not self._key_order.none_waits
        self._clashes: set[str] = set()
        # The same one as long as it does the same: Textual keeps what a filter made of a line by the filter.
        self._gate, self._to_256 = Gate(), Indexed()
        self.indexed = False
        """Whether the terminal has 256 colours and no more."""
        self._leaving = self._ending = self._trying = False
        self.failure: Exception | None = None
        """What nobody foresaw, and ended the app."""
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self._theme_is_known = True
        if self.theme == "textual-dark":  # Textual's default: nobody asked for another
            # Set once the app runs, it would have all styles read a second time.
            kept = self.available_themes.get(theme_choice.chosen(self._config, set_to))
            self.theme = theme_choice.DEFAULT if kept is None or (kept.ansi and self.no_color) else kept.name
        else:
            self.refresh_css()

    # ── the start ────────────────────────────────────────────────────────────────────────────────────────

    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from tui.app.terminal.driver import Driver as OwnDriver

        return OwnDriver

    def on_mount(self) -> None:
        ending.on_end_signals(self.end, last=self._rescued if self.services.owns_process else None)
        if not self.is_headless and not is_served(os.environ) and not ending.terminal_is_gone():
            self.set_interval(ending.CHECK_EVERY, self._check_terminal)
        if self.services.owns_process:
            garbage.begin()
            self.set_interval(garbage.EVERY, partial(garbage.sweep, self))
        self.call_after_refresh(self._first_screen_stands)

    def _first_screen_stands(self) -> None:
        from tui.app.keys import user_keys
        from tui.app.panes import article_look

        self.services.user_keys, wrong = user_keys.read(
            self._config,
            article_look.BINDINGS,
            self.BINDINGS,
            self.services.settings.words("keys"),
        )
        if self.services.user_keys:
            self.set_keymap(keymap.textual_keymap(self.services.user_keys))
        if problems := self.services.settings.problems:
            first = problems[0]
            where = f"{settings.FILE}, line {first.line}" if first.line else settings.FILE
            self.warn(f"{where}: {first.sentence}. sayso config check tells all.")
        for sentence in wrong:
            self.warn(sentence)
        if self.services.owns_process:
            garbage.screen_stands()
        self._key_order.release()

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Paste):  # safe before any widget has it; typed controls are no text
            event.text = plain_text(event.text)
        if isinstance(event, events.Key) and event.key == "ctrl+j":
            event = events.Key("enter", "\r")  # a terminal makes that of enter before the app has set it up
        typed = isinstance(event, events.Key | events.Paste)
        if typed and event.is_forwarded:
            self._key_order.came_back()
        elif isinstance(event, events.Key | events.Paste) and self._key_order.hold(event):
            return
        elif typed and not self.screen_stack:
            return  # it waited for one that ended the app
        elif isinstance(event, events.Key):
            with suppress(NoMatches):  # a dialog that is still being made
                bar = getattr(self.screen, "key_bar", None)
                if bar is not None:
                    bar.key_pressed()
        target = self.focused or self.screen if typed and not event.is_forwarded else None
        try:
            await super().on_event(event)
        except AttributeError:
            # Textual 8.2 looks for the place of a selection in a widget that has just gone. All that is done
            # here with the mouse is to hand it on: the widgets' own handlers run elsewhere.
            if not isinstance(event, events.MouseEvent):
                raise
        if target is not None and isinstance(event, events.Key | events.Paste):
            self._key_order.follow(event, target)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks where nothing is to move."""
        if self.animation_level == "none" and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def on_row_list_lettered(self, message: RowList.Lettered) -> None:
        """What the letters on a list do stands in the last row of its screen."""
        from tui.app.panes.bars import KeyBar

        if not message.rows.is_attached:  # it lost the focus as its screen went
            return
        for bar in message.rows.screen.query(KeyBar):
            bar.letters = message.shown
            if message.wrong:
                bar.say(f"“{message.wrong}” stands on no row.")

    async def on_key(self, event: events.Key) -> None:
        """A key that no widget took."""
        second = getattr(self.screen, "take_second_key", None)
        if second is not None and await second(event):
            event.prevent_default()

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        from tui.app.keys.user_keys import left_without

        for binding in clashed_bindings:
            name = binding.id or binding.action
            if name not in self._clashes:
                self._clashes.add(name)
                self.warn(left_without(binding, self.services.user_keys))

    # ── themes ───────────────────────────────────────────────────────────────────────────────────────────

    def refresh_css(self, animate: bool = True) -> None:
        """Before there is a screen the theme's colours are all there is to take: nothing is styled yet.

        Textual would read the style sheet for that, and then once more for the first screen.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """None before it is known which theme is worn: to work them out takes a millisecond."""
        return super().get_css_variables() if self._theme_is_known else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(self.current_theme)

    def watch_theme(self, name: str) -> None:
        """Keep what was chosen. Without colours the terminal's own palette is black on black: not that."""
        theme = self.current_theme
        if self._key_order.released and not self.no_color and not self._trying:
            self._keep_theme(name)
        if self.no_color and theme.ansi:
            self.theme = "sayso-dark" if theme.dark else "sayso-light"
            self.warn(
                f"{name} cannot be read without colours (NO_COLOR is set): {self.theme} is worn instead."
            )

    def _keep_theme(self, name: str) -> None:
        if self.no_color:
            return
        try:
            theme_choice.choose(self._config, name)
        except OSError as error:
            self.warn(f"{name} is worn now, but it was not kept for the next time: {error}.")

    def get_line_filters(self) -> Sequence[LineFilter]:
        few = (self._to_256,) if self.indexed and not self.current_theme.ansi else ()
        others = (*super().get_line_filters(), *few)
        if others != self._gate.others:
            self._gate = Gate(others)
        return [self._gate]

    # ── words to the reader, and commands ────────────────────────────────────────────────────────────────

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        """One line that stays for some seconds; never read as markup."""
        if self._leaving:
            self.closing_message = printable(sentence)
            return
        level = "error" if severity == "error" else "warning"
        self.notify(printable(sentence), severity=level, markup=False, timeout=10)  # type: ignore[arg-type]

    def action_help(self) -> None:
        from tui.app.dialogs.help import Help
        from tui.app.keys import user_keys

        if not isinstance(self.screen, Help):
            keymap_file = self._config / user_keys.FILE
            self.push_screen(Help(self.services.user_keys, self._commands_of(), keymap_file))

    def action_legend(self) -> None:
        from tui.app.dialogs.dialog import Dialog
        from tui.app.dialogs.legend import Legend

        if not isinstance(self.screen, Dialog):
            self.push_screen(Legend())

    def _commands_of(self) -> list[str]:
        """Whose commands can be given now: the screen's, and those of what has the focus."""
        focused = () if self.focused is None else self.focused.ancestors_with_self
        return [
            where
            for node in (self.screen, *focused)
            for kind in type(node).__mro__
            if (where := vars(kind).get("COMMANDS_OF", ""))
        ]

    def action_interrupt(self) -> None:
        self.notify(f"{self.services.keys_of('article.close')} quits.", markup=False, timeout=3)

    def action_command_palette(self) -> None:
        from tui.app.dialogs.dialog import Dialog

        if isinstance(self.screen, Dialog):
            return
        from tui.app.dialogs.palette import Palette
        from tui.app.keys import palette

        listed = palette.entries(self._commands_of(), self.services.user_keys)
        self.push_screen(Palette(listed), self._do)

    async def _do(self, command_id: str | None) -> None:
        """Do what was chosen in the palette, on the screen below it."""
        if command_id == "app.theme":
            self.action_change_theme()
        elif command_id == "app.quit":
            await self.leave()
        elif command_id is not None:
            (action,) = (command.action for command in keymap.COMMANDS if command.id == command_id)
            await self.run_action(action, self.screen)

    def action_change_theme(self) -> None:
        from tui.app.dialogs.palette import Themes

        names = sorted(self.available_themes, key=lambda name: (not name.startswith("sayso"), name))
        usable = [name for name in names if not (self.no_color and self.available_themes[name].ansi)]
        worn = self.theme

        def wear(name: str) -> None:
            self._trying = True
            self.theme = name

        def keep(name: str | None) -> None:
            self._trying = False
            if name is not None:
                self.theme = name
                self._keep_theme(name)

        self.push_screen(Themes(usable, worn, wear), keep)

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    def _check_terminal(self) -> None:
        if ending.terminal_is_gone():  # Textual would read on from it, with all of a core
            self.end(ending.HANGUP)

    def end(self, status: int) -> None:
        """Keep the note that is being written as far as it is, and leave with an exit status."""
        if self._ending:  # shells and terminals say it more than once
            return
        self._ending = True
        gone = not self.is_headless and not is_served(os.environ) and ending.terminal_is_gone()
        if gone:
            ending.redirect_to_nowhere()
        self.run_worker(self._keep_note_and_leave(status, gone), group="end")

    def terminal_was_closed(self) -> None:
        """Nothing will come from it any more."""
        self.end(ending.HANGUP)

    async def _keep_note_and_leave(self, status: int, gone: bool) -> None:
        try:
            await self._unsaved.keep()
            if not gone:
                await self.leave(status)
                return
            await self._finish_reading()
            await self.services.close()
            self._unsaved.rescue()
        finally:
            if gone:  # there is no screen to put in order, and trying to would never end
                os._exit(status)

    @cached_property
    def _unsaved(self) -> Unsaved:
        from tui.app.dialogs.unsaved import Unsaved

        return Unsaved(lambda: self._screen_stack, self._rescue)

    def _rescued(self) -> str:
        return self._unsaved.rescue() or self.closing_message

    def _handle_exception(self, error: Exception) -> None:
        """Whatever nobody foresaw: end, with what is being written kept. Who runs the app says it.

        Textual's own would print a traceback with the values of all variables; in tests it does.
        """
        cause = getattr(error, "error", error)  # what a worker of Textual's wraps
        if isinstance(cause, NoMatches | MountError) and self._is_of_what_goes():
            return
        if not self.services.owns_process:
            super()._handle_exception(error)
        elif self.failure is None:
            self.failure = error
            self._return_code = 1
            self._unsaved.look()
            self._breaking_off = asyncio.get_running_loop().create_task(self._break_off())

    def _is_of_what_goes(self) -> bool:
        """Whether what is handled now belongs to a screen that has gone or the app is ending.

        Its widgets may be gone before the last of its messages, or not there yet when it is told to go.
        """
        if self._ending or self._leaving:
            return True
        node = active_message_pump.get(None)
        if not isinstance(node, DOMNode):
            return False
        screens = (one for one in node.ancestors_with_self if isinstance(one, Screen))
        screen = next(screens, None)
        return screen is None or screen not in self.screen_stack

    async def _break_off(self) -> None:
        try:
            await self._unsaved.keep()
        finally:
            self._close_messages_no_wait()

    async def leave(self, status: int = 0) -> None:
        """Keep what is to be kept, end the analysis, and quit."""
        self._leaving = True
        await self._finish_reading()
        self.closing_message = self.closing_message or self._refused
        self.exit(status or (1 if self._refused else 0))

    async def on_unmount(self) -> None:
        await self.services.close()
        if self._ending or self.failure is not None:
            self.closing_message = self._rescued()
        ending.restore_signals()


def run_reader(
    *,
    loader: Loader,
    analyser: Analyser,
    library: Library | Callable[[], Library] | None = None,
    articles: Articles | Callable[[], Articles] | None = None,
    feeds: Feeds | Callable[[], Feeds] | None = None,
    exporter: Exporter | None = None,
    source: str | None = None,
    clean: bool = True,
    article: Article | None = None,
    sample: str | None = None,
    rescue: Rescue | None = None,
    first_run: bool = False,
    set_to: settings.Settings | None = None,
) -> int:
    """Open the reader in this terminal and return the exit status; arguments as of :class:`SaysoApp`.

    Raises what nobody foresaw, once the terminal is in order and what was being written is kept.
    """
    app = SaysoApp(
        loader=loader,
        analyser=analyser,
        library=library,
        articles=articles,
        feeds=feeds,
        exporter=exporter,
        source=source,
        clean=clean,
        article=article,
        sample=sample,
        rescue=rescue,
        first_run=first_run,
        set_to=set_to,
    )
    colours = colours_of(os.environ)
    app.indexed = colours == "256"
    if not app.current_theme.ansi and colours == "16":
        app.theme = themes.FEW_COLOURS
    app.services.owns_process = True
    result = app.run()
    if app.closing_message:
        sys.stderr.write(f"sayso: {one_line(app.closing_message)}\n")
    if app.failure is not None:
        raise app.failure
    return app.return_code or result or 0
