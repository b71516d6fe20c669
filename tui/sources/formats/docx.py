"""Word documents to paragraphs: mammoth makes plain HTML of them, which is read like a simple page.

It keeps what was inserted while changes were tracked, text boxes, fields and footnotes, of which python-docx
gives no text for the first two. What it leaves out, or shows though nobody sees it, is put right before
(:func:`_readable`).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.sources.cleaning.byline import names_people, stated_names
from tui.sources.draft import Draft
from tui.sources.formats.archive import UNPACKED_LIMIT, Unpacking, unpacking, xml_of
from tui.sources.formats.html import draft_of_whole_page
from tui.sources.heavy import HeavyError

_WHAT = "Word document"
AT_ONCE = 1024 * 1024
"""Bytes of XML that are read in this process; mammoth needs fifty times as much memory."""
_STYLES = """p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh"""
_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
"""What leads from a note back to its place."""
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_PASSED_OVER = re.compile(rb"<w:(?:fldSimple|dir|bdo|ruby|vanish)\b")
_CORE = "docProps/core.xml"


def draft_of_docx(data: bytes, name: str, *, anything: bool = True) -> Draft:
    """The article of a Word document. Raises SourceError, calling it ``name``: damaged, locked, too large.

    Raises HeavyError for a large one, unless ``anything`` is read.
    """
    with unpacking(data, name, _WHAT, entry_limit=UNPACKED_LIMIT) as document:
        parts: dict[str, bytes] = {}
        for entry in document.names:
            if entry.lower().endswith((".xml", ".rels")):
                parts[entry] = document.read(entry)
                if _DECLARED.search(parts[entry]):  # no program writes any there
                    raise SourceError(f"{name} is a damaged {_WHAT}: it declares entities of its own.")
        if sum(map(len, parts.values())) > AT_ONCE and not anything:
            raise HeavyError
        page = _page(_readable(data, parts, name), name)
        return _by_author(draft_of_whole_page(page), document, name)


def _readable(data: bytes, parts: dict[str, bytes], name: str) -> bytes:
    """The document for mammoth: with the words of simple fields, of stretches with a direction and below a
    reading, which it passes over; without hidden words, which it shows. ``parts`` is its XML by entry.
    """
    wrong = [entry for entry in parts if _TEXTS.fullmatch(entry) and _PASSED_OVER.search(parts[entry])]
    if not wrong:
        return data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for entry, part in parts.items():
            archive.writestr(entry, _put_right(xml_of(part, name, _WHAT)) if entry in wrong else part)
    return packed.getvalue()


def _put_right(root: Any) -> bytes:
    from lxml import etree

    for hidden in list(root.iter(f"{_W}vanish")):
        run = hidden.getparent().getparent()
        if run is not None and run.tag == f"{_W}r" and hidden.get(f"{_W}val") not in ("0", "false", "off"):
            run.getparent().remove(run)
    etree.strip_elements(root, f"{_W}rt", with_tail=False)
    etree.strip_tags(root, *(f"{_W}{name}" for name in ("fldSimple", "dir", "bdo", "ruby", "rubyBase")))
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _page(data: bytes, name: str) -> str:
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {})
        )
    except Exception as error:
        raise SourceError(f"{name} is a damaged {_WHAT}: its text cannot be read.") from error
    return f"<html><body>{_BACK.sub('', result.value)}</body></html>"


def _by_author(draft: Draft, document: Unpacking, name: str) -> Draft:
    """The draft with the author that the document states; its title is often that of a template."""
    core = xml_of(document.read(_CORE, missing=b"<none/>"), name, _WHAT)
    author = core.findtext(".//{*}creator") or ""
    return replace(draft, byline=stated_names(author) if names_people(author) else None)
