"""Known names, by list: countries, cities, organisations, groups of people. Found in a text, and applied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import NAMED, NAMES_ALSO_OF_PERSONS
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import groups, metonyms, organisations, places

_AMBIGUOUS = english("entities").words("ambiguous_names")
_LENT = frozenset(("ORG", "GPE"))
_LENDING = frozenset(("ORG", "GPE", "LOC", "FAC"))
_GIVING_WAY = NAMED | {"EVENT", "PRODUCT"}
_WORD = re.compile(r"[^\W_]+")


class KnownName(msgspec.Struct, frozen=True):
    """A known name at tokens ``[start, end)``.

    ``sure`` where nothing else is commonly called so, ``person_too`` where persons are.
    """

    start: int
    end: int
    label: str
    sure: bool
    person_too: bool

    def as_entity(self) -> EntitySpan:
        """The entity that it makes."""
        return EntitySpan(self.start, self.end, self.label, sure=self.sure)


@cache
def _index() -> dict[str, list[tuple[str, str]]]:
    labels: dict[str, str] = {}
    labels.update(dict.fromkeys(groups(), "NORP"))
    labels.update(places())
    labels.update(dict.fromkeys(organisations(), "ORG"))
    labels.update(dict.fromkeys(metonyms(), "ORG"))
    index: dict[str, list[tuple[str, str]]] = {}
    for name, label in labels.items():
        if first := _WORD.search(name):
            index.setdefault(first.group(), []).append((name, label))
    for names in index.values():
        names.sort(key=lambda item: -len(item[0]))
    return index


def known_names(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[KnownName]:
    """The longest known names that begin and end with tokens, left to right, never overlapping.

    ``starts`` and ``ends`` are the tokens' bounds in ``text``, in code points.
    """
    index = _index()
    end_at = {end: number for number, end in enumerate(ends)}
    found: list[KnownName] = []
    reached = 0
    for number, start in enumerate(starts):
        if start < reached or not (text[start : start + 1].isupper() or text.startswith("al", start)):
            continue
        first = _WORD.match(text, start)
        for name, label in index.get(first.group(), ()) if first else ():
            end = start + len(name)
            if end in end_at and _same(text, start, end, name):
                sure, person_too = name not in _AMBIGUOUS, name in NAMES_ALSO_OF_PERSONS
                found.append(KnownName(number, end_at[end] + 1, label, sure, person_too))
                reached = end
                break
    return found


def _same(text: str, start: int, end: int, name: str) -> bool:
    """Whether ``text[start:end]`` is the name."""
    # A line may be broken, or a no-break space stand, where the list has a space.
    piece = text[start:end]
    return piece == name or (piece.replace("\u00a0", " ").replace("’", "'") == name)


def apply_known_names(draft: EntityDraft, known: list[KnownName]) -> None:
    """Relabel, complete or add what the lists know."""
    holders = draft.holders()
    kept = {id(ent): ent for ent in draft.ents}
    added: list[EntitySpan] = []
    for name in known:
        inside = {id(ent): ent for ent in holders[name.start : name.end] if ent is not None}
        held = [ent for key, ent in inside.items() if key in kept]
        if not held:
            if _may_add(draft, name):
                added.append(name.as_entity())
        elif not _stand(draft, name, held):
            for ent in held:
                del kept[id(ent)]
            added.append(name.as_entity())
    draft.put([*kept.values(), *added])


def _stand(draft: EntityDraft, name: KnownName, held: list[EntitySpan]) -> bool:
    """Whether the entities that the pipeline found at a known name stay."""
    if any(ent.start < name.start or ent.end > name.end for ent in held):
        return True  # "Bank of China" keeps its China
    if len(held) > 1 or (held[0].start, held[0].end) != (name.start, name.end):
        return False
    return _stands(draft, name, held[0])


def _stands(draft: EntityDraft, name: KnownName, ent: EntitySpan) -> bool:
    """Whether an entity over just the tokens of a known name stays; it may take the name's label."""
    if ent.label == "ORG" and name.label in ("NORP", "LOC") and _behind_title_article(draft, name.start):
        return True
    if ent.label == "PERSON" and name.person_too:
        return True
    if not name.sure and ent.label in _LENDING and name.label != "NORP":
        if name.label in _LENT:
            ent.label = name.label
        return True
    return ent.label not in _GIVING_WAY


def _may_add(draft: EntityDraft, name: KnownName) -> bool:
    """Whether a known name may be added where the pipeline found nothing."""
    if name.label == "NORP":
        return _may_add_group(draft, name)
    if name.end - name.start > 1 or name.sure:
        # "US" in a line of capitals is a pronoun as often.
        i = name.start
        return not (draft.title_cased[i] and draft.words[i].isupper() and draft.is_all_capitals(i))
    if not draft.is_proper_noun(name.start) or draft.title_cased[name.start]:
        return False
    before, after = name.start - 1, name.end
    if draft.is_capitalised(before) and not draft.initial[before]:
        return False
    return not draft.is_capitalised(after)


def _may_add_group(draft: EntityDraft, name: KnownName) -> bool:
    word = draft.words[name.start]
    if word.endswith(("r", "n")) and _behind_title_article(draft, name.start):
        return False
    return name.sure or draft.tags[name.start].startswith(("NNP", "NNS", "JJ"))


def _behind_title_article(draft: EntityDraft, i: int) -> bool:
    """Whether a "The" within a sentence stands before token ``i``: "newspaper The Hindu"."""
    return i > 0 and draft.words[i - 1] == "The" and not draft.initial[i - 1] and not draft.title_cased[i]
