"""What newsletters put around their words: hidden lines for lists of letters, buttons, invitations, feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from tui.sources.draft import Block

_MOST_ELEMENTS = 20_000
_NO_SIZE = re.compile(r"(?:font-size|line-height):[01](?:px|pt)?(?:;|\Z)")
_NO_HEIGHT = re.compile(r"(?:opacity|max-height):0(?!\.)|max-height:1(?:px|pt)?(?:;|\Z)")
_LONGEST_STYLE = 2_000
_WITHIN = re.compile(
    r"""(?:forwarded\ this\ (?:e-?mail|newsletter)\?.{0,120}
    |(?:was\ this|did\ someone|has\ someone).{0,30}forward.{0,120}\?.{0,120}
    |.{0,80}(?:reader-supported\ (?:publication|newsletter)).{0,300}
    |(?:(?:like|comments?|restack|share|read\ in\ app|leave\ a\ comment|upgrade\ to\ paid)
      (?:\s*[|·]\s*|\Z)){2,}
    |(?:read|view|open)\ (?:it\ |this\ )?(?:in\ (?:the\ |our\ )?(?:app|browser)|online)\W*
    |.{0,60}[|·]\s*(?:read|view)\ (?:online|in\ (?:your\ )?browser)\W*
    |(?=.*\b(?:e-?mail|message|newsletter|images?|browser|online)\b)
      (?:trouble|problems?|having\ trouble|having\ problems|can['’]?t|cannot|is\ this\ e-?mail)\b.{0,60}
      \b(?:view(?:ing)?|see(?:ing)?|read(?:ing)?|display(?:ing|ed)?)\b.{0,100}
    |view\ this\ (?:post|e-?mail|newsletter|message|issue)\b.{0,80})\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What newsletters put between their paragraphs."""
_FOOT = re.compile(
    r"""(?:our\ mailing\ address\ is\b.{0,200}
    |.{0,160}\bunsubscribe\b.{0,120}
    |.{0,60}\b(?:update|manage|change|edit)\ (?:your\ )?(?:e-?mail\ )?
      (?:preferences|settings|subscription)\b.{0,160}
    |you\ (?:just\ )?(?:read|received)\ (?:issue|this)\b.{0,200}
    |(?:powered|brought\ to\ you)\ by\ .{1,120}
    |this\ (?:e-?mail|message|newsletter)\ (?:was|is|has\ been)\ (?:intended|sent|delivered)\b.{0,200}
    |add\ \S+@\S+\ to\ your\ (?:address\ book|contacts).{0,100}
    |(?:©|\(c\)|copyright\ (?:©|\(c\)|\d{4})).{0,160}
    |(?:read|see)\ (?:the\ )?(?:full|whole|rest\ of\ the|more)\ (?:story|article|issue|post)\W*
    |(?:(?:facebook|twitter|x|instagram|linkedin|youtube|bluesky|mastodon|threads|website|e-?mail|tiktok|rss)
      (?:\s*[|·,]?\s*|\Z)){2,})\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""How lines of a newsletter's foot read."""
_LEAVES = re.compile(r"unsubscribe|/optout|abmelden|désabonner|list-manage\.com", re.IGNORECASE)
_LEAST_TABLES = 3
_FOOT_BLOCKS = 30
_SMALL = 12
"""Between them stand lines of so few words: an address, a name."""
_LONGEST = 300


def is_letter(tree: Any) -> bool:
    """Whether a page is a newsletter without its letter: laid out by tables, with a link to unsubscribe."""
    if next(tree.iter("article", "main", "nav", "form"), None) is not None:
        return False
    if any("post-title" in (heading.get("class") or "") for heading in tree.iter("h1")):
        return False  # a page of Substack, sent: an extractor finds who wrote it, and when
    if len(list(islice(tree.iter("table"), _LEAST_TABLES))) < _LEAST_TABLES:
        return False
    links = islice(tree.iter("a"), _MOST_ELEMENTS)
    said = (f"{''.join(islice(link.itertext(), 3))} {link.get('href') or ''}" for link in links)
    return any(_LEAVES.search(words[:_LONGEST]) for words in said)


def without_unseen(tree: Any) -> None:
    """Take out of a letter's page what is hidden the ways of letters; a forwarded letter is no quotation."""
    elements = [element for element in tree.iter() if isinstance(element.tag, str)][:_MOST_ELEMENTS]
    for element in elements:
        style = (element.get("style") or "")[:_LONGEST_STYLE].replace(" ", "").lower()
        if style and _is_unseen(style) and element.getparent() is not None:
            element.drop_tree()
        elif element.tag == "blockquote" and element.get("type") == "cite" and _forwards(element):
            element.tag = "div"


def _is_unseen(style: str) -> bool:
    """Whether a style hides what only lists of letters are to show behind the subject."""
    if "mso-hide:all" in style:
        return True
    return _NO_HEIGHT.search(style) is not None and (
        "overflow:hidden" in style or _NO_SIZE.search(style) is not None
    )


def _forwards(quotation: Any) -> bool:
    before = quotation.getprevious()
    near = [*islice(quotation.itertext(), 10), *(() if before is None else islice(before.itertext(), 10))]
    return any("forwarded message" in words[:_LONGEST].lower() for words in near)


def without_frame(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs of a newsletter without buttons, invitations and its foot."""
    kept = [block for block in blocks if len(block.text) > _LONGEST or not _WITHIN.fullmatch(block.text)]
    foot = len(kept)
    for place in range(len(kept) - 1, max(len(kept) - _FOOT_BLOCKS, 0), -1):
        words = kept[place].text
        if len(words) <= _LONGEST and _FOOT.fullmatch(words):
            foot = place
        elif len(words.split()) > _SMALL or re.search(r"[“”\"]", words):
            break
    return kept[:foot]
