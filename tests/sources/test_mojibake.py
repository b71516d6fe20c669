"""Text that was read in the wrong encoding once is set right; any other stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.support import loaded
from tui.sources.cleaning.mojibake import mended, with_written_marks

SAID = "“We will not sail,” Zoë Holt said. ‘It’s cold,’ she added – at 3 °C… and café owners’ €5 agree."


def _wrong(text: str, *, lossy: bool = False) -> str:
    """What a program shows that takes UTF-8 for Windows-1252; a ``lossy`` one drops what that lacks."""
    shown = (
        bytes([byte]).decode("cp1252", "ignore") or ("" if lossy else chr(byte)) for byte in text.encode()
    )
    return "".join(shown)


@pytest.mark.parametrize("lossy", [False, True])
def test_marks_and_letters(lossy: bool) -> None:
    assert mended(_wrong(SAID, lossy=lossy)) == SAID


def test_what_was_taken_for_latin_1() -> None:
    assert mended(SAID.encode().decode("latin-1")) == SAID


def test_damaged_twice() -> None:
    assert mended(_wrong(_wrong(SAID))) == SAID


@given(
    st.text(alphabet=st.sampled_from("abc “”‘’–—…éèüñßÀÉœ€£«»")).filter(
        lambda text: "“" in text or "’" in text
    )
)
def test_what_was_damaged_comes_back(text: str) -> None:
    assert mended(_wrong(text)) == text


@given(st.text(alphabet=st.characters(exclude_characters="ÂÃâ", exclude_categories=["Cc", "Cs"])))
def test_any_other_text_stays(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize("text", ["AÇÃO EM SÃO JOSÉ", "château, âge, pâte", "Ânimo – «Â»", SAID])
def test_letters_that_are_meant(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("\x93We will not sail,\x94 she said\x85", "“We will not sail,” she said…"),
        ("one\x85two", "one\x85two"),
        ("\x8d is none", "\x8d is none"),
    ],
)
def test_control_characters_for_marks(text: str, right: str) -> None:
    assert mended(text) == right


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_in_a_file(name: str, tmp_path: Path) -> None:
    text = f"Ferry stops\n\n{_wrong(SAID)}\n\n\x93No,\x94 she said.\n\nIt rained all day.\n"
    if name == "a.html":
        text = f"<title>Ferry stops</title><p>{_wrong(SAID)}<p>&#147;No,&#x94; she said.<p>It rained all day."
    article = loaded(tmp_path, text, name)
    assert SAID in article.text
    assert "“No,” she said." in article.text


@pytest.mark.parametrize(
    "written",
    [
        "&ldquo;We will not sail,&rdquo; Dana Holt said. &lsquo;It&rsquo;s cold.&rsquo;",
        "&#8220;We will not sail,&#8221; Dana Holt said. &#x2018;It&#8217;s cold.&#x2019;",
        "\\u201cWe will not sail,\\u201d Dana Holt said. \\u2018It\\u2019s cold.\\u2019",
    ],
)
def test_marks_written_as_references(written: str) -> None:
    assert with_written_marks(written) == "“We will not sail,” Dana Holt said. ‘It’s cold.’"


def test_other_references_stay() -> None:
    assert with_written_marks("AT&T; R&D, &lt;b&gt; &#60; \\u0041") == "AT&T; R&D, &lt;b&gt; &#60; \\u0041"


@pytest.mark.parametrize("escape", ["^[", "\\033", "\\e", "\\x1b"])
def test_colours_written_out_go_where_one_of_them_ends(escape: str) -> None:
    assert with_written_marks(f"{escape}[1;31mFerry stops{escape}[0m today") == "Ferry stops today"
    assert with_written_marks(f"{escape}[31m makes red") == f"{escape}[31m makes red"
