"""What a letter's text has around its words: flowed lines, a signature, the head of a forwarded letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from tui.domain.article import ParagraphKind
from tui.sources.cleaning.byline import names_people, stated_names
from tui.sources.cleaning.dates import mail_date, read_date
from tui.sources.draft import Block
from tui.sources.formats.text import draft_of

_SIGNATURE = re.compile(r"^-- ?\n(?:(?!>).*(?:\n|\Z)){1,12}\Z", re.MULTILINE)
"""A signature, at the end of a letter (RFC 3676, 4.3); programs take the blank off its line."""
_BARE_MARK = re.compile(r"^>[> \t]*$", re.MULTILINE)
_QUOTED_ADDRESS = re.compile(
    r"\s?<(?:mailto:)?[^<>@\s]{1,80}@[^<>\s]{1,80}>(?=\s(?:wrote|writes)\s?:$)", re.MULTILINE
)
_FORWARDED = (
    "(?:begin )?forwarded message|original message|forwarded by .{1,80}?|message (?:transféré|d['’]origine)"
    "|(?:weitergeleitete|ursprüngliche) nachricht|mensaje (?:reenviado|original)"
    "|messaggio (?:inoltrato|originale)|mensagem (?:encaminhada|original)"
    "|(?:doorgestuurd|oorspronkelijk) bericht"
)
_DASHED = re.compile(rf"[-_\s]*(?:{_FORWARDED})[-_\s]*:?[-_\s]*", re.IGNORECASE)
_FIELDS = {
    "from": "from de von da van",
    "date": "date sent datum gesendet envoyé fecha enviado data inviato enviada verzonden",
    "subject": "subject objet betreff asunto oggetto assunto onderwerp",
    "to": "to à an para a aan",
    "cc": "cc bcc reply-to importance sender",
}
"""What programs for mail call the lines of a forwarded letter's head, in seven languages."""
_KEYS = {name: key for key, names in _FIELDS.items() for name in names.split()}
_NAMES = "|".join(_KEYS)
_FIELD = re.compile(rf"({_NAMES}) ?:\s+(\S.*)", re.IGNORECASE)
_HEAD = re.compile(rf"(?:^(?:>[ \t]?)?\*?(?:{_NAMES}) ?:.*\n){{3,}}", re.MULTILINE | re.IGNORECASE)
_SUBJECT = re.compile(rf"^(?:>[ \t]?)?\*?(?:{'|'.join(_FIELDS['subject'].split())}) ?:", re.M | re.I)
_GLUED_HEAD = re.compile(
    rf"(?P<dashes>[-_]{{3,}}\s*(?:{_FORWARDED})\s*[-_]{{3,}})\s+(?P<fields>.+)", re.IGNORECASE
)
"""Where lines were joined: the dashes and the fields behind them."""
_NEXT_FIELD = re.compile(rf"\s+(?=(?:{_NAMES}) ?: )", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[<\[(](?:mailto:)?[^<>\[\]()@\s]+@[^<>\[\]()\s]+[>\])]|\bon behalf of\b.*")
_LEAST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The head of a letter that is forwarded in another's text: where its lines stand, and what they say."""

    start: int
    end: int
    sender: str | None
    subject: str | None
    date: str | None


def plain_text(words: str, *, flowed: bool, joins: bool) -> str:
    """The text of a letter without its signature, what only wraps joined where it says so.

    ``flowed`` and ``joins``: the parameters ``format=flowed`` and ``delsp=yes`` of its type (RFC 3676).
    """
    words = words.replace("\r\n", "\n")
    words = _SIGNATURE.sub("", _QUOTED_ADDRESS.sub("", words))
    words = "\n".join(_unflowed(words.split("\n"), joins=joins)) if flowed else words
    return _BARE_MARK.sub("", words)


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs of a letter's text, a forwarded letter's apart from those above its head."""
    head = _HEAD.search(text)
    if head is None or _SUBJECT.search(head[0]) is None:  # "A: Yes." stands in interviews
        return list(draft_of(text).blocks)
    lines = [Block(line.lstrip("> \t")) for line in head[0].splitlines()]
    return [*draft_of(text[: head.start()]).blocks, *lines, *draft_of(text[head.end() :]).blocks]


def _unflowed(lines: Sequence[str], *, joins: bool) -> list[str]:
    """Lines of flowed text, each paragraph on one: a line that ends in a blank goes on in the next."""
    found: list[list[str]] = []
    depth, is_open = 0, False
    for line in lines:
        words = line.lstrip(">")
        marks = len(line) - len(words)
        words = words.removeprefix(" ")
        goes_on = words.endswith(" ") and words.rstrip() != "--"
        if not (is_open and marks == depth):
            found.append(["> "] if marks else [])
        found[-1].append(words[:-1] if goes_on and joins else words)
        if not goes_on and words:
            found.append([])  # a paragraph of its own
        depth, is_open = marks, goes_on
    return ["".join(pieces) for pieces in found]


def parted_heads(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs, a forwarded letter's head a line each where its lines were taken for wrapped ones."""
    found = []
    for block in blocks:
        head = _GLUED_HEAD.fullmatch(block.text)
        if head is None:
            found.append(block)
        else:
            lines = (head["dashes"], *_NEXT_FIELD.split(head["fields"]))
            found.extend(replace(block, text=line) for line in lines)
    return found


def forwarded_in(blocks: Sequence[Block]) -> Forwarded | None:
    """The head of the first letter that is forwarded in another's paragraphs; None where there is none."""
    for start, block in enumerate(blocks):
        if not _FIELD.fullmatch(block.text.replace("*", "")):
            continue
        fields: dict[str, str] = {}
        end = start
        while end < len(blocks) and (field := _FIELD.fullmatch(blocks[end].text.replace("*", ""))):
            fields.setdefault(_KEYS[field[1].lower()], field[2].strip())
            end += 1
        if len(fields) < _LEAST_FIELDS or not fields.keys() >= {"from", "subject"}:
            continue
        if start and _DASHED.fullmatch(blocks[start - 1].text):
            start -= 1
        date = fields.get("date", "")
        return Forwarded(
            start,
            end,
            sender_named(_ADDRESS.sub("", fields["from"])),
            plain_subject(fields["subject"]) or None,
            mail_date(date) or read_date(date),
        )
    return None


def sender_named(words: str) -> str | None:
    """A byline from who sent a letter: "Petit, Omar", "Mira Sand from Gull Notes"; None for no name."""
    words = words.strip("\"' ")
    last, comma, first = words.partition(", ")
    if comma and len(last.split()) == 1 and len(first.split()) <= 2 and names_people(f"{first} {last}"):
        words = f"{first} {last}"
    person = re.split(r" (?:from|at|via|\|) ", words, maxsplit=1)[0]
    return stated_names(person if names_people(person) else words)


def plain_subject(subject: str) -> str:
    """A subject without what programs put before it."""
    return re.sub(r"\A(?:(?:Fwd?|Re|Fw|Aw|Wg|Tr) ?(?:\[\d+\])?:\s*)+", "", subject, flags=re.IGNORECASE)


def unquoted(blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs, those of a forwarded letter that is quoted as a whole as its own."""
    if not blocks or any(block.kind is not ParagraphKind.QUOTE_BLOCK for block in blocks):
        return list(blocks)
    return [replace(block, kind=ParagraphKind.PARAGRAPH) for block in blocks]
