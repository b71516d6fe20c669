"""Lines that name their speaker: transcripts and interviews (NAME: words), headlines (Name: words)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Source, phrase
from tui.nlp.attribution.sources_of_cues import can_speak
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles

_KNOWN = english("attribution")
_HEADLINE_SPEAKERS = _KNOWN.words("headline_speakers")
_WITH_OWNER = _KNOWN.words("headline_speakers_with_owner")
_TURNS = _KNOWN.words("turns")
_NOTICES = _KNOWN.words("notices")
_LONGEST_LABEL = _KNOWN.count("longest_label")
_LONGEST_HEADLINE = _KNOWN.count("longest_headline")
_LONGEST_HEADLINE_LABEL = _KNOWN.count("longest_headline_label")
_NAMED = ("PERSON", "ORG", "GPE", "NORP")
_TOWNS = ("GPE", "LOC", "FAC", "ORG")
_PARTING = frozenset((":", "–", "—", "-", "|"))


@finds(
    Rule.TRANSCRIPT,
    prior=0.93,
    example=Example(
        "REPORTER: Will you resign, minister?\nLUND: I have answered that question twice already.",
        "LUND",
        ":",
        "I have answered that question twice already",
    ),
)
def transcript(reading: Reading) -> None:
    """ "NAME: words" line by line: each line is its speaker's.

    One such line alone must begin with a name or an office. Names in small letters must come again.
    """
    doc = reading.doc
    labelled = [label for label in (_label(reading, start, end) for start, end in _lines(doc)) if label]
    loud = {name for start, colon, _ in labelled if (name := _text(doc, start, colon)).isupper()}
    count = Counter(_key(doc, start, colon) for start, colon, _ in labelled)
    coming_again = {name for name, times in count.items() if times > 1}
    for start, colon, end in labelled:
        name = _text(doc, start, colon)
        if name.isupper():
            town = doc.ent_of[colon - 1] in _TOWNS  # "KOLKATA: It rained.", a dateline
            meant = len(loud) > 1 or (_names(reading, start, colon) and not town)
        else:
            meant = len(coming_again) > 1 and _key(doc, start, colon) in coming_again
        content = trimmed(doc, colon + 1, end)
        if meant and content:
            source = Source(start, colon, colon - 1, SourceEvidence.COLON)
            reading.add(Attribution(content, Rule.TRANSCRIPT, [(colon, colon + 1)], ":", source))


@finds(
    Rule.HEADLINE,
    prior=0.82,
    example=Example(
        "Police: Driver fell asleep at the wheel\n\nThe road was shut for hours.",
        "Police",
        ":",
        "Driver fell asleep at the wheel",
    ),
)
def headline(reading: Reading) -> None:
    """ "Name: words" and "words – police" in a headline, the first line of the text."""
    doc = reading.doc
    start, end = next(_lines(doc), (0, 0))
    if end == doc.n or end - start > _LONGEST_HEADLINE:
        return
    borders = [i for i in range(start + 1, end - 1) if reading.over[i] < 0 and _parts(doc, i)]
    if not borders:
        return
    told_behind = _teller_behind(reading, start, borders[0], end)
    if told_behind is not None:
        content, cue = [(start, borders[0])], (borders[0], borders[0] + 1)
        reading.add(Attribution(content, Rule.HEADLINE, [cue], ":", told_behind))
        return
    if _labelled_first(reading, start, borders[0]):
        border = borders[0]
        name, rest = (start, border), (border + 1, end)
    elif _labelled_last(reading, start, borders[-1], end):
        border = borders[-1]
        name, rest = (border + 1, end), (start, border)
    else:
        return
    content = trimmed(doc, *rest)
    if content and not any(doc.pos[i] in ("VERB", "AUX") and doc.tags[i] != "NNP" for i in range(*name)):
        start, end = _maker(doc, *name)
        source = Source(start, end, end - 1, SourceEvidence.COLON)
        cue = (border, border + 1)
        reading.add(Attribution(reading.fitted(content), Rule.HEADLINE, [cue], ":", source))


def _teller_behind(reading: Reading, start: int, border: int, end: int) -> Source | None:
    """Who tells what a headline opens with: ‘We had no warning’: Villagers recall the flood."""
    doc = reading.doc
    number = reading.over[start]
    whole = number >= 0 and reading.passages[number].outer_end == border
    if not whole or doc.words[border] != ":" or reading.passages[number].words < LONG_PASSAGE:
        return None
    name = next((ent for ent in doc.ents if ent[0] == border + 1), None)
    if name is not None and name[2] == "PERSON" and doc.lower[name[1] : name[1] + 1] == ["on"]:
        return Source(name[0], name[1], name[1] - 1, SourceEvidence.COLON)  # ‘…’: Ada Roe on her new film
    subject = next((i for i in range(border + 1, end) if doc.deps[i] == "nsubj"), -1)
    verb = doc.heads[subject]
    hit = reading.hits_at.get(verb)
    if subject < 0 or hit is None or hit.negated or doc.tags[verb] not in ("VBP", "VBZ") or verb < subject:
        return None  # a past tense is a passive there: "Mayor accused of waste"
    source = phrase(doc, subject, border + 1, end, SourceEvidence.COLON, stop=verb)
    opens = source is not None and source.start == border + 1
    return source if opens and can_speak(reading, source) else None


def _maker(doc: Document, start: int, end: int) -> tuple[int, int]:
    """The part of a label that names who says it: "A lesson from Ada Roe" is hers."""
    by = next((i for i in range(start + 1, end - 1) if doc.lower[i] in ("from", "by")), start - 1)
    return (by + 1, end) if doc.ent_of[end - 1] == "PERSON" else (start, end)


def _labelled_first(reading: Reading, start: int, border: int) -> bool:
    """Whether a headline from ``start`` on begins with who says it and a colon at ``border``."""
    short = border - start <= _LONGEST_HEADLINE_LABEL
    in_marks = reading.over[start] >= 0  # ‘A disgrace to this town’: Mayor under fire
    return reading.doc.words[border] == ":" and short and not in_marks and _names(reading, start, border)


def _labelled_last(reading: Reading, start: int, border: int, end: int) -> bool:
    """Whether a headline ends with who says it, behind a mark at ``border``: no name of a newspaper."""
    if end - border > _LONGEST_LABEL or reading.doc.ent_of[end - 1] == "ORG":
        return False
    return _names(reading, border + 1, end) and _states(reading, start, border)


def _lines(doc: Document) -> Iterator[tuple[int, int]]:
    """The token ranges of the lines that hold anything."""
    start = 0
    for i in range(doc.n + 1):
        if i == doc.n or "\n" in doc.words[i]:
            while start < i and doc.words[start].isspace():
                start += 1
            if start < i:
                yield start, i
            start = i + 1


def _label(reading: Reading, start: int, end: int) -> tuple[int, int, int] | None:
    """Where a line's label begins, its colon and the line's end; None where it has no label."""
    doc = reading.doc
    while start < end and doc.words[start] in ("“", '"', "''"):
        start += 1
    near = range(start + 1, min(start + _LONGEST_LABEL + 1, end - 1))
    colon = next((i for i in near if doc.words[i] == ":"), -1)
    if colon < 0 or colon - 1 in reading.hits_at or doc.lower[start] in _NOTICES:
        return None  # "THE OWNER SAID:" in capitals is no name
    if not all(word[0].isupper() or not word[0].isalpha() for word in doc.words[start:colon]):
        return None
    return start, colon, end


def _key(doc: Document, start: int, end: int) -> str:
    """What tells whether two labels are one: the surname of a person, who is "Ada Roe" first, then "Roe"."""
    return doc.words[end - 1] if doc.ent_of[end - 1] == "PERSON" else _text(doc, start, end)


def _text(doc: Document, start: int, end: int) -> str:
    return doc.doc[start:end].text


def _names(reading: Reading, start: int, end: int) -> bool:
    """Whether a label names somebody: a name, an office, a body that speaks, a turn of an interview."""
    doc = reading.doc
    last = end - 1
    while last > start and not doc.words[last][0].isalpha():
        last -= 1
    if last < end - 1 and doc.words[end - 1].isdigit() and doc.ent_of[last] != "PERSON":
        return False  # "Ferry report 20: Holt disagrees"
    lemma = doc.lemmas[last].lower()
    if doc.ent_of[last] in _NAMED or lemma in roles() or lemma in _HEADLINE_SPEAKERS:
        return lemma not in _WITH_OWNER or last > start  # "Gull editorial: …", not "Editorial: …"
    if doc.lower[last] in _TURNS:
        return True
    shouted = doc.words[last].isupper() and len(doc.words[last]) > 1
    return shouted and doc.words[last].capitalize() in doc.words


def _states(reading: Reading, start: int, end: int) -> bool:
    """Whether a part of a headline has a verb or words in quotation marks, and is not all capitals."""
    if _text(reading.doc, start, end).isupper():
        return False
    return any(reading.over[i] >= 0 or reading.doc.tags[i] in FINITE for i in range(start, end))


def _parts(doc: Document, i: int) -> bool:
    """Whether a mark parts a headline in two: a colon, or a dash or bar between blanks."""
    if doc.words[i] not in _PARTING:
        return False
    return doc.words[i] == ":" or bool(doc.doc[i].whitespace_ and doc.doc[i - 1].whitespace_)
