"""Other languages: told apart, their passages in marks, and nothing made up."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tests.nlp.articles import article_of
from tui.domain.analysis import Analysis, Progress
from tui.domain.labels.languages import LANGUAGES, language_name, unread_notice
from tui.nlp.analysis import analyse, analyses_of, analysis_told
from tui.nlp.document.marked import is_said, passages_in_marks
from tui.nlp.identity import identify
from tui.nlp.lang.identification import language_of

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "tables" / "languages.toml").read_text("utf-8")
)["case"]
GERMAN = CASES[1]["text"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['language']} {case['text'][:20]}" for case in CASES])
def test_languages_and_their_marks(case: dict[str, Any]) -> None:
    text = case["text"]
    assert language_of(text) == case["language"]
    assert [span.of(text) for span in passages_in_marks(text) if is_said(text, span)] == case["said"]


def test_what_a_page_states_is_believed_in_doubt() -> None:
    assert language_of("Lund", "sv") == "sv"
    assert language_of("") == "en"
    assert language_of("1 2 3 4 5 6 7 8 9 10 11 12", "de") == "de"
    assert language_of(CASES[0]["text"], "de") == "en", "a page in English may state anything"
    assert language_of(GERMAN, "en") == "de"


def test_english_is_told_without_the_library() -> None:
    code = (
        "import sys; from tui.nlp.lang.identification import language_of;"
        f"assert language_of({CASES[0]['text']!r}) == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er sagte: „Das ist „gut“ so“, und ging.", ["Das ist „gut“ so"]),
        ("« Je pars demain", ["Je pars demain"]),
        ("Er sagte „das und ging.\nSie kam.", []),
        ("‹Wir gehen jetzt alle›", ["Wir gehen jetzt alle"]),
        ("l’an dernier, l’eau, ‘c’est l’été’ dit-il", ["c’est l’été"]),
        ('"Vamos ya", dijo, y 5" de largo', ["Vamos ya"]),
        ('„“ «» ""', []),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in passages_in_marks(text)] == found


@given(st.text(alphabet='„“”«»‹›「」‘’"a .\n', max_size=40))
def test_passages_follow_each_other(text: str) -> None:
    spans = list(passages_in_marks(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end < other.start for one, other in pairwise(spans))


def test_an_article_that_is_not_read(nlp: Language) -> None:
    identity, article = identify(), article_of(GERMAN)
    one = analysis_told(nlp, identity, article, lambda _: None)
    assert (one.language, one.unread, one.actors, one.mentions) == ("de", True, (), ())
    (quote,) = one.quotes
    assert quote.text(GERMAN) == "Wir fahren heute nicht"
    assert quote.speaker is None
    (update,) = analyse(nlp, identity, article)
    assert update.final
    assert update.analysis == one
    english = article_of(CASES[0]["text"])
    found = list(analyses_of(nlp, identity, [english, article, english]))
    assert [analysis.unread for analysis in found] == [False, True, False]
    assert found[1] == one
    assert isinstance(update.progress, Progress)


def test_the_notice_names_the_pipeline_to_install() -> None:
    unread = Analysis("x", "en_sayso_news", "1", language="de", unread=True)
    assert unread_notice(unread) == (
        "This is German, and the pipeline en_sayso_news reads English: only passages in quotation marks are "
        "shown, without names and speakers. For these: python -m spacy download de_core_news_sm, then sayso "
        "--model de_core_news_sm."
    )
    hindi = Analysis("x", "en_sayso_news", "1", language="hi", unread=True)
    assert "no pipeline for it" in unread_notice(hindi)
    backwards = Analysis("x", "de_core_news_sm", "1", language="en", unread=True)
    assert "reads German" in unread_notice(backwards)
    assert "bundled" in unread_notice(backwards)
    assert unread_notice(Analysis("x", "en_sayso_news", "1")) == ""
    assert language_name("xx") == "xx"
    assert all(len(code) == 2 for code in LANGUAGES)
