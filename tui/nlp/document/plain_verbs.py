"""Verbs of saying in the present, told to the pipeline where a plural noun is written alike.

A tagger trained on news takes most of "warns", "claims", "recalls" for nouns beside a quotation, and the
parse goes wrong with the tag. Where only a verb can stand, the form enters the pipeline's features as the
one that every pipeline knows; the text stays. Measured on all cues in eight frames: 689 of 1,316 right
before, all after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from tui.nlp.lang.cues import base_forms, present_forms
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular

_KNOWN = english("attribution")
_ADVERBS = "|".join(sorted(_KNOWN.words("adverbs_before_cue")))
_SPEAKING = _KNOWN.words("speaking_pronouns")
_ARTICLES = _KNOWN.words("articles_and_owners")
_SAID = frozenset(_KNOWN.table("certain_forms"))
_TIMES = _KNOWN.words("days") | _KNOWN.words("other_times")
_NAME = r"(?:[A-Z][\w’'.-]*\s){1,5}?"
_BEHIND_MARK = r"[,?!…—–][”\"’']\s"
_BEHIND_COMMA = r"(?<=[a-z\d],\s)"
_BEFORE_MARK = r"(?=[,:]\s?[“\"‘'][A-Z])"
_INVERTED = re.compile(
    rf"(?:{_BEHIND_MARK}(?:(?:[a-z]+ly|{_ADVERBS})\s)?|{_BEHIND_COMMA})"
    r"(?P<verb>[a-z]+s)\s(?:(?P<particle>back|in|out)\s)?(?P<behind>[\w’-]+)"
)
"""“…,” warns Lund, “…,” warns farmer Lund; with no marks, …, warns Lund."""
_AFTER_SUBJECT = re.compile(
    rf"(?:{_BEHIND_MARK}(?P<subject>[^\n”“\".!?:;]{{1,80}}?)|{_BEHIND_COMMA}{_NAME})"
    r"(?<=\s)(?P<verb>[a-z]+s)(?=[.,:;]|\s*$|\s(?:in|on|at|to|of|as|with|from|about)\s)",
    re.MULTILINE,
)
"""“…,” Lund warns; with no marks, …, Lund warns."""
_BEFORE = re.compile(
    rf"(?P<two>[\w’'-]+)\s(?P<one>[\w’'-]+)\s(?P<verb>[a-z]+s){_BEFORE_MARK}"
    rf"|^(?P<only>[A-Z]\w+)\s(?P<alone>[a-z]+s){_BEFORE_MARK}",
    re.MULTILINE,
)
"""Lund warns: “…”"""
_IN_RELATIVE = re.compile(
    rf"\b(?:that|which|who)\s(?:{_NAME}|(?:the|a|an|his|her|its|their)\s[a-z]+\s)(?P<verb>[a-z]+s)"
    r"\s(?:will|would|can|could|may|might|must|should|is|was|are|were|has|had)\b"
)
"""A trend that the firm predicts will last."""
_BEHIND_MODAL = re.compile(
    r"\b(?:can|could|will|would|may|might|must|should|does|did|to)\s(?:(?:only|just|\w+ly)\s)?"
    r"(?P<verb>[a-z]+)(?=[,:]\s?[“\"‘'])"
)
"""Lund could only quip: “…”"""
_PLAIN = "says"
_PLAIN_BASE = "say"


def with_plain_verbs(doc: Doc, text: str) -> Doc:
    """``doc``, the Doc of ``text``, with the norm "says" on verbs of saying that would be taken for nouns.

    Behind "could", "did" and "to" it is "say".
    """
    known = base_forms()
    norms = dict.fromkeys(_verbs(text), _PLAIN)
    norms |= {
        found.start("verb"): _PLAIN_BASE for found in _BEHIND_MODAL.finditer(text) if found["verb"] in known
    }
    if norms:
        for token in doc:
            if token.idx in norms:
                token.norm_ = norms[token.idx]
    return doc


def _verbs(text: str) -> Iterator[int]:
    """Where such verbs begin, in code points."""
    known = present_forms()
    for found in _INVERTED.finditer(text):
        behind = found["behind"]
        says = found["verb"] in known or (found["particle"] and found["verb"] in present_forms(particle=True))
        if says and (behind[0].isupper() or behind in _ARTICLES or behind in roles()):
            yield found.start("verb")
    for found in _AFTER_SUBJECT.finditer(text):
        subject = (found["subject"] or "X").split()
        if found["verb"] in known and _is_subject(subject):
            yield found.start("verb")
    for found in _IN_RELATIVE.finditer(text):
        if found["verb"] in known:
            yield found.start("verb")
    for found in _BEFORE.finditer(text):
        if found["alone"] in known:
            yield found.start("alone")
        elif found["verb"] in known and _is_name_or_role(found["one"], found["two"]):
            yield found.start("verb")


def _is_subject(words: list[str]) -> bool:
    """Whether words between a closing mark and a form may be its subject: a name, a pronoun, "the mayor"."""
    first = words[0]
    named = first[0].isupper() or first in _SPEAKING or first in _ARTICLES
    return named and not any(
        (word.endswith("ed") and word.islower()) or word in _SAID or word in present_forms() for word in words
    )


def _is_name_or_role(word: str, before: str) -> bool:
    """Whether a word, with the one before it, ends a subject: "Lund", "she", "the mayor", not "his"."""
    if word[0].isupper():
        return word.lower() not in _TIMES
    return word in _SPEAKING or (before.lower() in _ARTICLES and singular(word) in roles())
