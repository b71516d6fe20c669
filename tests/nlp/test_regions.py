"""Passages in quotation marks: which open, which close, which are apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.steps import steps
from tui.nlp.attribution.regions import quoted_regions

MARKS = "“”„«»\"‘’'‚ \n.,aBs9—()`"


def inside(text: str, depth: int | None = None) -> list[str]:
    return [text[r.start : r.end] for r in quoted_regions(text) if depth is None or r.depth == depth]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("‘One,’ he said. ‘It’s two.’", ["One,", "It’s two."]),
        ("'One,' he said. 'It's two.'", ["One,", "It's two."]),
        ("``One,'' he said.", ["One,"]),
        ("«One», he said.", ["One"]),
        ("„One“, he said.", ["One"]),
        ("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,", "no"]),
        ("“Never closed, he said.", ["Never closed, he said."]),
        ("Never opened,” he said.", []),
        ("The dogs’ owners’ meeting", []),
        ("It was ’69 and rock ’n’ roll", []),
        ('a plank 6\'2" long and 3" wide', []),
        ("‘The dogs’ home is open,’ she said.", ["The dogs’ home is open,"]),
        ("", []),
        ("“”", []),
    ],
)
def test_regions(text: str, regions: list[str]) -> None:
    assert [r for r in inside(text) if r] == regions


def test_reopened_at_each_paragraph() -> None:
    text = "He said: “One.\n\n“Two.\n\n“Three.”\n\n“Four.”"
    found = quoted_regions(text)
    assert [text[r.start : r.end] for r in found] == ["One.", "Two.", "Three.", "Four."]
    assert [r.closed for r in found] == [False, False, True, True]
    assert [r.reopens for r in found] == [False, True, True, False]


def test_nesting_depth() -> None:
    found = quoted_regions("“He told us, ‘Leave now,’ and we left,” she said.")
    assert [r.depth for r in found] == [0, 1]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=MARKS, max_size=120))
def test_any_marks(text: str) -> None:
    last = 0
    for region in quoted_regions(text):
        assert 0 <= region.outer_start <= region.start <= region.end <= region.outer_end <= len(text)
        assert "\n" not in text[region.start : region.end]
        assert region.outer_start >= last or region.depth > 0
        last = region.outer_start


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'", '" ', " 'a", "“a‘b"])
def test_thousands_of_unmatched_marks(mark: str) -> None:
    """Four times the text may take about four times the work, not sixteen."""

    def work(count: int) -> int:
        text = (mark + "word ") * count
        return steps(lambda: quoted_regions(text))

    assert work(2000) < 6 * work(500)
