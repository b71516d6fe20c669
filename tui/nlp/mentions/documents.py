"""Documents that speak, and whose they are: "the NATO report", "data from the Archive", "a tweet by X"."""

from __future__ import annotations

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import singular
from tui.nlp.mentions.context import Context

_KNOWN = english("mentions")
_DOCUMENTS = _KNOWN.words("documents")
_POSTS = _KNOWN.words("posts")
_PLATFORMS = _KNOWN.words("platforms")
_KINDS_OF_BODIES = _KNOWN.words("kinds_of_bodies")
_RECEIVED = _KNOWN.words("received")
_PARTING = _KNOWN.words("parting_owner_and_document")
_OWNER_GAP = _KNOWN.count("owner_gap")
_AUTHOR_GAP = _KNOWN.count("author_gap")

_BY = ("by", "from")


def is_document(doc: Document, head: int) -> bool:
    """Whether token ``head`` is a noun for a document."""
    return singular(doc.lower[head]) in _DOCUMENTS or doc.lower[head] in _DOCUMENTS


def owner_of_document(context: Context, start: int, end: int, head: int) -> int:
    """The name record of whom a speaking document belongs to; -1 if it is none or nobody's.

    The document's phrase stands at tokens ``[start, end)``, its head at ``head``.
    """
    doc = context.doc
    if not is_document(doc, head):
        return -1
    if not any(word in _BY for word in doc.lower[head:end]):
        owner = _owner_before(context, start, head)
        if owner >= 0:
            return owner
    return _author_behind(context, head, end)


def _owner_before(context: Context, start: int, head: int) -> int:
    """The last name before a document that owns it: "the NATO report"; -1 if none."""
    doc = context.doc
    names = dict.fromkeys(context.name_at[i] for i in range(start, head) if i in context.name_at)
    for number in reversed(list(names)):
        begin, stop, label = doc.ents[number]
        gap = doc.lower[stop:head]
        if stop == begin + 1 and doc.lower[begin] in _KINDS_OF_BODIES:
            continue  # "Court papers" are of no body called so
        if doc.text_of(begin, stop) in _PLATFORMS and doc.lower[head] in _POSTS:
            continue  # "a Facebook post" is anybody's
        if label in ("ORG", "PERSON", "GPE") and len(gap) <= _OWNER_GAP and _PARTING.isdisjoint(gap):
            return number
    return -1


def _author_behind(context: Context, head: int, end: int) -> int:
    """The name behind "by", "from" or "of" after a document: "a tweet by X"; -1 if none."""
    doc = context.doc
    for preposition in range(head + 1, min(end, head + _AUTHOR_GAP)):
        if doc.lower[preposition] not in ("by", "from", "of") or doc.lower[preposition - 1] in _RECEIVED:
            continue  # "seen by" whoever did not write it
        for i in range(preposition + 1, min(end, preposition + _AUTHOR_GAP)):
            if context.label_at(i) in ("PERSON", "ORG"):
                return context.name_at[i]
            if doc.pos[i] in ("VERB", "ADP") and doc.lower[i] != "of":
                break
        if doc.lower[preposition] in _BY:
            return -1
    return -1
