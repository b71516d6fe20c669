"""A page of HTML that stands alone: the article with its entities, quotes and notes, who said what beside it.

Everything from outside is escaped, nothing is loaded and no script runs: the page's own security policy
allows its one style sheet, by hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from itertools import pairwise

from tui.domain.analysis import Analysis, Quote
from tui.domain.annotation import Annotation, Bookmark, Correction
from tui.domain.article import Article, Paragraph, ParagraphKind, Span
from tui.domain.labels.annotations import annotation_body, annotation_colour, annotation_kind, annotation_tags
from tui.domain.labels.entities import ENTITY_STYLES
from tui.domain.labels.speakers import role_shown, speaker_in_words
from tui.domain.text.passage_link import passage_link
from tui.domain.text.phrases import shortened
from tui.domain.text.safe import one_line, printable
from tui.export.placing import place

_SPEAKERS = 7
_OF_A_QUOTE = 60
"""Code points of a quote that stand on its card."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """A stretch of the text that gets classes, and an id where the first of its words is."""

    span: Span
    classes: str
    mark: str = ""


def to_page(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> str:
    """The article as one HTML document in UTF-8."""
    style = files("tui.export").joinpath("style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    language = article.language if analysis is None else analysis.language
    language = language if language.isalpha() else "en"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_safe(article.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_body(article, analysis, annotations),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(article: Article, analysis: Analysis | None, annotations: Sequence[Annotation]) -> Iterator[str]:
    quotes = analysis.quotes if analysis is not None else ()
    colours = _speaker_colours(quotes)
    placing = place(article.text, annotations)
    layers = _by_paragraph(
        article,
        [*_quote_layers(quotes, colours), *_note_layers(placing.placed), *_entity_layers(analysis, colours)],
    )
    beside: dict[int, list[str]] = {}
    for at, words in (*_quotes_beside(article, analysis, colours), *_notes_beside(article, placing.placed)):
        beside.setdefault(article.paragraph_at(at), []).append(words)
    titled = bool(article.paragraphs) and article.paragraphs[0].level == 1
    yield "<header>"
    if titled:
        yield _paragraph(article, article.paragraphs[0], layers.get(0, []))
    else:
        yield f"<h1>{_safe(article.title)}</h1>"
    about = [_safe(part) for part in (article.byline, article.published) if part]
    yield f'<p class="about">{" · ".join([*about, _source(article.web)])}</p>'
    yield "</header>"
    for index, paragraph in enumerate(article.paragraphs):
        shown = "<div></div>"
        if index or not titled:
            shown = _paragraph(article, paragraph, layers.get(index, []))
        elif index not in beside:
            continue
        margin = "".join(beside.get(index, []))
        yield f'<div class="row">{shown}<aside class="margin">{margin}</aside></div>'
    yield from _after(analysis, placing.orphans)


def _after(analysis: Analysis | None, orphans: Sequence[Annotation]) -> Iterator[str]:
    if orphans:
        yield "<h2>Notes whose passage is gone</h2>"
        yield '<div class="margin">'
        for annotation in orphans:
            yield f"<div>“{_safe(annotation.anchor.exact)}” {_said(annotation)}</div>"
        yield "</div>"
    if analysis is not None and analysis.actors:
        spoken = Counter(key for q in analysis.quotes for key in {q.actor_id, *q.also})
        yield "<h2>Actors</h2>"
        yield "<table><tr><th>Name</th><th>Role</th><th>Quotes</th><th>Mentions</th></tr>"
        for actor in analysis.actors:
            cells = (actor.name, role_shown(actor), spoken[actor.id], len(actor.mentions))
            look = "" if actor.kind.named else ' class="unnamed"'
            yield f"<tr{look}>" + "".join(f"<td>{_safe(str(cell))}</td>" for cell in cells) + "</tr>"
        yield "</table>"
    yield "<footer>Written by sayso. A program found who said what: check it against the original.</footer>"


def _by_paragraph(article: Article, layers: Iterable[_Layer]) -> dict[int, list[_Layer]]:
    """The layers by the index of each paragraph that they mark words of; the first one has their id."""
    found: dict[int, list[_Layer]] = {}
    for layer in layers:
        for index in _paragraphs_of(article, layer.span):
            found.setdefault(index, []).append(layer)
            layer = replace(layer, mark="")
    return found


def _paragraphs_of(article: Article, span: Span) -> list[int]:
    """The indices of the paragraphs that a span marks words of: none for a place, or the gap between two."""
    if not article.paragraphs:
        return []
    last = article.paragraph_at(max(span.end - 1, span.start))
    touched = range(article.paragraph_at(span.start), last + 1)
    return [index for index in touched if article.paragraphs[index].span.overlaps(span)]


def _paragraph(article: Article, paragraph: Paragraph, layers: Iterable[_Layer]) -> str:
    words = "".join(_marked(article.text, paragraph.span, layers))
    if paragraph.kind is ParagraphKind.HEADING:
        level = min(max(paragraph.level, 1), 6)
        return f"<h{level}>{words}</h{level}>"
    if paragraph.kind is ParagraphKind.PARAGRAPH:
        return f"<p>{words}</p>"
    return f'<p class="{paragraph.kind.value.replace(" ", "-")}">{words}</p>'


def _marked(text: str, within: Span, layers: Iterable[_Layer]) -> Iterator[str]:
    """The text of a span, cut wherever a layer begins or ends: each piece has all its layers' classes."""
    here = list(layers)
    edges = {within.start, within.end}
    for layer in here:
        edges |= {max(layer.span.start, within.start), min(layer.span.end, within.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        piece = _safe(text[start:end])
        over = [layer for layer in here if layer.span.start <= start and end <= layer.span.end]
        if not over:
            yield piece
            continue
        classes = " ".join(dict.fromkeys(name for layer in over for name in layer.classes.split()))
        marks = [one.mark for one in over if one.mark and max(one.span.start, within.start) == start]
        # An element has one id: further marks at the same place get an empty one each.
        yield "".join(f'<a id="{mark}"></a>' for mark in marks[1:])
        mark = f' id="{marks[0]}"' if marks else ""
        yield f'<span class="{classes}"{mark}>{piece}</span>'


def _speaker_colours(quotes: Iterable[Quote]) -> dict[str | None, int]:
    speakers = dict.fromkeys(quote.actor_id for quote in quotes if quote.actor_id is not None)
    return {actor_id: number % _SPEAKERS for number, actor_id in enumerate(speakers)}


def _quote_layers(quotes: Iterable[Quote], colours: dict[str | None, int]) -> Iterator[_Layer]:
    for number, quote in enumerate(quotes):
        colour = f" s{colours.get(quote.actor_id, _SPEAKERS)}"
        for index, piece in enumerate(quote.content):
            yield _Layer(piece, "q" + colour, "" if index else f"q{number}")


def _note_layers(placed: Iterable[tuple[Annotation, Span]]) -> Iterator[_Layer]:
    for number, (annotation, span) in enumerate(placed):
        colour = annotation_colour(annotation)
        classes = f"h {colour}" if colour is not None else "n"
        yield _Layer(span, classes, f"n{number}")


def _entity_layers(analysis: Analysis | None, colours: dict[str | None, int]) -> Iterator[_Layer]:
    """Names by their kind; those of speakers in the colour of what they say."""
    for mention in analysis.mentions if analysis is not None else ():
        kind = ENTITY_STYLES.get(mention.label)
        if kind is not None:
            colour = f" c{colours[mention.actor_id]}" if mention.actor_id in colours else ""
            yield _Layer(mention.span, f"e {kind}{colour}")


def _quotes_beside(
    article: Article, analysis: Analysis | None, colours: dict[str | None, int]
) -> Iterator[tuple[int, str]]:
    """What stands in the margin beside a quote, with the quote's offset."""
    if analysis is None:
        return
    actors = {actor.id: actor for actor in analysis.actors}
    for number, quote in enumerate(analysis.quotes):
        colour = f' class="s{colours.get(quote.actor_id, _SPEAKERS)}"'
        who = _safe(speaker_in_words(quote, article.text, actors))
        kind = f"{quote.kind}, corrected" if quote.edited else str(quote.kind)
        actor = actors.get(quote.actor_id or "")
        look = "who" if actor is None or actor.kind.named else "who unnamed"
        words = f'<span class="{look}">{who}</span> <span class="kind">{kind}</span>'
        words += f'<span class="words">{_safe(shortened(quote.text(article.text), _OF_A_QUOTE))}</span>'
        link = f' href="#q{number}"' if _paragraphs_of(article, quote.content[0]) else ""
        yield quote.start, _linked(f"<a{link}", words, _at(article, quote.content), colour)


def _notes_beside(article: Article, placed: Sequence[tuple[Annotation, Span]]) -> Iterator[tuple[int, str]]:
    for number, (annotation, span) in enumerate(placed):
        # A bookmark of a place has no words that could be marked.
        link = f' href="#n{number}"' if len(span) and _paragraphs_of(article, span) else ""
        yield span.start, _linked(f"<a{link}", _said(annotation), _at(article, [span]))


def _linked(opening: str, words: str, at: str, colour: str = "") -> str:
    """Words in the margin that lead to the passage here, and after them a link to it on the page itself."""
    return f"<div{colour}>{opening}>{words}</a> {at}</div>" if at else f"{opening}{colour}>{words}</a>"


def _at(article: Article, spans: Sequence[Span]) -> str:
    """A link that opens the page at a passage; nothing where there is none."""
    link = passage_link(article.web, article.text, spans)
    if link is None:
        return ""
    address = escape(one_line(link), quote=True)
    return f'<a class="at" href="{address}" rel="noreferrer" title="Open the page here">↗</a>'


def _said(annotation: Annotation) -> str:
    words = annotation_body(annotation)
    name = annotation_kind(annotation)
    colour = annotation_colour(annotation)
    there = words.casefold()
    left = [tag for tag in annotation_tags(annotation) if not _stands_in(f"#{tag}".casefold(), there)]
    tags = "".join(f' <span class="tag">#{_safe(tag)}</span>' for tag in left)
    label = f'<span class="kind">{name}{f", {colour}" if colour else ""}</span>'
    if isinstance(annotation, Bookmark | Correction) and words:
        return f"{label} {_safe(words)}"
    body = f'<span class="body">{escape(printable(words))}</span> ' if words else ""
    return f"{body}{label}{tags}"


def _stands_in(tag: str, body: str) -> bool:
    """Whether a tag stands in a note's own words already."""
    return re.search(rf"{re.escape(tag)}(?![\w/-])", body) is not None


def _source(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return f'<a href="{escape(one_line(source), quote=True)}" rel="noreferrer">{_safe(source)}</a>'
    return _safe(source)


def _safe(words: str) -> str:
    return escape(one_line(words), quote=True)
