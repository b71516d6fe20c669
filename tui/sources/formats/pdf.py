"""PDF to paragraphs, by PDFium: the lines of its pages with where they stand, then what belongs together.

PDFium is code in C and meets strangers' files, so all of this runs in a process of its own (``heavy.py``). It
gives the words in the order in which they were written into the file, which keeps columns apart.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

from tui.domain.errors import SourceError
from tui.sources.cleaning.byline import names_people, stated_names
from tui.sources.cleaning.clean import same_title
from tui.sources.cleaning.superscripts import SUPERSCRIPTS
from tui.sources.draft import Draft
from tui.sources.formats.pdf_lines import blocks_of_pages
from tui.sources.formats.printed_line import PrintedLine
from tui.sources.noted import note_text

MOST_PAGES = 2_000
_LEAST_LETTERS = 25
"""A document with fewer letters a page on an average has pictures of its pages."""
_READABLE = 0.5
"""So many of the characters of a text are letters, or its font does not say which ones they are."""
_NO_TITLE = re.compile(
    r"(?:microsoft word\b|untitled|document\d*\b|.*\.(?:docx?|indd|qxp|pdf|html?|tex|pages)\Z)", re.I
)
_CORK = "ff fi ffi ffl “ ” „ « » – — ff fi fl ffi ffl"
_BOLD = 600
"""From this weight on letters are bold."""
_LONGEST_FONT = 128
"""So many bytes of a font's name are looked at."""
_OF_TEX = dict(
    zip("\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x1b\x1c\x1d\x1e\x1f", _CORK.split(), strict=True)
)
"""What TeX's fonts mean by control characters, where a file does not say which letters they show."""
_HYPHENS = ("\x02", "\ufffe")
"""What PDFium gives for a hyphen at the end of a line, whose break it leaves out."""


def draft_of_pdf(data: bytes, name: str) -> Draft:
    """The article of a PDF. Raises SourceError, calling it ``name``: damaged, locked, too long, pictures."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SourceError(f"{name} is a PDF locked with a password: save it without one.") from None
        raise SourceError(f"{name} is a PDF that is damaged: it cannot be opened.") from None
    count = len(document)
    if count > MOST_PAGES:
        raise SourceError(f"{name} is a PDF of {count:,} pages; sayso opens up to {MOST_PAGES:,}: split it.")
    pages: list[list[PrintedLine]] = []
    for number in range(count):
        try:
            page = document[number]
            pages.append(list(_lines(page.get_textpage(), number)))
            page.close()
        except pypdfium2.PdfiumError:  # a page that is damaged: the others can be read
            pages.append([])
    _refuse_pictures(pages, name)
    note_text("\n".join(line.text for page in pages for line in page))
    about = document.get_metadata_dict(skip_empty=True)
    blocks, address = blocks_of_pages(pages, written_hyphens="skia" in about.get("Producer", "").lower())
    stated = " ".join(about.get("Title", "").split())
    shown = next((block.text for block in blocks if block.level == 1), None)
    title = stated if stated and not _NO_TITLE.match(stated) else None
    if shown is not None and (title is None or not same_title(shown, title)):
        title = shown
    author = about.get("Author", "")
    return Draft(
        blocks,
        title=shown or title,
        byline=stated_names(author) if names_people(author) else None,
        address=address,
    )


def _refuse_pictures(pages: list[list[PrintedLine]], name: str) -> None:
    words = "".join("".join(line.text.split()) for page in pages for line in page)
    letters = sum(character.isalpha() for character in words)
    if len(words) < _LEAST_LETTERS * min(max(len(pages), 1), 10):
        raise SourceError(
            f"{name} is a PDF of scanned pages: pictures of text, without the text itself; a program such as "
            "ocrmypdf adds it."
        )
    if letters < _READABLE * len(words):
        raise SourceError(
            f"{name} is a PDF whose fonts do not say which letters they show: it cannot be read."
        )


def _lines(text: Any, page: int) -> Iterator[PrintedLine]:
    """The lines of a page in the order of the file. A line ends behind a hyphen that parts a word, too."""
    from pypdfium2 import raw

    characters: list[tuple[int, str]] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in "\r\n":
            yield from _line(text, characters, page)
            characters = []
            continue
        if characters and characters[-1][1].isspace() and _begins_line(text, index, characters[0][0]):
            yield from _line(text, characters, page)
            characters = []
        character = _OF_TEX.get(character, character)
        hyphen = character in _HYPHENS or raw.FPDFText_IsHyphen(text, index) == 1
        characters.append((index, "\x02" if hyphen else character))
        if hyphen:
            yield from _line(text, characters, page)
            characters = []
    yield from _line(text, characters, page)


def _begins_line(text: Any, index: int, first: int) -> bool:
    """Whether a word stands a line below the first one: PDFium forgets some breaks between wide blanks."""
    return _base(text, first) - _base(text, index) > 0.6 * _size(text, index) and (
        _box(text, index)[0] <= _box(text, first)[1]
    )


def _line(text: Any, characters: list[tuple[int, str]], page: int) -> Iterator[PrintedLine]:
    from pypdfium2 import raw

    seen = [index for index, character in characters if not character.isspace()]
    if not seen:
        return
    middle = seen[len(seen) // 2]
    words = "".join(_raised(text, characters, middle))
    if "\ue000" <= words.lstrip()[0] <= "\uf8ff" and words.lstrip()[1:2] in (" ", ""):
        words = "•" + words.lstrip()[1:]  # a font of signs alone: Word and LibreOffice set lists with it
    font = _font(text, middle)
    yield PrintedLine(
        " ".join(words.split()),
        page,
        left=_box(text, seen[0])[0],
        right=_box(text, seen[-1])[1],
        base=_base(text, middle),
        size=_size(text, middle),
        bold=raw.FPDFText_GetFontWeight(text, middle) >= _BOLD or "bold" in font,
        italic="italic" in font or "oblique" in font,
    )


def _raised(text: Any, characters: list[tuple[int, str]], middle: int) -> Iterator[str]:
    """The characters of a line, digits that are small and stand above the line as such."""
    digits = [index for index, character in characters if character.isdecimal()]
    if not digits or len(digits) == len(characters):
        yield from (character for _, character in characters)
        return
    size, base = _size(text, middle), _base(text, middle)
    raised = {i for i in digits if _size(text, i) < 0.8 * size and _base(text, i) > base + 0.15 * size}
    for index, character in characters:
        yield character.translate(SUPERSCRIPTS) if index in raised else character


def _box(text: Any, index: int) -> tuple[float, float]:
    """Left and right side of a character, in points from the left side of the page."""
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, right.value


def _base(text: Any, index: int) -> float:
    """How high the line of a character stands, in points from the foot of the page."""
    from pypdfium2 import raw

    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, across, up)
    return up.value


def _size(text: Any, index: int) -> float:
    """The size of a character's font as it is drawn, in points: what is stated may be stretched."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    stretched = raw.FPDFText_GetMatrix(text, index, matrix) and math.hypot(matrix.b, matrix.d)
    return float(raw.FPDFText_GetFontSize(text, index) * (stretched or 1.0))


def _font(text: Any, index: int) -> str:
    """The name of a character's font in small letters: browsers say there alone what is bold and italic."""
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(_LONGEST_FONT)
    raw.FPDFText_GetFontInfo(text, index, name, _LONGEST_FONT, None)
    return name.value.decode("utf-8", "replace").casefold()
