"""Every format, on an article with one annotation of each kind, and on hostile words."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re

import msgspec
import pytest

from tests.export.support import TEXT, WHEN, analysis, anchor, annotations, article
from tui.domain.analysis import ActorKind
from tui.domain.annotation import Anchor, Annotation, Note
from tui.domain.errors import ExportError
from tui.domain.labels.formats import EXPORT_FORMATS
from tui.export.exporter import FileExporter
from tui.export.formats.own import library_to_json

EXPORTER = FileExporter()
HOSTILE = '=cmd|x\x1b]52;c;aGk=\x07"><script>alert(1)</script>\u202e[[link]] `code` #tag\n- x'


def export(format: str, *more: Annotation) -> str:
    return EXPORTER.export(article(), analysis(), [*annotations(), *more], format)


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_all_formats_come_out_with_and_without_an_analysis(format: str) -> None:
    assert export(format).endswith("\n")
    assert isinstance(EXPORTER.export(article(), None, [], format), str)


def test_a_format_there_is_not() -> None:
    with pytest.raises(ExportError, match="There is no format called pdf: choose one of md"):
        export("pdf")


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_nothing_from_outside_acts(format: str) -> None:
    hostile = article(f"{HOSTILE}\n\n{HOSTILE}", source="/tmp/" + HOSTILE.replace("\n", ""), title=HOSTILE)
    at = Anchor(exact=HOSTILE[:12], prefix="", suffix="", start=0, end=12)
    note = Note(article_id=hostile.id, anchor=at, body=HOSTILE, tags=(HOSTILE,))
    text = EXPORTER.export(hostile, None, [note], format)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\x1b" not in text


def test_json() -> None:
    made = json.loads(export("json"))
    assert (made["format"], made["version"]) == ("sayso", 1)
    assert made["article"]["text"] == TEXT
    assert [quote["id"] for quote in made["quotes"]] == ["q1", "q2"]
    assert [a["type"] for a in made["annotations"]] == ["note", "highlight", "bookmark", "correction"]
    assert made["annotations"][3]["right"] == {
        "change": "speaker",
        "name": "Jane Roe",
        "actor_id": "jane-roe",
    }


def test_a_page_names_the_quote_on_its_card_and_no_tag_twice() -> None:
    there = anchor("I came,")
    page = export(
        "html", Note(article_id=article().id, anchor=there, body="see #Later", tags=("later", "late"))
    )
    assert page.count("#late</span>") == 1
    assert "#later</span>" not in page
    assert '<span class="words">I came,' in page


def test_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv"))))
    assert [row["row"] for row in rows] == ["quote", "quote", *["annotation"] * 4]
    assert (rows[0]["who"], rows[0]["passage"], rows[0]["cue"]) == ("Ada Novak", "I came,", "said")
    note = next(row for row in rows if row["kind"] == "note")
    assert TEXT[int(note["start"]) : int(note["end"])] == note["passage"] == "I came"
    assert note["tags"] == "to check mayor"
    assert note["created"] == WHEN.isoformat()
    correction = next(row for row in rows if row["kind"] == "correction")
    assert correction["body"] == "the speaker is Jane Roe (it was: Ada Novak)"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "|x", "\u3000\u200b=1"])
def test_no_field_of_csv_begins_a_formula(words: str) -> None:
    note = Note(article_id="x", anchor=anchor("I came"), body=words)
    rows = list(csv.DictReader(io.StringIO(export("csv", note))))
    assert any(row["body"].startswith("'") and row["body"].endswith(words[-1]) for row in rows)


def test_markdown() -> None:
    made = export("md")
    assert made.startswith(
        '---\ntitle: "Mayor keeps her word"\nauthor: "Jane Roe"\npublished: "2025-03-01"\n'
        'source: "/home/ada/mayor.txt"\n'
    )
    assert 'tags:\n  - "to-check"\n  - "mayor"\n---\n\n# Mayor keeps her word\n' in made
    assert "> I came\n\nCheck the *tape*." in made
    assert "#to-check #mayor" in made
    assert "- **Ada Novak** (direct): “I came,”" in made
    assert "that the \\[bold\\]harbour\\[/\\] was hers" in made
    assert "| Ada Novak | mayor of Carrow | 2 | 1 |" in made
    assert made.index("## Notes") < made.index("## Who said what") < made.index("## Actors")


def test_a_highlight_of_two_paragraphs_is_two_paragraphs_in_markdown() -> None:
    words = TEXT[TEXT.index("on Monday") : TEXT.index(" and <b>")]
    note = Note(article_id="x", anchor=anchor(words), body="both")
    made = FileExporter().export(article(), None, [note], "md")
    assert "> on Monday.\n>\n> She added that the \\[bold\\]harbour" in made


def test_a_browsers_passage_has_the_articles_paragraphs() -> None:
    one = article(text="Ferry plan\n\nWe said no.\n\nThey said yes to all of it.")
    anchor = Anchor("no.They said\n  yes", "Ferry planWe said ", " to all of it.", 18, 34)
    note = Note(article_id=one.id, anchor=anchor, body="So.")
    exported = FileExporter().export(one, None, [note], "md")
    assert "> no.\n>\n> They said yes\n" in exported
    assert '"no.\n\nThey said yes"' in FileExporter().export(one, None, [note], "csv")


def test_a_tag_stands_once_under_its_note() -> None:
    note = msgspec.structs.replace(annotations()[0], body="ask #ferry", tags=("ferry", "two words"))
    made = FileExporter().export(article(), None, [note], "md")
    assert made.count("#ferry") == 1
    assert made.count("#two-words") == 1
    assert '  - "ferry"\n  - "two-words"\n' in made


def test_notes_whose_passage_is_gone_are_kept_in_every_format() -> None:
    lost = Note(
        article_id="x",
        anchor=Anchor("words that were never here at all", "", "", 900, 933),
        body="An orphan.",
    )
    for format in ("md", "json", "csv", "w3c", "html"):
        made = export(format, lost)
        assert "An orphan." in made
        assert "words that were never here at all" in made


class _Checker(html.parser.HTMLParser):
    """Collects the elements of a page and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    return checker


def test_html() -> None:
    made = export("html")
    checker = checked(made)
    tags = {tag for tag, _ in checker.seen}
    assert not tags & {"script", "link", "img", "iframe", "b", "object", "base", "form"}
    ids = [attributes["id"] for _, attributes in checker.seen if "id" in attributes]
    assert sorted(set(ids)) == sorted(ids)
    links = [
        str(attributes["href"]) for tag, attributes in checker.seen if tag == "a" and "href" in attributes
    ]
    assert links
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    for name in ("style", "onclick", "src"):
        assert not any(name in attributes for _, attributes in checker.seen)
    words = re.sub(r"<[^>]*>", "", made[made.index("<main>") :])
    for paragraph in TEXT.split("\n\n"):
        assert html.escape(paragraph) in words
    assert "e person" in made
    assert "h green" in made


def test_the_style_of_the_page_is_the_one_its_policy_allows() -> None:
    import base64
    import hashlib

    made = export("html")
    style = made[made.index("<style>") + 7 : made.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in made
    assert "default-src 'none'" in made


def test_only_web_addresses_become_links() -> None:
    for source, linked in (("https://example.org/a?b=1&c='\"", True), ("javascript:alert(1)//://", False)):
        made = EXPORTER.export(article(source=source), None, [], "html")
        hrefs = [attributes.get("href") for tag, attributes in checked(made).seen if tag == "a"]
        assert hrefs == ([source] if linked else [])


def test_corrections_as_labelled_examples() -> None:
    (line,) = export("jsonl-corrections").splitlines()
    made = json.loads(line)
    start, end = made["span"]
    assert made["text"][start:end] == "that the [bold]harbour[/] was hers"
    assert TEXT[made["offset"] :].startswith(made["text"])
    assert made["right"]["name"] == "Jane Roe"
    assert [quote["id"] for quote in made["quotes"]] == ["q2"]
    (piece,) = made["quotes"][0]["content"]
    assert made["text"][piece[0] : piece[1]] == made["quotes"][0]["text"]


def test_a_library_without_articles() -> None:
    made = json.loads(library_to_json(annotations(), []))
    assert len(made["annotations"]) == 4
    assert made["readings"] == []


@pytest.mark.parametrize("format", ["md", "html", "csv", "json"])
def test_a_page_of_the_web_opens_at_the_quote(format: str) -> None:
    web = article(source="https://example.org/a")
    made = EXPORTER.export(web, analysis(), annotations(), format)
    wanted = "https://example.org/a#:~:text=I%20came"
    assert wanted in made
    if format == "json":
        assert wanted in json.loads(made)["links"].values()
    file = EXPORTER.export(article(), analysis(), annotations(), format)
    assert ":~:text" not in file


def test_an_address_that_says_more_than_an_address_ends_no_link() -> None:
    hostile = article(source="https://example.org/a>)[x](javascript:y)\"<b>'\\")
    made = EXPORTER.export(hostile, analysis(), [], "md")
    assert "<b>" not in made
    assert "[↗](<https://example.org/a%3E)%5Bx%5D(javascript:y)%22%3Cb%3E'%5C#:~:text=I%20came>)" in made


def test_who_has_no_name_looks_unlike_the_others() -> None:
    found = analysis()
    mayor = msgspec.structs.replace(
        found.actors[0], name="the mayor", kind=ActorKind.UNNAMED, role=None, affiliation="Carrow", aliases=()
    )
    found = msgspec.structs.replace(found, actors=(mayor, found.actors[1]))
    page = EXPORTER.export(article(), found, [], "html")
    assert '<tr class="unnamed"><td>the mayor</td><td>Carrow</td>' in page
    assert '<span class="who unnamed">the mayor</span>' in page
    written = EXPORTER.export(article(), found, [], "md")
    assert "***the mayor*** (direct)" in written
    assert "| *the mayor* | Carrow |" in written
    assert "| Carrow |  |" in written
