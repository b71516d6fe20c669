"""Quotations that a PDF sets off, and who signed them, by where lines stand and what their letters are.

A browser prints what a page's style sheet draws: a quotation farther in, its signature smaller below it, or
to the right. The dash that others put before a signature is often missing, so it is added, as for pages
(:mod:`tui.sources.formats.signatures`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.byline import names_people
from tui.sources.cleaning.lines import is_listed
from tui.sources.draft import Block
from tui.sources.formats.printed_line import PrintedLine

_FARTHER_IN = 1.2
"""What is set off begins so many letters' sizes farther in than the text."""
_INDENT = 2.2
"""First lines of paragraphs stand farther in by less than so many letters' sizes."""
_COLUMN = 9
"""What begins so many letters' sizes farther in is another column."""
_NEAR = 3.5
"""A signature stands at most so many letters' sizes below its quotation; a picture's caption is far off."""
_LONGEST = 15
"""So many words may name a person with a role."""
_RUNNING = 12
"""A paragraph of so many words is running text: what stands before the first one is the article's head."""
_SENTENCE = 4
"""A quotation without marks has so many words, or more."""
_DASHES = "—–―‒-"
_OPENING = '“"„«'
_CLOSING = '”"“»'
_BY = ("By ", "Par ", "Por ", "Von ")
"""What stands before who wrote a piece, not before who said something."""
_MARKS = frozenset(_OPENING + _CLOSING)

Printed = Sequence[PrintedLine]


def with_quotations(blocks: Sequence[Block], paragraphs: Sequence[Printed]) -> list[Block]:
    """The blocks, those that are set off as quotations, and each signature with a dash before it.

    ``paragraphs`` are the lines of each block. A role on a line of its own below a name joins it; then its
    block is empty.
    """
    found = list(blocks)
    edges = _Edges(blocks, paragraphs)
    head = True
    for place, block in enumerate(blocks):
        if head:
            head = block.level > 0 or len(block.text.split()) < _RUNNING
            continue
        if found[place].kind not in (ParagraphKind.PARAGRAPH, ParagraphKind.HEADING) or is_listed(block.text):
            continue
        far = edges.is_set_off(paragraphs[place])
        signature = _signature(found, paragraphs, place, far=far)
        if signature is not None:
            found[place] = Block(block.text, ParagraphKind.QUOTE_BLOCK)
            found[place + 1] = Block(signature, ParagraphKind.QUOTE_BLOCK)
            role = _role(found, paragraphs, place + 2)
            if role is not None:
                found[place + 1] = Block(f"{signature}, {role}", ParagraphKind.QUOTE_BLOCK)
                found[place + 2] = Block("")
        elif (
            blocks[place - 1].text.endswith(":")
            and far
            and _is_sentence(block.text)
            and not edges.is_set_off(paragraphs[min(place + 1, len(blocks) - 1)])
        ):  # several are a list
            found[place] = replace(block, kind=ParagraphKind.QUOTE_BLOCK)
    return found


class _Edges:
    """Where the columns of a document begin, by how much of its running text begins there."""

    def __init__(self, blocks: Sequence[Block], paragraphs: Sequence[Printed]) -> None:
        self._words: Counter[int] = Counter()
        for block, lines in zip(blocks, paragraphs, strict=True):
            if block.kind is ParagraphKind.PARAGRAPH and len(block.text.split()) >= _RUNNING:
                self._words[round(min(line.left for line in lines))] += len(block.text)

    def is_set_off(self, lines: Printed) -> bool:
        """Whether all lines of a paragraph begin farther in than more of the text does."""
        left, size = min(line.left for line in lines), lines[0].size
        if len(lines) == 1 and self._words and left - min(self._words) < _INDENT * size:
            return False  # it may be a first line that stands farther in, like others
        here = sum(words for edge, words in self._words.items() if abs(edge - left) < 2)
        return any(
            words > here and _FARTHER_IN * size < left - edge < _COLUMN * size
            for edge, words in self._words.items()
        )


def _signature(
    blocks: Sequence[Block], paragraphs: Sequence[Printed], place: int, *, far: bool
) -> str | None:
    """The words with a dash that sign the quotation at a place; None if nothing does."""
    words = blocks[place].text
    if place + 1 == len(blocks) or not words:
        return None
    marked = words[0] in _OPENING and words.rstrip(".,")[-1:] in _CLOSING
    if not (marked or (far and _is_sentence(words))):
        return None
    quotation, lines = paragraphs[place], paragraphs[place + 1]
    signed = _joined(lines)
    dash = signed.startswith(tuple(_DASHES))
    name = signed.lstrip(_DASHES + " ")
    if not _is_below(quotation, lines) or not _names_somebody(name, dash=dash):
        return None
    other = _has_other_letters(quotation, lines)
    bold, inside = _is_signed_in_bold(quotation, lines), far and _is_in(quotation, lines)
    beside = marked and (bold or inside or _is_to_the_right(quotation, lines))
    if not (dash or other or beside or (bold and inside)):
        return None
    return f"— {name}"


def _is_sentence(words: str) -> bool:
    """Whether words are a sentence or more: no item of a menu, no heading."""
    return len(words.split()) >= _SENTENCE and words.endswith((".", "!", "?", "…", *_CLOSING))


def _joined(lines: Printed) -> str:
    """The words of a signature, a comma where a line ends."""
    words = lines[0].text
    for line in lines[1:]:
        words += " " + line.text if words.endswith(",") or line.text[0].islower() else ", " + line.text
    return words


def _names_somebody(words: str, *, dash: bool) -> bool:
    if not words or len(words.split()) > _LONGEST or not _MARKS.isdisjoint(words):
        return False
    if words.endswith((".", ":", "?", "!", ";")) or words.startswith(_BY):
        return False
    return names_people(words.split(",", 1)[0].split(" (", 1)[0]) or (dash and words[0].isupper())


def _is_below(quotation: Printed, lines: Printed) -> bool:
    last, first = quotation[-1], lines[0]
    return len(lines) <= 2 and last.page == first.page and 0 < last.base - first.base < _NEAR * last.size


def _has_other_letters(quotation: Printed, lines: Printed) -> bool:
    """Whether a line's letters are smaller than the quotation's above it, or italic where these are not, or
    the other way round.
    """
    above, below = quotation[0], lines[0]
    return below.size < 0.95 * above.size or below.italic != above.italic


def _is_signed_in_bold(quotation: Printed, lines: Printed) -> bool:
    return lines[0].bold and not quotation[0].bold


def _is_to_the_right(quotation: Printed, lines: Printed) -> bool:
    left, right = min(line.left for line in quotation), max(line.right for line in quotation)
    return lines[0].left > left + 0.4 * (right - left)


def _is_in(quotation: Printed, lines: Printed) -> bool:
    """Whether a line begins as far in as the quotation does, or farther."""
    return lines[0].left > min(line.left for line in quotation) - 0.5 * lines[0].size


def _role(blocks: Sequence[Block], paragraphs: Sequence[Printed], place: int) -> str | None:
    """The role that a line of its own below a name says."""
    if place >= len(blocks) or blocks[place].kind is not ParagraphKind.PARAGRAPH:
        return None
    above, lines = paragraphs[place - 1], paragraphs[place]
    words = blocks[place].text
    near = _is_below(above, lines) and above[-1].base - lines[0].base < 1.8 * above[-1].size
    if not near or abs(lines[0].left - above[0].left) > 0.5 * above[0].size:
        return None
    if len(words.split()) > _LONGEST or not _MARKS.isdisjoint(words) or words.endswith((".", ":", "?", "!")):
        return None
    return words
