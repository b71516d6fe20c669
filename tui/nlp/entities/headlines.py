"""Capitals that say nothing: words of headlines and first words of sentences that were glued to names."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.words import BODY_WORDS
from tui.nlp.lang.lists import first_names, groups
from tui.nlp.lang.persons import is_particle


def cut_glued(draft: Draft) -> None:
    """ "Hold Ann Roe to Her Word": the name is what the text elsewhere has without the word before it."""
    persons = [e for e in draft.ents if e.label == "PERSON"]
    forms = {tuple(draft.words[e.start : e.end]) for e in persons}
    small = {w for w in draft.words if w.islower()}
    for ent in persons:
        tokens = draft.words[ent.start : ent.end]
        if (
            len(tokens) < 2
            or not (draft.initial[ent.start] or draft.heading[ent.start])
            or fold(tokens[0]) in first_names()
            or is_particle(tokens[0])
            or not tokens[0].isalpha()
        ):
            continue
        plain = not draft.tags[ent.start].startswith("NNP") or tokens[0].lower() in small
        plain = plain or is_adverb(draft, ent.start)
        if tuple(tokens[1:]) in forms and (len(tokens) > 2 or plain):
            ent.start += 1
    draft.put(draft.ents)


def is_adverb(draft: Draft, i: int) -> bool:
    """Whether the word that opens a sentence at token ``i`` looks like an adverb: "Interestingly"."""
    word = draft.words[i]
    return draft.initial[i] and len(word) > 5 and word.endswith("ly") and fold(word) not in first_names()


def below(draft: Draft) -> set[str]:
    """The words of the text where a capital means a name; empty where there are only headlines."""
    found = {
        word
        for word, heading, initial in zip(draft.words, draft.heading, draft.initial, strict=True)
        if not heading and not initial
    }
    return found - groups() if found else found


def headline_run(draft: Draft, ent: Ent, text: set[str]) -> bool:
    """Whether words are capitals of a headline and no name: the ``text`` under it has none of them."""
    tokens = draft.words[ent.start : ent.end]
    if not draft.heading[ent.start]:
        return False
    if ent.label == "ORG" and (
        len(tokens) < 2 or "-" in tokens or any(fold(w) in BODY_WORDS for w in tokens)
    ):
        return False
    return not any(fold(w) in first_names() or w in text for w in tokens)
