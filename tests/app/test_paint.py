"""Runs of styles against a reference that looks at every code point by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.app.text.find import Search
from tui.app.text.paint import Layer, Layers, Painter, Run, over
from tui.app.text.span_index import SpanIndex
from tui.domain.article import Span

LENGTH = 40
SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, 12)).map(lambda at: Span(at[0], at[0] + at[1]))
SORTED = st.lists(SPANS, max_size=6).map(sorted)
ANNOTATIONS = st.lists(
    st.tuples(
        SPANS,
        st.sampled_from(["highlight", "note", "bookmark", "correction"]),
        st.sampled_from([None, "blue"]),
    ),
    max_size=5,
).map(
    lambda items: [
        (*item, str(number)) for number, item in enumerate(sorted(items, key=lambda item: item[0]))
    ]
)


def keys_at(layers: Layers, offset: int) -> list[str]:
    """The styles of one code point, lowest first, found by looking at everything."""
    keys = ["quote" for span, _, _ in layers.quotes if offset in span]
    keys += ["quote-current" for span in layers.current if offset in span]
    keys += [f"entity-{key}" for span, key in layers.entities if offset in span]
    keys += ["cue" for span in layers.cues if offset in span]
    keys += ["actor" for span in layers.actor_mentions if offset in span]
    coloured = [
        f"highlight-{colour or 'yellow'}"
        for span, kind, colour, _ in layers.annotations
        if offset in span and (kind == "highlight" or (kind == "note" and colour))
    ]
    keys += coloured
    keys += [k for span, k, _, _ in layers.annotations if offset in span and k in ("note", "correction")]
    keys += ["match" for span in layers.matches if offset in span]
    if layers.selection is not None and offset in layers.selection:
        keys.append("selection")
    if len(coloured) > 1:
        keys.append("overlap")
    return list(dict.fromkeys(keys))


@given(SORTED, SORTED, SORTED, SORTED, ANNOTATIONS, SORTED, SPANS, st.integers(0, 20), st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_runs_are_what_every_code_point_says(
    quotes, entities, cues, actor, notes, matches, chosen, start, length
):
    layers = Layers(
        quotes=[(span, 1, "q") for span in quotes],
        entities=[(span, "org") for span in entities],
        cues=cues,
        actor_mentions=actor,
        annotations=notes,
        current=quotes[:2],
        matches=matches,
        selection=chosen,
    )
    painter = Painter()
    painter.set_layers(layers)
    runs = painter.runs(start, start + length)
    assert [run.start for run in runs] == [start, *(run.end for run in runs)][: len(runs)]
    assert (runs[-1].end if runs else start) == start + length
    for run in runs:
        for offset in range(run.start, run.end):
            assert list(run.keys) == keys_at(layers, offset)


@given(SORTED, SPANS)
@settings(max_examples=100, deadline=None)
def test_an_index_finds_what_overlaps(spans: list[Span], asked: Span) -> None:
    found = list(SpanIndex(spans).within(asked.start, asked.end))
    expected = [
        number
        for number, span in enumerate(spans)
        if len(asked) and span.start < asked.end and max(span.end, span.start + 1) > asked.start
    ]
    if len(asked):
        assert found == expected


def test_unsorted_layers_are_refused() -> None:
    with pytest.raises(ValueError, match="sorted"):
        Painter().set_layers(Layers(cues=[Span(5, 6), Span(1, 2)]))


def test_a_layer_handed_in_again_is_not_indexed_anew() -> None:
    painter = Painter()
    cues = [Span(1, 2)]
    painter.set_layers(Layers(cues=cues))
    index = painter._indexes["cues"]
    painter.set_layers(Layers(cues=cues, selection=Span(0, 3)))
    assert painter._indexes["cues"] is index
    painter.set_layers(Layers(cues=list(cues)))
    assert painter._indexes["cues"] is not index


def test_a_layer_brings_its_index_along() -> None:
    layer = Layer((Span(at, at + 2), "org") for at in (1, 4, 9))
    painter = Painter()
    painter.set_layers(Layers(entities=layer))
    assert painter._indexes["entities"][1] is layer.span_index
    assert painter.runs(0, 6) == [
        Run(0, 1, ()),
        Run(1, 3, ("entity-org",)),
        Run(3, 4, ()),
        Run(4, 6, ("entity-org",)),
    ]
    assert (len(layer), layer[-1], layer[:1]) == (3, (Span(9, 11), "org"), [(Span(1, 3), "org")])
    with pytest.raises(ValueError, match="sorted"):
        Layer([Span(5, 6), Span(1, 2)])


def test_matches_of_a_search_are_drawn_before_they_are_counted() -> None:
    search = Search("one two one", "one")
    painter = Painter()
    painter.set_layers(Layers(matches=search.shown, current_match=Span(8, 11)))
    assert not search.complete
    assert painter.runs(0, 11) == [
        Run(0, 3, ("match",)),
        Run(3, 8, ()),
        Run(8, 11, ("match", "match-current")),
    ]


def test_signs_of_a_line() -> None:
    painter = Painter()
    painter.set_layers(
        Layers(
            quotes=[(Span(0, 30), 2, "a"), (Span(12, 18), 5, "b")],
            current=[Span(12, 18)],
            annotations=[
                (Span(0, 25), "highlight", "green", "h"),
                (Span(5, 25), "note", None, "n"),
                (Span(15, 15), "bookmark", None, "m"),
            ],
        )
    )
    first, second = painter.signs(0, 10), painter.signs(10, 20)
    assert (first.speaker, first.current, first.note, first.bookmark) == (2, False, True, False)
    assert (second.speaker, second.current, second.note, second.bookmark) == (5, True, False, True)
    assert first.highlights == second.highlights == ("green",)


def test_a_style_laid_over_runs() -> None:
    runs = [Run(0, 4, ("a",)), Run(4, 9, ())]
    assert over(runs, Span(2, 6), "x") == [
        Run(0, 2, ("a",)),
        Run(2, 4, ("a", "x")),
        Run(4, 6, ("x",)),
        Run(6, 9, ()),
    ]
