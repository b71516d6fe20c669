"""The sample that everybody opens first: every quote of it and nothing else, with who says it."""

from __future__ import annotations

from spacy.language import Language

from tui.nlp.analysis import analyses_of
from tui.nlp.identity import identify
from tui.sources.loader import FileLoader
from tui.sources.samples import sample_folder

SAID = [
    ("Vladimir Putin", "When we hear", "a lie."),
    ("Vladimir Putin", "that his door", "would be heard"),
    ("Vladimir Putin", "Moscow", "its company on anybody"),
    ("Vladimir Putin", "We did not reject", "rejecting anything,"),
    ("Emmanuel Macron", "that one must", "above all to adversaries"),
    ("Viktor Orban", "that they hurt", "Moscow’s conduct unchanged"),
    ("Russia", "a country that", "cannot be called alone"),
    ("Bob Woodward", "that Donald Trump kept", "left the White House"),
    ("Donald Trump", "that what he wanted", "Ukraine among them"),
    ("Vladimir Putin", "the whole affair", "narrative”"),
    ("Vladimir Putin", "He did not recall", "threats over Ukraine"),
    ("Vladimir Putin", "he would answer", "he would answer"),
]


def test_the_sample_is_right(nlp: Language) -> None:
    article = FileLoader().load(str(sample_folder() / "summit.txt"))
    (analysis,) = analyses_of(nlp, identify(), [article])
    found = [
        (analysis.speaker_of(quote, article.text), quote.text(article.text)) for quote in analysis.quotes
    ]
    assert [name for name, _ in found] == [name for name, _, _ in SAID], found
    for (_, text), (_, first, last) in zip(found, SAID, strict=True):
        assert (text[: len(first)], text[-len(last) :]) == (first, last)
