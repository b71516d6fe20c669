"""The component ``sayso_attributions``: who said what, left on the Doc."""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.attribution.attribution import KEY, Attribution
from tui.nlp.attribution.headlines import without_echoes
from tui.nlp.attribution.reading import Reading
from tui.nlp.attribution.rules import IN_ORDER
from tui.nlp.attribution.settle import settled


def sayso_attributions(doc: Doc) -> Doc:
    """Leave the attributions found in ``doc`` on it, for ``attributions_of``."""
    if doc.lang_ in ("en", ""):
        doc.user_data[KEY] = find(doc)
    else:
        from tui.nlp.attribution.other_languages import find_in_other_language

        doc.user_data[KEY] = find_in_other_language(doc)
    return doc


def find(doc: Doc) -> list[Attribution]:
    """The attributions of ``doc`` in the order of the text."""
    reading = Reading(doc)
    for step in IN_ORDER:
        step(reading)
    return without_echoes(reading, settled(reading))
