"""The rows over all kept articles, and what the reader decided about people, for the commands over both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.door.kept import kept_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.domain.decisions import Decision
    from tui.domain.ports import Rows


def rows(library: str | None) -> Rows:
    """Actors and quotes of the articles kept beside that library, as the reader corrected them.

    Raises LibraryError.
    """
    from tui.domain.annotation import Correction
    from tui.domain.collection.scan import Scan
    from tui.library.library import TinyLibrary
    from tui.library.paths import library_path

    noted = TinyLibrary(library).annotations() if library_path(library).exists() else []
    return Scan(kept_articles(library).each(), [one for one in noted if isinstance(one, Correction)])


def decisions(library: str | None) -> Sequence[Decision]:
    """What the reader decided about who is one and who is two. Raises LibraryError."""
    from tui.library.paths import library_path

    if not library_path(library).exists():
        return ()
    from tui.library.library import TinyLibrary

    return TinyLibrary(library).decisions()
