"""Drawing what the state says on the widgets: the parts that show something else, together and once."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.keys.hints import hints
from tui.app.panes.article_view import ArticleView
from tui.app.panes.bars import KeyBar, Status
from tui.app.panes.side_column import SideColumn
from tui.app.panes.strip_map import StripMap
from tui.app.reader.controllers import Controllers
from tui.app.state import words
from tui.app.state.reader_state import Part, ReaderState
from tui.app.state.services import Services

_OF_LISTS = Part.LISTS | Part.FOLLOW | Part.QUOTE_CURSOR | Part.HEADINGS


class Drawing:
    """Hears from the state which parts changed; ``due`` is called then, and :meth:`draw` is to follow.

    ``next_frame`` calls a function when another frame can be drawn; None: everything is drawn in one.
    """

    def __init__(
        self,
        state: ReaderState,
        services: Services,
        controllers: Controllers,
        *,
        text: ArticleView,
        side: SideColumn,
        strip_map: StripMap,
        status: Status,
        key_bar: KeyBar,
        due: Callable[[], None],
        next_frame: Callable[[Callable[[], None]], object] | None,
    ) -> None:
        self._state = state
        self._services = services
        self._controllers = controllers
        self._text = text
        self._side = side
        self._map = strip_map
        self._status = status
        self._key_bar = key_bar
        self._call_due = due
        self._next_frame = next_frame
        self._due = self._held = Part.NOTHING
        state.changed = self._changed

    def _changed(self, parts: Part) -> None:
        self._due |= parts
        self._call_due()

    def draw(self) -> None:
        """Draw what is due, if anything is."""
        parts, self._due = self._in_short_frames(self._due), Part.NOTHING
        if not parts:
            return
        state, picture = self._state, self._state.picture
        self._side.draw(parts)
        if Part.TEXT in parts and picture is not None:
            self._text.set_layers(state.layers())
        if Part.MAP in parts and picture is not None:
            self._map.show(picture.quoted, picture.note_layer)
        if Part.VIEW in parts:
            self._map.view = (state.place.top, state.place.bottom)
        if Part.STATUS in parts:
            self._status.text = words.status(state, self._text.share)
            if state.search_is_open:
                self._controllers.search_row.show_found(words.found(state))
        if Part.LABELS in parts:
            letters = {target.start: keys for keys, target in state.labels.items()}
            self._text.put_letters(letters, len(state.label_typed))
        if Part.HINTS in parts:
            self._draw_hints()

    def _in_short_frames(self, parts: Part) -> Part:
        """What of these to draw now. Another picture takes two frames, so that a key can come between."""
        if self._next_frame is None:
            return parts
        if Part.TEXT in parts and Part.LISTS in parts and not self._held:
            self._held = parts & _OF_LISTS
            self._next_frame(self._draw_held)
        if self._held:
            self._held |= parts & _OF_LISTS
            parts &= ~_OF_LISTS
        return parts

    def _draw_held(self) -> None:
        parts, self._held = self._held, Part.NOTHING
        self._changed(parts)

    def _draw_hints(self) -> None:
        waiting, count = self._state.waiting, self._text.count
        first = {"next": "]", "previous": "["}.get(waiting)
        panes = self._controllers.panes
        self._key_bar.lead = first or self._state.label_typed or (str(count) if count else "")
        self._key_bar.hints = hints(
            waiting,
            selecting=self._text.selection is not None,
            focused=panes.focused,
            user_keys=self._services.user_keys,
            escape=self._controllers.escape.in_words(),
            searching=bool(words.found(self._state)),
            alone=panes.alone,
        )
