"""Articles in JSON: of trafilatura, Readability, Mercury, news APIs, WordPress, JSON Feed, JSON-LD, crawlers.

They agree on little more than that an article has a title and a text, which is what is looked for: under the
names that programs give them, at the top or in the first list that holds any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any, TypeAlias

from tui.domain.errors import NoArticleError, SourceError
from tui.domain.text.address import web_address
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.dates import mail_date, read_date
from tui.sources.draft import Block, Draft, Part
from tui.sources.formats.stated import MARKUP, blocks_of_stated
from tui.sources.formats.text import draft_of

Json: TypeAlias = dict[str, Any]

_TITLES = ("title", "headline", "webTitle", "name")
_TEXTS = (
    *(
        "text",
        "textContent",
        "content_text",
        "bodyText",
        "maintext",
        "articleBody",
        "body_text",
        "plain_text",
        "cleaned_text",
        "extract",
    ),
    *("raw_text", "fulltext", "full_text"),
)
_PAGES = (
    *("content_html", "content", "body", "html", "body_html", "article_html", "description_html"),
    "html_content",
)
_OWN_PAGE = "summary"
"""Where services for readers of feeds keep an item's page, as an object with a content of its own."""
_REMOVED = "[Removed]"
"""The title of what NewsAPI lists and may not give any more."""
_EMBEDDED = "_embedded"
"""Where WordPress puts the author, beside a number for one."""
_SUMMARIES = (
    "description",
    "summary",
    "excerpt",
    "abstract",
    "lead_paragraph",
    "trailText",
    "dek",
    "snippet",
)
_AUTHORS = ("byline", "author", "authors", "creator", "published_by", "account", _EMBEDDED)
_DATES = (
    *("date", "published", "publishedAt", "date_published", "datePublished", "published_at", "publishedTime"),
    *("webPublicationDate", "pub_date", "pubDate", "publish_date", "date_publish", "published_date"),
    *("publication_date", "isoDate", "created_at"),
)
_ADDRESSES = (
    "source_url",
    "url",
    "link",
    "webUrl",
    "web_url",
    "source",
    "pageUrl",
    "canonical_url",
    "permalink",
    "external_url",
    "canonical",
    "alternate",
)
_LANGUAGES = ("language", "lang", "inLanguage")
_INSIDE = (
    *("rendered", "main", "original", "value", "#text", "_value", "name", "text", "content", "html"),
    *("display_name", "href"),
)
"""Names under which a field holds its words, where it is an object."""

_LEAST_WORDS = 40
"""A text of so many words is an article without a title, too."""
_DEEPEST = 5
_MOST_VALUES = 100_000
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*\Z")
"""Where a news API cuts an article off."""


def parts_of_json(text: str, name: str) -> list[Part]:
    """The articles in JSON, or in lines of JSON. Raises SourceError, calling it ``name``: it holds none."""
    listed = (item for item in _articles(_values(text, name)) if item.get("title") != _REMOVED)
    found = [draft for draft in map(_draft, listed) if draft.blocks]
    if not found:
        raise NoArticleError(
            f"{name} is JSON without an article in it (a title and a text)", ": data, not to be read"
        )
    if len(found) == 1:
        return [Part("", found[0])]
    return [Part(str(number), draft) for number, draft in enumerate(found, 1)]


def _values(text: str, name: str) -> Any:
    """What the JSON says; of lines of JSON a list of what each says."""
    text = text.lstrip("\ufeff")
    decoder = json.JSONDecoder(strict=False)
    try:
        value, end = decoder.raw_decode(text.lstrip())
        rest = text.lstrip()[end:].strip()
        if not rest:
            return value
        return [value, *(decoder.decode(line) for line in rest.splitlines() if line.strip())]
    except RecursionError:
        raise SourceError(f"{name} is JSON that nests too deeply to be read.") from None
    except ValueError as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise SourceError(f"{name} is called JSON and is none: it cannot be read{where}.") from None


def _articles(value: Any) -> list[Json]:
    """The articles of the first place that holds any, looking level by level."""
    level = [value]
    looked = 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for each in level:
            looked += 1
            if looked > _MOST_VALUES:
                return []
            if isinstance(each, dict):
                if _is_article(each):
                    return [each]
                below.extend(inner for inner in each.values() if isinstance(inner, dict | list))
            elif isinstance(each, list):
                articles = [article for item in each if (article := _article_in(item)) is not None]
                if articles:
                    # Beside others, an item without a title is one, too.
                    return [a for item in each if (a := _article_in(item) or _untitled(item)) is not None]
                below.extend(inner for inner in each if isinstance(inner, dict | list))
        level = below
    return []


def _article_in(item: Any) -> Json | None:
    """The article that an item of a list is, or holds as one of its values."""
    if not isinstance(item, dict):
        return None
    if _is_article(item):
        return item
    return next((inner for inner in item.values() if isinstance(inner, dict) and _is_article(inner)), None)


def _untitled(item: Any) -> Json | None:
    return item if isinstance(item, dict) and any(_words(body).strip() for body in _bodies(item)) else None


def _is_article(item: Json) -> bool:
    words = max((_words(value).count(" ") for value in _bodies(item)), default=-1)
    if words >= _LEAST_WORDS:
        return True
    known = bool(_first(item, _TITLES)) and bool(_first(item, _ADDRESSES) or _first(item, _DATES))
    if words > 0 and bool(_first(item, _TITLES)):
        return True
    return known and bool(_first(item, _SUMMARIES))


def _bodies(item: Json) -> Iterator[Any]:
    """What an article's text may stand under."""
    for holder in (item, item.get("fields")):
        if isinstance(holder, dict):
            for key in (*_PAGES, *_TEXTS):
                if holder.get(key):
                    yield holder[key]
            if isinstance(holder.get(_OWN_PAGE), dict):
                yield holder[_OWN_PAGE]


def _draft(item: Json) -> Draft:
    fields = item.get("fields")
    if isinstance(fields, dict):
        item = fields | item
    title, author = (unescape(_TAG.sub("", words)) for words in (_first(item, _TITLES), _author(item)))
    blocks = tuple(_blocks(item))
    if not blocks:
        return Draft(())
    numbered = {key: str(item[key]) for key in _DATES if isinstance(item.get(key), int)}
    dated = _first(item | numbered, _DATES)
    language = _first(item, _LANGUAGES)[:2].lower()
    links = (_words(item.get(key)) for key in _ADDRESSES)
    return Draft(
        blocks,
        title=title or None,
        byline=stated_names(author),
        published=read_date(dated) or mail_date(dated) or _counted(dated),
        language=language if len(language) == 2 and language.isalpha() else "en",
        address=next((link for link in links if _is_web(link)), None),
    )


def _counted(seconds: str) -> str | None:
    """A date that is counted in seconds or milliseconds since 1970, as readers' services give it."""
    if not re.fullmatch(r"1\d{9}(?:\d{3})?", seconds):
        return None
    return datetime.fromtimestamp(int(seconds[:10]), UTC).isoformat()


def _blocks(item: Json) -> list[Block]:
    """The blocks of the text that says most: of a page, if it holds nearly all that plain text does."""
    own = (_OWN_PAGE,) if isinstance(item.get(_OWN_PAGE), dict) else ()
    pages = [words for key in (*_PAGES, *_TEXTS, *own) if MARKUP.search(words := _words(item.get(key)))]
    texts = [
        words for key in (*_TEXTS, *_PAGES) if (words := _words(item.get(key))) and not MARKUP.search(words)
    ]
    page = max((blocks_of_stated(words) for words in pages), key=_size, default=[])
    plain = list(draft_of(_CUT.sub("…", max(texts, key=len, default=""))).blocks)
    blocks = page if _size(page) >= 0.7 * _size(plain) else plain
    if blocks:
        return blocks
    return blocks_of_stated(max((_words(item.get(key)) for key in _SUMMARIES), key=len))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _first(item: Json, keys: tuple[str, ...]) -> str:
    return next((words for key in keys if (words := " ".join(_words(item.get(key)).split()))), "")


def _author(item: Json) -> str:
    return next((names for key in _AUTHORS if (names := "; ".join(_names(item.get(key))))), "")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value[:20]:
            yield from _names(each)
    elif isinstance(value, dict) and isinstance(value.get("author"), list):
        yield from _names(value["author"])
    elif words := " ".join(_words(value).split()):
        yield words


def _words(value: Any) -> str:
    """The words of a field: a text, the texts of a list as paragraphs, or what an object holds of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(
            words for each in value if isinstance(each, str | dict) and (words := _words(each))
        )
    if isinstance(value, dict):
        inside = (value.get(key) for key in _INSIDE)
        return next((words for words in inside if isinstance(words, str) and words), "")
    return ""


def _is_web(link: str) -> bool:
    return web_address(link) is not None and len(link) < 2_000
