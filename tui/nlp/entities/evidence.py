"""What beside a name shows that it is a person's: a role before it, an age or a description behind it."""

from __future__ import annotations

from tui.nlp.entities.draft import EntityDraft
from tui.nlp.entities.words import is_person_noun
from tui.nlp.lang.language import english

_KNOWN = english("entities")
_ALSO_VERBS = _KNOWN.words("roles_also_verbs")
_DESCRIPTION_ENDS = _KNOWN.words("description_ends") | {",", "."}
_DETERMINERS = _KNOWN.words("description_determiners")
_WITHIN = _KNOWN.count("described_within")
_BEFORE_WITHIN = _KNOWN.count("described_before_within")
_DETERMINER_WITHIN = _KNOWN.count("determiner_within")
_BREAKS_BEFORE = frozenset((",", ".", "and", "“", '"', "”", "("))
_BEHIND_AGE = frozenset((",", ".", ";"))


def is_introduced(draft: EntityDraft, i: int) -> bool:
    """Whether a word for a person stands right before token ``i``: "ecologist", "President"."""
    return (
        i > 0
        and not draft.initial[i]
        and is_person_noun(draft.words[i - 1])
        and not (draft.tags[i - 1].startswith("V") and draft.words[i - 1] in _ALSO_VERBS)
    )


def has_age(draft: EntityDraft, end: int) -> bool:
    """Whether an age in commas follows the name that ends at token ``end``: ", 42,"."""
    words = draft.words
    return (
        end + 2 < len(words)
        and words[end] == ","
        and words[end + 1].isdigit()
        and 1 < len(words[end + 1]) < 3
        and words[end + 2] in _BEHIND_AGE
    )


def is_described(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether a person's description stands in commas beside the name over ``[start, end)``."""
    return _is_described_behind(draft, end) or _is_described_before(draft, start, end)


def _is_described_behind(draft: EntityDraft, end: int) -> bool:
    """Whether ", a spokesman …" or ", fiancée of …" follows token ``end``."""
    words = draft.words
    if end >= len(words) or words[end] != "," or draft.is_capitalised(end + 1):
        return False
    for i in range(end + 1, min(end + 1 + _WITHIN, len(words))):
        if words[i] in _DESCRIPTION_ENDS or "\n" in words[i]:
            return False
        if is_person_noun(words[i]) and not (i + 1 < len(words) and draft.tags[i + 1].startswith("NN")):
            return True
    return False


def _is_described_before(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether "the current president of Namibia," stands before a name that a comma or full stop closes."""
    words = draft.words
    if start < 3 or words[start - 1] != "," or end >= len(words) or words[end] not in (",", "."):
        return False
    for i in range(start - 2, max(start - 2 - _BEFORE_WITHIN, 0), -1):
        if words[i] in _BREAKS_BEFORE or "\n" in words[i]:
            return False
        if is_person_noun(words[i]) and any(
            word.lower() in _DETERMINERS for word in words[max(i - _DETERMINER_WITHIN, 0) : i]
        ):
            return True
    return False
