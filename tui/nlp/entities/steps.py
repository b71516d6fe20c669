"""The steps that repair entities, in their order (see :func:`repair`).

Each works on a :class:`~tui.nlp.entities.draft.Draft` alone and costs time linear in its tokens.
"""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.gazetteer import Hit, known_names
from tui.nlp.entities.headlines import cut_glued
from tui.nlp.entities.organisations import acronyms, bodies_by_word, part_roles, short_bodies
from tui.nlp.entities.persons import find_persons, named_after, relabel_persons
from tui.nlp.entities.pieces import cut_roles, join_persons, split_strays
from tui.nlp.entities.places import datelines, sites_and_storms
from tui.nlp.entities.votes import drop_junk, spread, vote
from tui.nlp.entities.words import NAMED, NOT_NAMES, POSSESSIVE, TITLE_STRONG, is_role
from tui.nlp.lang.lists import first_names, places, roles, singular, titles, words
from tui.nlp.lang.persons import is_particle, is_regnal

_STRIP = words("\" “ ” ' ‘ ’ ( ) [ ] { } , ; : . - – — * / | the The a an of and … ! ?")

_OPENERS = words(
    "whether stop follow notice meet watch see thank addressing asked although despite vote says"
)
_PAGEANTS = words("America Earth International Universe USA World")
_FUNCTION_TAGS = words("IN WRB VB UH CC DT MD WDT WP PDT")
_DANGLING = words("for of in at to by with on")
_EPITHETS = words("Former Longtime Late Ex Then Outgoing Incoming Fellow Retired Current Acting former late")


def repair(draft: Draft) -> None:
    """Run all steps. Afterwards ``draft.ents`` are trimmed, sorted and free of overlaps."""
    hits = known_names(draft.text, draft.starts, draft.ends)
    trim(draft)
    datelines(draft)
    split_strays(draft, hits)
    part_roles(draft)
    apply_lists(draft, hits)
    bodies_by_word(draft)
    sites_and_storms(draft)
    cut_roles(draft)
    join_persons(draft)
    named_after(draft)
    relabel_persons(draft)
    find_persons(draft)
    acronyms(draft)
    cut_glued(draft)
    short_bodies(draft)
    vote(draft)
    spread(draft)
    join_persons(draft)
    trim(draft)
    drop_junk(draft)


def trim(draft: Draft) -> None:
    """Cut newlines, quotation marks, articles, titles and possessive endings off, splitting at newlines."""
    words = draft.words
    known_titles = titles()
    kept: list[Ent] = []
    for ent in draft.ents:
        if ent.label not in NAMED and not any("\n" in w for w in words[ent.start : ent.end]):
            kept.append(ent)
            continue
        start = ent.start
        for i in range(ent.start, ent.end + 1):
            if (
                i < ent.end
                and "\n" not in words[i]
                and not (ent.label == "PERSON" and words[i] in POSSESSIVE)
            ):
                continue
            a, b = start, i
            while a < b and (words[a] in _STRIP or words[a] in POSSESSIVE or words[a].isspace()):
                a += 1
            while b - a > 1 and (words[a] in _EPITHETS or _small_start(draft, a, ent.label)):
                a += 1
            while a < b and (words[b - 1] in POSSESSIVE or words[b - 1].isspace() or _closes(draft, a, b)):
                b -= 1
            while b - a > 1 and ent.label == "ORG" and words[b - 1] in _DANGLING:
                b -= 1
            if ent.label == "PERSON":
                for k in range(b - 2, a, -1):
                    if (is_role(words[k]) and fold(words[a]) not in first_names()) or (
                        words[k] in TITLE_STRONG and words[a] in places()
                    ):
                        a = k + 1
                        break
                while b - a > 1 and _opens(draft, a):
                    a += 1
                if b - a > 1 and words[a] == "Miss" and words[a + 1] in _PAGEANTS:
                    a += 1
                if a and words[a - 1] == "Miss" and words[a] in _PAGEANTS:
                    a += 1  # "Miss Universe Ann Roe"
                while (
                    b - a > 1
                    and _title(words[a], known_titles)
                    and not is_regnal(words[a])
                    and words[a + 1] != "-"  # "Man-kei"
                ):
                    a += 1
            if ent.label == "GPE" and b - a > 2 and words[a] in ("D", "R") and words[a + 1] == "-":
                a += 2  # "R-Ohio"
            if b > a:
                kept.append(Ent(a, b, ent.label, ent.sure))
            start = i + 1
    draft.put(kept)


def _small_start(draft: Draft, i: int, label: str) -> bool:
    """Whether a small word does not belong at the front of a name ("struck" + "Surigao del Sur")."""
    word = draft.words[i]
    if not (word.islower() and word.isalpha()) or is_particle(word):
        return False
    return label in ("PERSON", "GPE") or (label == "ORG" and draft.tags[i] == "JJ" and draft.capital(i + 1))


def _opens(draft: Draft, i: int) -> bool:
    """Whether token ``i`` is a word that only opens a line with a name after it: "Whether Clinton"."""
    word = draft.words[i]
    return (
        (draft.initial[i] or draft.heading[i])
        and (fold(word) in NOT_NAMES or fold(word) in _OPENERS or draft.tags[i] in _FUNCTION_TAGS)
        and fold(word) not in first_names()
    )


def _closes(draft: Draft, start: int, end: int) -> bool:
    word = draft.words[end - 1]
    return word in _STRIP and not (word == ")" and "(" in draft.words[start : end - 1])


def _title(word: str, known: dict[str, str]) -> bool:
    if word in known or (word.islower() and singular(word) in roles()):
        return True
    return is_role(word) and fold(word) not in first_names()


def apply_lists(draft: Draft, hits: list[Hit]) -> None:
    """Known names: relabel, complete, or add them."""
    owners = draft.owners()
    kept = {id(e): e for e in draft.ents}
    added: list[Ent] = []
    for hit in hits:
        inside = [owners[i] for i in range(hit.start, hit.end)]
        found = list(dict.fromkeys(id(e) for e in inside if e is not None))
        olds = [kept[i] for i in found if i in kept]
        if not olds:
            if _may_add(draft, hit):
                added.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
            continue
        if (
            len(olds) == 1
            and olds[0].start <= hit.start
            and hit.end <= olds[0].end
            and (olds[0].end - olds[0].start > hit.end - hit.start)
        ):
            continue  # "Bank of China" keeps its China
        if any(e.start < hit.start or e.end > hit.end for e in olds):
            continue
        old = olds[0]
        same = len(olds) == 1 and (old.start, old.end) == (hit.start, hit.end)
        if (
            same
            and old.label == "ORG"
            and hit.label in ("NORP", "LOC")
            and _article_of_a_title(draft, hit.start)
        ):
            continue
        if same and old.label == "PERSON" and hit.person_too:
            continue
        if same and not hit.sure and old.label in ("ORG", "GPE", "LOC", "FAC") and hit.label != "NORP":
            old.label = hit.label if hit.label in ("ORG", "GPE") else old.label
            continue
        if same and old.label not in NAMED and old.label not in ("EVENT", "LANGUAGE", "PRODUCT"):
            continue
        if same and old.label == "LANGUAGE":
            continue
        for e in olds:
            kept.pop(id(e), None)
        added.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
    draft.put([*kept.values(), *added])


def _article_of_a_title(draft: Draft, i: int) -> bool:
    """Whether a "The" within a sentence stands before token ``i``: "newspaper The Hindu"."""
    return i > 0 and draft.words[i - 1] == "The" and not draft.initial[i - 1] and not draft.heading[i]


def _may_add(draft: Draft, hit: Hit) -> bool:
    words = draft.words
    if (
        hit.label == "NORP"
        and words[hit.start].endswith(("r", "n"))
        and _article_of_a_title(draft, hit.start)
    ):
        return False
    if hit.label == "NORP":
        return hit.sure or draft.tags[hit.start].startswith(("NNP", "NNS", "JJ"))
    if hit.end - hit.start > 1 or hit.sure:
        # "US" in a line of capitals is a pronoun as often
        line_of_capitals = (
            draft.heading[hit.start] and words[hit.start].isupper() and draft.all_capitals(hit.start)
        )
        return not line_of_capitals
    if not draft.proper(hit.start) or draft.heading[hit.start]:
        return False
    before, after = hit.start - 1, hit.end
    return not (
        (before >= 0 and draft.capital(before) and not draft.initial[before])
        or (after < len(words) and draft.capital(after))
    )
