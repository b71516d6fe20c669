"""Word documents and OpenDocument texts: what is text in them, and those that are damaged or made to harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.sources.support import loaded, shown
from tui.domain.errors import SourceError
from tui.sources.formats import docx, odt

FIRST = (
    "The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home for want of pay."
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"))
)
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Another title</dc:title>'
    "<dc:creator>Ines Quist</dc:creator></c:coreProperties>"
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def _packed(entries: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, packing)
    return packed.getvalue()


def _docx(body: str, **more: str) -> bytes:
    relation = f"{RELATIONS.replace('package', 'officeDocument')}/officeDocument"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("T", "Title"), ("H", "heading 2"), ("Q", "Quote"))
    )
    return _packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{relation}" '
            'Target="word/document.xml"/></Relationships>',
            "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
            "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
            "docProps/core.xml": CORE,
        }
        | more
    )


def _p(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def test_a_word_document(tmp_path: Path) -> None:
    tracked = "<w:p><w:r><w:t>Nine </w:t></w:r><w:ins><w:r><w:t>or ten </w:t></w:r></w:ins>"
    tracked += "<w:del><w:r><w:delText>or eight </w:delText></w:r></w:del><w:r><w:t>went.</w:t></w:r></w:p>"
    body = _p("Ferry stops", "T") + _p(FIRST) + _p("What next", "H") + _p("“Nobody rows.”", "Q") + tracked
    article = loaded(tmp_path, _docx(body), "ferry.docx")
    assert (article.title, article.byline) == ("Ferry stops", "Ines Quist")
    assert shown(article) == [
        "h1 Ferry stops", f"p {FIRST}", "h2 What next", "q “Nobody rows.”", "p Nine or ten went.",
    ]  # fmt: skip


UNREAD = {
    "a simple field": "<w:fldSimple w:instr='AUTHOR'><w:r><w:t>Ines</w:t></w:r></w:fldSimple>",
    "a direction": "<w:bdo w:val='ltr'><w:r><w:t>Ines</w:t></w:r></w:bdo>",
    "a reading": "<w:r><w:ruby><w:rt><w:r><w:t>i</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Ines</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>",
    "hidden words": "<w:r><w:t>Ines</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> never</w:t></w:r>",
    "words shown again": "<w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>Ines</w:t></w:r>",
}


@pytest.mark.parametrize("words", UNREAD.values(), ids=UNREAD)
def test_what_mammoth_does_not_read(tmp_path: Path, words: str) -> None:
    body = (
        f"<w:p><w:r><w:t xml:space='preserve'>{FIRST} </w:t></w:r>{words}<w:r><w:t> rows.</w:t></w:r></w:p>"
    )
    assert loaded(tmp_path, _docx(body), "ferry.docx").text == f"{FIRST} Ines rows."


def _odt(body: str, *, before: str = "", manifest: str = "<m/>") -> bytes:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in (("P1", "Title"), ("P2", "Quotations"), ("P3", "Text_20_body"))
    )
    content = (
        f"<office:document-content {OFFICE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return _packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": before + content,
            "META-INF/manifest.xml": manifest,
        }
    )


def test_an_opendocument_text(tmp_path: Path) -> None:
    box = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
    note += "</text:note-body></text:note>"
    body = (
        "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
        '<text:p text:style-name="P1">Ferry stops</text:p>'
        '<text:p text:style-name="P3">The ferry<text:s text:c="2"/>to Gull '
        f"{note}Island{box} stopped.</text:p>"
        '<text:h text:outline-level="2">What <text:span>next</text:span></text:h>'
        '<text:p text:style-name="P2">“Nobody rows.”</text:p>'
        "<text:list><text:list-item><text:p>A point</text:p></text:list-item></text:list>"
        "<office:annotation><text:p>A remark</text:p></office:annotation>"
    )
    article = loaded(tmp_path, _odt(body), "ferry.odt")
    assert shown(article) == [
        "h1 Ferry stops", "p The ferry to Gull Island stopped.", "p In a box.", "h2 What next",
        "q “Nobody rows.”", "l A point", "p A note.",
    ]  # fmt: skip


ENTITY = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_docx(_p(FIRST)).replace(b"PK\x05\x06", b"PK\x05\x07"), "damaged or locked Word document"),
        (_packed({"word/document.xml": "<w:document"}), "damaged Word document"),
        (_docx(_p("&b;"), **{"word/document.xml": ENTITY + "<w:document/>"}), "entities of its own"),
        (_odt("<text:p>x</text:p>")[:300], "damaged or locked OpenDocument text"),
        (_odt("<text:p>&b;</text:p>", before=ENTITY), "holds no text"),
        (_odt("<text:p>"), "damaged OpenDocument text"),
        (_odt("", manifest="<m><encryption-data/></m>"), "locked with a password"),
        (_odt(" " * (33 << 20)), "unpacks to more than 32 MB"),
        (_docx(" " * (33 << 20)), "unpacks to more than 32 MB"),
    ],
    ids=["cut", "no word", "entity", "cut odt", "entity odt", "broken", "locked", "bomb odt", "bomb"],
)
def test_documents_that_cannot_be_read(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what) as caught:
        loaded(tmp_path, data, "a.docx")
    assert "\n" not in str(caught.value)


def test_nested_and_large_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "AT_ONCE", 10)
    monkeypatch.setattr(odt, "AT_ONCE", 10)
    assert loaded(tmp_path, _docx(_p(FIRST)), "a.docx").text == FIRST
    assert loaded(tmp_path, _odt(f"<text:p>{FIRST}</text:p>"), "a.odt").text == FIRST
    deep = "<w:tbl><w:tr><w:tc>" * 2_000 + _p(FIRST) + "</w:tc></w:tr></w:tbl>" * 2_000
    with pytest.raises(SourceError, match="damaged Word document"):
        loaded(tmp_path, _docx(deep), "a.docx")
    deep = "<text:section>" * 200 + f"<text:p>{FIRST}</text:p>" + "</text:section>" * 200
    assert loaded(tmp_path, _odt(deep), "a.odt").text == FIRST
