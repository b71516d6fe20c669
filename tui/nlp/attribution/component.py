"""The quotes component: who said what, as frames of token ranges on the Doc (``frames_of``)."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.attribution.frames import Frame
from tui.nlp.attribution.reading import Reading
from tui.nlp.attribution.rules.clauses import clauses
from tui.nlp.attribution.rules.floating import left_over, nested
from tui.nlp.attribution.rules.labelled import headline, transcript
from tui.nlp.attribution.rules.quoted import quoted
from tui.nlp.attribution.rules.verbless import according, blocks, colons, nouns, signed
from tui.nlp.attribution.settle import frames


def sayso_quotes(doc: Doc) -> Doc:
    """Leave the attributions found in ``doc`` on it, for ``frames_of``."""
    doc.user_data["sayso_frames"] = find(doc)
    return doc


def find(doc: Doc) -> list[Frame]:
    """The attributions of ``doc`` in the order of the text: what is surest first claims its words."""
    reading = Reading(doc)
    transcript(reading)
    signed(reading)
    headline(reading)
    quoted(reading)
    according(reading)
    clauses(reading)
    blocks(reading)
    colons(reading)
    nouns(reading)
    left_over(reading)
    nested(reading)
    return frames(reading)
