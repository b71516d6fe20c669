"""What the library lists: an article that is kept or was read, with what is known of it. No Textual in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from tui.domain.annotation import Annotation, Reading
from tui.domain.kept import Listed
from tui.domain.labels.annotations import annotation_tags
from tui.domain.text.folding import folded
from tui.domain.text.place import place_of

READ = 0.99
"""The share of an article from which on it counts as read."""


@dataclass(slots=True, eq=False)
class Entry:
    """An article. ``kept`` and ``reading`` are what the two stores know of it; at least one of them is there.

    ``touched`` is when it last came in or was opened: a date and time in UTC as ISO 8601. There are ten
    thousand of them: what a row alone needs is worked out when it is asked for.
    """

    article_id: str
    touched: str
    kept: Listed | None
    reading: Reading | None
    noted: int = 0
    tags: tuple[str, ...] = ()
    _words: str = ""

    @property
    def _about(self) -> Listed | Reading:
        found = self.kept or self.reading
        assert found is not None
        return found

    @property
    def title(self) -> str:
        return self._about.title

    @property
    def source(self) -> str:
        return self._about.source

    @property
    def byline(self) -> str | None:
        return self._about.byline

    @property
    def published(self) -> str | None:
        return self._about.published

    @property
    def quotes(self) -> int | None:
        """How many quotes were found; None: it was not analysed."""
        for about in (self.kept, self.reading):
            if about is not None and about.quotes is not None:
                return about.quotes
        return None

    @property
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

    @property
    def dated(self) -> str:
        """The day it was published, else the one it was last touched, as ISO 8601."""
        return (self.published or self.touched)[:10]

    @property
    def words(self) -> str:
        """What a filter looks for its words in, folded."""
        if not self._words:
            tags = " ".join(f"#{tag}" for tag in self.tags)
            self._words = folded(f"{self.title} {self.byline or ''} {self.source} {tags}")
        return self._words

    @property
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
        reading = read.pop(key, None)
        touched = listed.seen if reading is None else max(listed.seen, _opened(reading))
        entries.append(Entry(key, touched, listed, reading, noted.get(key, 0), tuple(tags.get(key, ()))))
    entries += [
        Entry(key, _opened(reading), None, reading, noted.get(key, 0), tuple(tags.get(key, ())))
        for key, reading in read.items()
    ]
    return entries


def _opened(reading: Reading) -> str:
    """When it was opened, as the store of the articles writes it."""
    return reading.opened.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def paper_of(source: str) -> str:
    """What articles of one origin have in common: the host of an address, the folder of a file."""
    if source.startswith(("http://", "https://", "-")):
        return place_of(source)
    return f"{source.rstrip('/').rpartition('/')[0].rpartition('/')[2]}/"
