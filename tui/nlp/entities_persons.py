"""Names of persons put right: pieces joined, first names and titles as evidence, strays split off."""

from __future__ import annotations

from tui.nlp.entities_draft import Draft, Ent
from tui.nlp.entities_gazetteer import Hit
from tui.nlp.entities_words import (
    BODY_WORDS,
    NOT_NAMES,
    POSSESSIVE,
    TITLE_STRONG,
    TITLE_WEAK,
    is_person_noun,
    is_role,
)
from tui.nlp.names import is_particle, is_regnal, is_suffix
from tui.nlp.names_lists import family_first, first_names, fold, groups, places, roles, titles, words

_RELABELLED = words("ORG GPE LOC FAC NORP EVENT PRODUCT WORK_OF_ART")
_SITES = words("street road avenue bridge tower square park airport stadium palace hall building hotel")
_ALSO_SURNAMES = words("west north day law bill house church hall park war post")
_ALSO_VERBS = words(
    "host head chair coach judge star guard pilot model anchor father mother champion man nurse doctor"
)
_LINKING = words("de von van der den bin al del da dos di")


def join_persons(draft: Draft) -> None:
    """Names in pieces made whole: "Recep" + "Tayyip Erdogan", initials, particles, Jr., first names."""
    words = draft.words
    first = first_names()
    owners = draft.owners()
    merged: list[Ent] = []
    for ent in draft.ents:
        if ent.label != "PERSON":
            merged.append(ent)
            continue
        start, end = ent.start, ent.end
        if merged and merged[-1].label == "PERSON" and _bridges(draft, merged[-1].end, start):
            previous = merged[-1]
            joined = previous.end == start and (end - previous.start) > 5
            if not joined and not (_whole(draft, previous) and _whole(draft, ent)):
                merged.pop()
                start = previous.start
        # A given name, initial or regnal word before it that no other name holds.
        while start > 0 and _extends_left(draft, start - 1, owners, first, end):
            start -= 1
        while end < len(words) and owners[end] is None and _extends_right(draft, start, end, first):
            end += 1
        merged.append(Ent(start, end, "PERSON", ent.sure))
    draft.put(merged)


def _whole(draft: Draft, ent: Ent) -> bool:
    """Whether both ends of a PERSON look like a complete name of two words or more."""
    return ent.end - ent.start >= 2 and fold(draft.words[ent.start]) in first_names()


def _bridges(draft: Draft, left: int, right: int) -> bool:
    gap = draft.words[left:right]
    return len(gap) <= 3 and all(is_particle(w) or w == "-" for w in gap)


def _extends_left(draft: Draft, i: int, owners: list[Ent | None], first: dict[str, str], end: int) -> bool:
    word = draft.words[i]
    holder = owners[i]
    if holder is not None and not (
        holder.label in ("ORG", "GPE", "LOC", "NORP")
        and holder.end - holder.start == 1
        and fold(word) in first
        and word not in places()
        and word not in groups()
    ):
        return False
    if draft.words[i + 1] in POSSESSIVE or (word in titles() and not is_regnal(word)):
        return False
    if is_regnal(word) and end - i - 1 <= 2:
        return True
    if draft.heading[i] and fold(word) not in first:
        return False
    if word in ("Al", "El", "al", "el") and draft.ends[i] == draft.starts[i + 1]:
        return True
    if (
        word == "-"
        and i
        and draft.words[i - 1] in ("Al", "El", "al", "el")
        and draft.ends[i] == draft.starts[i + 1]
    ):
        return True
    if len(word) == 2 and word[0].isupper() and word[1] == ".":
        return True
    if not draft.capital(i) or not draft.tags[i].startswith("NNP") or word in places():
        return False
    if fold(word) in first:
        return True
    # A single surname with an unmarked name before it: "Qandeel" + "Baloch".
    return (
        end - i == 2
        and not draft.heading[i]
        and word.isalpha()
        and not word.isupper()
        and fold(word) not in NOT_NAMES
        and fold(word) not in BODY_WORDS
        and word not in groups()
        and not is_person_noun(word)
        and fold(draft.words[i + 1]) not in first
    )


def _extends_right(draft: Draft, start: int, end: int, first: dict[str, str]) -> bool:
    word = draft.words[end]
    if is_suffix(word):
        return True
    if len(word) == 2 and word[0].isupper() and word[1] == "." and draft.capital(end + 1):
        return True
    if (
        is_particle(word)
        and word.islower()
        and word not in ("a", "e", "y", "la")
        and end + 1 < len(draft.words)
    ):
        return draft.proper(end + 1) and not draft.heading[end] and word in _LINKING
    if draft.heading[end] or not draft.proper(end) or fold(word) in NOT_NAMES:
        return False
    alone = end - start <= 2 and all(fold(w) in first for w in draft.words[start:end])
    after_particle = is_particle(draft.words[end - 1]) and draft.words[end - 1].islower()
    return (
        (alone or after_particle)
        and fold(word) not in BODY_WORDS
        and word not in titles()
        and word not in groups()
    )


def split_strays(draft: Draft, hits: list[Hit]) -> None:
    """A place or body run together with a person's name: "Minnesota" + "Amy Klobuchar", "NPR" + "Hamza X"."""
    first = first_names()
    begins = {hit.start: hit for hit in hits if hit.label in ("GPE", "ORG", "LOC")}
    kept: list[Ent] = []
    for ent in draft.ents:
        hit = begins.get(ent.start)
        other = begins.get(hit.end + 1) if hit is not None else None
        if hit and other and other.end == ent.end and draft.words[hit.end] in ("and", "&"):
            kept += [Ent(h.start, h.end, h.label, sure=h.sure) for h in (hit, other)]
        elif (
            hit is not None
            and ent.end - hit.end in (2, 3)
            and fold(draft.words[hit.end]) in first
            and draft.words[hit.end] not in places()
            and not any(fold(w) in BODY_WORDS for w in draft.words[hit.end : ent.end])
            and all(draft.capital(i) or is_particle(draft.words[i]) for i in range(hit.end, ent.end))
            and (hit.end - hit.start > 1 or fold(draft.words[hit.start]) not in first)
        ):
            kept.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
            kept.append(Ent(hit.end, ent.end, "PERSON", sure=True))
        else:
            kept.append(ent)
    draft.put(kept)


def cut_roles(draft: Draft) -> None:
    """A role run together with a name, taken for a body: "District Attorney Vance", "Prime Minister Sato"."""
    kept: list[Ent] = []
    for ent in draft.ents:
        last = max((i for i in range(ent.start, ent.end - 1) if is_role(draft.words[i])), default=-1)
        rest = draft.words[last + 1 : ent.end]
        if (
            last >= 0
            and ent.label in ("ORG", "GPE", "LOC", "FAC", "EVENT")
            and not (last == ent.start and draft.words[last] in TITLE_WEAK)
            and len(rest) <= 3
            and all(w[:1].isupper() and not w.isupper() and fold(w) not in BODY_WORDS for w in rest)
            and not any(w in ("of", "and", "&") for w in draft.words[ent.start : last])
        ):
            ent = Ent(last + 1, ent.end, "PERSON", sure=True)
        kept.append(ent)
    draft.put(kept)


def relabel_persons(draft: Draft) -> None:
    """Bodies and places that are persons, by title, age, first name, role or apposition; and the reverse."""
    kept: list[Ent] = []
    for ent in draft.ents:
        if ent.label in ("PERSON", "ORG") and draft.words[ent.end - 1] == "family":
            continue
        if not ent.sure and ent.label in _RELABELLED and _is_person(draft, ent):
            ent = Ent(ent.start, ent.end, "PERSON", sure=True)
        elif ent.label == "PERSON" and any(
            fold(w) in BODY_WORDS for w in draft.words[ent.start + 1 : ent.end]
        ):
            last = fold(draft.words[ent.end - 1])
            named = fold(draft.words[ent.start]) in first_names() and last in _ALSO_SURNAMES
            titled = ent.start > 0 and draft.words[ent.start - 1] in titles()
            if last in BODY_WORDS and not titled and not named:
                ent = Ent(ent.start, ent.end, "FAC" if last in _SITES else "ORG", sure=True)
        kept.append(ent)
    draft.put(kept)


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
    if _looks_like_acronym(tokens[-1]) and not draft.heading[ent.start]:
        return False
    if tokens[0] == "Crown" and size > 2:
        tokens = tokens[1:]
    if is_regnal(tokens[0]) and size > 1 and fold(tokens[1]) in first:
        return True
    named = fold(tokens[0]) in first and tokens[0] not in places() and tokens[0] not in groups()
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
    known = fold(run[0]) in first_names() or by_role
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
