"""The component ``sayso_labels``: the entity labels of other languages' pipelines as OntoNotes' labels."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from tui.domain.labels.entities import ENTITY_LABELS

_AS = {
    "PER": "PERSON",
    "persName": "PERSON",
    "orgName": "ORG",
    "placeName": "GPE",
    "geogName": "LOC",
    "GPE_LOC": "GPE",
    "GPE_ORG": "ORG",
    "PROD": "PRODUCT",
    "EVT": "EVENT",
    "date": "DATE",
    "time": "TIME",
}
"""Labels of the pipelines that spaCy's makers publish. What is in neither list (MISC) is no name here."""


def relabelled(doc: Doc) -> Doc:
    """Set ``doc.ents`` anew with labels that are known, without those that are not."""
    kept = [
        (ent.start, ent.end, _AS.get(ent.label_, ent.label_))
        for ent in doc.ents
        # Not the “n” of “n’a”.
        if len(ent.text) > 1 and not ent.text.islower()
    ]
    doc.set_ents([Span(doc, start, end, label) for start, end, label in kept if label in ENTITY_LABELS])
    return doc
