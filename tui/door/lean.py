"""What the first page needs of other packages, imported without what these hardly ever need.

platformdirs imports ``tempfile`` for the folder of sockets, msgspec ``typing_extensions`` for Pythons before
ours: measured a seventh of the CPU until the first words of an article that was read before.
"""

from __future__ import annotations

from tui.domain.stand_ins import later, standing_in


def import_for_first_page() -> None:
    """Import platformdirs and msgspec, unless they are there already."""
    with standing_in({"tempfile": later("tempfile"), "typing_extensions": None}):
        import msgspec  # noqa: F401
        import platformdirs  # noqa: F401
