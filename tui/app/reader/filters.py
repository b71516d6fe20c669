"""Asking which quotes or which annotations are to be listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tui.app import wording
from tui.app.reader.asking import ask
from tui.app.reader.ports import Dialogs, Feedback
from tui.app.state.filters import NoteFilter, QuoteFilter
from tui.app.state.picture import Picture, PlacedAnnotation
from tui.app.state.reader_state import ReaderState
from tui.domain.analysis import QuoteKind
from tui.domain.annotation import Colour, Highlight, Note
from tui.domain.labels.annotations import annotation_colour, annotation_kind
from tui.domain.text.phrases import counted

_ALL = "all"
_Choice = tuple[str, str, str]


class Filters:
    """Changes the filters of the state by what is chosen."""

    def __init__(self, state: ReaderState, dialogs: Dialogs, feedback: Feedback) -> None:
        self._state = state
        self._dialogs = dialogs
        self._feedback = feedback

    def ask_quotes(self) -> None:
        """Which quotes, by kind, by speaker or by words."""
        picture, state = self._state.picture, self._state
        if picture is None:
            self._feedback.say("The article is still being read.")
            return
        now = {f"kind:{kind.value}" for kind in state.quote_filter.kinds}
        now.add(f"actor:{state.quote_filter.actor_id}")
        choices = [
            (value, text, f"{detail} ✓" if value in now else detail)
            for value, text, detail in _quote_choices(picture)
        ]

        def chosen(value: str) -> None:
            what, _, key = value.partition(":")
            if value.startswith("="):
                state.filter_quotes(QuoteFilter(words=value[1:]))
            elif what == "kind":
                state.filter_quotes(QuoteFilter(state.quote_filter.actor_id, frozenset({QuoteKind(key)})))
            elif what == "actor":
                state.choose_actor(key)
            else:
                state.show_all_quotes()

        ask(self._dialogs, "Which quotes?", choices, chosen, free="type a name or words to look for")

    def ask_notes(self) -> None:
        """Which annotations, by kind, colour, tag or words."""
        picture = self._state.picture
        choices = _note_choices(picture.notes if picture is not None else ())

        def chosen(value: str) -> None:
            what, _, key = value.partition(":")
            if value == _ALL:
                wanted = NoteFilter()
            elif value.startswith("="):
                wanted = NoteFilter(words=value[1:])
            elif what == "kind":
                wanted = NoteFilter(kind=key)
            elif what == "colour":
                wanted = NoteFilter(colour=key)
            else:
                wanted = NoteFilter(tag=key)
            self._state.filter_notes(wanted)

        ask(self._dialogs, "Which notes?", choices, chosen, free="type words to look for")


def _quote_choices(picture: Picture) -> Iterator[_Choice]:
    yield _ALL, "All quotes", counted(len(picture.quotes), "quote")
    kinds = Counter(quote.kind for quote in picture.quotes)
    for kind in QuoteKind:
        yield f"kind:{kind.value}", f"{kind.capitalize()} quotes", counted(kinds[kind], "quote")
    for actor_id, number in sorted(picture.quote_counts.items(), key=lambda item: -item[1]):
        actor = picture.actors.get(actor_id)
        if actor is not None:
            yield f"actor:{actor_id}", wording.actor_line(actor), counted(number, "quote")


def _note_choices(notes: Sequence[PlacedAnnotation]) -> Iterator[_Choice]:
    annotations = [placed.annotation for placed in notes]
    kinds = Counter(map(annotation_kind, annotations))
    colours = Counter(map(annotation_colour, annotations))
    tags = Counter(tag for one in annotations if isinstance(one, Note | Highlight) for tag in one.tags)
    yield _ALL, "Everything", str(len(notes))
    for kind, number in kinds.items():
        yield f"kind:{kind}", f"Only {kind}s", str(number)
    for colour in Colour:
        if colours[colour.value]:
            yield f"colour:{colour.value}", f"In {colour.value}", str(colours[colour.value])
    for tag, number in sorted(tags.items()):
        yield f"tag:{tag}", f"#{tag}", str(number)
