"""Reading what the library lists: the kept articles, what was read, and what was noted on them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from tui.app.library.entries import Entry, joined
from tui.app.state.services import Services
from tui.domain.annotation import Annotation, Reading
from tui.domain.ports import Library


class Found(NamedTuple):
    """The library's token (None: there is no library), its annotations, and an entry an article."""

    revision: str | None
    annotations: Sequence[Annotation]
    entries: Sequence[Entry]


async def read(services: Services) -> Found:
    """All of it; the two stores have a thread each. Raises LibraryError."""
    library, articles = services.library, services.articles
    revision: str | None = None
    annotations: list[Annotation] = []
    readings: list[Reading] = []
    listing = None
    if articles.available:
        listing = asyncio.create_task(articles.call(lambda store: store.listed()))
    if library.available:
        revision, annotations, readings = await library.call(_of_library)
    kept = await listing if listing is not None else []
    return Found(revision, annotations, await asyncio.to_thread(joined, kept, readings, annotations))


def _of_library(library: Library) -> tuple[str, list[Annotation], list[Reading]]:
    return library.revision(), library.annotations(), library.readings()
