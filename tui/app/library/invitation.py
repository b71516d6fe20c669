"""What an empty library offers: a sample, a file or an address, a feed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui.app.panes.row_list import Line, RowList


class Invitation(NamedTuple):
    """Something to begin with: its key, its words, more words, and the action that does it."""

    key: str
    words: str
    more: str
    action: str


class InvitationList(RowList[Invitation]):
    """Two lines an offer."""

    gap = 1

    def __init__(self) -> None:
        super().__init__(id="invitations", row_height=3)

    def draw(self, row: Invitation, width: int) -> Iterable[Line]:
        return [
            [(f"  {row.key:<6} ", "bar name"), (row.words, "name")],
            [(" " * 9, ""), (row.more, "muted")],
            [],
        ]
