"""What a page states of its article: title, author, date, language, in its head and in JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.sources.cleaning.byline import is_role, names_people, stated_names
from tui.sources.cleaning.clean import SITE, same_title
from tui.sources.cleaning.dates import read_date
from tui.sources.formats.authors import shown_authors, stated_author

_BYLINE_META = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
_DATE_META = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "parsely-pub-date",
    "dc.date", "dc.date.issued", "sailthru.date",
)  # fmt: skip
_SUMMARY_META = ("og:description", "description", "twitter:description")
_PRINTED = re.compile(r"\bprint(?:er|able)?[- ](?:version|friendly|view|page|edition)\b", re.IGNORECASE)
_LATER = re.compile(r"\s+\(Published \d{4}\)\Z")
"""What a paper puts behind the title of an older article."""
_ARTICLES = ("article", "posting", "report")
"""How schema.org's types of articles end: NewsArticle, LiveBlogPosting, Report."""


class Metadata(Struct, frozen=True):
    """Title, byline, date of publication (ISO 8601), language (two letters), and what the page is about."""

    title: str | None
    byline: str | None
    published: str | None
    language: str
    summary: str | None = None

    def with_shown(self, author: str | None, site: str) -> Metadata:
        """With the author that the page shows, where it states none or only the name of the ``site``."""
        if self.byline is None or not names_people(self.byline):
            return replace(self, byline=author or self.byline)
        named, site = self.byline.casefold(), site.casefold()
        # "Arlen Post", "Arlen Post Staff": the paper, while the page shows a person.
        own = named == site or (site and named.startswith(site) and is_role(named.removeprefix(site)))
        return replace(self, byline=author or self.byline) if own else self

    @property
    def is_complete(self) -> bool:
        """Whether title, author and date are known."""
        return bool(self.title and self.byline and self.published)

    def completed(self, title: str | None, author: str | None, published: str | None) -> Metadata:
        """With a title, author and date that were found otherwise, where the page states none."""
        return replace(
            self,
            title=self.title or title,
            byline=self.byline or author,
            published=self.published or read_date(published or ""),
        )


def metadata_of(tree: Any) -> Metadata:
    """What a page's lxml tree states; the title as its heading writes it."""
    stated = _stated(tree)
    headings = [heading for h1 in tree.iter("h1") if (heading := _plain(h1))]
    element = tree.find(".//title")
    page_title = stated.get("og:title") or (_plain(element) if element is not None else "")
    metadata = Metadata(
        _title(page_title, headings, stated.get("og:site_name")),
        None,
        next((date for key in _DATE_META if (date := read_date(stated.get(key, "")))), None),
        _language(tree),
        next((stated[key] for key in _SUMMARY_META if stated.get(key)), None),
    )
    linked = next(linked_articles(tree), {})
    date = linked.get("datePublished")
    said = (*(stated.get(key, "") for key in _BYLINE_META), "; ".join(_authors(linked.get("author"))))
    author = stated_author([names for each in said if (names := stated_names(each))], tree)
    metadata = metadata.completed(None, author, date if isinstance(date, str) else None)
    return metadata.with_shown(shown_authors(tree), stated.get("og:site_name", ""))


def _stated(tree: Any) -> dict[str, str]:
    """The ``meta`` elements by name, in small letters; of several of one name the first."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            stated.setdefault(name, content)
    return stated


def _language(tree: Any) -> str:
    language: str = (tree.get("lang") or tree.get("xml:lang") or "en")[:2].lower()
    return language if language.isalpha() and len(language) == 2 else "en"


def _title(stated: str, headings: list[str], site: str | None) -> str | None:
    """The article's title: its one heading, or the page's title without the site's name."""
    stated = _LATER.sub("", stated)
    if len(headings) == 1 and _PRINTED.search(stated):
        return headings[0]
    for heading in headings:
        if stated and same_title(stated, heading):
            return heading
    parts = SITE.split(stated)
    if len(parts) > 1:
        last = parts[-1]
        named = site is not None and last.casefold() == site.casefold()
        head = stated[: stated.rfind(last)].rstrip(" |·•»-–—:")
        if named or (len(head) >= 15 and len(last) <= 30 and "|" in stated[len(head) :]):
            return head
        if len(headings) == 1 and len(head) < 15:
            return headings[0]
    if len(headings) == 1 and (not stated or stated.casefold() == (site or "").casefold()):
        return headings[0]
    return stated or (headings[0] if headings else None)


def linked_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that a page's JSON-LD describes (schema.org), alone, in a list or in a graph."""
    import json

    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            found = found.get("@graph", [found])
        for item in found if isinstance(found, list) else ():
            if isinstance(item, dict) and _is_article(item.get("@type")):
                yield item


def _is_article(types: Any) -> bool:
    return any(
        str(one).lower().endswith(_ARTICLES) for one in (types if isinstance(types, list) else [types])
    )


def _authors(author: Any) -> Iterator[str]:
    """The people in what JSON-LD gives as an author: a name, an object with one, or a list of those."""
    if isinstance(author, str):
        yield author
    elif isinstance(author, list):
        for one in author:
            yield from _authors(one)
    elif isinstance(author, dict) and author.get("@type") != "Organization":
        yield from _authors(author.get("name"))


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
