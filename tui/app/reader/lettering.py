"""Going to what is in view by the letters that are put on it."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.reader.navigator import Navigator
from tui.app.reader.ports import Background, Feedback, Panes, TextPane
from tui.app.state.labels import Target, lettered, targets
from tui.app.state.reader_state import ReaderState
from tui.app.state.services import Services
from tui.domain.article import Article, Span
from tui.domain.errors import SourceError
from tui.domain.text.phrases import shortened


class Lettering:
    """Small letters go there and open the card (``card``), capitals only go there; an address is opened.

    ``read`` opens another article at a place.
    """

    def __init__(
        self,
        state: ReaderState,
        services: Services,
        text: TextPane,
        panes: Panes,
        navigator: Navigator,
        background: Background,
        feedback: Feedback,
        card: Callable[[], None],
        read: Callable[[Article, Span], None],
    ) -> None:
        self._state = state
        self._services = services
        self._text = text
        self._panes = panes
        self._navigator = navigator
        self._background = background
        self._feedback = feedback
        self._card = card
        self._read = read

    def show(self) -> None:
        """Put letters on what is in view of the article."""
        state, text = self._state, self._text
        if state.article is None:
            return
        self._panes.show("article")
        self._navigator.arrive()  # what is in view from now on is another view
        found = targets(state.article, state.picture, text.top_offset, text.bottom_offset)
        if found:
            state.put_letters(lettered(found))
        elif state.more_to_come:
            self._feedback.say("Nothing was found here yet.")
        else:
            self._feedback.say("No quote, name, note or address is in view.")

    def typed(self, key: str, character: str | None) -> bool:
        """A key while letters are shown; whether it was for them. Other keys end that and do what they do."""
        state, typed = self._state, self._state.label_typed
        if character is None or not character.isprintable():
            state.wait_for("")
            return key in ("escape", "backspace")
        if not character.isalpha():
            state.wait_for("")
            return True
        wanted = typed + character.lower()
        left = {keys: target for keys, target in state.labels.items() if keys.startswith(wanted)}
        if not left:
            self._feedback.say(f"“{wanted}” stands on nothing in view.")
        elif wanted in left:
            state.wait_for("")
            self._follow(left[wanted], only_go=character.isupper())
        else:
            state.put_letters(left, wanted)
        return True

    def _follow(self, target: Target, *, only_go: bool) -> None:
        self._text.hold_selection()
        self._navigator.jump(Span(target.start, target.start + 1))
        if target.address and not only_go:
            self._feedback.say(f"Opening {shortened(target.address, 200)} …")
            self._background.run_latest("letters", self._open, target.address)
            return
        self._navigator.clicked(target.start)
        if not only_go:
            self._card()

    async def _open(self, address: str) -> None:
        try:
            article = await self._services.load(address)
        except SourceError as error:
            self._feedback.warn(str(error))
            return
        self._read(article, Span(0, 0))
