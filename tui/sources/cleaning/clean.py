"""Taking out of an article what web pages leave in it, and finding its title, byline and date.

Conservative: a paragraph goes only as a whole, and only if it is nothing but page furniture (see
:mod:`tui.sources.cleaning.furniture`), a repeated title, a byline or a date. No sentence of the article is
dropped.
"""

from __future__ import annotations

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.domain.text.patterns import late
from tui.sources.cleaning.byline import (
    Byline,
    glued_byline,
    is_handle,
    is_role,
    names_above_office,
    names_people,
    repeats_byline,
    whole_byline,
)
from tui.sources.cleaning.dates import date_line
from tui.sources.cleaning.furniture import is_furniture, is_menu, is_section
from tui.sources.cleaning.lines import looks_like_title
from tui.sources.draft import Block, Draft, title_from, without_empty

HEAD_BLOCKS = 24
"""Repeated titles, bylines and dates are looked for in so many blocks at most."""

_LABELS = frozenset(
    ("key events", "key moments", "key points", "key updates", "latest updates", "live updates", "live feed")
)
_COUNTER = late(r"[+(]?\d[\d.,]*\ ?[kKmM]?[+)]?")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})
SITE = late(r"\s+[|·•»]\s+|\s+[-–—]\s+|\s+::\s+")
"""What stands between a title and the name of the site."""


def clean(draft: Draft) -> Draft:
    """The draft with one title at its head, the byline and date taken out, and no page furniture."""
    blocks = list(without_empty(draft.blocks))
    title, shown, blocks = _settle_title(blocks, draft.title)
    blocks = _without_bare_labels(_without_furniture(blocks))
    byline, published, blocks = _take_head_lines(blocks, draft.byline, draft.published)
    if shown is not None and title is not None:
        blocks.insert(0, Block(shown, ParagraphKind.HEADING, 1))
    if not blocks and draft.blocks:
        # A page of nothing but furniture: better shown as it is than as an empty article.
        blocks = list(without_empty(draft.blocks))
    title = title or (title_from(blocks[0].text) if blocks else None)
    return replace(draft, blocks=tuple(blocks), title=title, byline=byline, published=published)


def same_title(one: str, other: str) -> bool:
    """Whether two lines are one title: case, kinds of marks and a site's name after it do not count."""
    return bool(_keys(one) & _keys(other))


def _keys(words: str) -> set[str]:
    folded = " ".join(words.replace("…", "...").translate(_PLAIN).casefold().split()).strip(" .")
    parts = SITE.split(folded)
    keys = {folded}
    if len(parts) > 2 and len(parts[0]) >= 25:
        keys.add(parts[0])
    if len(parts) > 1 and len(parts[0]) >= 15 and len(parts[-1]) <= 40:
        keys.add(folded[: folded.rfind(parts[-1])].rstrip(" |·•»-:"))
    return keys


def _settle_title(blocks: list[Block], stated: str | None) -> tuple[str | None, str | None, list[Block]]:
    """The title, the words of the heading that shows it (None: no heading), and the blocks without it."""
    head = _head_end(blocks)
    if stated is not None and stated.strip():
        title = " ".join(stated.split())
        return title, title, _without_title(blocks, title, head)
    first = next((i for i, block in enumerate(blocks[:head]) if not _skipped(block.text)), None)
    if first is None:
        return None, None, blocks
    first, blocks = _below_sections(blocks, first, head)
    words = blocks[first].text
    # What ends like a sentence is one, however often it is said.
    repeated = not words.endswith((".", ":", ",", ";", ".”", '."')) and any(
        same_title(words, block.text) for block in blocks[first + 1 : head]
    )
    heading = blocks[first].kind is ParagraphKind.HEADING
    plain = blocks[first].kind is ParagraphKind.PARAGRAPH
    alone = len(blocks) == 1
    if heading or (len(words) <= 300 and repeated) or (plain and not alone and looks_like_title(words)):
        return words, words, _without_title(blocks, words, head)
    return _headline(blocks[:head]), None, blocks


def _below_sections(blocks: list[Block], first: int, head: int) -> tuple[int, list[Block]]:
    """Where the title stands below names of sections ("Gull News", "Home"), and the blocks without them.

    Only if a line of four words or more follows that reads like a title; else nothing changes.
    """
    gone: set[int] = set()
    for place in range(first, head):
        words = blocks[place].text
        following = blocks[place + 1].text if place + 1 < head else ""
        site = not gone and len(words.split()) <= 2 and (is_section(following) or is_furniture(following))
        if is_section(words) or is_menu(words) or site:
            gone.add(place)
        elif not _skipped(words):
            if gone and len(words.split()) >= 4 and looks_like_title(words):
                return place - len(gone), [block for i, block in enumerate(blocks) if i not in gone]
            break
    return first, blocks


def _headline(head: list[Block]) -> str | None:
    """A heading before the first running words: a press release's, below whom to ask. It stays there."""
    for block in head:
        if _is_running(block.text):
            break
        if block.kind is ParagraphKind.HEADING:
            return block.text
    return None


def _skipped(words: str) -> bool:
    return is_furniture(words) or _COUNTER.fullmatch(words) is not None or date_line(words) is not None or (
        whole_byline(words) is not None
    )  # fmt: skip


def _without_title(blocks: list[Block], title: str, head: int) -> list[Block]:
    return [b for i, b in enumerate(blocks) if i >= head or not same_title(title, b.text)]


def _head_end(blocks: list[Block]) -> int:
    """Where the head of a page ends: before its third paragraph of running text."""
    running = 0
    for index, block in enumerate(blocks[:HEAD_BLOCKS]):
        if block.kind is ParagraphKind.PARAGRAPH and _is_running(block.text):
            running += 1
            if running == 3:
                return index
    return min(len(blocks), HEAD_BLOCKS)


def _is_running(words: str) -> bool:
    return len(words.split(None, 12)) > 12 and words.rstrip("”\"’')").endswith((".", "!", "?", "…", ":"))


def _without_furniture(blocks: list[Block]) -> list[Block]:
    """The blocks without page furniture; bare numbers go where they stand beside some."""
    junk = [block.kind is not ParagraphKind.QUOTE_BLOCK and is_furniture(block.text) for block in blocks]
    for order in (range(len(blocks)), range(len(blocks) - 1, -1, -1)):
        step = 1 if order.step > 0 else -1
        for index in order:
            before = index - step
            beside = 0 <= before < len(blocks) and junk[before]
            if not junk[index] and beside and _COUNTER.fullmatch(blocks[index].text):
                junk[index] = True
    return [block for block, gone in zip(blocks, junk, strict=True) if not gone]


def _without_bare_labels(blocks: list[Block]) -> list[Block]:
    """The blocks without headings of lists that a live blog fills by a script and leaves empty here."""
    following = [*blocks[1:], None][: len(blocks)]
    return [
        block
        for block, after in zip(blocks, following, strict=True)
        if not (
            block.kind is ParagraphKind.HEADING
            and block.text.casefold().strip(" :") in _LABELS
            and (after is None or after.kind is ParagraphKind.HEADING)
        )
    ]


def _take_head_lines(
    blocks: list[Block], byline: str | None, published: str | None
) -> tuple[str | None, str | None, list[Block]]:
    """Byline and date from the head of the article, and the blocks without the lines that held them."""
    end = _head_end(blocks)
    head = _HeadLines(byline, published)
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        if index >= end or block.kind is ParagraphKind.QUOTE_BLOCK:
            kept.append(block)
            continue
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        if head.takes(block.text, following):
            continue
        rest = head.takes_beginning(block.text)
        kept.append(block if rest is None else replace(block, text=rest))
    return head.byline, head.published or head.updated, kept


class _HeadLines:
    """Who wrote the article and when, by the lines of its head, given in their order."""

    def __init__(self, byline: str | None, published: str | None) -> None:
        """``byline`` and ``published`` are what the source states apart from its text."""
        self.byline = byline
        self.published = published
        self.updated: str | None = None
        self._stated = byline
        self._after_byline = False
        self._running = False

    def takes(self, line: str, following: str) -> bool:
        """Whether the line says nothing but that; ``following`` is the line after it."""
        dates = date_line(line)
        if dates is not None:
            if dates.updated:
                self.updated = self.updated or dates.published
            else:
                self.published = self.published or dates.published
            return True
        self._running = self._running or _is_running(line)
        if self._stated is not None and not self._running and repeats_byline(line, self._stated):
            self._after_byline = True
            return True
        found = whole_byline(line) or names_above_office(line, following)
        if found is not None:
            self._take(found)
            return True
        return self._after_byline and (is_role(line) or is_handle(line))

    def takes_beginning(self, line: str) -> str | None:
        """What is left of a line that begins with a byline; None for any other."""
        glued = None if self._after_byline else glued_byline(line)
        if glued is None:
            return None
        names, rest = glued
        self._take(Byline(names))
        return rest

    def _take(self, found: Byline) -> None:
        # The line on the page knows better than a page's head that names a paper or a program's user.
        if self.byline is None or (not names_people(self.byline) and names_people(found.names)):
            self.byline = found.names
        self.published = self.published or found.published
        self._after_byline = True
