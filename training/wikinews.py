"""The names annotated in Wikinews articles as training data.

The annotations are stand-off; the texts are those of CORPORA/wikinews.jsonl. Articles whose names or actors
are annotated as tests are not in ``ner_wikinews_train.jsonl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from training.annotations.compile import join, read_jsonl

TRAIN = Path(__file__).parent / "annotations" / "ner_wikinews_train.jsonl"
SILVER = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def passages(record: dict[str, Any]) -> Iterator[tuple[str, list[list[Any]]]]:
    """Each paragraph of a joined record with its entities, and its title with those that stand in it."""
    text, entities = record["text"], record["entities"]
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        yield match[0], [[s - start, e - start, kind] for s, e, kind in entities if start <= s and e <= end]
    kinds = {text[s:e]: kind for s, e, kind in entities}
    names = "|".join(re.escape(name) for name in sorted(kinds, key=len, reverse=True))
    if names:
        found = re.finditer(rf"(?<!\w)(?:{names})(?!\w)", record["title"])
        yield record["title"], [[m.start(), m.end(), kinds[m[0]]] for m in found]


def documents(records: Iterable[dict[str, Any]], dates: Language) -> Iterator[Doc]:
    """A Doc a paragraph; dates, times and amounts, which nobody annotated, as ``dates`` finds them."""
    for record in records:
        for text, entities in passages(record):
            doc = dates(text)
            silver = [span for span in doc.ents if span.label_ in SILVER]
            spans = [doc.char_span(s, e, label=kind, alignment_mode="expand") for s, e, kind in entities]
            gold = filter_spans(span for span in spans if span is not None)
            taken = {token.i for span in gold for token in span}
            doc.set_ents(gold + [span for span in silver if not taken.intersection(t.i for t in span)])
            yield doc


def mixture(corpora: Path, base: Path, out: Path, times: int = 3) -> Path:
    """The corpora's last mixture with the annotated articles ``times`` over, in ``out``.

    Without the articles' texts it is the mixture alone.
    """
    mixed = corpora / "ner_train_mix.spacy"
    texts = corpora / "wikinews.jsonl"
    if not texts.exists():
        return mixed
    nlp = spacy.load(base)
    articles = {article["id"]: article for article in read_jsonl(texts)}
    ours = list(documents(join(read_jsonl(TRAIN), articles), nlp))
    docs = [*DocBin().from_disk(mixed).get_docs(nlp.vocab), *(ours * times)]
    path = out / "ner_mixture.spacy"
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    return path
