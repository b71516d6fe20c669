"""Colours of speakers: told apart by everybody, and never the same in rows beside each other."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.app.fakes import make_analysis
from tui.app.state.speaker_colours import ORDERS, sorted_actors, speaker_colours
from tui.app.text.paint import NOBODY
from tui.app.theme import hues, indexed
from tui.domain.article import Span

EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""In linear light: Machado, Oliveira and Fernandes 2009, table 1, severity 1.0."""


def seen(colour: str, eyes: str) -> indexed.Oklab:
    linear = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in linear]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0), 1) for row in EYES[eyes]
    )
    return indexed.from_linear(red, green, blue)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("ground", ["dark", "light"])
def test_speakers_are_told_apart_by_everybody(ground: str, eyes: str) -> None:
    colours = [getattr(hue, ground) for hue in hues.SPEAKERS]
    for one, other in combinations(colours, 2):
        assert indexed.distance(seen(one, eyes), seen(other, eyes)) > 0.07, (one, other)


@pytest.mark.parametrize("ground", ["dark", "light"])
def test_speakers_stay_apart_where_there_are_256_colours(ground: str) -> None:
    near = [indexed.nearest(*bytes.fromhex(getattr(hue, ground)[1:])) for hue in hues.SPEAKERS]
    for eyes in EYES:
        for one, other in combinations(near, 2):
            shown = ["#{:02x}{:02x}{:02x}".format(*indexed.parts(number)) for number in (one, other)]
            assert indexed.distance(seen(shown[0], eyes), seen(shown[1], eyes)) > 0.07, (eyes, shown)


def test_no_ground_turns_blue_where_there_are_256_colours() -> None:
    for dark in ("12151a", "171b21", "222831", "2b3440"):
        red, green, blue = indexed.parts(indexed.nearest(*bytes.fromhex(dark)))
        assert red == green == blue, dark


@given(
    st.lists(st.integers(0, 8), max_size=40), st.dictionaries(st.sampled_from("012345678"), st.integers(0, 6))
)
def test_neighbours_never_share_a_colour(said: list[int], before: dict[str, int]) -> None:
    """Nine speakers in any order, whatever colours they had."""
    quote, actor = make_analysis().quotes[0], make_analysis().actors[0]
    quotes = [replace(quote, id=str(at), actor_id=str(who), also=()) for at, who in enumerate(said)]
    actors = [replace(actor, id=str(one), mentions=(Span(one, one + 1),)) for one in range(9)]
    colours = speaker_colours(quotes, before, actors)
    counts = {str(one): said.count(one) for one in range(9)}
    listed = [one.id for one in sorted_actors(actors, counts) if counts[one.id]]
    assert all(0 <= number < NOBODY for number in colours.values())
    if len(set(said)) <= NOBODY:
        rows = [*pairwise(map(str, said)), *pairwise(listed)]
        assert all(colours[one] != colours[other] for one, other in rows if one != other)
    assert speaker_colours(quotes, colours, actors) == colours, "what is seen stays as it is"


def test_orders_of_the_actors() -> None:
    analysis = make_analysis()
    said = {analysis.actors[-1].id: 3}
    assert sorted_actors(analysis.actors, said)[0] is analysis.actors[-1]
    for order in ORDERS:
        assert set(sorted_actors(analysis.actors, said, order)) == set(analysis.actors)


def test_an_export_has_the_hues_of_the_app() -> None:
    sheet = Path(__file__).parents[2] / "tui" / "export" / "style.css"
    found = re.findall(r"--s(\d): (#[0-9a-f]{6});", sheet.read_text(encoding="utf-8"))
    light = [(str(number), hue.light) for number, hue in enumerate(hues.SPEAKERS)]
    dark = [(str(number), hue.dark) for number, hue in enumerate(hues.SPEAKERS)]
    assert found == [*light, *dark, *light], "on a light screen, on a dark one, on paper"
