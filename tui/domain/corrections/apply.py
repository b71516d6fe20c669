"""The reader's corrections applied over an analysis. The analysis itself is not changed: a new one is made.

Corrections are taken in the order they were made. Those of entities come first, then those of actors, then
those of quotes, so that a quote may be given to an actor that a correction made. What no longer fits (its
passage gone, its quote or actor not found) changes nothing and is named in ``Corrected.unapplied``.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.annotation import Correction
from tui.domain.corrections.actors import divide_actor, rename_actor, unite_actors
from tui.domain.corrections.entities import correct_entity
from tui.domain.corrections.quotes import add_missed_quote, correct_quote
from tui.domain.corrections.revision import Revision

_STEPS = (correct_entity, unite_actors, divide_actor, rename_actor, add_missed_quote, correct_quote)
"""Each does the corrections of its kind and tells whether one fitted."""


class Corrected(msgspec.Struct, frozen=True):
    """An analysis with the reader's corrections, and the ids of those that found nothing to correct."""

    analysis: Analysis
    unapplied: tuple[str, ...] = ()


def apply(analysis: Analysis, article_text: str, corrections: Iterable[Correction]) -> Corrected:
    """The analysis as the reader corrected it, and the ids of the corrections that did not fit it.

    Applying the same corrections to the result again changes nothing more.
    """
    ordered = sorted(corrections, key=lambda correction: (correction.created, correction.id))
    if not ordered:
        return Corrected(analysis)
    revision = Revision(analysis, article_text)
    done: set[str] = set()
    for step in _STEPS:
        for correction in ordered:
            if step(revision, correction):
                done.add(correction.id)
    return Corrected(revision.result(), tuple(one.id for one in ordered if one.id not in done))
