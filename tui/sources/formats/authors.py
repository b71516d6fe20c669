"""Who wrote a page's article: what the page states, shows and links, and what an extractor found, together.

An extractor's author is often the whole line that a page shows, without its digits: "Jane Roe December" of
"Jane Roe, December 3", "Jane Roe Staff Writer", "Jane Roe More stories by Jane Roe".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tui.domain.text.phrases import listed
from tui.sources.cleaning.byline import is_agency, names_people, stated_names, whole_byline
from tui.sources.cleaning.byline_tails import without_tail

_BYLINES = frozenset(
    ("byline", "by-line", "byline-name", "author-name", "article-author", "author__name", "p-author")
)
"""Classes of the line that says who wrote an article."""
_SHOWN = ("a", "address", "div", "li", "p", "span")
_NAMING = ("a", "address", "b", "div", "p", "span", "strong")
_LONGEST = 120
_JOINTS = (",", "and", "&", "und", "et", "y", "e", "en", "och", "og", "|", "/", ";")
_MOST = 6
"""More names side by side are a list of a paper's people."""
_PAGES_OF_AUTHORS = re.compile(
    r"/(?:authors?|autor(?:es|en)?|auteurs?|by|byline|columnists?|contributors?|editors|journalists?|people"
    r"|profiles?|reporters?|staff|writers?)/[^/]",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"author|byline|contributor|profile|user|writer", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def shown_authors(tree: Any) -> str | None:
    """The names in the page's byline, where an element calls itself that; None if there are several.

    Names in different places are those of comments and of other articles; side by side, of one article.
    """
    found: dict[str, Any] = {}
    for element in tree.iter(*_SHOWN):
        classes = set(element.get("class", "").lower().split())
        itemprop = (element.get("itemprop") or "").lower()
        if not (element.get("rel") == "author" or itemprop == "author" or _BYLINES & classes):
            continue
        short = _short(element)
        words = _several(element, short) or short
        line = whole_byline(words)
        names = without_tail(words if line is None else line.names)
        if names_people(names):
            found.setdefault(names, element)
        if len(found) > 2 * _MOST:
            return None
    if len(found) > 1:
        # An element around them says them once more.
        single = [name for name in found if sum(other in name for other in found) == 1]
        alike = len(single) <= _MOST and _stand_together([found[name] for name in single])
        return stated_names("; ".join(single)) if alike else None
    return stated_names(next(iter(found))) if found else None


def _several(element: Any, short: str) -> str | None:
    """The people whom an element names by one element each, with nothing between them: "Jane RoeJohn Doe"."""
    if not short:
        return None
    inner = [words for each in element.iter(*_NAMING) if not len(each) and (words := _short(each))]
    people = list(dict.fromkeys(words for words in inner if names_people(words)))
    whole = _squeezed("".join(people))
    return listed(people) if len(people) > 1 and whole == _squeezed(short) else None


def _stand_together(elements: Sequence[Any]) -> bool:
    """Whether elements stand in one row, by a word between them or by what is around them."""
    around = elements[0].getparent()
    if around is None or any(element.getparent() is not around for element in elements):
        return False
    joined = all((element.tail or "").strip() in _JOINTS for element in elements[:-1])
    return joined or around.tag == "address" or _AUTHORS.search(_called(around)) is not None


def linked_author(tree: Any) -> str | None:
    """The one person whose own page is linked by name: ``<a href="/author/jane-roe">Jane Roe</a>``."""
    names = {
        words
        for link in tree.iter("a")
        if _PAGES_OF_AUTHORS.search(link.get("href") or "") and names_people(words := _short(link))
    }
    return stated_names(names.pop()) if len(names) == 1 else None


def stated_author(candidates: Sequence[str], tree: Any) -> str | None:
    """Whom a page means that states authors in several places: candidates, the surest first.

    One that holds the first and others is fuller; of two that have nothing in common, one may be the
    publisher: then the one is meant that the page shows.
    """
    if not candidates:
        return None
    first = candidates[0]
    parts = _people(first)
    fuller = [c for c in candidates[1:] if parts < _people(c)]
    if fuller:
        return max(fuller, key=len)
    others = [c for c in candidates[1:] if not parts & _people(c) and names_people(c)]
    if others:
        shown = {_short(element).casefold().removeprefix("by ") for element in tree.iter(*_NAMING)}
        if first.casefold() not in shown:
            return next((c for c in others if c.casefold() in shown), first)
    return first


def found_author(author: str | None, tree: Any) -> str | None:
    """The names in what an extractor gives as the author, as the page writes them; None if those are none."""
    people = [person for part in (author or "").split(";") if (person := part.strip())]
    if not people:
        return None
    texts = [(element, words) for element in tree.iter(*_NAMING) if (words := _short(element))]
    names = [name for person in people if (name := _as_shown(person, texts))]
    return stated_names("; ".join(dict.fromkeys(names))) if names else None


def _as_shown(found: str, texts: Sequence[tuple[Any, str]]) -> str | None:
    """One author as an element of the page has the name alone, else without what was glued to it.

    ``texts`` are the page's elements that may name somebody, with their words.
    """
    squeezed = _squeezed(found)
    alone = [words for _, words in texts if squeezed.startswith(_squeezed(words)) and names_people(words)]
    name = max(alone, key=lambda words: (len(_squeezed(words)), -len(words)), default=found)
    if _squeezed(name) == squeezed and name.count(" ") < found.count(" "):
        name = found  # the page has it in pieces without blanks between them
    name = without_tail(name)
    if names_people(name) or is_agency(name) or (name and not _LATIN.search(name)):
        return name
    same = ((e, words) for e, words in texts if words.casefold() == name.casefold())
    return next((words for element, words in same if _AUTHORS.search(_called(element))), None)


def _called(element: Any) -> str:
    """What an element and the one around it call themselves, and where it leads."""
    around = element.getparent()
    both = (element,) if around is None else (element, around)
    return " ".join(
        each.get(key) or "" for each in both for key in ("class", "id", "rel", "itemprop", "href")
    )


def _people(names: str) -> set[str]:
    return {part.strip().casefold() for part in re.split(r",|;| and ", names) if part.strip()}


def _squeezed(words: str) -> str:
    return "".join(_LETTERS.findall(words)).casefold()


def _short(element: Any) -> str:
    """An element's words on one line; nothing where there are more than a byline has."""
    words, size = [], 0
    for part in element.itertext():
        words.append(part)
        size += len(part.strip())
        if size > _LONGEST:
            return ""
    return " ".join("".join(words).split())
