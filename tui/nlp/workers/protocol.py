"""What the reader's process and the analysing one say to each other: msgpack messages, each after its length.

Nothing here imports spaCy. An analysis is sent in pieces small enough that taking one in never holds up the
screen: a book's analysis has some 50,000 mentions.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tui.domain.analysis import Actor, Analysis, Mention, Progress, Quote
from tui.domain.article import Article
from tui.domain.decoding import decoder

_LENGTH = struct.Struct("<I")
HEADER = _LENGTH.size
"""Bytes before each message: its length, an unsigned 32-bit number, little end first."""
LONGEST = 1 << 28
"""Bytes that no message reaches: an article of the greatest size has an eighth of them."""
PIECE = 1_000
"""Mentions, actors or quotes in one message at most."""
NO_JOB = -1


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Analyse this article, the passage at ``focus`` (code points) first."""

    job: int
    article: Article
    focus: int


class Look(msgspec.Struct, frozen=True, tag="look"):
    """The reader of that job's article has gone to ``focus`` (code points): what is there comes next."""

    job: int
    focus: int


class Cancel(msgspec.Struct, frozen=True, tag="cancel"):
    """That job is wanted no more."""

    job: int


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The pipeline is loaded."""


class Piece(msgspec.Struct, frozen=True, tag="piece"):
    """A part of a job's next analysis."""

    job: int
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Step(msgspec.Struct, frozen=True, tag="step"):
    """A job has come that far. ``fresh``: the pieces since the last fresh step make up a new analysis, of a
    text in that ``language``, which is ``unread`` where the pipeline does not read it."""

    job: int
    progress: Progress
    fresh: bool
    final: bool
    language: str = "en"
    unread: bool = False


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A job broke off (``NO_JOB``: the pipeline cannot be loaded); ``message`` is one sentence."""

    job: int
    message: str


Request = Ask | Look | Cancel
Reply = Ready | Piece | Step | Failed

_HALF = re.compile("[\ud800-\udfff]")
_encode = msgspec.msgpack.Encoder().encode
decode_request = decoder(Request).decode
decode_reply = decoder(Reply).decode


def whole(article: Article) -> Article:
    """The article with no half of a surrogate pair, which msgpack has no way to write.

    The name of a file that is not UTF-8 has some, and no analysis looks at it. Offsets stay.
    """
    halves = {
        name: _HALF.sub("\N{REPLACEMENT CHARACTER}", value)
        for name in article.__struct_fields__
        if isinstance(value := getattr(article, name), str) and _HALF.search(value)
    }
    return msgspec.structs.replace(article, **halves)


def framed(message: Request | Reply) -> bytes:
    """A message with its length before it."""
    try:
        body = _encode(message)
    except UnicodeEncodeError:
        if not isinstance(message, Ask):
            raise
        body = _encode(msgspec.structs.replace(message, article=whole(message.article)))
    return _LENGTH.pack(len(body)) + body


def length_in(header: bytes) -> int:
    """The length that a header of ``HEADER`` bytes tells. Raises ValueError if it can be none."""
    (length,) = _LENGTH.unpack(header)
    if length > LONGEST:
        raise ValueError("no message is that long")
    return int(length)


def read_body(stream: BinaryIO) -> bytes | None:
    """The next message's body from a blocking stream; None at its end, also in the middle of a message.

    Raises ValueError for a length that none has.
    """
    header = stream.read(HEADER)
    if len(header) < HEADER:
        return None
    length = length_in(header)
    body = stream.read(length)
    return body if len(body) == length else None


def pieces_of(job: int, analysis: Analysis) -> Iterator[Piece]:
    """An analysis in pieces."""
    for start in range(0, len(analysis.mentions), PIECE):
        yield Piece(job, mentions=analysis.mentions[start : start + PIECE])
    for start in range(0, len(analysis.actors), PIECE):
        yield Piece(job, actors=analysis.actors[start : start + PIECE])
    for start in range(0, len(analysis.quotes), PIECE):
        yield Piece(job, quotes=analysis.quotes[start : start + PIECE])
