"""Pages that show nothing until their scripts run: the text that they state is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources.formats.stated import state_body

PARAGRAPHS = [
    f"The ferry between Brannock and Tarnow lay in the harbour for {n} days, and “nobody will sail,”"
    f" said captain Dana Holt of boat {n}."
    for n in range(2, 6)
]
PLAIN = "\n\n".join(PARAGRAPHS)
MARKED = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def _page(script: str, body: str = "<div id=root></div>") -> str:
    return f"<!doctype html><title>Ferry stops after storm</title>{script}<body>{body}</body>"


def _linked(**described: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Ferry stops", **described})
    return f"<script type='application/ld+json'>{data}</script>"


def _json(data: object) -> str:
    return json.dumps(data).replace("</", "<\\/")


@pytest.mark.parametrize(
    "script",
    [
        _linked(articleBody=PLAIN),
        _linked(articleBody=MARKED),
        f"<script type=application/json>{_json({'props': {'a': [{'bodyHtml': MARKED}]}})}</script>",
        f"<script>window.__STATE__ = {_json({'story': {'content': PLAIN, 'title': 'x'}})}; go();</script>",
        "<script type=application/json>"
        f"{_json({'blocks': {'content': [{'type': 'text', 'text': p} for p in PARAGRAPHS]}})}</script>",
    ],
    ids=["articleBody", "articleBody with tags", "state with tags", "assigned state", "list of paragraphs"],
)
def test_text_in_scripts(script: str, tmp_path: Path) -> None:
    article = loaded(tmp_path, _page(script), "a.html")
    assert shown(article)[1:] == [f"p {paragraph}" for paragraph in PARAGRAPHS]
    assert article.title == "Ferry stops after storm"


def test_what_the_page_shows_comes_first(tmp_path: Path) -> None:
    other = PLAIN.replace("Brannock", "Elsewhere")
    article = loaded(tmp_path, _page(_linked(articleBody=other), MARKED), "a.html")
    assert "Elsewhere" not in article.text


def test_a_teaser_gives_way_to_the_article(tmp_path: Path) -> None:
    article = loaded(tmp_path, _page(_linked(articleBody=PLAIN), f"<p>{PARAGRAPHS[0][:60]}…</p>"), "a.html")
    assert shown(article)[1:] == [f"p {paragraph}" for paragraph in PARAGRAPHS]


@pytest.mark.parametrize(
    "script",
    [
        "<script>var a = {b: function () { return 1; }};</script>",
        "<script type=application/json>{not json</script>",
        _linked(articleBody=7),
        _linked(articleBody="Too few words."),
        f"<script type=application/json>{'[' * 5000}</script>",
    ],
)
def test_scripts_that_hold_no_article(script: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="This page holds no text"):
        loaded(tmp_path, _page(script), "a.html")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("body", "content", "a", "text")), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(_VALUES)
def test_any_state_is_looked_at(data: object) -> None:
    script = f"<script type=application/json>{_json(data)}</script>"
    assert state_body(fromstring(f"<html><head>{script}</head><body></body></html>")) == []
