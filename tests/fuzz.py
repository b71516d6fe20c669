"""Damaged input for everything that parses: ``python -m tests.fuzz --minutes 10``. Not part of the suite.

Good files of each kind are damaged (bytes turned, cut, doubled, exchanged, lengths changed, pieces of one put
into another) and read in a process of its own. A failure is an exception that is no sentence of sayso's, a
traceback, a process that dies, or one that takes longer than its limit. The number of a case gives the same
damage again: ``--kind html --case 1234``. Failing inputs stay in a temporary folder; they are not committed.
"""

from __future__ import annotations

import argparse
import json
import os
import plistlib
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tui.domain.errors import SaysoError

if TYPE_CHECKING:
    from tui.library.articles.articles import KeptArticles

SECONDS = 20
"""After which a case has failed; what reads in a process of its own gives up after 15."""
_PAGE = (
    "<html><head><meta charset=utf-8><title>Ferries sail</title></head><body><article><h1>Ferries sail</h1>"
    "<p class=byline>By Ana Lima</p><p>“The ferries sail,” said Tomas Reyes &amp; others.</p>"
    "<blockquote><p>We <b>will</b> sail.</p><footer>— Ana Lima</footer></blockquote>"
    "<figure><img src=a.png><figcaption>The harbour</figcaption></figure><ul><li>One</li><li>Two</li></ul>"
    "<p>More words of the page stand here, and they go on for a while.</p></article></body></html>"
)
_RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://example.org/</link>'
    "<item><title>Ferries sail</title><guid>1</guid><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
    "<description>&lt;p&gt;The ferries sail.&lt;/p&gt;</description></item></channel></rss>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><entry><id>a</id><title>Ferries</title>'
    "<updated>2026-03-01T00:00:00Z</updated><content type='html'>&lt;p&gt;They sail&lt;/p&gt;</content>"
    "</entry></feed>"
)
_MARKDOWN = (
    "---\ntitle: Ferries\nauthor: Ana\n---\n\n# Ferries\n\n> They *sail*, [said](https://e.org) Ana.\n\n"
    "- a\n- b\n"
)
_KEYMAP = b'"quote.next" = "J,]w"\n[keys]\n"note.write" = "i"\n'
_TEXT = "Ferries sail\n\n“They sail,” Ana Lima said.\n\nFeed: a\nTitle: b\n[1]: https://e.org\n"


def _zip(files: dict[str, str]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, words in files.items():
            book.writestr(name, words, zipfile.ZIP_STORED if name == "mimetype" else None)
    return packed.getvalue()


def _epub() -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest><item id="a" '
        'href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return _zip(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "c.opf": package,
            "a.xhtml": _PAGE,
        }
    )


def _docx() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("Ferries sail", "“Now,” said Ana.")
    )
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _zip({"[Content_Types].xml": types, "word/document.xml": document})


def _odt() -> bytes:
    office, words = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    )
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{words}"><office:body><office:text>'
        "<text:h text:outline-level='1'>Ferries</text:h><text:p>“Now,” said Ana.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    return _zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Harbour <news@example.org>", "Ferries sail"
    mail["Date"] = "Tue, 03 Mar 2026 10:00:00 +0000"
    mail.set_content("The ferries sail.")
    mail.add_alternative(_PAGE, subtype="html")
    return mail.as_bytes()


def _mhtml() -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: Ferries\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    )
    page = (
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _PAGE + "\r\n--b--\r\n"
    )
    return (head + page).encode()


def _webarchive() -> bytes:
    main = {
        "WebResourceData": _PAGE.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://e.org/",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def _pdf() -> bytes:
    stream = b"BT /F1 12 Tf 72 720 Td (The ferries sail, said Ana Lima.) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return made + end % (table, len(made))


def _library() -> bytes:
    from tests.library.making import bookmark, highlight, note, reading
    from tui.library.library import TinyLibrary

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        library = TinyLibrary(path)
        library.add(note(), highlight(), bookmark())
        library.keep_reading(reading())
        return path.read_bytes()


def _annotations() -> bytes:
    from tests.library.making import note, reading
    from tui.export.formats.own import library_to_json

    return library_to_json([note(), note("other", at=40)], [reading()]).encode()


def _kept() -> bytes:
    from tests.library.articles import analysis, article
    from tui.library.articles.files import Stored, pack_analysis, pack_article

    ferry = article()
    stored = pack_article(Stored(ferry, "2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"))
    return stored + _BETWEEN + pack_analysis(analysis(ferry))


def _bundle() -> bytes:
    from tests.library.articles import analysis, article
    from tui.library.articles.articles import KeptArticles
    from tui.library.articles.bundle import lines

    with tempfile.TemporaryDirectory() as folder:
        kept = KeptArticles(Path(folder) / "library.json")
        ferry = article()
        kept.keep(ferry, analysis(ferry))
        return "\n".join(lines(kept.store, None)).encode()


def _frames() -> bytes:
    from tests.library.articles import analysis, article
    from tui.nlp.workers.protocol import Failed, Ready, Reply, framed, pieces_of

    replies: list[Reply] = [Ready(), *pieces_of(1, analysis(article())), Failed(1, "It broke off.")]
    return b"".join(framed(reply) for reply in replies)


_OPML = (
    b"<opml version='2.0'><body><outline text='A'>"
    b"<outline xmlUrl='https://e.org/a' text='B'/></outline></body></opml>"
)
_URLS = b'https://e.org/a "~Name" tag\n# no\n"exec:ls" x\n'
_SETTINGS = b'theme = "sayso-light"\nmeasure = 60\n[keys]\n"quote.next" = "J"\n'
_BETWEEN = b"\n--between--\n"

# ── what reads them ──────────────────────────────────────────────────────────────────────────────────────


def _as_file(name: str) -> Callable[[Path, bytes], None]:
    def read(folder: Path, data: bytes) -> None:
        from tui.sources.loader import FileLoader

        path = folder / name
        path.write_bytes(data)
        for article in FileLoader().load_all(str(path)):
            assert all(0 <= one.start <= one.end <= len(article.text) for one in article.paragraphs)

    return read


def _as_library(folder: Path, data: bytes) -> None:
    from tests.library.making import note
    from tui.library.library import TinyLibrary
    from tui.library.safety.check import check, repair

    path = folder / "library.json"
    path.write_bytes(data)
    library = TinyLibrary(path)
    library.annotations()
    library.readings()
    check(path)
    repair(path)
    library = TinyLibrary(path)
    library.add(one := note("after it"))
    assert any(kept.id == one.id for kept in TinyLibrary(path).annotations())


def _as_import(_: Path, data: bytes) -> None:
    from tui.export.importer import merge, read_annotations

    came = read_annotations(data.decode("utf-8", "replace"))
    merge([], came.annotations, came.undated)


def _as_keymap(folder: Path, data: bytes) -> None:
    from tui.app.keys.keymap import read_keymap

    path = folder / "keymap.toml"
    path.write_bytes(data)
    keys, wrong = read_keymap(path)
    assert all(isinstance(one, str) for one in keys.values())
    assert wrong is None or "\n" not in wrong


def _as_theme(folder: Path, data: bytes) -> None:
    from tui.app.theme.choice import chosen

    (folder / "theme").write_bytes(data)
    assert "\n" not in chosen(folder)


def _as_settings(folder: Path, data: bytes) -> None:
    from tui.domain import settings

    (folder / "config.toml").write_bytes(data)
    found = settings.read(folder)
    assert all("\n" not in problem.sentence for problem in found.problems)


def _as_list(_: Path, data: bytes) -> None:
    from tui.sources.feeds.lists import newsboat_urls, opml, read_list

    found = read_list(data, "feeds")
    assert read_list(opml(found.entries).encode(), "opml").entries
    newsboat_urls(found.entries)


def _as_bundle(folder: Path, data: bytes) -> None:
    from tui.library.articles.articles import KeptArticles
    from tui.library.articles.bundle import take_in
    from tui.library.library import TinyLibrary

    path = folder / "library.json"
    kept = KeptArticles(path)
    take_in(data.decode("utf-8", "replace").splitlines(), kept.store, TinyLibrary(path))
    _ask(kept)


def _as_kept(folder: Path, data: bytes) -> None:
    from tests.library.articles import analysis, article
    from tui.library.articles.articles import KeptArticles
    from tui.library.articles.files import ANALYSIS

    kept = KeptArticles(folder / "library.json")
    ferry = article()
    kept.keep(ferry)
    stored, _, found = data.partition(_BETWEEN)
    for path in kept.store.files_of(ferry.id):
        path.unlink()
    kept.store.keep(ferry, analysis(ferry))
    for path in kept.store.files_of(ferry.id):
        path.write_bytes(found if path.suffix == ANALYSIS else stored)
    _ask(kept)
    kept.repair()
    kept.keep(ferry)
    assert any(one.article_id == ferry.id for one in kept.listed())


def _ask(kept: KeptArticles) -> None:
    kept.listed()
    kept.people()
    kept.search("ferries")
    kept.quotes_in()
    list(kept.each())
    kept.check()


def _as_frames(_: Path, data: bytes) -> None:
    import msgspec

    from tui.nlp.workers.protocol import decode_reply, decode_request, read_body

    stream = BytesIO(data)
    try:
        while (body := read_body(stream)) is not None:
            for decode in (decode_reply, decode_request):
                try:
                    decode(body)
                except msgspec.DecodeError:
                    continue
    except ValueError:
        return  # a length that none has: the process that sent it is ended


def _as_feed(folder: Path, data: bytes) -> None:
    _as_file("feed.xml")(folder, data)


KINDS: dict[str, tuple[Callable[[], bytes], Callable[[Path, bytes], None]]] = {
    "text": (lambda: _TEXT.encode(), _as_file("a.txt")),
    "markdown": (lambda: _MARKDOWN.encode(), _as_file("a.md")),
    "html": (lambda: _PAGE.encode(), _as_file("a.html")),
    "epub": (_epub, _as_file("a.epub")),
    "rss": (lambda: _RSS.encode(), _as_feed),
    "atom": (lambda: _ATOM.encode(), _as_feed),
    "mail": (_mail, _as_file("a.eml")),
    "mhtml": (_mhtml, _as_file("a.mhtml")),
    "webarchive": (_webarchive, _as_file("a.webarchive")),
    "json": (
        lambda: json.dumps({"title": "Ferries", "text": "They sail.\n\nNow."}).encode(),
        _as_file("a.json"),
    ),
    "pdf": (_pdf, _as_file("a.pdf")),
    "docx": (_docx, _as_file("a.docx")),
    "odt": (_odt, _as_file("a.odt")),
    "library": (_library, _as_library),
    "import": (_annotations, _as_import),
    "keymap": (lambda: _KEYMAP, _as_keymap),
    "theme": (lambda: b"sayso-dark\n", _as_theme),
    "settings": (lambda: _SETTINGS, _as_settings),
    "opml": (lambda: _OPML, _as_list),
    "urls": (lambda: _URLS, _as_list),
    "bundle": (_bundle, _as_bundle),
    "kept": (_kept, _as_kept),
    "frames": (_frames, _as_frames),
}


def damaged(good: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The bytes with one to six damages."""
    data = bytearray(good)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(at + chance.choice((1, 2, 4, 16, 64)), len(data))
        match chance.randrange(9):
            case 0:
                data[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * chance.choice((1, 2, 50))
            case 3:
                del data[at:]
            case 4:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                data[at:at] = other[begin : begin + chance.choice((4, 32, 400))]
            case 5:
                data[at:at] = chance.choice(
                    (b"\0", b"\xff\xfe", b"\x1b[2J", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r")
                )
            case 6:
                data[at:at] = chance.choice(
                    (b"<", b">", b"&#x1b;", b"{", b"[", b'"', b"%", b"\\ud800", b"1e999", b"null")
                )
            case 7:
                if end > at:
                    data[at] ^= 1 << chance.randrange(8)
            case 8:
                number = str(chance.choice((-1, 0, 2**31, 2**63, 10**30))).encode()
                data[at:end] = number
    return bytes(data)


def _try(kind: str, data: bytes, folder: Path) -> str:
    """What went wrong with a case, read in a process of its own; empty: nothing."""
    source, sink = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        signal.alarm(SECONDS)
        try:
            KINDS[kind][1](folder, data)
        except SaysoError as error:
            if "\n" in str(error):
                os.write(sink, f"more than one line: {str(error)[:200]!r}".encode())
        except BaseException:  # noqa: BLE001  (whatever it is, it is what is looked for)
            os.write(sink, traceback.format_exc()[-1500:].encode("utf-8", "replace"))
        finally:
            os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)}"
    return said


def main() -> int:
    """Damage and read; returns 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--kind", choices=list(KINDS))
    parser.add_argument("--case", type=int, help="only this one")
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    arguments = parser.parse_args()
    kinds = [arguments.kind] if arguments.kind else list(KINDS)
    good = {kind: KINDS[kind][0]() for kind in KINDS}
    others = list(good.values())
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for kind in kinds:  # imports once, before the first fork; and the good ones have to be read
        if wrong := _try(kind, good[kind], kept):
            sys.stdout.write(f"{kind}: the good one fails: {wrong}\n")
        try:
            KINDS[kind][1](kept, good[kind])
        except SaysoError as error:
            sys.stdout.write(f"{kind}: the good one is refused: {error}\n")
    tried = dict.fromkeys(kinds, 0)
    failures: dict[str, list[str]] = {}
    end = time.monotonic() + arguments.minutes * 60
    number = arguments.first if arguments.case is None else arguments.case
    while time.monotonic() < end:
        for kind in kinds:
            data = damaged(good[kind], others, random.Random(f"{kind} {number}"))
            with tempfile.TemporaryDirectory(prefix="fuzz-case-") as folder:
                wrong = _try(kind, data, Path(folder))
            tried[kind] += 1
            if wrong:
                what = f"{kind}: {wrong.strip().splitlines()[-1]}"
                failures.setdefault(what, []).append(str(number))
                (kept / f"{kind}-{number}").write_bytes(data)
                (kept / f"{kind}-{number}.txt").write_text(wrong, encoding="utf-8")
        number += 1
        if arguments.case is not None:
            break
    sys.stdout.write(", ".join(f"{kind} {count}" for kind, count in tried.items()) + "\n")
    for what, cases in failures.items():
        sys.stdout.write(f"{len(cases)} × {what} (cases {', '.join(cases[:5])})\n")
    sys.stdout.write(f"{sum(map(len, failures.values()))} failures" + (f" in {kept}\n" if failures else "\n"))
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
