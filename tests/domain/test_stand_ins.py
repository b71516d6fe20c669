"""Stand-ins for modules while others are imported: what they give, and that nothing of them stays."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest

from tui.domain.stand_ins import StandIn, import_beside, later, standing_in

SMALL = "colorsys"
"""A module of Python's own that nothing here uses."""


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    there = sys.modules.pop(SMALL, None)
    yield
    sys.modules.pop(SMALL, None)
    if there is not None:
        sys.modules[SMALL] = there


def test_what_a_stand_in_gives_imports_the_module_when_it_is_called() -> None:
    with standing_in({SMALL: later(SMALL)}):
        from colorsys import rgb_to_hsv

        assert isinstance(sys.modules[SMALL], StandIn)
    assert SMALL not in sys.modules
    assert rgb_to_hsv(1, 0, 0) == (0, 1, 1)
    assert rgb_to_hsv.__name__ == "rgb_to_hsv"
    assert sys.modules[SMALL].__spec__ is not None


def test_it_can_be_called_while_the_stand_in_is_there() -> None:
    with standing_in({SMALL: later(SMALL)}):
        from colorsys import rgb_to_hsv

        assert rgb_to_hsv(0, 0, 0) == (0, 0, 0)
        real = sys.modules[SMALL]
    assert sys.modules[SMALL] is real
    assert not isinstance(real, StandIn)


def test_what_is_imported_already_stays() -> None:
    real = importlib.import_module(SMALL)
    with standing_in({SMALL: later(SMALL)}):
        assert sys.modules[SMALL] is real
    assert sys.modules[SMALL] is real


def test_none_counts_as_not_installed_for_that_moment() -> None:
    with standing_in({SMALL: None}), pytest.raises(ImportError):
        importlib.import_module(SMALL)
    assert import_beside(SMALL, {SMALL: None}).__name__ == SMALL
