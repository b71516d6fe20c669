"""Entities cut to the name: what stands before and behind it goes."""

from __future__ import annotations

from collections.abc import Iterator

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import NAMED, NO_NAMES, POSSESSIVE, TITLES_OF_PERSONS, is_given_name, is_role
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import places, roles, singular, titles
from tui.nlp.lang.persons import is_particle, is_regnal

_KNOWN = english("entities")
_DANGLING = _KNOWN.words("dangling")
_EPITHETS = _KNOWN.words("epithets")
_LINE_OPENERS = _KNOWN.words("line_openers")
_PAGEANT_TITLES = _KNOWN.words("pageant_titles")
_PAGEANTS = _KNOWN.words("pageants")
_MARKS = frozenset("\"“”'‘’()[]{},;:.-–—*/|…!?")
_EDGES = _MARKS | _KNOWN.words("edge_words")
_BEFORE = _EDGES | POSSESSIVE
_FUNCTION_TAGS = frozenset(["IN", "WRB", "VB", "UH", "CC", "DT", "MD", "WDT", "WP", "PDT"])
_PARTIES = frozenset(("D", "R"))


def trim(draft: EntityDraft) -> None:
    """Cut newlines, quotation marks, articles, titles and possessive endings off, splitting at newlines."""
    words = draft.words
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        if ent.label not in NAMED and not any("\n" in word for word in words[ent.start : ent.end]):
            kept.append(ent)
            continue
        for start, end in _pieces(draft, ent):
            start, end = _without_edges(draft, start, end, ent.label)
            if ent.label == "PERSON":
                start = _behind_titles(draft, start, end)
            elif (
                ent.label == "GPE"
                and end - start > 2
                and words[start] in _PARTIES
                and words[start + 1] == "-"
            ):
                start += 2  # "R-Ohio"
            if end > start:
                kept.append(EntitySpan(start, end, ent.label, ent.sure))
    draft.put(kept)


def _pieces(draft: EntityDraft, ent: EntitySpan) -> Iterator[tuple[int, int]]:
    """What lies between newlines and, in a person's name, between possessive endings."""
    start = ent.start
    for i in range(ent.start, ent.end):
        word = draft.words[i]
        if "\n" in word or (ent.label == "PERSON" and word in POSSESSIVE):
            yield start, i
            start = i + 1
    yield start, ent.end


def _without_edges(draft: EntityDraft, start: int, end: int, label: str) -> tuple[int, int]:
    """A name without marks, articles, epithets and small words at its edges, or nothing."""
    words = draft.words
    while start < end and (words[start] in _BEFORE or words[start].isspace()):
        start += 1
    while end - start > 1 and (words[start] in _EPITHETS or _is_small_start(draft, start, label)):
        start += 1
    while start < end and _closes(draft, start, end):
        end -= 1
    while end - start > 1 and label == "ORG" and words[end - 1] in _DANGLING:
        end -= 1
    return start, end


def _is_small_start(draft: EntityDraft, i: int, label: str) -> bool:
    """Whether a small word does not belong at the front of a name ("struck" + "Surigao del Sur")."""
    word = draft.words[i]
    if not (word.islower() and word.isalpha()) or is_particle(word):
        return False
    if label in ("PERSON", "GPE"):
        return True
    return label == "ORG" and draft.tags[i] == "JJ" and draft.is_capitalised(i + 1)


def _closes(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether the last token belongs to no name; a bracket does that opens within it."""
    word = draft.words[end - 1]
    if word in POSSESSIVE or word.isspace():
        return True
    return word in _EDGES and not (word == ")" and "(" in draft.words[start : end - 1])


def _behind_titles(draft: EntityDraft, start: int, end: int) -> int:
    """Where a person's name begins, behind roles, words that open a line, and titles."""
    words = draft.words
    start = _behind_role(draft, start, end)
    while end - start > 1 and _opens_line(draft, start):
        start += 1
    if end - start > 1 and words[start] in _PAGEANT_TITLES and words[start + 1] in _PAGEANTS:
        start += 1
    if start and words[start - 1] in _PAGEANT_TITLES and words[start] in _PAGEANTS:
        start += 1  # "Miss Universe Ann Roe"
    while (
        end - start > 1
        and _is_title(words[start])
        and not is_regnal(words[start])
        and words[start + 1] != "-"  # "Man-kei"
    ):
        start += 1
    return start


def _behind_role(draft: EntityDraft, start: int, end: int) -> int:
    """Behind the last role before a name and all that stands before it: "Deputy Health Minister" + name."""
    words = draft.words
    for i in range(end - 2, start, -1):
        if is_role(words[i]) and not is_given_name(words[start]):
            return i + 1
        if words[i] in TITLES_OF_PERSONS and words[start] in places():
            return i + 1
    return start


def _opens_line(draft: EntityDraft, i: int) -> bool:
    """Whether token ``i`` is a word that only opens a line with a name after it: "Whether Clinton"."""
    if not (draft.initial[i] or draft.title_cased[i]):
        return False
    folded = fold(draft.words[i])
    opens = folded in NO_NAMES or folded in _LINE_OPENERS or draft.tags[i] in _FUNCTION_TAGS
    return opens and not is_given_name(draft.words[i])


def _is_title(word: str) -> bool:
    if word in titles() or (word.islower() and singular(word) in roles()):
        return True
    return is_role(word) and not is_given_name(word)
