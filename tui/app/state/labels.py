"""The letters that are put on what is in view: on quotes, names, notes and addresses. No Textual in here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tui.app.state.picture import Picture
from tui.app.text.letters import codes
from tui.domain.article import Article
from tui.domain.labels.entities import ENTITY_STYLES
from tui.domain.text.patterns import late

_ADDRESS = late(r"https?://[^\s<>\"“”„«»’]+", re.IGNORECASE)
_LONGEST = 2_000  # code points of an address that ends below what is in view
_NOT_OF_IT = ".,;:!?)]}'"  # what stands behind an address and is no part of it
_NAMES = frozenset(("person", "org", "place", "norp", "other"))


class Target(Struct, frozen=True):
    """Something in view: the code point that its letters are put on; ``end`` is where it ends.

    ``address``: what it opens, empty where it is a place of the article.
    """

    start: int
    end: int
    address: str = ""


def targets(article: Article, picture: Picture | None, top: int, bottom: int) -> list[Target]:
    """What can be gone to between two code points, in the order of the text, at most one at each place.

    Of what begins above, it is its first code point in view. Where two would stand on one another, the
    inner one is kept: its card tells of both.
    """
    found = {target.start: target for target in _in_picture(picture, top, bottom)}
    found |= {target.start: target for target in _addresses(article.text, top, bottom)}
    kept: list[Target] = []
    for start in sorted(found):
        target = found[start]
        if kept and start < kept[-1].start + 2:
            if kept[-1].address or target.end > kept[-1].end:
                continue
            kept.pop()
        if not (kept and kept[-1].address and start < kept[-1].end):
            kept.append(target)
    return kept


def _in_picture(picture: Picture | None, top: int, bottom: int) -> Iterator[Target]:
    if picture is None:
        return
    spans = [
        *(
            next((piece for piece in quote.content if top < piece.end and piece.start < bottom), None)
            for quote in (picture.quotes[index] for index in picture.quote_spans.within(top, bottom))
        ),
        *(
            mention.span
            for mention in (picture.mentions[index] for index in picture.mention_spans.within(top, bottom))
            if ENTITY_STYLES.get(mention.label, "other") in _NAMES
        ),
        *(
            span
            for span, *_ in picture.note_layer
            if top < max(span.end, span.start + 1) and span.start < bottom
        ),
    ]
    for span in spans:
        if span is not None:
            yield Target(max(span.start, top), max(span.end, span.start + 1))


def _addresses(text: str, top: int, bottom: int) -> Iterator[Target]:
    """Web addresses that begin in view, each whole."""
    for match in _ADDRESS.finditer(text, top, bottom + _LONGEST):
        if match.start() >= bottom:
            return
        address = match.group().rstrip(_NOT_OF_IT)
        yield Target(match.start(), match.start() + len(address), address)


def lettered(found: Sequence[Target]) -> Mapping[str, Target]:
    """Each with its letters, in their order."""
    return dict(zip(codes(len(found)), found, strict=True))
