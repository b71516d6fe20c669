"""Capitals that say nothing: words of headlines and first words of sentences run together with names."""

from __future__ import annotations

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import is_given_name, is_impersonal
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import groups
from tui.nlp.lang.persons import is_particle

_SHORTEST_ADVERB = english("entities").count("shortest_adverb")


def cut_openers(draft: EntityDraft) -> None:
    """ "Hold Ann Roe to Her Word": the name is what the text elsewhere has without the word before it."""
    persons = [ent for ent in draft.ents if ent.label == "PERSON"]
    forms = {tuple(draft.words[ent.start : ent.end]) for ent in persons}
    for ent in persons:
        tokens = draft.words[ent.start : ent.end]
        if len(tokens) < 2 or not _may_open(draft, ent.start):
            continue
        if tuple(tokens[1:]) in forms and (len(tokens) > 2 or _is_plain_word(draft, ent.start)):
            ent.start += 1
    draft.put(draft.ents)


def _may_open(draft: EntityDraft, i: int) -> bool:
    """Whether token ``i`` has its capital from its place, and nothing shows that it begins a name."""
    word = draft.words[i]
    return (
        (draft.initial[i] or draft.title_cased[i])
        and word.isalpha()
        and not is_given_name(word)
        and not is_particle(word)
    )


def _is_plain_word(draft: EntityDraft, i: int) -> bool:
    """Whether token ``i`` is no proper noun, by its tag, its ending or its small letters elsewhere."""
    return not draft.tags[i].startswith("NNP") or draft.words[i].lower() in draft.small or is_adverb(draft, i)


def is_adverb(draft: EntityDraft, i: int) -> bool:
    """Whether the word that opens a sentence at token ``i`` looks like an adverb: "Interestingly"."""
    word = draft.words[i]
    return (
        draft.initial[i] and len(word) >= _SHORTEST_ADVERB and word.endswith("ly") and not is_given_name(word)
    )


def words_below(draft: EntityDraft) -> set[str]:
    """The words of the text where a capital means a name; empty where there are only headlines."""
    found = {
        word
        for word, title_cased, initial in zip(draft.words, draft.title_cased, draft.initial, strict=True)
        if not title_cased and not initial
    }
    return found - groups() if found else found


def is_headline_run(draft: EntityDraft, ent: EntitySpan, below: set[str]) -> bool:
    """Whether words are capitals of a headline and no name: the text ``below`` it has none of them."""
    if not draft.title_cased[ent.start]:
        return False
    tokens = draft.words[ent.start : ent.end]
    if ent.label == "ORG" and (len(tokens) < 2 or "-" in tokens or any(map(is_impersonal, tokens))):
        return False
    return not any(is_given_name(word) or word in below for word in tokens)
