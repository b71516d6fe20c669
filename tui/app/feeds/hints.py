"""Which keys the last row of the feeds' screen shows."""

from __future__ import annotations

from tui.app.keys import keymap as keys
from tui.app.keys.hints import Hint
from tui.app.state.services import Services


def hints(
    services: Services, *, any_feeds: bool, in_items: bool, can_undo: bool, unread_only: bool
) -> list[Hint]:
    """The hints, the way out last: it stays where there is little room."""

    def hint(command: str, words: str) -> Hint:
        action = next(known.action for known in keys.COMMANDS if known.id == command)
        return services.keys_of(command).split(" ")[0], words, action

    if not any_feeds:
        return [hint("feeds.add", "add a feed"), hint("app.help", "help"), hint("feeds.close", "back")]
    undo = [hint("feeds.undo", "undo")] if can_undo else []
    shown = hint("feeds.filter", "all" if unread_only else "only unread")
    if in_items:
        return [
            ("enter", "read", ""),
            hint("feeds.next-unread", "next unread"),
            hint("feeds.toggle-read", "read/unread"),
            hint("feeds.all-read", "all read"),
            *undo,
            shown,
            hint("feeds.search", "search"),
            hint("feeds.update", "update"),
            hint("app.help", "help"),
            hint("list.letters", "letters"),
            hint("feeds.close", "back"),
        ]
    return [
        ("enter", "its items", ""),
        hint("feeds.next-unread", "next unread"),
        hint("feeds.update-all", "update all"),
        hint("feeds.add", "add"),
        hint("feeds.remove", "remove"),
        *undo,
        hint("feeds.all-read", "all read"),
        shown,
        hint("app.help", "help"),
        hint("list.letters", "letters"),
        hint("feeds.close", "back"),
    ]
