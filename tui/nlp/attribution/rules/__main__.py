"""The page about the rules, from the registry: ``python -m tui.nlp.attribution.rules > docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tui.domain.evidence import Rule
from tui.domain.labels.evidence import ACTORS, RULES, SOURCES
from tui.nlp.attribution.confidence import NO_SOURCE_FACTOR, SOURCE_FACTORS
from tui.nlp.attribution.rules.base import REGISTRY, Registered

_HEAD = """# The rules of attribution

`python -m tui.nlp.attribution.rules > docs/rules.md` makes this page from the registry of the rules. A test
keeps it current and runs every example. `sayso quotes --explain` tells how each quote was found.

How sure a quote is comes from two figures: the prior of its rule, times the factor of how its source was
found. Both are shares of right quotes, counted on our own annotations of Wikinews articles.

## What is said

In an example, **the words of the source** are bold, *the content* is italic and `the cue` is marked.

"""
_SOURCES = """
## Who says it, by the words

| code | the source is | factor |
| --- | --- | --- |
"""
_ACTORS = """
## Who is meant

| code | the actor was reached as |
| --- | --- |
"""


def page() -> str:
    """The page in Markdown."""
    rules = "\n".join(_section(REGISTRY[rule]) for rule in Rule)
    sources = _rows((code, SOURCES[code], f"{SOURCE_FACTORS[code]:.2f}") for code in SOURCE_FACTORS)
    nobody = f"| | nobody is named | {NO_SOURCE_FACTOR:.2f} |\n"
    return _HEAD + rules + _SOURCES + sources + nobody + _ACTORS + _rows(ACTORS.items())


def _section(registered: Registered) -> str:
    """One rule: its code, the words for it, its prior, where it stands and its example."""
    rule, example = registered.rule, registered.example
    text = example.text
    for piece, mark in ((example.content, "*"), (example.source, "**"), (example.cue, "`")):
        for part in piece.split(" … ") if piece else ():
            text = text.replace(part, f"{mark}{part}{mark}", 1)
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"""### {rule}

{RULES[rule][0].upper()}{RULES[rule][1:]}. Prior {registered.prior:.2f}; `{registered.place}`.

{quoted}
"""


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join((f'`{code}`', *cells))} |\n" for code, *cells in rows)


if __name__ == "__main__":
    sys.stdout.write(page())
