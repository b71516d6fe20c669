"""What the screens ask of the app: another screen, or the end. They know nothing of one another."""

from __future__ import annotations

from textual.message import Message

from tui.domain.article import Article


class OpenArticle(Message):
    """Open the reader on an article that was loaded from ``source``."""

    def __init__(self, source: str, article: Article) -> None:
        super().__init__()
        self.source = source
        self.article = article


class CloseArticle(Message):
    """Go back to where the article was opened: to the library, the feeds, or out of the app."""


class ShowLibrary(Message):
    """Go to the library, and leave the article that is open."""


class ShowFeeds(Message):
    """Go to the feeds, and leave the article that is open."""


class CouldNotOpen(Message):
    """What the app was asked to read cannot be read, for the reason the sentence gives."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Quit(Message):
    """Leave the app."""
