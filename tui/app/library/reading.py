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
    """The token of both stores (None: there are none), the annotations, and an entry an article."""

    revision: str | None
    annotations: Sequence[Annotation]
    entries: Sequence[Entry]


async def read(services: Services) -> Found:
    """All of it; the two stores have a thread each. Raises LibraryError."""
    library, articles = services.library, services.articles
    revision: str | None = None
    annotations: list[Annotation] = []
    readings: list[Reading] = []
    kept_revision, listing = "", None
    if articles.available:
        kept_revision = await articles.call(lambda store: store.revision())
        listing = asyncio.create_task(articles.call(lambda store: store.listed()))
    if library.available:
        revision, annotations, readings = await library.call(_of_library)
    kept = await listing if listing is not None else []
    if revision is not None or listing is not None:
        revision = f"{revision} {kept_revision}"
    return Found(revision, annotations, await asyncio.to_thread(joined, kept, readings, annotations))


async def revision_of(services: Services) -> str:
    """What :attr:`Found.revision` would be now. Cheap. Raises LibraryError."""
    own: str | None = None
    kept = ""
    if services.library.available:
        own = await services.library.call(lambda known: known.revision())
    if services.articles.available:
        kept = await services.articles.call(lambda store: store.revision())
    return f"{own} {kept}"


def _of_library(library: Library) -> tuple[str, list[Annotation], list[Reading]]:
    return library.revision(), library.annotations(), library.readings()
