"""Removed articles: in a folder of their own, a batch for each removal, until they are thrown away."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tui.library import failures
from tui.library.articles import files
from tui.library.encoding import dumped, parsed
from tui.library.safety import atomic

FOLDER = "removed"
_READINGS = "readings.json"


class RemovedArticles:
    """The batches of removed articles in ``folder``, which is that of the kept ones. Safe with processes."""

    def __init__(self, folder: Path) -> None:
        self._kept = folder
        self.folder = folder / FOLDER

    def put(self, paths: Iterable[Path], readings: list[dict[str, object]]) -> None:
        """Move files of kept articles away, and keep what the library knew of their reading beside them.

        Raises LibraryError; what was moved until then is in a batch and can be brought back.
        """
        batch = self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}"
        try:
            atomic.make_folder(batch)
            atomic.replace(batch / _READINGS, dumped(readings))
            touched = {batch}
            for path in paths:
                with contextlib.suppress(FileNotFoundError):  # another process was quicker
                    path.rename(batch / path.name)
                    touched.add(path.parent)
            for folder in touched:
                atomic.sync_folder(folder)
        except OSError as error:
            raise failures.not_written(batch, error) from error

    def bring_back(self) -> tuple[set[str], list[dict[str, object]]]:
        """Move the files of the last batch back: their articles' ids, and what was known of their reading.

        A version that was kept anew meanwhile stays as it is. Raises LibraryError.
        """
        batch = max(self._batches(), default=None)
        if batch is None:
            return set(), []
        identities: set[str] = set()
        try:
            # The texts first: an analysis alone is no article.
            for path in sorted(batch.iterdir(), key=lambda one: one.suffix != files.ARTICLE):
                if path.suffix not in (files.ARTICLE, files.ANALYSIS):
                    continue
                home = self._kept / path.name[:2] / path.name
                atomic.make_folder(home.parent)
                if home.exists():
                    path.unlink()
                else:
                    path.rename(home)
                    atomic.sync_folder(home.parent)
                identities.add(path.name.partition("-")[0])
            readings = _readings(batch / _READINGS)
            shutil.rmtree(batch)
        except OSError as error:
            raise failures.not_written(batch, error) from error
        return identities, readings

    def count(self) -> int:
        """How many articles were removed and can be brought back."""
        return len({path.name.partition("-")[0] for path in self._texts()})

    def size(self) -> int:
        """Bytes on the disk."""
        total = 0
        for batch in self._batches():
            for path in batch.iterdir():
                with contextlib.suppress(OSError):
                    total += path.stat().st_size
        return total

    def clear(self) -> int:
        """Throw them away; returns the bytes set free. Raises LibraryError."""
        size = self.size()
        try:
            for batch in self._batches():
                shutil.rmtree(batch)
        except OSError as error:
            raise failures.not_written(self.folder, error) from error
        return size

    def _texts(self) -> list[Path]:
        return [path for batch in self._batches() for path in batch.iterdir() if path.suffix == files.ARTICLE]

    def _batches(self) -> list[Path]:
        try:
            with os.scandir(self.folder) as entries:
                return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            return []


def _readings(path: Path) -> list[dict[str, object]]:
    try:
        found = parsed(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
