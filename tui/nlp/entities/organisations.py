"""Organisations by their head nouns, and those that an article calls by the first word of their names."""

from __future__ import annotations

from collections import Counter

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import AND, NO_NAMES, ORGANISATION_HEADS, POSSESSIVE, is_given_name, is_role
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import groups, titles

_KNOWN = english("entities")
_LINKS = _KNOWN.words("links")
_LINKS_BEFORE_HEAD = _KNOWN.words("links_before_head")
_LINKS_BEHIND_HEAD = _KNOWN.words("links_behind_head")
_LINKS_RIGHT_BEHIND_HEAD = _KNOWN.words("links_right_behind_head")
_MEMBERS = _KNOWN.words("members")
_OPENINGS = _KNOWN.words("openings")
_APOSTROPHES = frozenset(("'", "’"))
_OWNERS = frozenset(("PERSON", "GPE", "LOC", "ORG"))
_APART = frozenset(("PERSON", "GPE", "LOC"))


def organisations_by_head(draft: EntityDraft) -> None:
    """Capitalised words up to "Ministry", "Police" …, and "University of …", are one organisation."""
    holders = draft.holders()
    added: list[EntitySpan] = []
    for head, word in enumerate(draft.words):
        if not word[:1].isupper() or draft.title_cased[head] or word.lower() not in ORGANISATION_HEADS:
            continue
        end = _end(draft, head, holders)
        start = _without_openings(draft, _start(draft, head, holders), head)
        if end - start > 1 and not _is_marked(draft, holders, start, head, end):
            added.append(EntitySpan(start, end, "ORG"))
    draft.put([*draft.ents, *added])


def _start(draft: EntityDraft, head: int, holders: list[EntitySpan | None]) -> int:
    """Where the capitalised words begin that lead to the head at token ``head``."""
    start = head
    while start > 0 and not draft.initial[start]:
        before = start - 1
        if _joins_head(draft, before, holders):
            start = before
        elif draft.words[before] == "-" and draft.touches(before) and draft.is_capitalised(before - 1):
            start = before - 1
        else:
            break
    return start


def _joins_head(draft: EntityDraft, i: int, holders: list[EntitySpan | None]) -> bool:
    """Whether token ``i`` belongs to the organisation behind it: a capitalised word, or a link to one."""
    word = draft.words[i]
    if draft.is_capitalised(i) and word not in titles() and word.lower() not in NO_NAMES:
        return True
    if _is_of_many(draft, i, holders):
        return True
    if word not in _LINKS_BEFORE_HEAD or i < 1 or not draft.is_capitalised(i - 1):
        return False
    before, holder = draft.words[i - 1], holders[i - 1]
    if is_role(before) or before in _MEMBERS:
        return False
    return holder is None or holder.label not in (_OWNERS if word in POSSESSIVE else _APART)


def _is_of_many(draft: EntityDraft, i: int, holders: list[EntitySpan | None]) -> bool:
    """Whether token ``i`` is the apostrophe of those whom an organisation is of: "Farmers' Union"."""
    if draft.words[i] not in _APOSTROPHES or i < 1 or draft.title_cased[i]:
        return False
    members, holder = draft.words[i - 1], holders[i - 1]
    if not draft.is_capitalised(i - 1) or not members.endswith("s") or not draft.touches(i - 1):
        return False
    return members not in groups() and (holder is None or holder.label == "ORG")


def _end(draft: EntityDraft, head: int, holders: list[EntitySpan | None]) -> int:
    """Where the name ends that goes on behind its head: "University of …", "Department for … and …"."""
    words = draft.words
    end = head + 1
    while end + 1 < len(words) and words[end] in _LINKS_BEHIND_HEAD:
        after = end + 1
        while after < len(words) and words[after] in _LINKS:
            after += 1
        if not draft.is_capitalised(after) or (
            end == head + 1 and words[end] not in _LINKS_RIGHT_BEHIND_HEAD
        ):
            break
        if _begins_organisation(draft, after) or _is_apart(holders[after], after, words[end]):
            break
        end = after + 1
        while draft.is_capitalised(end) and words[end].isalpha():
            end += 1
    return end


def _begins_organisation(draft: EntityDraft, i: int) -> bool:
    """Whether the capitalised words from token ``i`` on hold a head of their own: another organisation."""
    while draft.is_capitalised(i):
        if draft.words[i].lower() in ORGANISATION_HEADS:
            return True
        i += 1
    return False


def _is_apart(holder: EntitySpan | None, i: int, link: str) -> bool:
    """Whether what holds token ``i`` is no part of the organisation before the link."""
    if holder is None:
        return False
    return holder.label in ("PERSON", "DATE") or (link in AND and holder.start == i)


def _without_openings(draft: EntityDraft, start: int, head: int) -> int:
    """Where a name begins behind words that only open a sentence, links and roles."""
    words = draft.words
    while start < head and words[start + 1] not in _APOSTROPHES:
        if words[start] not in _OPENINGS and words[start] not in _LINKS and not is_role(words[start]):
            break
        start += 1
    return start


def _is_marked(draft: EntityDraft, holders: list[EntitySpan | None], start: int, head: int, end: int) -> bool:
    """Whether an entity reaches out of ``[start, end)``, or one marks the organisation but for a word."""
    inside = {id(holder): holder for holder in holders[start:end] if holder is not None}
    if any(holder.start < start or holder.end > end for holder in inside.values()):
        return True
    if len(inside) != 1:
        return False
    only = next(iter(inside.values()))
    if any(_is_of_many(draft, i, holders) for i in range(start + 1, only.start)):
        return False
    return only.label == "ORG" and only.start <= head < only.end and end - only.end < 2


def shortened_organisations(draft: EntityDraft) -> None:
    """ "Hofstra" taken for a person where the article has "Hofstra University" and no such person."""
    words = draft.words
    longer: Counter[str] = Counter()
    surnames: set[str] = set()
    for ent in draft.ents:
        if ent.label == "ORG" and ent.end - ent.start > 1:
            longer[words[ent.start]] += 1
        elif ent.label == "PERSON" and ent.end - ent.start > 1:
            surnames.add(words[ent.end - 1])
    alone = [
        ent for ent in draft.ents
        if ent.label == "PERSON" and ent.end - ent.start == 1 and words[ent.start] in longer
    ]  # fmt: skip
    counts = Counter(words[ent.start] for ent in alone)
    titled = {words[ent.start] for ent in alone if ent.start and words[ent.start - 1] in titles()}
    for ent in alone:
        word = words[ent.start]
        if ent.sure or counts[word] > longer[word] or word in surnames or word in titled:
            continue
        if not is_given_name(word):
            ent.label = "ORG"
