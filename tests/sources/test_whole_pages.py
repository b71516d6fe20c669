"""Nothing of an article is lost on a page full of other things, and nothing of those comes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from tests.sources.support import loaded, shown
from tui.domain.article import Article
from tui.sources.formats.elements import blocks_of

LINKS = "".join(f"<li><a href='/s/{n}'>Section number {n} of the paper</a></li>" for n in range(60))
STORIES = "".join(f"<li><a href='/a/{n}'>Some other story of day {n}</a></li>" for n in range(20))
SENTENCES = [
    f"In part {part} the ferry between Brannock and Tarnow lay in the harbour for {number} days."
    for number, part in enumerate(("one", "two", "three", "four", "five", "six"), start=2)
]
PARAGRAPHS = [f"<p>{sentence}</p>" for sentence in SENTENCES]


def busy(body: str, head: str = "<title>Ferry stops after storm</title>") -> str:
    """A page that is no simple one: with so many links that the article has to be found."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>"
        f"<nav><ul>{LINKS}</ul></nav><div class=page>{body}</div>"
        f"<footer><ul>{STORIES}</ul></footer></body></html>"
    )


def simple(body: str, head: str = "<title>Ferry stops after storm</title>") -> str:
    return f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def _lines(article: Article) -> list[str]:
    return shown(article)[1:]


QUOTED = "“We will not sail into a wall of water for anybody.”"
KINDS = {
    "figure with a quotation": (
        f"<figure><blockquote><p>{QUOTED}</p></blockquote>"
        "<figcaption>— Dana Holt, captain</figcaption></figure>",
        [f"q {QUOTED}", "p — Dana Holt, captain"],
    ),
    "figure with a q element": (
        f"<figure><q>{QUOTED[1:-1]}</q><figcaption>— Dana Holt, captain</figcaption></figure>",
        [f"p {QUOTED}", "p — Dana Holt, captain"],
    ),
    "footer of a quotation": (
        f"<blockquote><p>{QUOTED}</p><footer>— <cite>Omar Petit</cite>, mayor</footer></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, mayor"],
    ),
    "two paragraphs of a quotation": (
        "<blockquote><p>I will not sail.</p><p>My crew have families.</p></blockquote>",
        ["q I will not sail.", "q My crew have families."],
    ),
    "pull quote that stands nowhere else": (
        f"<aside class=pull><blockquote>{QUOTED}</blockquote><a href='/x'>Share</a></aside>",
        [f"q {QUOTED}"],
    ),
    "pull quote that repeats": (f"<aside class=pull><blockquote>{SENTENCES[0]}</blockquote></aside>", []),
    "caption that is a sentence": (
        "<figure><img src=a.jpg><figcaption>Dana Holt and her crew wait for the wind to fall in Brannock."
        " <span class=credit>A. Bell for the Courier</span></figcaption></figure>",
        ["p Dana Holt and her crew wait for the wind to fall in Brannock."],
    ),
    **{
        f"credit at the end of a caption: {credit}": (
            "<figure><img src=a.jpg><figcaption>Dana Holt and her crew wait for the wind to fall."
            f" {credit}</figcaption></figure>",
            ["p Dana Holt and her crew wait for the wind to fall."],
        )
        for credit in (
            "Photo: Ada Bell",
            "Photograph by Ada Bell/Courier",
            "(AP Photo/Ada Bell)",
            "| Image: PA",
        )
    },
    "caption with words in marks": (
        "<figure><img src=a.jpg><figcaption>Holt: “We wait”</figcaption></figure>",
        ["p Holt: “We wait”"],
    ),
    "words in marks after a label": (
        "<figure><img src=a.jpg><figcaption>Picture: “We wait,” said Dana Holt</figcaption></figure>",
        ["p Picture: “We wait,” said Dana Holt"],
    ),
    "no credit within a word": (
        "<figure><img src=a.jpg><figcaption>Dana Holt and her crew sail to Bolivia: nobody else does"
        "</figcaption></figure>",
        ["p Dana Holt and her crew sail to Bolivia: nobody else does"],
    ),
    "credit alone": ("<figure><img src=a.jpg><figcaption>Photo: Ada Bell</figcaption></figure>", []),
    "label of a picture": ("<figure><img src=a.jpg><figcaption>The harbour</figcaption></figure>", []),
    "cite of WordPress": (
        f"<blockquote class=wp-block-quote><p>{QUOTED}</p><cite>Omar Petit, mayor</cite></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, mayor"],
    ),
    "name and role as lines": (
        f"<blockquote>{QUOTED}<footer><b>Omar Petit</b><span>Mayor</span></footer></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, Mayor"],
    ),
    "name in letters of its own": (
        f"<blockquote><p>{QUOTED}</p><p><strong>Omar Petit</strong><br><em>Mayor</em></p></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, Mayor"],
    ),
    "words in letters of their own": (
        f"<blockquote><p>{QUOTED}</p><p><em>Nobody will.</em></p></blockquote>",
        [f"q {QUOTED}", "q Nobody will."],
    ),
    "name and role parted": (
        f"<blockquote>{QUOTED}<footer>Omar Petit<br>Mayor</footer></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, Mayor"],
    ),
    "footer without a dash": (
        f"<blockquote>{QUOTED}<footer>Omar Petit, <cite>mayor</cite></footer></blockquote>",
        [f"q {QUOTED}", "q — Omar Petit, mayor"],
    ),
    "caption without a dash": (
        f"<figure><blockquote><p>{QUOTED}</p></blockquote><figcaption>Omar Petit</figcaption></figure>",
        [f"q {QUOTED}", "p — Omar Petit"],
    ),
    "name and role of a quotation": (
        f"<div class=pullquote><p>{QUOTED}</p><span class=quote__author>Omar Petit</span>"
        "<span class=quote__role>mayor</span></div>",
        [f"p {QUOTED}", "p — Omar Petit, mayor"],
    ),
    "a work that is cited": (
        "<blockquote><p>I read <cite>The Harbour</cite></p></blockquote>",
        ["q I read The Harbour"],
    ),
    "signature of a pull quote": (
        f"<aside><blockquote>{QUOTED}</blockquote><cite>Omar Petit</cite></aside>",
        [f"q {QUOTED}", "q — Omar Petit"],
    ),
    "signature beside a control character": (
        f"<blockquote><p>{QUOTED}\x0b</p><cite>Omar Petit</cite></blockquote>",
        [f"q {QUOTED}", "q Omar Petit"],
    ),
    "q inside marks": (
        "<p>“<q>We wait for the wind</q>,” said Omar Petit to all of us.</p>",
        ["p “We wait for the wind,” said Omar Petit to all of us."],
    ),
    "time in the text": (
        "<p>The boats left at <time datetime='2026-11-03T10:05'>five past ten</time>, said Dana Holt.</p>",
        ["p The boats left at five past ten, said Dana Holt."],
    ),
    "deleted and inserted": (
        "<p>The firm has <del>four</del><ins>five</ins> boats, or <s>six</s>seven, said Dana Holt.</p>",
        ["p The firm has five boats, or six seven, said Dana Holt."],
    ),
    "reading of a word": (
        "<p>Dana Holt came from <ruby>東京<rp>(</rp><rt>Tokyo</rt><rp>)</rp></ruby> to stay, she said.</p>",
        ["p Dana Holt came from 東京 (Tokyo) to stay, she said."],
    ),
    "words in q": (
        "<p>Omar Petit said <q>this is the end</q> and left the building without a word.</p>",
        ["p Omar Petit said “this is the end” and left the building without a word."],
    ),
    "number in mathematics": (
        "<p>The wind rose to <math><mn>10</mn></math> knots and more, said Dana Holt.</p>",
        ["p The wind rose to 10 knots and more, said Dana Holt."],
    ),
}


@pytest.mark.parametrize("page", [busy, simple], ids=["busy", "simple"])
@pytest.mark.parametrize(("inner", "right"), KINDS.values(), ids=KINDS)
def test_what_stands_in_an_article(inner: str, right: list[str], page: object, tmp_path: Path) -> None:
    assert callable(page)
    text = page(
        f"<article><h1>Ferry stops after storm</h1>{''.join(PARAGRAPHS[:3])}{inner}"
        f"{''.join(PARAGRAPHS[3:])}</article>"
    )
    expected = [f"p {sentence}" for sentence in SENTENCES]
    assert _lines(loaded(tmp_path, text, "a.html")) == [*expected[:3], *right, *expected[3:]]


@pytest.mark.parametrize("page", [busy, simple], ids=["busy", "simple"])
def test_a_lead_that_only_its_element_tells(page: object, tmp_path: Path) -> None:
    assert callable(page)
    lead = "Two towns are cut off until Friday, says the captain"
    text = page(
        f"<article><h1>Ferry stops after storm</h1><div data-gu-name=standfirst><p>{lead}</p></div>"
        f"<section data-component=byline-block>By Mira Sand<div>Brannock</div></section>{''.join(PARAGRAPHS)}"
        f"<aside><blockquote>{QUOTED}</blockquote><footer><cite>Mira Sand</cite></footer></aside>"
        "<figure><img src=a.jpg><figcaption>Image caption, Ida Bell says that her boat has gone to Tarnow"
        "</figcaption></figure></article>"
    )
    article = loaded(tmp_path, text, "a.html")
    assert article.byline == "Mira Sand"
    for words in (lead, QUOTED, "— Mira Sand", "Ida Bell says that her boat has gone to Tarnow"):
        assert words in article.text.split("\n\n")


def test_a_page_that_shows_the_beginning_alone(tmp_path: Path) -> None:
    stated = json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(SENTENCES)})
    text = busy(
        f"<script type='application/ld+json'>{stated}</script><article><h1>Ferry stops after storm</h1>"
        f"{PARAGRAPHS[0]}{PARAGRAPHS[1]}<div class=gate><p>Read on for one crown a week, or come back on"
        " Monday when the next two stories are free for all readers.</p></div></article>"
    )
    assert _lines(loaded(tmp_path, text, "a.html")) == [f"p {sentence}" for sentence in SENTENCES]


def test_a_standfirst_above_the_only_article_of_a_plain_page(tmp_path: Path) -> None:
    text = simple(
        f"<main><div class=top><h1>Ferry stops after storm</h1><div class=top__deck>{STANDFIRST}</div></div>"
        f"<article>{''.join(PARAGRAPHS)}</article></main>"
    )
    expected = [f"p {sentence}" for sentence in (STANDFIRST, *SENTENCES)]
    assert _lines(loaded(tmp_path, text, "a.html")) == expected


STANDFIRST = "Two towns are cut off and no boat will sail before Friday, says captain Dana Holt."


@pytest.mark.parametrize(
    "around",
    [
        "<article><header>{title}<p class=standfirst>{lead}</p></header><section>{text}</section></article>",
        "<div>{title}<h2 class=dek>{lead}</h2></div><p>By Mira Sand</p><div class=body>{text}</div>",
        "<div class=hero>{title}<p>{lead}</p></div><div class=content><div class=inner>{text}</div></div>",
        "{title}<div class=article__summary>{lead}</div><main>{text}</main>",
        "<div class=promo>{title}<p>{lead}</p></div><div class=body>{text}</div>",
    ],
)
def test_a_standfirst_outside_the_body(around: str, tmp_path: Path) -> None:
    page = around.format(title="<h1>Ferry stops after storm</h1>", lead=STANDFIRST, text="".join(PARAGRAPHS))
    head = f"<title>Ferry stops after storm</title><meta property='og:description' content='{STANDFIRST}'>"
    lines = _lines(loaded(tmp_path, busy(page, head), "a.html"))
    assert [line.partition(" ")[2] for line in lines] == [STANDFIRST, *SENTENCES]


@pytest.mark.parametrize(
    "inner",
    [
        f"<div class='related-stories'><h3>Related</h3><ul>{STORIES}</ul></div>",
        "<div class='newsletter-signup'><p>Get the best of the harbour every week, for free.</p></div>",
        "<div id=comments><p>I have never seen so much rain, and I have lived here all my life.</p></div>",
        f"<aside><h3>More</h3><ul>{STORIES}</ul><p>The tower of Tarnow is open once again.</p></aside>",
        "<section class=share><p>Share this story with your friends, if you have any of them.</p></section>",
    ],
)
def test_what_is_the_pages_own(inner: str, tmp_path: Path) -> None:
    text = "".join(PARAGRAPHS[:3]) + inner + "".join(PARAGRAPHS[3:])
    page = busy(f"<article><h1>Ferry stops after storm</h1><div class=body>{text}</div></article>")
    assert _lines(loaded(tmp_path, page, "a.html")) == [f"p {sentence}" for sentence in SENTENCES]


def test_a_teaser_of_the_article_itself_is_told_once(tmp_path: Path) -> None:
    teaser = f"<ul class=breaking><li><a href='/x'>Ferry stops after storm</a> {SENTENCES[0]}</li></ul>"
    page = busy(f"{teaser}<article><h1>Ferry stops after storm</h1>{''.join(PARAGRAPHS)}</article>{teaser}")
    assert _lines(loaded(tmp_path, page, "a.html")) == [f"p {sentence}" for sentence in SENTENCES]


def test_headings_of_a_live_blog(tmp_path: Path) -> None:
    entries = "".join(
        f"<article><time>1{n}:05</time><h3>Entry {word} of the day</h3>"
        f"<p>“We will sail at {n},” said Dana Holt. {SENTENCES[n]}</p></article>"
        for n, word in enumerate(("one", "two", "three", "four"))
    )
    lines = _lines(loaded(tmp_path, busy(f"<main><h1>Ferry live</h1>{entries}</main>"), "a.html"))
    assert [line for line in lines if line.startswith("h")] == [
        f"h3 Entry {word} of the day" for word in ("one", "two", "three", "four")
    ]
    assert sum("said Dana Holt" in line for line in lines) == 4


def test_paragraphs_of_line_breaks_on_a_heavy_page(tmp_path: Path) -> None:
    text = (
        "<br><br>".join(SENTENCES[:3])
        + f"<br><br>The captain wrote:<br><br><blockquote>{QUOTED}</blockquote>"
    )
    text += "<br><br>".join(SENTENCES[3:])
    page = busy(
        f"<div class=article-body><h1>Ferry stops after storm</h1><div>{text}</div>"
        f"<div class=related><ul>{STORIES}</ul></div></div>"
    )
    assert _lines(loaded(tmp_path, page, "a.html")) == [
        *(f"p {sentence}" for sentence in SENTENCES[:3]),
        "p The captain wrote:",
        f"q {QUOTED}",
        *(f"p {sentence}" for sentence in SENTENCES[3:]),
    ]


def test_an_article_in_parts_with_something_between(tmp_path: Path) -> None:
    parts = [f"<div class='grid body'>{''.join(PARAGRAPHS[n : n + 2])}</div>" for n in (0, 2, 4)]
    text = "<div class=ad>Advertisement</div>".join(parts)
    page = busy(f"<article><h1>Ferry stops after storm</h1>{text}</article>")
    assert _lines(loaded(tmp_path, page, "a.html")) == [f"p {sentence}" for sentence in SENTENCES]


def test_a_page_without_tags_for_head_and_body(tmp_path: Path) -> None:
    page = f"<title>Ferry stops</title><article><h1>Ferry stops</h1><p>{SENTENCES[0]}</p></article>"
    assert shown(loaded(tmp_path, page, "a.html")) == ["h1 Ferry stops", f"p {SENTENCES[0]}"]


@pytest.mark.parametrize(
    ("head", "line", "byline"),
    [
        ("<meta name=author content=admin>", "<p class=byline>By Mira Sand</p>", "Mira Sand"),
        ("<meta name=author content=admin>", "", None),
        ("<meta name=author content='The Courier'>", "<p>By Mira Sand</p>", "Mira Sand"),
        (
            "<meta name=author content='Tarnow Port'><meta property='og:site_name' content='Tarnow Port'>",
            "<div><a rel=author href='/m'>Mira Sand</a></div>",
            "Mira Sand",
        ),
        ("<meta name=author content='Mira Sand'>", "<div class=byline>By Max Bell</div>", "Mira Sand"),
        ("", "<span itemprop=author>Mira Sand</span>", "Mira Sand"),
        ("", "<a rel=author href='/m'>Mira Sand</a><a rel=author href='/b'>Max Bell</a>", None),
    ],
)
def test_the_line_on_the_page_and_what_its_head_says(
    head: str, line: str, byline: str | None, tmp_path: Path
) -> None:
    page = simple(f"<h1>Ferry stops</h1>{line}{''.join(PARAGRAPHS)}", f"<title>Ferry stops</title>{head}")
    article = loaded(tmp_path, page, "a.html")
    assert article.byline == byline


_INLINE = st.sampled_from(("b", "i", "s", "ins", "time", "ruby", "rt", "q", "span", "a"))
_BLOCK = st.sampled_from(
    ("p", "div", "figure", "figcaption", "blockquote", "footer", "aside", "section", "li")
)


def _wrapped(tag: str, inner: list[str]) -> str:
    return f"<{tag}>{''.join(inner)}</{tag}>"


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.just("word"), lambda inner: st.builds(_wrapped, _INLINE | _BLOCK, st.lists(inner, max_size=3))
    )
)
def test_any_nesting_is_read(markup: str) -> None:
    blocks, links = blocks_of(fromstring(f"<body><p>first</p>{markup}<p>last</p></body>"))
    texts = [block.text for block in blocks]
    assert texts[0].startswith("first")
    assert texts[-1].endswith("last")
    assert all(text == " ".join(text.split()) for text in texts)
    assert 0 <= links <= 1
