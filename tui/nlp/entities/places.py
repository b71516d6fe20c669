"""Places, sites and events by the word they end with, storms by their names, places that open a dateline."""

from __future__ import annotations

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import ORGANISATION_HEADS, is_given_name, is_impersonal
from tui.nlp.lang.language import english

_KNOWN = english("entities")
_STORMS = _KNOWN.words("storms")
_STORM_MODIFIERS = _KNOWN.words("storm_modifiers")
_WATERS_ALSO_SURNAMES = _KNOWN.words("waters_also_surnames")
_LABELS = {
    word: label for label, named in _KNOWN.table("labels_by_last_word").items() for word in named.split()
}
_SHORTEST_DATELINE = _KNOWN.count("shortest_dateline")
_DASHES = frozenset(("-", "–", "—", "--"))
_BEHIND_DATELINE = _DASHES | {"("}
_STORM_LABELS = frozenset(("PERSON", "NORP", "GPE", "ORG"))
_SITE_LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC"))


def storms(draft: EntityDraft) -> None:
    """Storms, whose names are no persons': "Hurricane Ann", and "Ann" everywhere."""
    words = draft.words
    names = {
        words[i + 1]
        for i, word in enumerate(words[:-1])
        if word in _STORMS and draft.is_capitalised(i + 1) and not is_impersonal(words[i + 1])
    }
    if not names:
        return
    for ent in draft.ents:
        if ent.end - ent.start == 1 and words[ent.start] in names and ent.label in _STORM_LABELS:
            if ent.start and words[ent.start - 1] in _STORMS:
                ent.start -= 2 if ent.start > 1 and words[ent.start - 2] in _STORM_MODIFIERS else 1
            ent.label, ent.sure = "EVENT", True
    draft.put(draft.ents)


def sites(draft: EntityDraft) -> None:
    """Places, events, laws and the like by their last word: "Jefferson Parish"."""
    words = draft.words
    for ent in draft.ents:
        if ent.sure or ent.end - ent.start < 2 or ent.label not in _SITE_LABELS:
            continue
        last = words[ent.end - 1]
        label = _LABELS.get(last.lower())
        if label is None or (label == "LOC" and ent.label == "GPE"):
            continue
        if ent.label == "PERSON" and last in _WATERS_ALSO_SURNAMES:
            continue
        headed = any(word.lower() in ORGANISATION_HEADS for word in words[ent.start : ent.end])
        if label == "ORG" or not headed:
            ent.label, ent.sure = label, True


def datelines(draft: EntityDraft) -> None:
    """ "CLEVELAND - …", "BEIJING (AP) — …": capitals that open a paragraph name a place."""
    words = draft.words
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        dash = _dateline_end(draft, ent) if ent.start == 0 or "\n" in words[ent.start - 1] else 0
        if not dash:
            kept.append(ent)
            continue
        kept.append(EntitySpan(ent.start, dash, "GPE", sure=True))
        if dash + 1 < ent.end:
            kept.append(
                EntitySpan(dash + 1, ent.end, "PERSON" if is_given_name(words[dash + 1]) else ent.label)
            )
    draft.put(kept)


def _dateline_end(draft: EntityDraft, ent: EntitySpan) -> int:
    """The token behind the place of a dateline, a dash or a bracket; 0 if the entity is none."""
    words = draft.words
    dashes = (i for i in range(ent.start, ent.end) if words[i] in _DASHES and _is_spaced(draft, i))
    end = next(dashes, ent.end)
    if end == ent.start or len(words[ent.start]) < _SHORTEST_DATELINE:
        return 0
    if end == ent.end and (end == len(words) or words[end] not in _BEHIND_DATELINE):
        return 0
    return end if all(word.isupper() and word.isalpha() for word in words[ent.start : end]) else 0


def _is_spaced(draft: EntityDraft, i: int) -> bool:
    """Whether blanks stand on both sides of token ``i``."""
    return 0 < i < len(draft.words) - 1 and not draft.touches(i - 1) and not draft.touches(i)
