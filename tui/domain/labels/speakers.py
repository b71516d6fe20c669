"""Whoever says a quote, in words, and what stands beside the name."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import Actor, Quote, speaker_name
from tui.domain.text.folding import fold

NOBODY = "nobody named"
"""What stands where a speaker's name would."""


def speaker_in_words(quote: Quote, text: str, actors: Mapping[str, Actor]) -> str:
    """The names of the actors, else the words beside the cue, else :data:`NOBODY`.

    ``text`` is the article's, ``actors`` are by their ids; the words may hold any character of the text.
    """
    return speaker_name(quote, text, actors) or NOBODY


def role_shown(actor: Actor) -> str:
    """What stands beside an actor's name: the role; for one without a name the body that they do not tell.

    Empty where there is nothing to say.
    """
    if actor.role or actor.kind.named or actor.affiliation is None:
        return actor.role or ""
    told = fold(actor.affiliation)
    return "" if any(told in fold(words) for words in (actor.name, *actor.aliases)) else actor.affiliation
