"""Fetching a page over http or https, with limits on time, size and redirects."""

from __future__ import annotations

import os
import re
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec import Struct, field

from tui import __version__
from tui.domain.errors import SourceError
from tui.domain.text.address import canonical
from tui.domain.text.phrases import listed
from tui.sources.files import shown
from tui.sources.leading_on import leads_to
from tui.sources.patience import GLANCE, Patience
from tui.sources.private_hosts import is_private

if TYPE_CHECKING:
    import httpx2

__all__ = ["Page", "Wish", "canonical", "checked", "fetch", "is_address", "named"]

URL_LIMIT = 8 * 1024 * 1024
"""The longest page that is fetched, in bytes after unpacking."""
TOTAL_SECONDS = 30.0
"""How long fetching may take in all, redirects included, in seconds."""
READ_SECONDS = 10.0
"""How long a server may keep silent, in seconds."""
REDIRECTS = 5

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:file|data|javascript|mailto|about):", re.IGNORECASE)
_SECRET = re.compile(r"(?<=:)//[^/?#]*@")
_READ_TYPES = re.compile(
    r"text/.+|application/(?:xhtml\+xml|xml|octet-stream|epub\+zip|pdf|json|x-ndjson|mbox|x-mimearchive)"
    r"|message/rfc822|multipart/related|.*\+(?:xml|json)"
    r"|application/vnd\.(?:oasis\.opendocument\.text|openxmlformats-officedocument\.wordprocessingml\.document)",
    re.IGNORECASE,
)
_HEADERS = {
    "User-Agent": f"sayso/{__version__} (a reader for the terminal)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en,*;q=0.5",
}
_REASONS = {
    401: "asks for a password (401)",
    402: "asks for payment (402)",
    403: "does not let sayso read it (403)",
    404: "says the page is not there (404)",
    410: "says the page was taken away (410)",
    429: "has had too many requests (429)",
    451: "may not show it for legal reasons (451)",
}

_ELSEWHERE = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_PROXIES = ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "all_proxy", "https_proxy", "http_proxy")
_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
"""The environment's variables that say how to reach the web, and whom to believe there."""

_SAVE = "open it in a browser, save the page, and open the file"
_HINTS = {401: _SAVE, 402: _SAVE, 403: _SAVE, 429: "try again later"}
_NO_HOST = ("name or service", "name resolution", "nodename", "getaddrinfo", "no address")


class Page(Struct, frozen=True):
    """What a server sent, unpacked, with its type and encoding as stated, and the last address.

    ``lasting`` is the address to be asked from now on: where only permanent redirects (301, 308) led to.
    ``headers`` have their names in small letters.
    """

    data: bytes
    content_type: str | None
    charset: str | None
    address: str
    status: int = 200
    lasting: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Wish(Struct, frozen=True):
    """What is asked for beside the address: headers, types that are read, statuses that are no failure."""

    headers: Mapping[str, str] = field(default_factory=dict)
    types: re.Pattern[str] = _READ_TYPES
    types_in_words: str = "web pages and text"
    answers: frozenset[int] = frozenset()
    what: str = "article"


_ARTICLE = Wish()


def named(address: str) -> str:
    """An address as it may be shown: without a password, and like any name from outside."""
    return shown(_SECRET.sub("//", address, count=1))


def is_address(source: str) -> bool:
    """Whether a source is an address of any scheme rather than a path."""
    return _SCHEME.match(source) is not None


def checked(address: str) -> str:
    """The address as given if it is one of http or https with a host. Raises SourceError."""
    if re.match(r"file:", address, re.IGNORECASE):
        raise SourceError(f"{named(address)} is a file's address: give the path itself, without file://.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SourceError(f"{named(address)} is not a proper address: check it for slips.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise SourceError(f"{named(address)} cannot be fetched: only http and https addresses can be.")
    if not host or re.search(r"[\s\x00-\x1f\x7f]", address):
        raise SourceError(f"{named(address)} is not a proper address: check it for slips.")
    return address


class _LateError(Exception):
    """The time that fetching may take in all is over."""


def fetch(
    address: str,
    *,
    total: float = TOTAL_SECONDS,
    silence: float = READ_SECONDS,
    wish: Wish = _ARTICLE,
) -> Page:
    """The page at an http(s) address. ``total`` and ``silence`` in seconds.

    Raises SourceError: no such host, refused, not in time, no valid certificate, an error status, too many
    redirects, too large, or of a type that cannot be read.
    """
    checked(address)
    client = _client(silence)
    got: list[Page] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            got.append(_follow(client, address, time.monotonic() + total, wish))
        except BaseException as error:  # noqa: BLE001 (it is raised again in the caller's thread)
            failed.append(error)

    # A thread, since a server that sends its headers a byte at a time never trips the limit on silence.
    thread = threading.Thread(target=work, name="sayso-fetch", daemon=True)
    thread.start()
    patience, end = Patience(), time.monotonic() + total
    try:
        while thread.is_alive() and time.monotonic() < end:
            thread.join(GLANCE)
            patience.look(named(address))
        late = thread.is_alive()
    finally:
        # Where the thread still reads, its next read fails on the closed socket and ends it.
        client.close()
    if late or (failed and isinstance(failed[0], _LateError)):
        raise _late(address, total)
    if got:
        return got[0]
    raise _sentence(failed[0], address, silence) from None


def _client(silence: float) -> httpx2.Client:
    """A client set up as the environment says. Raises SourceError where it says what cannot be."""
    import httpx2

    try:
        return httpx2.Client(
            headers=_HEADERS, timeout=httpx2.Timeout(silence), follow_redirects=False, trust_env=True
        )
    except ImportError as error:
        raise SourceError(
            f"The proxy that {_set(_PROXIES)} names speaks SOCKS, which takes one more package: pip install "
            "“httpx2[socks]”."
        ) from error
    except OSError as error:
        raise SourceError(
            f"The certificates that {_set(_CERTIFICATES)} names cannot be used ({error.strerror or error}): "
            "correct it or unset it."
        ) from error
    except (ValueError, httpx2.InvalidURL) as error:
        raise SourceError(
            f"The proxy that {_set(_PROXIES)} names is none (http://HOST:PORT is): correct it or unset it."
        ) from error


def _set(names: Iterable[str]) -> str:
    """Those of the environment's variables that are set, in words."""
    return listed(name for name in names if os.environ.get(name)) or "the environment"


def _follow(client: httpx2.Client, address: str, deadline: float, wish: Wish) -> Page:
    """Fetch, following up to REDIRECTS redirects, each of them checked like the first address."""
    current = lasting = address
    for _ in range(REDIRECTS + 1):
        with client.stream("GET", current, headers=dict(wish.headers)) as response:
            if response.has_redirect_location:
                to = _led(checked(urljoin(current, response.headers["location"])), address)
                if response.status_code in _FOR_GOOD and lasting == current:
                    lasting = to
                current = to
                continue
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = response.status_code
            if status in wish.answers:
                return Page(b"", None, None, current, status, lasting, headers)
            _refuse_status(status, current)
            content_type = headers.get("content-type", "").split(";")[0].strip().lower() or None
            if content_type is not None and not wish.types.fullmatch(content_type):
                raise SourceError(
                    f"{named(current)} is of the type {shown(content_type)}: sayso reads "
                    f"{wish.types_in_words}."
                )
            data = _body(response, current, deadline, wish.what)
            if (further := leads_to(data, content_type, current)) is not None:
                current = _led(checked(further), address)
                continue
            return Page(data, content_type, response.charset_encoding, current, status, lasting, headers)
    raise SourceError(f"{named(address)} was redirected more than {REDIRECTS} times: it leads nowhere.")


def _refuse_status(code: int, address: str) -> None:
    """Raise SourceError for every status but 200."""
    if code in _ELSEWHERE:
        raise SourceError(
            f"The server of {named(address)} says the page has moved ({code}), but "
            "not where to: look for it in a browser."
        )
    if code >= 400:
        reason = _REASONS.get(code) or (
            f"is in trouble ({code})" if code >= 500 else f"refuses the request ({code})"
        )
        hint = _HINTS.get(code) or ("try again later" if code >= 500 else "check the address")
        raise SourceError(f"The server of {named(address)} {reason}: {hint}.")
    if code != 200:
        raise SourceError(f"{named(address)} has no page to read (status {code}).")


def _body(response: httpx2.Response, address: str, deadline: float, what: str) -> bytes:
    """What was sent, unpacked, within the limits of size and time."""
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > URL_LIMIT:
        raise _too_large(address, what)
    data = bytearray()
    packing = response.headers.get("content-encoding", "").strip().lower()
    for chunk in _unpacked(response.iter_raw(), packing, address):
        data += chunk
        if len(data) > URL_LIMIT:
            raise _too_large(address, what)
        if time.monotonic() > deadline:
            raise _LateError
    return bytes(data)


def _led(to: str, first: str) -> str:
    """Where a redirect leads, unless that is a host of this machine or its network that nobody named."""
    host = urlsplit(to).hostname or ""
    if host != urlsplit(first).hostname and is_private(host):
        raise SourceError(
            f"{named(first)} leads on to {named(to)}, which is in this machine or its own network: if you "
            "want that, open it itself."
        )
    return to


def _unpacked(chunks: Iterator[bytes], packing: str, address: str) -> Iterator[bytes]:
    """The chunks unpacked piece by piece, so that what unpacks to something huge is never held whole."""
    if packing in ("", "identity"):
        yield from chunks
        return
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"{named(address)} came packed in a way sayso does not know ({shown(packing)}).")
    # 32 + 15: gzip and zlib, whichever the header tells.
    unpacker = zlib.decompressobj(47)
    try:
        for chunk in chunks:
            pending = chunk
            while pending:
                yield unpacker.decompress(pending, 1 << 20)
                pending = unpacker.unconsumed_tail
        yield unpacker.flush(1 << 20)
    except zlib.error:
        raise SourceError(f"{named(address)} came damaged (it cannot be unpacked): try again.") from None


def _too_large(address: str, what: str) -> SourceError:
    return SourceError(f"{named(address)} is larger than {URL_LIMIT // 1024**2} MB, which is no {what}.")


def _late(address: str, seconds: float) -> SourceError:
    return SourceError(f"{named(address)} did not arrive within {seconds:g} seconds: try again later.")


def _sentence(error: BaseException, address: str, silence: float) -> BaseException:
    """A SourceError for what httpx2 raised; anything else as it is."""
    import httpx2

    if isinstance(error, SourceError):
        return error
    name = named(address)
    host = shown(urlsplit(address).hostname or address)
    if isinstance(error, httpx2.TimeoutException):
        return SourceError(f"{name} did not answer within {silence:g} seconds: try again later.")
    if isinstance(error, httpx2.ConnectError):
        words = str(error).lower()
        if "certificate" in words or "ssl" in words or "tls" in words:
            return SourceError(f"The connection to {host} is not safe (its certificate is not valid).")
        if any(known in words for known in _NO_HOST):
            return SourceError(f"There is no server called {host}: check the address and your connection.")
        if "refused" in words:
            return SourceError(f"{host} refuses the connection: check the address, or try again later.")
        return SourceError(f"{host} cannot be reached: check your connection.")
    if isinstance(error, httpx2.HTTPError | httpx2.InvalidURL | httpx2.StreamError):
        return SourceError(f"{name} broke off while it was fetched: try again.")
    if isinstance(error, UnicodeError | ValueError):
        return SourceError(f"{name} is not a proper address: check it for slips.")
    return error
