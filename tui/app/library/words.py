"""What the rows around the library's list say: its heading, the keys, what an empty library offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.app.keys import keymap
from tui.app.keys.hints import Hint
from tui.app.library.entries import Entry
from tui.app.library.hits import LIMIT
from tui.app.library.invitation import Invitation
from tui.app.library.listing import STORY, Listing, Row
from tui.domain.text.phrases import counted

KeysOf = Callable[[str], str]
"""Gives the keys of a command as people write them."""
ASKED = {
    "open": ("Open", "a path or an http(s) address", "open"),
    "search": ("Search", "words of texts, quotes, notes, names", "to the places"),
    "filter": ("Filter", "words of a title, a byline, a source; #tag", "to the list"),
    "tag": ("Tags", "words with spaces between them; nothing: no tag", "tag"),
}
"""For each thing that is typed its prompt, what may be typed, and what enter does then."""
LISTED_WHILE_TYPING = ("search", "filter")
_ACTIONS = {command.id: command.action for command in keymap.COMMANDS}
_COMMANDS = (
    ("library.open", "open"),
    ("library.search", "search"),
    ("library.filter", "filter"),
    ("library.dossier", "people"),
    ("app.help", "help"),
    ("library.sort", "sort"),
    ("library.choose", "choose"),
    ("library.forget", "remove"),
    ("library.put-back", "undo"),
    ("library.feeds", "feeds"),
    ("library.audit", "audit"),
    ("list.letters", "letters"),
)


def hints(
    listing: Listing, keys_of: KeysOf, *, asking: str, empty: bool, in_range: bool, can_undo: bool, over: bool
) -> list[Hint]:
    """The keys that matter now. ``asking`` says what is being typed; ``over``: an article lies below."""

    def hint(command: str, words: str) -> Hint:
        return keys_of(command).split(" ")[0], words, _ACTIONS[command]

    if asking:
        arrows = [("↑ ↓", "go through the list", "")] if asking in LISTED_WHILE_TYPING else []
        return [("enter", ASKED[asking][2], ""), *arrows, hint("library.clear", "end")]
    way_out = hint("library.close", "back" if over else "quit")
    if empty:
        return [("enter", "choose", ""), hint("app.help", "help"), way_out]
    ends = _ends(listing, in_range=in_range)
    return [
        ("enter", "go there" if listing.query else "read", ""),
        *([hint("library.clear", ends)] if ends else []),
        *([hint("library.voices", "who is quoted")] if listing.group == STORY else []),
        *(hint(*command) for command in _COMMANDS if command[1] != "undo" or can_undo),
        way_out,
    ]


def _ends(listing: Listing, *, in_range: bool) -> str:
    """What escape takes away next, in a word or two; empty: nothing."""
    if in_range:
        return "end the range"
    if listing.chosen:
        return "choose none"
    if listing.query:
        return "end search"
    return "all articles" if listing.filtered else ""


def heading(listing: Listing, rows: Sequence[Row]) -> str:
    """How many articles there are, how many of them are listed, new, chosen; ``rows`` are those listed."""
    if listing.query:
        found = counted(len(listing.hits), "place")
        return f"“{listing.query}” · {found if len(listing.hits) < LIMIT else f'the first {LIMIT} places'}"
    if not listing.entries:
        return "nothing is kept yet" if listing.known else ""
    parts = [counted(len(listing.entries), "article")]
    if listing.filtered:
        shown = sum(isinstance(row, Entry) for row in rows)
        what = f"“{listing.words}”" if listing.words else "new"
        parts = [f"{what} {shown:,} of {len(listing.entries):,}"]
    elif listing.new:
        parts.append(f"{listing.new:,} new")
    if listing.chosen:
        parts.append(f"{len(listing.chosen):,} chosen")
    return " · ".join(parts)


def offers(keys_of: KeysOf, *, sample: bool) -> list[Invitation]:
    """What one may begin with where nothing is kept; ``sample``: there is one to be read."""

    def key(command: str) -> str:
        return keys_of(command).split(" ")[0]

    first = [Invitation("enter", "Read the sample article", "a short one to try sayso with", "sample")]
    return [
        *(first if sample else ()),
        Invitation(
            key("library.open"),
            "Open a file or an address",
            "text, Markdown, HTML, EPUB; what you read is kept here",
            "open",
        ),
        Invitation(
            key("library.feeds"), "Follow a feed", "RSS, Atom, JSON Feed; what is new comes here", "feeds"
        ),
        Invitation("", "Add many at once", "on the command line: sayso add FILE…, a folder", ""),
        Invitation(key("app.help"), "All keys", f"{key('library.close')} quits", "app.help"),
    ]
