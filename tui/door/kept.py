"""The kept articles, for whatever command needs them. Imports nothing until it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.library.articles.articles import KeptArticles


def kept_articles(library: str | None) -> KeptArticles:
    """The articles kept beside the library of that path (None: the usual one). Nothing is opened yet."""
    from tui.library.articles.articles import KeptArticles

    return KeptArticles(library)
