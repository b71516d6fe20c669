"""The ports through which the rooms meet: the door hands the app a loader, an analyser and a library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from tui.domain.kept import Where

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterator, Sequence
    from contextlib import AbstractContextManager

    from tui.domain.analysis import Analysis, Update
    from tui.domain.annotation import Annotation, Reading
    from tui.domain.article import Article
    from tui.domain.collection.audit import ArticleAudit
    from tui.domain.collection.changes import Changes
    from tui.domain.collection.entries import Parted
    from tui.domain.collection.rows import Appearance, Said
    from tui.domain.collection.said import Dossier
    from tui.domain.collection.stories import Features, Story
    from tui.domain.decisions import Decision
    from tui.domain.feeds import ListedFeed, ListedItem, UpdatedFeed
    from tui.domain.kept import Arrival, Hit, KeptArticle, Listed, Version
    from tui.domain.left_out import LeftOut

Focus = Callable[[], int]
"""Tells where in an article its reader is now, in code points."""


def at_beginning() -> int:
    """The focus where nobody reads meanwhile."""
    return 0


class Loader(Protocol):
    """Reads articles. Blocking: the app calls it in a thread."""

    def load(self, source: str, *, clean: bool = True) -> Article:
        """The article at a path or an http(s) address, or on standard input for ``-``.

        Of several articles, the one that ``#NAME`` or ``#NUMBER`` behind the source names, else the first.
        Raises SourceError with one clear sentence.
        """
        ...

    def load_all(self, source: str, *, clean: bool = True) -> list[Article]:
        """Every article there in order: one of most sources, all of a book of the news, a mailbox, a list.

        Never none. Raises SourceError with one clear sentence.
        """
        ...

    def notice(self, article_id: str) -> str | None:
        """A sentence on how an article was come by that its reader should see, once: None for nothing."""
        ...

    def is_of_last_time(self, article_id: str) -> bool:
        """Whether an article is what its address gave the last time, so that it is to be read anew; once."""
        ...

    def explain(self, source: str) -> tuple[list[Article], list[LeftOut]]:
        """What :meth:`load_all` gives, and what of the input is in no article. Raises SourceError."""
        ...

    def give_up(self) -> None:
        """End what is waited for or read in a process of its own, in whichever thread."""
        ...


class Analyser(Protocol):
    """Finds entities, actors and quotes in a process of its own."""

    def start(self) -> None:
        """Begin to start the process, so that it warms up while the article is read. Returns at once."""
        ...

    def analyse(self, article: Article, *, focus: Focus = at_beginning) -> AsyncIterator[Update]:
        """Updates as they are found, the passage being read first; the last one is final.

        ``focus`` tells where that is (code points); it is asked again and again meanwhile. Closing
        the iterator cancels the work. Raises ModelError with one clear sentence.
        """
        ...

    def cached(self, article: Article) -> Analysis | None:
        """The analysis of this very text by this very pipeline and code, if one was kept. Fast, no spaCy."""
        ...

    async def close(self) -> None:
        """End the process."""
        ...


class Library(Protocol):
    """Bookmarks, highlights, notes, corrections and reading positions. Blocking, each call in milliseconds.

    Every method raises LibraryError (or a kind of it) with one clear sentence, and what was
    acknowledged by returning is on disk.
    """

    @property
    def path(self) -> str: ...

    @property
    def notice(self) -> str | None:
        """A sentence the user should see (a damaged file put aside, a read-only library), or None."""
        ...

    def readings(self) -> list[Reading]:
        """What was read, latest first."""
        ...

    def reading(self, article_id: str) -> Reading | None: ...

    def keep_reading(self, reading: Reading) -> None:
        """Insert or replace the reading of that article. Not a step of undo."""
        ...

    def forget_reading(self, article_id: str) -> None:
        """Take an article off the list. Its annotations stay."""
        ...

    def annotations(self, article_id: str | None = None) -> list[Annotation]:
        """The annotations of one article in the order of their anchors, or all of them, by article."""
        ...

    def add(self, *annotations: Annotation) -> None: ...

    def replace(self, *annotations: Annotation) -> None:
        """Store new versions under the same ids (``modified`` as given). Adds those that are missing."""
        ...

    def remove(self, *ids: str) -> None: ...

    def decisions(self) -> list[Decision]:
        """What the reader decided about who is one and who is two, in the order it was decided."""
        ...

    def decide(self, *decisions: Decision) -> None: ...

    def undecide(self, *ids: str) -> None:
        """Take decisions about people back."""
        ...

    def undo(self) -> str | None:
        """Take back this process's last change; returns a word for it ("note removed"), or None."""
        ...

    def redo(self) -> str | None: ...

    def search(self, query: str) -> list[Annotation]:
        """The annotations whose passage, body or tags hold every word of the query (``#tag`` for a tag)."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Make all changes within one write: all are kept or none. Raises LibraryError on leaving."""
        ...

    def revision(self) -> str:
        """A token that changes when anybody writes to the library. Cheap (a stat): poll it every second."""
        ...


class Articles(Protocol):
    """The articles that are kept, every version once, and the index over them. Blocking; safe with processes.

    What was acknowledged by returning is on disk. Every method raises LibraryError with one clear sentence.
    The index may be missing, old or damaged: it is made again from the articles.
    """

    def keep(self, article: Article, analysis: Analysis | None = None) -> Arrival:
        """Keep this text of the article, and what was found in it, and tell whether it was new."""
        ...

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        """The version with that text, or the newest one."""
        ...

    def versions(self, article_id: str) -> list[Version]:
        """The article's versions, the current one last. Empty: it is not kept."""
        ...

    def listed(self) -> list[Listed]:
        """Every kept article, the one seen last first. From the index: fast."""
        ...

    def each(self) -> Iterator[KeptArticle]:
        """The newest version of every kept article, one after the other."""
        ...

    def remove(self, *article_ids: str) -> None:
        """Remove articles with all their versions. ``undo_removal`` brings those of the last call back."""
        ...

    def undo_removal(self) -> int:
        """Bring back what the last ``remove`` took away; how many articles that were."""
        ...

    def revision(self) -> str:
        """A token that changes when any process keeps or removes an article. Cheap: a millisecond."""
        ...

    def stories(self, *, apart: bool = False) -> list[Story]:
        """The stories that more than one article tells, the latest first; kept until articles come or go.

        ``apart``: where they have to be looked for, that is done in a process of its own.
        """
        ...

    def rows(self) -> Rows:
        """Actors and quotes of all articles as rows, as the reader corrected them."""
        ...

    def search(self, query: str, *, where: Sequence[Where] = tuple(Where), limit: int = 50) -> list[Hit]:
        """The places that a query finds, best first. Raises QueryError where it cannot be understood."""
        ...

    def holding(self, passage: str, *, limit: int = 50, every: bool = False) -> list[tuple[str, str]]:
        """Ids and hashes of the texts that hold a passage's words, those with the most and rarest first.

        With ``every`` only those that hold all of them one after the other.
        """
        ...


class Feeds(Protocol):
    """The feeds that are subscribed to, and their items. Blocking; ``add``, ``update`` and ``whole`` ask
    the web.

    Every method raises LibraryError where something cannot be kept, those that ask the web SourceError too.
    """

    def listed(self) -> list[ListedFeed]:
        """The feeds in the order of what they are called, with their counts."""
        ...

    def items(self, feed_id: str | None = None) -> list[ListedItem]:
        """The items of a feed, or of all feeds, each once, the newest first."""
        ...

    def article(self, item_id: str) -> Article | None:
        """An item as an article: whole, where that was read from its page."""
        ...

    def holding(self, query: str) -> frozenset[str]:
        """The ids of the items with every word of the query in title, byline or text."""
        ...

    def whole(self, item_id: str) -> Article:
        """The whole article of an item that is a summary, read from its page and kept."""
        ...

    def add(self, source: str, *, tags: Sequence[str] = (), full: bool | None = None) -> UpdatedFeed:
        """Subscribe to the feed at an address, or that a page there names, or in a file."""
        ...

    def remove(self, *feed_ids: str) -> None:
        """Take feeds off the list. What was read of them stays known."""
        ...

    def put_back(self) -> int:
        """List again what the last ``remove`` took off, then the one before; how many feeds that were."""
        ...

    def ask_full(self, feed_id: str, full: bool) -> None:
        """Keep whether the whole article is wanted where that feed has a summary."""
        ...

    def mark(self, item_ids: Sequence[str], *, read: bool) -> None:
        """Mark items read or unread, in every feed that has them."""
        ...

    def update(self, feed_ids: Sequence[str] | None = None) -> Iterator[UpdatedFeed]:
        """Ask for these feeds, or for all those whose time has come; what each brought, as it comes.

        A failure is told in the result. Closing the iterator gives up what was not asked yet.
        """
        ...

    def revision(self) -> str:
        """A token that changes when anybody changes a feed, an item or a mark. Cheap."""
        ...


class Rows(Protocol):
    """Actors and quotes of all kept articles as rows, as the reader corrected them. Blocking, fast.

    Every method raises LibraryError with one clear sentence.
    """

    def quoted(self) -> list[Appearance]:
        """The persons and bodies who say something, each in each article."""
        ...

    def named(self, words: Collection[str]) -> list[Appearance]:
        """The appearances that have one of these folded words in their name or in an alias."""
        ...

    def appearing(self, keys: Collection[tuple[str, str]]) -> list[Appearance]:
        """The appearances with these keys (see ``Appearance.key``), as far as they are there."""
        ...

    def appearing_in(self, article_ids: Collection[str]) -> list[Appearance]:
        """The appearances in these articles."""
        ...

    def features(self) -> list[Features]:
        """What stands for each article where stories are found."""
        ...

    def said_by(self, keys: Collection[tuple[str, str]]) -> list[Said]:
        """What the appearances with these keys say, alone or with others."""
        ...

    def parted(self, keys: Collection[tuple[str, str]]) -> Parted:
        """What the appearances with these keys say: what others may be like with these, the rest by place."""
        ...


class Exporter(Protocol):
    """Writes one article with its analysis and annotations out in a format."""

    def export(
        self, article: Article, analysis: Analysis | None, annotations: Sequence[Annotation], format: str
    ) -> str:
        """The exported text. Formats: md, json, csv, w3c, html, jsonl-corrections. Raises ExportError."""
        ...

    def dossier(self, found: Dossier, format: str) -> str:
        """What somebody said in all articles as md, json or csv. Raises ExportError."""
        ...

    def changes(self, found: Changes, versions: Sequence[Version], format: str) -> str:
        """What changed between two versions of an article as md or json. Raises ExportError."""
        ...

    def audit_table(self, audits: Sequence[ArticleAudit]) -> str:
        """CSV with a row for each source of each article."""
        ...
