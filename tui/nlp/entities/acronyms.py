"""Acronyms explained in brackets, and those that the tokenizer parts."""

from __future__ import annotations

import re

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import ORGANISATION_HEADS, POSSESSIVE
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import places

_KNOWN = english("entities")
_LAWS = _KNOWN.words("laws")
_PROGRAMMES = _KNOWN.words("programmes")
_MEMBERS = _KNOWN.words("members")
_SMALL = english("nouns").words("small_words_of_names")
_SHORTEST_BLEND = _KNOWN.count("shortest_blend")
_WORDS_A_LETTER = _KNOWN.count("long_form_words_a_letter")
_MORE_WORDS = _KNOWN.count("long_form_more_words")
_SKIPPED = _SMALL | {"-", "'s", "’s"}
_ACRONYM = re.compile(r"^(?:[A-Z][A-Za-z]?){1,5}[A-Z0-9]$|^(?:[A-Z]\.){2,}$")


def is_acronym(word: str) -> bool:
    """Whether a word has the form of an acronym: "FBI", "U.N.", "DoD"."""
    return _ACRONYM.match(word) is not None


def acronyms(draft: EntityDraft) -> None:
    """ "Long Form Name (LFN)": both are organisations, there and everywhere."""
    words = draft.words
    holders = draft.holders()
    added: list[EntitySpan] = []
    dropped: set[int] = set()
    for i in range(1, len(words) - 2):
        if words[i] != "(" or words[i + 2] != ")":
            continue
        end = i if words[i - 1] not in POSSESSIVE else i - 1
        holder = holders[end - 1] if end else None
        if not is_acronym(words[i + 1]) and not _is_blend(draft, holder, i + 1):
            continue
        start = _long_form(words, end, words[i + 1])
        if start is not None and _names_a_thing(words[end - 1].lower(), holder, start):
            # "Digital Millennium Copyright Act (DMCA)" is no organisation, nor is the acronym anywhere.
            dropped.update(range(start, i + 2))
            dropped.update(k for k, word in enumerate(words) if word == words[i + 1])
        else:
            added += _explained(draft, start, end, i + 1, holder)
    added += _hyphenated(draft)
    taken = dropped | {i for ent in added for i in range(ent.start, ent.end)}
    rest = [ent for ent in draft.ents if not any(i in taken for i in range(ent.start, ent.end))]
    draft.put([*rest, *added])


def _explained(
    draft: EntityDraft, start: int | None, end: int, acronym: int, holder: EntitySpan | None
) -> list[EntitySpan]:
    """The long form over ``[start, end)`` and the acronym at token ``acronym`` behind it.

    Where no words have its letters (``start`` None), the entity ``holder`` before the bracket is the long
    form if it is an organisation; as the place of a dateline it is labelled one.
    """
    if start is None:
        if holder is not None and _is_dateline(draft, holder):
            holder.label, holder.sure = "GPE", True
            return [EntitySpan(acronym, acronym + 1, "ORG", sure=True)]
        if holder is None or holder.label not in ("ORG", "FAC"):
            return []
        start = holder.start
    if draft.words[start] in _MEMBERS:
        return []
    label = _label(draft.words, start, end, holder)
    return [EntitySpan(start, end, label, sure=True), EntitySpan(acronym, acronym + 1, label, sure=True)]


def _label(words: list[str], start: int, end: int, holder: EntitySpan | None) -> str:
    """The label of a long form: an organisation's unless it is a known place or a site."""
    if " ".join(words[start:end]) in places():
        return "GPE"
    if holder is None or holder.start != start:
        return "ORG"
    if holder.label == "FAC":
        return "FAC"
    known = holder.sure or words[end - 1].lower() not in ORGANISATION_HEADS
    return "GPE" if holder.label == "GPE" and known else "ORG"


def _hyphenated(draft: EntityDraft) -> list[EntitySpan]:
    """Acronyms that the tokenizer parts: "ABS-CBN"."""
    words = draft.words
    return [
        EntitySpan(i - 1, i + 2, "ORG", sure=True)
        for i in range(1, len(words) - 1)
        if words[i] == "-"
        and all(len(word) > 1 and word.isupper() and word.isalpha() for word in (words[i - 1], words[i + 1]))
        and draft.touches(i - 1)
        and draft.touches(i)
    ]


def _names_a_thing(last: str, holder: EntitySpan | None, start: int) -> bool:
    """Whether a long form that ends in ``last`` is a law or the like; a programme unless marked otherwise."""
    marked = holder is not None and holder.start == start and holder.label == "ORG"
    return last in _LAWS or (last in _PROGRAMMES and not marked)


def _is_dateline(draft: EntityDraft, holder: EntitySpan) -> bool:
    """ "WASHINGTON (AP)": a city and an agency."""
    text = draft.text_of(holder)
    return text.title() in places() or text in places()


def _is_blend(draft: EntityDraft, holder: EntitySpan | None, i: int) -> bool:
    """Whether the word at token ``i`` has the letters of the organisation before it ("Interpol")."""
    word = draft.words[i]
    if holder is None or holder.label != "ORG" or not draft.is_capitalised(i):
        return False
    if not word.isalpha() or len(word) < _SHORTEST_BLEND:
        return False
    letters = iter(draft.text_of(holder).lower())
    return all(letter in letters for letter in word.lower())


def _long_form(words: list[str], end: int, acronym: str) -> int | None:
    """The token where the words begin whose initials are ``acronym``, walking back from ``end``."""
    letters = [letter.upper() for letter in acronym if letter.isalpha()]
    if len(letters) < 2:
        return None
    need = len(letters) - 1
    i = end - 1
    start = None
    while i >= 0 and need >= 0 and end - i <= _WORDS_A_LETTER * len(letters) + _MORE_WORDS:
        word = words[i]
        capital = word[:1].isupper()
        if word[:1].upper() == letters[need] and (capital or word in _SMALL):
            need -= 1
            start = i
        elif word not in _SKIPPED and not (capital and word.isalpha()):
            break
        i -= 1
    return start if need < 0 and start is not None and words[start][:1].isupper() else None
