"""Who said what, on sentences of our own: one table a construction under ``tables/quotes``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from tui.nlp import pipeline
from tui.nlp.frames import Frame, frames_of

TABLES = Path(__file__).parent / "tables" / "quotes"
WORD = re.compile(r"\w+(?:[’']\w+)*")
Case = dict[str, Any]


def cases() -> list[tuple[str, Case]]:
    """All cases with their names: the table and the number in it."""
    out = []
    for path in sorted(TABLES.glob("*.toml")):
        if path.stem == "known_misses":
            continue
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            out.append((f"{path.stem}-{number}", case))
    return out


@cache
def known_misses() -> dict[str, str]:
    """Cases that fail today, each with why. A case that starts to pass must leave the list."""
    return dict(tomllib.loads((TABLES / "known_misses.toml").read_text(encoding="utf-8"))["miss"])


def words(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'"))


def read(nlp: Language, text: str) -> list[tuple[list[str], list[str], list[str]]]:
    """The quotes found in a text as the words of speaker, cue and content."""
    doc = pipeline.doc_of(nlp, text)

    def said(pieces: list[tuple[int, int]]) -> list[str]:
        return [w for start, end in pieces for w in words(doc[start:end].text)]

    def marks(frame: Frame) -> list[str]:
        return said(frame.cue)

    return [
        (said([frame.speaker]) if frame.speaker else [], marks(frame), said(frame.content))
        for frame in frames_of(doc)
    ]


def expected(case: Case) -> list[tuple[list[str], list[str], list[str]]]:
    return [(words(speaker), words(cue), words(content)) for speaker, cue, content in case["quotes"]]


def fits(case: Case, found: list[tuple[list[str], list[str], list[str]]]) -> bool:
    """Whether just the expected quotes were found; "?" in the table leaves a field open."""
    if len(found) != len(case["quotes"]):
        return False
    for wanted, got, row in zip(expected(case), found, case["quotes"], strict=True):
        for want, have, cell in zip(wanted, got, row, strict=True):
            if cell != "?" and want != have:
                return False
    return True


@pytest.mark.parametrize(("name", "case"), cases(), ids=[name for name, _ in cases()])
def test_table(nlp: Language, name: str, case: Case) -> None:
    found = read(nlp, case["text"])
    if name in known_misses():
        assert not fits(case, found), f"{name} passes now: take it off known_misses.toml"
        pytest.xfail(known_misses()[name])
    assert fits(case, found), f"{case['text']!r} gave {found}"


def test_known_misses_are_cases() -> None:
    assert set(known_misses()) <= {name for name, _ in cases()}


def straight(text: str) -> str:
    return text.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))


def test_straight_marks_give_the_same_quotes(nlp: Language) -> None:
    other = []
    for name, case in cases():
        text = case["text"]
        if not set("“”‘’") & set(text) or name.startswith("marks-"):
            continue
        if read(nlp, text) != read(nlp, straight(text)):
            other.append(name)
    assert set(other) <= set(DIFFER), other


# The parser reads these otherwise when the marks are straight.
DIFFER: tuple[str, ...] = ()
