"""Names of persons made whole from their pieces."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.headlines import is_adverb
from tui.nlp.entities.words import (
    NO_NAMES,
    POSSESSIVE,
    is_given_name,
    is_impersonal,
    is_initial,
    is_person_noun,
)
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import family_first, groups, places, titles
from tui.nlp.lang.persons import is_particle, is_regnal, is_suffix

_KNOWN = english("entities")
_JOINING_PARTICLES = _KNOWN.words("joining_particles")
_ARTICLES = _KNOWN.words("articles_of_surnames")
_BEHIND_COMMA = _KNOWN.words("generations_behind_comma")
_LONGEST_JOINED = _KNOWN.count("longest_joined_person")
_LONGEST_BRIDGE = _KNOWN.count("longest_bridge")
_MISTAKEN = frozenset(("ORG", "GPE", "LOC", "NORP"))


def join_persons(draft: EntityDraft) -> None:
    """Names in pieces made whole: "Recep" + "Tayyip Erdogan", initials, particles, Jr., given names."""
    holders = draft.holders()
    merged: list[EntitySpan] = []
    for ent in draft.ents:
        if ent.label != "PERSON":
            merged.append(ent)
            continue
        start, end = ent.start, ent.end
        if merged and merged[-1].label == "PERSON" and _are_one(draft, merged[-1], ent):
            start = merged.pop().start
        while start > 0 and _extends_left(draft, start - 1, end, holders):
            start -= 1
        while end < len(draft.words) and holders[end] is None and _extends_right(draft, start, end):
            end += 1
        if _surname_with_article_follows(draft, end, holders):
            end += 3
        merged.append(EntitySpan(start, end, "PERSON", ent.sure))
    draft.put(merged)


def _are_one(draft: EntityDraft, left: EntitySpan, right: EntitySpan) -> bool:
    """Whether two persons are pieces of one name, with nothing or only particles between them."""
    if not _is_bridge(draft, left.end, right.start):
        return False
    if left.end == right.start and _is_article(draft, right.start):
        return True  # "Abd al-Rahman" + "el-Khalil"
    if left.end == right.start and right.end - left.start > _LONGEST_JOINED:
        return False
    return not (_looks_whole(draft, left) and _looks_whole(draft, right))


def _is_bridge(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether the tokens between two pieces may stand within one name."""
    gap = draft.words[start:end]
    if "-" in gap and not all(draft.touches(i) for i in range(start - 1, end)):
        return False  # a dash
    return len(gap) <= _LONGEST_BRIDGE and all(is_particle(word) or word == "-" for word in gap)


def _looks_whole(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether a person looks like a complete name of two words or more."""
    return ent.end - ent.start >= 2 and is_given_name(draft.words[ent.start])


def _extends_left(draft: EntityDraft, i: int, end: int, holders: list[EntitySpan | None]) -> bool:
    """Whether token ``i`` belongs to the name that goes on to token ``end``."""
    word = draft.words[i]
    if not _is_free(draft, i, holders[i]) or draft.words[i + 1] in POSSESSIVE:
        return False
    if is_regnal(word):
        if end - i - 1 <= 2:
            return True
    elif word in titles():
        return False
    if draft.title_cased[i] and not is_given_name(word):
        return False
    if is_initial(word) or _is_article(draft, i) or (word == "-" and i and _is_article(draft, i - 1)):
        return True
    if not draft.is_capitalised(i):
        return False
    if fold(word) in family_first() and draft.words[i + 2 : i + 3] == ["-"]:
        return end - i == 4  # "Ban" + "Ki-moon"
    if not draft.tags[i].startswith("NNP") or word in places():
        return False
    return is_given_name(word) or _stands_before_surname(draft, i, end)


def _is_free(draft: EntityDraft, i: int, holder: EntitySpan | None) -> bool:
    """Whether no other name holds token ``i``, or one that is a given name taken for something else."""
    if holder is None:
        return True
    word = draft.words[i]
    return (
        holder.label in _MISTAKEN
        and holder.end - holder.start == 1
        and is_given_name(word)
        and word not in places()
        and word not in groups()
    )


def _is_article(draft: EntityDraft, i: int) -> bool:
    """Whether token ``i`` is the "al" of "al-Assad", which the tokenizer parts."""
    return draft.words[i] in _ARTICLES and draft.touches(i)


def _surname_with_article_follows(draft: EntityDraft, i: int, holders: list[EntitySpan | None]) -> bool:
    """Whether "el-Sayed" stands from token ``i`` on, its last part perhaps taken for something else."""
    words = draft.words
    if i + 2 >= len(words) or not _is_article(draft, i) or words[i + 1] != "-" or not draft.touches(i + 1):
        return False
    holder = holders[i + 2]
    alone = holder is None or (holder.start, holder.end) == (i + 2, i + 3)
    return holders[i] is None and alone and draft.is_capitalised(i + 2)


def _stands_before_surname(draft: EntityDraft, i: int, end: int) -> bool:
    """Whether token ``i`` is an unlisted given name before a single surname: "Qandeel" + "Baloch"."""
    word = draft.words[i]
    return (
        end - i == 2
        and not draft.title_cased[i]
        and not is_adverb(draft, i)
        and word.isalpha()
        and not word.isupper()
        and fold(word) not in NO_NAMES
        and not is_impersonal(word)
        and word not in groups()
        and not is_person_noun(word)
        and not is_given_name(draft.words[i + 1])
    )


def _extends_right(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether token ``end`` belongs to the name over ``[start, end)``."""
    words = draft.words
    word = words[end]
    if is_suffix(word) or (is_initial(word) and draft.is_capitalised(end + 1)):
        return True
    if word == ",":
        return end - start > 1 and _is_generation(draft, end + 1)
    if (word == "-" or words[end - 1] == "-") and fold(words[start]) in family_first():
        return _goes_on_behind_hyphen(draft, start, end)
    if word in _JOINING_PARTICLES:
        return not draft.title_cased[end] and end + 1 < len(words) and draft.is_proper_noun(end + 1)
    return draft.is_proper_noun(end) and _surname_follows(draft, start, end)


def _is_generation(draft: EntityDraft, i: int) -> bool:
    """Whether token ``i`` closes a name behind a comma: "Cyrus Roe, Jr."."""
    if i >= len(draft.words) or not is_suffix(draft.words[i]):
        return False
    return draft.words[i].lower().rstrip(".") in _BEHIND_COMMA


def _goes_on_behind_hyphen(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether token ``end`` is the hyphen or the word behind it of a given name: "Park Geun" + "-hye"."""
    words = draft.words
    if words[end] == "-":
        if end + 1 >= len(words) or end - start > 2 or not words[end + 1].islower():
            return False
        return draft.touches(end - 1) and draft.touches(end)
    return words[end].islower() and end - start == 3 and draft.touches(end - 1)


def _surname_follows(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether the proper noun at token ``end`` is the surname of given names, or what a particle asks for."""
    word = draft.words[end]
    if draft.title_cased[end] or fold(word) in NO_NAMES or is_impersonal(word):
        return False
    if word in titles() or word in groups():
        return False
    last = draft.words[end - 1]
    if last.islower() and is_particle(last):
        return True
    return end - start <= 2 and all(map(is_given_name, draft.words[start:end]))
