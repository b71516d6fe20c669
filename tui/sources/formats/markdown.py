"""Markdown to readable paragraphs, by markdown-it-py: links keep their words, marks of emphasis go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.dates import read_date
from tui.sources.draft import Block, Draft
from tui.sources.formats.front_matter import front_matter
from tui.sources.formats.text import draft_of

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_PARAGRAPH = 50_000
"""With a longer paragraph, in code points, a text is read as plain: brackets cost the parser their square."""
MOST_MARKS = 200_000
"""With more lines and brackets than this a text is read as plain: each costs the parser 20 to 40 µs."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?::[ \t]*)?")
"""A mark that sends the reader to a footnote, and the one before the footnote itself."""
_ADDRESS_FIELDS = ("url", "source", "link", "canonical", "permalink", "original")
"""Where programs that clip pages, and sites made of Markdown, say where a text stands on the web."""
_WEB = re.compile(r"https?://[^\s<>]{1,2000}")
_TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)


def draft_of_markdown(text: str) -> Draft:
    """The paragraphs, headings, list items and block quotes of a Markdown text, and its front matter."""
    from markdown_it import MarkdownIt

    fields, body = front_matter(text)
    marks = body.count("\n") + body.count("[")
    if marks > MOST_MARKS or max(map(len, _PARAGRAPH.split(body))) > LONGEST_PARAGRAPH:
        return draft_of(text)
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    reading = _Reading()
    for token in parser.parse(body):
        reading.take(token)
    if not reading.blocks:
        # Nothing but marks, or quotes nested beyond sense.
        return draft_of(text)
    title = fields.get("title") or None
    author = fields.get("author") or fields.get("authors") or fields.get("byline") or ""
    dated = fields.get("date") or fields.get("published") or fields.get("created") or ""
    language = fields.get("lang") or fields.get("language") or ""
    return Draft(
        tuple(reading.blocks),
        title=title,
        byline=stated_names(author),
        published=read_date(dated),
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:\b|[-_])", language) else "en",
        address=next(filter(_WEB.fullmatch, (fields.get(name, "") for name in _ADDRESS_FIELDS)), None),
    )


class _Reading(Struct):
    """The blocks read so far, and where among lists, quotes and tables the next token stands."""

    blocks: list[Block] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    """For each list that is open the number of its next item; None for one of bullets."""
    quotes: int = 0
    heading: int = 0
    mark: str = ""
    cells: list[str] | None = None
    """The cells of the table's row that is open."""

    def take(self, token: Token) -> None:
        """Go on by one token."""
        match token.type:
            case "inline":
                self._take_words(_words(token))
            case "fence" | "code_block":
                self._add_lines(line for line in token.content.splitlines() if line.strip())
            case "html_block":
                words = unescape(_TAG.sub(" ", token.content)).strip()
                if not token.content.lstrip().lower().startswith(("<script", "<style")):
                    self._add_lines([words] if words else [])
            case "tr_open" | "tr_close" | "td_open" | "th_open":
                self._take_row(token.type)
            case _:
                self._step(token)

    def _step(self, token: Token) -> None:
        """Into a heading, a quote, a list or an item, or out of it."""
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1:])
            case "heading_close":
                self.heading = 0
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                number = self.lists[-1]
                self.mark = "" if number is None else f"{number}. "
                if number is not None:
                    self.lists[-1] = number + 1
            case _:
                pass

    def _take_row(self, step: str) -> None:
        if step == "tr_open":
            self.cells = []
        elif step == "tr_close":
            words = " | ".join(cell for cell in self.cells or () if cell)
            self.cells = None
            self._add_lines([words] if words else [])
        elif self.cells is not None:
            self.cells.append("")

    def _take_words(self, words: str) -> None:
        if self.cells:
            self.cells[-1] = words
        elif words and self.heading:
            self.blocks.append(Block(words, ParagraphKind.HEADING, self.heading))
        elif words:
            self._add_lines([self.mark + words])
            self.mark = ""

    def _add_lines(self, lines: Iterable[str]) -> None:
        if self.quotes:
            kind = ParagraphKind.QUOTE_BLOCK
        else:
            kind = ParagraphKind.LIST_ITEM if self.lists else ParagraphKind.PARAGRAPH
        self.blocks.extend(Block(line, kind) for line in lines)


def _words(token: Token) -> str:
    """The words of an inline token: text and code; links' words; pictures' descriptions; no tags."""
    pieces: list[str] = []
    for child in token.children or []:
        match child.type:
            case "text":
                pieces.append(_FOOTNOTE.sub("", child.content))
            case "code_inline" | "text_special":
                pieces.append(child.content)
            case "softbreak" | "hardbreak":
                pieces.append(" ")
            case "image":
                pieces.append(child.content)
            case "html_inline" if child.content[:3].lower() == "<br":
                pieces.append(" ")
            case _:
                pass
    return "".join(pieces).strip()
