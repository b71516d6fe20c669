"""Raised digits, of powers and marks of notes: written so, they are none of the number before them."""

from __future__ import annotations

import re

SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_BEFORE_MARK = re.compile(r"(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]) (?=[,.;:!?)”’])")


def closed_up(words: str) -> str:
    """The words without a blank between a raised digit and a mark, where a PDF sets it off."""
    return _BEFORE_MARK.sub("", words)
