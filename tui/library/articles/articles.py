"""The kept articles as the rest of the program sees them; see ``domain.ports.Articles``."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.codes import ActorKind
from tui.domain.errors import LibraryError
from tui.domain.kept import ActorRow, Arrival, Hit, KeptArticle, Listed, QuoteRow, Version, Where
from tui.domain.records import reading_of
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.library.articles.files import ANALYSIS, is_id, named
from tui.library.articles.grouping import run_apart
from tui.library.articles.index import rows
from tui.library.articles.index import stories as index_of_stories
from tui.library.articles.index.across import IndexRows
from tui.library.articles.index.database import Database, LostError, is_passing
from tui.library.articles.index.freshness import Freshness, transaction
from tui.library.articles.index.notes import Annotated
from tui.library.articles.older import move_in
from tui.library.articles.removed import RemovedArticles
from tui.library.articles.search.query import parse
from tui.library.articles.search.search import search
from tui.library.articles.store import SHARDS, ArticleStore
from tui.library.library import TinyLibrary
from tui.library.paths import articles_folder, library_path, texts_folder

if TYPE_CHECKING:
    from tui.domain.collection.stories import Story

Answer = TypeVar("Answer")


class Sizes(msgspec.Struct, frozen=True):
    """How many articles there are, and bytes on the disk."""

    articles: int
    texts: int
    analyses: int
    removed_articles: int
    removed: int
    index: int


class KeptArticles:
    """The articles kept beside a library; implements ``domain.ports.Articles``.

    Safe with threads and processes: nothing is held open between two calls but the index.
    """

    def __init__(
        self,
        library: str | os.PathLike[str] | None = None,
        *,
        opened: Callable[[], TinyLibrary] | None = None,
    ) -> None:
        """``library`` is the library's file (default: ``library_path()``); nothing is opened yet.

        ``opened`` gives that library where somebody has it open already.
        """
        self._library = library_path(library)
        self._older = texts_folder(library)
        self.store = ArticleStore(articles_folder(library))
        self.removed = RemovedArticles(self.store.folder)
        self.index = Database(self.store.folder)
        self._annotated = Annotated(self._library, opened)
        self._freshness = Freshness(self.store, self.index, self._annotated)
        self._settled = False

    @property
    def path(self) -> str:
        """The folder that they are kept in."""
        return str(self.store.folder)

    @property
    def notice(self) -> str | None:
        """A sentence the user should see (a damaged file was put aside), or None."""
        return self.store.notice

    def keep(self, article: Article, analysis: Analysis | None = None, *, at_once: bool = True) -> Arrival:
        """Keep this text of the article, and what was found in it, and tell whether it was new.

        Not ``at_once``, it is indexed when the index is next asked: quicker where many articles come.
        """
        self._settle()
        arrival = self.store.keep(article, analysis)
        if at_once:
            self._noted(article.id)
        return arrival

    def keep_analysis(self, article: Article, analysis: Analysis) -> None:
        """Keep what was found in a text that is kept. It is indexed when the index is next asked."""
        self.store.keep_analysis(article.id, analysis)

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        """The version with that text, or the current one; None if there is none."""
        self._settle()
        return self.store.kept(article_id, text_hash)

    def knows(self, article_id: str) -> bool:
        """Whether there is something to remove under that id: the article, or that it was read."""
        self._settle()
        library = self._annotated.library()
        return bool(self.store.files_of(article_id)) or (
            library is not None and library.reading(article_id) is not None
        )

    def versions(self, article_id: str) -> list[Version]:
        """The article's versions, the current one last. Empty: it is not kept."""
        self._settle()
        return self.store.versions(article_id)

    def listed(self) -> list[Listed]:
        """Every kept article, the one seen last first. From the index: fast."""
        return self._asked(rows.listed)

    def each(self) -> Iterator[KeptArticle]:
        """The current version of every kept article, one after the other."""
        self._settle()
        return self.store.current()

    def revision(self) -> str:
        """A token that changes when any process keeps or removes an article."""
        return self.store.revision()

    def refresh(self) -> None:
        """Bring the index up to what is kept, where it can be written."""
        with contextlib.suppress(LibraryError):
            self._asked(lambda _: None)

    def remove(self, *article_ids: str) -> None:
        """Remove articles with all their versions, from the list of what was read too. Their notes stay."""
        self._settle()
        wanted = list(dict.fromkeys(article_ids))
        paths = [path for one in wanted for path in self.store.files_of(one)]
        library = self._annotated.library()
        readings = (
            [] if library is None else [one for key in wanted if (one := library.reading(key)) is not None]
        )
        if not paths and not readings:
            return
        self.removed.put(paths, [msgspec.to_builtins(reading) for reading in readings])
        if library is not None:
            with library.together():
                for reading in readings:
                    library.forget_reading(reading.article_id)

    def search(self, query: str, *, where: Sequence[Where] = tuple(Where), limit: int = 50) -> list[Hit]:
        """The places that a query finds, best first, those of one article together.

        ``limit`` counts places. Raises QueryError where the query cannot be understood.
        """
        asked = parse(query)

        def find(connection: sqlite3.Connection) -> list[Hit]:
            return search(
                connection,
                asked,
                where=frozenset(where),
                limit=limit,
                text=self.store.text,
                notes=self._annotated,
            )

        return self._asked(find)

    def tell_of_indexing(self, told: Callable[[int, int], None]) -> None:
        """Call this with how many articles are indexed, and of how many, where that takes long."""
        self._freshness.told = told

    def rows(self) -> IndexRows:
        """Actors and quotes of all articles as rows, as the reader corrected them."""
        return IndexRows(self._asked, self.store.text)

    def stories(self, *, apart: bool = False) -> list[Story]:
        """The stories that more than one article tells, the latest first.

        Those found last, if nothing came or changed since. Else they are looked for: the first time a
        millisecond an article, after a change a tenth of that. ``apart`` does it in a process of its own,
        which the caller's other threads do not feel.
        """
        found = self._asked(index_of_stories.kept)
        if found is None and apart:
            run_apart(str(self._library))
            found = self._asked(index_of_stories.kept)
        return self._find_stories() if found is None else found

    def _find_stories(self) -> list[Story]:
        found = self._asked(lambda connection: index_of_stories.find(connection, self.store.text))

        def keep(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                index_of_stories.keep(connection, found)

        with contextlib.suppress(LibraryError):  # found all the same
            self._asked(keep)
        return found.stories

    def people(self, kinds: Sequence[ActorKind] = (ActorKind.PERSON,)) -> list[ActorRow]:
        """Every actor of these kinds in every article."""
        return self._asked(lambda connection: rows.people(connection, kinds))

    def named(self, name: str) -> list[ActorRow]:
        """The actors, of whatever kind, whose name, alias, role or affiliation holds all words of a name."""
        return self._asked(lambda connection: rows.named(connection, name))

    def actors_in(self, article_id: str) -> list[ActorRow]:
        """All actors of one article, most present first."""
        if not is_id(article_id):
            return []
        return self._asked(lambda connection: rows.in_article(connection, article_id))

    def said_by(self, actors: Iterable[ActorRow]) -> list[QuoteRow]:
        """What these actors say in their articles, alone or with others; by article, in the text's order."""
        wanted = [actor.row for actor in actors]
        return self._asked(lambda connection: rows.said_by(connection, wanted, self.store.text))

    def quotes_in(self, article_ids: Iterable[str] | None = None) -> list[QuoteRow]:
        """All quotes of these articles, or of every one; by article, in the text's order."""
        wanted = None if article_ids is None else [one for one in article_ids if is_id(one)]
        return self._asked(lambda connection: rows.quotes_in(connection, wanted, self.store.text))

    def holding(self, passage: str, *, limit: int = 50, every: bool = False) -> list[tuple[str, str]]:
        """Ids and hashes of the texts that hold a passage's words, those with the most and rarest first.

        With ``every`` only those that hold all of them one after the other.
        """
        return self._asked(lambda connection: rows.holding(connection, passage, limit=limit, every=every))

    def close(self) -> None:
        """Close the index. The next use opens it again."""
        self.index.close()

    def undo_removal(self) -> int:
        """Bring back what the last ``remove`` took away; how many articles that were."""
        identities, documents = self.removed.bring_back()
        library = self._annotated.library() if documents else None
        readings = []
        for document in documents:
            with contextlib.suppress(msgspec.ValidationError):
                readings.append(reading_of(document))
        if library is not None:
            library.keep_readings(one for one in readings if library.reading(one.article_id) is None)
        return len(identities | {one.article_id for one in readings})

    def sizes(self) -> Sizes:
        """How much there is, on the disk."""
        self._settle()
        articles: set[str] = set()
        texts = analyses = 0
        for shard in SHARDS:
            for name, size in self.store.file_sizes(shard):
                if name.endswith(ANALYSIS):
                    analyses += size
                elif (known := named(name)) is not None:
                    articles.add(known[0])
                    texts += size
        return Sizes(
            len(articles), texts, analyses, self.removed.count(), self.removed.size(), self.index.size()
        )

    def _settle(self) -> None:
        """Take in, once, what an older version kept."""
        if not self._settled:
            self._settled = True
            if self._older.is_dir():
                move_in(self._older, self.store)

    def check(self) -> list[str]:
        """What is wrong with the files, in sentences; nothing is changed. Reads every one."""
        self._settle()
        damaged = sum(
            self.store.is_damaged(shard, name) for shard in SHARDS for name in self.store.names(shard)
        )
        found = []
        if damaged:
            found.append(
                f"{counted(damaged, 'kept text')} cannot be read: “sayso library repair” puts them aside."
            )
        if self.index.is_damaged():
            found.append("The index over the kept articles is damaged: it is made again when it is used.")
        return found

    def repair(self) -> list[str]:
        """Put damaged files aside, and have the index made anew; a sentence for each thing done."""
        before = self.check()
        for shard in SHARDS:
            for name in self.store.names(shard):
                if self.store.is_damaged(shard, name):
                    self.store.put_aside(shard, name)
        if before:
            self.index.discard()
        return [one for one in (self.notice,) if before and one] or (
            ["The index is made anew."] if before else []
        )

    def _asked(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """The answer of an index that is up to date, or as good as it can be had."""
        self._settle()
        try:
            return self.index.run(question, before=self._refresh)
        except sqlite3.Error as error:
            raise LibraryError(
                f"The index over the kept articles cannot be used now ({error}): try again; should it stay "
                f"so, remove {one_line(str(self.index.path))}, and it is made anew."
            ) from error

    def _refresh(self) -> None:
        try:
            self._freshness.refresh()
        except sqlite3.Error as error:
            if not is_passing(error):
                raise
            if "locked" not in str(error) and self.index.leave_disk():  # the disk is full, say
                self._freshness.refresh()
            # Else another process is at work for long: what is indexed until now is asked.

    def _noted(self, *article_ids: str) -> None:
        """Tell the index at once. What it misses here it finds the next time that it is asked."""
        with contextlib.suppress(sqlite3.Error, LostError, LibraryError):
            self._freshness.update(article_ids)
