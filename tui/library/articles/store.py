"""The folder of kept articles: one file for each text that an article had, its analysis beside it.

A file is written whole to another name, synced and renamed, and its content depends on nothing but what it
keeps: two processes that keep the same article do no harm to each other, so nothing is locked. The version
with the newest ``last_seen`` is the current one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import LibraryError
from tui.domain.kept import Arrival, KeptArticle, Version
from tui.domain.text.safe import one_line
from tui.library import failures
from tui.library.articles import files
from tui.library.articles.files import ANALYSIS, ARTICLE, DamagedError, NewerError, Stored
from tui.library.safety import atomic

DAMAGED = "damaged"
"""The folder for files that cannot be read: nothing is thrown away."""
SHARDS = tuple(f"{number:02x}" for number in range(256))
"""The folders of the articles, by the first two digits of their ids."""


class ArticleStore:
    """The articles in ``folder``. Blocking; safe with threads and processes. Nothing is open between calls.

    ``notice`` is a sentence the user should see (a damaged file was put aside), or None.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notice: str | None = None

    # Keeping

    def keep(self, article: Article, analysis: Analysis | None = None) -> Arrival:
        """Keep a text of an article, and what was found in it; both are on the disk on return.

        Raises LibraryError (of one that can only be read, LibraryReadOnlyError), ValueError for an id that is
        none and for an analysis of another text.
        """
        if not files.is_id(article.id):
            raise ValueError(f"not an article's id: {article.id!r}")
        if analysis is not None and analysis.text_hash != article.text_hash:
            raise ValueError("the analysis is of another text")
        versions = self._stored(article.id)
        present = next((one for one in versions if one.article.text_hash == article.text_hash), None)
        newest = max(versions, key=_age, default=None)
        if present is not None and present is newest:
            arrival = Arrival.KNOWN
            stored = msgspec.structs.replace(present, article=article)  # its title may be known better now
        else:
            arrival = Arrival.NEW if newest is None else Arrival.CHANGED
            moment = _later_than(newest)
            stored = Stored(article, present.seen if present is not None else moment, moment)
        if stored != present:
            self._write(self.path(article.id, article.text_hash), files.pack_article(stored))
        if analysis is not None:
            self.keep_analysis(article.id, analysis)
        return arrival

    def keep_analysis(self, article_id: str, analysis: Analysis) -> None:
        """Keep what was found in a text that is kept. Raises LibraryError."""
        path = self.path(article_id, analysis.text_hash, ANALYSIS)
        data = files.pack_analysis(analysis)
        if self._content(path) != data:
            self._write(path, data)

    def take_in(self, stored: Stored, analysis: Analysis | None) -> Arrival:
        """Keep a version with the times it brings along, from an export or an older kind of store.

        What is kept already stays, its times stretched to both. Raises LibraryError and ValueError.
        """
        article = stored.article
        if not files.is_id(article.id):
            raise ValueError(f"not an article's id: {article.id!r}")
        versions = self._stored(article.id)
        present = next((one for one in versions if one.article.text_hash == article.text_hash), None)
        if present is not None:
            stored = Stored(
                present.article, min(present.seen, stored.seen), max(present.last_seen, stored.last_seen)
            )
        path = self.path(article.id, article.text_hash)
        if stored != present:
            self._write(path, files.pack_article(stored))
        if analysis is not None and not path.with_suffix(ANALYSIS).exists():
            self.keep_analysis(article.id, analysis)
        if present is not None:
            return Arrival.KNOWN
        return Arrival.CHANGED if versions else Arrival.NEW

    # Reading

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        """The version with that text, or the current one; None if there is none. Raises LibraryError."""
        if not files.is_id(article_id):
            return None
        stored: Stored | None
        if text_hash is None:
            stored = max(self._stored(article_id), key=_age, default=None)
        else:
            stored = self.read(self.path(article_id, text_hash))
        return self._with_analysis(stored) if stored is not None else None

    def versions(self, article_id: str) -> list[Version]:
        """The article's versions, the current one last. Empty: it is not kept. Raises LibraryError."""
        if not files.is_id(article_id):
            return []
        return [version_of(stored) for stored in sorted(self._stored(article_id), key=_age)]

    def current(self) -> Iterator[KeptArticle]:
        """The current version of every article, one after the other, in no order that means anything.

        Files that cannot be read are passed over; ``notice`` tells of them.
        """
        for shard in SHARDS:
            found = self.shard(shard)
            for article_id in dict.fromkeys(identity for identity, _ in found):
                with contextlib.suppress(LibraryError):
                    kept = self.kept(article_id)
                    if kept is not None:
                        yield kept

    def revision(self) -> str:
        """A token that changes with the files: from the folders' times of change, 256 stats."""
        stamps = []
        for shard in SHARDS:
            try:
                stamps.append(os.stat(f"{self.folder}/{shard}").st_mtime_ns)  # noqa: PTH116  (256 of them)
            except OSError:
                stamps.append(0)
        return f"{hash(tuple(stamps)):x}"

    def shard(self, name: str) -> list[tuple[str, str]]:
        """The id and the beginning of the text's hash of each version in one of the :data:`SHARDS`."""
        return [found for one in sorted(self._listed(name)) if (found := files.named(one)) is not None]

    def _listed(self, shard: str) -> list[str]:
        """The names of all files in a shard. Raises LibraryError."""
        try:
            return os.listdir(self.folder / shard)  # noqa: PTH208  (three times faster than iterdir)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise failures.not_read(self.folder / shard, error) from error

    def names(self, shard: str) -> list[str]:
        """The names of the texts' files in one of the :data:`SHARDS`."""
        return [f"{files.stem(*found)}{ARTICLE}" for found in self.shard(shard)]

    def is_damaged(self, shard: str, name: str) -> bool:
        """Whether a text's file is not what it should be. Raises LibraryError if it cannot be read."""
        path = self.folder / shard / name
        data = self._content(path)
        try:
            if data is not None:
                files.unpack_article(path, data)
        except DamagedError:
            return True
        except NewerError:
            return False
        return False

    def put_aside(self, shard: str, name: str) -> None:
        """Put a damaged file into the folder :data:`DAMAGED`."""
        self._put_aside(self.folder / shard / name)

    def file_sizes(self, shard: str) -> list[tuple[str, int]]:
        """The names and sizes in bytes of the files in one of the :data:`SHARDS`."""
        try:
            with os.scandir(self.folder / shard) as entries:
                return [(entry.name, entry.stat(follow_symlinks=False).st_size) for entry in entries]
        except OSError:
            return []

    def read(self, path: Path) -> Stored | None:
        """What a version's file holds; None if it is not there, a newer version's, or was damaged.

        A damaged file is put aside. Raises LibraryError if it cannot be read.
        """
        data = self._content(path)
        if data is None:
            return None
        try:
            return files.unpack_article(path, data)
        except NewerError:
            self.notice = "Some articles were kept by a newer version of sayso, and are not shown."
        except DamagedError:
            self._put_aside(path)
        return None

    def analysis(self, article_id: str, text_hash: str) -> Analysis | None:
        """What was found in a version; None if it was not analysed, or not in a way that is understood."""
        data = self._content(self.path(article_id, text_hash, ANALYSIS))
        if data is None:
            return None
        try:
            return files.unpack_analysis(data)
        except (DamagedError, NewerError):
            return None  # it is made anew, and then takes this one's place

    def text(self, article_id: str, text_hash: str) -> str | None:
        """The text of a version that the index knows of; None if it is not there or cannot be read."""
        try:
            name = f"{article_id[:2]}/{files.stem(article_id, text_hash)}{ARTICLE}"
            with open(f"{self.folder}/{name}", "rb") as file:  # noqa: PTH123  (many a search)
                return files.unpack_text(file.read())
        except (OSError, DamagedError, NewerError):
            return None

    def path(self, article_id: str, text_hash: str, ending: str = ARTICLE) -> Path:
        """Where a version's file is or would be."""
        return self.folder / article_id[:2] / f"{files.stem(article_id, text_hash)}{ending}"

    def files_of(self, article_id: str) -> list[Path]:
        """All files of an article: of each version the analysis, if there is one, before the text."""
        if not files.is_id(article_id):
            return []
        shard = article_id[:2]
        own = [name for name in self._listed(shard) if name.startswith(article_id)]
        found: list[Path] = []
        for name in sorted(own):
            if files.named(name) is not None:
                text = self.folder / shard / name
                analysis = text.with_suffix(ANALYSIS)
                found += [analysis, text] if analysis.name in own else [text]
        return found

    # Inside

    def _stored(self, article_id: str) -> list[Stored]:
        paths = [path for path in self.files_of(article_id) if path.suffix == ARTICLE]
        return [stored for path in paths if (stored := self.read(path)) is not None]

    def _with_analysis(self, stored: Stored) -> KeptArticle:
        article = stored.article
        return KeptArticle(article, version_of(stored), self.analysis(article.id, article.text_hash))

    def _content(self, path: Path) -> bytes | None:
        try:
            return atomic.content(path)
        except OSError as error:
            raise failures.not_read(path, error) from error

    def _write(self, path: Path, data: bytes) -> None:
        for attempt in (1, 2):
            try:
                atomic.make_folder(path.parent)
                atomic.replace(path, data)
                return
            except FileNotFoundError as error:  # somebody removed the folder just then
                if attempt == 2:
                    raise failures.not_written(path, error) from error
            except OSError as error:
                raise failures.not_written(path, error) from error

    def _put_aside(self, path: Path) -> None:
        name = one_line(path.name)
        try:
            folder = self.folder / DAMAGED
            atomic.make_folder(folder)
            path.replace(folder / path.name)
            self.notice = f"The kept article {name} was damaged; it was put aside in {one_line(str(folder))}."
        except OSError:
            self.notice = f"The kept article {name} is damaged."


def version_of(stored: Stored) -> Version:
    """The version that a file holds."""
    article = stored.article
    return Version(article.text_hash, stored.seen, stored.last_seen, len(article.text.split()))


def _age(stored: Stored) -> tuple[str, str]:
    return stored.last_seen, stored.article.text_hash


def _later_than(newest: Stored | None) -> str:
    """Now, or just after the newest version where the clock has been set back."""
    now = datetime.now(UTC)
    if newest is not None:
        with contextlib.suppress(ValueError):
            now = max(now, datetime.fromisoformat(newest.last_seen) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")
