"""Mail, saved pages and JSON: the article in each, several in one, and what is refused or made to harm."""

from __future__ import annotations

import json
import plistlib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import loaded, shown
from tui.domain.article import Article, article_id
from tui.domain.errors import SourceError
from tui.sources import limited
from tui.sources.formats.mime import MOST_PARTS
from tui.sources.loader import FileLoader

FIRST = (
    "The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home for want of pay."
)
SAID = "“Nobody will row,” said Ines Falk, who owns the boat."
PAGE = (
    "<html><head><title>Ferry stops</title></head><body><h1>Ferry stops</h1>"
    f"<p>By Ines Quist</p><p>{FIRST}</p><p>{SAID}</p></body></html>"
)
WHOLE = ["h1 Ferry stops", f"p {FIRST}", f"p {SAID}"]
HTML = f"<p>{FIRST}</p><p>{SAID}</p>"
ADDRESS = "https://gull.example/ferry"


def all_of(folder: Path, content: str | bytes | dict[str, Any] | list[Any], name: str) -> list[Article]:
    path = folder / name
    if isinstance(content, dict | list):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return FileLoader().load_all(str(path))


def _mhtml(page: bytes, *, head: str = "") -> bytes:
    lines = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in page)
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: " + ADDRESS + "\r\nSubject: Ferry\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="xyz"\r\n'
        f"{head}\r\n\r\n--xyz\r\nContent-Type: text/css\r\n\r\np {{}}\r\n--xyz\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {ADDRESS}\r\n\r\n{lines}\r\n"
        "--xyz\r\nContent-Type: text/html\r\n\r\n<p>An advertisement in a frame</p>\r\n--xyz--\r\n"
    ).encode()


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8"])
@pytest.mark.parametrize("name", ["ferry.mhtml", "ferry"])
def test_a_page_that_chromium_saved(tmp_path: Path, encoding: str, name: str) -> None:
    page = PAGE.replace("<head>", f'<head><meta charset="{encoding}">').encode(encoding)
    article = loaded(tmp_path, _mhtml(page), name)
    assert shown(article) == WHOLE
    assert (article.byline, article.address, article.source) == ("Ines Quist", ADDRESS, str(tmp_path / name))


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    resource = {"WebResourceData": PAGE.encode("utf-16"), "WebResourceMIMEType": "text/html"}
    resource |= {"WebResourceTextEncodingName": "utf-16", "WebResourceURL": ADDRESS}
    article = loaded(tmp_path, plistlib.dumps({"WebMainResource": resource}, fmt=form), "ferry.webarchive")
    assert (shown(article), article.address) == (WHOLE, ADDRESS)


def letter_of(**fields: str) -> EmailMessage:
    letter = EmailMessage()
    for key, value in (
        {"Subject": "Fwd: Ferry stops", "From": "Ines Quist <ines@gull.example>"} | fields
    ).items():
        letter[key.replace("_", "-")] = value
    letter["Date"] = "Fri, 06 Nov 2026 12:30:00 +0100"
    letter.set_content(f"{FIRST}\n\n(Only in plain text.)")
    return letter


def test_a_newsletter(tmp_path: Path) -> None:
    letter = letter_of(Archived_At=f"<{ADDRESS}>")
    letter.add_alternative(
        '<div style="display:none">Hidden first line</div><div>&zwnj; &#847;</div><table><tr><td>'
        "<a href='x'>View this email in your browser</a></td></tr><tr><td><h1>The boats</h1>"
        f"{HTML}</td></tr><tr><td>You are receiving this because you asked. <a>Unsubscribe</a></td></tr>",
        subtype="html",
    )
    letter.add_attachment(b"GIF8", maintype="image", subtype="gif", filename="a.gif")
    letter.add_attachment("other words", filename="b.txt")
    article = loaded(tmp_path, letter.as_bytes(), "letter.eml")
    assert shown(article) == ["h1 Ferry stops", "h2 The boats", f"p {FIRST}", f"p {SAID}"]
    assert (article.byline, article.published) == ("Ines Quist", "2026-11-06T12:30:00+01:00")
    assert article.address == ADDRESS


def test_a_letter_without_a_page(tmp_path: Path) -> None:
    article = loaded(tmp_path, letter_of(From="no-reply@gull.example").as_bytes(), "letter")
    assert shown(article) == ["h1 Ferry stops", f"p {FIRST}", "p (Only in plain text.)"]
    assert article.byline is None


def test_letters_in_a_letter(tmp_path: Path) -> None:
    outer = letter_of()
    outer.set_content("")
    outer.add_attachment(letter_of(Subject="One"))
    outer.add_attachment(letter_of(Subject="Two"))
    found = all_of(tmp_path, outer.as_bytes(), "forwarded.eml")
    assert [article.title for article in found] == ["One", "Two"]
    assert [article.source for article in found] == [f"{tmp_path}/forwarded.eml#{n}" for n in (1, 2)]


def test_a_mailbox_and_its_letters_by_name(tmp_path: Path) -> None:
    letters = [letter_of(Subject=f"Letter {n}", Message_ID=f"<l{n}@gull.example>") for n in (1, 2)]
    box = b"".join(b"From ines Fri Nov  6 12:30:00 2026\n" + letter.as_bytes() + b"\n" for letter in letters)
    path = tmp_path / "box"
    found = all_of(tmp_path, box, "box")
    assert [article.source for article in found] == [f"{path}#l{n}@gull.example" for n in (1, 2)]
    assert found[1].id == article_id(f"{path}#l2@gull.example")
    for name in ("#2", "#l2@gull.example"):
        assert FileLoader().load(f"{path}{name}") == found[1]
        assert FileLoader().load_all(f"{path}{name}") == [found[1]]
    assert FileLoader().load(str(path)) == found[0]
    with pytest.raises(SourceError, match="holds 2 articles, and none is called #3"):
        FileLoader().load(f"{path}#3")
    # A paragraph that begins so, whose line is longer than any that stands above a letter, parts nothing.
    long = box + b"\nFrom there to 2026 it was a long way" + b", and slow" * 30 + b"\n"
    assert len(all_of(tmp_path, long, "long")) == 2
    (tmp_path / "box#3").write_text(FIRST)
    assert FileLoader().load(f"{path}#3").text == FIRST


def test_no_part_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    with pytest.raises(SourceError, match=r"a\.txt is one article: there is no #2 in it"):
        FileLoader().load(str(tmp_path / "a.txt#2"))


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Ferry stops", "author": "Ines Quist", "date": "2026-11-06", "source": ADDRESS,
         "text": f"{FIRST}\n{SAID}", "raw_text": f"{FIRST} {SAID}", "excerpt": "x"},
        {"title": "Ferry stops", "byline": "By Ines Quist", "content": f"<div>{HTML}</div>", "url": ADDRESS,
         "textContent": FIRST + SAID, "publishedTime": "2026-11-06", "lang": "en-GB"},
        {"status": "ok", "articles": [{"source": {"name": "Gull Courier"}, "author": "Ines Quist",
         "title": "Ferry stops", "url": ADDRESS, "publishedAt": "2026-11-06",
         "content": f"{FIRST}\r\n{SAID}"}]},
        {"response": {"results": [{"id": "w/1", "webTitle": "Ferry stops", "webUrl": ADDRESS,
         "webPublicationDate": "2026-11-06", "fields": {"byline": "Ines Quist", "body": HTML}}]}},
        [{"id": 7, "date": "2026-11-06", "link": ADDRESS, "title": {"rendered": "Ferry stops"},
         "content": {"rendered": f"<p>By Ines Quist</p>{HTML}", "protected": False}}],
        {"@type": "NewsArticle", "headline": "Ferry stops", "articleBody": f"{FIRST}\n\n{SAID}",
         "author": [{"@type": "Person", "name": "Ines Quist"}], "datePublished": "2026-11-06",
         "url": ADDRESS},
        {"article": {"title": "Ferry stops", "byline": "Ines Quist", "published": "2026-11-06",
         "source": ADDRESS, "text": f"Ferry stops\n\n{FIRST}\n\n{SAID}"}, "quotes": []},
        {"results": [{"url": "https://reader.example/1", "source_url": ADDRESS, "title": "Ferry stops",
         "author": "Ines Quist", "html_content": HTML, "summary": "x", "published_date": "2026-11-06"}]},
        {"id": "user/-/list", "items": [{"title": "Ferry stops", "canonical": [{"href": ADDRESS}],
         "author": "Ines Quist", "date": "2026-11-06", "summary": {"content": HTML}, "origin": {}}]},
        [{"id": 1, "title": "Ferry stops", "url": ADDRESS, "content": HTML, "published_at": "2026-11-06",
         "published_by": ["Ines Quist"], "created_at": "2026-11-07"}],
        [{"date": "2026-11-06", "link": ADDRESS, "title": {"rendered": "Ferry stops"}, "author": 3,
         "content": {"rendered": HTML}, "_embedded": {"author": [{"id": 3, "name": "Ines Quist"}]}}],
    ],
    ids=[
        *("trafilatura", "readability", "newsapi", "guardian", "wordpress", "json-ld", "sayso"),
        *("readwise", "reader", "wallabag", "wordpress with its author"),
    ],
)  # fmt: skip
def test_an_article_in_json(tmp_path: Path, item: Any) -> None:
    [article] = all_of(tmp_path, item, "a.json")
    assert shown(article) == WHOLE
    assert (article.title, article.byline, article.published) == ("Ferry stops", "Ines Quist", "2026-11-06")
    assert (article.address, article.source) == (ADDRESS, str(tmp_path / "a.json"))


def test_lists_in_json(tmp_path: Path) -> None:
    items = [{"title": "A &amp; B", "content_html": HTML}, {"content_text": "A note of its own."}, {"id": 3}]
    found = all_of(tmp_path, {"version": "https://jsonfeed.org/version/1.1", "items": items}, "feed.json")
    assert [article.title for article in found] == ["A & B", "A note of its own."]
    lines = "\n".join(json.dumps({"title": f"Line {n}", "text": FIRST}) for n in (1, 2))
    found = all_of(tmp_path, lines, "a.jsonl")
    assert [article.source[-10:] for article in found] == ["/a.jsonl#1", "/a.jsonl#2"]
    cut = [{"title": "T", "description": "d", "content": f"{FIRST} It… [+99 chars]"}]
    assert all_of(tmp_path, cut, "a.json")[0].text.endswith("pay. It…")


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        (
            "a.json",
            '{"name": "thing", "version": "1.0", "scripts": {"test": "x"}}',
            "JSON without an article",
        ),
        ("a.txt", '[{"lat": 1.5, "place": "Gull"}]', "JSON without an article"),
        ("a.json", '{"title": ', "is called JSON and is none"),
        ("a.json", "[" * 100_000, "nests too deeply"),
        ("a.xml", '<?xml version="1.0"?><urlset><url/></urlset>', "is XML (urlset)"),
        ("a", "<!-- x --><svg xmlns='x'><text>Words</text></svg>", "is XML (svg)"),
        ("a.csv", "name,age\nInes,3\nOlaf,4", "is a table"),
        ("a.txt", "name;age;town\nInes;3;Gull\nOlaf;4;Rook\nBo;5;Tern\n", "is a table"),
        ("a.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related\n\nno page", "holds no page"),
        ("a.webarchive", b"bplist00WebMainResource" + bytes(40), "damaged web archive"),
        ("a.docx", b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "is a spreadsheet"),
    ],
)
def test_what_is_refused_in_one_line(tmp_path: Path, name: str, text: str | bytes, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        loaded(tmp_path, text, name)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[Editor] says {that}\n\nA sentence follows.\n\n[end]",
        "Mayor: No, said the crew, they would not row.\n\nSo they did not.",
        "One, two, three, go.\nFour, five, six, stop.\nSeven, eight, nine, lay them straight on the quay.",
        "<3 the island\n\nA love letter.",
        "Name: Gull\nAge: 3\n\nA form that is filled in.",
    ],
)
def test_what_only_looks_like_data_is_read(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text).text.split()[-1] == text.split()[-1]


def test_the_input_as_it_is(tmp_path: Path) -> None:
    for name, text in (("a.json", '{"title": "T"}'), ("a.eml", "Subject: a\n\nb"), ("a.csv", "a,b\n1,2\n")):
        assert loaded(tmp_path, text, name, clean=False).text == text


def _nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"MIME-Version: 1.0\n{head}Content-Type: text/plain\n\n{FIRST}\n".encode()


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.eml", _nested(1200), "damaged letter"),
        (
            "a.eml",
            b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2100,
            "parts",
        ),
    ],
)
def test_letters_made_to_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, what: str
) -> None:
    monkeypatch.setattr(limited, "WALL_SECONDS", 30)
    assert MOST_PARTS < 2100
    with pytest.raises(SourceError, match=what):
        loaded(tmp_path, data, name)


def test_long_fields_and_lines(tmp_path: Path) -> None:
    subject = b"Subject: =?utf-8?q?Ferry?= " + b"=?utf-8?q?a?= " * 50_000 + b"\nFrom: " + b"<a" * 50_000
    article = loaded(
        tmp_path, subject + b"\nMIME-Version: 1.0\n\n" + FIRST.encode() + b"x" * 500_000, "a.eml"
    )
    assert article.title.startswith("Ferrya")
    assert len(article.title) < 2_001


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_input_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    plist = plistlib.dumps({"WebMainResource": {"WebResourceData": PAGE.encode()}}, fmt=plistlib.FMT_BINARY)
    name, whole = data.draw(
        st.sampled_from([("a.mhtml", _mhtml(PAGE.encode())), ("a.eml", letter_of().as_bytes()), ("a", plist)])
    )
    damaged = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(whole)))]
    said = ""
    try:
        assert loaded(tmp_path_factory.mktemp("a"), bytes(damaged), name).paragraphs
    except SourceError as error:
        said = str(error)
    assert "\n" not in said


def test_pages_that_are_all_the_same_keep_their_words(tmp_path: Path) -> None:
    assert FIRST in loaded(tmp_path, f"{FIRST}\n\x0c{FIRST}\n\x0c", "a.txt").text
    assert loaded(tmp_path, "[1]\n\nReferences\n\n1. http://gull.example/\n", "b.txt").paragraphs


def test_a_letter_with_nothing_but_a_subject(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        loaded(tmp_path, b"Subject: Ferry\nMIME-Version: 1.0\n\n \n", "a.eml")


def test_long_json_is_told_by_its_beginning(tmp_path: Path) -> None:
    long = json.dumps([{"title": f"Title {n}", "text": FIRST} for n in range(3_000)])
    assert len(all_of(tmp_path, long, "list")) == 3_000


def test_a_letter_that_begins_like_a_mailbox(tmp_path: Path) -> None:
    assert FIRST in loaded(tmp_path, b"From x\n" + letter_of().as_bytes(), "a.mbox").text


def test_a_property_list_in_an_unknown_encoding(tmp_path: Path) -> None:
    page = b'<?xml version="1.0" encoding="UTP-8"?><plist><dict><key>WebMainResource</key></dict></plist>'
    with pytest.raises(SourceError, match="damaged web archive"):
        loaded(tmp_path, page, "a.webarchive")


def test_an_address_that_would_act_on_the_terminal_is_none(tmp_path: Path) -> None:
    item = {"title": "Ferry stops", "text": FIRST, "url": "https://gull.example/\x1b[2J", "language": "e\x1b"}
    [article] = all_of(tmp_path, item, "a.json")
    assert (article.address, article.language) == (None, "en")
