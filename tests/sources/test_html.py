"""Pages of HTML: the article is found, simple pages come through in full, and nothing in them acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources.formats import extraction, html
from tui.sources.reading import RICH_LIMIT
from tui.sources.samples import sample_folder

BODY = "The mayor said on Monday that she would come, and on Tuesday, to the surprise of many, she came."


def test_the_strike_sample(tmp_path: Path) -> None:
    article = loaded(tmp_path, (sample_folder() / "strike.html").read_bytes(), "strike.html")
    assert article.title == "Night bus drivers end strike after nine days with a deal on rest breaks"
    assert article.byline == "Leila Farouk"
    assert article.published is not None
    assert article.published.startswith("2025-02-11")
    words = shown(article)
    assert words[0] == "h1 " + article.title
    assert words[1].startswith("p The night buses of Carrow are running again.")
    assert "h2 What was agreed" in words
    assert sum(line.startswith("l ") for line in words) == 3
    assert sum(line.startswith("q ") for line in words) == 1
    assert words[-1].endswith("She had told him that it was still night.")
    for junk in ("never shown", "Sport", "Snow closes", "Tweet", "Advertisement", "All rights", "Photo:"):
        assert junk not in article.text


def test_a_hand_made_page_comes_through_in_full(tmp_path: Path) -> None:
    page = f"""<title>My page</title><h1>My page</h1>First words, <b>bold</b><i>er</i> ones &amp; more.
    <p>One<br>two<br><br>three<ul><li>a <a href=x>link</a><li>b</ul><blockquote>quoted</blockquote>
    <pre>line one
line two</pre><table><tr><td>x<td>y</table><p hidden>no</p><div style="display: none">no</div>{BODY}"""
    assert shown(loaded(tmp_path, page, "a.html")) == [
        "h1 My page",
        "p First words, bolder ones & more.",
        "p One two",
        "p three",
        "l a link",
        "l b",
        "q quoted",
        "p line one",
        "p line two",
        "p x | y",
        f"p {BODY}",
    ]


def test_an_article_is_found_among_other_things(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{n}'>Another story, number {n}, of the day</a></li>" for n in range(60))
    paragraphs = "".join(f"<p>{n}. {BODY} {BODY}</p>" for n in range(8))
    page = (
        "<html><head><title>Mayor came - The Courier</title>"
        "<meta property='og:site_name' content='The Courier'></head>"
        f"<body><div class='menu'><ul>{links}</ul></div><div class='content'>"
        f"<h1>Mayor came</h1><h2>And what she said</h2>{paragraphs}</div>"
        f"<div class='sidebar'><ul>{links}</ul></div></body></html>"
    )
    article = loaded(tmp_path, page, "a.html")
    assert article.title == "Mayor came"
    assert "Another story" not in article.text
    for n in range(8):
        assert f"{n}. The mayor said" in article.text


def test_paragraphs_parted_by_line_breaks(tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"{n}. {BODY}<br><br>" for n in range(12)) + "</body></html>"
    assert shown(loaded(tmp_path, page, "a.html")) == [f"p {n}. {BODY}" for n in range(12)]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Mayor keeps her word | The Courier</title>", "Mayor keeps her word"),
        (
            "<title>Mayor keeps her word to the town » Local » News</title>"
            "<h1>Mayor keeps her word to the town</h1>",
            "Mayor keeps her word to the town",
        ),
        ("<title>Mayor keeps her word – and wins</title>", "Mayor keeps her word – and wins"),
        ("<title>The Courier</title><h1>Mayor keeps her word</h1>", "The Courier"),
        ("<title>Mayor keeps her word (Published 2016)</title>", "Mayor keeps her word"),
        ("<title>Courier: Print version</title><h1>Mayor keeps her word</h1>", "Mayor keeps her word"),
        ("<meta property='og:title' content='Mayor keeps her word'><title>x</title>", "Mayor keeps her word"),
        (
            "<meta property='og:site_name' content='The Courier'><title>The Courier</title>"
            "<h1>Mayor came</h1>",
            "Mayor came",
        ),
    ],
)
def test_titles(head: str, title: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, f"<html>{head}<p>{BODY}</p></html>", "a.html").title == title


def test_nothing_in_a_page_acts(tmp_path: Path) -> None:
    page = f"<title>&#27;]0;x&#7; [red]t[/]</title><p>{BODY} &#x9b;31m &#x202e;abc &lt;b&gt; &#0;</p>"
    article = loaded(tmp_path, page, "a.html")
    for text in (article.text, article.title):
        assert not any((c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in text)
    assert "<b>" in article.text


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><script>x()</script></html>", "<!doctype html><!-- x -->"]
)
def test_pages_without_words(page: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"This page holds no"):
        loaded(tmp_path, page, "a.html")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td"])
def test_elements_nested_without_end(tag: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, f"<html><body>{f'<{tag}>' * 20_000}hello there", "a.html").text == "hello there"


@pytest.mark.parametrize("tag", ["font", "div", "p", "li"])
@pytest.mark.parametrize("count", [600, 5000])
def test_tags_that_are_never_closed_lose_nothing(tag: str, count: int, tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<{tag}>Word{n} and more of it. " for n in range(count))
    assert loaded(tmp_path, page, "a.html").text.count("Word") == count


def test_marks_without_end_are_read_in_a_moment(tmp_path: Path) -> None:
    """Each of these took minutes, or for ever, when the time grew faster than the text."""
    for page in ("<!-- -->" * 20_000, "<html><p>x" + "<q>" * 200_000, "<html><p>x" + "<q>“" * 200_000):
        assert loaded(tmp_path, page + "<p>Last words.</p>", "page.html").text.endswith("Last words.")


def test_a_page_of_too_many_elements_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = "".join(f"<div><a href=x>Link {number}</a></div>" for number in range(40))
    page = f"<html><body>{links}<article><p>{BODY}</p><p>{BODY}</p></article>{links}</body></html>"
    monkeypatch.setattr(extraction, "extracted", lambda *_: pytest.fail("searched"))
    monkeypatch.setattr(html, "MOST_ELEMENTS", 50)
    assert BODY in loaded(tmp_path, page, "page.html").text


def test_an_xml_declaration_and_another_encoding(tmp_path: Path) -> None:
    page = "<?xml version='1.0' encoding='iso-8859-1'?><html xml:lang='de-AT'><p>Zoë kam.</p></html>"
    article = loaded(tmp_path, page.encode("iso-8859-1"), "a.html")
    assert (article.text, article.language) == ("Zoë kam.", "de")


@pytest.mark.parametrize(
    "around", ["{}", "<div><ul>" + "<li><a href='/x'>More of it</a></li>" * 90 + "</ul></div>{}"]
)
def test_what_a_browser_puts_in_quotation_marks(around: str, tmp_path: Path) -> None:
    said = "<p><q>I came, and <q lang=en>he</q> did not</q>, said Ada. <q>&ldquo;No,&rdquo;</q> said he.</p>"
    page = "<html><body>" + around.format(
        f"<article><h1>Mayor came</h1>{said}<p>{BODY}</p><p>{BODY}</p></article>"
    )
    text = loaded(tmp_path, page, "a.html").text
    assert "“I came, and ‘he’ did not”, said Ada. “No,” said he." in text


def test_a_page_laid_out_with_tables(tmp_path: Path) -> None:
    page = f"""<TABLE><TR><TD><A HREF=/>Courier</A></TD><TD><FONT SIZE=5>Mayor came</FONT><BR>By ADA NOVAK<BR>
    Staff Writer<BR>Tuesday, March 4, 2025<BR><BR>{BODY}<BR><BR>{BODY} Again.</TD></TR></TABLE>"""
    article = loaded(tmp_path, page, "a.html")
    assert (article.byline, article.published) == ("Ada Novak", "2025-03-04")
    assert shown(article)[-2:] == [f"p {BODY}", f"p {BODY} Again."]


def test_line_breaks(tmp_path: Path) -> None:
    page = """<title>The crane</title><p><b>Courier:</b> Were you afraid?<br><b>Quist:</b> No.</p>
    <h2>Two<br>lines</h2>
    <p>The crane lies down<br>across the stones,<br>the gulls are loud.</p><p>- one<br>- two</p>"""
    assert shown(loaded(tmp_path, page, "a.html"))[1:] == [
        "p Courier: Were you afraid?",
        "p Quist: No.",
        "h2 Two lines",
        "p The crane lies down",
        "p across the stones,",
        "p the gulls are loud.",
        "p - one",
        "p - two",
    ]


def test_marks_for_editors_and_notes_are_no_text(tmp_path: Path) -> None:
    page = (
        f"<p>{BODY}<sup class='reference'><a href='#1'>[1]</a></sup> E = mc<sup>2</sup>."
        "<a href=#n><sup>2</sup></a></p><h2>Later<span class='mw-editsection'>[<a>edit</a>]</span></h2>"
        "<noframes><body>no frames</body></noframes>"
    )
    assert shown(loaded(tmp_path, page, "a.html")) == [f"p {BODY} E = mc².", "h2 Later"]


def test_megabytes_of_scripts_and_pictures_are_no_article(tmp_path: Path) -> None:
    linked = '{"@graph": [{"@type": ["NewsArticle"], "author": [{"name": "Ada Novak"}]}]}'
    page = (
        f'<html><head><script type="application/ld+json">{linked}</script>'
        f"<script>var x = '{'<p>never</p>' * 400_000}';</script></head><body><article><h1>Mayor came</h1>"
        f"<p>{BODY}</p><img src='data:image/png;base64,{'QUJD' * 1_200_000}'><p>{BODY} Again.</p></article>"
    )
    assert len(page) > RICH_LIMIT
    article = loaded(tmp_path, page, "a.html")
    assert article.byline == "Ada Novak"
    assert shown(article) == ["h1 Mayor came", f"p {BODY}", f"p {BODY} Again."]
    with pytest.raises(SourceError, match=r"is 9\.\d MB of HTML; sayso opens up to 8 MB"):
        loaded(tmp_path, f"<html><p>{'word ' * 2_000_000}", "a.html")


@pytest.mark.parametrize(
    ("linked", "byline", "published"),
    [
        (
            '{"@type": "NewsArticle", "author": "Ada Novak", "datePublished": "2025-03-04"}',
            "Ada Novak",
            "2025-03-04",
        ),
        (
            '[{"@type": "WebPage", "author": "No Body"}, {"@type": "Report", "author": [{"@type":'
            ' "Person", "name": "Ada Novak"}, {"@type": "Organization", "name": "The Courier"},'
            ' {"name": ["Ben Roe"]}]}]',
            "Ada Novak and Ben Roe",
            None,
        ),
        ('{"@type": "NewsArticle", "author": {"name": null}, "datePublished": 7}', None, None),
        ("{not json", None, None),
        ('"a word"', None, None),
        ("[" * 100_000, None, None),
    ],
)
def test_what_a_page_states_in_json_ld(
    linked: str, byline: str | None, published: str | None, tmp_path: Path
) -> None:
    page = f"<script type='application/ld+json'>{linked}</script><h1>Mayor came</h1><p>{BODY}"
    article = loaded(tmp_path, page, "a.html")
    assert (article.byline, article.published) == (byline, published)
