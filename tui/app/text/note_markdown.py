"""A note's Markdown as words with styles: emphasis, code, links, lists, headings. Nothing else acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.domain.text.safe import printable

if TYPE_CHECKING:
    from markdown_it.token import Token

Part = tuple[str, str]
"""Words and their style."""

_INLINE = {"strong": "bold", "em": "italic", "s": "strike"}
_SIGNS = re.compile(r"[*_`~\[>]|^[ \t]*#+ ", re.MULTILINE)
_BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "fence", "code_block"})


def styled(markdown: str) -> list[Part]:
    """The words of a note, line ends included. markdown-it-py reads it, which is imported only now."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough"]).disable(["image"])
    return list(_blocks(parser.parse(printable(markdown))))


def plain(markdown: str) -> str:
    """The words of a note without its signs; what has none costs no parser."""
    return "".join(words for words, _ in styled(markdown)) if _SIGNS.search(markdown) else markdown


def _blocks(tokens: Sequence[Token]) -> Iterator[Part]:
    lists: list[int | None] = []  # for each list that is open the number of its next item; None: bullets
    heading = False
    item = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                item = "• " if number is None else f"{number}. "
                if number is not None:
                    lists[-1] = number + 1
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "blockquote_open":
                item = "│ "
            case "inline":
                yield "  " * max(len(lists) - 1, 0) + item, ""
                item = ""
                yield from _inline(token.children or (), "bold" if heading else "")
            case "fence" | "code_block":
                yield token.content.rstrip("\n"), "$text-success"
            case "hr":
                yield "───\n", "$foreground 65%"
        if token.type in _BLOCK_ENDS:
            yield "\n", ""


def _inline(tokens: Sequence[Token], base: str) -> Iterator[Part]:
    styles = [base] if base else []
    address = ""
    for token in tokens:
        name, _, end = token.type.rpartition("_")
        if name in _INLINE:
            if end == "open":
                styles.append(_INLINE[name])
            else:
                styles.remove(_INLINE[name])
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            styles.append("underline")
        elif token.type == "link_close":
            styles.remove("underline")
            yield f" ({address})", "$foreground 65%"
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n", ""
        elif token.type == "code_inline":
            yield token.content, " ".join((*styles, "$text-success"))
        elif token.content:
            yield token.content, " ".join(styles)
