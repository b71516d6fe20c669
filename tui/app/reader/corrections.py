"""The reader's screen, seventh part: filters, cards, and correcting what the analysis got wrong."""

from __future__ import annotations

from collections.abc import Callable

from tui.app import wording
from tui.app.reader.marks import ReaderMarks
from tui.app.state.picture import NoteFilter, Picture, QuoteFilter
from tui.domain.analysis import Actor, Mention, Quote, QuoteKind
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    ActorIsTwo,
    ActorsAreOne,
    Change,
    Colour,
    ContentIs,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    NotAQuote,
    Note,
    SpeakerIs,
)
from tui.domain.article import Span
from tui.domain.corrections.extent import cut, extended

_LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "DATE")
_ALL = "all"
_EXTENTS = {
    "content": "The quote is exactly the selected words",
    "longer": "The selected words belong to the quote too",
    "shorter": "The selected words do not belong to the quote",
}


class ReaderCorrections(ReaderMarks):
    """Dialogs that ask what is meant, and what follows from the answer."""

    def _ask(
        self,
        title: str,
        choices: list[tuple[str, str, str]],
        answer: Callable[[str], None],
        *,
        words: str = "",
        typing: bool = False,
        free: str = "",
    ) -> None:
        """Ask for one of some (value, words, detail)."""
        from tui.app.dialogs.dialog import Choice, Choose

        listed = [Choice(value, text, detail) for value, text, detail in choices]
        dialog = Choose(title, listed, words=words, typing=typing, free=free)
        self.app.push_screen(dialog, lambda value: answer(value) if value is not None else None)

    # ── cards ────────────────────────────────────────────────────────────────────────────────────────────

    def action_card(self) -> None:
        picture = self.picture
        if picture is None:
            self.say("The article is still being read.")
            return
        from tui.app.dialogs.card import Card

        offset, quote = self.view.caret, None
        finders = (picture.quotes_at, picture.mention_at, picture.notes_at, picture.actor_at)
        if not any(find(offset) for find in finders):
            self.say("Nothing is known about this place: put the caret on a quote, a name or a note.")
            return

        def answered(answer: str | None) -> None:
            actor = picture.actor_at(offset)
            if answer == "choose" and actor is not None:
                self.choose_actor(actor.id)
            elif answer == "choose" and picture.quotes_at(offset):
                self.choose_actor(picture.quotes_at(offset)[0].actor_id)
            elif answer is not None:
                self.run_worker(self.app.run_action(answer, self))

        self.app.push_screen(Card(picture, offset, quote), answered)

    # ── filters ──────────────────────────────────────────────────────────────────────────────────────────

    def action_filter(self) -> None:
        if self._ready and self.focused is self.notes_list:
            self._filter_notes()
        else:
            self._filter_quotes()

    def _filter_quotes(self) -> None:
        picture = self.picture
        if picture is None:
            self.say("The article is still being read.")
            return
        choices = [(_ALL, "All quotes", wording.count(len(picture.quotes), "quote"))]
        for kind, words in wording.QUOTE_KINDS.items():
            number = sum(quote.kind is kind for quote in picture.quotes)
            choices.append(
                (f"kind:{kind.value}", f"{words.capitalize()} quotes", wording.count(number, "quote"))
            )
        for actor in picture.actors.values():
            if actor.id in picture.quote_counts:
                said = wording.count(picture.quote_counts[actor.id], "quote")
                choices.append((f"actor:{actor.id}", wording.actor_line(actor), said))

        holds = {f"kind:{kind.value}" for kind in self.quote_filter.kinds}
        holds.add(f"actor:{self.quote_filter.actor_id}")
        choices = [
            (value, text, f"{detail} ✓" if value in holds else detail) for value, text, detail in choices
        ]

        def chosen(value: str) -> None:
            what, _, key = value.partition(":")
            if value == _ALL:
                self.quote_filter = QuoteFilter()
                self.actor_id = None
            elif what == "kind":
                self.quote_filter = QuoteFilter(self.quote_filter.actor_id, frozenset({QuoteKind(key)}))
            else:
                self.choose_actor(key)

        self._ask("Which quotes?", choices, chosen, typing=True)

    def _filter_notes(self) -> None:
        notes = self.picture.notes if self.picture is not None else ()
        kinds = [wording.annotation_kind(placed.annotation) for placed in notes]
        colours = [wording.annotation_colour(placed.annotation) for placed in notes]
        tags: dict[str, int] = {}
        for placed in notes:
            if isinstance(placed.annotation, Note | Highlight):
                for tag in placed.annotation.tags:
                    tags[tag] = tags.get(tag, 0) + 1
        choices = [(_ALL, "Everything", str(len(notes)))]
        choices += [(f"kind:{k}", f"Only {k}s", str(kinds.count(k))) for k in dict.fromkeys(kinds)]
        choices += [
            (f"colour:{colour.value}", f"In {colour.value}", str(colours.count(colour.value)))
            for colour in Colour
            if colour.value in colours
        ]
        choices += [(f"tag:{tag}", f"#{tag}", str(number)) for tag, number in sorted(tags.items())]

        def chosen(value: str) -> None:
            what, _, key = value.partition(":")
            if value == _ALL:
                self.note_filter = NoteFilter()
            elif value.startswith("="):
                self.note_filter = NoteFilter(words=value[1:])
            elif what == "kind":
                self.note_filter = NoteFilter(kind=key)
            elif what == "colour":
                self.note_filter = NoteFilter(colour=key)
            else:
                self.note_filter = NoteFilter(tag=key)

        self._ask("Which notes?", choices, chosen, free="type words to look for")

    # ── corrections ──────────────────────────────────────────────────────────────────────────────────────

    def action_correct(self) -> None:
        """Ask what is wrong with the quote, the actor or the entity under the caret (or chosen in a list)."""
        picture, article = self.picture, self.article
        if picture is None or article is None or not article.paragraphs:
            self.say("The article is still being read.")
            return
        quote: Quote | None = self.quote_here()
        actor: Actor | None = picture.actor_at(self.view.caret)
        mention: Mention | None = picture.mention_at(self.view.caret)
        if self._ready and self.focused is self.quotes_list:
            quote, actor, mention = self.quotes_list.row, None, None
        elif self._ready and self.focused is self.actors_list:
            quote, actor, mention = None, self.actors_list.row, None
        selection = self.view.selection
        # A selection that makes a quote longer may end outside it.
        touched = quote
        if touched is None and selection is not None:
            touched = next((one for one in picture.quotes if _share(one, selection)), None)
        extents = _extents(article.text, touched, selection)
        choices: list[tuple[str, str, str]] = []
        if quote is not None:
            said = picture.name_of(quote) or wording.NOBODY
            choices.append(("speaker", "Somebody else says this quote", f"now: {said}"))
        for key, pieces in extents.items():
            left = " … ".join(piece.of(article.text) for piece in pieces)
            choices.append((key, _EXTENTS[key], f"“{wording.shortened(left, 40)}”"))
        if quote is not None:
            choices.append(("no-quote", "This is not a quote", ""))
        if selection is not None:
            choices.append(("quote", "The selected words are a quote that was missed", ""))
        if actor is not None:
            choices.append(("merge", f"{actor.name} is the same as …", actor.role or ""))
            if len(set(actor.aliases) - {actor.name}) >= 1:
                choices.append(("split", f"A name of {actor.name} means somebody else …", ""))
        if mention is not None:
            now = wording.label_in_words(mention.label)
            choices.append(("entity", "This name is of another kind …", f"now: {now}"))
        if selection is not None and (mention is None or mention.span != selection):
            choices.append(("name", "The selected words are the name of …", ""))
        if not choices:
            self.say("Put the caret on a quote or a name, or select words, then correct.")
            return

        def chosen(value: str) -> None:
            if value == "speaker" and quote is not None:
                self._ask_speaker(picture, lambda change: self._correct_quote(quote, change))
            elif value == "no-quote" and quote is not None:
                self._correct_quote(quote, NotAQuote())
            elif value in extents and touched is not None:
                anchors = tuple(make_anchor(article.text, piece) for piece in extents[value])
                self._correct_quote(touched, ContentIs(anchors))
            elif value == "quote" and selection is not None:
                self._ask_speaker(
                    picture,
                    lambda change: self._correct(
                        selection, IsAQuote(change.name, change.actor_id), "not a quote"
                    ),
                )
            elif value == "merge" and actor is not None:
                self._ask_same(picture, actor)
            elif value == "split" and actor is not None:
                self._ask_split(actor)
            elif value == "entity" and mention is not None:
                self._ask_label(mention.span, mention.label)
            elif value == "name" and selection is not None:
                self._ask_label(selection, "")

        alone = quote is not None and selection is None
        words = "To make the quote longer or shorter, first select words (v)." if alone else ""
        self._ask("What is right?", choices, chosen, words=words)

    def _ask_speaker(self, picture: Picture, then: Callable[[SpeakerIs], None]) -> None:
        choices = [(actor.id, actor.name, actor.role or "") for actor in picture.actors.values()]
        choices.append(("", "Nobody who is known", ""))

        def chosen(value: str) -> None:
            if value.startswith("="):
                then(SpeakerIs(value[1:]))
            elif value in picture.actors:
                then(SpeakerIs(picture.actors[value].name, value))
            else:
                then(SpeakerIs(""))

        self._ask("Who says it?", choices, chosen, free="type a name")

    def _ask_same(self, picture: Picture, actor: Actor) -> None:
        others = [
            (other.id, other.name, other.role or "")
            for other in picture.actors.values()
            if other.id != actor.id
        ]

        def chosen(value: str) -> None:
            change = ActorsAreOne((actor.name, picture.actors[value].name))
            self._correct_actor(actor, change, "two actors")

        self._ask(f"Who is the same as {actor.name}?", others, chosen, typing=True)

    def _ask_split(self, actor: Actor) -> None:
        names = [(alias, alias, "") for alias in actor.aliases if alias != actor.name]
        self._ask(
            f"Which name does not mean {actor.name}?",
            names,
            lambda value: self._correct_actor(actor, ActorIsTwo(actor.name, (value,)), "one actor"),
        )

    def _ask_label(self, span: Span, label: str) -> None:
        choices = [(key, wording.label_in_words(key).capitalize(), key) for key in _LABELS if key != label]
        if label:
            choices.append(("", "Not a name at all", ""))
        was = wording.label_in_words(label) if label else "no entity"
        self._ask("What is it?", choices, lambda value: self._correct(span, EntityIs(value), was))

    def _correct_quote(self, quote: Quote, change: Change) -> None:
        picture = self.picture
        name = picture.name_of(quote) if picture is not None else None
        was = f"{wording.QUOTE_KINDS[quote.kind]} quote, {name or wording.NOBODY}"
        self._correct(Span(quote.start, max(piece.end for piece in quote.content)), change, was)

    def _correct_actor(self, actor: Actor, change: Change, was: str) -> None:
        here = self.view.caret
        spans = actor.mentions or (Span(here, here + 1),)
        self._correct(min(spans, key=lambda span: abs(span.start - here)), change, was)

    def _correct(self, span: Span, change: Change, was: str) -> None:
        article = self.article
        if article is None:
            return
        correction = Correction(
            article_id=article.id, anchor=make_anchor(article.text, span), right=change, was=was
        )
        self.view.selection = None
        self.add(
            correction, f"Corrected: {wording.correction_in_words(correction)}. {self._undo_key()} undoes."
        )


def _share(quote: Quote, span: Span) -> bool:
    return any(piece.overlaps(span) for piece in quote.content)


def _extents(text: str, quote: Quote | None, selection: Span | None) -> dict[str, tuple[Span, ...]]:
    """The contents that the quote may have by what is selected: each under its key, those that change it."""
    if quote is None or selection is None:
        return {}
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
