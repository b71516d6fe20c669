"""Letters and saved pages in MIME: their parts unpacked, their heads in words, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from tui.domain.errors import SourceError
from tui.sources.encoding import declared_in, decode

MOST_PARTS = 2_000
"""A letter of more parts is none."""
_LONGEST_FIELD = 2_000
"""So many code points of a field of the head are read; the library takes the square of a field's length."""
_LONGEST_PARAMETERS = 10_000
"""So many bytes of a field about contents are kept: its parameters are told apart in the square of it."""
_CONTENT_FIELD = re.compile(rb"(?:\A|[\r\n])content-[a-z-]{1,40}:", re.IGNORECASE)
_FIELD_END = re.compile(rb"(?>\r\n?|\n)(?![ \t])|\Z")
_BLANKS = re.compile(r"\s+")


def message_of(data: bytes, name: str) -> Message:
    """The letter in ``data``. Raises SourceError, calling it ``name``, if it nests without end."""
    try:
        # The newer policies read addresses by a grammar, in the square of their length.
        return BytesParser(policy=compat32).parsebytes(_with_short_fields(data))
    except (RecursionError, MessageError, ValueError, LookupError):
        raise SourceError(f"{name} is a damaged letter: its parts cannot be told from each other.") from None


def _with_short_fields(data: bytes) -> bytes:
    """The letter without what its fields about contents have beyond a length that none has."""
    kept, done = [], 0
    for field in _CONTENT_FIELD.finditer(data):
        end = _FIELD_END.search(data, field.end())
        most = field.end() + _LONGEST_PARAMETERS
        if end is not None and end.start() > most:
            kept.append(data[done:most])
            done = end.start()
    return b"".join([*kept, data[done:]]) if kept else data


def leaves(message: Message, name: str) -> Iterator[Message]:
    """The parts that hold something, without letters inside. Raises SourceError for too many of them."""
    steps = [message]
    count = 0
    while steps:
        part = steps.pop()
        count += 1
        if count > MOST_PARTS:
            raise SourceError(f"{name} has over {MOST_PARTS:,} parts: no letter has.")
        inner = inside(part)
        if inner and part.get_content_maintype() == "multipart":
            steps.extend(reversed(inner))
        else:
            yield part


def inside(part: Message) -> list[Message]:
    """The parts of a part; none of one that holds words."""
    # Asked for words, the library decodes them by the part's own encoding, which may be none for texts.
    inner = part.get_payload() if part.is_multipart() else ()
    return [each for each in inner if isinstance(each, Message)]


def field(message: Message, key: str) -> str:
    """A field of the head in words, on one line; "" where there is none."""
    value = message.get(key)
    if value is None:
        return ""
    words = str(value)[:_LONGEST_FIELD]
    try:
        pieces = decode_header(words)
    except (MessageError, ValueError):
        return _BLANKS.sub(" ", words).strip()
    text = "".join(
        piece if isinstance(piece, str) else decode(piece, charset if charset != "unknown-8bit" else None)
        for piece, charset in pieces
    )
    return _BLANKS.sub(" ", text).strip()


def words_of(part: Message) -> str:
    """The characters of a part of text, whatever way they were packed; those of no encoding are replaced."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_param("charset")
    if isinstance(charset, tuple):
        charset = charset[2]
    return decode(data, charset or declared_in(data))
