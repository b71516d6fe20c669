"""SHA-256 without OpenSSL for what is short: to load that takes 3 ms of a start.

``random`` of the standard library does the same. OpenSSL's is five times as fast, once it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash
    from hashlib import sha256 as _for_short
else:
    try:
        from _sha2 import sha256 as _for_short
    except ImportError:
        try:
            from _sha256 import sha256 as _for_short  # Python 3.11
        except ImportError:
            from hashlib import sha256 as _for_short

_LONG = 1_000_000  # bytes from which on OpenSSL is the faster one, loading included


def sha256(data: bytes = b"") -> _Hash:
    """What ``hashlib.sha256`` gives."""
    if len(data) < _LONG:
        return _for_short(data)
    from hashlib import sha256

    return sha256(data)
