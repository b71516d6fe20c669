"""The lexicon of cues: words that say that something was said, with what they take as content.

The words are data (``en/cues.tsv``), one a line; see its head for the columns. What a cue takes is its
subcategorisation: its possible complements, such as a clause with "that" or words in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from tui.nlp.lang.rows import RowFile

STRENGTHS = ("strong", "medium", "weak")
COMPLEMENTS = frozenset(
    ("that", "bare", "quote", "evidence", "invert", "wh", "to", "told", "object", "small", "as")
) | frozenset(("of", "about", "for", "on", "against"))
"""What a cue may take, by the codes of ``cues.tsv``."""


class Cue(msgspec.Struct, frozen=True):
    """One sense of a cue. ``particle`` is the second word of "point out", empty for most."""

    lemma: str
    noun: bool
    strength: str
    complements: frozenset[str]
    particle: str = ""

    def takes(self, *complements: str) -> bool:
        """Whether any of ``complements`` is among what the cue takes."""
        return any(complement in self.complements for complement in complements)


@cache
def verbs() -> dict[str, Cue]:
    """The verbal cues by lemma."""
    return {cue.lemma: cue for cue in _english() if not cue.noun and not cue.particle}


@cache
def particle_verbs() -> dict[tuple[str, str], Cue]:
    """Verbal cues of two words, by lemma and particle."""
    return {(cue.lemma, cue.particle): cue for cue in _english() if cue.particle}


@cache
def nouns() -> dict[str, Cue]:
    """The nominal cues by lemma."""
    return {cue.lemma: cue for cue in _english() if cue.noun}


@cache
def base_forms() -> frozenset[str]:
    """The verbal cues of one word that take quotations."""
    return frozenset(lemma for lemma, cue in verbs().items() if cue.takes("quote", "invert"))


@cache
def present_forms(*, particle: bool = False) -> frozenset[str]:
    """What verbal cues that take quotations are in the third person: "warns", or "hits" of "hits back"."""
    cues = particle_verbs().values() if particle else verbs().values()
    return frozenset(_third_person(cue.lemma) for cue in cues if cue.takes("quote", "invert"))


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


@cache
def _english() -> tuple[Cue, ...]:
    return tuple(read_cues(Path(__file__).parent / "en" / "cues.tsv"))


def read_cues(path: Path) -> Iterator[Cue]:
    """The cues of a file. Raises LanguageDataError, with the file and the line, where a row does not fit."""
    seen: set[tuple[str, str]] = set()
    file = RowFile(path)
    for number, cells in file.rows(4):
        if wrong := _wrong(cells):
            raise file.wrong(number, wrong)
        words, part_of_speech, strength, complements = cells
        if (words, part_of_speech) in seen:
            raise file.wrong(number, f"the {part_of_speech} {words!r} stands here twice")
        seen.add((words, part_of_speech))
        lemma, _, particle = words.partition(" ")
        yield Cue(lemma, part_of_speech == "noun", strength, frozenset(complements.split()), particle)


def _wrong(cells: list[str]) -> str:
    """What is wrong with the cells of a row; "" where they fit."""
    words, part_of_speech, strength, complements = cells
    if words != " ".join(words.lower().split()):
        return f"{words!r} is no lemma in small letters"
    if part_of_speech not in ("verb", "noun"):
        return f"{part_of_speech!r} is neither verb nor noun"
    if strength not in STRENGTHS:
        return f"{strength!r} is no strength: {', '.join(STRENGTHS)}"
    unknown = sorted(set(complements.split()) - COMPLEMENTS)
    if unknown:
        return f"{unknown[0]!r} is no complement: {', '.join(sorted(COMPLEMENTS))}"
    return "" if complements.strip() else f"{words!r} takes nothing: name at least one complement"
