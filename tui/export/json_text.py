"""JSON as text that is safe to print and to store."""

from __future__ import annotations

import json
from typing import Any

from tui.domain.text.safe import safe_json


def dumps(value: Any, *, indent: int | None = 2) -> str:
    """JSON with letters as they are and every character escaped that could act on a terminal."""
    return safe_json(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))
