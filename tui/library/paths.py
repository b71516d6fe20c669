"""Where the library and the caches lie: the user's data and cache folders, unless told otherwise."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

LIBRARY_VARIABLE = "SAYSO_LIBRARY"
"""The environment variable that names the library's file."""


def library_path(named: str | os.PathLike[str] | None = None) -> Path:
    """The library's file: the one named, else ``SAYSO_LIBRARY``'s, else one in the data folder."""
    chosen = named or os.environ.get(LIBRARY_VARIABLE)
    if chosen:
        return expanded(chosen)
    from platformdirs import user_data_path

    return user_data_path("sayso", appauthor=False) / "library.json"


def expanded(path: str | os.PathLike[str]) -> Path:
    """A path with ``~`` for the home folder; ``~NAME`` of nobody here stays as it is."""
    return Path(os.path.expanduser(path))  # noqa: PTH111  (pathlib's own raises for a user it does not know)


def read_folder() -> Path:
    """The folder of what files were read as. It may be removed at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("sayso", appauthor=False) / "read"


def cache_folder() -> Path:
    """The folder of kept analyses. It may be removed at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("sayso", appauthor=False) / "analyses"


def articles_folder(named: str | os.PathLike[str] | None = None) -> Path:
    """The folder, beside the library's file (links followed), of the articles that are kept."""
    library = library_path(named)
    with contextlib.suppress(OSError, RuntimeError):  # a loop of links: opening the library says so
        library = library.resolve()
    return library.with_name(f"{library.stem}.articles")


def texts_folder(named: str | os.PathLike[str] | None = None) -> Path:
    """The folder where version 0.1.0 kept the texts of articles that had no file of their own."""
    library = library_path(named)
    return library.with_name(f"{library.stem}.texts")


def feed_items_path(named: str | os.PathLike[str] | None = None) -> Path:
    """The file, beside the library's (links followed), of the items of the feeds."""
    return articles_folder(named).with_suffix(".feeds.sqlite")
