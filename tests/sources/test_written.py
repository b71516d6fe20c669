"""What programs for writing and keeping hand out: packed pages, Google Docs, Word's pages, notes, frames."""

from __future__ import annotations

import io
import json
import plistlib
import zipfile
from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources.loader import FileLoader

FIRST = "The ferry to Arlen will not sail before Monday, the port said on Friday evening."
SAID = "“We will not sail in this wind,” said Dana Holt, the captain of the ferry."
PAGE = f"<p>{FIRST}</p><p>{SAID}</p>"


def packed(files: dict[str, str]) -> bytes:
    """A zip archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_one_page_with_its_pictures_is_that_page(tmp_path: Path) -> None:
    data = packed({"Ferry.html": f"<html><body>{PAGE}</body></html>", "images/image1.png": "\x89PNG"})
    article = loaded(tmp_path, data, "Ferry.zip")
    assert shown(article) == [f"p {FIRST}", f"p {SAID}"]
    assert "#" not in article.source


def test_kept_pages_with_what_is_known_of_them(tmp_path: Path) -> None:
    known = [
        {
            "slug": "ferry",
            "title": "Ferry stays",
            "author": "Mira Sand",
            "url": "https://arlen.example/ferry",
        },
        {"slug": "bells", "title": "Bells", "publishedAt": "2026-11-02T10:00:00.000Z", "author": None},
        {"slug": 7},
        "no object",
    ]
    file = tmp_path / "kept.zip"
    file.write_bytes(
        packed(
            {
                "metadata_0_to_20.json": json.dumps(known),
                "metadata_20_to_40.json": "{no JSON",
                "content/ferry.html": PAGE,
                "content/bells.html": "<p>The bells rang at noon, and nobody in the town knew why.</p>",
                "content/empty.html": "<p> </p>",
                "highlights/ferry.md": "> We will not sail\n",
                "__MACOSX/content/._ferry.html": PAGE,
            }
        )
    )
    loader = FileLoader()
    ferry, bells = loader.load_all(str(file))
    assert (ferry.title, ferry.byline, ferry.address) == (
        "Ferry stays",
        "Mira Sand",
        "https://arlen.example/ferry",
    )
    assert shown(ferry) == ["h1 Ferry stays", f"p {FIRST}", f"p {SAID}"]
    assert (bells.title, bells.byline, bells.published) == ("Bells", None, "2026-11-02T10:00:00.000Z")
    assert [part.rpartition("#")[2] for part in loader.without_text] == ["content/empty.html"]
    assert FileLoader().load(f"{file}#content/bells.html").id == bells.id


@pytest.mark.parametrize(
    "files",
    [
        {"a.png": "no page"},
        {"META-INF/MANIFEST.MF": "Version: 1", "help.html": PAGE},
        {"a.html": "<p> </p>"},
    ],
)
def test_archives_that_hold_nothing_to_read(files: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        loaded(tmp_path, packed(files), "a.zip")


def test_an_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.sources.formats.archive.UNPACKED_LIMIT", 10_000)
    data = packed({f"{number}.txt": "word " * 1_000 for number in range(6)})
    with pytest.raises(SourceError, match="unpacks to more than 0 MB: no archive of pages does"):
        loaded(tmp_path, data, "a.zip")


GOOGLE = f"""<html><body class="doc-content"><p class="c1 title" id="h.x1"><span>Ferry stays</span></p>
<p class="c2"><span>{FIRST}</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>
<p class="c2"><span>“We will not sail in this wind</span><sup><a href="#cmnt1"
id="cmnt_ref1">[a]</a></sup><span>,” said Dana Holt, the captain of the ferry.</span></p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>On its page.</span></p></div>
<div class="c9"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Wind or storm?</span></p>
<p>Ask her.</p></div>
<div class="c9"><p><a href="#cmnt_ref2" id="cmnt2">[b]</a><span>Storm, I think.</span></p></div>
</body></html>"""


def test_remarks_of_google_docs_are_not_the_text(tmp_path: Path) -> None:
    article = loaded(tmp_path, GOOGLE, "a.html")
    assert shown(article) == ["h1 Ferry stays", f"p {FIRST}", f"p {SAID}", "p On its page."]


def test_remarks_of_word_are_not_the_text(tmp_path: Path) -> None:
    page = f"""<html><body><p class=MsoTitle>Ferry stays</p><p class=MsoNormal>{FIRST}<span><a
    class=msocomanchor href="#_msocom_1">[MS1]</a></span></p><p class=MsoNormal>{SAID}</p><div
    style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p
    class=MsoCommentText>Wind or storm?</p></div></div></div></body></html>"""
    assert shown(loaded(tmp_path, page, "a.html")) == ["h1 Ferry stays", f"p {FIRST}", f"p {SAID}"]


def _book(body: str, title: str) -> bytes:
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><metadata
    xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata><manifest><item id="a"
    href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>
    </package>"""
    container = '<container><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>'
    return packed(
        {"META-INF/container.xml": container, "content.opf": package, "a.xhtml": f"<body>{body}</body>"}
    )


def test_a_book_whose_maker_gave_no_title_and_its_notes(tmp_path: Path) -> None:
    note = '<aside epub:type="footnote" id="n1"><p>On its page.</p></aside><aside><p>Read on.</p></aside>'
    article = loaded(tmp_path, _book(f"<h1>Ferry stays</h1>{PAGE}{note}", "[Title here]"), "a.epub")
    assert article.title == "Ferry stays"
    assert shown(article) == ["h1 Ferry stays", f"p {FIRST}", f"p {SAID}", "p On its page."]


def _resource(page: str, address: str) -> dict[str, object]:
    return {"WebResourceData": page.encode(), "WebResourceURL": address, "WebResourceMIMEType": "text/html"}


def test_a_saved_page_of_frames_is_the_frame_with_the_article(tmp_path: Path) -> None:
    frames = "<html><frameset cols='20%,80%'><frame src=n.html><frame src=a.html></frameset></html>"
    parts = {"n.html": "<ul><li>Home<li>News</ul>", "a.html": PAGE}
    archive = {
        "WebMainResource": _resource(frames, "https://arlen.example/"),
        "WebSubframeArchives": [
            {"WebMainResource": _resource(page, f"https://arlen.example/{name}")}
            for name, page in parts.items()
        ],
    }
    saved = loaded(tmp_path, plistlib.dumps(archive, fmt=plistlib.FMT_BINARY), "a.webarchive")
    mhtml = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + "".join(
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://arlen.example/{name}\n\n{page}\n"
        for name, page in {"": frames, **parts}.items()
    )
    for article in (saved, loaded(tmp_path, f"{mhtml}--b--\n", "a.mhtml")):
        assert shown(article) == [f"p {FIRST}", f"p {SAID}"]


def test_a_web_archive_whose_kind_is_no_word(tmp_path: Path) -> None:
    main = {**_resource(PAGE, "https://arlen.example/"), "WebResourceMIMEType": ["text/html"]}
    with pytest.raises(SourceError, match="is a web archive of something unnamed, not of a page"):
        loaded(tmp_path, plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY), "a.webarchive")
