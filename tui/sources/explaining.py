"""What is left out of an article when it is read, and why: for those who want to see it.

Readers of formats note what they were given while somebody asks (:mod:`.noted`); what of that is in no
article was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tui.domain.article import Article
from tui.domain.left_out import LeftOut
from tui.sources.cleaning.byline import whole_byline
from tui.sources.cleaning.dates import date_line
from tui.sources.cleaning.furniture import is_furniture, is_menu
from tui.sources.cleaning.lines import is_rule
from tui.sources.formats.text import safe_text
from tui.sources.noted import Seen

MOST = 2_000
"""So many pieces are told of at most."""
_MOST_LINKED = 0.6
_WORD = re.compile(r"\w+")
_LINK_MARK = re.compile(r"\[\d{1,5}\]")
_HYPHENS = ("-", "\u2010", "␂")
_HEAD_LINE = re.compile(r"(?:Feed|Title|Author|Date|Link|Flags|Podcast Download URL|From|To|Subject|Cc): ")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title", "svg"))
_PLACES = {
    "nav": "the page's menu",
    "menu": "the page's menu",
    "footer": "the page's foot",
    "header": "the page's head",
    "aside": "beside the article",
    "form": "a form",
    "button": "a button",
    "figcaption": "a caption's credit, or too short",
    "figure": "below a picture",
    "del": "deleted",
    "dialog": "a window over the page",
}
"""Why the words of an element are none of the article's, by the element around them."""


def left_out(seen: Seen, articles: Iterable[Article]) -> list[LeftOut]:
    """What of the input is in none of its articles, in its order, each once."""
    kept = list(articles)
    inside = _words("\n".join(article.text for article in kept))
    bylines = {_words(article.byline) for article in kept if article.byline}
    found: dict[str, str] = {}
    for words, compared, why in [*_of_pages(seen.pages), *_of_texts(seen.texts)]:
        line = " ".join(words.split())
        bare = _words(compared)
        if bare.strip() and bare not in inside and line not in found and len(found) < MOST:
            found[line] = _why(line, bare, bylines, why)
    return [LeftOut(words, why) for words, why in found.items()]


def _words(text: str) -> str:
    """The words alone, with blanks around them: marks and breaks are no difference."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _why(line: str, bare: str, bylines: set[str], why: str) -> str:
    if date_line(line) is not None:
        return "the date"
    if whole_byline(line) is not None or any(byline.strip() and byline in bare for byline in bylines):
        return "the byline"
    if is_furniture(line) or is_menu(line) or is_rule(line):
        return "a button, a label or an invitation"
    if _HEAD_LINE.match(line):
        return "a line of the head"
    return why or ("an address" if "://" in line else "around the article")


def _of_texts(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The lines of texts, and what of each to look for: not marks of links, nor words that its end parts."""
    for text in texts:
        parted = False
        for line in safe_text(text).split("\n"):
            compared = _LINK_MARK.sub("", line).strip()
            if parted:
                compared = compared.partition(" ")[2]
            parted = compared.endswith(_HYPHENS)
            if parted:
                compared = compared.rpartition(" ")[0]
            yield line, compared, ""


def _of_pages(pages: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The blocks of pages, all that they hold, each with why it may have been left out."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    for page in pages:
        try:
            text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", page).replace("\x00", "")
            tree = document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            continue
        yield from ((words, words, why) for words, why in _blocks(tree))


def _blocks(tree: Any) -> Iterator[tuple[str, str]]:
    owners: dict[Any, Any] = {}
    words: dict[Any, list[str]] = {}
    linked: dict[Any, int] = {}
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        unseen = element.tag in _UNSEEN or (parent is not None and owners.get(parent, parent) is None)
        owner = None if unseen else element if element.tag in _BLOCKS or parent is None else owners[parent]
        owners[element] = owner
        if owner is not None and element.text:
            words.setdefault(owner, []).append(element.text)
            if element.tag == "a":
                linked[owner] = linked.get(owner, 0) + len("".join(element.itertext()))
        outside = owners.get(parent) if parent is not None else None
        if element.tail and outside is not None:
            words.setdefault(outside, []).append(element.tail)
    for owner, pieces in words.items():
        line = " ".join("".join(pieces).split())
        if line:
            yield line, _where(owner, linked.get(owner, 0) > _MOST_LINKED * len(line))


def _where(element: Any, links: bool) -> str:
    """Why the words of an element were left out, by what is around them."""
    around = element
    for _ in range(100):
        if around is None:
            break
        style = (around.get("style") or "").replace(" ", "").lower()
        if "hidden" in around.attrib or "display:none" in style or around.get("aria-hidden") == "true":
            return "hidden on the page"
        if around.tag in _PLACES and not (around.tag == "header" and around.getparent().tag == "article"):
            return _PLACES[around.tag]
        around = around.getparent()
    return "links to other pages" if links else ""
