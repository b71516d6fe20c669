"""PDF: what belongs together on its pages, what is on every page, hyphens; and those that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sources.printing import Line, pdf_of
from tests.sources.support import loaded, shown
from tui.domain.article import ParagraphKind
from tui.domain.errors import SourceError
from tui.sources import limited
from tui.sources.cleaning.printed import running_lines, unpaged
from tui.sources.draft import Block
from tui.sources.formats.pdf_lines import HYPHEN, blocks_of_pages
from tui.sources.formats.printed_line import PrintedLine

NARROW = [
    "The ferry to Gull Island stopped on Friday",
    "after its well-known crew had gone home.",
    "“Nobody will row,” said Ines Falk, the repre-",
    "sentative of the crew, who is a well-",
    "known islander. All representatives agree.",
    "The council meets on Monday, and will",
]
OVER = ["hear the crew. Nobody knows more.", "It rains."]


def _column(lines: list[str], left: float, top: float, *, size: float = 10) -> list[Line]:
    return [(left, top - 12 * number, size, line) for number, line in enumerate(lines)]


def test_a_printed_page(tmp_path: Path) -> None:
    head = [(50.0, 800.0, 8.0, "06/11/2026, 12:30"), (250.0, 800.0, 8.0, "Ferry stops | Gull Courier")]
    foot = "http://gull.example/ferry"
    first = [
        (50.0, 760.0, 20.0, "Ferry stops"),
        (50.0, 735.0, 10.0, "By Ines Quist"),
        *_column(NARROW[:2], 50, 700),
        *_column(NARROW[2:], 50, 667),
        *_column(OVER[:1], 320, 700),
        *_column(OVER[1:], 320, 679),
        *head,
        (50.0, 20.0, 8.0, foot),
        (550.0, 20.0, 8.0, "1/2"),
    ]
    second = [(50.0, 760.0, 14.0, "What next"), *_column(["Nobody knows."], 50, 730), *head]
    second += [(50.0, 20.0, 8.0, foot), (550.0, 20.0, 8.0, "2/2")]
    article = loaded(tmp_path, pdf_of([first, second], about="/Title (Microsoft Word - a.doc)"), "ferry.pdf")
    assert shown(article) == [
        "h1 Ferry stops",
        "p The ferry to Gull Island stopped on Friday after its well-known crew had gone home.",
        "p “Nobody will row,” said Ines Falk, the representative of the crew, who is a well-known islander."
        " All representatives agree. The council meets on Monday, and will hear the crew. Nobody knows more.",
        "p It rains.",
        "h2 What next",
        "p Nobody knows.",
    ]
    assert (article.title, article.byline, article.address) == ("Ferry stops", "Ines Quist", foot)


def _lines(*rows: tuple[str, float, float], page: int = 0, width: float = 200) -> list[PrintedLine]:
    """Lines of 10 points by words, left side and height; they reach to ``width`` unless they are short."""
    return [
        PrintedLine(words, page, left, min(left + 5.0 * len(words), width), base, 10.0)
        for words, left, base in rows
    ]


FULL = "a line of forty letters that is quite full"


def _blocks(*pages: list[PrintedLine], written: bool = False) -> list[str]:
    blocks, _ = blocks_of_pages(pages, written_hyphens=written)
    return [block.text for block in blocks]


def test_paragraphs_that_begin_farther_in() -> None:
    page = _lines(
        (f"A {FULL}", 10, 700), (f"so {FULL}.", 0, 688), (f"New {FULL}", 10, 676), (f"and {FULL}.", 0, 664),
        ("One.", 10, 652), (f"Two {FULL}", 10, 640), ("end.", 0, 628),
    )  # fmt: skip
    assert _blocks(page) == [f"A {FULL} so {FULL}.", f"New {FULL} and {FULL}.", "One.", f"Two {FULL} end."]


@pytest.mark.parametrize(
    ("first", "begins", "parted"),
    [
        (f"It {FULL}", "goes on here.", False),
        (f"It {FULL}.", "goes on here.", False),
        (f"It {FULL}.", "“Words,” he said.", True),
        (f"It {FULL}.", "Another sentence of it.", False),
        ("It is short.", "Another paragraph.", True),
        (f"It {FULL} which", "Ines Falk owns.", False),
    ],
)
def test_a_paragraph_over_pages(first: str, begins: str, parted: bool) -> None:
    pages = _lines((FULL, 0, 712), (first, 0, 700)), _lines((begins, 0, 712), page=1)
    assert len(_blocks(*pages)) == 1 + parted


def test_a_note_below_a_paragraph_that_goes_on() -> None:
    page = _lines((FULL, 0, 712), (f"It {FULL} which", 0, 700))
    note = PrintedLine("1 A note of some words.", 0, 0, 200, 600, 8)
    following = _lines(("Ines Falk owns.", 0, 712), (f"New {FULL}.", 10, 700), page=1)
    assert _blocks([*page, note], following) == [
        f"{FULL} It {FULL} which Ines Falk owns.",
        "1 A note of some words.",
        f"New {FULL}.",
    ]


def test_raised_digits_and_signs_of_lists(tmp_path: Path) -> None:
    page = [
        (50.0, 700.0, 10.0, "The boat came late on Friday"),
        (180.0, 704.0, 6.0, "12"),
        (188.0, 700.0, 10.0, ", with 30 of its crew."),
    ]
    assert shown(loaded(tmp_path, pdf_of([page]), "a.pdf"))[-1] == (
        "p The boat came late on Friday¹², with 30 of its crew."
    )


def test_letters_of_tex() -> None:
    assert unpaged("\x10We will not sail,\x11 said Ines Falk of the \x1crm.\n\x0c")[0] == (
        "“We will not sail,” said Ines Falk of the firm."
    )


def test_one_line_that_was_taken_apart() -> None:
    page = _lines((f"First {FULL}", 0, 712), ("two", 0, 700), ("words and more.", 40, 700))
    assert _blocks(page) == [f"First {FULL} two words and more."]


@pytest.mark.parametrize(
    ("lines", "written", "joined"),
    [
        (("It is repre" + HYPHEN, "sented."), False, "It is represented."),
        (("It is vice" + HYPHEN, "presidential."), True, "It is vice-presidential."),
        (("A vice-chair, the vice" + HYPHEN, "chair."), False, "A vice-chair, the vice-chair."),
        (("The north" + HYPHEN, "South line."), False, "The north-South line."),
        (("A repre\u2010", "sented vice" + HYPHEN, "chair."), False, "A represented vice-chair."),
        (("From 1999" + HYPHEN, "2004 on."), False, "From 1999-2004 on."),
        (("It is ﬁne."), False, "It is fine."),
    ],
)  # fmt: skip
def test_hyphens(lines: tuple[str, ...] | str, written: bool, joined: str) -> None:
    rows = [
        (words, 0.0, 700 - 12.0 * n) for n, words in enumerate([lines] if isinstance(lines, str) else lines)
    ]
    assert _blocks(_lines(*rows), written=written) == [joined]


def test_a_large_first_letter() -> None:
    initial = PrintedLine("T", 0, 0, 20, 690, 30.0)
    lines = _lines(
        (f"he {FULL}", 25, 700), ("and no more.", 25, 688), ("It was all that was said of it.", 0, 676)
    )
    blocks, _ = blocks_of_pages([[initial, *lines]], written_hyphens=False)
    assert blocks[0] == Block(f"The {FULL} and no more.")


LEAD = _lines(
    (f"The {FULL}", 0, 740), (f"and {FULL}.", 0, 728),
    (f"The {FULL}", 0, 700), (f"and {FULL}.", 0, 688),
)  # fmt: skip
REST = _lines((f"The {FULL}", 0, 590), (f"and {FULL}.", 0, 578))
WORDS = "“We will not sail."
PRINTED = {
    "smaller": (30.0, WORDS + "”", [(30.0, 640.0, 8.0, "Ines Falk, pilot")], "Ines Falk, pilot"),
    "without marks": (30.0, "We will not sail.", [(30.0, 640.0, 8.0, "Ines Falk")], "Ines Falk"),
    "in the same letters": (30.0, WORDS + "”", [(30.0, 640.0, 10.0, "Ines Falk")], "Ines Falk"),
    "to the right": (0.0, WORDS + "”", [(150.0, 640.0, 10.0, "Ines Falk")], "Ines Falk"),
    "a dash and one name": (30.0, "We will not sail.", [(30.0, 640.0, 10.0, "— Ines")], "Ines"),
    "a role below": (
        30.0, WORDS + "”",
        [(30.0, 640.0, 10.0, "Ines Falk"), (30.0, 629.0, 8.0, "Pilot")], "Ines Falk, Pilot",
    ),
    "not set off": (0.0, WORDS + "”", [(0.0, 640.0, 10.0, "Ines Falk")], None),
    "no marks and not set off": (0.0, "We will not sail.", [(0.0, 640.0, 8.0, "Ines Falk")], None),
    "below a picture": (30.0, WORDS + "”", [(30.0, 615.0, 8.0, "Ines Falk")], None),
    "a sentence": (30.0, WORDS + "”", [(30.0, 640.0, 8.0, "Ines Falk was asked.")], None),
    "no name": (30.0, WORDS + "”", [(30.0, 640.0, 8.0, "On the quay")], None),
}  # fmt: skip


@pytest.mark.parametrize(("left", "words", "below", "signed"), PRINTED.values(), ids=PRINTED)
def test_a_quotation_that_is_set_off(left: float, words: str, below: list[Line], signed: str | None) -> None:
    quoted = _lines((words, left, 660))
    lines = [PrintedLine(text, 0, x, x + 5 * len(text), base, size) for x, base, size, text in below]
    blocks, _ = blocks_of_pages([[*LEAD, *quoted, *lines, *REST]], written_hyphens=False)
    found = [block.text for block in blocks if block.kind is ParagraphKind.QUOTE_BLOCK]
    assert found == ([] if signed is None else [words, f"— {signed}"])


@pytest.mark.parametrize("left", [30, 0])
def test_a_signature_in_bold_without_marks(left: float) -> None:
    quoted = _lines((f"A {FULL}", 30, 660), (f"and {FULL}.", 30, 648), width=230)
    name = PrintedLine("Dana Holt", 0, left, left + 45, 636, 10, bold=True)
    blocks, _ = blocks_of_pages([[*LEAD, *quoted, name, *REST]], written_hyphens=False)
    found = [block.text for block in blocks if block.kind is ParagraphKind.QUOTE_BLOCK]
    # At the margin it is the heading of what follows.
    assert found == ([f"A {FULL} and {FULL}.", "— Dana Holt"] if left else [])


@pytest.mark.parametrize("said", [True, False])
def test_a_quotation_that_nobody_signs(said: bool) -> None:
    lead = [*LEAD[:3], replace(LEAD[3], text=f"and {FULL}" + (":" if said else "."))]
    quoted = _lines((f"A {FULL}", 30, 660), (f"and {FULL}.", 30, 648), width=230)
    blocks, _ = blocks_of_pages([[*lead, *quoted, *REST]], written_hyphens=False)
    assert [block.kind for block in blocks].count(ParagraphKind.QUOTE_BLOCK) == said


def test_a_browser_s_heads_without_a_page(tmp_path: Path) -> None:
    pages = [
        [
            (50.0, 800.0, 8.0, "06/11/2026, 12:30 The ferry to Gull Island stopped"),
            (50.0, 20.0, 8.0, f"file:///a {n}/3"),
        ]
        for n in (1, 2, 3)
    ]
    with pytest.raises(SourceError, match="holds no text"):
        loaded(tmp_path, pdf_of(pages), "ferry.pdf")


def test_what_is_on_every_page() -> None:
    said = ("alpha", "beta", "gamma")
    pages = [
        ["Gull Courier", f"of {n}", f"More {w}", w, f"And {w}", f"- {n} -"] for n, w in enumerate(said, 1)
    ]
    assert running_lines(pages).lines == {(page, line) for page in range(3) for line in (0, 1, 5)}
    once = [["Gull Courier", "Words of the text", "and more of", "2004.", "Page 1 of 1"]]
    assert running_lines(once).lines == {(0, 4)}


def test_pages_of_pdftotext(tmp_path: Path) -> None:
    head = "11/6/26, 12:30\u202fPM                     Ferry stops - Gull Courier\n\n"
    text = (
        f"{head}  Ferry stops\n  By Ines Quist\n\n"
        "  The ferry to Gull Island stopped at noon on Friday after its crew of nine had gone home for want\n"
        "  of pay, and the well-\n\nhttp://gull.example/ferry                     1/2\n\x0c"
        f"{head}known boat with it.\n\n"
        "“Nobody will row.”\n\nhttp://gull.example/ferry                                         2/2\n\x0c"
    )
    assert unpaged(text)[1] == "http://gull.example/ferry"
    article = loaded(tmp_path, text, "ferry.txt")
    assert (article.title, article.byline, article.address) == (
        "Ferry stops", "Ines Quist", "http://gull.example/ferry",
    )  # fmt: skip
    assert shown(article)[-1] == "p “Nobody will row.”"
    assert "gone home for want of pay, and the well" in article.text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%...", "is a PDF that is damaged"),
        (pdf_of([[], []]), "is a PDF of scanned pages"),
        (pdf_of([[(50, 700, 10, "@#$% *&^ ()[] {}<> " * 20)]] * 3), "fonts do not say which letters"),
        (
            pdf_of([[(50, 700, 10, NARROW[0])]]).replace(b"/Root 1 0 R", b"/Root 9 0 R"),
            "is a PDF that is damaged",
        ),
    ],
    ids=["cut", "scanned", "no letters", "no root"],
)
def test_what_cannot_be_read(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what) as caught:
        loaded(tmp_path, data, "a.pdf")
    assert "\n" not in str(caught.value)


def test_a_page_that_fills_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    monkeypatch.setattr(limited, "MEMORY", 150 << 20)
    swollen = pdf_of([[(50, 700, 10, NARROW[0] * 20)], [(50, 700, 10, " " * (100 << 20))]])
    assert len(swollen) < 1 << 20
    with pytest.raises(SourceError, match=r"a\.pdf (?:could not be read|is a PDF|needs too much memory)"):
        loaded(tmp_path, swollen, "a.pdf")
