"""The re-anchoring benchmark in little: our own articles, edited by script, few notes on the wrong words."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import anchors

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="the articles in seeds/ are not there")
def test_fewer_than_one_in_a_hundred_is_placed_wrongly() -> None:
    rows = anchors.run([path.read_text("utf-8") for path in SEEDS], 30, seed=3)
    ours = [tallies[0] for _, _, tallies in rows]
    total = sum(sum(tally.values()) for tally in ours)
    assert total > 500
    assert sum(tally["wrong"] for tally in ours) < 0.01 * total
    assert sum(tally["right"] for tally in ours) > 0.9 * total
    cleaning = [tallies[0] for name, _, tallies in rows if name == "cleaning"]
    assert all(tally["wrong"] == tally["orphan"] == 0 for tally in cleaning)
