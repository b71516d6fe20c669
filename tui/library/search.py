"""Searching annotations by word and tag."""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.annotation import (
    SEARCHED,
    ActorIsCalled,
    ActorIsTwo,
    ActorsAreOne,
    Annotation,
    Bookmark,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    Note,
    SpeakerIs,
)
from tui.domain.text.folding import folded


def matching(annotations: Iterable[Annotation], query: str) -> list[Annotation]:
    """Those whose passage, body, tags or correction hold every word of the query; ``#tag`` is a whole tag.

    Neither case nor accents count ("erdogan" finds "Erdoğan"). An empty query finds nothing.
    """
    words = folded(query).split()
    tags = {word[1:] for word in words if len(word) > 1 and word.startswith("#")}
    plain = [word for word in words if not (len(word) > 1 and word.startswith("#"))]
    if not words:
        return []
    return [found for found in annotations if _holds(found, tags, plain)]


def _holds(annotation: Annotation, tags: set[str], words: list[str]) -> bool:
    own = annotation.tags if isinstance(annotation, Highlight | Note) else ()
    if tags and not tags <= {folded(tag) for tag in own}:
        return False
    if not words:
        return True
    hay = folded("\n".join([annotation.anchor.exact, *own, *_words_of(annotation)]))
    return all(word in hay for word in words)


def _words_of(annotation: Annotation) -> list[str]:
    match annotation:
        case Note():
            return [annotation.body[:SEARCHED]]
        case Bookmark():
            return [annotation.mark]
        case Correction():
            right = annotation.right
            match right:
                case SpeakerIs() | IsAQuote():
                    return [annotation.was, right.name]
                case ActorsAreOne():
                    return [annotation.was, *right.names]
                case ActorIsTwo():
                    return [annotation.was, right.name, *right.aliases]
                case ActorIsCalled():
                    return [annotation.was, right.name, right.called]
                case EntityIs():
                    return [annotation.was, right.label]
            return [annotation.was]
    return []
