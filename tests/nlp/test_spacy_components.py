"""Our components in other people's pipelines: found by entry point, kept on the Doc as plain data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from tests.official import official
from tui.domain.errors import ModelError
from tui.nlp.identity import BUNDLED
from tui.nlp.spacy_components import DocQuote, quotes_of

TEXT = (
    "“It was,” Ana Lopez said, “a long night.” She added that the bridge would reopen in May. "
    "“The mayor told me, ‘We will wait for you,’” Tomas Reyes said."
)


@pytest.fixture(scope="module", params=["bundled", "official"])
def nlp(request: pytest.FixtureRequest) -> Language:
    """A pipeline as spaCy loads it, with ``sayso_quotes`` behind its own components."""
    loaded = spacy.load(BUNDLED if request.param == "bundled" else official())
    loaded.add_pipe("sayso_quotes")
    return loaded


def plain(quotes: list[DocQuote]) -> list[tuple[str | None, str, str, str, str]]:
    return [
        (q.who, q.kind, q.text, " ".join(span.text for span in q.cue), q.speaker.text if q.speaker else "")
        for q in quotes
    ]


def test_no_import_of_ours_is_needed() -> None:
    program = (
        "import sys, spacy\n"
        f"nlp = spacy.load({str(BUNDLED)!r})\n"
        "assert 'tui.nlp.attribution' not in sys.modules\n"
        "nlp.add_pipe('sayso_paragraphs', before='parser')\n"
        "nlp.add_pipe('sayso_entities', after='ner')\n"
        "nlp.add_pipe('sayso_quotes')\n"
        "doc = nlp('“It is over,” Ana Lopez said.')\n"
        "print([(quote.who, quote.text) for quote in doc._.sayso_quotes], doc.spans['sayso_quotes'])\n"
        # Started from here: a test's process has threads, with which a fork does not agree.
        "docs = nlp.pipe(['“Go,” she said.', ''], n_process=2, batch_size=1)\n"
        "print([[quote.text for quote in doc._.sayso_quotes] for doc in docs])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stdout == "[('Ana Lopez', 'It is over,')] [It is over,]\n[['Go,'], []]\n", done.stderr


def test_merged_tokens_move_no_quote(nlp: Language) -> None:
    doc = nlp(TEXT)
    before = plain(doc._.sayso_quotes)
    assert len(spacy.pipeline.merge_entities(doc)) < len(nlp(TEXT))
    assert plain(doc._.sayso_quotes) == before


def test_what_stands_on_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    quotes = doc._.sayso_quotes
    assert plain(quotes)[:2] == [
        ("Ana Lopez", "direct", "It was, … a long night.", "said", "Ana Lopez"),
        ("Ana Lopez", "indirect", "that the bridge would reopen in May", "added", "She"),
    ]
    first, second = quotes[:2]
    assert (first.via, second.via) == ("name", "pronoun")
    assert all(0 < quote.confidence <= 1 and quote.rule for quote in quotes)
    inner = next(quote for quote in quotes if quote.text.startswith("We will wait"))
    assert inner.within is not None
    assert quotes[inner.within].text.startswith("The mayor told me")


def test_the_span_group_points_back(nlp: Language) -> None:
    doc = nlp(TEXT)
    quotes = doc._.sayso_quotes
    group = doc.spans["sayso_quotes"]
    assert [span.text for span in group] == [span.text for quote in quotes for span in quote.content]
    for span in group:
        pieces = quotes[span.id].content
        assert (span.start, span.end) in [(piece.start, piece.end) for piece in pieces]
        assert span.label_ == quotes[span.id].kind


def test_a_doc_survives_bytes_and_a_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    [packed] = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    [bare] = DocBin(docs=[doc]).get_docs(nlp.vocab)
    for other in (again, packed):
        assert plain(other._.sayso_quotes) == plain(doc._.sayso_quotes)
    for other in (again, packed, bare):
        spans = other.spans["sayso_quotes"]
        assert [(s.text, s.label_, s.id) for s in spans] == [
            (s.text, s.label_, s.id) for s in doc.spans["sayso_quotes"]
        ]
    assert bare._.sayso_quotes == []


def test_a_saved_pipeline_is_loaded_again(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert again.pipe_names == nlp.pipe_names
    assert plain(again(TEXT)._.sayso_quotes) == plain(nlp(TEXT)._.sayso_quotes)


def test_many_texts(nlp: Language) -> None:
    alone = plain(nlp(TEXT)._.sayso_quotes)
    docs = nlp.pipe([TEXT, "", TEXT], batch_size=2)
    assert [plain(doc._.sayso_quotes) for doc in docs] == [alone, [], alone]


def test_another_name_for_the_group() -> None:
    nlp = spacy.load(BUNDLED)
    nlp.add_pipe("sayso_quotes", config={"spans_key": "said"})
    doc = nlp("“It is over,” Ana Lopez said.")
    assert [span.text for span in doc.spans["said"]] == ["It is over,"]
    assert "sayso_quotes" not in doc.spans


def test_without_a_parse_marks_are_still_read() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso_quotes")
    assert [quote.text for quote in nlp("“It is over here,” she said.")._.sayso_quotes] == [
        "It is over here,"
    ]


def test_a_doc_that_no_component_saw_has_none() -> None:
    assert quotes_of(spacy.blank("en")("“It is over,” she said.")) == []


@pytest.mark.parametrize("name", ["sayso_quotes", "sayso_entities"])
def test_another_language_is_one_sentence(name: str) -> None:
    with pytest.raises(ModelError, match="reads English") as caught:
        spacy.blank("de").add_pipe(name)
    assert "\n" not in str(caught.value)
