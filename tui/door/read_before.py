"""Which files take long to read, and which of them were read before: found by a few dozen ``stat`` calls."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__
from tui.domain.text.digest import sha256

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.library.caches.read_files import ReadFiles

_CODE = ("sources", "domain")
"""The folders whose code decides what a file is read as."""


_SMALL = 8 * 1024 * 1024
"""Bytes up to which a plain text is read before the screen opens; it takes less time than a frame."""
_BEGINNING = 512
_SLOW = (
    *(
        ".html",
        ".htm",
        ".xhtml",
        ".md",
        ".markdown",
        ".epub",
        ".mht",
        ".mhtml",
        ".webarchive",
        ".eml",
        ".mbox",
    ),
    *(".json", ".jsonl", ".ndjson", ".pdf", ".docx", ".odt"),
)
"""Files whose readers take longer to import than the screen takes to open: the app reads them."""


def takes_long(source: str) -> bool:
    """Whether reading a file takes longer than the screen takes to open; not one that cannot be read."""
    path = os.path.expanduser(source)  # noqa: PTH111  (Path() chokes on some of these)
    if not (os.path.isfile(path) and os.access(path, os.R_OK)):  # noqa: PTH113
        return False
    size = os.path.getsize(path)  # noqa: PTH202
    if path.lower().endswith(_SLOW) or _begins_like_a_page(path):
        return True
    from tui.sources.files import ARCHIVE_LIMIT

    return _SMALL < size <= ARCHIVE_LIMIT


def _begins_like_a_page(path: str) -> bool:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read(_BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def key_of(source: str, *, clean: bool) -> str | None:
    """The key of a plain file as it is now, None for whatever else a source may be.

    It changes with the file's path, device, number, size and times, and with the code that reads it.
    """
    path = os.path.abspath(os.path.expanduser(source))  # noqa: PTH100, PTH111  (Path() chokes on some of these)
    try:
        state = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    parts = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns, clean, _code())
    told = f"{path}\0{parts}".encode("utf-8", "surrogatepass")
    return sha256(told).hexdigest()[:32]


def key_of_address(address: str, *, clean: bool) -> str:
    """The key of what an address gave the last time; it changes with the code that reads it."""
    told = f"{address}\0{(clean, _code())}".encode("utf-8", "surrogatepass")
    return sha256(told).hexdigest()[:32]


def recall(key: str | None) -> list[Article] | None:
    """The articles that were read from the file in that state, if they were kept."""
    if key is None:
        return None
    return read_files().get(key)


def remember(key: str, articles: list[Article]) -> None:
    """Keep what a file was read as. What cannot be kept is read again the next time."""
    read_files().put(key, articles)


def read_files() -> ReadFiles:
    """What files were read as, in the user's cache folder."""
    from tui.library.caches.read_files import ReadFiles
    from tui.library.paths import read_folder

    return ReadFiles(read_folder())


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the names, sizes and times of the code's files."""
    digest = sha256(__version__.encode())
    here = Path(__file__).parent.parent
    for name in _CODE:
        for folder, folders, files in os.walk(here / name):
            folders[:] = sorted(set(folders) - {"__pycache__"})
            for file in sorted(files):
                state = os.stat(os.path.join(folder, file))  # noqa: PTH116, PTH118
                digest.update(f"{file} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
