"""Building the pictures of one article, one after the other: what did not change is taken over."""

from __future__ import annotations

from collections.abc import Sequence

from tui.app.state.picture import Picture, PlacedAnnotation, build, with_notes
from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Correction
from tui.domain.article import Article


class PictureBuilder:
    """Keeps what the next picture needs of the last one.

    A note that comes, changes or goes makes new notes alone; another analysis or another correction makes
    everything anew. Each annotation's passage is looked for once.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._picture = build(article, None)
        self._analysis: Analysis | None = None
        self._corrections: list[Correction] = []
        self._unapplied: Sequence[str] = ()
        self._placed: dict[tuple[str, str], PlacedAnnotation] = {}  # by id and anchor

    def first(self) -> Picture:
        """The article with nothing known of it."""
        return self._picture

    def build(self, analysis: Analysis | None, annotations: Sequence[Annotation]) -> Picture:
        """The picture of an analysis and of the reader's annotations. Call it in a thread, one at a time."""
        placed = self._place(annotations)
        corrections = [annotation for annotation in annotations if isinstance(annotation, Correction)]
        if analysis is self._analysis and corrections == self._corrections:
            self._picture = with_notes(self._picture, placed, self._unapplied)
            return self._picture
        self._analysis, self._corrections, self._unapplied = analysis, corrections, ()
        if analysis is not None and corrections:
            from tui.domain.corrections.apply import apply

            corrected = apply(analysis, self._article.text, corrections)
            analysis, self._unapplied = corrected.analysis, corrected.unapplied
        self._picture = build(self._article, analysis, placed, self._picture.colours, self._unapplied)
        return self._picture

    def _place(self, annotations: Sequence[Annotation]) -> list[PlacedAnnotation]:
        from tui.domain.anchoring.anchors import Reanchorer

        reanchorer = Reanchorer(self._article.text)
        found: dict[tuple[str, str], PlacedAnnotation] = {}
        for annotation in annotations:
            key = (annotation.id, repr(annotation.anchor))
            known = self._placed.get(key)
            if known is None:
                place = reanchorer.place(annotation.anchor)
                known = PlacedAnnotation(annotation, place.span if place is not None else None)
            elif known.annotation != annotation:
                known = PlacedAnnotation(annotation, known.span)
            found[key] = known
        self._placed = found
        return list(found.values())
