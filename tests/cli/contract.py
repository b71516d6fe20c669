"""The JSON contract of ``sayso quotes --format json``, checked to the last key: what scripts rely on."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from typing import Any

_ARTICLE = ["id", "title", "byline", "published", "source", "text"]
_QUOTE = ["id", "kind", "text", "content", "cue", "speaker", "actor", "name", "via", "confidence"]
_ACTOR = ["id", "name", "kind", "role", "aliases", "mentions", "quotes"]
_ENTITY = ["start", "end", "label", "actor"]
_ONTONOTES = """PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY
QUANTITY ORDINAL CARDINAL"""
_LABELS = frozenset(_ONTONOTES.split())
Json = dict[str, Any]


def check(one: Json) -> None:
    """Raises AssertionError with what is wrong, if one article's object breaks the contract."""
    assert list(one) == ["article", "quotes", "actors", "entities"]
    _check_article(one["article"])
    text = one["article"]["text"]
    names = {actor["id"]: actor["name"] for actor in one["actors"]}
    quotes = {quote["id"]: quote for quote in one["quotes"]}
    assert len(names) == len(one["actors"]), "actors share an id"
    assert len(quotes) == len(one["quotes"]), "quotes share an id"
    for quote in one["quotes"]:
        _check_quote(quote, text, names)
    for actor in one["actors"]:
        _check_actor(actor, text, quotes)
    for entity in one["entities"]:
        assert list(entity) == _ENTITY
        _check_span([entity["start"], entity["end"]], text)
        assert entity["label"] in _LABELS, entity
        assert entity["actor"] is None or entity["actor"] in names, entity
    _check_orders(one)
    for quote in one["quotes"]:
        if quote["actor"] is not None:
            speaks = next(actor["quotes"] for actor in one["actors"] if actor["id"] == quote["actor"])
            assert quote["id"] in speaks, (quote, speaks)


def _check_article(article: Json) -> None:
    assert list(article) in (_ARTICLE, [*_ARTICLE, "address"])
    assert re.fullmatch(r"[0-9a-f]{16}", article["id"])
    assert _is_line(article["title"])
    assert article["byline"] is None or _is_line(article["byline"])
    assert isinstance(article["text"], str)
    assert isinstance(article["source"], str)
    if article["published"] is not None:
        datetime.fromisoformat(article["published"])


def _check_quote(quote: Json, text: str, names: dict[str, str]) -> None:
    assert list(quote) == _QUOTE
    assert isinstance(quote["id"], str)
    assert quote["kind"] in ("direct", "mixed", "indirect")
    assert quote["via"] in ("name", "pronoun", "description", "none")
    assert quote["content"], quote
    for spans in (quote["content"], quote["cue"], quote["speaker"]):
        for span in spans:
            _check_span(span, text)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans)), quote
    assert len(quote["speaker"]) <= 1
    assert quote["text"] == " … ".join(text[start:end] for start, end in quote["content"])
    assert quote["actor"] is None or quote["actor"] in names, quote
    assert quote["name"] == names.get(quote["actor"]), quote
    assert (quote["via"] == "none") <= (not quote["speaker"]), quote
    assert isinstance(quote["confidence"], (int, float))
    assert 0 <= quote["confidence"] <= 1


def _check_actor(actor: Json, text: str, quotes: dict[str, Json]) -> None:
    assert list(actor) == _ACTOR
    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", actor["id"]), actor
    assert _is_line(actor["name"])
    assert actor["kind"] in ("person", "organisation", "place", "group", "unnamed", "document")
    assert actor["role"] is None or _is_line(actor["role"])
    assert all(map(_is_line, actor["aliases"])), actor
    assert len(set(actor["aliases"])) == len(actor["aliases"]), actor
    for span in actor["mentions"]:
        _check_span(span, text)
    assert actor["mentions"] == sorted(actor["mentions"]), actor
    assert len(set(map(tuple, actor["mentions"]))) == len(actor["mentions"]), actor
    assert set(actor["quotes"]) <= set(quotes), actor
    assert len(set(actor["quotes"])) == len(actor["quotes"]), actor


def _check_orders(one: Json) -> None:
    """Quotes and entities in the order of the text, actors most present first."""
    places = [(q["content"][0][0], q["content"][-1][1]) for q in one["quotes"]]
    assert places == sorted(places)
    entities = [(e["start"], e["end"]) for e in one["entities"]]
    assert entities == sorted(entities)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(entities)), "entities overlap"
    present = [len(actor["mentions"]) + len(actor["quotes"]) for actor in one["actors"]]
    assert present == sorted(present, reverse=True)


def _check_span(span: list[int], text: str) -> None:
    assert len(span) == 2, span
    start, end = span
    assert isinstance(start, int), span
    assert isinstance(end, int), span
    assert 0 <= start < end <= len(text), span
    words = text[start:end]
    assert words.strip(), span
    assert words == words.strip(), (span, words)


def _is_line(words: Any) -> bool:
    return isinstance(words, str) and bool(words.strip()) and words == words.strip() and words.isprintable()
