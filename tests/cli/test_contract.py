"""The samples, read by the bundled pipeline, give the JSON that scripts and benchmarks rely on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.contract import check
from tui.sources.samples import samples

Found = Callable[..., Any]
SAMPLES = [pytest.param(path, id=path.name) for path in samples()]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("clean", [True, False], ids=["cleaned", "as it is"])
def test_quotes(found: Found, sample: Path, clean: bool) -> None:
    one = found("quotes", sample, *(() if clean else ("--no-clean",)))
    check(one)
    assert one["quotes"]
    assert any(quote["actor"] for quote in one["quotes"])
    if not clean:
        assert one["article"]["text"] == sample.read_text(encoding="utf-8")


def test_actors_and_entities_are_parts_of_it(found: Found) -> None:
    sample = samples()[0]
    whole = found("quotes", sample)
    assert found("actors", sample) == {key: whole[key] for key in ("article", "actors")}
    assert found("entities", sample) == {key: whole[key] for key in ("article", "entities")}


def test_what_a_filter_leaves_fits_the_contract_but_for_the_order_of_actors(found: Found) -> None:
    one = found("quotes", samples()[0], "--kind", "indirect,mixed", "--speaker", "putin")
    assert one["quotes"]
    ids = {quote["id"] for quote in one["quotes"]}
    assert {quote["kind"] for quote in one["quotes"]} <= {"indirect", "mixed"}
    assert {key for actor in one["actors"] for key in actor["quotes"]} <= ids
    one["actors"].sort(key=lambda actor: -len(actor["mentions"]) - len(actor["quotes"]))
    check(one)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda one: one["quotes"][0].pop("via"),
        lambda one: one["quotes"][0]["content"].append([0, 10**6]),
        lambda one: one["quotes"][0].update(text="Other words"),
        lambda one: one["quotes"][0].update(actor="nobody"),
        lambda one: one["quotes"].reverse(),
        lambda one: one["actors"][0]["quotes"].append("q-none"),
        lambda one: one["entities"][0].update(label="PER"),
        lambda one: one["article"].update(text=""),
    ],
)
def test_the_check_can_fail(found: Found, break_it: Callable[[Any], object]) -> None:
    one = found("quotes", samples()[0])
    break_it(one)
    with pytest.raises(AssertionError):
        check(one)
