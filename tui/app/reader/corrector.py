"""Correcting what the analysis got wrong: what may be right is asked for, and kept as an annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from tui.app.reader.annotation_store import AnnotationStore
from tui.app.reader.asking import ask
from tui.app.reader.passage import Passage, quote_span
from tui.app.reader.ports import Dialogs, Feedback, Panes, TextPane
from tui.app.state.picture import Picture
from tui.app.state.reader_state import ReaderState
from tui.domain.analysis import Actor, ActorKind, Mention, Quote
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    ActorIsCalled,
    ActorIsTwo,
    ActorsAreOne,
    Change,
    ContentIs,
    Correction,
    EntityIs,
    IsAQuote,
    NotAQuote,
    SpeakerIs,
)
from tui.domain.article import Article, Span
from tui.domain.corrections.extent import cut, extended
from tui.domain.labels.annotations import correction_in_words
from tui.domain.labels.entities import label_in_words
from tui.domain.labels.speakers import NOBODY
from tui.domain.text.folding import fold
from tui.domain.text.phrases import counted, shortened

_SELDOM_SPEAKS = {
    ActorKind.ORGANISATION: 500,
    ActorKind.GROUP: 500,
    ActorKind.DOCUMENT: 500,
    ActorKind.PLACE: 1000,
}
"""Code points by which who is of such a kind counts as named further away than a person."""
_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "DATE")
_EXTENTS = {
    "content": "The quote is exactly the selected words",
    "longer": "The selected words belong to the quote too",
    "shorter": "The selected words do not belong to the quote",
}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What may be wrong: what is under the caret, or chosen in a list, and what is selected."""

    article: Article
    picture: Picture
    quote: Quote | None
    actor: Actor | None
    mention: Mention | None
    selection: Span | None

    @property
    def touched(self) -> Quote | None:
        """The quote, else the first that the selection shares words with: it may end outside of it."""
        selection = self.selection
        if self.quote is not None or selection is None:
            return self.quote
        quotes = self.picture.quotes
        return next((q for q in quotes if any(piece.overlaps(selection) for piece in q.content)), None)


class _Option(NamedTuple):
    """Something that may be right: its words, a detail, and what is done when it is chosen."""

    words: str
    detail: str
    choose: Callable[[], None]


class Corrector:
    """Asks what is right, in as many steps as it takes, and adds the correction."""

    def __init__(
        self,
        state: ReaderState,
        text: TextPane,
        panes: Panes,
        passage: Passage,
        store: AnnotationStore,
        dialogs: Dialogs,
        feedback: Feedback,
    ) -> None:
        self._state = state
        self._text = text
        self._panes = panes
        self._passage = passage
        self._store = store
        self._dialogs = dialogs
        self._feedback = feedback

    def correct(self) -> None:
        """Ask what is wrong with the quote, the actor or the entity under the caret (or chosen in a list)."""
        subject = self._subject()
        if subject is None:
            self._feedback.say("The article is still being read.")
            return
        options = list(self._options(subject))
        if not options:
            self._feedback.say("Put the caret on a quote or a name, or select words, then correct.")
            return
        choices = [(str(number), option.words, option.detail) for number, option in enumerate(options)]
        alone = subject.quote is not None and subject.selection is None
        words = "To make the quote longer or shorter, first select words (v)." if alone else ""
        ask(self._dialogs, "What is right?", choices, lambda value: options[int(value)].choose(), words=words)

    def _subject(self) -> _Subject | None:
        picture, article = self._state.picture, self._state.article
        if picture is None or article is None or not article.paragraphs:
            return None
        caret, selection = self._text.caret, self._text.selection
        if self._panes.focused == "quotes":
            return _Subject(article, picture, self._panes.quote, None, None, selection)
        if self._panes.focused == "actors":
            return _Subject(article, picture, None, self._panes.actor, None, selection)
        quote = self._passage.quote_at_caret()
        return _Subject(
            article, picture, quote, picture.actor_at(caret), picture.mention_at(caret), selection
        )

    # ── what may be right ────────────────────────────────────────────────────────────────────────────────

    def _options(self, subject: _Subject) -> Iterator[_Option]:
        yield from self._of_quote(subject)
        if subject.selection is not None:
            yield self._missed_quote(subject.picture, subject.selection)
        if subject.actor is not None:
            yield from self._of_actor(subject.picture, subject.actor)
        yield from self._of_name(subject.mention, subject.selection)

    def _of_quote(self, subject: _Subject) -> Iterator[_Option]:
        quote, picture = subject.quote, subject.picture
        if quote is not None:
            speaker = picture.name_of(quote) or NOBODY
            yield _Option(
                "Somebody else says this quote",
                f"now: {speaker}",
                partial(
                    self._ask_speaker, picture, quote_span(quote), quote, partial(self._correct_quote, quote)
                ),
            )
        yield from self._of_extent(subject)
        if quote is not None:
            yield _Option("This is not a quote", "", partial(self._correct_quote, quote, NotAQuote()))

    def _of_extent(self, subject: _Subject) -> Iterator[_Option]:
        text, quote = subject.article.text, subject.touched
        if quote is None or subject.selection is None:
            return
        for key, pieces in _extents(text, quote, subject.selection).items():
            left = " … ".join(piece.of(text) for piece in pieces)
            content = ContentIs(tuple(make_anchor(text, piece) for piece in pieces))
            yield _Option(
                _EXTENTS[key],
                f"“{shortened(left, 40)}”",
                partial(self._correct_quote, quote, content),
            )

    def _missed_quote(self, picture: Picture, selection: Span) -> _Option:
        def said(speaker: SpeakerIs) -> None:
            self._correct(selection, IsAQuote(speaker.name, speaker.actor_id), "not a quote")

        return _Option(
            "The selected words are a quote that was missed",
            "",
            partial(self._ask_speaker, picture, selection, None, said),
        )

    def _of_actor(self, picture: Picture, actor: Actor) -> Iterator[_Option]:
        yield _Option(
            f"{actor.name} is the same as …", actor.role or "", partial(self._ask_same, picture, actor)
        )
        yield _Option(f"{actor.name} is called …", "", partial(self._ask_name, picture, actor))
        if set(actor.aliases) - {actor.name}:
            yield _Option(
                f"A name of {actor.name} means somebody else …", "", partial(self._ask_split, picture, actor)
            )

    def _of_name(self, mention: Mention | None, selection: Span | None) -> Iterator[_Option]:
        if mention is not None:
            yield _Option(
                "This name is of another kind …",
                f"now: {label_in_words(mention.label)}",
                partial(self._ask_label, mention.span, mention.label),
            )
        if selection is not None and (mention is None or mention.span != selection):
            yield _Option("The selected words are the name of …", "", partial(self._ask_label, selection, ""))

    # ── the second question ──────────────────────────────────────────────────────────────────────────────

    def _ask_speaker(
        self, picture: Picture, here: Span, quote: Quote | None, then: Callable[[SpeakerIs], None]
    ) -> None:
        """Whoever is named nearest to the passage stands first, people before what seldom speaks; who is said
        to speak now, last.
        """
        now = quote.actor_id if quote is not None else None
        near = sorted(
            picture.actors.values(),
            key=lambda actor: (
                actor.id == now,
                _distance(actor, here) + _SELDOM_SPEAKS.get(actor.kind, 0),
                -len(actor.mentions),
            ),
        )
        choices = [
            (actor.id, actor.name, " · ".join(filter(None, (actor.role, "now" if actor.id == now else ""))))
            for actor in near
        ]
        choices.append(("", "Nobody who is known", ""))

        def chosen(value: str) -> None:
            if value.startswith("="):
                then(SpeakerIs(value[1:]))
            elif value in picture.actors:
                then(SpeakerIs(picture.actors[value].name, value))
            else:
                then(SpeakerIs(""))

        ask(self._dialogs, "Who says it?", choices, chosen, free="type a name")

    def _ask_same(self, picture: Picture, actor: Actor) -> None:
        others = [
            (other.id, other.name, other.role or "")
            for other in picture.actors.values()
            if other.id != actor.id
        ]

        def chosen(value: str) -> None:
            self._ask_which_name(picture, actor, picture.actors[value])

        ask(self._dialogs, f"Who is the same as {actor.name}?", others, chosen, typing=True)

    def _ask_which_name(self, picture: Picture, actor: Actor, other: Actor) -> None:
        """Two are one: by which name? One that is a name is offered first, and the more present one."""
        both = sorted((actor, other), key=lambda one: (not one.kind.named, -len(one.mentions)))
        quotes = {one.id: _quotes_of(picture, one) for one in both}
        choices = [
            (
                one.id,
                one.name,
                f"{len(one.mentions)}×, {counted(quotes[one.id], 'quote')}"
                + (f" · {one.role}" if one.role else ""),
            )
            for one in both
        ]
        together = (
            f"The two become one, with {counted(sum(len(one.mentions) for one in both), 'mention')} and "
            f"{counted(sum(quotes.values()), 'quote')}. Which name is kept?"
        )

        def chosen(value: str) -> None:
            kept, gone = both if value == both[0].id else reversed(both)
            names = tuple(_told_apart(one, picture.actors.values()) for one in (kept, gone))
            self._correct_actor(actor, ActorsAreOne(names), "two actors")

        ask(self._dialogs, f"{both[0].name} and {both[1].name} are one", choices, chosen, words=together)

    def _ask_name(self, picture: Picture, actor: Actor) -> None:
        names = [(alias, alias, "an alias") for alias in actor.aliases if alias != actor.name]

        def chosen(value: str) -> None:
            named = _told_apart(actor, picture.actors.values())
            change = ActorIsCalled(named, value.removeprefix("="))
            self._correct_actor(actor, change, actor.name)

        ask(self._dialogs, f"What is {actor.name} called?", names, chosen, free="type the name")

    def _ask_split(self, picture: Picture, actor: Actor) -> None:
        names = [(alias, alias, "") for alias in actor.aliases if alias != actor.name]

        def chosen(value: str) -> None:
            named = _told_apart(actor, picture.actors.values())
            self._correct_actor(actor, ActorIsTwo(named, (value,)), "one actor")

        ask(self._dialogs, f"Which name does not mean {actor.name}?", names, chosen)

    def _ask_label(self, span: Span, label: str) -> None:
        choices = [(key, label_in_words(key).capitalize(), key) for key in _LABELS if key != label]
        if label:
            choices.append(("", "Not a name at all", ""))
        was = label_in_words(label) if label else "no entity"

        def chosen(value: str) -> None:
            self._correct(span, EntityIs(value), was)

        ask(self._dialogs, "What is it?", choices, chosen)

    # ── the correction ───────────────────────────────────────────────────────────────────────────────────

    def _correct_quote(self, quote: Quote, change: Change) -> None:
        picture = self._state.picture
        name = picture.name_of(quote) if picture is not None else None
        was = f"{quote.kind} quote, {name or NOBODY}"
        self._correct(quote_span(quote), change, was)

    def _correct_actor(self, actor: Actor, change: Change, was: str) -> None:
        here = self._text.caret
        spans = actor.mentions or (Span(here, here + 1),)
        self._correct(min(spans, key=lambda span: abs(span.start - here)), change, was)

    def _correct(self, span: Span, change: Change, was: str) -> None:
        article = self._state.article
        if article is None:
            return
        anchor = make_anchor(article.text, span)
        correction = Correction(article_id=article.id, anchor=anchor, right=change, was=was)
        self._text.selection = None
        undo = self._feedback.keys_of("library.undo")
        self._store.add(correction, f"Corrected: {correction_in_words(correction)}. {undo} undoes.")


def _extents(text: str, quote: Quote, selection: Span) -> dict[str, tuple[Span, ...]]:
    """The contents that the quote may have by what is selected: each under its key, those that change it."""
    found = {
        "content": (selection,),
        "longer": extended(text, quote.content, selection),
        "shorter": cut(text, quote.content, selection),
    }
    return {
        key: pieces
        for number, (key, pieces) in enumerate(found.items())
        if pieces and pieces != quote.content and pieces not in list(found.values())[:number]
    }


def _distance(actor: Actor, place: Span) -> int:
    """Code points between a passage and the nearest mention outside of it."""
    gaps = (
        place.start - span.end if span.end <= place.start else span.start - place.end
        for span in actor.mentions
        if not span.overlaps(place)
    )
    return min(gaps, default=1 << 30)


def _quotes_of(picture: Picture, actor: Actor) -> int:
    return sum(actor.id in (quote.actor_id, *quote.also) for quote in picture.quotes)


def _told_apart(actor: Actor, actors: Iterable[Actor]) -> str:
    """What a correction calls an actor: the name, or the id where an earlier one is called alike."""
    first = next(one for one in actors if fold(one.name) == fold(actor.name))
    return actor.name if first.id == actor.id else actor.id
