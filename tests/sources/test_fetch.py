"""Addresses: pages from a local server, and every way in which fetching can fail, each within its limits."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tui.domain.article import article_id
from tui.domain.errors import SourceError
from tui.sources import fetch as fetching
from tui.sources.fetch import canonical, fetch, is_address
from tui.sources.loader import FileLoader
from tui.sources.private_hosts import is_private

WORDS = "The mayor said on Monday that she would come, and on Tuesday, to the surprise of many, she came. "
PAGE = (
    "<html lang='en'><head><title>Mayor keeps her word | The Courier</title></head><body>"
    "<nav><a href='/'>Home</a></nav><article><h1>Mayor keeps her word</h1><p>By Ada Novak</p>"
    f"<p>{WORDS * 2}</p><p>“Zoë, I came,” she said.</p></article></body></html>"
)


_over = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def _send(self, data: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        try:
            match path:
                case "/page":
                    self._send(PAGE.encode())
                case "/latin":
                    self._send(PAGE.encode("cp1252"), content_type="text/html; charset=iso-8859-1")
                case "/text":
                    self._send(("A title of its own\n\n" + WORDS).encode(), content_type="text/plain")
                case "/gzip":
                    self._send(gzip.compress(PAGE.encode()), content_encoding="gzip")
                case "/bomb":
                    self._send(gzip.compress(bytes(64 * 1024 * 1024)), content_encoding="gzip")
                case "/broken":
                    self._send(b"not packed at all", content_encoding="gzip")
                case "/brotli":
                    self._send(b"x", content_encoding="br")
                case "/picture":
                    self._send(b"GIF89a", content_type="image/gif")
                case "/disguised":
                    self._send(b"%PDF-1.7 and so on")
                case "/declared":
                    self._send(b"", content_length=str(99_000_000))
                case "/endless":
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.end_headers()
                    while True:
                        self.wfile.write(b"<p>word</p>" * 10_000)
                case "/slow":
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.end_headers()
                    while True:
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(0.05)
                case "/drip":
                    while True:
                        self.wfile.write(b"H")
                        self.wfile.flush()
                        time.sleep(0.05)
                case "/silent":
                    _over.wait(600)
                case "/once":
                    self._redirect("/page")
                case "/on":
                    to = self.path.partition("?")[2] or "/page"
                    self._send(f'<meta http-equiv="refresh" content="0;url={to}">'.encode())
                case "/nowhere":
                    self.send_response(int(self.path.partition("?")[2]))
                    self.end_headers()
                case "/led":
                    self._redirect(self.path.partition("?")[2])
                case "/round":
                    self._redirect("/round")
                case "/elsewhere":
                    self._redirect("file:///etc/hostname")
                case "/nothing":
                    self._send(b"  ")
                case "/cut":
                    self._send(b"<p>abc", content_length="5000")
                case _:
                    self.send_error(int(path.strip("/")))
        except (BrokenPipeError, ConnectionResetError):
            pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    _over.set()
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_that_says_not_where_to(server: str, status: int) -> None:
    assert f"moved ({status}), but not where to" in refusal(f"{server}/nowhere?{status}")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9", "SOCKS, which takes one more package"),
        ("https_proxy", "ftp://127.0.0.1:9", "The proxy that https_proxy names is none"),
        ("HTTP_PROXY", "http://[::1", "The proxy that HTTP_PROXY names is none"),
        (
            "SSL_CERT_FILE",
            "/no/such/file",
            "The certificates that SSL_CERT_FILE names cannot be used (No such",
        ),
    ],
)
def test_an_environment_that_cannot_be_is_said(
    server: str, name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    assert said in refusal(f"{server}/page")


def refusal(address: str) -> str:
    with pytest.raises(SourceError) as caught:
        FileLoader().load(address)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("path", ["/page", "/gzip", "/once", "/on", "/latin", "/page?utm_source=mail#end"])
def test_pages(server: str, path: str) -> None:
    article = FileLoader().load(server + path)
    assert article.title == "Mayor keeps her word"
    assert article.byline == "Ada Novak"
    assert article.text.startswith("Mayor keeps her word\n\nThe mayor said")
    assert article.text.endswith("“Zoë, I came,” she said.")
    expected = server + path.split("?")[0]
    assert (article.source, article.id) == (expected, article_id(expected))


def test_plain_text(server: str) -> None:
    assert FileLoader().load(server + "/text").text == "A title of its own\n\n" + WORDS.strip()


def test_taken_as_it_is(server: str) -> None:
    assert FileLoader().load(server + "/page", clean=False).text == PAGE


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/404", "says the page is not there (404): check the address"),
        ("/403", "does not let sayso read it (403): open it in a browser"),
        ("/429", "has had too many requests (429): try again later"),
        ("/500", "is in trouble (500): try again later"),
        ("/418", "refuses the request (418)"),
        ("/picture", "is of the type image/gif"),
        ("/disguised", "is a PDF"),
        ("/declared", "is larger than 8 MB"),
        ("/endless", "is larger than 8 MB"),
        ("/bomb", "is larger than 8 MB"),
        ("/broken", "came damaged"),
        ("/brotli", "came packed in a way"),
        ("/round", "was redirected more than 5 times"),
        ("/elsewhere", "is a file's address"),
        ("/on?file:///etc/hostname", "is a file's address"),
        ("/on?/on?/round", "was redirected more than 5 times"),
        ("/nothing", "is empty"),
        ("/cut", "broke off"),
    ],
)
def test_what_fails(server: str, path: str, words: str) -> None:
    assert words in refusal(server + path)


@pytest.mark.parametrize(
    ("path", "total", "silence", "words"),
    [("/slow", 0.6, 30, "0.6"), ("/drip", 0.6, 30, "0.6"), ("/silent", 30, 0.4, "0.4")],
)
def test_time_is_limited_in_all(server: str, path: str, total: float, silence: float, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        fetch(server + path, total=total, silence=silence)
    deadline = time.monotonic() + 300
    while any(thread.name == "sayso-fetch" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_password_is_never_shown(server: str) -> None:
    sentence = refusal(server.replace("//", "//ada:secret@") + "/404")
    assert "secret" not in sentence
    assert "127.0.0.1" in sentence


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert "refuses the connection" in refusal(f"http://127.0.0.1:{port}/")


def test_no_such_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refusal("http://no-such-host.invalid/") == (
        "There is no server called no-such-host.invalid: check the address and your connection."
    )


def test_no_proper_certificate(server: str) -> None:
    assert "is not safe" in refusal(server.replace("http:", "https:"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "give the path itself"),
        ("ftp://example.org/a", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://", "not a proper address"),
        ("http://[::1/", "not a proper address"),
        ("http://example.org:port/", "not a proper address"),
        ("http://exa mple.org/", "not a proper address"),
        ("http://example.org/\x1b[31m", "not a proper address"),
    ],
)
def test_addresses_that_are_none(address: str, words: str) -> None:
    assert words in refusal(address)


@pytest.mark.parametrize(
    ("given", "known_as"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a?b=1&utm_source=x&c=2", "http://example.org:8080/a?b=1&c=2"),
        ("https://me:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a?q=%C3%A4", "https://example.org/a?q=%C3%A4"),
        ("https://[::1]:8000/a", "https://[::1]:8000/a"),
    ],
)
def test_canonical(given: str, known_as: str) -> None:
    assert canonical(given) == known_as
    assert canonical(known_as) == known_as


def test_paths_are_no_addresses() -> None:
    assert not is_address("notes.txt")
    assert not is_address("./http:/x")
    assert not is_address("C:\\news.txt")
    assert is_address("HTTPS://example.org")
    assert fetching.REDIRECTS == 5


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.2", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "2130706434", "[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "[fe80::1]"),
    ],
)
def test_a_redirect_to_this_machines_network_is_refused(server: str, host: str) -> None:
    port = server.rpartition(":")[2]
    sentence = refusal(f"{server}/led?http://{host}:{port}/page")
    assert f"leads on to http://{host}:{port}/page" in sentence
    assert "open it itself" in sentence


def test_a_host_that_was_named_may_lead_to_itself(server: str) -> None:
    assert FileLoader().load(f"{server}/led?{server}/page").title == "Mayor keeps her word"
    assert FileLoader().load(server.replace("127.0.0.1", "localhost") + "/page").title


@pytest.mark.parametrize("host", ["93.184.215.14", "2606:4700::1111", "198.18.0.7", "a..b"])
def test_hosts_of_the_web_are_not_private(host: str) -> None:
    assert not is_private(host)
