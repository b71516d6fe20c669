"""The Textual app: what the door hands it, the keymap, the themes, and the first screen.

Nothing heavy is imported before the article is on the screen: dialogs, the library and the language work
come later.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen

from tui.app.keys import keymap as keys
from tui.app.startup import garbage as housekeeping
from tui.app.state.library_client import Shelf
from tui.app.terminal import signals as ending
from tui.app.terminal.gate import Gate
from tui.app.theme import choice as theme_choice
from tui.app.theme import themes
from tui.app.theme.colours import colours_of
from tui.domain.article import Article
from tui.domain.ports import Analyser, Exporter, Library, Loader
from tui.domain.text.safe import one_line, plain_text, printable

if TYPE_CHECKING:
    from textual.command import Provider


def _palette() -> type[Provider]:
    from tui.app.keys.palette import Commands

    return Commands


_PACE = 0.01  # seconds between keys that were typed early


class SaysoApp(App[int], inherit_bindings=False):
    """The reader. All arguments by keyword.

    ``library`` is a library, or a function that opens one (called after the first paint, in a thread; it may
    raise LibraryError), or None. ``source`` is what to open, ``article`` the same thing already read, which
    saves the loading; with neither, the library is shown. ``clean`` is handed to the loader. ``sample`` is a
    source to offer where nothing was read yet. ``config`` is the folder of ``keymap.toml`` and of the chosen
    theme; by default the user's configuration folder. ``size`` is only for tests.
    """

    TITLE = "sayso"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("app"),
        Binding("ctrl+c", "interrupt", "How to quit", show=False, id="app.interrupt"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="app.suspend"),
    ]

    def __init__(
        self,
        *,
        loader: Loader,
        analyser: Analyser,
        library: Library | Callable[[], Library] | None = None,
        exporter: Exporter | None = None,
        source: str | None = None,
        clean: bool = True,
        article: Article | None = None,
        sample: str | None = None,
        config: Path | None = None,
    ) -> None:
        super().__init__()
        self.loader = loader
        self.analyser = analyser
        self.shelf = Shelf(library)
        self.exporter = exporter
        self.source = source
        self.clean = clean
        self.first_article = article
        self.sample = sample
        self.config = config or theme_choice.user_folder()
        self.user_keys: dict[str, str] = {}
        self._clashes: set[str] = set()
        self._leaving = self._ending = False
        self._gate = Gate()
        self._listening = False
        self._early_keys: list[events.Key] = []
        self._due: events.Key | None = None  # the early key that is being handled
        self.refused = ""
        """Why what was asked for could not be opened; empty: it could."""
        self.last_words = ""
        """A sentence for the terminal after the app has gone."""
        self.keeps_house = False
        """Whether the process is the reader's alone; set before it runs: see :mod:`.startup.garbage`."""
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        if self.theme == "textual-dark":  # Textual's default: nobody asked for another
            # Set once the app runs, it would have all styles read a second time.
            kept = self.available_themes.get(theme_choice.chosen(self.config))
            self.theme = theme_choice.DEFAULT if kept is None or (kept.ansi and self.no_color) else kept.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables(self.current_theme)

    def get_default_screen(self) -> Screen[Any]:
        # The first screen itself: one pushed over an empty one would draw everything twice at each resize.
        if self.source is not None or self.first_article is not None:
            from tui.app.reader.screen import ReaderScreen

            return ReaderScreen(self.source, article=self.first_article)
        from tui.app.library.screen import LibraryScreen

        return LibraryScreen()

    def on_mount(self) -> None:
        ending.heed(self.told_to_end)
        if not self.is_headless and not ending.terminal_is_gone():
            self.set_interval(ending.LOOK, self._look_for_terminal)
        if self.keeps_house:
            housekeeping.begin()
            self.set_interval(housekeeping.EVERY, housekeeping.sweep)
        self.call_after_refresh(self._listen)

    def _listen(self) -> None:
        """The first screen stands: keys that were typed before go to it now, in their order."""
        self._read_keymap()
        self._next_early_key()

    def _next_early_key(self) -> None:
        """One after the other, as if typed now: an input that opens or closes has its time to do so."""
        if not self._early_keys:
            self._listening = True
            return
        self._due = self._early_keys.pop(0)
        self.post_message(self._due)
        self.set_timer(_PACE, lambda: self.call_after_refresh(self._next_early_key))

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Paste):  # safe before any widget has it; typed controls are no text
            event.text = plain_text(event.text)
        if isinstance(event, events.Key):
            if event.key == "ctrl+j":  # what a terminal makes of enter before the app has set it up
                event = events.Key("enter", "\r")
            if not self._listening and event is not self._due:
                self._early_keys.append(event)
                return
            if not event.is_forwarded:
                with suppress(NoMatches):  # a dialog that is still being made
                    bar = getattr(self.screen, "key_bar", None)
                    if bar is not None:
                        bar.key_pressed()
        await super().on_event(event)

    def watch_theme(self, name: str) -> None:
        """Keep what was chosen. Without colours the terminal's own palette is black on black: not that."""
        theme = self.current_theme
        if self._listening and not self.no_color:
            try:
                theme_choice.choose(self.config, name)
            except OSError as error:
                self.warn(f"{name} is worn now, but it was not kept for the next time: {error}.")
        if self.no_color and theme.ansi:
            self.theme = "sayso-dark" if theme.dark else "sayso-light"
            self.warn(
                f"{name} cannot be read without colours (NO_COLOR is set): {self.theme} is worn instead."
            )

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────

    def _read_keymap(self) -> None:
        from tui.app.panes import article_look

        folder = self.config
        motions = [binding for binding in article_look.BINDINGS if isinstance(binding, Binding)]
        more = [binding.id for binding in motions if binding.id]
        more += [binding.id for binding in self.BINDINGS if isinstance(binding, Binding) and binding.id]
        self.user_keys, problem = keys.read_keymap(folder / "keymap.toml", more)
        if self.user_keys:
            self.set_keymap(keys.textual_keymap(self.user_keys))
            taken = keys.clashes(self.user_keys, motions)
            if taken:
                self.warn(f"{folder / 'keymap.toml'}: {'; '.join(taken)}.")
        if problem:
            self.warn(problem)

    def on_key(self, event: events.Key) -> None:
        """A key that was on its way while an input opened belongs to the input (a burst over a slow line)."""
        if event.is_printable and event.character is not None:
            insert = getattr(self.focused, "insert_text_at_cursor", None) or getattr(
                self.focused, "insert", None
            )
            if insert is not None:  # an Input, a TextArea
                insert(event.character)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: DOMNode) -> None:
        for binding in clashed_bindings:
            name = binding.id or binding.action
            if name not in self._clashes:
                self._clashes.add(name)
                taken = keys.shown(self.user_keys.get(name, binding.key))
                self.warn(f"keymap.toml: “{name}” is left without a key, since another command took {taken}.")

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._gate]

    # ── words to the reader ──────────────────────────────────────────────────────────────────────────────

    def warn(self, sentence: str, *, severity: str = "warning") -> None:
        """One line that stays for some seconds; never read as markup."""
        if self._leaving:
            self.last_words = printable(sentence)
            return
        level = "error" if severity == "error" else "warning"
        self.notify(printable(sentence), severity=level, markup=False, timeout=10)  # type: ignore[arg-type]

    # ── commands ─────────────────────────────────────────────────────────────────────────────────────────

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        where = getattr(screen, "COMMANDS_OF", "")
        for command in keys.COMMANDS:
            if command.where in (where, "app") and command.id != "app.palette":
                pressed = keys.keys_of(command.id, self.user_keys)
                title = "Help: all keys" if command.id == "app.help" else command.words
                yield SystemCommand(title, f"{command.group} · {pressed}", _run(screen, command))
        yield SystemCommand("Theme", "Choose another theme", self.action_change_theme)
        yield SystemCommand("Quit", "Leave sayso · :q", self.leave)

    def action_help(self) -> None:
        from tui.app.dialogs.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help(self.user_keys))

    def action_interrupt(self) -> None:
        self.notify(f"{keys.keys_of('article.close', self.user_keys)} quits.", markup=False, timeout=3)

    def action_command_palette(self) -> None:
        from tui.app.dialogs.dialog import Dialog

        if not isinstance(self.screen, Dialog):
            super().action_command_palette()

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────────

    def _look_for_terminal(self) -> None:
        if ending.terminal_is_gone():  # Textual would read on from it, with all of a core
            self.told_to_end(ending.HANGUP)

    def told_to_end(self, status: int) -> None:
        """Keep the note that is being written as far as it is, and leave with an exit status."""
        if self._ending:  # shells and terminals say it more than once
            return
        self._ending = True
        gone = not self.is_headless and ending.terminal_is_gone()
        if gone:
            ending.write_nowhere()
        self.run_worker(self._put_pen_down(status, gone), group="end")

    async def _put_pen_down(self, status: int, gone: bool) -> None:
        from tui.app.dialogs.note_editor import NoteEditor

        try:
            for screen in self.screen_stack:
                if isinstance(screen, NoteEditor):
                    await screen.keep_now()
            await self.leave(status)
            if gone:
                await self.analyser.close()
                self.shelf.close()
        finally:
            if gone:  # there is no screen to put in order, and trying to would never end
                os._exit(status)

    async def leave(self, status: int = 0) -> None:
        """Keep what is to be kept, end the analysis, and quit."""
        from tui.app.reader.screen import ReaderScreen

        self._leaving = True
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                await screen.put_away()
        self.last_words = self.last_words or self.refused
        self.exit(status or (1 if self.refused else 0))

    async def on_unmount(self) -> None:
        ending.heed_no_more()
        await self.analyser.close()
        self.shelf.close()


def _run(screen: Screen[object], command: keys.Command) -> Callable[[], object]:
    async def run() -> None:
        await screen.app.run_action(command.action, screen)

    return run


def run_reader(
    *,
    loader: Loader,
    analyser: Analyser,
    library: Library | Callable[[], Library] | None = None,
    exporter: Exporter | None = None,
    source: str | None = None,
    clean: bool = True,
    article: Article | None = None,
    sample: str | None = None,
) -> int:
    """Open the reader in this terminal and return the exit status; arguments as of :class:`SaysoApp`."""
    app = SaysoApp(
        loader=loader,
        analyser=analyser,
        library=library,
        exporter=exporter,
        source=source,
        clean=clean,
        article=article,
        sample=sample,
    )
    if not app.current_theme.ansi and colours_of(os.environ) == "16":
        app.theme = themes.FEW_COLOURS
    app.keeps_house = True
    result = app.run()
    if app.last_words:
        sys.stderr.write(f"sayso: {one_line(app.last_words)}\n")
    return app.return_code or result or 0
