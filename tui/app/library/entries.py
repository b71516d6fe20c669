"""What the library lists: an article that is kept or was read, with what is known of it. No Textual in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property

from tui.domain.annotation import Annotation, Reading
from tui.domain.kept import Listed
from tui.domain.labels.annotations import annotation_tags
from tui.domain.text.folding import folded

READ = 0.99
"""The share of an article from which on it counts as read."""


@dataclass(frozen=True)
class Entry:
    """An article. ``kept`` and ``reading`` are what the two stores know of it; at least one of them is there.

    ``touched`` is when it last came in or was opened: a date and time in UTC as ISO 8601.
    """

    kept: Listed | None
    reading: Reading | None
    noted: int = 0
    tags: tuple[str, ...] = ()

    @cached_property
    def article_id(self) -> str:
        return self._about.article_id

    @cached_property
    def title(self) -> str:
        return self._about.title

    @cached_property
    def source(self) -> str:
        return self._about.source

    @cached_property
    def _about(self) -> Listed | Reading:
        found = self.kept or self.reading
        assert found is not None
        return found

    @cached_property
    def byline(self) -> str | None:
        return self._about.byline

    @cached_property
    def published(self) -> str | None:
        return self._about.published

    @cached_property
    def quotes(self) -> int | None:
        """How many quotes were found; None: it was not analysed."""
        for about in (self.kept, self.reading):
            if about is not None and about.quotes is not None:
                return about.quotes
        return None

    @cached_property
    def place(self) -> str:
        """The host of an address, the name of a file."""
        return place_of(self.source)

    @property
    def share(self) -> float:
        """How much of it was read, 0 to 1."""
        return self.reading.share if self.reading is not None else 0.0

    @property
    def is_new(self) -> bool:
        """Whether it was never opened."""
        return self.reading is None

    @property
    def is_read(self) -> bool:
        return self.share >= READ

    @cached_property
    def touched(self) -> str:
        opened = ""
        if self.reading is not None:
            opened = self.reading.opened.astimezone(UTC).isoformat(timespec="microseconds")
        seen = self.kept.seen.replace("Z", "+00:00") if self.kept is not None else ""
        return max(opened, seen)

    @cached_property
    def dated(self) -> str:
        """The day it was published, else the one it was last touched, as ISO 8601."""
        return (self.published or self.touched)[:10]

    @cached_property
    def words(self) -> str:
        """What a filter looks for its words in, folded."""
        tags = " ".join(f"#{tag}" for tag in self.tags)
        return folded(f"{self.title} {self.byline or ''} {self.source} {tags}")

    @cached_property
    def by_title(self) -> str:
        """The title for sorting: without marks before it."""
        return folded(self.title).lstrip("'\"[( ")


def joined(
    kept: Iterable[Listed], readings: Iterable[Reading], annotations: Iterable[Annotation]
) -> list[Entry]:
    """One entry an article, in no order."""
    read = {reading.article_id: reading for reading in readings}
    noted: dict[str, int] = {}
    tags: dict[str, dict[str, None]] = {}
    for annotation in annotations:
        key = annotation.article_id
        noted[key] = noted.get(key, 0) + 1
        if found := annotation_tags(annotation):
            tags.setdefault(key, {}).update(dict.fromkeys(found))
    entries = []
    for listed in kept:
        key = listed.article_id
        entries.append(Entry(listed, read.pop(key, None), noted.get(key, 0), tuple(tags.get(key, ()))))
    entries += [
        Entry(None, reading, noted.get(key, 0), tuple(tags.get(key, ()))) for key, reading in read.items()
    ]
    return entries


def place_of(source: str) -> str:
    """The host of an address without "www.", the name of a file: tells where an article is from."""
    if source.startswith(("http://", "https://")):
        return source.split("/")[2].removeprefix("www.")
    return "standard input" if source.startswith("-") else source.rstrip("/").rpartition("/")[2]


def by_id(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """The entries by the ids of their articles."""
    return {entry.article_id: entry for entry in entries}
