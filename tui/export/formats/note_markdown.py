"""A note's own Markdown, as far as an export passes it on.

What CommonMark and GitHub's tables make of words stays: emphasis, lists, headings, quotations, code, links to
``http``, ``https`` and ``mailto`` addresses. Raw HTML, pictures and links elsewhere (``javascript:``,
``file:``, ``data:`` …) become the words that they are written with, and what a note leaves open is closed, so
that nothing after it is taken for a part of it. A note may come from somebody else's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_RAW = frozenset({"html_block", "html_inline", "image"})
_SCHEMES = r"(?:https?://|mailto:)"
_LINK = re.compile(_SCHEMES, re.IGNORECASE)
_AFTER = "after"
"""A paragraph put after a note while it is looked at: it must still be a paragraph of its own."""
# A pair of a backslash and what it escapes is passed over, so that it is not taken apart.
_ACTING = re.compile(
    rf"(\\.)|(<)(?!{_SCHEMES})|(!)(?=\[)|(\])(?=\(\s*<?(?!\s*{_SCHEMES}))|(\])(?=:\s*<?(?!\s*{_SCHEMES}))",
    re.DOTALL | re.IGNORECASE,
)
_SWALLOWED = re.compile(r"[^\s\\]\\+<")
"""A ``<`` whose backslash may become the last letter of a bare address that a renderer makes a link of."""
_LONGEST = 20_000
"""Code points beyond which the Markdown of a note is not looked at: its words stay, none of its marks acts.
A parser of Markdown takes long over brackets that are left open."""


def note_markdown(body: str, escaped: Callable[[str], str]) -> str:
    """The body of a note, to stand between blank lines in a file of Markdown.

    As it is if no renderer makes anything of it that is not wanted; otherwise with as few marks as possible
    taken for words. ``escaped`` makes one line of words mean nothing but its words. Time is linear in the
    length up to a limit, and beyond it too.
    """
    if len(body) <= _LONGEST:
        for attempt in _attempts(body):
            if _is_harmless(attempt):
                return attempt
    return "\n".join(escaped(line) for line in body.split("\n"))


def _attempts(body: str) -> Iterator[str]:
    yield body
    closed = _closed(body)
    if closed != body:
        yield closed
    yield _closed(_ACTING.sub(_as_words, body))


def _as_words(found: re.Match[str]) -> str:
    if found[0] in ("<", "\\<"):
        return "&lt;"
    return found[0] if found[1] else "\\" + found[0]


def _closed(body: str) -> str:
    """The body with the end of a block of code that it leaves open."""
    tokens = _parser().parse(body, {})
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.level:
        return body
    lines = body.split("\n")
    end = lines[-1].strip()
    is_closed = len(end) >= len(last.markup) and not end.strip(last.markup[0]) and end != ""
    alone = last.map is not None and last.map[0] == len(lines) - 1
    return body if is_closed and not alone else f"{body}\n{last.markup}"


def _is_harmless(body: str) -> bool:
    """Whether a renderer makes only what is wanted of it, and leaves alone what comes after it."""
    if _SWALLOWED.search(body):
        return False
    try:
        return all(_makes_what_is_wanted(body, _parser(fences=known)) for known in (True, False))
    except (RecursionError, ValueError):
        return False


def _makes_what_is_wanted(body: str, parser: MarkdownIt) -> bool:
    references: dict[str, Any] = {}
    tokens = parser.parse(f"{body}\n\n{_AFTER}\n", references)
    return (
        _stands_after(tokens)
        and all(
            (token.type not in _RAW) and all(_LINK.match(str(token.attrs[name])) for name in _links(token))
            for token in _all(tokens)
        )
        and all(_LINK.match(found["href"]) for found in references.get("references", {}).values())
    )


def _stands_after(tokens: Sequence[Token]) -> bool:
    types = [(token.type, token.level, token.content) for token in tokens[-3:]]
    return types == [("paragraph_open", 0, ""), ("inline", 1, _AFTER), ("paragraph_close", 0, "")]


def _links(token: Token) -> list[str]:
    return [name for name in ("href", "src") if name in token.attrs]


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


@cache
def _parser(*, fences: bool = True) -> MarkdownIt:
    """A parser that takes for a link what any renderer might, to judge it here.

    ``fences``: whether lines of backticks are the ends of a block of code; to Python-Markdown they are not.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    if not fences:
        parser.disable("fence")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
