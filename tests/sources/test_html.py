"""Pages of HTML: the article is found, simple pages come through in full, and nothing in them acts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources import epub
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
        "p x y",
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


def test_an_xml_declaration_and_another_encoding(tmp_path: Path) -> None:
    page = "<?xml version='1.0' encoding='iso-8859-1'?><html xml:lang='de-AT'><p>Zoë kam.</p></html>"
    article = loaded(tmp_path, page.encode("iso-8859-1"), "a.html")
    assert (article.text, article.language) == ("Zoë kam.", "de")


def _book(*pages: str, entries: dict[str, str] | None = None) -> bytes:
    items = "".join(
        f'<item id="p{n}" href="text/p%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The River</dc:title>'
        "<dc:creator>Ada Novak</dc:creator><dc:date>2020-05-01</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    files |= {f"OEBPS/text/p {n}.xhtml": page for n, page in enumerate(pages)} | (entries or {})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_book(tmp_path: Path) -> None:
    pages = [f"<html><body><h1>Part {n}</h1><p>{BODY}</p></body></html>" for n in (1, 2)]
    article = loaded(tmp_path, _book(*pages), "river.epub")
    assert (article.title, article.byline, article.published) == ("The River", "Ada Novak", "2020-05-01")
    assert shown(article) == ["h1 The River", "h2 Part 1", f"p {BODY}", "h2 Part 2", f"p {BODY}"]
    with pytest.raises(SourceError, match="packed book"):
        loaded(tmp_path, _book(*pages), "river.epub", clean=False)


def test_books_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _book(f"<html><body><p>{BODY}</p></body></html>")
    for damaged in (whole[:200], whole[: len(whole) // 2], _book()):
        with pytest.raises(SourceError, match=r"damaged|without text"):
            loaded(tmp_path, damaged, "river.epub")
    entity = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><container>&x;</container>'
    with pytest.raises(SourceError, match="damaged book"):
        loaded(tmp_path, _book("<p>x</p>", entries={"META-INF/container.xml": entity}), "river.epub")
    monkeypatch.setattr(epub, "BOOK_LIMIT", 1024 * 1024)
    with pytest.raises(SourceError, match="unpacks to more than 1 MB"):
        loaded(tmp_path, _book("<p>" + "word " * 500_000), "river.epub")
