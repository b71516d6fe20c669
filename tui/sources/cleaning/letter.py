"""The head of an e-mail saved as text: it tells title, author and date, and is no part of the article."""

from __future__ import annotations

import re

from msgspec import Struct

from tui.domain.text.patterns import late
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.dates import mail_date

_HEAD = late(r"\s*(?:[A-Z][A-Za-z-]{1,30}:.*\n(?:[ \t]+\S.*\n)*){3,}[ \t]*\n")
_FIELD = late(r"^([A-Z][A-Za-z-]{1,30}):[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_ADDRESS = late(r"\s*<[^<>]*>")


class Head(Struct, frozen=True):
    """What the head of a letter says, and where in the text its body begins (code points)."""

    subject: str
    sender: str | None
    date: str | None
    end: int


def head_of(text: str) -> Head | None:
    """The head of a letter, if the text (with newlines as ``\\n``) begins with one of sender and subject."""
    match = _HEAD.match(text)
    if match is None:
        return None
    fields = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(match[0])}
    if "from" not in fields or not fields.get("subject"):
        return None
    sender = stated_names(_ADDRESS.sub("", fields["from"]).strip("\"' "))
    return Head(fields["subject"], sender, mail_date(fields.get("date", "")), match.end())
