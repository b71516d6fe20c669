"""Letters: newsletters with their page, letters forwarded inside one, and mailboxes with many."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from email.message import Message

from msgspec.structs import replace

from tui.sources.cleaning.dates import mail_date
from tui.sources.draft import Block, Draft, Part
from tui.sources.formats.letter_text import (
    blocks_of_text,
    forwarded_in,
    parted_heads,
    plain_subject,
    plain_text,
    sender_named,
    unquoted,
)
from tui.sources.formats.mime import field, inside, leaves, message_of, words_of
from tui.sources.formats.newsletter import without_frame

PageReader = Callable[[str], Draft]
"""Makes an article of a letter's page."""
_ENVELOPE = re.compile(rb"(?:\A|\r?\n\r?\n)From \S+[ \t].{0,200}\d{4}.{0,80}\r?\n")
"""The line above each letter of a mailbox: ``From ines@example.org Fri Nov  6 12:30:00 2026``.

Its parts are bounded: a line of digits is else looked through anew from each of them.
"""
_QUOTED_ENVELOPE = re.compile(rb"^>(>*From )", re.MULTILINE)
_ANGLES = re.compile(r"\s*<[^<>]*>")
_AUTOMATIC = re.compile(r"\b(?:no-?reply|do-?not-?reply|mailer-daemon)\b", re.IGNORECASE)


_MOST_FORWARDS = 10


def parts_of_letter(data: bytes, name: str, read_page: PageReader) -> list[Part]:
    """The article of a letter, and those of letters that are attached to it. Raises SourceError."""
    letters = list(_letters(message_of(data, name), name, read_page))
    return [Part("", letters[0])] if len(letters) == 1 else _numbered(letters)


def parts_of_mailbox(data: bytes, name: str, read_page: PageReader) -> list[Part]:
    """The articles of a mailbox, each named by its letter's id. Raises SourceError."""
    starts = [(found.start(), found.end()) for found in _ENVELOPE.finditer(data)]
    if not starts:
        return parts_of_letter(data, name, read_page)
    ends = [start for start, _ in starts[1:]] + [len(data)]
    parts: list[Part] = []
    seen: set[str] = set()
    for (_, begin), end in zip(starts, ends, strict=True):
        message = message_of(_QUOTED_ENVELOPE.sub(rb"\1", data[begin:end]), name)
        letters = list(_letters(message, name, read_page))
        identity = field(message, "Message-ID").strip("<> ")
        for number, draft in enumerate(letters, 1):
            known = identity or str(len(parts) + 1)
            known = known if number == 1 else f"{known}/{number}"
            parts.append(Part(known if known not in seen else str(len(parts) + 1), draft))
            seen.add(parts[-1].name)
    return parts


def _numbered(drafts: list[Draft]) -> list[Part]:
    return [Part(str(number), draft) for number, draft in enumerate(drafts, 1)]


def _letters(message: Message, name: str, read_page: PageReader) -> Iterator[Draft]:
    """The letter's own article, if it has any text, and those of the letters inside."""
    pending = [message]
    while pending:
        letter = pending.pop(0)
        own = _own(letter, name, read_page)
        inside = [each for part in leaves(letter, name) for each in _inside(part, name)]
        if own.blocks or not (inside or pending):
            yield own
        pending.extend(inside)


def _inside(part: Message, name: str) -> list[Message]:
    found = inside(part) if part.get_content_type() == "message/rfc822" else []
    packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
    if packed and len(found) == 1 and not found[0].keys():
        # Not allowed (RFC 2046, 5.2.1) and done: the letter is packed like any file.
        return [message_of(_unpacked(str(found[0].get_payload())), name)]
    return found


def _unpacked(words: str) -> bytes:
    try:
        return base64.b64decode("".join(words.split()), validate=False)
    except ValueError:
        return b""


def _own(letter: Message, name: str, read_page: PageReader) -> Draft:
    texts = [part for part in leaves(letter, name) if _is_shown(part)]
    pages = [part for part in texts if part.get_content_type() == "text/html"]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    drafts = [draft for part in pages if (draft := read_page(words_of(part))).blocks]
    if not drafts:
        drafts = [Draft(tuple(blocks_of_text(_plain(part)))) for part in plain]
    shown = parted_heads([_below_subject(block) for draft in drafts for block in draft.blocks])
    blocks = without_frame(shown)
    own = Draft(
        tuple(blocks),
        title=plain_subject(field(letter, "Subject")) or None,
        byline=_sender(letter),
        published=mail_date(field(letter, "Date")),
        language=drafts[0].language if drafts else "en",
        address=_address(letter),
    )
    return _as_forwarded(own, blocks)


def _plain(part: Message) -> str:
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    joins = str(part.get_param("delsp") or "").lower() == "yes"
    return plain_text(words_of(part), flowed=flowed, joins=joins)


def _as_forwarded(own: Draft, blocks: list[Block]) -> Draft:
    """The letter, with the title, the sender and the date of one that is forwarded in its text.

    Of one that was forwarded several times that is the first.
    """
    for _ in range(_MOST_FORWARDS):
        head = forwarded_in(blocks)
        if head is None:
            break
        blocks = [*blocks[: head.start], *unquoted(blocks[head.end :])]
        own = replace(
            own,
            blocks=tuple(blocks),
            title=head.subject or own.title,
            byline=head.sender,
            published=head.date,
        )
    return own


def _below_subject(block: Block) -> Block:
    return replace(block, level=2) if block.level == 1 else block


def _is_shown(part: Message) -> bool:
    return part.get_content_disposition() != "attachment" and part.get_content_maintype() == "text"


def _sender(letter: Message) -> str | None:
    sender = _ANGLES.sub("", field(letter, "From")).strip("\"' ")
    return None if _AUTOMATIC.search(sender) or "@" in sender else sender_named(sender)


def _address(letter: Message) -> str | None:
    """Where the letter stands on the web, if it says so (RFC 5064)."""
    found = re.search(r"https?://[^\s<>]+", field(letter, "Archived-At") or field(letter, "Content-Location"))
    return found[0] if found else None


def without_blank(draft: Draft) -> Draft:
    """The draft without blocks of mere blanks and joiners, which newsletters hide behind a first line."""
    return replace(draft, blocks=tuple(block for block in draft.blocks if re.search(r"\w", block.text)))
