"""Out and in again: the same annotations, none of them twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.support import TEXT, analysis, annotations, article
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    ActorIsTwo,
    ActorsAreOne,
    Annotation,
    Bookmark,
    Colour,
    ContentIs,
    Correction,
    EntityIs,
    Highlight,
    IsAQuote,
    NotAQuote,
    Note,
    SpeakerIs,
)
from tui.domain.article import Span
from tui.domain.errors import ExportError
from tui.export.exporter import FileExporter
from tui.export.formats.own import library_to_json
from tui.export.importer import Merged, by_title, knows_titles_alone, merge, onto, read_annotations

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
_SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(
    lambda pair: make_anchor(TEXT, Span(pair[0], min(pair[0] + pair[1], len(TEXT))))
)
_DATES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))
_CHANGES = st.one_of(
    st.builds(SpeakerIs, name=_TEXTS, actor_id=st.none() | _NAMES),
    st.just(NotAQuote()),
    st.builds(ContentIs, content=st.lists(_SPANS, min_size=1, max_size=2).map(tuple)),
    st.builds(IsAQuote, name=_TEXTS, actor_id=st.none() | _NAMES),
    st.builds(ActorsAreOne, names=st.lists(_NAMES, max_size=3).map(tuple)),
    st.builds(ActorIsTwo, name=_NAMES, aliases=st.lists(_NAMES, max_size=3).map(tuple)),
    st.builds(EntityIs, label=_TEXTS),
)
_COMMON = {
    "article_id": st.just(article().id),
    "anchor": _SPANS,
    "id": st.uuids().map(str),
    "created": _DATES,
    "modified": _DATES,
}
_TAGS = st.lists(_NAMES, max_size=3, unique=True).map(tuple)
ANNOTATIONS = st.one_of(
    st.builds(Bookmark, mark=st.sampled_from(["", "a", "Z"]), **_COMMON),
    st.builds(Highlight, colour=st.sampled_from(Colour), tags=_TAGS, **_COMMON),
    st.builds(Note, body=_TEXTS, tags=_TAGS, colour=st.none() | st.sampled_from(Colour), **_COMMON),
    st.builds(Correction, right=_CHANGES, was=_TEXTS, **_COMMON),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANNOTATIONS, max_size=4), st.sampled_from(["json", "w3c"]))
def test_out_and_in_again(given_annotations: list[Annotation], format: str) -> None:
    text = FileExporter().export(article(), analysis(), given_annotations, format)
    if format == "json" or given_annotations:
        back = read_annotations(text).annotations
        assert list(back) == given_annotations
        assert FileExporter().export(article(), analysis(), back, format) == text


@pytest.mark.parametrize("source", ["/home/ada/mayor.txt", "https://example.org/a", "-"])
@pytest.mark.parametrize("format", ["json", "w3c"])
def test_the_article_comes_back_too(source: str, format: str) -> None:
    one = article(source=source)
    mine = [msgspec.structs.replace(a, article_id=one.id) for a in annotations()]
    found = read_annotations(FileExporter().export(one, None, mine, format))
    assert list(found.annotations) == mine
    if format == "json":
        (reading,) = found.readings
        assert (reading.title, reading.byline, reading.length) == (one.title, one.byline, len(one.text))
        assert reading.text_hash == one.text_hash
    if format == "json" or source != "-":
        assert [(r.article_id, r.source, r.title) for r in found.readings] == [(one.id, source, one.title)]


def test_a_whole_library() -> None:
    readings = read_annotations(FileExporter().export(article(), None, [], "json")).readings
    found = read_annotations(library_to_json(annotations(), readings))
    assert list(found.annotations) == annotations()
    assert found.readings == readings


def test_nothing_is_added_twice() -> None:
    mine = annotations()
    merged = merge(mine, mine)
    assert (merged.added, merged.newer, merged.known) == ((), (), 4)
    assert merge([], mine).added == tuple(mine)
    assert merge([], [*mine, *mine]).added == tuple(mine)


def test_the_same_words_on_the_same_passage_under_another_id_are_known() -> None:
    note = annotations()[0]
    later = note.modified + timedelta(days=1)
    double = msgspec.structs.replace(note, id="99999999-9999-4999-8999-999999999999", modified=later)
    assert merge([note], [double]).known == 1
    assert merge([], [note, double]).added == (note, double), "what was two in one library stays two"
    assert merge([note, double], [double, note]).known == 2
    other = msgspec.structs.replace(double, body="Something else.")
    assert merge([note], [other]).added == (other,)


def test_a_later_version_is_newer_and_an_earlier_one_known() -> None:
    note = annotations()[0]
    later = msgspec.structs.replace(note, body="Changed.", modified=note.modified + timedelta(days=1))
    assert merge([note], [later]).newer == (later,)
    assert merge([later], [note]) == Merged((), (), older=1)
    assert merge([], [note, later]).added == (later,)
    assert merge([later], [note, later]) == Merged((), (), known=1, older=1)


def test_of_two_versions_of_one_second_the_librarys_stays() -> None:
    note = annotations()[0]
    other = msgspec.structs.replace(note, body="Changed.")
    assert merge([note], [other]) == Merged((), (), older=1)


def test_dates_without_a_zone_can_be_compared() -> None:
    text = library_to_json(annotations()[:1], []).replace("12:30:00Z", "12:30:00")
    assert "12:30:00Z" not in text
    found = read_annotations(text).annotations
    assert merge(annotations(), found).known == 1


def test_an_identifier_of_the_caller_is_used() -> None:
    text = (
        '{"type": "Annotation", "target": {"source": "http://example.org/", "selector": '
        '{"type": "TextQuoteSelector", "exact": "x"}}}'
    )
    (found,) = read_annotations(text, identify=lambda source: source.upper()).annotations
    assert found.article_id == "HTTP://EXAMPLE.ORG/"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-03-01T12:30:00Z", "0001-01-01T00:00:00+14:00"),
        ('"byline": "', '"byline": 7, "was": "'),
        ('"start": ', '"start": -'),
        ('"end": ', '"end": 9999999999999999999'),
        ('"title": ', '"title": 1, "was": '),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence(old: str, new: str) -> None:
    text = FileExporter().export(article(), None, annotations(), "json")
    assert old in text
    with pytest.raises(ExportError, match="This export is damaged"):
        read_annotations(text.replace(old, new))


def test_a_library_is_no_export() -> None:
    with pytest.raises(ExportError, match="a library itself"):
        read_annotations('{"meta": {"library": {"schema": 1}}, "annotations": {}, "readings": {}}')


_QUOTE = {"type": "TextQuoteSelector", "exact": "some words"}


def _foreign(**fields: Any) -> dict[str, Any]:
    target = {"source": "http://example.org/page", "selector": _QUOTE}
    return {
        "id": "http://example.org/1",
        "type": "Annotation",
        "bodyValue": "Well.",
        "target": target,
    } | fields


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"id": None},
        {"id": "  "},
        {"id": 7},
        {"id": ["", "http://example.org/1"]},
        {"id": {"@id": "http://example.org/1"}},
        {"id": None, "@id": "_:b0"},
        {"id": None, "target": {"source": "http://example.org/page#part", "selector": _QUOTE}},
        {"id": None, "target": {"source": {"id": " http://example.org/page "}, "selector": _QUOTE}},
        {"id": None, "target": ["http://example.org/", {"source": "page.html", "selector": _QUOTE}]},
        {"id": None, "target": {"source": "http://[::1/a", "selector": _QUOTE}},
        {"id": None, "target": {"source": "file:///a%00b", "selector": _QUOTE}},
        {"id": None, "bodyValue": None, "body": [{"value": "Well."}]},
        {"bodyValue": None, "body": []},
        {"created": "yesterday"},
    ],
)
def test_an_undated_one_is_one_and_leaves_alone_what_was_edited(fields: dict[str, Any]) -> None:
    came = read_annotations(json.dumps([_foreign(**fields)]))
    again = read_annotations(
        json.dumps([_foreign(**fields) | {"generator": "another", "creator": {"id": 7}}])
    )
    (first,), (second,) = came.annotations, again.annotations
    later = msgspec.structs.replace(second, created=first.created + timedelta(days=1),
                                    modified=first.modified + timedelta(days=1))  # fmt: skip
    assert merge([first], [later], again.undated) == Merged((), (), known=1)
    edited = msgspec.structs.replace(first, article_id="another's words")
    assert merge([edited], [later], again.undated) == Merged((), (), undated=1)


def test_one_file_s_blank_names_do_not_meet_anothers() -> None:
    one, other = (
        read_annotations(json.dumps([_foreign(id=name, bodyValue=words)])).annotations[0]
        for name, words in (("_:b0", "Well."), ("_:b0", "Not at all."))
    )
    assert one.id != other.id


@pytest.mark.parametrize("stated", [None, "", " "])
def test_our_own_without_an_id_and_a_date(stated: str | None) -> None:
    data = json.loads(library_to_json(annotations()[:1], []))
    (row,) = data["annotations"]
    del row["created"], row["modified"]
    row["id"] = stated
    first, second = (read_annotations(json.dumps(data)) for _ in range(2))
    assert first.annotations[0].id == second.annotations[0].id != ""
    edited = msgspec.structs.replace(first.annotations[0], article_id="another's")
    assert merge([edited], second.annotations, second.undated) == Merged((), (), undated=1)


def test_a_number_that_is_none_changes_no_other_field_of_a_reading() -> None:
    text = FileExporter().export(article(), None, [], "json")
    (reading,) = read_annotations(text).readings
    reading = msgspec.structs.replace(reading, position=7, actors=3)
    made = library_to_json([], [reading])
    for old, new in (('"quotes": null', '"quotes": NaN'), ('"length": 1', '"length": Infinity, "was": 1')):
        assert old in made
        (found,) = read_annotations(made.replace(old, new)).readings
        assert (found.position, found.actors, found.title) == (7, 3, reading.title)


_SOURCES = [
    "file:///a\0b",
    "/a\0b",
    "/\udcff",
    "file:///\ud800",
    "http://e.org/\ud800",
    "http://[::1",
    "file://[x",
]


def test_sources_that_cannot_be_are_taken_as_they_are() -> None:
    target = {"selector": {"type": "TextQuoteSelector", "exact": "bridge"}}
    items = [{"type": "Annotation", "target": {**target, "source": source}} for source in _SOURCES]
    came = read_annotations(json.dumps(items))
    assert len({one.article_id for one in came.annotations}) == len(came.readings) == len(_SOURCES)
    assert read_annotations(json.dumps(items)).annotations == came.annotations


def test_half_a_surrogate_where_a_date_belongs_is_one_sentence() -> None:
    data = json.loads(library_to_json(annotations()[:1], []))
    data["annotations"][0]["created"] = "2026-\ud800"
    with pytest.raises(ExportError, match="damaged"):
        read_annotations(json.dumps(data))


def test_what_is_nested_deeply_is_passed_over_or_one_sentence() -> None:
    deep = "[" * 900 + "]" * 900
    item = {"target": {"source": "/a", "selector": {"type": "TextQuoteSelector", "exact": "bridge"}}}
    [one] = read_annotations(json.dumps(item)[:-1] + f', "more": {deep}}}').annotations
    assert one.anchor.exact == "bridge"
    with pytest.raises(ExportError, match="nested too deeply"):
        read_annotations("[" * 100_000)


def test_readings_with_odd_dates_and_numbers() -> None:
    body = {"format": "sayso", "version": 1, "annotations": [], "readings": [
        {"article_id": "a", "source": "s", "title": "t", "opened": "2026-01-01T00:00:00"},
        {"article_id": "b", "source": "s", "title": "t", "opened": "0001-01-01T00:00:00+14:00"},
        {"article_id": "c", "source": "s", "title": "t", "position": int("9" * 400), "length": 1},
    ]}  # fmt: skip
    came = read_annotations(json.dumps(body)).readings
    assert [one.article_id for one in sorted(came, key=lambda one: one.opened)] == ["b", "a", "c"]
    assert came[2].share == 1.0


_READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    "Document tags",
    '"We will not sail, she said",The  ferry STAYS,Ada Brandt,,Check this,,"boats, port",order,1,'
    "2026-03-01 12:00:00+00:00,",
    "Nobody came,Nowhere,,,,,,order,1,2026-03-01 12:00:00+00:00,",
    "Nobody left,Twice,,,,,,order,2,2026-03-01 12:00:00+00:00,",
)


def test_highlights_that_know_their_article_by_its_title() -> None:
    came = read_annotations("\n".join(_READWISE))
    assert knows_titles_alone(came)
    ferry = ("a1", "The ferry stays")
    there = by_title(came, [ferry, ("a2", "Twice"), ("a3", "Twice"), ferry])
    [note] = there.annotations
    assert isinstance(note, Note)
    assert (note.article_id, note.body, note.tags) == ("a1", "Check this", ("boats", "port"))
    assert (note.anchor.exact, note.created.hour) == ("We will not sail, she said", 12)
    assert sorted(why.partition(":")[0] for why in there.left_out) == [
        "of titles that no article here has",
        "of titles that several articles have",
    ]
    assert there.readings == ()
    assert merge([note], by_title(came, [ferry]).annotations).added == ()
    assert {one.article_id for one in onto(came, "b").annotations} == {"b"}
    assert not knows_titles_alone(onto(came, "b"))
