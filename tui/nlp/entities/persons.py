"""Persons told from organisations and places, by their names and by what stands beside them."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.evidence import has_age, is_described, is_introduced
from tui.nlp.entities.words import (
    GIVEN_NAMES_ALSO_WORDS,
    IMPERSONAL,
    NO_NAMES,
    TITLES_ALSO_NAMES,
    TITLES_OF_PERSONS,
    is_given_name,
    is_impersonal,
)
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import family_first, groups, places, roles, titles
from tui.nlp.lang.persons import is_particle, is_regnal, is_suffix

_KNOWN = english("entities")
_FAMILIES = _KNOWN.words("families")
_SHOWS = _KNOWN.words("shows")
_SITES = _KNOWN.words("sites")
_SURNAMES_ALSO_IMPERSONAL = _KNOWN.words("surnames_also_impersonal")
_IMPERSONAL_BEFORE_NOUNS = _KNOWN.words("impersonal_before_nouns")
_DIRECTIONS = _KNOWN.words("directions")
_BEFORE_PLACES = _KNOWN.words("before_places")
_NEAR_PLACES = _KNOWN.words("near_places")
_REGNAL_MODIFIERS = frozenset(word.title() for word in english("persons").words("regnal_modifiers"))
_NAMED_AFTER = {
    word: label for label, named in _KNOWN.table("named_after_persons").items() for word in named.split()
}
_NAMED_AFTER_WITHIN = _KNOWN.count("named_after_within")
_GENERATIONS = _KNOWN.words("generations_behind_comma")
_LONGEST = _KNOWN.count("longest_person")
_LONGEST_TITLED = _KNOWN.count("longest_titled_person")
_SHORTEST_ACRONYM = _KNOWN.count("shortest_closing_acronym")
_LONGEST_ACRONYM = _KNOWN.count("longest_closing_acronym")
_RELABELLED = frozenset(["ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART"])
_PLACES = frozenset(("GPE", "LOC", "FAC"))


def named_after(draft: EntityDraft) -> None:
    """ "Ann Roe Correctional Facility": a person's name that goes on is that of a site or an organisation."""
    words = draft.words
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1 and not draft.title_cased[ent.start]:
            for i in range(ent.end, ent.end + _NAMED_AFTER_WITHIN):
                if not draft.is_capitalised(i) or not words[i].isalpha():
                    break
                if label := _NAMED_AFTER.get(words[i].lower()):
                    ent = EntitySpan(ent.start, i + 1, label, sure=True)
                    break
        kept.append(ent)
    draft.put(kept)


def relabel_persons(draft: EntityDraft) -> None:
    """What is a person and has another label, by its name or what is beside it; and the reverse."""
    words = draft.words
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        if ent.label in ("PERSON", "ORG") and words[ent.end - 1] in _FAMILIES:
            continue
        if ent.label in ("PERSON", "WORK_OF_ART") and ent.end < len(words) and words[ent.end] in _SHOWS:
            kept.append(EntitySpan(ent.start, ent.end + 1, "WORK_OF_ART", sure=True))
            continue
        if not ent.sure:
            _relabel_by_form(draft, ent)
        if not ent.sure and ent.label in _RELABELLED and _is_person(draft, ent):
            ent = EntitySpan(ent.start, ent.end, "PERSON", sure=True)
        elif ent.label == "PERSON":
            ent = _by_last_word(draft, ent)
        kept.append(ent)
    draft.put(kept)


def _relabel_by_form(draft: EntityDraft, ent: EntitySpan) -> None:
    """An acronym at its end makes a name an organisation's, two words for groups one of a people."""
    if ent.label == "PERSON" and _closes_with_acronym(draft, ent):
        ent.label = "ORG"
    if ent.label in ("PERSON", "ORG") and _is_people(draft, ent):
        ent.label, ent.sure = "NORP", True


def _closes_with_acronym(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether a name ends in an acronym: "Junge SVP"."""
    first, last = draft.words[ent.start], draft.words[ent.end - 1]
    return (
        ent.end - ent.start > 1
        and _SHORTEST_ACRONYM <= len(last) <= _LONGEST_ACRONYM
        and last.isupper()
        and last.isalpha()
        and not first.isupper()
        and not is_given_name(first)
        and not is_suffix(last)
        and not draft.title_cased[ent.start]
    )


def _is_people(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether a name is that of a people in two words: "African- Americans"."""
    first, last = draft.words[ent.start], draft.words[ent.end - 1]
    return (
        ent.end - ent.start == 2
        and last in groups()
        and (first.endswith("-") or first.rstrip("-") in groups())
    )


def _by_last_word(draft: EntityDraft, ent: EntitySpan) -> EntitySpan:
    """A person, or what the last word of the name says that it is: "Middle Eastern", "Roe Bridge"."""
    words = draft.words
    last = fold(words[ent.end - 1])
    if ent.end - ent.start < 2 or (ent.start > 0 and words[ent.start - 1] in titles()):
        return ent
    if last in _DIRECTIONS:
        return EntitySpan(ent.start, ent.end, "NORP")
    if last not in IMPERSONAL or last in _IMPERSONAL_BEFORE_NOUNS:
        return ent
    named = is_given_name(words[ent.start]) or is_given_name(words[ent.end - 2])
    if named and last in _SURNAMES_ALSO_IMPERSONAL:
        return ent
    return EntitySpan(ent.start, ent.end, "FAC" if last in _SITES else "ORG", sure=True)


def _is_person(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether an entity with another label is a person, by its name or what is beside it."""
    tokens = draft.words[ent.start : ent.end]
    if not _may_be_person(draft, ent, tokens):
        return False
    if tokens[0] in _REGNAL_MODIFIERS and len(tokens) > 2:
        tokens = tokens[1:]
    return _is_person_by_name(draft, ent, tokens) or _is_person_by_context(draft, ent, tokens)


def _may_be_person(draft: EntityDraft, ent: EntitySpan, tokens: list[str]) -> bool:
    """Whether nothing in a name or before it rules a person out."""
    small = sum(is_particle(word) or word in titles() or is_regnal(word) for word in tokens)
    if len(tokens) - small > _LONGEST:
        return False
    if not all(word[:1].isupper() or is_particle(word) or word == "-" for word in tokens):
        return False
    if any(map(is_impersonal, tokens)):
        return False
    if ent.label in _PLACES and ent.start > 0 and draft.words[ent.start - 1].lower() in _BEFORE_PLACES:
        return False  # "in Karol Bagh"
    acronym = len(tokens[-1]) > 1 and tokens[-1].isupper()
    return not acronym or draft.title_cased[ent.start]


def _closes_name(word: str) -> bool:
    """Whether a word stands only behind persons' names: "Roe Sr."."""
    return word.lower().rstrip(".") in _GENERATIONS


def _is_person_by_name(draft: EntityDraft, ent: EntitySpan, tokens: list[str]) -> bool:
    """Whether a name itself is a person's: by a regnal word, a given name, a title within it."""
    first = tokens[0]
    named = _shows_person(first)
    if ent.end - ent.start == 1:
        return named and ent.label in ("GPE", "LOC") and not _stands_as_place(draft, ent)
    if named or (is_regnal(first) and is_given_name(tokens[1])) or _closes_name(tokens[-1]):
        return True
    if ent.end - ent.start == 2 and fold(first) in family_first() and "-" in tokens[1]:
        return True
    return first in titles() and first not in TITLES_ALSO_NAMES


def _is_person_by_context(draft: EntityDraft, ent: EntitySpan, tokens: list[str]) -> bool:
    """Whether what stands beside a name shows a person: a title, an age, a role, a description."""
    size = ent.end - ent.start
    if size <= _LONGEST_TITLED and ent.start > 0 and draft.words[ent.start - 1] in TITLES_OF_PERSONS:
        return True
    if size == 1:
        return has_age(draft, ent.end) and _shows_person(tokens[0])
    if has_age(draft, ent.end):
        return True
    if ent.label == "NORP":
        return False
    if is_introduced(draft, ent.start):
        return True
    return tokens[0] not in places() and is_described(draft, ent.start, ent.end)


def _shows_person(word: str) -> bool:
    """Whether a word is a given name and neither a common word nor a place or group."""
    return (
        is_given_name(word)
        and fold(word) not in GIVEN_NAMES_ALSO_WORDS
        and word not in places()
        and word not in groups()
    )


def _stands_as_place(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether a name stands beside a place it may belong to, or after a word for direction: "Sandy, Utah"."""
    before, after = draft.words[max(ent.start - 1, 0)].lower(), draft.words[ent.end : ent.end + 1]
    return before in _NEAR_PLACES or (after == [","] and draft.is_capitalised(ent.end + 1))


def find_persons(draft: EntityDraft) -> None:
    """Unmarked capitalised words that a given name, a title, a role or an age shows to be a person."""
    words = draft.words
    kept = list(draft.ents)
    holders = draft.holders()
    i = 0
    while i < len(words):
        if holders[i] is not None or draft.title_cased[i]:
            i += 1
            continue
        by_role = draft.is_capitalised(i) and words[i] not in groups() and is_introduced(draft, i)
        if not by_role and not draft.is_proper_noun(i):
            i += 1
            continue
        end = i + 1
        while end < len(words) and holders[end] is None and _continues(draft, end, by_role):
            end += 1
        start = i
        titled = start > 0 and words[start - 1] in TITLES_OF_PERSONS
        while start < end and (words[start] in titles() or fold(words[start]) in roles()):
            titled = titled or words[start] in TITLES_OF_PERSONS
            start += 1
        if _names_person(draft, start, end, by_role, titled):
            kept.append(EntitySpan(start, end, "PERSON", sure=titled))
        i = end
    draft.put(kept)


def _continues(draft: EntityDraft, i: int, by_role: bool) -> bool:
    """Whether token ``i`` goes on with a name."""
    if draft.is_proper_noun(i) or (by_role and draft.is_capitalised(i)):
        return True
    return is_particle(draft.words[i]) and draft.words[i].islower() and draft.is_capitalised(i + 1)


def _names_person(draft: EntityDraft, start: int, end: int, by_role: bool, titled: bool) -> bool:
    """Whether unmarked words are a person's name; ``by_role`` and ``titled`` say what stands before them."""
    run = draft.words[start:end]
    if not run or len(run) > _LONGEST or any(is_impersonal(word) or fold(word) in NO_NAMES for word in run):
        return False
    if titled and len(run) <= _LONGEST_TITLED:
        return True
    if len(run) < 2:
        return False
    known = by_role or (is_given_name(run[0]) and fold(run[0]) not in GIVEN_NAMES_ALSO_WORDS)
    return (known and run[0] not in places()) or has_age(draft, end)
