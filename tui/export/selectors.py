"""The selectors of the W3C model, read: which passage an annotation of another program is on.

https://www.w3.org/TR/annotation-model/#selectors. Words that are quoted can be found in an article; what only
counts or names elements of a page (XPath, CSS, SVG …) would need that page.
"""

from __future__ import annotations

from typing import Any

from tui.domain.annotation import Anchor

WHOLE = "on whole pages"
UNKNOWN = "not understood"
_LONGEST_NAME = 40
_FARTHEST = 2**53
"""Code points: what JSON's numbers hold exactly, and more than any text has."""


def anchor_of(selector: Any) -> Anchor | None:
    """An anchor of the selectors that quote and count; None without quoted words.

    Of several that quote, the last counts, since what refines another comes after it.
    """
    quote = ("", "", "")
    position: tuple[int, int] | None = None
    waiting: list[tuple[Any, tuple[str, str, str] | None]] = [(selector, None)]
    while waiting:
        part, outer = waiting.pop()
        if isinstance(part, list):
            waiting += [(one, outer) for one in reversed(part)]
        if not isinstance(part, dict):
            continue
        own, counted = _quoted(part), _counted(part)
        if own is not None:
            own = quote = own if outer is None else _within(outer, own)
        elif counted is not None and outer is not None:
            own = quote = _narrowed(outer, *counted)
        elif counted is not None:
            position = counted
        waiting += [(part[key], own or outer) for key in ("refinedBy", "items") if key in part]
    exact, prefix, suffix = quote
    if not exact and not (position and position[0] == position[1] and (prefix or suffix)):
        return None
    start, end = position or (0, len(exact))
    return Anchor(exact=exact, prefix=prefix, suffix=suffix, start=start, end=end)


def _quoted(part: dict[str, Any]) -> tuple[str, str, str] | None:
    """Exact, prefix and suffix of a TextQuoteSelector."""
    exact, prefix, suffix = part.get("exact"), part.get("prefix"), part.get("suffix")
    if part.get("type") != "TextQuoteSelector" or not isinstance(exact, str):
        return None
    return exact, prefix if isinstance(prefix, str) else "", suffix if isinstance(suffix, str) else ""


def _counted(part: dict[str, Any]) -> tuple[int, int] | None:
    """Start and end of a TextPositionSelector."""
    start, end = part.get("start"), part.get("end")
    if part.get("type") != "TextPositionSelector" or type(start) is not int or type(end) is not int:
        return None
    return (start, end) if 0 <= start <= end < _FARTHEST else None


def _narrowed(quote: tuple[str, str, str], start: int, end: int) -> tuple[str, str, str]:
    """The part of a quoted passage that a position within it selects; all of it if that selects none."""
    exact, prefix, suffix = quote
    if not exact[start:end]:
        return quote
    return exact[start:end], prefix + exact[:start], exact[end:] + suffix


def _within(outer: tuple[str, str, str], inner: tuple[str, str, str]) -> tuple[str, str, str]:
    """Words quoted of a quoted passage, with what stands beside them there; as they are, if they do not."""
    exact, prefix, suffix = inner
    for start in (outer[0].find(prefix + exact + suffix) + len(prefix), outer[0].find(exact)):
        if exact and start >= 0 and outer[0].startswith(exact, start):
            return _narrowed(outer, start, start + len(exact))
    return inner


def why_not(targets: list[dict[str, Any]]) -> str:
    """Why no target could be placed: words that are not quoted cannot be found without their source."""
    parts = [part for target in targets for part in listed(target.get("selector"))]
    kinds = {str(part["type"]) for part in parts if isinstance(part, dict) and "type" in part}
    if not kinds:
        return UNKNOWN if parts else WHOLE
    odd = [kind for kind in kinds if not kind.isalnum() or len(kind) > _LONGEST_NAME]
    if odd or "TextQuoteSelector" in kinds:
        return UNKNOWN
    return f"marked by {' and '.join(sorted(kinds))} alone"


def listed(value: Any) -> list[Any]:
    """JSON-LD's one or several values as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
