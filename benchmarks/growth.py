"""Time against size: single paragraphs of one thing said over and over, as no journalist would write them."""

from __future__ import annotations

import time

from benchmarks.table import Row
from benchmarks.texts import article_of
from tui.domain.article import Article

SHAPES = {
    "a cue and a name": "Holt wrote ",
    "a cue": "said ",
    "a label": "Holt: ",
    "a name": "Dana Holt ",
    "a quotation": "“Yes,” said Holt, ",
    "marks left open": "“said good ",
    "commas": "yes, ",
    "brackets": "(yes) ",
    "of the": "of the town ",
    "initials": "A. ",
    "capitals": "HOLT ",
    "a cue within a cue": "she 10 told ",
}
TIMES = (1_000, 2_000, 4_000, 8_000)
"""How often the words of a shape are repeated."""
_MOST = 1.5
"""How much more one repetition may take among the most of them than among the fewest."""


def rows_of(times: tuple[int, ...] = TIMES) -> list[Row]:
    """A row for each shape: what one repetition costs among many, by what it costs among few, in CPU time."""
    from tui.api import analyse

    analyse(_article("said ", 10))  # the pipeline is loaded by now
    rows = []
    for name, words in SHAPES.items():
        taken = []
        for count in times:
            article = _article(words, count)
            began = time.process_time()
            analyse(article)
            taken.append(time.process_time() - began)
        figure = (taken[-1] / times[-1]) / (taken[0] / times[0])
        told = ", ".join(f"{count:,}: {seconds:.1f} s" for count, seconds in zip(times, taken, strict=True))
        rows.append(Row(f"{name}, each of {times[-1]:,} by each of {times[0]:,}", figure, _MOST, told=told))
    return rows


def _article(words: str, count: int) -> Article:
    return article_of(f"A long sentence\n\n{words * count}said Dana Holt.")
