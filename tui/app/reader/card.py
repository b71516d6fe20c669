"""Showing what is known about the place under the caret."""

from __future__ import annotations

from collections.abc import Callable

from tui.app.reader.ports import Dialogs, Feedback, TextPane
from tui.app.state.picture import Picture
from tui.app.state.reader_state import ReaderState


class PlaceCard:
    """Opens the card; ``run_action`` runs what was asked for in it, the name of an action of the screen."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        dialogs: Dialogs,
        feedback: Feedback,
        run_action: Callable[[str], None],
    ) -> None:
        self._state = state
        self._text = text
        self._dialogs = dialogs
        self._feedback = feedback
        self._run_action = run_action

    def open(self) -> None:
        """Show the card of the place under the caret, where there is something to show."""
        picture, offset = self._state.picture, self._text.caret
        if picture is None:
            self._feedback.say("The article is still being read.")
            return
        finders = (picture.quotes_at, picture.mention_at, picture.notes_at, picture.actor_at)
        if not any(find(offset) for find in finders):
            self._feedback.say(
                "Nothing is known about this place: put the caret on a quote, a name or a note."
            )
            return
        from tui.app.dialogs.card import Card

        self._dialogs.open_dialog(
            Card(picture, offset), lambda answer: self._answered(picture, offset, answer)
        )

    def _answered(self, picture: Picture, offset: int, answer: str | None) -> None:
        actor, quotes = picture.actor_at(offset), picture.quotes_at(offset)
        if answer == "choose" and (actor is not None or quotes):
            self._state.choose_actor(actor.id if actor is not None else quotes[0].actor_id)
        elif answer is not None:
            self._run_action(answer)
