"""What the reader wrote, in words: the kind of an annotation, its colour and tags, what a correction says."""

from __future__ import annotations

from tui.domain.annotation import (
    ActorIsCalled,
    ActorIsTwo,
    ActorsAreOne,
    Annotation,
    Bookmark,
    ContentIs,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    NotAQuote,
    Note,
    SpeakerIs,
)
from tui.domain.labels.entities import label_in_words
from tui.domain.text.phrases import listed
from tui.domain.text.safe import one_line


def annotation_kind(annotation: Annotation) -> str:
    """``bookmark``, ``highlight``, ``note`` or ``correction``."""
    match annotation:
        case Bookmark():
            return "bookmark"
        case Highlight():
            return "highlight"
        case Note():
            return "note"
        case Correction():
            return "correction"


def annotation_colour(annotation: Annotation) -> str | None:
    """The colour's name where the annotation has one."""
    if isinstance(annotation, Note | Highlight) and annotation.colour is not None:
        return annotation.colour.value
    return None


def annotation_tags(annotation: Annotation) -> tuple[str, ...]:
    """The tags of an annotation, without their #."""
    return annotation.tags if isinstance(annotation, Note | Highlight) else ()


def annotation_body(annotation: Annotation) -> str:
    """What an annotation says: a note's Markdown, a bookmark's letter, a correction in words."""
    match annotation:
        case Note():
            return annotation.body
        case Bookmark():
            return annotation.mark
        case Correction():
            was = f" (it was: {one_line(annotation.was)})" if annotation.was else ""
            return correction_in_words(annotation) + was
        case Highlight():
            return ""


def correction_in_words(correction: Correction) -> str:
    """What is right instead, in a few words on one line, without the passage."""
    match correction.right:
        case SpeakerIs(name=name):
            words = f"the speaker is {name}" if name else "the speaker is not known"
        case NotAQuote():
            words = "this is not a quote"
        case ContentIs(content=content):
            words = "the quote is “" + " … ".join(anchor.exact for anchor in content) + "”"
        case IsAQuote(name=name):
            words = f"this is a quote, said by {name}" if name else "this is a quote"
        case ActorsAreOne(names=names):
            words = f"{listed(names)} are one"
        case ActorIsTwo(name=name, aliases=aliases):
            words = f"{listed(aliases)} {'is' if len(aliases) == 1 else 'are'} not {name}"
        case ActorIsCalled(name=name, called=called):
            words = f"{name} is called {called}"
        case EntityIs(label=label):
            words = f"this is a name: {label_in_words(label)}" if label else "this is not a name"
    return one_line(words)
