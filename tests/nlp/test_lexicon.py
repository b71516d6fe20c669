"""The lexicon of cues is whole and readable."""

from __future__ import annotations

from tui.nlp.lang.cues import FRAMES, STRENGTHS, nouns, particle_verbs, verbs


def test_rows_fit_their_columns() -> None:
    for cue in [*verbs().values(), *nouns().values(), *particle_verbs().values()]:
        assert cue.strength in STRENGTHS
        assert cue.frames
        assert cue.frames <= FRAMES
        assert cue.lemma == cue.lemma.lower()


def test_what_everybody_would_look_for() -> None:
    for lemma in ["say", "tell", "add", "ask", "write", "warn", "argue", "deny", "announce", "tweet"]:
        assert verbs()[lemma].strength == "strong"
    assert verbs()["think"].strength == "weak"
    assert ("point", "out") in particle_verbs()
    assert nouns()["claim"].noun
    assert len(verbs()) + len(nouns()) > 280
