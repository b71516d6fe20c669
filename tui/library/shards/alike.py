"""Which quotes of the shards may be tellings of the same words, as far as their sketches tell.

A quote shares a number with few others, so that the work grows with the quotes that are asked for and not
with their square. What is found is compared by ``domain.collection.tellings``.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.domain.collection.rows import Said
from tui.domain.collection.sketch import sketch
from tui.domain.collection.tellings import words

_LOOKED_UP = 12
"""Runs of a quote that is asked for that are looked up: among them are most of those of one cut short."""
_SHORT = 40
"""Code points of a quote that may be too short for a sketch to find its tellings: it is compared anyway."""
_CROWD = 60
"""Quotes with one run that are looked at: what stands in more of them tells nothing, or tells it of these."""
_SHARED = 2
"""Runs that two quotes have in common at least."""

SHARING = f"""
    WITH every AS (SELECT article, quote, unnest(sketch) AS run FROM read_parquet(?)),
    few AS (
        SELECT * FROM every WHERE run IN (SELECT run FROM own)
        QUALIFY row_number() OVER (PARTITION BY run ORDER BY article, quote) <= {_CROWD})
    SELECT own.number, few.article, few.quote FROM own JOIN few USING (run)
    WHERE own.article != few.article GROUP BY ALL HAVING count(*) >= {_SHARED}"""
"""For a table ``own`` of quotes' numbers, their articles and runs: which others share runs with them."""


class Asked(msgspec.Struct, frozen=True):
    """Runs of the quotes that are asked for, a row each: whose it is, in which article.

    ``anyway`` are the numbers of quotes that are compared whatever is found.
    """

    numbers: list[int]
    articles: list[str]
    runs: list[int]
    anyway: list[int]


def asked_for(own: Sequence[Said]) -> Asked:
    """What is looked up for these quotes."""
    asked = Asked([], [], [], [])
    for number, row in enumerate(own):
        runs = sketch(words(row.text), _LOOKED_UP)
        asked.numbers.extend([number] * len(runs))
        asked.articles.extend([row.about.article_id] * len(runs))
        asked.runs.extend(runs)
        if len(row.text) < _SHORT:
            asked.anyway.append(number)
    return asked
