"""Which quotes and which annotations are listed."""

from __future__ import annotations

from msgspec import Struct

from tui.app.state.picture import PlacedAnnotation
from tui.domain.analysis import Quote, QuoteKind
from tui.domain.annotation import SEARCHED
from tui.domain.labels.annotations import annotation_body, annotation_colour, annotation_kind, annotation_tags
from tui.domain.text.folding import folded, holds_words


class QuoteFilter(Struct, frozen=True):
    """Which quotes are listed: those of a speaker, of some kinds, with some words. Empty: all."""

    actor_id: str | None = None
    kinds: frozenset[QuoteKind] = frozenset()
    words: str = ""

    def __bool__(self) -> bool:
        return self.actor_id is not None or bool(self.kinds) or bool(self.words)

    def accepts(self, quote: Quote, text: str) -> bool:
        """``text`` is the article's; the words may stand in the quote, or in those for its speaker."""
        if self.kinds and quote.kind not in self.kinds:
            return False
        if self.actor_id is not None and self.actor_id != quote.actor_id and self.actor_id not in quote.also:
            return False
        speaker = quote.speaker.of(text) if quote.speaker is not None else ""
        return not self.words or holds_words(f"{quote.text(text)} {speaker}", self.words)


class NoteFilter(Struct, frozen=True):
    """Which annotations are listed: of a kind, a colour, a tag, with some words. Empty: all."""

    kind: str = ""
    colour: str = ""
    tag: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.colour, self.tag, self.words))

    def accepts(self, placed: PlacedAnnotation) -> bool:
        annotation = placed.annotation
        if self.kind and annotation_kind(annotation) != self.kind:
            return False
        if self.colour and annotation_colour(annotation) != self.colour:
            return False
        tags = annotation_tags(annotation)
        if self.tag and folded(self.tag) not in map(folded, tags):
            return False
        marked = " ".join(f"#{tag}" for tag in tags)
        body = annotation_body(annotation)[:SEARCHED]
        return holds_words(f"{annotation.anchor.exact} {body} {marked}", self.words)
