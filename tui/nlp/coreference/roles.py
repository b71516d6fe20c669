"""How well a description fits a role that the text gave: "the premier" of the prime minister."""

from __future__ import annotations

from tui.nlp.lang.lists import roles, words
from tui.nlp.mentions.records import RoleRecord

_LEADERS = words("president premier monarch")
_POLITICIANS = words("president premier lawmaker governor minister candidate leader party")
_OFFICIALS = words("minister spokesperson police governor official")
_LOOSE = words(
    "chair artist athlete scholar official minister cleric person worker resident activist police"
    " military company agency group legislature force school country city leader kin writer suspect"
    " victim royal lawmaker governor candidate party journalist lawyer doctor"
)


def role_matches(role: RoleRecord, head: str) -> int:
    """How well a description with this head noun fits a role: 0 not, 1 by class, 2 by the noun itself."""
    if role.head == head or role.head.endswith(" " + head):
        return 2
    known = roles()
    mine, other = known.get(role.head), known.get(head)
    if mine is None or other is None or mine.body != other.body:
        return 0
    if mine.classes & other.classes - _LOOSE:
        return 1
    if head == "leader" and mine.classes & _LEADERS:
        return 1
    if head == "politician" and mine.classes & _POLITICIANS:
        return 1
    if head == "official" and mine.classes & _OFFICIALS:
        return 1
    return 0
