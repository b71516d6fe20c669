"""The text of an item: its HTML cleaned as pages are, without what feeds put below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.mojibake import mended, with_plain_references
from tui.sources.draft import Block, without_empty
from tui.sources.formats.elements import blocks_of
from tui.sources.formats.markup import with_marks
from tui.sources.formats.signatures import sign_quotations
from tui.sources.formats.text import draft_of, safe_text

SUMMARY_WORDS = 120
"""A text of fewer words that the feed calls a summary is one."""
_TAG = re.compile(r"<(?:/?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?|!--)", re.DOTALL)
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|br|div|a|em|strong|b|i|ul|ol|li|h[1-6]|img|span|blockquote)\b", re.IGNORECASE
)
# What feeds put below an item: whole paragraphs of it.
_BELOW = re.compile(
    r"""(?:the\ post\ .{1,300}\ (?:first\ )?appeared\ (?:first\ )?on\ .{1,120}
    |this\ (?:article|story|post)\ .{0,80}\ ?(?:first|originally)\ (?:appeared|published)\ (?:on|at|in|by)\
    .{1,99} |(?:\W*(?:(?:continue|keep)\ reading|full\ (?:story|article|text)|more\ at\b|click\ here\
    to|learn\ more |read\ (?:more|on|the\ full\ \w+|full\ \w+|the\ rest|this\ \w+\ (?:on|at)\b)
      |view\ (?:entire|full|the\ full)\ \w+)\b.{0,200})
    |.{1,300}\ was\ originally\ published\ in\ .{1,120}\ on\ medium,\ where\ people\ .{1,120}
    |thanks\ for\ reading\b.{0,120}\bsubscribe\b.{0,120}
    |submitted\ by\ .{1,80}\[link\].{0,40}
    |(?:\[?(?:link|comments?|permalink)\]?[\s|·]*)+
    |(?:comments\ url|article\ url|points|\#\ comments)\ ?:.{0,300}
    |(?:share|tweet|email|print|like)(?:\W+(?:this|share|tweet|email|print|like|on\ \w+))*
    |[\[(]?(?:…|\.\.\.)[\])]?)\W*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ABOVE = re.compile(r"arXiv:\S{1,40} Announce Type: \S{1,30}")
_CUT = re.compile(
    r"\s*(?:[\[(]\s*(?:…|\.\.\.|&hellip;)\s*[\])]"
    r"|(?:…|\.\.\.)?\s*[\[(]?(?:continue reading|read more|read the full \w+|more)\b[^.!?“”\"]{0,60}[»>→\])]+"
    r"|(?P<dots>…|\.\.\.))\s*\Z",
    re.IGNORECASE,
)
"""Where a feed broke off, at the end of a paragraph."""


_OWN_CLASSES = frozenset(
    [
        "addtoany_share_save_container",
        "button-wrapper",
        "crp_related",
        "digest-post-embed",
        "feedflare",
        "field--name-created",
        "field--name-field-tags",
        "field--name-title",
        "field--name-uid",
        "field-name-field-tags",
        "jp-relatedposts",
        "kg-bookmark-card",
        "kg-button-card",
        "kg-callout-emoji",
        "kg-signup-card",
        "mc4wp-form",
        "newsletter-signup",
        "poll-embed",
        "related-posts",
        "sharedaddy",
        "subscription-widget",
        "subscription-widget-wrap",
        "subscription-widget-wrap-editor",
        "wp-block-button",
        "wp-block-buttons",
        "yarpp",
        "yarpp-related",
    ]
)
"""Classes of what the programs that make feeds put into an item: forms to subscribe, buttons, other posts,
once more the title and the author."""


def blocks_of_item(words: str, *, html: bool) -> tuple[tuple[Block, ...], bool]:
    """The paragraphs of an item's text, and whether it breaks off."""
    if html and not _TAG.search(words):
        words = unescape(words)
        html = _TAG.search(words) is not None  # escaped once more than it should be
    elif not html and _ESCAPED_TAG.search(words):
        words, html = unescape(words), True
    blocks = _of_markup(words) if html and _TAG.search(words) else list(draft_of(words).blocks)
    blocks = list(without_empty(replace(b, text=" ".join(safe_text(b.text).split())) for b in blocks))
    return _without_feeds_own(blocks)


def _of_markup(markup: str) -> list[Block]:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    page = with_marks(mended(with_plain_references(markup))).replace("\x00", "")
    page = re.sub(r"<\?xml[^>]*\?>", "", page)
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(f"<html><body><div>{page}</div></body></html>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    body = tree.find("body")
    root = tree if body is None else body
    for element in [e for e in root.iter() if _OWN_CLASSES & set((e.get("class") or "").split())]:
        element.drop_tree()
    sign_quotations(root)
    blocks, _ = blocks_of(root)
    # The title stands above them: none of theirs is one.
    return [
        replace(block, level=max(block.level, 2)) if block.kind is ParagraphKind.HEADING else block
        for block in blocks
    ]


def _without_feeds_own(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], bool]:
    kept, cut = list(blocks), False
    if len(kept) > 1 and _ABOVE.fullmatch(kept[0].text):
        kept[:2] = [replace(kept[1], text=kept[1].text.removeprefix("Abstract: "))]
    while len(kept) > 0 and _BELOW.fullmatch(kept[-1].text):
        gone = kept.pop()
        cut = cut or re.search(r"continue|read|full|…|\.\.\.", gone.text, re.IGNORECASE) is not None
    if kept and (broken := _CUT.search(kept[-1].text)) is not None:
        cut = True
        words = kept[-1].text[: broken.start()].rstrip()
        kept[-1] = replace(kept[-1], text=f"{words} …" if words else "")
    return without_empty(kept), cut
