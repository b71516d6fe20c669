"""JSON as text that is safe to print and to store."""

from __future__ import annotations

import json
from typing import Any

from tui.domain.text.safe import safe_json


def json_text(value: Any, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """JSON with letters as they are and every character escaped that could act on a terminal.

    On one line without ``indent``; with ``ascii_only`` every letter beyond ASCII is escaped too. Raises
    ValueError for what JSON has no number for (NaN).
    """
    return safe_json(json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False))
