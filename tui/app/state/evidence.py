"""A passage with its evidence, as it is copied: who says it, by which cue, and where it stands."""

from __future__ import annotations

from tui.app import wording
from tui.app.state.picture import Picture
from tui.domain.analysis import Quote
from tui.domain.article import Article, Span
from tui.domain.labels.speakers import speaker_in_words
from tui.domain.text.passage_link import passage_link
from tui.domain.text.phrases import shortened
from tui.domain.text.safe import printable


def with_evidence(article: Article, picture: Picture | None, span: Span, quote: Quote | None) -> str:
    """The passage, who says what in it by which cue, where it stands, and what to make of that.

    With ``quote`` its words are copied, else those of ``span``, with the speaker of each quote in them. A
    page of the web is named by a link that opens it there.
    """
    text = article.text
    pieces = [span] if quote is None else quote.content
    said = _quotes_in(picture, span) if quote is None else [quote]
    lines = [f"“{' … '.join(_plain(piece.of(text)) for piece in pieces)}”"]
    if picture is not None:
        for one in said:
            words = f"“{shortened(one.text(text), 60)}”: " if len(said) > 1 else ""
            lines.append(f"— {words}{_speaker(article, picture, one)}")
    link = passage_link(article.web, text, pieces)
    source = article.source if link is None else ""
    about = [article.title, article.byline, wording.day(article.published, year=True), source]
    lines.append(" · ".join(_plain(part) for part in about if part))
    if link is not None:  # on a line of its own: it is long, and to be clicked
        lines.append(link)
    by_machine = any(not one.edited for one in said)
    lines.append("Speaker found by machine: check against the original." if by_machine
                 else "Check against the original.")  # fmt: skip
    return printable("\n".join(lines))


def _quotes_in(picture: Picture | None, span: Span) -> list[Quote]:
    quotes = picture.quotes if picture is not None else ()
    return [quote for quote in quotes if any(piece.overlaps(span) for piece in quote.content)]


def _speaker(article: Article, picture: Picture, quote: Quote) -> str:
    named = quote.speaker.of(article.text) if quote.speaker is not None else ""
    who = speaker_in_words(quote, article.text, picture.actors)
    cue = " … ".join(piece.of(article.text) for piece in quote.cue)
    detail = [part for part in (f"“{named}”" if named and named != who else "", cue) if part]
    beside = f" ({', '.join(detail)})" if detail else ""
    return f"{who}{beside}, {quote.kind} quote"


def _plain(words: str) -> str:
    return " ".join(words.split())
