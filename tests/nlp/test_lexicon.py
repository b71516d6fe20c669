"""The lexicon of cues is whole, and a wrong row of it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.nlp.lang.cues import COMPLEMENTS, STRENGTHS, Cue, nouns, particle_verbs, read_cues, verbs
from tui.nlp.lang.language import LanguageDataError, english


def test_rows_fit_their_columns() -> None:
    for cue in [*verbs().values(), *nouns().values(), *particle_verbs().values()]:
        assert cue.strength in STRENGTHS
        assert cue.complements
        assert cue.complements <= COMPLEMENTS
        assert cue.lemma == cue.lemma.lower()


def test_what_everybody_would_look_for() -> None:
    for lemma in ["say", "tell", "add", "ask", "write", "warn", "argue", "deny", "announce", "tweet"]:
        assert verbs()[lemma].strength == "strong"
    assert verbs()["think"].strength == "weak"
    assert ("point", "out") in particle_verbs()
    assert nouns()["claim"].noun
    assert len(verbs()) + len(nouns()) > 280


def test_prepositions_are_complements() -> None:
    assert english("attribution").words("content_prepositions") <= COMPLEMENTS


def rows(folder: Path, text: str) -> list[Cue]:
    path = folder / "en" / "cues.tsv"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return list(read_cues(path))


def test_a_cue_is_one_line(tmp_path: Path) -> None:
    found = rows(tmp_path, "# a note\n\nhint at\tverb\tmedium\tquote object\nhint\tnoun\tweak\tthat\n")
    assert found == [
        Cue("hint", False, "medium", frozenset(("quote", "object")), "at"),
        Cue("hint", True, "weak", frozenset(("that",))),
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("hint verb medium quote", "a row has 4 columns parted by tabs, this one has 1"),
        ("hint\tverb\tmedium\tquote\tthat", "a row has 4 columns parted by tabs, this one has 5"),
        ("Hint\tverb\tmedium\tquote", "'Hint' is no lemma in small letters"),
        ("\tverb\tmedium\tquote", "the first column is empty"),
        ("hint\tadverb\tmedium\tquote", "'adverb' is neither verb nor noun"),
        ("hint\tverb\tmiddling\tquote", "'middling' is no strength: strong, medium, weak"),
        ("hint\tverb\tmedium\tquote thta", "'thta' is no complement: about, against, as, "),
        ("hint\tverb\tmedium\t", "'hint' takes nothing: name at least one complement"),
        ("say\tverb\tweak\tquote", "the verb 'say' stands here twice"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, wrong: str) -> None:
    with pytest.raises(LanguageDataError) as caught:
        rows(tmp_path, f"# cues\nsay\tverb\tstrong\tthat\n{row}\n")
    assert str(caught.value).startswith(f"en/cues.tsv, line 3: {wrong}")
