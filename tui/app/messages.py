"""What the screens ask of the app: another screen, or the end. They know nothing of one another."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui.domain.article import Article, Span

if TYPE_CHECKING:
    from tui.domain.collection.audit import ArticleAudit
    from tui.domain.collection.changes import Changes
    from tui.domain.kept import Version


class OpenArticle(Message):
    """Open the reader on an article that was loaded from ``source``, at a place of its text if given."""

    def __init__(self, source: str, article: Article, place: Span | None = None) -> None:
        super().__init__()
        self.source = source
        self.article = article
        self.place = place


class CloseArticle(Message):
    """Go back to where the article was opened: to the library, the feeds, or out of the app."""


class ShowLibrary(Message):
    """Show the library over the article that is open: it can be gone back to."""


class CloseLibrary(Message):
    """Go back to the article that the library lies over; ``leave``: out of the app where there is none."""

    def __init__(self, *, leave: bool = False) -> None:
        super().__init__()
        self.leave = leave


class ShowAudit(Message):
    """Show the audit of the articles with these ids, or of everything that is kept where there are none.

    ``audited`` is the audit of an article that is open, worked out already.
    """

    def __init__(self, article_ids: tuple[str, ...] = (), audited: ArticleAudit | None = None) -> None:
        super().__init__()
        self.article_ids = article_ids
        self.audited = audited


class GoToPlace(Message):
    """Read the article with this id, the one that is open or a kept one, at a place of its text."""

    def __init__(self, article_id: str, place: Span) -> None:
        super().__init__()
        self.article_id = article_id
        self.place = place


class CloseScreen(Message):
    """Go back to the screen that this one was shown over."""


class ShowFeeds(Message):
    """Go to the feeds, over the article that is open."""


class ShowChanges(Message):
    """Show what changed in the article that is open.

    ``compare`` compares it with the version of another hash; ``answered`` is called with the place in its
    text that was chosen, or None.
    """

    def __init__(
        self,
        found: Changes,
        versions: Sequence[Version],
        compare: Callable[[str], Awaitable[Changes]],
        answered: Callable[[Span | None], None],
    ) -> None:
        super().__init__()
        self.found = found
        self.versions = versions
        self.compare = compare
        self.answered = answered


class ShowDossier(Message):
    """Show what whoever is called ``name`` said in all articles kept; without a name, everybody.

    ``keys`` are ids of an article and of an actor in it: of several of that name, only who has one of them.
    """

    def __init__(self, name: str = "", keys: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__()
        self.name = name
        self.keys = keys


class NextItem(Message):
    """Read the next unread item of the feeds that the article was opened from."""


class CouldNotOpen(Message):
    """What the app was asked to read cannot be read, for the reason the sentence gives."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
