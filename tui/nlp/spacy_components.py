"""Our components for any English spaCy pipeline: ``nlp.add_pipe("sayso_quotes")``.

spaCy finds this module by the entry points of the installed package, and imports it whenever anybody makes a
pipeline: nothing heavy is imported before a component is asked for. What ``sayso_quotes`` leaves on a Doc is
plain (``Doc.user_data``, span groups), so that it survives ``Doc.to_bytes`` and another process. It is kept
in code points: merging tokens (``merge_entities``) makes what counts tokens mean other words, as spaCy's span
groups then do (3.8.18).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from tui.domain.errors import ModelError
from tui.domain.text.phrases import listed

KEY = "sayso_quotes"
"""The name of the attribute, of the key in ``Doc.user_data``, and by default of the span group."""

Component = Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class DocQuote:
    """Somebody's words in a Doc. ``content`` and ``cue`` may be in pieces, in the order of the text.

    ``kind`` is "direct", "mixed" or "indirect". ``speaker`` are the words beside the cue ("she", "the Russian
    leader"), None where nobody is named; ``names`` the names of whoever is meant by them, as far as this Doc
    tells; ``via`` says how the text names the speaker: "name", "pronoun", "description" or "none".
    ``confidence`` is the estimated probability, 0 to 1, that content and speaker are right, ``rule`` the
    code of the rule that found the quote. ``within`` is the index, in ``doc._.sayso_quotes``, of the quote
    that this one stands in.
    """

    content: tuple[Span, ...]
    kind: str
    cue: tuple[Span, ...]
    speaker: Span | None
    names: tuple[str, ...]
    via: str
    confidence: float
    rule: str
    within: int | None

    @property
    def text(self) -> str:
        """The quoted words, the pieces joined by " … "."""
        return " … ".join(piece.text for piece in self.content)

    @property
    def who(self) -> str | None:
        """The names of the speaker or speakers, else the words beside the cue, else None."""
        if self.names:
            return listed(self.names)
        return None if self.speaker is None else self.speaker.text


class Quotes:
    """The component ``sayso_quotes``: fills ``doc._.sayso_quotes`` and a span group.

    The group holds a Span for each piece of content; its label is the quote's kind, its ``id`` the quote's
    index in ``doc._.sayso_quotes``.
    """

    def __init__(self, pipeline: str, version: str, spans_key: str) -> None:
        self._pipeline = pipeline
        self._version = version
        self._spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of ``doc``; it needs a parse, tags, lemmas and entities to find them well."""
        records = self._records(doc)
        doc.user_data[KEY] = records
        doc.spans[self._spans_key] = [
            _span(doc, start, end, record["kind"], index)
            for index, record in enumerate(records)
            for start, end in record["content"]
        ]
        return doc

    def _records(self, doc: Doc) -> list[dict[str, Any]]:
        """The quotes as they are kept on the Doc: spans in code points, words and numbers."""
        from pathlib import Path

        from tui.nlp.attribution.component import sayso_attributions
        from tui.nlp.collect import Collector
        from tui.nlp.identity import Identity
        from tui.nlp.mentions.gather import gather

        collector = Collector(Identity(Path(), self._pipeline, self._version, ""), "")
        collector.add(gather(sayso_attributions(doc), 0))
        del doc.user_data["sayso_attributions"]  # these could not be written to bytes
        analysis = collector.analysis()
        names = {actor.id: actor.name for actor in analysis.actors}
        index = {quote.id: number for number, quote in enumerate(analysis.quotes)}

        return [
            {
                "content": [[piece.start, piece.end] for piece in quote.content],
                "kind": str(quote.kind),
                "cue": [[piece.start, piece.end] for piece in quote.cue],
                "speaker": None if quote.speaker is None else [quote.speaker.start, quote.speaker.end],
                "names": [names[key] for key in (quote.actor_id, *quote.also) if key in names],
                "via": str(quote.via),
                "confidence": quote.confidence,
                "rule": "" if quote.evidence is None else str(quote.evidence.found),
                "within": None if quote.within is None else index.get(quote.within),
            }
            for quote in analysis.quotes
        ]


def _span(doc: Doc, start: int, end: int, label: str = "", number: int = 0) -> Span:
    """The tokens that hold the code points ``[start, end)``, which were made of tokens."""
    found = doc.char_span(start, end, label=label, span_id=number, alignment_mode="expand")
    assert found is not None
    return found


def quotes_of(doc: Doc) -> list[DocQuote]:
    """The quotes found in ``doc`` in the order of the text, made anew from what is kept on it."""

    def span(place: list[int]) -> Span:
        return _span(doc, place[0], place[1])

    return [
        DocQuote(
            content=tuple(map(span, record["content"])),
            kind=record["kind"],
            cue=tuple(map(span, record["cue"])),
            speaker=None if record["speaker"] is None else span(record["speaker"]),
            names=tuple(record["names"]),
            via=record["via"],
            confidence=record["confidence"],
            rule=record["rule"],
            within=record["within"],
        )
        for record in doc.user_data.get(KEY, ())
    ]


def make_paragraphs(nlp: Language, name: str) -> Component:
    """The component ``sayso_paragraphs``, to stand before the parser: a line end ends a sentence."""
    from tui.nlp.document.paragraphs import sayso_paragraphs

    return sayso_paragraphs


def make_entities(nlp: Language, name: str) -> Component:
    """The component ``sayso_entities``, to stand behind ``ner``: names repaired by their other mentions."""
    _check_language(nlp, name)
    from tui.nlp.entities.component import repair_entities

    return repair_entities


def make_labels(nlp: Language, name: str) -> Component:
    """The component ``sayso_labels``, to stand behind ``ner``: other languages' labels as OntoNotes'."""
    from tui.nlp.entities.labels import relabelled

    return relabelled


def make_attributions(nlp: Language, name: str) -> Component:
    """The component ``sayso_attributions``: what our own analysis reads, and no more."""
    from tui.nlp.attribution.component import sayso_attributions

    return sayso_attributions


def make_quotes(nlp: Language, name: str, spans_key: str) -> Component:
    """The component ``sayso_quotes``. ``spans_key`` is the name of its group in ``doc.spans``."""
    _check_language(nlp, name)
    return Quotes(f"{nlp.lang}_{nlp.meta.get('name', '')}", str(nlp.meta.get("version", "")), spans_key)


def make_vectors(nlp: Language, name: str, model: Any) -> Any:
    """spaCy's ``tok2vec``, computed by :mod:`tui.nlp.arrays`."""
    from tui.nlp.arrays.components import ArrayVectors

    return ArrayVectors(nlp.vocab, model, name)


def make_trees(
    nlp: Language,
    name: str,
    model: Any,
    moves: Any,
    update_with_oracle_cut_size: int,
    learn_tokens: bool,
    min_action_freq: int,
    scorer: Any,
) -> Any:
    """spaCy's ``parser``, computed by :mod:`tui.nlp.arrays`; the settings are its own."""
    from tui.nlp.arrays.components import ArrayTrees

    return ArrayTrees(
        nlp.vocab,
        model,
        name,
        moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        learn_tokens=learn_tokens,
        min_action_freq=min_action_freq,
        scorer=scorer,
    )


def make_names(
    nlp: Language,
    name: str,
    model: Any,
    moves: Any,
    update_with_oracle_cut_size: int,
    incorrect_spans_key: Any,
    scorer: Any,
) -> Any:
    """spaCy's ``ner``, computed by :mod:`tui.nlp.arrays`; the settings are its own."""
    from tui.nlp.arrays.components import ArrayNames

    return ArrayNames(
        nlp.vocab,
        model,
        name,
        moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )


def _check_language(nlp: Language, name: str) -> None:
    if nlp.lang != "en":
        raise ModelError(f"{name} reads English; this pipeline is for the language “{nlp.lang}”.")


# Given as arguments, not by decorator: registering looks for the entry point, which must be there by then.
Language.factory("sayso_paragraphs", assigns=["token.is_sent_start"], func=make_paragraphs)
Language.factory("sayso_entities", assigns=["doc.ents"], requires=["doc.ents"], func=make_entities)
Language.factory("sayso_labels", assigns=["doc.ents"], requires=["doc.ents"], func=make_labels)
Language.factory("sayso_attributions", requires=["token.dep"], func=make_attributions)
Language.factory(
    "sayso_quotes",
    default_config={"spans_key": KEY},
    assigns=["doc._.sayso_quotes", "doc.spans"],
    requires=["token.dep", "doc.ents"],
    func=make_quotes,
)
Language.factory("sayso_vectors", assigns=["doc.tensor"], func=make_vectors)
Language.factory(
    "sayso_trees", assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"], func=make_trees
)
Language.factory("sayso_names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], func=make_names)
if not Doc.has_extension(KEY):
    Doc.set_extension(KEY, getter=quotes_of)
