"""The words that exported files use for speakers, quotes, annotations and corrections."""

from __future__ import annotations

from tui.domain.analysis import Actor, Quote
from tui.domain.annotation import (
    ActorIsTwo,
    ActorsAreOne,
    Annotation,
    Bookmark,
    Change,
    ContentIs,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    NotAQuote,
    Note,
    SpeakerIs,
)

NOBODY = "speaker not named"


def speaker_of(quote: Quote, text: str, actors: dict[str, Actor]) -> str:
    """Whoever says a quote: the names of the actors, else the words beside the cue."""
    ids = [quote.actor_id, *quote.also]
    names = [actors[key].name for key in dict.fromkeys(ids) if key is not None and key in actors]
    if names:
        return " and ".join(names)
    return quote.speaker.of(text) if quote.speaker is not None else NOBODY


def kind_of(annotation: Annotation) -> str:
    """One word for an annotation's kind."""
    match annotation:
        case Bookmark():
            return "bookmark"
        case Highlight():
            return "highlight"
        case Note():
            return "note"
        case Correction():
            return "correction"


def tags_of(annotation: Annotation) -> tuple[str, ...]:
    """The tags of an annotation, without their #."""
    return annotation.tags if isinstance(annotation, Note | Highlight) else ()


def colour_of(annotation: Annotation) -> str | None:
    """The name of an annotation's colour."""
    if isinstance(annotation, Note | Highlight) and annotation.colour is not None:
        return str(annotation.colour)
    return None


def body_of(annotation: Annotation) -> str:
    """What an annotation says: a note's Markdown, a bookmark's letter, a correction in words."""
    match annotation:
        case Note():
            return annotation.body
        case Bookmark():
            return annotation.mark
        case Correction():
            was = f" (it was: {annotation.was})" if annotation.was else ""
            return correction(annotation.right) + was
        case Highlight():
            return ""


def correction(change: Change) -> str:
    """A correction in words."""
    match change:
        case SpeakerIs(name=name):
            return f"the speaker is {name}" if name else "the speaker is not known"
        case NotAQuote():
            return "this is not a quote"
        case ContentIs(content=content):
            return "the quote is “" + " … ".join(anchor.exact for anchor in content) + "”"
        case IsAQuote(name=name):
            return f"this is a quote of {name}" if name else "this is a quote"
        case ActorsAreOne(names=names):
            return " and ".join(names) + " are one"
        case ActorIsTwo(name=name, aliases=aliases):
            return f"{', '.join(aliases)} is somebody else than {name}"
        case EntityIs(label=label):
            return f"this is {label}" if label else "this is no entity"
