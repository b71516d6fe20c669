"""Memory that the C library keeps for later, given back to the system: for processes that stay."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Give back what was taken for a moment, where the C library can (glibc); elsewhere nothing happens."""
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # another system's
        ctypes.CDLL(None).malloc_trim(0)
