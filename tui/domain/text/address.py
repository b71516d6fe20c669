"""Addresses on the web: the one by which an article is known, whichever way it was reached."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"utm_\w+|(?:fb|g|d|y)clid|msclkid|igshid|mc_[ce]id|_ga|cmpid|ocid", re.IGNORECASE)


def web_address(words: str) -> str | None:
    """What a file gives as an address, if it is one of the web with no blank in it; else None."""
    return words if words.startswith(("http://", "https://")) and " " not in words else None


def canonical(address: str) -> str:
    """The address without fragment, password and tracking parameters, its host in small letters.

    Raises ValueError for what is no address of a host.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme.lower())
    if parts.port is not None and parts.port != default:
        host += f":{parts.port}"
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    if len(kept) != len(pairs):
        query = urlencode(kept)
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))
