"""A server of feeds in the test's own process: what it answers is set for each path, what it was asked is
kept.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What a path answers; ``chunks`` are sent without a length, one after the other, until nobody
    listens.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Callable[[], Iterator[bytes]] | None = None


class FeedServer:
    """``answers`` by path; ``asked`` are the paths with the headers that came, in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        self.slow = 0.0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                with outer._lock:
                    outer.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                    outer.at_once += 1
                    outer.most_at_once = max(outer.most_at_once, outer.at_once)
                try:
                    time.sleep(outer.slow)
                    outer._answer(self)
                finally:
                    with outer._lock:
                        outer.at_once -= 1

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        answer = self.answers.get(handler.path, Answer(status=404))
        etag = answer.headers.get("ETag")
        unchanged = etag is not None and handler.headers.get("If-None-Match") == etag
        handler.send_response(304 if unchanged else answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if not unchanged and answer.chunks is None and "Content-Length" not in answer.headers:
            handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        if unchanged:
            return
        try:
            for chunk in answer.chunks() if answer.chunks is not None else [answer.body]:
                handler.wfile.write(chunk)
        except OSError:
            return  # whoever asked has heard enough

    def feed(self, path: str, body: bytes, **headers: str) -> str:
        """Set a feed; the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(body, headers={"Content-Type": "application/rss+xml", **named})
        return self.address + path

    def status(self, path: str, status: int, **headers: str) -> str:
        """Set a status; the address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(status=status, headers=named)
        return self.address + path

    @contextmanager
    def running(self) -> Iterator[FeedServer]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def rss(*items: str, about: str = "<title>Arlen Post</title>") -> bytes:
    """A feed of RSS 2.0 with these items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{about}{inner}</channel></rss>'.encode()


def item(number: int, title: str | None = None, *, link: str = "", guid: str = "") -> str:
    """An item of RSS with a date, one a minute."""
    return (
        f"<title>{title or f'Ferry number {number}'}</title><link>{link or f'/news/{number}'}</link>"
        f"<guid isPermaLink='false'>{guid or f'n{number}'}</guid>"
        f"<pubDate>Mon, 02 Nov 2026 10:{number:02}:00 GMT</pubDate>"
        f"<description>Boat {number} came late. “We waited,” Mayor Ana Lopez said.</description>"
    )
