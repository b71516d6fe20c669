"""The words the app shows: dates, counts, kinds, and short names of things."""

from __future__ import annotations

from datetime import date

from tui.domain.analysis import Actor, Analysis, Progress
from tui.domain.article import Article
from tui.domain.codes import ActorKind, Colour
from tui.domain.labels.languages import language_name
from tui.domain.labels.speakers import role_shown
from tui.domain.text.safe import one_line

WORDS_PER_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047."""

KIND_SIGNS = {
    ActorKind.PERSON: "●",
    ActorKind.ORGANISATION: "■",
    ActorKind.PLACE: "▲",
    ActorKind.GROUP: "◆",
    ActorKind.UNNAMED: "○",
    ActorKind.DOCUMENT: "□",
}
COLOUR_SIGNS = {colour.value: str(number) for number, colour in enumerate(Colour, 1)}
"""The keys of the colours, which stand for them where a terminal has none."""


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


def about(article: Article, analysis: Analysis | None = None) -> str:
    """Who wrote it, when, how long it takes, its language if not English: for the row above the panes."""
    language = ""
    if analysis is not None and (analysis.unread or analysis.language != "en"):
        language = language_name(analysis.language) + (": passages in marks alone" if analysis.unread else "")
    parts = (article.byline, day(article.published), minutes(article), language)
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


def actor_line(actor: Actor) -> str:
    """``Vladimir Putin, Russian President``."""
    role = role_shown(actor)
    return one_line(f"{actor.name}, {role}" if role else actor.name)
