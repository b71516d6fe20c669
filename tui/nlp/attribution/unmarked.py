"""Passages without quotation marks that somebody says: block quotations, and lines of dialogue with a dash.

Block quotations are known from the article's paragraphs (``Doc.user_data``); dialogue is read from the text:
"— We will not sail, said Dana Holt." A line that opens with a dash is one where it, or a line next to it
that does too, has a verb of saying behind a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.nlp.attribution.regions import Region, quoted_regions, with_unmarked
from tui.nlp.attribution.verbs import FORMS, stem
from tui.nlp.document.document import Document
from tui.nlp.document.tokens import BLOCKS
from tui.nlp.lang.cues import verbs
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_SPEAKING = _KNOWN.words("speaking_pronouns") | _KNOWN.words("articles_and_owners")
_LINE = re.compile(r"^[ \t]*[—–―]\s*(?P<speech>\S[^\n]*)", re.MULTILINE)
_BORDER = re.compile(r"[,?!…]\s+(?=(?P<clause>[\w’'.-]+(?:\s+[\w’'.-]+){0,5}))")
_GOES_ON = re.compile(r"[.,;]\s+[—–―]\s+(?=\S)")
_ANY_DASH = re.compile(r"^[ \t]*[—–―]", re.MULTILINE)


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


def _dialogue(text: str) -> list[Region]:
    """What is said in lines that open with a dash, where one of neighbouring lines has a verb of saying."""
    found: list[Region] = []
    group: list[tuple[re.Match[str], int]] = []
    for line in _LINE.finditer(text):
        if group and text[group[-1][0].end() : line.start()].strip():
            found += _spoken(group)
            group = []
        group.append((line, _end_of_speech(line)))
    return found + list(_spoken(group))


def _spoken(group: list[tuple[re.Match[str], int]]) -> Iterator[Region]:
    """What is said in neighbouring lines with dashes; nothing where none has a verb of saying."""
    if all(end < 0 for _, end in group):
        return
    for line, end in group:
        start, last = line.start("speech"), line.end()
        yield _region(start, end if end > 0 else last)
        again = _GOES_ON.search(line.string, end, last) if end > 0 else None
        if again is not None:
            yield _region(again.end(), last)


def _region(start: int, end: int) -> Region:
    return Region(start, end, start, end, True, False, 0, False, "dash")


def _end_of_speech(line: re.Match[str]) -> int:
    """Where the words end that a clause of saying follows, behind their mark; -1 if none does."""
    for border in _BORDER.finditer(line.string, line.start("speech"), line.end()):
        words = [word.rstrip(".") for word in border["clause"].split()]
        verb = next((i for i, word in enumerate(words) if _says(word)), -1)
        subject = words[0] if verb > 0 else "".join(words[1:2])
        if verb >= 0 and (subject[:1].isupper() or subject in _SPEAKING):
            return border.start() + 1
    return -1


def _says(word: str) -> bool:
    """Whether a word is a form of a verb that brings quotations in."""
    lemma = FORMS.get(word) or stem(word)
    cue = verbs().get(lemma)
    return cue is not None and word != lemma and cue.takes("quote", "invert")
