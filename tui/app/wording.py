"""The words the app shows: dates, counts, kinds, and short names of things."""

from __future__ import annotations

from datetime import date

from tui.domain.analysis import Actor, ActorKind, Progress, QuoteKind
from tui.domain.annotation import (
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
from tui.domain.article import Article
from tui.domain.text.safe import one_line

WORDS_PER_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047."""

KIND_SIGNS = {
    ActorKind.PERSON: "●",
    ActorKind.ORGANISATION: "■",
    ActorKind.PLACE: "▲",
    ActorKind.GROUP: "◆",
}
QUOTE_KINDS = {QuoteKind.DIRECT: "direct", QuoteKind.MIXED: "mixed", QuoteKind.INDIRECT: "indirect"}
NOBODY = "nobody named"
LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, city or state",
    "LOC": "place",
    "NORP": "nationality, religion or party",
    "FAC": "building or site",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "title of a work",
    "LAW": "law",
    "LANGUAGE": "language",
    "DATE": "date",
    "TIME": "time",
    "PERCENT": "percentage",
    "MONEY": "amount of money",
    "QUANTITY": "quantity",
    "ORDINAL": "ordinal",
    "CARDINAL": "number",
}
COLOUR_SIGNS = {"yellow": "1", "green": "2", "blue": "3", "pink": "4", "orange": "5"}


def label_in_words(label: str) -> str:
    """An entity label in words; one that is not OntoNotes's is shown as it is."""
    return LABELS.get(label, one_line(label).lower())


def day(published: str | None, *, year: bool = False) -> str:
    """``24 Oct`` (with ``year``: ``24 October 2024``) for an ISO date; other text as it stands."""
    if not published:
        return ""
    try:
        when = date.fromisoformat(published[:10])
    except ValueError:
        return one_line(published)
    return f"{when.day} {when:%B} {when.year}" if year else f"{when.day} {when:%b}"


def byline_of(article: Article) -> str:
    """Who wrote it and when, for the row under the title."""
    return " · ".join(part for part in (article.byline, day(article.published, year=True)) if part)


def about(article: Article) -> str:
    """Who wrote it, when, and how long it takes, for the row above the panes."""
    parts = (article.byline, day(article.published), minutes(article))
    return " · ".join(part for part in parts if part)


def minutes(article: Article) -> str:
    """How long the text takes to read. Words are taken to be six code points with their space."""
    wanted = max(round(len(article.text) / 6 / WORDS_PER_MINUTE), 1)
    if wanted < 90:
        return f"{wanted} min"
    return f"{round(wanted / 60)} h"


def progress(step: Progress) -> str:
    """``reading… 34 % · 2,100 words/s · 12 s left``."""
    parts = [f"reading… {100 * step.done // max(step.total, 1)} %"]
    if step.words_per_second:
        parts.append(f"{step.words_per_second:,.0f} words/s")
    if step.seconds_left is not None and step.seconds_left >= 1:
        left = step.seconds_left
        parts.append(f"{left:.0f} s left" if left < 90 else f"{left / 60:.0f} min left")
    return " · ".join(parts)


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 note``, ``2 notes``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shortened(text: str, length: int) -> str:
    """At most ``length`` code points of the text on one line, cut at a word where that is near."""
    text = " ".join(one_line(text[: length * 2 + 40]).split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 0.6 else cut).rstrip() + "…"


def actor_line(actor: Actor) -> str:
    """``Vladimir Putin, Russian President``."""
    return one_line(f"{actor.name}, {actor.role}" if actor.role else actor.name)


def correction_in_words(correction: Correction) -> str:
    """What a correction says, without the passage."""
    match correction.right:
        case SpeakerIs(name=name):
            words = f"said by {name}" if name else "said by nobody known"
        case NotAQuote():
            words = "not a quote"
        case ContentIs():
            words = "the quote has these words"
        case IsAQuote(name=name):
            words = f"a quote, said by {name}" if name else "a quote"
        case ActorsAreOne(names=names):
            words = f"one and the same: {', '.join(names)}"
        case ActorIsTwo(name=name, aliases=aliases):
            words = f"{', '.join(aliases)} is not {name}"
        case EntityIs(label=label):
            words = f"this is a {label_in_words(label)}" if label else "not an entity"
    return one_line(words)


def annotation_kind(annotation: Annotation) -> str:
    """``bookmark``, ``highlight``, ``note`` or ``correction``."""
    match annotation:
        case Bookmark():
            return "bookmark"
        case Highlight():
            return "highlight"
        case Note():
            return "note"
        case _:
            return "correction"


def annotation_colour(annotation: Annotation) -> str | None:
    """The colour's name where the annotation has one."""
    if isinstance(annotation, Highlight):
        return annotation.colour.value
    if isinstance(annotation, Note) and annotation.colour is not None:
        return annotation.colour.value
    return None
