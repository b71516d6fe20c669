"""Who said what, on sentences of our own: one table a construction under ``tables/quotes``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from tests.steps import steps
from tui.nlp import pipeline
from tui.nlp.attribution.attribution import Attribution, TokenRange, attributions_of
from tui.nlp.attribution.component import find
from tui.nlp.lang.cues import verbs

TABLES = Path(__file__).parent / "tables" / "quotes"
WORD = re.compile(r"\w+(?:[’']\w+)*")
Case = dict[str, Any]


def cases() -> list[tuple[str, Case]]:
    """All cases with their names: the table and the number in it."""
    out = []
    for path in sorted(TABLES.glob("*.toml")):
        if path.stem == "known_misses":
            continue
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            out.append((f"{path.stem}-{number}", case))
    return out


@cache
def known_misses() -> dict[str, str]:
    """Cases that fail today, each with why. A case that starts to pass must leave the list."""
    return dict(tomllib.loads((TABLES / "known_misses.toml").read_text(encoding="utf-8"))["miss"])


def words(text: str) -> list[str]:
    return WORD.findall(text.replace("’", "'"))


def read(nlp: Language, text: str) -> list[tuple[list[str], list[str], list[str]]]:
    """The quotes found in a text as the words of speaker, cue and content."""
    return quotes_of(pipeline.doc_of(nlp, text))


def quotes_of(doc: Doc) -> list[tuple[list[str], list[str], list[str]]]:
    """The quotes of a text that was read."""

    def said(pieces: list[tuple[int, int]]) -> list[str]:
        return [w for start, end in pieces for w in words(doc[start:end].text)]

    return [
        (
            said([(found.source.start, found.source.end)]) if found.source else [],
            said(found.cue),
            said(found.content),
        )
        for found in attributions_of(doc)
    ]


def ranges(found: Attribution) -> list[TokenRange]:
    """Every range of tokens that an attribution names."""
    source = [(found.source.start, found.source.end)] if found.source else []
    return found.content + found.cue + source


def expected(case: Case) -> list[tuple[list[str], list[str], list[str]]]:
    return [(words(speaker), words(cue), words(content)) for speaker, cue, content in case["quotes"]]


def fits(case: Case, found: list[tuple[list[str], list[str], list[str]]]) -> bool:
    """Whether just the expected quotes were found; "?" in the table leaves a field open."""
    if len(found) != len(case["quotes"]):
        return False
    for wanted, got, row in zip(expected(case), found, case["quotes"], strict=True):
        for want, have, cell in zip(wanted, got, row, strict=True):
            if cell != "?" and want != have:
                return False
    return True


def straight(text: str) -> str:
    return text.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))


@pytest.mark.parametrize(("name", "case"), cases(), ids=[name for name, _ in cases()])
def test_table(nlp: Language, name: str, case: Case) -> None:
    found = read(nlp, case["text"])
    if set("“”‘’") & set(case["text"]) and not name.startswith("marks-"):
        assert read(nlp, straight(case["text"])) == found, "straight marks give the same quotes"
    if name in known_misses():
        assert not fits(case, found), f"{name} passes now: take it off known_misses.toml"
        pytest.xfail(known_misses()[name])
    assert fits(case, found), f"{case['text']!r} gave {found}"


def test_known_misses_are_cases() -> None:
    assert set(known_misses()) <= {name for name, _ in cases()}


@pytest.fixture(scope="module")
def articles(nlp: Language) -> list[Doc]:
    """The tables' sentences as articles of some paragraphs."""
    texts = [case["text"] for name, case in cases() if not name.startswith(("headlines", "marks"))]
    return [pipeline.doc_of(nlp, "\n\n".join(texts[i : i + 12])) for i in range(0, len(texts), 12)]


def test_cutting_at_a_paragraph_changes_little(nlp: Language, articles: list[Doc]) -> None:
    whole = cut = 0
    for doc in articles:
        text = doc.text
        half = text.index("\n\n", len(text) // 2) if "\n\n" in text[len(text) // 2 :] else len(text)
        together = quotes_of(doc)
        apart = read(nlp, text[:half]) + read(nlp, text[half:])
        whole += len(together)
        cut += sum(quote in apart for quote in together)
    assert cut >= 0.97 * whole


def test_attributions_are_in_order_and_in_range(articles: list[Doc]) -> None:
    for doc in articles:
        attributions = attributions_of(doc)
        for found in attributions:
            assert found.content == sorted(found.content)
            for start, end in ranges(found):
                assert 0 <= start < end <= len(doc)
            assert 0.0 < found.confidence < 1.0
            for other in (found.within, found.continues):
                assert other is None or other in attributions
            if found.source is not None:
                assert found.source.start <= found.source.head < found.source.end


def test_a_word_stands_in_two_quotes_only_where_one_quotes_the_other(articles: list[Doc]) -> None:
    for doc in articles:
        taken: set[int] = set()
        for found in attributions_of(doc):
            own = {i for start, end in found.content for i in range(start, end)}
            if found.within is None:
                assert not own & taken, doc[min(own & taken) :][:12].text
                taken |= own


@settings(max_examples=40, deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.text(alphabet="“”\"‘’' \n.,:—aHe said", max_size=80)))
def test_any_text(nlp: Language, text: str) -> None:
    doc = pipeline.doc_of(nlp, text)
    for found in attributions_of(doc):
        for start, end in ranges(found):
            assert 0 <= start < end <= len(doc)


def test_many_unmatched_marks(nlp: Language) -> None:
    """Thousands of marks that fit nowhere are read with work that grows with the text."""
    docs = [nlp.make_doc("“He said 'no \" and ‘went. " * count) for count in (250, 1000)]
    short, long = (steps(lambda doc=doc: find(doc)) for doc in docs)  # type: ignore[misc]
    assert long < 6 * short


def present(lemma: str) -> str:
    """The third person of a cue, by the rules of spelling that all of them keep."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{lemma}s"


FRAMES = (
    ("invert", "“The nets were never ours to sell,” {verb} Lena Horvat.", "Lena Horvat"),
    ("quote", "“We rowed as fast as we could,” the mayor {verb}.", "the mayor"),
)


@pytest.mark.parametrize(("complement", "frame", "source"), FRAMES)
def test_every_cue_in_the_present(nlp: Language, complement: str, frame: str, source: str) -> None:
    forms = [
        present(cue.lemma)
        for cue in verbs().values()
        if cue.takes(complement) and not cue.takes("small", "as") and cue.strength != "weak"
    ]
    assert len(forms) > 90
    missed = []
    for start in range(0, len(forms), 40):
        some = forms[start : start + 40]
        found = read(nlp, "\n\n".join(frame.format(verb=form) for form in some))
        right = [cue[0] for speaker, cue, content in found if speaker == words(source) and len(content) > 3]
        missed += [form for form in some if form not in right]
    assert missed == []
