"""Passages signed with a name: behind a dash, between dashes, in the line below."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import POSSESSIVE, Source, phrase, phrase_head, run_right
from tui.nlp.document.document import DASHES, FINITE, Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles

_KNOWN = english("attribution")
_LONGEST_SIGNATURE = _KNOWN.count("longest_signature")
_CREDITS = _KNOWN.words("credit_lines")
_SPEAKING_ENTITIES = frozenset(("PERSON", "ORG"))
_SIGNING = DASHES | {"~"}
_SIGNING_NAMES = frozenset(("(", "|"))
"""Marks that a person's name alone signs behind: “…” (Ada Roe)."""


@finds(
    Rule.SIGNED,
    prior=0.93,
    example=Example(
        "“The best evening of my year.” — Tomas Reyes", "Tomas Reyes", "—", "“The best evening of my year.”"
    ),
)
def signed(reading: Reading) -> None:
    """ "…" — Name: a passage with its source behind a dash, to the end of the line; or a name in the next."""
    last_line = -1
    for passage in reading.outermost:
        if passage.number in reading.of_passage:
            continue
        dash = _dash_behind(reading.doc, passage)
        if dash < 0:
            line = _line_below(reading, passage, last_line)
            if line is not None:
                last_line = line.start
                content = [(passage.outer_start, passage.outer_end)]
                reading.add(Attribution(content, Rule.SIGNED, source=line))
            continue
        if (
            dash > passage.outer_end
            and ":" in reading.doc.words[max(passage.outer_start - 2, 0) : passage.outer_start]
        ):
            continue  # Lund said: “…”, and another line
        source = _signature(reading.doc, dash)
        if source is not None:
            first = _first_paragraph(reading, passage)
            content = [(first.outer_start, passage.outer_end)]
            reading.add(Attribution(content, Rule.SIGNED, [(dash, dash + 1)], "—", source))


def _line_below(reading: Reading, passage: Passage, signed_last: int) -> Source | None:
    """The name and what is told of it that sign a passage in the line below: "Ada Roe, pilot".

    Not where such a line stands above it, which is then the passage's, unless it signs the passage before:
    ``signed_last`` is where the last such signature began.
    """
    doc = reading.doc
    behind, before = passage.outer_end, passage.outer_start - 1
    alone = before >= 0 and "\n" in doc.words[before] and behind + 1 < doc.n and "\n" in doc.words[behind]
    if not alone or passage.words < LONG_PASSAGE or passage.region.made_by != "marks":
        return None
    above = before
    while above and "\n" not in doc.words[above - 1]:
        above -= 1
    if above != signed_last and _name_line(reading, above) is not None:
        return None
    return _name_line(reading, behind + 1)


def _name_line(reading: Reading, start: int) -> Source | None:
    """The source in a line that only names a person and tells who that is: "Ada Roe, 61, pilot"."""
    doc = reading.doc
    last = start
    while last < doc.n and doc.ent_of[last] == "PERSON":
        last += 1
    if last == start or last >= doc.n or doc.words[last] not in (",", "("):
        return None
    end = next((i for i in range(start, doc.n) if "\n" in doc.words[i]), doc.n)
    line = range(start, end)
    if end - start > _LONGEST_SIGNATURE or any(reading.over[i] >= 0 or doc.tags[i] in FINITE for i in line):
        return None
    return Source(start, end, last - 1, SourceEvidence.DASH) if doc.words[end - 1][-1].isalnum() else None


def _first_paragraph(reading: Reading, passage: Passage) -> Passage:
    """The passage that this one goes on with, over paragraphs; itself if it goes on with none."""
    while passage.region.reopens and passage.number:
        number = passage.number - 1
        while reading.passages[number].parent >= 0:
            number -= 1
        passage = reading.passages[number]
    return passage


def _dash_behind(doc: Document, passage: Passage) -> int:
    """The token of the dash behind a passage, one with its last mark or in the next line; else -1."""
    last = passage.outer_end - 1
    if doc.words[last][-1] in "―—–" and len(doc.words[last]) > 1:
        return last
    behind = last + 1
    if behind < doc.n and doc.words[behind].isspace():
        behind += 1
        if not _is_signature(doc, behind + 1):
            return -1
    if behind + 1 >= doc.n:
        return -1
    named = doc.words[behind] in _SIGNING_NAMES and doc.ent_of[behind + 1] == "PERSON"
    return behind if named or doc.words[behind] in _SIGNING else -1


def _is_signature(doc: Document, start: int) -> bool:
    """Whether a line goes on from ``start`` with a name, or a role and no full stop: no item of a list."""
    if start >= doc.n or doc.lower[start] in _CREDITS:
        return False
    if doc.pos[start] == "PROPN" or doc.ent_of[start] in _SPEAKING_ENTITIES:
        return True
    end = run_right(doc, start, min(start + _LONGEST_SIGNATURE, doc.n))
    if end == start:
        return False
    named = any(doc.pos[i] == "PROPN" or doc.lemmas[i].lower() in roles() for i in range(start, end))
    person = doc.ent_of[end - 1] == "PERSON"  # —coach Tom Fisk.
    return named and (person or end == doc.n or doc.words[end] != ".")


def _signature(doc: Document, dash: int) -> Source | None:
    """The name between a dash and the end of its line; None if there is no name, or more than one."""
    start = end = dash + 1
    while end < doc.n and "\n" not in doc.words[end] and end - dash < _LONGEST_SIGNATURE:
        end += 1
    if end < doc.n and "\n" not in doc.words[end]:
        return None
    bracket = doc.words[dash] == "("
    while end > start and (doc.words[end - 1] in (".", ",") or doc.words[end - 1].isspace()):
        end -= 1
    if bracket:
        if doc.words[end - 1] != ")":
            return None
        end -= 1
    if end <= start or not (doc.words[start][:1].isupper() or _is_signature(doc, start)):
        return None
    if any(doc.tags[j] in FINITE for j in range(start, end)):
        return None
    head = start
    while head + 1 < end and doc.pos[head + 1] == "PROPN" and doc.words[head + 1] != ",":
        head += 1
    if doc.pos[head] == "DET":
        head = max(phrase_head(doc, start, end), start)
    return Source(start, end, head, SourceEvidence.DASH)


def between_dashes(reading: Reading) -> None:
    """Add passages between dashes, right behind who says them: Ada Roe — “It is shut” — and others."""
    doc = reading.doc
    for passage in reading.outermost:
        mark, behind = passage.outer_start - 1, passage.outer_end
        if mark < 1 or behind >= doc.n or not {doc.words[mark], doc.words[behind]} <= DASHES:
            continue
        named = doc.ent_of[mark - 1] == "PERSON" and doc.words[mark - 1] not in POSSESSIVE
        if not named or passage.number in reading.of_passage or passage.words < LONG_PASSAGE:
            continue
        source = phrase(doc, mark - 1, doc.sentence(mark)[0], mark, SourceEvidence.DASH)
        if source is not None:
            content = [(passage.outer_start, passage.outer_end)]
            reading.add(Attribution(content, Rule.COLON, [(mark, mark + 1)], "—", source))
