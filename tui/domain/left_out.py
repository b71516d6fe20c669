"""What is left out of an article when it is read."""

from __future__ import annotations

import msgspec


class LeftOut(msgspec.Struct, frozen=True):
    """Words of the input that are in no article, on one line, and why in words."""

    words: str
    why: str
