"""Where the reader's annotations stand in the article as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui.domain.anchoring.anchors import Reanchorer
from tui.domain.annotation import Annotation
from tui.domain.article import Span


@dataclass(frozen=True, slots=True)
class Placing:
    """Annotations with their spans in the order of the text, and those whose passage is gone."""

    placed: tuple[tuple[Annotation, Span], ...]
    orphans: tuple[Annotation, ...]


def place(text: str, annotations: Iterable[Annotation]) -> Placing:
    """Find the passages of annotations in ``text``."""
    annotations = list(annotations)
    found = Reanchorer(text).place_all(annotation.anchor for annotation in annotations)
    pairs = [(a, where.span) for a, where in zip(annotations, found, strict=True) if where is not None]
    orphans = tuple(a for a, where in zip(annotations, found, strict=True) if where is None)
    pairs.sort(key=lambda pair: (pair[1], pair[0].created, pair[0].id))
    return Placing(tuple(pairs), orphans)


def passage_of(annotation: Annotation, text: str, span: Span | None) -> str:
    """The words that an annotation is on, with the article's own white space where they are the same.

    A browser's selection has other white space, or none between two paragraphs.
    """
    marked = annotation.anchor.exact
    words = marked if span is None else span.of(text)
    return words if "".join(words.split()) == "".join(marked.split()) else marked
