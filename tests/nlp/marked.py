"""Sentences with entities and speakers marked by hand, so that a table does not hang on a pipeline's names.

``[Putin|ORG]`` is an entity as a pipeline might find it, ``{he}`` a speaker, ``<…>`` what is said; the first
content belongs to the first speaker, and so on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.source_phrases import Source

_MARK = re.compile(r"\[(?=[^\[\]]+\|[A-Z_]+\])|\|[A-Z_]+\]|[{}<>]")


@dataclass
class Marked:
    """A text without its marks, and where they stood (code points)."""

    text: str
    entities: list[tuple[int, int, str]]
    speakers: list[tuple[int, int]]
    contents: list[tuple[int, int]]


def read_marks(source: str) -> Marked:
    """Take the marks out of ``source``."""
    marked = Marked("", [], [], [])
    open_at: dict[str, int] = {}
    position = 0
    for mark in _MARK.finditer(source):
        marked.text += source[position : mark.start()]
        position = mark.end()
        here, sign = len(marked.text), mark.group()
        if sign in ("[", "{", "<"):
            open_at[sign] = here
        elif sign == "}":
            marked.speakers.append((open_at["{"], here))
        elif sign == ">":
            marked.contents.append((open_at["<"], here))
        else:
            marked.entities.append((open_at["["], here, sign[1:-1]))
    marked.text += source[position:]
    return marked


def make_doc(nlp: Language, marked: Marked) -> Doc:
    """The text parsed by the pipeline, with the marked entities, repaired, and the marked attributions."""
    with nlp.select_pipes(
        disable=[n for n in ("ner", "sayso_entities", "sayso_attributions") if n in nlp.pipe_names]
    ):
        doc = nlp(marked.text)
    spans = [
        doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in marked.entities
    ]
    doc.set_ents([span for span in spans if span is not None])
    attributions = []
    for number, (start, end) in enumerate(marked.speakers):
        speaker = doc.char_span(start, end, alignment_mode="expand")
        content = []
        if number < len(marked.contents):
            words = doc.char_span(*marked.contents[number], alignment_mode="expand")
            content = [(words.start, words.end)]
        source = Source(speaker.start, speaker.end, speaker.root.i, SourceEvidence.SUBJECT)
        attributions.append(Attribution(content, Rule.CLAUSE, source=source))
    doc.user_data["sayso_attributions"] = attributions
    return doc
