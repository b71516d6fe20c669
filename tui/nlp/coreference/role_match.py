"""How well a noun fits a role that the text gave: "the premier" of the prime minister."""

from __future__ import annotations

from enum import IntEnum

from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles
from tui.nlp.mentions.records import RoleRecord

_KNOWN = english("coreference")
_LOOSE = _KNOWN.words("loose_classes")
_CLASSES_BY_NOUN = {
    noun: frozenset(classes.split()) for noun, classes in _KNOWN.table("classes_by_noun").items()
}
_FOR_ANY_LEADER = _KNOWN.phrases("nouns_for_any_leader")
_CLASSES_OF_LEADERS = _KNOWN.in_order("classes_of_leaders")
_NO_CLASSES: frozenset[str] = frozenset()


class RoleMatch(IntEnum):
    """How a noun fits a role: not, by the class of both, by the role's own noun."""

    NONE = 0
    CLASS = 1
    NOUN = 2


def role_match(role: RoleRecord, noun: str) -> RoleMatch:
    """How well a description with this head noun fits a role."""
    if role.head == noun or role.head.endswith(" " + noun):
        return RoleMatch.NOUN
    own, other = roles().get(role.head), roles().get(noun)
    if own is None or other is None or own.body != other.body:
        return RoleMatch.NONE
    shared = own.classes & other.classes - _LOOSE
    if shared or not own.classes.isdisjoint(_CLASSES_BY_NOUN.get(noun, _NO_CLASSES)):
        return RoleMatch.CLASS
    return RoleMatch.NONE


def keys_of(noun: str) -> list[str]:
    """What roles and descriptions are found by that may match: the noun, its last word, its classes."""
    keys = [noun, *noun.split()[-1:]]
    if role := roles().get(noun):
        keys += [f"class:{name}" for name in role.classes]
        if noun in _FOR_ANY_LEADER:
            keys += [f"class:{name}" for name in _CLASSES_OF_LEADERS]
    return list(dict.fromkeys(keys))
