"""The audit: who speaks in an article or in everything that is kept, how much, named or not, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui.app import wording
from tui.app.audit import figures
from tui.app.audit.gathering import Gathering
from tui.app.audit.lists import (
    ARTICLE_SORTS,
    SOURCE_SORTS,
    VOICE_SORTS,
    ArticlesList,
    FiguresList,
    Sort,
    SourcesList,
    VoicesList,
    article_columns,
    source_columns,
    voice_columns,
)
from tui.app.dialogs.dialog import Choice, Choose
from tui.app.keys import keymap as keys
from tui.app.keys.hints import Hint
from tui.app.messages import CloseScreen, GoToPlace, ShowAudit, ShowDossier
from tui.app.panes.background import run_latest
from tui.app.panes.bars import KeyBar, TitleBar
from tui.app.panes.columns import Column, ColumnNames
from tui.app.panes.row_list import Piece, RowList
from tui.app.state.new_file import export
from tui.app.state.services import Services
from tui.domain.article import Span
from tui.domain.collection.audit import ArticleAudit, Source, Total, Voice, total
from tui.domain.errors import LibraryError
from tui.domain.text.folding import fold
from tui.domain.text.phrases import counted, shortened

_LOW = 16  # rows of the screen below which the figures have one line


class AuditScreen(Screen[None]):
    """The audit of one article (``audited``), or of those with these ids, or of all where none are given."""

    CSS_PATH = "audit.tcss"
    COMMANDS_OF = "audit"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("audit")

    def __init__(
        self, services: Services, article_ids: Sequence[str] = (), audited: ArticleAudit | None = None
    ) -> None:
        super().__init__()
        self.services = services
        self._ids = tuple(article_ids)
        self._one = audited
        self._audits: list[ArticleAudit] = [audited] if audited is not None else []
        self._total: Total = total(self._audits)
        self._progress = ""
        self._skipped = 0
        self._view = "sources" if audited is not None else "voices"
        self._sorts = {"sources": "words", "voices": "quotes", "articles": "date"}
        self._turned: set[str] = set()
        self._of: Voice | None = None
        """The source whose articles alone are listed."""
        self.figures = FiguresList(id="figures")
        self.column_names = ColumnNames(source_columns)
        self.sources = SourcesList(id="sources")
        self.sources.audited = audited
        self.voices = VoicesList(id="voices")
        self.articles = ArticlesList(id="articles")

    @property
    def key_bar(self) -> KeyBar:
        return self.query_one(KeyBar)

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield self.figures
        yield self.column_names
        yield self.sources
        yield self.voices
        yield self.articles
        yield KeyBar()

    def on_mount(self) -> None:
        if self._one is None:
            run_latest(self, "gather", self._gather)
            self._progress = "opening the library …"
        self._draw()

    def on_resize(self) -> None:
        self._draw_figures()

    # ── what is counted ──────────────────────────────────────────────────────────────────────────────────

    async def _gather(self) -> None:
        gathering = Gathering(self.services, self._ids)
        try:
            async for some in gathering:
                self._audits += some
                done = len(self._audits) + gathering.skipped
                whole = counted(gathering.total, "article")
                self._progress = f"{done:,} of {whole} …" if done < gathering.total else ""
                self._skipped = gathering.skipped
                # What was counted so far is shown anew when there is twice as much of it.
                if len(self._audits) < 200 or len(self._audits) >= 2 * self._total.articles:
                    self._total = total(self._audits)
                    self._draw()
                else:
                    self._describe()
        except LibraryError as error:
            self.services.warn(str(error), severity="error")
        self._progress = ""
        self._total = await asyncio.to_thread(total, self._audits)
        if len(self._audits) == 1:  # one that was chosen is shown as an article
            self._one = self.sources.audited = self._audits[0]
            self._view = "sources"
        self._draw()

    # ── what is shown ────────────────────────────────────────────────────────────────────────────────────

    @property
    def _list(self) -> RowList[Any]:
        lists: dict[str, RowList[Any]] = {
            "sources": self.sources,
            "voices": self.voices,
            "articles": self.articles,
        }
        return lists[self._view]

    def _known(self) -> tuple[dict[str, Sort], Callable[[int], list[Column]], Sequence[Any]]:
        """For what is listed its ways to sort, its columns and its rows."""
        if self._view == "sources":
            return SOURCE_SORTS, source_columns, self._one.sources if self._one is not None else ()
        if self._view == "voices":
            return VOICE_SORTS, voice_columns, self._total.most_quoted
        return ARTICLE_SORTS, article_columns, self._articles_of()

    def _articles_of(self) -> Sequence[ArticleAudit]:
        voice = self._of
        if voice is None:
            return self._audits
        name = fold(voice.name)
        return [
            one
            for one in self._audits
            if any(fold(source.name) == name and source.kind == voice.kind for source in one.sources)
        ]

    def _draw(self) -> None:
        sorts, columns, rows = self._known()
        name = self._sorts[self._view]
        down = sorts[name].greatest_first != (self._view in self._turned)
        rows = sorted(rows, key=sorts[name].value, reverse=down)
        shown = self._list
        for one in (self.sources, self.voices, self.articles):
            one.display = one is shown
        shown.empty_text = "Working …" if self._progress else "Nobody speaks here, as far as sayso sees."
        at = shown.cursor or 0
        shown.list_rows(rows, min(at, len(rows) - 1) if rows else None)
        self.set_focus(shown)
        self.column_names.lay_out(columns)
        self.column_names.order, self.column_names.down = name, down
        self._draw_figures()
        self._describe()

    def _draw_figures(self) -> None:
        found, width = self._total, max(self.size.width - 2, 20)
        lines: list[Callable[[int], Sequence[Piece]]] = [lambda _: [(figures.heading(found), "")]]
        if self.size.height >= _LOW:
            for line in figures.bars(found, width):
                lines.append(lambda _, line=line: line)  # type: ignore[misc]
            lines += self._last_lines(width)
        self.figures.styles.height = len(lines)
        self.figures.list_rows(lines)

    def _last_lines(self, width: int) -> list[Callable[[int], Sequence[Piece]]]:
        one = self._one
        if one is not None:
            first = one.first
            if first is None:
                return []
            role = f", {first.role}" if first.role else ""
            return [
                lambda _: [
                    ("First source  ", "name"),
                    (f"{first.name}{role}", ""),
                    (f"  {first.kind}", "muted"),
                ]
            ]
        row, ends = figures.timeline(self._audits, width)
        return [lambda _: [(row, "bar")], lambda _: [(ends, "muted")]] if row else []

    def _describe(self) -> None:
        bar = self.query_one(TitleBar)
        bar.title = f"audit · {self._one.title if self._one is not None else 'who speaks'}"
        parts: list[str | None] = []
        if self._progress:  # alone: there is no room for it beside what is counted
            parts = [self._progress]
        elif self._one is not None:
            parts = [wording.day(self._one.published), counted(len(self._one.sources), "source")]
        else:
            parts = [counted(self._total.articles, "article"), counted(self._total.sources, "source")]
            if self._skipped:
                parts.append(f"{self._skipped:,} not analysed")
        bar.about = " · ".join(part for part in parts if part)
        self.column_names.scrolls = self._list.show_vertical_scrollbar
        self._show_hints()

    def _show_hints(self) -> None:
        def hint(command: str, words: str) -> Hint:
            pressed = self.services.keys_of(command).split(" ")[0]
            return pressed, words, next(known.action for known in keys.COMMANDS if known.id == command)

        enter = {"sources": "to the quotes", "voices": "its articles", "articles": "its sources"}[self._view]
        views = {"voices": "articles", "articles": "most quoted"}
        self.key_bar.hints = [
            ("enter", enter, ""),
            *([hint("audit.view", views[self._view])] if self._view in views else []),
            *([hint("audit.dossier", "all they said")] if self._view != "articles" else []),
            hint("audit.sort", "sort"),
            hint("audit.turn", "turn"),
            hint("audit.export", "CSV"),
            hint("app.help", "help"),
            hint("list.letters", "letters"),
            hint("audit.close", "back"),
        ]

    # ── commands ─────────────────────────────────────────────────────────────────────────────────────────

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        row = message.row
        if isinstance(row, Voice):
            self._of, self._view = row, "articles"
            self.articles.cursor = None
            self._draw()
            self.key_bar.say(f"Articles in which {shortened(row.name, 60)} speaks.")
        elif isinstance(row, ArticleAudit):
            self.post_message(ShowAudit(audited=row))
        elif isinstance(row, Source) and self._one is not None and row.starts:
            start = row.starts[0]
            self.post_message(GoToPlace(self._one.article_id, Span(start, start + 1)))

    def on_column_names_pressed(self, message: ColumnNames.Pressed) -> None:
        self._sort({"share": "words", "spread": "first"}.get(message.order, message.order))

    def action_sort(self) -> None:
        sorts = self._known()[0]
        choices = [
            Choice(name, sort.words, "now" if name == self._sorts[self._view] else "")
            for name, sort in sorts.items()
        ]

        def answered(value: str | None) -> None:
            if value is not None:
                self._sort(value)

        self.app.push_screen(Choose("Sort by", choices), answered)

    def _sort(self, name: str) -> None:
        if name not in self._known()[0]:
            name = {"share": "words", "spread": "first"}.get(name, "")
        if not name:
            return
        if name == self._sorts[self._view]:
            self._turned ^= {self._view}
        else:
            self._sorts[self._view] = name
            self._turned -= {self._view}
        self._draw()

    def action_turn(self) -> None:
        self._turned ^= {self._view}
        self._draw()

    def action_view(self) -> None:
        """The articles instead of the sources, and back."""
        if self._one is None:
            self._of = None
            self._view = "articles" if self._view == "voices" else "voices"
            self._draw()

    def action_dossier(self) -> None:
        row = self._list.row
        if isinstance(row, Voice) or (isinstance(row, Source) and row.named):
            self.post_message(ShowDossier(row.name))
        else:
            self.key_bar.say("Only who is named is followed from article to article.")

    def action_export(self) -> None:
        exporter = self.services.exporter
        if exporter is None or not self._audits:
            self.key_bar.say("There is nothing to export yet.")
            return
        made = partial(exporter.audit_table, list(self._audits))
        stem = f"audit {self._one.title}" if self._one is not None else "audit"
        self.run_worker(export(made, stem, "csv", self.key_bar.say, self.services.warn), group="export")

    def action_close(self) -> None:
        """Back to all articles where some are listed, else to where one came from."""
        if self._of is not None:
            self._of, self._view = None, "voices"
            self._draw()
        else:
            self.post_message(CloseScreen())

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.app.run_action(message.action, self)
