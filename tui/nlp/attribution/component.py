"""The component ``sayso_attributions``: who said what, left on the Doc."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.attribution.attribution import KEY, Attribution
from tui.nlp.attribution.reading import Reading
from tui.nlp.attribution.rules.clauses import clauses
from tui.nlp.attribution.rules.floating import left_over, nested
from tui.nlp.attribution.rules.labelled import headline, transcript
from tui.nlp.attribution.rules.quoted import quoted
from tui.nlp.attribution.rules.verbless import according, blocks, colons, nouns, signed
from tui.nlp.attribution.settle import settled


def sayso_attributions(doc: Doc) -> Doc:
    """Leave the attributions found in ``doc`` on it, for ``attributions_of``."""
    doc.user_data[KEY] = find(doc)
    return doc


def find(doc: Doc) -> list[Attribution]:
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
    return settled(reading)
