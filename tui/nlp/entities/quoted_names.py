"""Names of persons with a nickname in quotation marks or brackets inside: William “Bo” Harker."""

from __future__ import annotations

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import titles
from tui.nlp.lang.persons import is_particle

_KNOWN = english("entities")
_LONGEST_NICKNAME = _KNOWN.count("longest_quoted_nickname")
_CLOSED_BY = {"“": "”", '"': '"', "‘": "’", "'": "'", "``": "''", "(": ")"}


def join_quoted_names(draft: EntityDraft) -> None:
    """One person of the names on both sides of a nickname and the nickname."""
    opening = [i for i, word in enumerate(draft.words) if word in _CLOSED_BY]
    if not opening:
        return
    holders = draft.holders()
    whole = [name for i in opening if (name := _name_around(draft, i, holders)) is not None]
    if whole:
        draft.put([*draft.ents, *whole])


def _name_around(draft: EntityDraft, mark: int, holders: list[EntitySpan | None]) -> EntitySpan | None:
    """The person's name around the nickname that opens at ``mark``; None if there is none."""
    words = draft.words
    closing = _closing_mark(draft, mark)
    if closing < 0 or closing + 1 >= len(words) or mark == 0:
        return None
    left, right = holders[mark - 1], holders[closing + 1]
    if not _may_be_name(draft, mark - 1, left) or words[mark - 1] in titles():
        return None
    end = closing + 1
    while end < len(words) - 1 and is_particle(words[end]):
        end += 1
    if not _may_be_name(draft, end, holders[end]):
        return None
    if left is None and right is None and holders[end] is None:
        return None  # nobody says that it is a person
    held = holders[end]
    return EntitySpan(
        mark - 1 if left is None else left.start, end + 1 if held is None else held.end, "PERSON", True
    )


def _closing_mark(draft: EntityDraft, mark: int) -> int:
    """The mark that closes the nickname which opens at ``mark``, its last word capitalised; -1 for none."""
    words = draft.words
    last = min(mark + 2 + _LONGEST_NICKNAME, len(words))
    closing = next((i for i in range(mark + 2, last) if words[i] == _CLOSED_BY[words[mark]]), -1)
    if closing < 0 or not (draft.touches(mark) and draft.touches(closing - 1)):
        return -1
    nickname = words[mark + 1 : closing]
    if words[mark] == "(" and not _is_one_name(draft, mark + 1, closing):
        return -1  # a party or an agency: Ann (Labour) Roe
    return closing if draft.is_capitalised(closing - 1) and all(map(str.isalpha, nickname)) else -1


def _is_one_name(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether one capitalised word stands in brackets that is nobody's name but a person's."""
    holder = draft.holders()[start]
    word = draft.words[start]
    return (
        end - start == 1 and word.istitle() and len(word) > 1 and (holder is None or holder.label == "PERSON")
    )


def _may_be_name(draft: EntityDraft, i: int, holder: EntitySpan | None) -> bool:
    """Whether a token is a part of a person's name, or of what may be one."""
    return draft.is_proper_noun(i) and (holder is None or holder.label == "PERSON")
