"""Proper names that speak and that no entity covers: speaking is evidence enough that one means somebody."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import first_names, roles, singular, titles
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import NameRecord

_NEVER_NAMES = english("mentions").words("never_names")

_PROPER = frozenset(("NNP", "NNPS", "NN"))
_NEVER_NAMES_POS = frozenset(("ADP", "SCONJ", "NUM", "PRON", "DET", "CCONJ"))


def uncovered(context: Context, start: int, end: int, head: int) -> int:
    """A speaker with a proper name that no entity covers: a new name record, -1 where it is none."""
    doc = context.doc
    if head in context.name_at or not _may_be_name(context, head):
        return -1
    left, right = _bounds(context, start, end, head)
    if doc.tags[head] == "NN" and (right - left > 1 or _is_common_word(doc, head)):
        return -1
    if len(doc.text_of(left, right)) < 2:
        return -1
    return _add_name(context, left, right, left > start and doc.words[left - 1] in titles())


def _may_be_name(context: Context, head: int) -> bool:
    """Whether token ``head`` is written and tagged as a name, and is no role and no plural."""
    doc = context.doc
    if not doc.words[head][:1].isupper() or doc.tags[head] not in _PROPER or not doc.words[head][0].isalpha():
        return False
    if singular(doc.lower[head]) in roles() or context.is_plural(head):
        return False
    if doc.pos[head] in _NEVER_NAMES_POS or doc.lower[head] in _NEVER_NAMES:
        return False
    # "Part of the tweet said": a capital at the head of a sentence says nothing.
    return not (
        doc.tags[head] == "NN" and doc.opens_sentence(head) and doc.lower[head + 1 : head + 2] == ["of"]
    )


def _bounds(context: Context, start: int, end: int, head: int) -> tuple[int, int]:
    """The tokens ``[left, right)`` of the name around ``head``, without titles and roles before it."""
    doc = context.doc
    left = head
    while left > start and _is_part_of_name(context, left - 1):
        left -= 1
    right = head + 1
    while right < end and _is_part_of_name(context, right):
        right += 1
    while left < head and (doc.words[left] in titles() or singular(doc.lower[left]) in roles()):
        left += 1
    return left, right


def _is_part_of_name(context: Context, i: int) -> bool:
    """Whether token ``i`` is written and tagged as a name, and no entity covers it."""
    doc = context.doc
    return doc.words[i][:1].isupper() and i not in context.name_at and doc.tags[i] in _PROPER


def _is_common_word(doc: Document, head: int) -> bool:
    """Whether a word has its capital from the sentence that it opens, and stands small elsewhere."""
    return doc.opens_sentence(head) and doc.lower[head] in doc.small


def _add_name(context: Context, left: int, right: int, titled: bool) -> int:
    """A new name record for tokens ``[left, right)``: a person by its given name or title, else a body."""
    doc = context.doc
    determined = left > 0 and doc.lower[left - 1] in ("the", "a", "an")
    person = (
        titled
        or (right - left > 1 and fold(doc.words[left]) in first_names())
        or _is_surname(doc, right - 1)
        or (doc.words[right - 1].isupper() and _labels(doc, right))
    )
    label = "PERSON" if not determined and person else "ORG"
    number = len(context.out.names)
    context.out.names.append(
        NameRecord(context.position(left, right), doc.text_of(left, right), label, acts=True)
    )
    doc.ents.append((left, right, label))
    for i in range(left, right):
        context.name_at[i] = number
    return number


def _is_surname(doc: Document, i: int) -> bool:
    """Whether token ``i`` is how a person ends whom the text names elsewhere: "PENCE" of "Mike Pence"."""
    word = fold(doc.words[i])
    return any(label == "PERSON" and fold(doc.words[stop - 1]) == word for _, stop, label in doc.ents)


def _labels(doc: Document, end: int) -> bool:
    """Whether a transcript's colon stands at token ``end``: "WALLACE: …"."""
    return end < len(doc.words) and doc.words[end] == ":"
