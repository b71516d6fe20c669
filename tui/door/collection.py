"""What the reader decided about people, for the commands over all kept articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.domain.decisions import Decision


def decisions(library: str | None) -> Sequence[Decision]:
    """What the reader decided about who is one and who is two. Raises LibraryError."""
    from tui.library.paths import library_path

    if not library_path(library).exists():
        return ()
    from tui.library.library import TinyLibrary

    return TinyLibrary(library).decisions()
