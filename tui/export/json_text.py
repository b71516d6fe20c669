"""JSON as text that is safe to print and to store."""

from __future__ import annotations

import json
import re
from typing import Any

# What JSON itself leaves: C1 controls, line separators, bidirectional controls, lone surrogates.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def dumps(value: Any, *, indent: int | None = 2) -> str:
    """JSON with letters as they are and every character escaped that could act on a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
