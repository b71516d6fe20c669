"""Newsletters in plain text, as Mailchimp and Substack make them of pages: marks, addresses, the foot."""

from __future__ import annotations

import re

from tui.domain.text.patterns import late

_STARRED = late(r"^\*\* (?P<words>\S.{0,200})\n-{10,}[ \t]*$", re.MULTILINE)
"""A heading of Mailchimp's."""
_STARS = late(r"(?:^|(?<=\s))\*\* (?=\S)", re.MULTILINE)
_IN_BRACKETS = late(r"[ \t]?\[ ?https?://[^\s\[\]]{1,2000} ?\]")
_IN_PARENTHESES = late(r"[ \t]?\(https?://[^\s()]{1,2000}\)")
_FOOT = late(r"^={20,}[ \t]*$", re.MULTILINE)
_LEAST_LINKS = 2


def is_mailing(text: str) -> bool:
    """Whether such a program plainly wrote a text. Its newlines are ``\\n``."""
    if "[ http" in text and len(_IN_BRACKETS.findall(text)) >= _LEAST_LINKS:
        return True
    return "** " in text and "\n----------" in text and _STARRED.search(text) is not None


def without_mailing_marks(text: str) -> str:
    """The text of a mailing without the addresses behind its links, stars and the foot."""
    if _STARRED.search(text) is None:
        return _IN_BRACKETS.sub("", text)
    text = _IN_PARENTHESES.sub("", _STARRED.sub(r"\n\g<words>\n", text))
    foot, leaving = _FOOT.search(text), text.lower().rfind("unsubscribe")
    return _STARS.sub("", text[: foot.start()] if foot is not None and foot.end() < leaving else text)
