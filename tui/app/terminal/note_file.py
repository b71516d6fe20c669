"""The file in which an editor is handed a note: its words, and a comment that says what it is about."""

from __future__ import annotations

from tui.domain.text.safe import one_line

_BEGINS = "<!-- This comment is left out. The note is about:"
_ENDS = "-->"


def with_comment(body: str, passage: str) -> str:
    """The note with the passage below it."""
    return f"{body}\n\n{_comment(passage)}\n"


def without_comment(text: str, passage: str) -> str:
    """What was written: all but the comment, wherever the words stand, within it too."""
    before, found, after = text.rpartition(_comment(passage))
    if found:
        return _joined(before, after)
    before, found, rest = text.rpartition(_BEGINS)
    if not found:
        return text.strip()
    inside, _, after = rest.partition(_ENDS)
    return _joined(before, inside.replace(_quoted(passage), "", 1), after)


def _comment(passage: str) -> str:
    return f"{_BEGINS}\n{_quoted(passage)}\n{_ENDS}"


def _quoted(passage: str) -> str:
    return one_line(passage).replace("--", "- -")


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
