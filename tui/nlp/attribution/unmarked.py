"""Passages without quotation marks that somebody says: block quotations, and lines of dialogue with a dash.

Block quotations are known from the article's paragraphs (``Doc.user_data``); dialogue is read from the text:
"— We will not sail, said Dana Holt." A line that opens with a dash is one where it, or a line next to it
that does too, has a verb of saying behind a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.nlp.attribution.regions import Region, quoted_regions, with_unmarked
from tui.nlp.attribution.verbs import FORMS, stem
from tui.nlp.document.document import Document
from tui.nlp.document.tokens import BLOCKS
from tui.nlp.lang.cues import verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_LINKS = _KNOWN.words("links_in_speech")
_SUBJECTS = _KNOWN.words("subjects_in_speech")
_SPEAKING = _KNOWN.words("speaking_pronouns") | _KNOWN.words("articles_and_owners")
_LINE = re.compile(r"^[ \t]*(?P<dash>[—–―]|--|-(?=\s))\s*(?P<speech>\S[^\n]*)", re.MULTILINE)
_BORDER = re.compile(
    r"(?:[,?!…](?:\s+[—–―-])?|(?<=\w)(?P<bare>\s+[—–―-]))\s+"
    r"(?=(?P<clause>[\w’'.-]+(?:\s+[\w’'.-]+){0,5}))"
)
_GOES_ON = re.compile(
    r"(?:[.,;]|(?<=\w))\s+[—–―-]\s+(?=\S)"
    rf"|,\s+(?=(?:{'|'.join(sorted(_LINKS))})\s+(?:{'|'.join(sorted(_SUBJECTS))})\s)"
)
"""Where speech goes on behind "— A, said X": behind a dash, or a comma and a clause with a subject."""
_ANY_DASH = re.compile(r"^[ \t]*(?:[—–―]|--|-\s)", re.MULTILINE)


def regions_of(doc: Document) -> list[Region]:
    """All quoted passages of a Doc, in marks and without, in the order of their beginnings."""
    regions = quoted_regions(doc.text)
    unmarked = list(_blocks(doc.text, doc.doc.user_data.get(BLOCKS, ())))
    if _ANY_DASH.search(doc.text):
        unmarked += _dialogue(doc.text)
    return with_unmarked(regions, unmarked) if unmarked else regions


def _blocks(text: str, spans: list[tuple[int, int]]) -> Iterator[Region]:
    """Block quotations (code points); one right behind another goes on with it. A signature is none."""
    last = -1
    for start, end in spans:
        if not _LINE.match(text, start, end):
            reopens = 0 <= last <= start and not text[last:start].strip()
            yield Region(start, end, start, end, True, False, 0, reopens, "block")
            last = end


class _Line(NamedTuple):
    """A line that opens with a dash, in code points of the text.

    The words from ``start`` on end at ``end``, where a clause of saying follows whose verb ends at ``told``;
    both are -1 where none does.
    """

    start: int
    end: int
    told: int
    last: int
    hyphen: bool


def _dialogue(text: str) -> list[Region]:
    """What is said in lines that open with a dash, where one of neighbouring lines has a verb of saying."""
    found: list[Region] = []
    group: list[_Line] = []
    for match in _LINE.finditer(text):
        if group and text[group[-1].last : match.start()].strip():
            found += _spoken(text, group)
            group = []
        group.append(_line(match))
    return found + list(_spoken(text, group))


def _spoken(text: str, group: list[_Line]) -> Iterator[Region]:
    """What is said in neighbouring lines with dashes; nothing where none has a verb of saying."""
    if all(line.end < 0 for line in group) or (group[0].hyphen and not _is_talk(text, group)):
        return
    for line in group:
        yield _region(line.start, line.end if line.end > 0 else line.last)
        again = _GOES_ON.search(text, line.told, line.last) if line.end > 0 else None
        if again is not None:
            yield _region(again.end(), line.last)


def _is_talk(text: str, group: list[_Line]) -> bool:
    """Whether lines with hyphens are a conversation, not a list: half of them tell who speaks, one asks.

    Where all tell it, none need ask.
    """
    told = [line for line in group if line.end > 0]
    asks = any(text[line.end - 1] in "?!" for line in told) or len(told) == len(group)
    return asks and len(group) > 1 and 2 * len(told) >= len(group)


def _region(start: int, end: int) -> Region:
    return Region(start, end, start, end, True, False, 0, False, "dash")


def _line(match: re.Match[str]) -> _Line:
    """A line with the end of what is said in it."""
    start, last, hyphen = match.start("speech"), match.end(), match["dash"] == "-"
    for border in _BORDER.finditer(match.string, start, last):
        words = [word.rstrip(".") for word in border["clause"].split()]
        verb = next((i for i, word in enumerate(words) if _says(word)), -1)
        subject = words[0] if verb > 0 else "".join(words[1:2])
        if verb >= 0 and (subject[:1].isupper() or subject in _SPEAKING):
            end = border.start() + (border["bare"] is None)
            return _Line(start, end, match.string.index(words[verb], border.end()), last, hyphen)
    return _Line(start, -1, -1, last, hyphen)


def _says(word: str) -> bool:
    """Whether a word is a form of a verb that brings quotations in."""
    lemma = FORMS.get(word) or stem(word)
    cue = verbs().get(lemma)
    return cue is not None and word != lemma and cue.takes("quote", "invert")
