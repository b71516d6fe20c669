"""Labels of entities: the words for them, and the few groups that are coloured alike."""

from __future__ import annotations

from tui.domain.text.safe import one_line

ENTITY_LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, city or state",
    "LOC": "place",
    "NORP": "nationality, religion or party",
    "FAC": "building or site",
    "EVENT": "event",
    "PRODUCT": "product",
    "WORK_OF_ART": "title of a work",
    "LAW": "law",
    "LANGUAGE": "language",
    "DATE": "date",
    "TIME": "time",
    "PERCENT": "percentage",
    "MONEY": "amount of money",
    "QUANTITY": "quantity",
    "ORDINAL": "ordinal",
    "CARDINAL": "number",
}
"""OntoNotes's labels in words."""
ENTITY_STYLES = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "norp",
    "DATE": "time",
    "TIME": "time",
    "EVENT": "other",
}
"""Which labels are shown in one colour, by the name of its style."""


def label_in_words(label: str) -> str:
    """An entity label in words; one that is not OntoNotes's is shown as it is."""
    return ENTITY_LABELS.get(label, one_line(label).lower())
