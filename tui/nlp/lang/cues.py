"""The lexicon of cues: words that say that something was said, with what they take as content.

The words are data (``data/cues.tsv``), one a line; see its head for the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STRENGTHS = ("strong", "medium", "weak")
FRAMES = frozenset(
    [
        "that",
        "bare",
        "quote",
        "evidence",
        "invert",
        "wh",
        "to",
        "told",
        "object",
        "small",
        "as",
        "of",
        "about",
        "for",
        "on",
        "against",
    ]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a cue. ``particle`` is the second word of "point out", empty for most."""

    lemma: str
    noun: bool
    strength: str
    frames: frozenset[str]
    particle: str = ""

    def takes(self, *frames: str) -> bool:
        """Whether any of ``frames`` is among what the cue takes."""
        return any(frame in self.frames for frame in frames)


@cache
def verbs() -> dict[str, Cue]:
    """The verbal cues by lemma."""
    return {cue.lemma: cue for cue in _rows() if not cue.noun and not cue.particle}


@cache
def particle_verbs() -> dict[tuple[str, str], Cue]:
    """Verbal cues of two words, by lemma and particle."""
    return {(cue.lemma, cue.particle): cue for cue in _rows() if cue.particle}


@cache
def nouns() -> dict[str, Cue]:
    """The nominal cues by lemma."""
    return {cue.lemma: cue for cue in _rows() if cue.noun}


@cache
def _rows() -> tuple[Cue, ...]:
    out = []
    text = (files("tui.nlp.lang") / "en" / "cues.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        words, pos, strength, frames = line.split("\t")
        taken = frozenset(frames.split())
        if pos not in ("verb", "noun") or strength not in STRENGTHS or not taken <= FRAMES:
            raise ValueError(f"cues.tsv, line {number}: {line!r} does not fit the columns")
        lemma, _, particle = words.partition(" ")
        out.append(Cue(lemma, pos == "noun", strength, taken, particle))
    return tuple(out)
