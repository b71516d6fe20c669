"""The quotes component: who said what, as frames of token ranges on ``Doc._.frames``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from tui.nlp.attribution.frames import Frame
from tui.nlp.attribution.reading import Reading
from tui.nlp.attribution.rules.clauses import clauses
from tui.nlp.attribution.rules.floating import left_over, nested
from tui.nlp.attribution.rules.labelled import headline, transcript
from tui.nlp.attribution.rules.quoted import quoted
from tui.nlp.attribution.rules.verbless import according, blocks, colons, nouns, signed
from tui.nlp.attribution.settle import frames


@Language.component("sayso_quotes", assigns=["doc._.frames"], requires=["token.dep"])
def sayso_quotes(doc: Doc) -> Doc:
    """Fill ``doc._.frames`` with the attributions found in ``doc``."""
    doc.user_data["sayso_frames"] = find(doc)
    return doc


def find(doc: Doc) -> list[Frame]:
    """The attributions of ``doc`` in the order of the text: what is surest first claims its words."""
    r = Reading(doc)
    transcript(r)
    signed(r)
    headline(r)
    quoted(r)
    according(r)
    clauses(r)
    blocks(r)
    colons(r)
    nouns(r)
    left_over(r)
    nested(r)
    return frames(r)
