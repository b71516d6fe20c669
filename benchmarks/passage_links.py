"""Whether links to passages open pages there, in a real Chromium.

    python -m benchmarks.passage_links PAGE.html... [--each 6] [--chromium /usr/bin/chromium]

Each page is read by sayso and served from this machine; of each, some sentences, quoted words and paragraphs
are linked to and opened. A link is right if the passage is marked (a style sheet gives the marks a colour of
their own) and its first marked word is the passage's first. Needs Pillow. Playwright's headless shell follows
no text fragment, and neither does ``--headless=old``.
"""

from __future__ import annotations

import argparse
import base64
import http.server
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tui.domain.article import Article, Span
from tui.domain.errors import SaysoError
from tui.domain.text.folding import fold_passage
from tui.domain.text.passage_link import passage_link
from tui.sources.loader import FileLoader

_STYLE = (
    b"<style>::target-text{background:#ff00fe!important;color:#000!important}"
    b"html,body{scroll-behavior:auto!important}</style>"
)
_MAGENTA = (255, 0, 254)
_SENTENCE = re.compile(r"[^.!?\n]{12,}[.!?]")
_QUOTED = re.compile(r"[“\"]([^”\"\n]{8,})[”\"]")
_WORDS_AT = """((x, y) => {
  const range = document.caretRangeFromPoint(x, y);
  if (!range) return "";
  const node = range.startContainer;
  return (node.data || "").slice(range.startOffset, range.startOffset + 60);
})(%d, %d)"""


class Chromium:
    """A browser spoken to over pipes (the DevTools protocol, messages ended by NUL)."""

    def __init__(self, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        into, self._write = os.pipe()
        self._read, out = os.pipe()

        def give() -> None:
            os.dup2(into, 13)
            os.dup2(out, 14)
            os.dup2(13, 3)
            os.dup2(14, 4)

        self._process = subprocess.Popen(
            [
                program,
                "--headless=new",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--window-size=900,700",
                "--no-first-run",
                f"--user-data-dir={self._folder.name}",
                "about:blank",
            ],
            close_fds=False,
            preexec_fn=give,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._rest = b""
        self._number = 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = ""
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to one call."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if getattr(self, "_session", ""):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                return dict(answer.get("result", {}))

    def wait(self, event: str, seconds: float = 10.0) -> None:
        """Read until an event comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._next().get("method") == event:
                return

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._read, 1 << 20)
        first, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(first))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._folder.cleanup()


def marked_words(browser: Chromium, address: str) -> str | None:
    """The words from the first mark on that a page shows when it is opened; None: nothing is marked."""
    from PIL import Image

    browser.call("Page.navigate", url="about:blank")
    browser.wait("Page.loadEventFired")
    browser.call("Page.navigate", url=address)
    browser.wait("Page.loadEventFired")
    for _ in range(16):
        time.sleep(0.12)
        shot = browser.call("Page.captureScreenshot", format="png")["data"]
        image = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
        at = image.tobytes().find(bytes(_MAGENTA))
        while at >= 0 and at % 3:
            at = image.tobytes().find(bytes(_MAGENTA), at + 1)
        if at >= 0:
            y, x = divmod(at // 3, image.width)
            found = browser.call("Runtime.evaluate", expression=_WORDS_AT % (x + 1, y + 6))
            return str(found["result"].get("value", ""))
    return None


def passages(article: Article, each: int) -> Iterator[Span]:
    """Sentences, quoted words and paragraphs of an article, some of each."""
    chance = random.Random(article.text_hash)
    sentences = [Span(*one.span()) for one in _SENTENCE.finditer(article.text)]
    quoted = [Span(*one.span(1)) for one in _QUOTED.finditer(article.text)]
    paragraphs = [one.span for one in article.paragraphs if re.search(r"\w\w", one.span.of(article.text))]
    for some in (sentences, quoted, paragraphs):
        yield from chance.sample(some, min(each, len(some)))


class _Pages(http.server.BaseHTTPRequestHandler):
    pages: dict[str, bytes] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        page = self.pages.get(self.path)
        self.send_response(200 if page is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("-v", action="store_true", help="name those that miss")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = Chromium(options.chromium)
    counts = dict.fromkeys(("right", "elsewhere", "nothing marked", "no link"), 0)
    try:
        for number, path in enumerate(options.pages):
            try:
                article = FileLoader().load(str(path))
            except SaysoError as error:
                sys.stderr.write(f"{path}: {error}\n")
                continue
            raw = re.sub(rb"<script\b.*?</script>", b"", path.read_bytes(), flags=re.S | re.I)
            _Pages.pages[f"/{number}"] = re.sub(
                rb"<head\b[^>]*>|\Z", lambda found: found[0] + _STYLE, raw, count=1, flags=re.I
            )
            address = f"http://127.0.0.1:{server.server_port}/{number}"
            article = msgspec.structs.replace(article, source=address)
            for span in passages(article, options.each):
                link = passage_link(address, article.text, [span])
                if link is None:
                    counts["no link"] += 1
                    continue
                seen = marked_words(browser, link)
                wanted = re.findall(r"\w+", fold_passage(span.of(article.text)))
                got = re.findall(r"\w+", fold_passage(seen or ""))
                what = "nothing marked" if seen is None else "right" if wanted[:1] == got[:1] else "elsewhere"
                counts[what] += 1
                if what != "right" and options.v:
                    print(
                        what,
                        path.name,
                        link.partition("#")[2],
                        "|",
                        span.of(article.text)[:80],
                        "|",
                        (seen or "")[:60],
                    )
    finally:
        browser.close()
        server.shutdown()
    print(", ".join(f"{number} {what}" for what, number in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
