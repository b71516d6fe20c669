"""The rows of articles that are gone through one after the other: what an index gives without doing that.

For few articles, for tests, and for whoever holds analyses without an index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tui.domain.analysis import Analysis
from tui.domain.annotation import Correction
from tui.domain.article import Article
from tui.domain.codes import ActorKind
from tui.domain.collection.entries import Parted
from tui.domain.collection.names import name_words
from tui.domain.collection.rows import Appearance, Said, about, appearances, said
from tui.domain.collection.sketch import sketch
from tui.domain.collection.stories import Features, features
from tui.domain.collection.tellings import words
from tui.domain.corrections.apply import apply
from tui.domain.kept import KeptArticle


def corrected(kept: KeptArticle, corrections: Sequence[Correction]) -> Analysis | None:
    """The article's analysis as the reader corrected it; None until it was analysed."""
    if kept.analysis is None or not corrections:
        return kept.analysis
    return apply(kept.analysis, kept.article.text, corrections).analysis


def features_of(article: Article, analysis: Analysis | None) -> Features:
    """What stands for an article where stories are found; without an analysis its words alone."""
    actors, quotes = (analysis.actors, analysis.quotes) if analysis is not None else ((), ())
    runs = (run for quote in quotes for run in sketch(words(quote.text(article.text))))
    return features(about(article), article.text, (actor.name for actor in actors), runs)


class Scan:
    """The rows of these articles; implements ``domain.ports.Rows``. ``corrections`` are all the reader's."""

    def __init__(self, kept: Iterable[KeptArticle], corrections: Iterable[Correction] = ()) -> None:
        by_article: dict[str, list[Correction]] = {}
        for one in corrections:
            by_article.setdefault(one.article_id, []).append(one)
        self._appearances: list[Appearance] = []
        self._said: list[Said] = []
        self._features: list[Features] = []
        for article in kept:
            analysis = corrected(article, by_article.get(article.article.id, []))
            if analysis is not None:
                self._appearances += appearances(article.article, analysis)
                self._said += said(article.article, analysis)
            self._features.append(features_of(article.article, analysis))

    def quoted(self) -> list[Appearance]:
        """The persons and bodies who say something, each in each article."""
        speak = (ActorKind.PERSON, ActorKind.ORGANISATION)
        return [row for row in self._appearances if row.quotes and row.kind in speak]

    def named(self, words: Collection[str]) -> list[Appearance]:
        """The appearances that have one of these folded words in a name."""
        wanted = frozenset(words)
        return [
            row
            for row in self._appearances
            if any(wanted & name_words(name) for name in (row.name, *row.aliases))
        ]

    def appearing(self, keys: Collection[tuple[str, str]]) -> list[Appearance]:
        """The appearances with these keys, as far as they are there."""
        wanted = frozenset(keys)
        return [row for row in self._appearances if row.key in wanted]

    def appearing_in(self, article_ids: Collection[str]) -> list[Appearance]:
        """The appearances in these articles."""
        return [row for row in self._appearances if row.about.article_id in article_ids]

    def features(self) -> list[Features]:
        """What stands for each article where stories are found."""
        return list(self._features)

    def said_by(self, keys: Collection[tuple[str, str]]) -> list[Said]:
        """What these appearances say, alone or with others."""
        wanted = frozenset(keys)
        return [
            row for row in self._said if any((row.about.article_id, actor) in wanted for actor in row.actors)
        ]

    def parted(self, keys: Collection[tuple[str, str]]) -> Parted:
        """What these appearances say, and all else: anything may be like it."""
        return Parted(self.said_by(keys), self._said)
