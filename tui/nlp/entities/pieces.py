"""Names of persons whole: pieces joined, places and bodies that were run together with them split off."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.gazetteer import Hit
from tui.nlp.entities.headlines import is_adverb
from tui.nlp.entities.words import BODY_WORDS, NOT_NAMES, POSSESSIVE, TITLE_WEAK, is_person_noun, is_role
from tui.nlp.lang.lists import family_first, first_names, groups, places, roles, singular, titles, words
from tui.nlp.lang.persons import is_particle, is_regnal, is_suffix

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
    if "-" in gap and any(draft.ends[i] != draft.starts[i + 1] for i in range(left - 1, right)):
        return False  # a dash
    return len(gap) <= 3 and all(is_particle(w) or w == "-" for w in gap)


def _extends_left(draft: Draft, i: int, owners: list[Ent | None], first: dict[str, str], end: int) -> bool:
    """Whether token ``i`` belongs to the name that goes on to token ``end``."""
    word = draft.words[i]
    if not _free(draft, i, owners[i], first):
        return False
    if draft.words[i + 1] in POSSESSIVE or (word in titles() and not is_regnal(word)):
        return False
    if is_regnal(word) and end - i - 1 <= 2:
        return True
    if draft.heading[i] and fold(word) not in first:
        return False
    if _article(draft, i) or (word == "-" and i and _article(draft, i - 1)):
        return True
    if len(word) == 2 and word[0].isupper() and word[1] == ".":
        return True
    if fold(word) in family_first() and draft.capital(i) and draft.words[i + 2 : i + 3] == ["-"]:
        return end - i == 4  # "Ban" + "Ki-moon"
    if not draft.capital(i) or not draft.tags[i].startswith("NNP") or word in places():
        return False
    return fold(word) in first or _before_surname(draft, i, end, first)


def _free(draft: Draft, i: int, holder: Ent | None, first: dict[str, str]) -> bool:
    """Whether no other name holds token ``i``, or one that is a given name taken for a body or place."""
    word = draft.words[i]
    return holder is None or (
        holder.label in ("ORG", "GPE", "LOC", "NORP")
        and holder.end - holder.start == 1
        and fold(word) in first
        and word not in places()
        and word not in groups()
    )


def _article(draft: Draft, i: int) -> bool:
    """Whether token ``i`` is the "al" of "al-Assad", which the tokenizer parts."""
    return draft.words[i] in ("Al", "El", "al", "el") and draft.ends[i] == draft.starts[i + 1]


def _before_surname(draft: Draft, i: int, end: int, first: dict[str, str]) -> bool:
    """A single surname with an unmarked name before it: "Qandeel" + "Baloch"."""
    word = draft.words[i]
    return (
        end - i == 2
        and not draft.heading[i]
        and not is_adverb(draft, i)
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
    if word == "," and end - start > 1 and end + 1 < len(draft.words) and is_suffix(draft.words[end + 1]):
        return draft.words[end + 1].lower().rstrip(".") in ("jr", "sr")  # "Cyrus Roe, Jr."
    if word == "-" and end + 1 < len(draft.words) and fold(draft.words[start]) in family_first():
        # "Park Geun" + "-hye"
        glued = draft.ends[end - 1] == draft.starts[end] and draft.ends[end] == draft.starts[end + 1]
        return glued and end - start <= 2 and draft.words[end + 1].islower()
    if draft.words[end - 1] == "-" and word.islower() and fold(draft.words[start]) in family_first():
        return draft.ends[end - 1] == draft.starts[end] and end - start == 3
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
        elif hit and ent.label == "ORG" and _owns(draft, hit, ent):
            # "CNBC's Market Hour"
            kept.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
            kept.append(Ent(hit.end + 1, ent.end, ent.label))
        elif ent.label in ("ORG", "GPE", "PERSON") and _couple(draft, ent):
            # "James and Olive Roe"
            kept += [Ent(ent.start, ent.start + 1, "PERSON", sure=True)]
            kept += [Ent(ent.start + 2, ent.end, "PERSON", sure=True)]
        elif (
            hit is None
            and draft.words[ent.start] in ("House", "Senate")
            and ent.end - ent.start in (3, 4)
            and fold(draft.words[ent.start + 1]) in first
            and fold(draft.words[ent.end - 1]) not in BODY_WORDS
        ):
            # "Speaker of the House Ann Roe"
            kept.append(Ent(ent.start, ent.start + 1, "ORG"))
            kept.append(Ent(ent.start + 1, ent.end, "PERSON", sure=True))
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


def _anybody(word: str) -> bool:
    """Whether a role is no more than a kind of person: "Youth", "Native"."""
    role = roles().get(singular(word.lower()))
    return role is not None and "person" in role.classes


def _owns(draft: Draft, hit: Hit, ent: Ent) -> bool:
    return (
        hit.end + 1 < ent.end
        and draft.words[hit.end] in POSSESSIVE
        and draft.capital(hit.end + 1)
        and (hit.label != "GPE" or hit.sure)
    )


def _couple(draft: Draft, ent: Ent) -> bool:
    """Whether an entity is two given names and the surname of both."""
    tokens = draft.words[ent.start : ent.end]
    first = first_names()
    return (
        len(tokens) == 4
        and tokens[1] in ("and", "&")
        and fold(tokens[0]) in first
        and fold(tokens[2]) in first
        and tokens[3][:1].isupper()
        and fold(tokens[3]) not in BODY_WORDS
    )


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
            and not ent.sure
            and (
                draft.words[last] in titles()
                or fold(rest[0]) in first_names()
                or (len(rest) > 1 and not _anybody(draft.words[last]))
            )
            and all(w[:1].isupper() and not w.isupper() and fold(w) not in BODY_WORDS for w in rest)
            and not any(w in ("of", "and", "&") for w in draft.words[ent.start : last])
        ):
            ent = Ent(last + 1, ent.end, "PERSON", sure=True)
        kept.append(ent)
    draft.put(kept)
