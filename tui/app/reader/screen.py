"""The reader's screen: opens an article, follows its analysis, keeps the reading position.

What it shows and does is in the classes it builds on: layout, panes, moving, search, notes, corrections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from importlib import import_module

from textual.timer import Timer
from textual.worker import Worker

from tui.app import wording
from tui.app.keys import keymap as keys
from tui.app.reader.corrections import ReaderCorrections
from tui.app.reader.work import exclusively
from tui.app.startup import garbage as housekeeping
from tui.app.state import picture as pictures
from tui.app.state.picture import Picture, Placed
from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Correction, Reading
from tui.domain.article import Article, Span
from tui.domain.errors import LibraryError, ModelError, SaysoError, SourceError
from tui.domain.ports import Library

POLL = 1.0
"""Seconds between two looks at whether another process wrote to the library."""
_KEEP_AFTER = 3.0  # seconds without a move after which the position is kept

_IMPORT_AFTER = 1.5  # seconds after which what a note needs is imported
_LET_GO_AFTER = 0.5  # seconds after which what an article took is given up: the next screen comes first


class ReaderScreen(ReaderCorrections):
    """Reads one article: ``article``, or what the loader finds at ``source``."""

    def __init__(self, source: str | None = None, *, article: Article | None = None) -> None:
        super().__init__()
        self._source = source
        self._first_article = article
        self._analysis: Analysis | None = None
        self._final = False
        self._stale = False  # whether the picture is to be worked out again
        self._picturing = False
        self._places: dict[tuple[str, str], Placed] = {}
        self._kept: tuple[int, int | None, int | None] | None = None
        self._moved_at = 0.0
        self._polling: Timer | None = None

    def on_mount(self) -> None:
        if self._first_article is not None:
            self.show_article(self._first_article)
        else:
            shown = "standard input" if self._source == "-" else self._source or ""
            self.view.empty_text = f"Opening {wording.shortened(shown, 200)} …"
            self.set_focus(self.view)
            self.show_hints()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._open(), group="open", exit_on_error=True)

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────

    async def _open(self) -> None:
        app = self.sayso
        if self.article is None:
            loading = asyncio.create_task(
                asyncio.to_thread(app.loader.load, self._source or "", clean=app.clean)
            )
            app.analyser.start()
            await self.add_panes()
            try:
                article = await loading
            except SourceError as error:
                self._could_not_open(str(error))
                return
            self.show_article(article)
        else:
            article = self.article
            await self.add_panes()
        self.picture = pictures.build(article, None)
        self.progress = "reading…"
        await self._read_library(article)
        self._polling = self.set_interval(POLL, self._poll)
        self.set_timer(_IMPORT_AFTER, self._import_ahead)
        exclusively(self, "analysis", self._analyse, article)

    async def _import_ahead(self) -> None:
        """What writing a note needs takes a moment to import: not the moment when the key is pressed."""
        await asyncio.to_thread(import_module, "tui.app.dialogs.note_editor")

    def _could_not_open(self, sentence: str) -> None:
        self.view.empty_text = sentence
        self.sayso.refused = sentence
        self.trouble = "No article is open."
        self.say("q closes this; O opens the library.")

    async def _read_library(self, article: Article) -> None:
        """Where the reader stopped last time, and what was noted."""
        shelf = self.sayso.shelf
        if not shelf.present:
            return
        try:
            reading = await shelf.ask(lambda library: library.reading(article.id))
            if reading is not None and reading.position > 1 and self.view.caret == _first(article):
                position = min(reading.position, len(article.text))
                self.view.move_caret(position, reveal=False)
                if self._wanted is not None:
                    self._wanted = self.view.caret, self._wanted[1]
                self.view.reveal(Span(position, position + 1), "third")
            await self.read_annotations()
        except SaysoError as error:
            self.sayso.warn(str(error), severity="error")

    async def _analyse(self, article: Article) -> None:
        analyser = self.sayso.analyser
        try:
            known = await asyncio.to_thread(analyser.cached, article)
            if known is not None:
                self._take(known, final=True)
                return
            view = self.view
            updating = analyser.analyse(article, focus=lambda: view.top_offset)
            async with aclosing(updating) as updates:  # type: ignore[type-var]
                async for update in updates:
                    if self.article is None or update.article_id != self.article.id:
                        continue
                    self.progress = "" if update.final else wording.progress(update.progress)
                    if update.final or update.analysis is not self._analysis:
                        self._take(update.analysis, final=update.final)
        except ModelError as error:
            self.progress = ""
            self._wanted = None
            self.trouble = str(error)
            pressed = keys.keys_of("analysis.again", self.sayso.user_keys)
            self.sayso.warn(f"{error} {pressed} tries again.", severity="error")
            return
        self.progress = ""

    def action_analyse_again(self) -> None:
        """After an analysis that failed: try once more."""
        if self.article is None or not self.trouble:
            self.say("There is nothing to do again: nothing failed.")
            return
        self.app.clear_notifications()
        self.trouble, self.progress = "", "reading…"
        exclusively(self, "analysis", self._analyse, self.article)

    def _take(self, analysis: Analysis, *, final: bool) -> None:
        self._analysis = analysis
        self._final = final
        if final:
            self.progress = ""
        self.look_again()

    # ── the picture ──────────────────────────────────────────────────────────────────────────────────────

    def look_again(self) -> None:
        self._stale = True
        if not self._picturing:
            self._picturing = True
            exclusively(self, "picture", self._picture_it)

    async def _picture_it(self) -> None:
        """Work the picture out in a thread; if something changed meanwhile, once more."""
        try:
            while self._stale:
                self._stale = False
                article, old = self.article, self.picture
                if article is None:
                    return
                picture, places = await asyncio.to_thread(
                    _picture_of, article, self._analysis, self.annotations, old, self._places
                )
                if article is self.article:
                    self._places = places
                    self.picture = picture
                    self._find_current()
                    if self.sayso.keeps_house and (old is None or old.analysis is not picture.analysis):
                        housekeeping.keep()
                    self.tell_lost()
        finally:
            self._picturing = False

    @property
    def more_to_come(self) -> bool:
        return self.picture is None or self._picturing or super().more_to_come

    def _find_current(self) -> None:
        """After a change: the quote the reader is at, if it is still there, else the one under the caret."""
        picture = self.picture
        if picture is None:
            return
        if picture.quote(self.current_id) is None:
            here = picture.quotes_at(self.view.caret)
            self.current_id = here[0].id if here else None
        if self.actor_id is not None and self.actor_id not in picture.actors:
            self.choose_actor(None)
        self.follow()
        if not self._stale:
            self.walk_waiting()
        self.show_status()

    # ── the library ──────────────────────────────────────────────────────────────────────────────────────

    async def _poll(self) -> None:
        """See what others wrote, and keep the position when the reader rests."""
        shelf = self.sayso.shelf
        if not shelf.present or self.article is None:
            return
        try:
            known = self.revision
            if known is not None and await shelf.ask(lambda library: library.revision()) != known:
                await self.read_annotations()
            loop = asyncio.get_running_loop()
            if self._position() != self._kept:
                if self._seen != self._position():
                    self._seen = self._position()
                    self._moved_at = loop.time()
                elif loop.time() - self._moved_at >= _KEEP_AFTER:
                    await self.keep_position()
        except LibraryError as error:
            if str(error) != self._said:
                self._said = str(error)
                self.sayso.warn(self._said, severity="error")

    _seen: tuple[int, int | None, int | None] | None = None
    _said = ""

    def _position(self) -> tuple[int, int | None, int | None]:
        if self._analysis is None or not self._final or self.picture is None:
            return self.view.caret, None, None
        return self.view.caret, len(self.picture.quotes), len(self.picture.actors)

    async def keep_position(self) -> None:
        """Keep where the reader is. Raises LibraryError."""
        article, position = self.article, self._position()
        if article is None or not self.sayso.shelf.present or position == self._kept:
            return
        caret, quotes, actors = position
        length = article.paragraphs[-1].end if article.paragraphs else 0
        # Whoever sees the last line has read to the end, wherever the caret stands.
        if self.view.bottom_offset >= length:
            length = caret = max(caret, 1)
        reading = Reading(
            article_id=article.id,
            source=article.source,
            title=article.title,
            byline=article.byline,
            published=article.published,
            text_hash=article.text_hash,
            position=caret,
            length=max(length, 1),
            quotes=quotes,
            actors=actors,
        )

        def keep(library: Library) -> str | None:
            before = library.reading(article.id)
            kept = reading
            if before is not None and kept.quotes is None:
                kept = _with_counts(kept, before)
            mine = library.revision() == self.revision
            library.keep_reading(kept)
            return library.revision() if mine else None

        revision = await self.sayso.shelf.ask(keep)
        if revision is not None:
            self.revision = revision  # our own write is no news
        self._kept = position

    async def put_away(self) -> None:
        """Before the screen goes: keep the position and end the analysis."""
        for group in ("open", "analysis", "picture"):  # none of them finds its widgets any more
            self.workers.cancel_group(self, group)
        if self._polling is not None:
            self._polling.stop()
        writing = [w for w in self.workers if w.node is self and w.group == "library" and not w.is_finished]
        try:
            if writing:
                await asyncio.wait_for(self.workers.wait_for_complete(writing), 10)
            await asyncio.wait_for(self.keep_position(), 5)
        except (LibraryError, TimeoutError) as error:
            self.sayso.last_words = f"The reading position was not kept: {error}"

    async def action_close(self) -> None:
        if self.close_something():
            return
        from tui.app.library.screen import LibraryScreen

        if any(isinstance(screen, LibraryScreen) for screen in self.app.screen_stack):
            await self.put_away()
            self.dismiss()
        else:
            await self.sayso.leave()

    async def action_library(self) -> None:
        from tui.app.library.screen import LibraryScreen

        await self.put_away()
        self.sayso.refused = ""
        if any(isinstance(screen, LibraryScreen) for screen in self.app.screen_stack):
            self.dismiss()
        elif len(self.app.screen_stack) > 1:
            self.app.switch_screen(LibraryScreen())
        else:
            self.app.push_screen(LibraryScreen())  # Textual cannot switch the first screen for another

    def action_export(self) -> None:
        from tui.app.dialogs.export import export_dialog

        exporter, article = self.sayso.exporter, self.article
        if exporter is None or article is None:
            self.say("There is nothing to export yet.")
            return
        analysis = self.picture.analysis if self.picture is not None else None
        export_dialog(self, exporter, article, analysis, self.annotations)

    def on_unmount(self) -> None:
        if self.sayso.keeps_house:
            self.app.set_timer(_LET_GO_AFTER, housekeeping.let_go)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()


def _first(article: Article) -> int:
    return article.paragraphs[0].start if article.paragraphs else 0


def _with_counts(reading: Reading, before: Reading) -> Reading:
    from msgspec.structs import replace

    return replace(reading, quotes=before.quotes, actors=before.actors)


def _picture_of(
    article: Article,
    analysis: Analysis | None,
    annotations: Sequence[Annotation],
    old: Picture | None,
    places: dict[tuple[str, str], Placed],
) -> tuple[Picture, dict[tuple[str, str], Placed]]:
    """The picture, and where each annotation (by id and anchor) stands, so that it is looked for once."""
    from tui.domain.anchoring.anchors import Reanchorer

    reanchorer = Reanchorer(article.text)
    found: dict[tuple[str, str], Placed] = {}
    for annotation in annotations:
        key = (annotation.id, repr(annotation.anchor))
        known = places.get(key)
        if known is None:
            place = reanchorer.place(annotation.anchor)
            known = Placed(annotation, place.span if place is not None else None)
        elif known.annotation != annotation:
            known = Placed(annotation, known.span)
        found[key] = known
    corrections = [annotation for annotation in annotations if isinstance(annotation, Correction)]
    unapplied: tuple[str, ...] = ()
    if analysis is not None and corrections:
        from tui.domain.corrections.apply import apply

        corrected = apply(analysis, article.text, corrections)
        analysis, unapplied = corrected.analysis, corrected.unapplied
    colours = old.colours if old is not None else {}
    return pictures.build(article, analysis, list(found.values()), colours, unapplied), found
