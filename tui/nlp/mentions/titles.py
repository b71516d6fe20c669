"""Titles before a name: "former US President X", "Kremlin spokesman X", "Secretary of State X"."""

from __future__ import annotations

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import titles
from tui.nlp.lang.persons import title_gender
from tui.nlp.mentions.marks import POSSESSIVES
from tui.nlp.mentions.name_description import NameDescription, add_role
from tui.nlp.mentions.records import Construction, Gender
from tui.nlp.mentions.role_phrases import fits, left_edge, owner_ending, role_before_of, role_noun

_KNOWN = english("mentions")
_ADDRESS = _KNOWN.words("words_of_address")
_NEVER_TITLES = _KNOWN.words("nouns_never_titles")
_ADJECTIVES_BEHIND = _KNOWN.words("adjectives_behind_roles")


def read_title(doc: Document, start: int, person: bool, found: NameDescription) -> None:
    """A title or description right before the name: "former US President", "Kremlin spokesman"."""
    last = start - 1
    if last < 0:
        return
    if doc.words[last] in POSSESSIVES:
        if person and last and (owner := owner_ending(doc, last)):
            found.affiliation = owner
        return
    if person:
        found.gender = _gender_of_address(doc, last)
        last = _before_address(doc, last)
        if last < 0:
            return
    title = _title_ending(doc, last)
    if title is None:
        return
    head, noun = title
    if not fits(noun, person) or (head == last and doc.tags[head].startswith("V")) or noun in _NEVER_TITLES:
        return
    begin = left_edge(doc, head)
    if begin and doc.words[begin - 1] in POSSESSIVES and (owner := owner_ending(doc, begin - 1)):
        found.affiliation = owner
    add_role(doc, found, begin, head, last + 1, noun, Construction.TITLE)


def _gender_of_address(doc: Document, last: int) -> Gender:
    """The gender that the words of address which end at token ``last`` tell."""
    address = []
    i = last
    while i >= 0 and doc.words[i] in titles():
        address.append(doc.words[i])
        i -= 1
    return Gender(title_gender(address))


def _before_address(doc: Document, last: int) -> int:
    """The last token of a title that ends at ``last``, words of address behind it left out; -1 if none."""
    while last > 0 and doc.words[last] in titles() and not role_noun(doc, last):
        last -= 1
    if doc.lower[last] not in _ADDRESS:
        return last
    last -= 1
    return last if last >= 0 and role_noun(doc, last) else -1


def _title_ending(doc: Document, last: int) -> tuple[int, str] | None:
    """The head and the role of a title that ends at token ``last``, None if it is none.

    "Prime Minister" may hold a capitalised word of no role; the word next to the name must be one.
    """
    if noun := role_noun(doc, last):
        return last, noun
    if last > 0 and doc.lower[last] in _ADJECTIVES_BEHIND and (noun := role_noun(doc, last - 1)):
        return last, noun
    return role_before_of(doc, last)
