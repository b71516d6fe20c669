"""The component ``sayso_entities``: repairs a pipeline's named entities by evidence in the document.

A small model labels a name well in one place and badly in another. What it says is taken as votes: the
lists, titles before a name, brackets with an acronym and the other mentions of the same name decide.
The steps are in ``steps``; every one takes and gives token ranges with labels.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

from tui.nlp.entities.draft import EntityDraft
from tui.nlp.entities.steps import repair


def repair_entities(doc: Doc) -> Doc:
    """Set ``doc.ents`` anew: split, mislabelled and missed names repaired by their other mentions.

    Entities never hold a newline, nor begin or end with a title or a possessive ending afterwards.
    """
    if not len(doc):
        return doc
    draft = EntityDraft.of(doc)
    repair(draft)
    doc.set_ents([Span(doc, ent.start, ent.end, label=ent.label) for ent in draft.ents])
    return doc
