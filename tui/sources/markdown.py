"""Markdown to readable paragraphs, by markdown-it-py: links keep their words, marks of emphasis go."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from tui.domain.article import ParagraphKind
from tui.sources.byline import stated_names
from tui.sources.dates import read_date
from tui.sources.draft import Block, Draft
from tui.sources.text import draft_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_FENCE = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
LONGEST_PARAGRAPH = 50_000
"""With a longer paragraph, in code points, a text is read as plain: brackets cost the parser their square."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_TAG = re.compile(r"<[^>]*>|<!--.*?-->", re.DOTALL)


def draft_of_markdown(text: str) -> Draft:
    """The paragraphs, headings, list items and block quotes of a Markdown text, and its front matter."""
    from markdown_it import MarkdownIt

    fields, body = front_matter(text)
    if max(map(len, _PARAGRAPH.split(body))) > LONGEST_PARAGRAPH:
        return draft_of(text)
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    blocks = _blocks(parser.parse(body))
    if not blocks:
        # Nothing but marks, or quotes nested beyond sense.
        return draft_of(text)
    title = fields.get("title") or None
    author = fields.get("author") or fields.get("authors") or fields.get("byline") or ""
    dated = fields.get("date") or fields.get("published") or fields.get("created") or ""
    language = fields.get("lang") or fields.get("language") or ""
    return Draft(
        tuple(blocks),
        title=title,
        byline=stated_names(author),
        published=read_date(dated),
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:\b|[-_])", language) else "en",
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The simple fields of a YAML front matter and the text after it.

    Plain and quoted values and lists are read (a list's items joined by ``;``), which is all that titles,
    authors and dates are written in; anything more is passed over. Without a front matter
    the text is returned whole.
    """
    match = _FENCE.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    name = ""
    for line in match["body"].splitlines():
        item = re.match(r"[ \t]*-[ \t]+(.*)", line)
        if item is not None and name:
            value = _unquoted(item[1])
            fields[name] = f"{fields[name]}; {value}" if fields.get(name) else value
            continue
        field = _FIELD.match(line)
        if field is None:
            continue
        name = field["name"].strip().lower()
        value = (field["value"] or "").strip()
        if value.startswith("[") and value.endswith("]"):
            value = "; ".join(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
        fields[name] = _unquoted(value)
    # A rule across the page at the very start of a text is no front matter.
    return (fields, text[match.end() :]) if fields else ({}, text)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.split(" #")[0].rstrip()


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    lists: list[int | None] = []
    quotes = 0
    heading = 0
    mark = ""
    cells: list[str] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1:])
            case "heading_close":
                heading = 0
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "" if number is None else f"{number}. "
                if number is not None:
                    lists[-1] = number + 1
            case "tr_open":
                cells = []
            case "tr_close":
                blocks.append(Block(" | ".join(cell for cell in cells if cell)))
            case "td_open" | "th_open":
                cells.append("")
            case "inline":
                words = _words(token)
                if token.level and cells and _in_cell(token):
                    cells[-1] = words
                elif heading:
                    blocks.append(Block(words, ParagraphKind.HEADING, heading))
                elif words:
                    blocks.append(Block(mark + words, _kind(lists, quotes)))
                    mark = ""
            case "fence" | "code_block":
                kind = _kind(lists, quotes)
                blocks.extend(Block(line, kind) for line in token.content.splitlines() if line.strip())
            case "html_block":
                words = unescape(_TAG.sub(" ", token.content)).strip()
                if words and not token.content.lstrip().lower().startswith(("<script", "<style")):
                    blocks.append(Block(words, _kind(lists, quotes)))
            case "table_close":
                cells = []
            case _:
                pass
    return blocks


def _in_cell(token: Token) -> bool:
    # Cells stand four deep: table, head or body, row, cell.
    return token.level >= 4


def _kind(lists: list[int | None], quotes: int) -> ParagraphKind:
    if quotes:
        return ParagraphKind.QUOTE_BLOCK
    return ParagraphKind.LIST_ITEM if lists else ParagraphKind.PARAGRAPH


def _words(token: Token) -> str:
    """The words of an inline token: text and code; links' words; pictures' descriptions; no tags."""
    pieces: list[str] = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline" | "text_special":
                pieces.append(child.content)
            case "softbreak" | "hardbreak":
                pieces.append(" ")
            case "image":
                pieces.append(child.content)
            case _:
                pass
    return "".join(pieces).strip()
