"""Whether a host is of this machine or its own network, where a page of the web has no business to lead.

Its reader may open such a host by naming it. A page that leads there by a redirect could have sayso fetch
what only this machine can reach (a router's pages, a cloud's metadata) and show it as the article.
"""

from __future__ import annotations

import ipaddress
import socket

_NOT_REAL = ipaddress.ip_network("198.18.0.0/15")
"""For measuring networks; some proxies answer for every name of the web with an address of these."""


def is_private(host: str) -> bool:
    """Whether a name or an address leads to this machine, its network, or no single host of the internet.

    Blocking: a name is looked up. One that cannot be is not private: fetching it says why.
    """
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return False
    return any(_is_within(address) for address in found)


def _is_within(text: str) -> bool:
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    if isinstance(address, ipaddress.IPv4Address) and address in _NOT_REAL:
        return False
    return not address.is_global or address.is_multicast
