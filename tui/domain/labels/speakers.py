"""Whoever says a quote, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import Actor, Quote, speaker_name

NOBODY = "nobody named"
"""What stands where a speaker's name would."""


def speaker_in_words(quote: Quote, text: str, actors: Mapping[str, Actor]) -> str:
    """The names of the actors, else the words beside the cue, else :data:`NOBODY`.

    ``text`` is the article's, ``actors`` are by their ids; the words may hold any character of the text.
    """
    return speaker_name(quote, text, actors) or NOBODY
