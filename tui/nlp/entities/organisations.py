"""Names of bodies put right: by their head words, by acronyms in brackets, rid of roles and persons."""

from __future__ import annotations

import re
from collections import Counter

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.words import BODY_WORDS, HEADS, NOT_NAMES, POSSESSIVE, ROLE_PREFIX, is_role
from tui.nlp.lang.lists import first_names, places, roles, titles, words

ACRONYM = re.compile(r"^(?:[A-Z][A-Za-z]?){1,5}[A-Z0-9]$|^(?:[A-Z]\.){2,}$")
_LAWS = words("act agreement benefit bill code directive disease interest law protocol syndrome treaty virus")
_THINGS = words("convention index plan program programme standard station system systems test tracking")
_LINKS = words("of and for & 's ’s the on")
_MEMBERS = words("Member Members")
_OWNERS = words("PERSON GPE LOC ORG")
_NO_PARTS = words("PERSON GPE LOC")
_SMALL = words("of the and for from in on to & de la du des del der und et")


def part_roles(draft: Draft) -> None:
    """Roles and persons that a body's name has swallowed: "Senate President" + X, "… Committee Adam X"."""
    words = draft.words
    first = first_names()
    kept: list[Ent] = []
    for ent in draft.ents:
        if (
            ent.label not in ("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART")
            or ent.end - ent.start < 2
        ):
            kept.append(ent)
            continue
        start, end = ent.start, ent.end
        parted = (
            end - start >= 4
            and fold(words[end - 2]) in first
            and words[end - 2] not in places()
            and fold(words[end - 1]) not in BODY_WORDS
            and draft.capital(end - 1)
            and any(fold(w) in BODY_WORDS for w in words[start : end - 2])
            and words[end - 3] not in ("of", "for", "&", "and", "the")
        )
        if parted:
            kept.append(Ent(end - 2, end, "PERSON", sure=True))
            end -= 2
            if fold(words[end - 1]) not in BODY_WORDS:
                end -= 1
        next_name = end + 1 if end + 1 < len(words) and words[end] == "," else end
        follows = (
            parted or draft.capital(next_name) or (end < len(words) and words[end] in ("for", "to", "of"))
        )
        if (
            follows
            and is_role(words[end - 1])
            and words[end - 1].lower() in roles()
            and words[end - 2] != "of"
        ):
            while end > start and (is_role(words[end - 1]) or words[end - 1] in ROLE_PREFIX):
                end -= 1
        for a, b in _joined(draft, start, end):
            kept.append(Ent(a, b, ent.label, ent.sure))
    draft.put(kept)


def _joined(draft: Draft, start: int, end: int) -> list[tuple[int, int]]:
    """ "Ministry of X and the Ministry of Y" as two."""
    words = draft.words
    for i in range(start + 2, end - 2):
        after = i + 2 if words[i + 1] in ("the", "its") else i + 1
        if (
            words[i] == "and"
            and after < end
            and words[after].lower() in HEADS
            and words[start].lower() in HEADS
        ):
            return [(start, i), (after, end)]
    return [(start, end)] if end > start else []


def bodies_by_word(draft: Draft) -> None:
    """Capitalised words up to "Ministry", "Police", "University" …, and "University of …", are one body."""
    words = draft.words
    owners = draft.owners()
    added: list[Ent] = []
    for i, word in enumerate(words):
        if not word[:1].isupper() or draft.heading[i] or word.lower() not in HEADS:
            continue
        start = i
        while start > 0 and not draft.initial[start]:
            before = start - 1
            if (
                draft.capital(before)
                and words[before] not in titles()
                and words[before].lower() not in NOT_NAMES
            ) or (
                words[before] in _LINKS
                and start > 1
                and draft.capital(before - 1)
                and words[before] not in ("the", "on", "and")
                and not is_role(words[before - 1])
                and words[before - 1] not in _MEMBERS
                and not (
                    (held := owners[before - 1]) is not None
                    and held.label in (_OWNERS if words[before] in POSSESSIVE else _NO_PARTS)
                )
            ):
                start = before
            elif (
                words[before] == "-"
                and draft.ends[before] == draft.starts[start]
                and draft.capital(before - 1)
            ):
                start = before - 1
            else:
                break
        end = i + 1
        while end + 1 < len(words) and words[end] in _LINKS and words[end] not in ("'s", "’s"):
            after = end + 1
            while after < len(words) and words[after] in _LINKS:
                after += 1
            if after >= len(words) or not draft.capital(after):
                break
            if (words[end] not in ("of", "for") and end == i + 1) or _begins_body(draft, after):
                break
            if (held := owners[after]) is not None and (
                held.label in ("PERSON", "DATE") or (words[end] in ("and", "&") and held.start == after)
            ):
                break
            end = after + 1
            while end < len(words) and draft.capital(end) and words[end].isalpha():
                end += 1
        while start < i and (
            words[start] in ("The", "A", "An", "In", "At") or words[start] in _LINKS or is_role(words[start])
        ):
            start += 1
        if end - start < 2:
            continue
        inside = {id(o): o for o in owners[start:end] if o is not None}
        if any(o.start < start or o.end > end for o in inside.values()):
            continue
        if (
            any(o.label == "ORG" and o.start <= i < o.end and end - o.end < 2 for o in inside.values())
            and len(inside) == 1
        ):
            continue
        added.append(Ent(start, end, "ORG"))
    draft.put([*draft.ents, *added])


def _begins_body(draft: Draft, i: int) -> bool:
    """Whether the capitalised words from token ``i`` on hold a head of their own: another body."""
    while i < len(draft.words) and draft.capital(i):
        if draft.words[i].lower() in HEADS:
            return True
        i += 1
    return False


def acronyms(draft: Draft) -> None:
    """ "Long Form Name (LFN)": both are organisations, there and everywhere."""
    words = draft.words
    owners = draft.owners()
    added: list[Ent] = []
    dropped: set[int] = set()
    for i in range(1, len(words) - 2):
        if words[i] != "(" or words[i + 2] != ")":
            continue
        last = i - 1 if words[i - 1] not in POSSESSIVE else i - 2
        holder = owners[last] if last >= 0 else None
        if not ACRONYM.match(words[i + 1]) and not _blend(draft, holder, i + 1):
            continue
        start = _long_form(words, last + 1, words[i + 1])
        if start is None:
            if holder is not None and _dateline(draft, holder):
                holder.label, holder.sure = "GPE", True
                added.append(Ent(i + 1, i + 2, "ORG", sure=True))
                continue
            if holder is None or holder.label not in ("ORG", "FAC"):
                continue
            start = holder.start
        elif _names_a_thing(words[last].lower(), holder, start):
            # "Digital Millennium Copyright Act (DMCA)" is no body, nor is the acronym anywhere.
            dropped.update(range(start, i + 2))
            dropped.update(k for k, word in enumerate(words) if word == words[i + 1])
            continue
        if words[start] in _MEMBERS:
            continue
        label = "ORG"
        if " ".join(words[start : last + 1]) in places():
            label = "GPE"
        elif holder is not None and holder.start == start and holder.label in ("GPE", "FAC"):
            known = holder.sure or holder.label == "FAC" or words[last].lower() not in HEADS
            label = holder.label if known else "ORG"
        added.append(Ent(start, last + 1, label, sure=True))
        added.append(Ent(i + 1, i + 2, label, sure=True))
    for i in range(1, len(words) - 1):
        # "ABS-CBN": the tokenizer parts it.
        if (
            words[i] == "-"
            and all(len(w) > 1 and w.isupper() and w.isalpha() for w in (words[i - 1], words[i + 1]))
            and draft.starts[i] == draft.ends[i - 1]
            and draft.starts[i + 1] == draft.ends[i]
        ):
            added.append(Ent(i - 1, i + 2, "ORG", sure=True))
    taken = dropped | {i for ent in added for i in range(ent.start, ent.end)}
    rest = [e for e in draft.ents if not any(i in taken for i in range(e.start, e.end))]
    draft.put([*rest, *added])


def _names_a_thing(last: str, holder: Ent | None, start: int) -> bool:
    """Whether a long form that ends in ``last`` is a law or the like; a programme where nobody saw a body."""
    body = holder is not None and holder.start == start and holder.label == "ORG"
    return last in _LAWS or (last in _THINGS and not body)


def _dateline(draft: Draft, holder: Ent) -> bool:
    """ "WASHINGTON (AP)": a city and an agency."""
    return draft.string(holder).title() in places() or draft.string(holder) in places()


def _blend(draft: Draft, holder: Ent | None, i: int) -> bool:
    """Whether a capitalised word in brackets is made of the letters of the body before it ("Interpol")."""
    word = draft.words[i]
    if holder is None or holder.label != "ORG" or not draft.capital(i) or not word.isalpha() or len(word) < 4:
        return False
    letters = iter(draft.string(holder).lower())
    return all(c in letters for c in word.lower())


def _long_form(words: list[str], end: int, acronym: str) -> int | None:
    """The token where the words begin whose initials are ``acronym``, walking back from ``end``."""
    letters = [c for c in acronym if c.isalpha()]
    if len(letters) < 2:
        return None
    need = len(letters) - 1
    i = end - 1
    begin = None
    while i >= 0 and need >= 0 and end - i <= 2 * len(letters) + 3:
        word = words[i]
        if word[:1].upper() == letters[need].upper() and (word[:1].isupper() or word in _SMALL):
            need -= 1
            begin = i
        elif not (word in _SMALL or word in ("-", "'s", "’s") or (word[:1].isupper() and word.isalpha())):
            break
        i -= 1
    return begin if need < 0 and begin is not None and words[begin][:1].isupper() else None


def short_bodies(draft: Draft) -> None:
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
    titled = {words[e.start] for e in alone if e.start and words[e.start - 1] in titles()}
    for ent in alone:
        word = words[ent.start]
        if (
            counts[word] <= longer[word]
            and word not in surnames
            and word not in titled
            and fold(word) not in first_names()
            and not ent.sure
        ):
            ent.label = "ORG"
    draft.put(draft.ents)
