"""What the headings, the tabs, the empty lists and the status row say, from the reader's state."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.app.state.reader_state import ReaderState
from tui.domain.codes import QuoteKind
from tui.domain.text.phrases import percent

ORDERS_IN_WORDS = {
    "quotes": "",
    "mentions": " · by mentions",
    "text": " · as they come",
    "name": " · by name",
}
"""What the heading says of an order of the actors; nothing of the usual one: who speaks comes first."""


class Counts(NamedTuple):
    """How many there are in each list, in words: ``3/6`` where a filter leaves some out."""

    quotes: str
    actors: str
    notes: str


def counts(state: ReaderState) -> Counts:
    picture = state.picture
    quotes = len(picture.quotes) if picture is not None else 0
    actors = len(picture.actors) if picture is not None else 0
    notes = len(picture.notes) if picture is not None else 0
    return Counts(
        f"{len(state.quotes):,}/{quotes:,}" if state.quote_filter else f"{quotes:,}",
        f"{actors:,}",
        f"{len(state.notes):,}/{notes:,}" if state.note_filter else f"{notes:,}",
    )


def headings(state: ReaderState) -> dict[str, str]:
    """The heading of each list, by its name: how many, how far the analysis is, what is filtered."""
    numbers, picture = counts(state), state.picture
    found = picture is not None and bool(picture.quotes)
    going = "…" if state.progress else " (incomplete)" if state.trouble and found else ""
    lost = len(picture.orphans) if picture is not None else 0
    chosen_name = _actor_name(state, state.quote_filter.actor_id)
    return {
        "quotes": f"Quotes {numbers.quotes}{going} ▾ {_quote_filter(state)}",
        "actors": f"Actors {numbers.actors}{going}{ORDERS_IN_WORDS[state.actor_order]}"
        + (f" ▾ {chosen_name}" if chosen_name else ""),
        "notes": f"Notes {numbers.notes}" + (f" · {lost:,} lost" if lost else "") + _note_filter(state),
    }


def tab_labels(state: ReaderState) -> tuple[tuple[str, str], ...]:
    """The name of each list and what its tab says."""
    numbers = counts(state)
    return (
        ("quotes", f"Quotes {numbers.quotes}"),
        ("actors", f"Actors {numbers.actors}"),
        ("notes", f"Notes {numbers.notes}"),
    )


def empty_lists(state: ReaderState, keys_of: Callable[[str], str]) -> dict[str, str]:
    """What each list says while there is nothing in it, by its name."""
    picture = state.picture
    # The last word of the analysis is there before the picture of it.
    awaited = picture is None or (picture.analysis is None and state.building)
    reason = state.trouble or state.progress or ("reading…" if awaited else "")
    filtered = "No quote fits the filter: escape clears it." if state.quote_filter else "No quotes found."
    return {
        "quotes": reason or filtered,
        "actors": reason or "Nobody and nothing was found that acts here.",
        "notes": "Nothing fits the filter: escape clears it."
        if state.note_filter
        else f"{keys_of('note.write')} writes a note on the quote or selection, "
        f"{keys_of('highlight.add')} highlights it, {keys_of('bookmark.add')} bookmarks the place.",
    }


def status(state: ReaderState, share: float) -> str:
    """Where the reader is and how far the analysis is; ``share`` of the text has been passed (0 to 1)."""
    parts = [found(state)]
    if state.progress:
        parts.append(state.progress)
    elif state.quotes:
        index = state.listed_index(state.current_id)
        parts.append(f"quote {'–' if index is None else f'{index + 1:,}'}/{len(state.quotes):,}")
    if state.article is not None:
        if state.trouble:
            parts.append("incomplete" if state.quotes else "no analysis")
        parts.append(percent(share))
    return " · ".join(filter(None, parts))


def found(state: ReaderState) -> str:
    """Where the reader is among the matches of the search."""
    search = state.search
    if search is None:
        return ""
    total = len(search.matches)
    if not total and search.complete:
        return "not found" if state.search_is_open else ""
    if not total:
        return "searching…"
    number = search.matches.number(state.match) if state.match is not None else None
    return f"match {number or '–'}/{total:,}{'' if search.complete else '…'}"


def _quote_filter(state: ReaderState) -> str:
    chosen = state.quote_filter
    words = [_actor_name(state, chosen.actor_id)] if chosen.actor_id is not None else []
    words += [kind.value for kind in QuoteKind if kind in chosen.kinds]
    words += [f"“{chosen.words}”"] if chosen.words else []
    return ", ".join(words) or "all"


def _actor_name(state: ReaderState, actor_id: str | None) -> str:
    actor = state.picture.actors.get(actor_id or "") if state.picture is not None else None
    return actor.name if actor is not None else actor_id or ""


def _note_filter(state: ReaderState) -> str:
    chosen = state.note_filter
    tag = f"#{chosen.tag}" if chosen.tag else ""
    words = [part for part in (chosen.kind, chosen.colour, tag, chosen.words) if part]
    return f" ▾ {', '.join(words)}" if words else ""
