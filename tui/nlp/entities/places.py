"""Places, sites and events by the word they end with, storms by their names, places that open a dateline."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.words import BODY_WORDS, HEADS
from tui.nlp.lang.lists import first_names, words

_DASHES = words("- – — --")
_AFTER_DATELINE = [["("], ["-"], ["–"], ["—"], ["--"]]
_STORMS = words("Hurricane Typhoon Cyclone Storm")
_SITE_WORDS = {
    word: label
    for label, named in {
        "GPE": words("county parish township city town village falls harbour harbor heights springs"),
        "EVENT": words(
            "summit games cup olympics championship championships festival war election marathon convention"
            " hearing debate shooting bombing massacre uprising"
        ),
        "LOC": words(
            "island islands bay river lake sea ocean mountain mountains valley cay strait peninsula desert"
        ),
        "FAC": words(
            "facility mall airport stadium lodge prison jail hotel bridge avenue street highway lane wharf"
            " pier terminal arena road tunnel"
        ),
        "ORG": words(
            "tribune herald gazette chronicle inquirer observer sentinel network coalition embassy"
            " commission university college agency ministry airlines airways corporation"
        ),
        "LAW": words("act bill treaty accord accords amendment agreement constitution code ordinance"),
        "WORK_OF_ART": words("show morning"),
        "PRODUCT": words("grants buses"),
        "NORP": words("democrats republicans conservatives liberals socialists"),
    }.items()
    for word in named
}


def _storm_name(draft: Draft, i: int) -> bool:
    return draft.capital(i) and fold(draft.words[i]) not in BODY_WORDS


def sites_and_storms(draft: Draft) -> None:
    """Places and events by their last word ("Jefferson Parish"), and storms, whose names are no persons'."""
    words = draft.words
    storms = {words[i + 1] for i, w in enumerate(words[:-1]) if w in _STORMS and _storm_name(draft, i + 1)}
    for ent in draft.ents:
        size = ent.end - ent.start
        if size == 1 and words[ent.start] in storms and ent.label in ("PERSON", "NORP", "GPE", "ORG"):
            if ent.start and words[ent.start - 1] in _STORMS:
                ent.start -= 2 if ent.start > 1 and words[ent.start - 2] == "Tropical" else 1
            ent.label, ent.sure = "EVENT", True
        elif size > 1 and ent.label in ("PERSON", "ORG", "GPE", "LOC") and not ent.sure:
            label = _SITE_WORDS.get(words[ent.end - 1].lower())
            named = ent.label == "PERSON" and words[ent.end - 1] in ("Lake", "Falls", "Springs", "Sea", "Bay")
            if label == "LOC" and ent.label == "GPE":
                continue
            headed = label != "ORG" and any(w.lower() in HEADS for w in words[ent.start : ent.end])
            if label and not named and not headed:
                ent.label, ent.sure = label, True
    draft.put(draft.ents)


def datelines(draft: Draft) -> None:
    """ "CLEVELAND - …", "BEIJING (AP) — …": capitals that open a paragraph name a place."""
    words = draft.words
    kept: list[Ent] = []
    for ent in draft.ents:
        opens = ent.start == 0 or "\n" in words[ent.start - 1]
        dash = next(
            (i for i in range(ent.start, ent.end) if words[i] in _DASHES and _spaced(draft, i)), ent.end
        )
        first = words[ent.start : dash]
        closed = dash < ent.end or words[dash : dash + 1] in _AFTER_DATELINE
        if (
            opens
            and closed
            and first
            and all(w.isupper() and w.isalpha() for w in first)
            and len(first[0]) > 3
        ):
            kept.append(Ent(ent.start, dash, "GPE", sure=True))
            if dash + 1 < ent.end:
                named = fold(words[dash + 1]) in first_names()
                kept.append(Ent(dash + 1, ent.end, "PERSON" if named else ent.label))
        else:
            kept.append(ent)
    draft.put(kept)


def _spaced(draft: Draft, i: int) -> bool:
    return (
        0 < i < len(draft.words) - 1
        and draft.ends[i - 1] < draft.starts[i] < draft.ends[i] < draft.starts[i + 1]
    )
