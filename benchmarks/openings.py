"""What people open, beside the same words in the least Textual app: Markdown, pages, a book, a feed, the web.

Each is opened for the first time, with an empty cache, and again, in turns with the app. CPU is that of the
process on the terminal, up to the first words: not that of the process that reads a page to its end.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.startup import Times, minimal, reader
from benchmarks.table import Row, ratio, spread
from benchmarks.terminal import Terminal
from benchmarks.texts import MARKER, TITLE, text_of, write_epub

FIRST, AGAIN = 1.0, 0.4
"""The most CPU until the first words, by the app's: of a first opening, and of another one."""
_PAGE_SIZE = 300_000
_WORDS = 1_000
_REST = 3.0
"""Seconds in which a page is read and kept."""


def page_of(text: str, size: int = _PAGE_SIZE, *, plain: bool = True) -> str:
    """The text as a page of a news site of so many code points: menus, a rail of teasers, a foot, scripts.

    One that is not ``plain`` names no author: it takes an extractor to see whether there is one.
    """
    title, *paragraphs = [line for line in text.split("\n") if line]
    menu = "".join(f'<li><a href="/section-{n}">Section {n}</a></li>' for n in range(40))
    teaser = '<div class="teaser"><a href="/other-{0}"><h3>Another story, number {0}</h3></a></div>'
    rail = "".join(teaser.format(n) for n in range(60))
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    author = '<p class="byline">By <a href="/people/1">Ada Brook</a></p>'
    shown = (
        f"<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f"{author if plain else ''}{body}</article></main>"
        f'<aside class="rail">{rail}</aside><footer><ul>{menu}</ul></footer>'
    )
    head = f'<meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{title}">'
    script = "window.state = {" + ", ".join(f'"key{n}": "value {n}"' for n in range(200)) + "};"
    scripts = f"<script>{script}</script>" * max((size - len(shown)) // (len(script) + 17), 0)
    return f'<!doctype html><html lang="en"><head>{head}{scripts}</head><body>{shown}</body></html>'


def feed_of(text: str) -> str:
    """The text as the first of ten items of an RSS feed, its words in marks of HTML."""
    paragraphs = [line for line in text.split("\n") if line][1:]
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    other = "<item><title>Another story {0}</title><link>https://news.example/{0}</link></item>"
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour News</title>'
        "<link>https://news.example/</link><description>News</description>"
        f"<item><title>{TITLE}</title><link>https://news.example/a</link>"
        f"<description><![CDATA[{body}]]></description></item>"
        + "".join(other.format(number) for number in range(9))
        + "</channel></rss>"
    )


def markdown_of(text: str) -> str:
    """The text as Markdown with marks in it."""
    title, *paragraphs = [line for line in text.split("\n") if line]
    return "\n\n".join([f"# {title}", *(words.replace("harbour", "*harbour*", 1) for words in paragraphs)])


def write_openings(home: Path) -> dict[str, Path]:
    """The same 1,000 words as files of each kind, by the kind's name in a row."""
    text = text_of(_WORDS)
    files = {
        name: home / file
        for name, file in (
            ("Markdown", "article.md"),
            ("a page of 300 kB", "article.html"),
            ("a page that leaves doubt", "doubt.html"),
            ("EPUB", "article.epub"),
            ("a feed's item", "feed.xml"),
        )
    }
    files["Markdown"].write_text(markdown_of(text), encoding="utf-8")
    files["a page of 300 kB"].write_text(page_of(text), encoding="utf-8")
    files["a page that leaves doubt"].write_text(page_of(text, plain=False), encoding="utf-8")
    files["a feed's item"].write_text(feed_of(text), encoding="utf-8")
    write_epub(files["EPUB"], text)
    return files


def rows_of(home: Path, rounds: int) -> list[Row]:
    """The rows of first and second openings of each kind."""
    article = home / "article.txt"
    article.write_text(text_of(_WORDS), encoding="utf-8")
    app = minimal(home, article)
    rows: list[Row] = []
    files = write_openings(home)
    for name, path in files.items():
        rows += _of_kind(name, app, reader(path), home, rounds)
    with _served(files["a page of 300 kB"]) as address:
        command = (*reader(article)[:-1], address)
        rows += [row for row in _of_kind("an address", app, command, home, rounds) if "again" in row.what]
    return rows


@contextmanager
def _served(page: Path) -> Iterator[str]:
    """An address on this machine that gives the page."""
    body = page.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/article.html"
    finally:
        server.shutdown()
        server.server_close()


def _of_kind(
    name: str, app: tuple[str, ...], command: tuple[str, ...], home: Path, rounds: int
) -> Iterator[Row]:
    times = {way: Times([], []) for way in ("app", "first", "again")}
    for turn in range(rounds + 1):
        _forget(home)
        # What was read is kept a moment after the first words: the second opening comes once it is.
        for way, program, rest in (("app", app, 0.0), ("first", command, _REST), ("again", command, 0.0)):
            with Terminal(program, home) as terminal:
                clock = terminal.until(MARKER)
                cpu = terminal.cpu()
                if rest:
                    terminal.rest(rest)
            if turn:
                times[way].clock.append(clock)
                times[way].cpu.append(cpu)
    base = times["app"]
    for way, limit in (("first", FIRST), ("again", AGAIN)):
        ours = times[way]
        by_clock = f"by the clock {ratio(ours.clock, base.clock):.2f} ×"
        told = f"{spread(ours.cpu)}; app {spread(base.cpu)} of CPU; {by_clock}"
        what = f"first words of {name}" + (", opened again" if way == "again" else "")
        yield Row(f"{what}, by the app's, CPU", ratio(ours.cpu, base.cpu), limit, told=told)


def _forget(home: Path) -> None:
    """Take away what sayso keeps in its folders below ``home``."""
    for folder in home.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
