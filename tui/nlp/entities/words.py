"""What several steps of the repair know of single words: lists of the language, marks and labels."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import first_names, roles, singular

_KNOWN = english("entities")

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"))
"""Labels that are votes for what a name is."""
POSSESSIVE = frozenset(("'s", "’s", "'S", "’S", "'", "’"))
AND = frozenset(("and", "&"))

IMPERSONAL = _KNOWN.words("impersonal")
"""Words in names of organisations, places and events, but not of persons; folded."""
ORGANISATION_HEADS = _KNOWN.words("organisation_heads")
"""Lower case."""
NO_NAMES = _KNOWN.words("no_names")
"""Folded."""
GIVEN_NAMES_ALSO_WORDS = _KNOWN.words("given_names_also_words")
"""Folded."""
NAMES_ALSO_OF_PERSONS = _KNOWN.words("names_also_of_persons")
TITLES_OF_PERSONS = _KNOWN.words("titles_of_persons")
TITLES_ALSO_NAMES = _KNOWN.words("titles_also_names")
_HYPHENATED_BEFORE_ROLES = ("co-", "ex-", "vice-")


def is_given_name(word: str) -> bool:
    """Whether a word is a given name of the lists."""
    return fold(word) in first_names()


def is_impersonal(word: str) -> bool:
    """Whether a word belongs to names of organisations, places and events, not of persons."""
    return fold(word) in IMPERSONAL


def is_initial(word: str) -> bool:
    """Whether a word is the initial of a name: "J."."""
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def is_role(word: str) -> bool:
    """Whether a capitalised word by itself means a person by role ("President")."""
    role = roles().get(singular(word.lower().rstrip(".")))
    return word[:1].isupper() and role is not None and not role.body


def is_person_noun(word: str) -> bool:
    """Whether a word as written, in the singular, means a person: "ecologist", "co-author", "brother"."""
    noun = word.lower()
    for prefix in _HYPHENATED_BEFORE_ROLES:
        noun = noun.removeprefix(prefix)
    role = roles().get(noun)
    return role is not None and not role.body
