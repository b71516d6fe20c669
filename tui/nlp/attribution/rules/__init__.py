"""The rules of attribution, one subject a file. Each is registered with an example: see ``docs/rules.md``."""

from __future__ import annotations

from tui.nlp.attribution.rules.base import Step
from tui.nlp.attribution.rules.blocks import blocks
from tui.nlp.attribution.rules.clauses import clauses
from tui.nlp.attribution.rules.floating import left_over
from tui.nlp.attribution.rules.labelled import headline, transcript
from tui.nlp.attribution.rules.nested import nested
from tui.nlp.attribution.rules.quoted import quoted
from tui.nlp.attribution.rules.signatures import between_dashes, signed
from tui.nlp.attribution.rules.verbless import according, colons, nouns

IN_ORDER: tuple[Step, ...] = (
    transcript,  # NAME: words, line by line
    signed,  # “Words” — Name
    between_dashes,  # Name — “words” —
    headline,  # Name: words, in the first line
    quoted,  # passages in quotation marks, and the cue that brings each in
    according,  # words, according to a source
    clauses,  # what a cue says without marks; it joins the passages that the cue brings in
    blocks,  # a paragraph behind “X said:”
    colons,  # passages behind a colon without a cue
    nouns,  # X's claim that …
    left_over,  # passages that nobody has claimed: they go on with whoever speaks
    nested,  # passages in passages
)
"""The steps in the order in which they read a Doc: what is surest first claims its words."""
