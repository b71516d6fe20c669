"""Persons told from bodies and places: by first names, titles, roles, ages and appositions beside them."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.words import (
    ALSO_WORDS,
    BODY_WORDS,
    NOT_NAMES,
    TITLE_STRONG,
    TITLE_WEAK,
    is_person_noun,
)
from tui.nlp.lang.lists import family_first, first_names, groups, places, roles, titles, words
from tui.nlp.lang.persons import is_particle, is_regnal, is_suffix

_RELABELLED = words("ORG GPE LOC FAC NORP EVENT PRODUCT WORK_OF_ART")
_SITES = words(
    "street road avenue bridge tower square park airport stadium palace hall building hotel mosque"
    " cathedral chapel church temple synagogue basilica shrine hospital plaza mall prison jail theater"
    " theatre castle"
)
_ALSO_SURNAMES = words(
    "west north south east day law bill house church hall park war post castle lake beach bay ocean storm"
    " court hills point temple street lodge chapel creek springs plaza mall gallery voice weekly"
)
_BEFORE_PLACES = words("in near outside across around throughout the")
_NEAR_PLACES = words("from to at of , and reached left leaving is")
_DIRECTIONS = words("american eastern european northern southern western")
_NAMED_AFTER = dict.fromkeys(
    words(
        "airport hospital stadium prison facility library bridge park museum memorial arena theater"
        " theatre tower building plaza highway"
    ),
    "FAC",
) | dict.fromkeys(words("school university college institute foundation center centre"), "ORG")
_NEVER_LAST = words(
    "federal global international medical national new open royal state supreme tropical united"
)
_ALSO_VERBS = words(
    "host head chair coach judge star guard pilot model anchor father mother champion man nurse doctor"
)


def named_after(draft: Draft) -> None:
    """ "Ann Roe Correctional Facility": a person's name that goes on to a site or a body is theirs."""
    words_ = draft.words
    kept: list[Ent] = []
    for ent in draft.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1 and not draft.heading[ent.start]:
            for i in range(ent.end, min(ent.end + 3, len(words_))):
                if not draft.capital(i) or not words_[i].isalpha():
                    break
                if label := _NAMED_AFTER.get(words_[i].lower()):
                    ent = Ent(ent.start, i + 1, label, sure=True)
                    break
        kept.append(ent)
    draft.put(kept)


def relabel_persons(draft: Draft) -> None:
    """Bodies and places that are persons, by title, age, first name, role or apposition; and the reverse."""
    kept: list[Ent] = []
    for ent in draft.ents:
        if ent.label in ("PERSON", "ORG") and draft.words[ent.end - 1] == "family":
            continue
        shown = ent.end < len(draft.words) and draft.words[ent.end] == "Show"
        if shown and ent.label in ("PERSON", "WORK_OF_ART"):
            kept.append(Ent(ent.start, ent.end + 1, "WORK_OF_ART", sure=True))
            continue
        if ent.label == "PERSON" and not ent.sure and _body_in_capitals(draft, ent):
            ent.label = "ORG"
        if ent.label in ("PERSON", "ORG") and not ent.sure and _people(draft, ent):
            ent.label, ent.sure = "NORP", True
        if not ent.sure and ent.label in _RELABELLED and _is_person(draft, ent):
            ent = Ent(ent.start, ent.end, "PERSON", sure=True)
        elif ent.label == "PERSON" and any(
            fold(w) in BODY_WORDS for w in draft.words[ent.start + 1 : ent.end]
        ):
            last = fold(draft.words[ent.end - 1])
            given = fold(draft.words[ent.start]), fold(draft.words[max(ent.end - 2, ent.start)])
            named = last in _ALSO_SURNAMES and any(word in first_names() for word in given)
            titled = ent.start > 0 and draft.words[ent.start - 1] in titles()
            if last in _DIRECTIONS and not titled:
                ent = Ent(ent.start, ent.end, "NORP")  # "Middle Eastern"
            elif last in BODY_WORDS and last not in _NEVER_LAST and not titled and not named:
                ent = Ent(ent.start, ent.end, "FAC" if last in _SITES else "ORG", sure=True)
        kept.append(ent)
    draft.put(kept)


def _body_in_capitals(draft: Draft, ent: Ent) -> bool:
    """Whether a name ends in an acronym: "Junge SVP"."""
    tokens = draft.words[ent.start : ent.end]
    return (
        len(tokens) > 1
        and 2 < len(tokens[-1]) < 6
        and tokens[-1].isupper()
        and tokens[-1].isalpha()
        and not tokens[0].isupper()
        and fold(tokens[0]) not in first_names()
        and not is_suffix(tokens[-1])
        and not draft.heading[ent.start]
    )


def _people(draft: Draft, ent: Ent) -> bool:
    """Whether a name is that of a people in two words: "African- Americans"."""
    tokens = draft.words[ent.start : ent.end]
    first = tokens[0].rstrip("-")
    return len(tokens) == 2 and tokens[1] in groups() and (first in groups() or tokens[0].endswith("-"))


def _is_person(draft: Draft, ent: Ent) -> bool:
    tokens = draft.words[ent.start : ent.end]
    first = first_names()
    size = len(tokens)
    if size - sum(is_particle(w) or w in titles() or is_regnal(w) for w in tokens) > 4 or not all(
        w[:1].isupper() or is_particle(w) or w == "-" for w in tokens
    ):
        return False
    if any(fold(w) in BODY_WORDS for w in tokens):
        return False
    if ent.label in ("GPE", "LOC", "FAC") and _placed(draft, ent.start):
        return False
    if _looks_like_acronym(tokens[-1]) and not draft.heading[ent.start]:
        return False
    if tokens[0] == "Crown" and size > 2:
        tokens = tokens[1:]
    if is_regnal(tokens[0]) and size > 1 and fold(tokens[1]) in first:
        return True
    named = (
        fold(tokens[0]) in first
        and fold(tokens[0]) not in ALSO_WORDS
        and tokens[0] not in places()
        and tokens[0] not in groups()
    )
    if size == 1 and named and ent.label in ("GPE", "LOC") and not _placed_by_commas(draft, ent):
        return True
    if size > 1 and (named or (size == 2 and fold(tokens[0]) in family_first() and "-" in tokens[1])):
        return True
    if ent.start > 0 and draft.words[ent.start - 1] in TITLE_STRONG and size <= 3:
        return True
    if size > 1 and tokens[0] in titles() and tokens[0] not in TITLE_WEAK:
        return True
    if _age_follows(draft, ent.end) and (size > 1 or named):
        return True
    if size > 1 and ent.label != "NORP" and introduced(draft, ent.start):
        return True
    if size > 1 and tokens[0] not in places() and ent.label != "NORP":
        return _described(draft, ent.end) or _described_before(draft, ent.start, ent.end)
    return False


def _placed(draft: Draft, i: int) -> bool:
    """Whether what begins at token ``i`` stands where a place would: "in Karol Bagh"."""
    return i > 0 and draft.words[i - 1].lower() in _BEFORE_PLACES


def _placed_by_commas(draft: Draft, ent: Ent) -> bool:
    """Whether a name stands beside a place it may belong to, or after a word for direction: "Sandy, Utah"."""
    before, after = draft.words[max(ent.start - 1, 0)].lower(), draft.words[ent.end : ent.end + 2]
    return before in _NEAR_PLACES or (after[:1] == [","] and draft.capital(ent.end + 1))


def _looks_like_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def find_persons(draft: Draft) -> None:
    """Unmarked capitalised words that a first name, a title, a role or an age shows to be a person."""
    kept = list(draft.ents)
    owners = draft.owners()
    i = 0
    while i < len(draft.words):
        by_role = i > 0 and draft.capital(i) and introduced(draft, i) and draft.words[i] not in groups()
        if owners[i] is not None or draft.heading[i] or not (draft.proper(i) or by_role):
            i += 1
            continue
        end = i + 1
        while end < len(draft.words) and owners[end] is None and _continues(draft, end, by_role):
            end += 1
        begin = i
        titled = begin > 0 and draft.words[begin - 1] in TITLE_STRONG
        while begin < end and (draft.words[begin] in titles() or fold(draft.words[begin]) in roles()):
            titled = titled or draft.words[begin] in TITLE_STRONG
            begin += 1
        if _names_person(draft, begin, end, by_role, titled):
            kept.append(Ent(begin, end, "PERSON", sure=titled))
        i = end
    draft.put(kept)


def _continues(draft: Draft, i: int, by_role: bool) -> bool:
    if draft.proper(i) or (by_role and draft.capital(i)):
        return True
    return is_particle(draft.words[i]) and draft.words[i].islower() and draft.capital(i + 1)


def _names_person(draft: Draft, begin: int, end: int, by_role: bool, titled: bool) -> bool:
    run = draft.words[begin:end]
    if not run or len(run) > 4 or any(fold(w) in BODY_WORDS or fold(w) in NOT_NAMES for w in run):
        return False
    if titled and len(run) <= 3:
        return True
    if len(run) < 2:
        return False
    known = (fold(run[0]) in first_names() and fold(run[0]) not in ALSO_WORDS) or by_role
    return (known and run[0] not in places()) or _age_follows(draft, end)


def introduced(draft: Draft, i: int) -> bool:
    """Whether a word for a person stands right before token ``i``: "ecologist", "President"."""
    return (
        i > 0
        and not draft.initial[i]
        and is_person_noun(draft.words[i - 1])
        and not (draft.tags[i - 1].startswith("V") and draft.words[i - 1] in _ALSO_VERBS)
    )


def _described(draft: Draft, end: int) -> bool:
    """Whether ", a spokesman …" or ", fiancée of …" follows token ``end``."""
    words_ = draft.words
    if end >= len(words_) or words_[end] != ",":
        return False
    for i in range(end + 1, min(end + 6, len(words_))):
        if (
            words_[i] in (",", ".", "and", "who", "which")
            or "\n" in words_[i]
            or (words_[i][:1].isupper() and i == end + 1)
        ):
            return False
        if is_person_noun(words_[i]) and not (i + 1 < len(words_) and draft.tags[i + 1].startswith("NN")):
            return True
    return False


def _described_before(draft: Draft, start: int, end: int) -> bool:
    """Whether "the current president of Namibia," stands before a name that a comma or full stop closes."""
    words_ = draft.words
    if start < 3 or words_[start - 1] != "," or not (end < len(words_) and words_[end] in (",", ".")):
        return False
    for i in range(start - 2, max(start - 9, 0), -1):
        if words_[i] in (",", ".", "and", "“", '"', "”", "(") or "\n" in words_[i]:
            return False
        if is_person_noun(words_[i]) and any(
            words_[j].lower() in ("the", "a", "his", "her", "'s", "’s") for j in range(max(i - 3, 0), i)
        ):
            return True
    return False


def _age_follows(draft: Draft, end: int) -> bool:
    words = draft.words
    return (
        end + 2 < len(words)
        and words[end] == ","
        and words[end + 1].isdigit()
        and 1 < len(words[end + 1]) < 3
        and words[end + 2] in (",", ".", ";")
    )
