"""Entities that are no names at all, found out by their letters, their words, and the text around them."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.headlines import is_headline_run, words_below
from tui.nlp.entities.votes import surnames_of
from tui.nlp.entities.words import NAMED, NO_NAMES, is_given_name
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular, things, titles

_MEASURES = tuple(f" {word}" for word in english("entities").in_order("measures"))
_NO_NAME_TAGS = frozenset(["RB", "RBR", "MD", "IN", "WRB", "CC", "DT", "PRP", "PRP$", "TO", "EX"])
_LOOKED_AT = NAMED | {"EVENT", "PRODUCT", "WORK_OF_ART", "LAW"}
_GUESSED = frozenset(("PERSON", "ORG"))
_OPENING = frozenset(("PERSON", "ORG", "GPE"))
_MARKS_OF_CODE = frozenset("<>=&/|{}@")


def drop_junk(draft: EntityDraft) -> None:
    """What is no name at all: no letter, a weekday as a person, lower-case words, headline fragments."""
    kept = []
    surnames = surnames_of(draft)
    below = words_below(draft)
    for ent in draft.ents:
        if ent.label not in _LOOKED_AT:
            kept.append(ent)
            continue
        text = draft.text_of(ent)
        if _is_misshapen(text, ent.label) or _is_other_word(draft, ent, text, surnames):
            continue
        if below and ent.label in _GUESSED and not ent.sure and is_headline_run(draft, ent, below):
            continue
        kept.append(ent)
    draft.put(kept)


def _is_misshapen(text: str, label: str) -> bool:
    """Whether the characters are no name's: no letter, no capital, an address, a number at an edge."""
    if len(text) < 2 or "://" in text or not any(letter.isalpha() for letter in text):
        return True
    if label in NAMED and text.islower():
        return True
    if label in ("PERSON", "GPE") and not _MARKS_OF_CODE.isdisjoint(text):
        return True
    return label == "PERSON" and (text[-1].isdigit() or text[0].isdigit())


def _is_other_word(draft: EntityDraft, ent: EntitySpan, text: str, surnames: dict[str, int]) -> bool:
    """Whether the words are known as no name or are no nouns, and are no surname of the article."""
    folded = fold(text)
    if text in things() and ent.label in NAMED and not ent.sure:
        return True
    if folded in NO_NAMES and (not text.isupper() or len(text) < 3):
        return True
    if ent.label in _GUESSED and folded.endswith(_MEASURES):
        return True
    if ent.label == "PERSON" and _is_family(draft, ent, surnames):
        return True
    if folded in surnames:
        return False
    if ent.label == "PERSON" and (text in titles() or singular(folded) in roles()):
        return True
    if ent.sure or ent.end - ent.start > 1:
        return False
    return draft.tags[ent.start] in _NO_NAME_TAGS or _is_opener(draft, ent, text)


def _is_opener(draft: EntityDraft, ent: EntitySpan, text: str) -> bool:
    """Whether a word only has its capital from opening a sentence: "Videos"."""
    return (
        ent.label in _OPENING
        and draft.initial[ent.start]
        and text.lower() in draft.small
        and not is_given_name(text)
    )


def _is_family(draft: EntityDraft, ent: EntitySpan, surnames: dict[str, int]) -> bool:
    """ "The Tongs": a family, not one of them."""
    if ent.end - ent.start > 1 or not ent.start or draft.words[ent.start - 1].lower() != "the":
        return False
    word = fold(draft.words[ent.start])
    return word.endswith("s") and word[:-1] in surnames
