"""Web Annotations: what is written keeps the MUSTs of the model, and what others write is taken in.

https://www.w3.org/TR/annotation-model/ (Recommendation of 23 February 2017).
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import pytest

from tests.export.support import analysis, annotations, article
from tui.domain.annotation import Anchor, Bookmark, Colour, Correction, Highlight, Note
from tui.domain.article import article_id
from tui.domain.errors import ExportError
from tui.export.exporter import FileExporter
from tui.export.importer import read_annotations

_MOTIVATIONS = frozenset(
    {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"}
    | {"identifying", "linking", "moderating", "questioning", "replying", "tagging"}
)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def _exported() -> dict[str, Any]:
    text = FileExporter().export(article(), analysis(), annotations(), "w3c")
    made = json.loads(text)
    assert isinstance(made, dict)
    return made


def check_annotation(item: dict[str, Any]) -> None:
    """The MUSTs of sections 3 and 4 that concern what is written here."""
    assert _IRI.fullmatch(item["id"])  # 3.1: exactly 1 IRI
    assert item["type"] == "Annotation"  # 3.1: 1 or more, Annotation among them
    assert isinstance(item["target"], dict)  # 3.1: 1 or more targets
    motivation = item["motivation"]  # 3.3.5
    assert motivation in _MOTIVATIONS
    for name in ("created", "modified"):  # 3.3.1: xsd:dateTime, UTC expressed as Z
        assert _DATE.fullmatch(item[name])
    for body in item.get("body", []):
        assert body["type"] == "TextualBody"  # 3.2.4
        assert isinstance(body["value"], str)  # exactly 1
        assert body["purpose"] in _MOTIVATIONS
        assert "/" in body["format"]
    target = item["target"]
    assert target["type"] == "SpecificResource"
    assert _IRI.fullmatch(target["source"])  # 4: exactly 1
    kinds = [selector["type"] for selector in target["selector"]]
    assert kinds == ["TextQuoteSelector", "TextPositionSelector"]
    quote, position = target["selector"]
    assert isinstance(quote["exact"], str)  # 4.2.4: exactly 1; prefix and suffix at most 1
    assert isinstance(quote["prefix"], str)
    assert isinstance(quote["suffix"], str)
    assert 0 <= position["start"] <= position["end"]  # 4.2.5: non-negative integers
    if "styleClass" in target:  # 4.5: a class that the stylesheet defines
        assert item["stylesheet"]["type"] == "CssStylesheet"
        assert f".{target['styleClass']} " in item["stylesheet"]["value"]


def test_what_is_written_keeps_the_model() -> None:
    made = _exported()
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"  # 3: MUST be there
    assert made["type"] == "AnnotationCollection"  # 5.1
    assert made["total"] == 4
    page = made["first"]
    assert page["type"] == "AnnotationPage"  # 5.2
    assert page["partOf"] == made["id"]
    assert page["startIndex"] == 0
    assert len(page["items"]) == 4
    assert made["last"] == page["id"]
    for item in page["items"]:
        check_annotation(item)
    assert [item["motivation"] for item in page["items"]] == [
        "commenting", "highlighting", "bookmarking", "editing",
    ]  # fmt: skip
    note = page["items"][0]
    assert [body["purpose"] for body in note["body"]] == ["commenting", "tagging", "tagging"]
    assert note["target"]["source"] == "file:///home/ada/mayor.txt"
    # Every term beyond the model's is declared in the context.
    own = {key for item in page["items"] for key in item if ":" in key}
    assert {key.split(":")[0] for key in own} <= set(made["@context"][1])


def test_an_empty_collection_has_no_page() -> None:
    made = json.loads(FileExporter().export(article(), None, [], "w3c"))
    assert made["total"] == 0
    assert "first" not in made


def test_an_address_and_a_text_from_standard_input() -> None:
    for source, iri in (("https://example.org/a", "https://example.org/a"), ("-", "urn:sayso:article:")):
        made = json.loads(FileExporter().export(article(source=source), None, annotations(), "w3c"))
        assert made["first"]["items"][0]["target"]["source"].startswith(iri)


def test_on_a_page_the_context_ends_with_the_paragraph() -> None:
    text = "Ferry plan\n\nWe said no.\n\nThey said yes."
    for source, written in (("https://example.org/a", ("", "")), ("/a.txt", ("plan\n\n", "\n\nThey"))):
        anchor = Anchor("We said no.", "plan\n\n", "\n\nThey", 12, 23)
        one = article(source=source, text=text)
        note = Highlight(article_id=one.id, anchor=anchor)
        exported = FileExporter().export(one, None, [note], "w3c")
        quote = json.loads(exported)["first"]["items"][0]["target"]["selector"][0]
        assert (quote["prefix"], quote["suffix"]) == written
        assert read_annotations(exported).annotations[0].anchor == anchor


def _annotation(**fields: Any) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": "some words", "prefix": "here are ", "suffix": " to mark"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "target": {"source": "http://Example.org/page1#part", "selector": quote},
        **fields,
    }


@pytest.mark.parametrize(
    "wrap",
    [
        lambda a: a,
        lambda a: [a],
        lambda a: {"type": "AnnotationPage", "items": [a]},
        lambda a: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [a]}},
        lambda a: {"@graph": [a]},
        lambda a: [{"type": "AnnotationPage", "items": [a]}],
    ],
)
def test_however_they_are_wrapped(wrap: Any) -> None:
    (found,) = read_annotations(
        json.dumps(wrap(_annotation(bodyValue="Well."))),
    ).annotations
    assert isinstance(found, Note)
    assert found.body == "Well."
    assert found.article_id == article_id("http://example.org/page1")
    assert (found.anchor.exact, found.anchor.prefix, found.anchor.suffix) == (
        "some words",
        "here are ",
        " to mark",
    )
    assert UUID(found.id)


def test_lines_of_json() -> None:
    lines = "\n".join(json.dumps(_annotation(id=f"http://example.org/{n}")) for n in range(3))
    assert len(read_annotations(lines).annotations) == 3


@pytest.mark.parametrize(
    ("fields", "kind", "values"),
    [
        ({}, Highlight, {"colour": Colour.YELLOW}),
        ({"motivation": "highlighting"}, Highlight, {}),
        ({"motivation": ["oa:bookmarking"]}, Bookmark, {"mark": ""}),
        ({"motivation": "commenting"}, Note, {"body": ""}),
        ({"body": {"type": "TextualBody", "value": "One"}}, Note, {"body": "One", "tags": ()}),
        (
            {"body": [{"value": "One"}, {"value": "t", "purpose": "tagging"}, {"value": "Two"}]},
            Note,
            {"body": "One\n\nTwo", "tags": ("t",)},
        ),
        ({"body": {"value": "t", "purpose": "tagging"}}, Note, {"body": "", "tags": ("t",)}),
        ({"motivation": "tagging", "body": {"value": "t"}}, Note, {"tags": ("t",)}),
        ({"body": "http://example.org/elsewhere"}, Note, {"body": "<http://example.org/elsewhere>"}),
        (
            {
                "motivation": "editing",
                "body": {"value": "{", "format": "application/json", "purpose": "editing"},
            },
            Note,
            {"body": "{"},
        ),
        ({"created": "2015-01-28T12:00:00Z"}, Highlight, {}),
        ({"created": "yesterday", "modified": 7}, Highlight, {}),
    ],
)
def test_bodies_and_motivations(fields: dict[str, Any], kind: type, values: dict[str, Any]) -> None:
    (found,) = read_annotations(json.dumps(_annotation(**fields))).annotations
    assert type(found) is kind
    for name, value in values.items():
        assert getattr(found, name) == value


def test_refined_and_listed_selectors() -> None:
    quote = {"type": "TextQuoteSelector", "exact": "some words"}
    position = {"type": "TextPositionSelector", "start": 4, "end": 14}
    for selector in (
        [{"type": "XPathSelector", "value": "/p"}, position, quote],
        {"type": "FragmentSelector", "value": "x", "refinedBy": quote},
        {"type": "Choice", "items": [quote]},
    ):
        text = json.dumps(
            _annotation(target=["x", {"source": {"id": "http://a.org/"}, "selector": selector}])
        )
        (found,) = read_annotations(text).annotations
        assert found.anchor.exact == "some words"


def test_what_marks_no_words_is_counted() -> None:
    whole = [_annotation(target="http://example.org/"), _annotation(target={"source": "http://example.org/"})]
    found = read_annotations(json.dumps([*whole, _annotation()]))
    assert (len(found.annotations), found.left_out) == (1, {"on whole pages": 2})


def test_what_cannot_be_placed_is_named() -> None:
    def target(*selectors: Any) -> dict[str, Any]:
        return {"source": "http://example.org/", "selector": list(selectors)}

    path = {"type": "XPathSelector", "value": "/p[2]"}
    position = {"type": "TextPositionSelector", "start": 4, "end": 14}
    across = {"type": "RangeSelector", "startSelector": path, "endSelector": path}
    rows = [
        _annotation(target=target({"type": "SvgSelector", "id": "http://example.org/svg1"})),
        _annotation(target=target({"type": "DataPositionSelector", "start": 4, "end": 14})),
        _annotation(target=target(path, position)),
        _annotation(target=target(across)),
        _annotation(target=target({"type": "CssSelector", "value": "#p"}, "odd")),
        _annotation(target=target("odd")),
        _annotation(target=target({"type": "TextQuoteSelector", "exact": 7})),
        "no annotation",
    ]
    found = read_annotations(json.dumps({"type": "AnnotationPage", "items": rows[:7]}))
    assert found.annotations == ()
    assert found.left_out == {
        "marked by SvgSelector alone": 1,
        "marked by DataPositionSelector alone": 1,
        "marked by TextPositionSelector and XPathSelector alone": 1,
        "marked by RangeSelector alone": 1,
        "marked by CssSelector alone": 1,
        "not understood": 2,
    }


def test_a_position_within_a_quoted_passage() -> None:
    position = {"type": "TextPositionSelector", "start": 5, "end": 10}
    quote = {"type": "TextQuoteSelector", "exact": "some words", "prefix": "here are ", "suffix": " to mark"}
    for refined in (position, [position], {"type": "CssSelector", "value": "p", "refinedBy": position}):
        text = json.dumps(_annotation(target={"source": "x:y", "selector": {**quote, "refinedBy": refined}}))
        (found,) = read_annotations(text).annotations
        anchor = found.anchor
        assert (anchor.prefix, anchor.exact, anchor.suffix) == ("here are some ", "words", " to mark")


def test_the_same_annotation_has_the_same_id_each_time() -> None:
    for fields in ({}, {"id": None}, {"id": "urn:uuid:no-uuid"}):
        text = json.dumps(_annotation(**fields))
        ids = {read_annotations(text).annotations[0].id for _ in range(2)}
        assert len(ids) == 1


_ROW = {  # with the fields of https://h.readthedocs.io/en/latest/api-reference/v1/
    "id": "jKx9sEbREe6abc",
    "created": "2024-01-02T03:04:05.678901+00:00",
    "updated": "2024-01-03T03:04:05+00:00",
    "user": "acct:ada@hypothes.is",
    "user_info": {"display_name": "Ada"},
    "uri": "https://example.org/news?utm_source=x",
    "text": "Is that so?",
    "tags": ["check"],
    "group": "__world__",
    "permissions": {"read": ["group:__world__"], "update": ["acct:ada@hypothes.is"]},
    "hidden": False,
    "flagged": False,
    "links": {"html": "https://hypothes.is/a/jKx9sEbREe6abc"},
    "document": {"title": ["The news"]},
    "target": [
        {
            "source": "https://example.org/news?utm_source=x",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
                {"type": "TextPositionSelector", "start": 10, "end": 20},
                {"type": "TextQuoteSelector", "exact": "some words", "prefix": "a ", "suffix": " b"},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: {"total": len(rows), "rows": rows},  # the API's search
        lambda rows: rows,
        lambda rows: {  # the client's own export
            "export_date": "2024-02-01T10:00:00.000Z",
            "export_userid": "acct:ada@hypothes.is",
            "client_version": "1.1500.0",
            "annotations": rows,
        },
    ],
)
def test_hypothesis(wrap: Any) -> None:
    rows = [
        _ROW,
        {**_ROW, "id": "b", "text": "", "tags": []},
        {**_ROW, "id": "c", "references": ["jKx9sEbREe6abc"]},
        {**_ROW, "id": "d", "target": [{"source": "https://example.org/news"}]},
    ]
    found = read_annotations(json.dumps(wrap(rows)))
    assert found.left_out == {"as replies": 1, "on whole pages": 1}
    note, highlight = found.annotations
    assert isinstance(note, Note)
    assert (note.body, note.tags) == ("Is that so?", ("check",))
    assert (note.anchor.start, note.anchor.end, note.anchor.exact) == (10, 20, "some words")
    assert note.created.year == 2024
    assert isinstance(highlight, Highlight)
    assert note.article_id == article_id("https://example.org/news")
    (reading,) = found.readings
    assert (reading.title, reading.article_id) == ("The news", note.article_id)


@pytest.mark.parametrize("parted", [",", "\t"])
@pytest.mark.parametrize("quoted", ["Quote", "Quote/description"])
def test_a_table_of_hypothesis(parted: str, quoted: str) -> None:
    columns = ("Created at", "Author", "Page", "URL", "Group", "Type", quoted, "Comment", "Tags")
    address = "https://example.org/news"
    start = ("2026-11-02 10:00", "ada", "", address, "Public")
    rows = [
        columns,
        (
            *start,
            "Annotation",
            '"We\tsaid no,\nnot yes."',
            'Did ""he""?\r\nYes.'.replace('""', '"'),
            "check,a b",
        ),
        (*start, "Highlight", "some words", "", ""),
        (*start, "Reply", "", "No.", ""),
        (*start, "Page note", "", "All of it.", ""),
    ]
    cells = [
        ['"' + cell.replace('"', '""') + '"' if set(cell) & set('",\t\n') else cell for cell in row]
        for row in rows
    ]
    found = read_annotations("\ufeff" + "\n".join(map(parted.join, cells)))
    assert found.left_out == {"as replies": 1, "on whole pages": 1}
    note, highlight = found.annotations
    assert isinstance(note, Note)
    assert (note.anchor.exact, note.tags) == ('"We\tsaid no,\nnot yes."', ("check", "a b"))
    assert note.body == 'Did "he"?\nYes.'
    assert note.created.isoformat() == "2026-11-02T10:00:00+00:00"
    assert isinstance(highlight, Highlight)
    assert highlight.article_id == article_id(address)


def test_wallabag() -> None:
    made = {
        "id": 3,
        "annotator_schema_version": "v1.0",
        "quote": "some words",
        "text": "Is that so?",
        "created_at": "2026-11-02T10:00:00+0100",
        "ranges": [{"start": "/p[1]", "startOffset": "3", "end": "/p[1]", "endOffset": "13"}],
    }
    entry = {"url": "https://example.org/news", "title": "The news", "is_archived": 0, "annotations": [made]}
    entries = [entry, {**entry, "annotations": []}, {**entry, "annotations": [{**made, "quote": None}, 7]}]
    for data in (entries, {"_embedded": {"items": entries}}):
        found = read_annotations(json.dumps(data))
        (note,) = found.annotations
        assert isinstance(note, Note)
        assert (note.body, note.anchor.exact) == ("Is that so?", "some words")
        assert note.created.hour == 9
        assert found.readings[0].title == "The news"
        assert found.left_out == {"on whole pages": 2}


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>j'adore&nbsp;&amp; <b>bold</b>\n words!</p><p>So <em>it</em> is.</p>",
         "j'adore & **bold** words!\n\nSo *it* is."),
        ("One<br>two<ul><li>three<li>four</ul>", "One\ntwo\n\n- three\n- four"),
        ('<a href="https://example.org/">there</a> <a href="javascript:x">here</a>',
         "[there](<https://example.org/>) here"),
        ("<style>p {}</style><script>run()</script>a < b</a>", "a < b"),
        ("<table><tr><td>a</td></tr></table>", "a"),
    ],
)  # fmt: skip
def test_a_body_in_html_is_read(html: str, words: str) -> None:
    body = {"type": "TextualBody", "value": html, "format": "text/html"}
    (note,) = read_annotations(json.dumps(_annotation(body=body))).annotations
    assert isinstance(note, Note)
    assert note.body == words


def test_of_a_choice_the_first_body_counts() -> None:
    items = [{"type": "TextualBody", "value": value, "language": value} for value in ("en", "fr")]
    (note,) = read_annotations(json.dumps(_annotation(body={"type": "Choice", "items": items}))).annotations
    assert isinstance(note, Note)
    assert note.body == "en"


@pytest.mark.parametrize(
    ("inner", "prefix", "suffix"),
    [
        ({"exact": "the ferry"}, "a Then ", " met the ferry. b"),
        ({"exact": "the ferry", "prefix": "met "}, "a Then the ferry met ", ". b"),
        ({"exact": "the gull", "prefix": "x"}, "x", ""),
    ],
)
def test_a_quote_within_a_quote_keeps_what_stands_beside_it(
    inner: dict[str, str], prefix: str, suffix: str
) -> None:
    outer = {
        "type": "TextQuoteSelector",
        "exact": "Then the ferry met the ferry.",
        "prefix": "a ",
        "suffix": " b",
    }
    selector = {**outer, "refinedBy": {"type": "TextQuoteSelector", **inner}}
    target = {"source": "https://example.org/a", "selector": selector}
    (found,) = read_annotations(json.dumps(_annotation(target=target))).annotations
    assert (found.anchor.exact, found.anchor.prefix, found.anchor.suffix) == (inner["exact"], prefix, suffix)


def test_an_annotation_on_several_passages_is_one_on_each() -> None:
    quotes = [
        {"type": "TextQuoteSelector", "exact": exact} for exact in ("one thing", "another", "one thing")
    ]
    targets = [{"source": "https://example.org/a", "selector": quote} for quote in quotes]
    item = _annotation(
        target=[*targets, "https://example.org/"], body={"type": "TextualBody", "value": "Both."}
    )
    first, second = read_annotations(json.dumps(item)).annotations
    assert [note.anchor.exact for note in (first, second)] == ["one thing", "another"]
    assert isinstance(second, Note)
    assert second.body == "Both."
    again = read_annotations(json.dumps([item])).annotations
    assert again == (first, second)
    assert first.id != second.id
    (alone,) = read_annotations(json.dumps({**item, "target": targets[0]})).annotations
    assert alone.id == first.id
    nameless = read_annotations(json.dumps({**item, "id": None})).annotations
    assert len({note.id for note in nameless}) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("hello", "is not JSON"),
        ("Created at,URL,Type,Quote,Comment,Tags\n1,2,3," + "4" * 200_000 + ",5,6", "is damaged"),
        ('{"a": 1', "is not JSON"),
        ("{}", "holds no annotations"),
        ("[]", "holds no annotations"),
        ('{"type": "AnnotationCollection", "first": "https://example.org/page1"}', "where its first page is"),
        ("7", "holds no annotations"),
        ("[" * 100_000, "JSON|too deeply"),
        ('{"format": "sayso"}', "does not say its version"),
        ('{"format": "sayso", "version": 2}', "newer sayso"),
        ('{"format": "sayso", "version": 1, "annotations": [{"type": "note"}]}', "is damaged"),
        ('{"format": "sayso", "version": 1, "annotations": [{"type": "poem"}]}', "is damaged"),
        ('{"format": "sayso", "version": 1, "article": {}}', "is damaged"),
    ],
)
def test_what_is_no_export(text: str, words: str) -> None:
    with pytest.raises(ExportError, match=words) as caught:
        read_annotations(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_odd_values_do_no_harm() -> None:
    odd: list[Any] = [None, 7, "x", [], {}, {"id": 7}, True]
    for value in odd:
        for name in ("id", "body", "motivation", "target", "created", "type", "stylesheet"):
            read_annotations(json.dumps([_annotation(**{name: value})]))
        for name in ("id", "text", "tags", "document", "target", "uri", "created", "references"):
            read_annotations(json.dumps({"rows": [{**_ROW, name: value}]}))
        target = {"source": value, "selector": value, "styleClass": value}
        read_annotations(json.dumps([_annotation(target=target)]))


def test_corrections_come_back() -> None:
    found = read_annotations(json.dumps(_exported())).annotations
    assert isinstance(found[3], Correction)
    assert found[3].right == annotations()[3].right  # type: ignore[union-attr]
