"""Books in EPUB: pages in their order, and books that are damaged, locked or swollen."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources import files
from tui.sources.formats import archive as unpacked
from tui.sources.formats import epub
from tui.sources.loader import FileLoader

BODY = "The mayor said on Monday that she would come, and on Tuesday, to the surprise of many, she came."


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


def test_a_book_may_be_larger_than_other_files_for_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = _book(f"<html><body><p>{BODY}</p></body></html>")
    monkeypatch.setattr(files, "FILE_LIMIT", len(book) // 2)
    assert BODY in loaded(tmp_path, book, "river.epub").text
    with pytest.raises(SourceError, match="MB long"):
        loaded(tmp_path, BODY.encode() * 40)
    monkeypatch.setattr(files, "ARCHIVE_LIMIT", len(book) - 1)
    with pytest.raises(SourceError, match="MB long; sayso opens up to"):
        loaded(tmp_path, book, "river.epub")


def _of_news(words: str, number: int) -> str:
    links = '<div class="x calibre_navbar">| <a href="a">Next</a> | <a href="m">Main menu</a> |</div>'
    taken = '<p>This article was downloaded by <b>calibre</b> from <a href="{0}" rel="{1}">{0}</a></p>'
    taken = taken.format(f"http://gull.example/{number}", "calibre-downloaded-from")
    below = f'<div class="calibre_navbar"><hr/>{taken}| <a href="m">Main menu</a> |</div>'
    return (
        f"<html><body>{links}<div><h1>Title {number}</h1><p>By Ines Quist</p><h2>Below</h2>"
        f"<p>{words}</p></div>{below}</body></html>"
    )


def test_a_page_with_the_title_and_notes(tmp_path: Path) -> None:
    first = "<h1>The River</h1><p>Ada Novak</p><p>6 November 2026</p><p>A short line</p>"
    text = "<p>10<sup>6</sup> boats.<a href='#n1'>1</a></p><p>A note. <a href='#r1'>\u21a9\ufe0e</a></p>"
    article = loaded(tmp_path, _book(first, text), "river.epub")
    assert shown(article)[1:] == ["p A short line", "p 10⁶ boats.", "p A note."]


def test_a_book_of_the_news(tmp_path: Path) -> None:
    pages = {
        "titlepage.xhtml": "<p>Gull Courier [Fri, 6 Nov 2026]</p>",
        "feed_0/index.html": "<div class='calibre_navbar'>| Next |</div><ul><li>Title 1</li></ul>",
        "feed_0/article_0/index_u2.html": _of_news(BODY, 1),
        "feed_0/article_1/index_u3_split_000.html": _of_news(BODY, 2),
        "feed_0/article_1/index_u3_split_001.html": f"<p>More. {BODY}</p>",
        "feed_1/article_0/index_u4.html": _of_news(BODY, 1),
    }
    items = "".join(f'<item id="i{n}" href="{path}" media-type="a/html"/>' for n, path in enumerate(pages))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    package = f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
    entries = {f"OEBPS/{path}": page for path, page in pages.items()}
    path = tmp_path / "news.epub"
    path.write_bytes(_book(entries=entries | {"OEBPS/book.opf": package}))
    first, second = FileLoader().load_all(str(path))
    assert shown(first) == ["h1 Title 1", "h2 Below", f"p {BODY}"]
    assert shown(second) == ["h1 Title 2", "h2 Below", f"p {BODY}", f"p More. {BODY}"]
    assert (first.byline, first.address) == ("Ines Quist", "http://gull.example/1")
    assert second.source == f"{path}#feed_0/article_1"
    assert FileLoader().load(f"{path}#2") == second


def test_books_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _book(f"<html><body><p>{BODY}</p></body></html>")
    for damaged in (whole[:200], whole[: len(whole) // 2], _book()):
        with pytest.raises(SourceError, match=r"damaged|without text"):
            loaded(tmp_path, damaged, "river.epub")
    entity = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/hostname">]><container>&x;</container>'
    with pytest.raises(SourceError, match="damaged book"):
        loaded(tmp_path, _book("<p>x</p>", entries={"META-INF/container.xml": entity}), "river.epub")
    monkeypatch.setattr(unpacked, "UNPACKED_LIMIT", 1024 * 1024)
    with pytest.raises(SourceError, match="unpacks to more than 1 MB"):
        loaded(tmp_path, _book("<p>" + "word " * 500_000), "river.epub")


def test_a_book_swollen_with_pages_and_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    often = _book(f"<p>{BODY}</p>")
    with zipfile.ZipFile(io.BytesIO(often)) as archive:
        package = archive.read("OEBPS/book.opf").decode()
    listed = package.replace('<itemref idref="p0"/>', '<itemref idref="p0"/>' * 50)
    book = _book(f"<p>{BODY}</p>", entries={"OEBPS/book.opf": listed})
    assert shown(loaded(tmp_path, book, "river.epub")) == ["h1 The River", f"p {BODY}"]
    monkeypatch.setattr(epub, "BLOCK_LIMIT", 20)
    with pytest.raises(SourceError, match="over 20 paragraphs"):
        loaded(tmp_path, _book("<p>x</p>" * 15, "<p>x</p>" * 15), "river.epub")
    monkeypatch.setattr(unpacked, "ENTRY_LIMIT", 1024 * 1024)
    with pytest.raises(SourceError, match="a page of more than 1 MB"):
        loaded(tmp_path, _book("<p>" + "word " * 500_000), "river.epub")


def test_a_page_named_with_a_place_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(_book(BODY))) as archive:
        package = archive.read("OEBPS/book.opf").decode().replace(".xhtml", ".xhtml#start")
    assert BODY in loaded(tmp_path, _book(BODY, entries={"OEBPS/book.opf": package}), "river.epub").text


def test_a_page_that_is_missing_is_passed_over(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_book(BODY, "Second."))) as whole,
        zipfile.ZipFile(packed, "w") as archive,
    ):
        for name in whole.namelist():
            if not name.endswith("p 1.xhtml"):
                archive.writestr(name, whole.read(name))
    assert shown(loaded(tmp_path, packed.getvalue(), "river.epub")) == ["h1 The River", f"p {BODY}"]


def test_a_book_packed_anew_without_its_mark(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book(BODY))) as whole, zipfile.ZipFile(packed, "w") as archive:
        for name in reversed(whole.namelist()):
            archive.writestr(name, whole.read(name))
    assert loaded(tmp_path, packed.getvalue(), "river.zip").title == "The River"


@pytest.mark.parametrize(("entry", "locked"), [("OEBPS/text/p%200.xhtml", True), ("OEBPS/serif.otf", False)])
def test_a_book_that_its_seller_locked(entry: str, locked: bool, tmp_path: Path) -> None:
    encryption = (
        f'<encryption xmlns="x"><EncryptedData><CipherReference URI="{entry}"/></EncryptedData></encryption>'
    )
    book = _book(f"<p>{BODY}</p>", entries={"META-INF/encryption.xml": encryption})
    if not locked:
        assert BODY in loaded(tmp_path, book, "river.epub").text
        return
    with pytest.raises(SourceError, match="locked by its seller"):
        loaded(tmp_path, book, "river.epub")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damaged_bytes_are_a_damaged_book_and_no_crash(data: st.DataObject) -> None:
    book = bytearray(_book(f"<html><body><p>{BODY}</p></body></html>"))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(book) - 1))
        if data.draw(st.booleans()):
            book[place] = data.draw(st.integers(0, 255))
        else:
            del book[place : place + data.draw(st.integers(1, 40))]
    with suppress(SourceError):
        assert epub.parts_of_book(bytes(book), "river.epub")


def test_a_book_begins_with_its_first_pages(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    pages = [f"<h1>{n}</h1>" + "<p>Jonas Pell said that the ferry left at nine.</p>" * 120 for n in range(6)]
    path.write_bytes(_book(*pages))
    begun = FileLoader().beginning(str(path))
    assert begun is not None
    (head,), whole = begun
    full = FileLoader().load(str(path))
    assert not whole
    assert head.paragraphs == full.paragraphs[: len(head.paragraphs)]
    assert (head.title, head.byline, head.id) == (full.title, full.byline, full.id)
    assert full.text.startswith(head.text[:-1])
    assert len(head.text) < len(full.text) / 3
