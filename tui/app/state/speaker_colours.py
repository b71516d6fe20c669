"""Which colour each speaker has: never that of somebody in the row above or below. No Textual in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from tui.app.text.paint import NOBODY
from tui.domain.analysis import Actor, Quote

ORDERS = ("quotes", "mentions", "text", "name")
"""What the actors can be sorted by: who speaks (most) first, who is named most, who comes first, names."""
_BESIDE, _ELSEWHERE = 1000, 1
"""How much it costs that two speakers share a colour: in rows that are seen first, in other orders."""


def sorted_actors(actors: Iterable[Actor], said: Mapping[str, int], order: str = ORDERS[0]) -> list[Actor]:
    """The actors in one of the :data:`ORDERS`; ``said`` counts each one's quotes."""
    listed = list(actors)
    if order == "quotes":
        listed.sort(key=lambda actor: (-said.get(actor.id, 0), -len(actor.mentions)))
    elif order == "mentions":
        listed.sort(key=lambda actor: (-len(actor.mentions), -said.get(actor.id, 0)))
    elif order == "text":
        listed.sort(key=lambda actor: actor.mentions[0].start if actor.mentions else -1)
    else:
        listed.sort(key=lambda actor: actor.name.casefold())
    return listed


def speakers(quote: Quote) -> Iterator[str]:
    """The ids of those who say it."""
    return (key for key in (quote.actor_id, *quote.also) if key is not None)


def speaker_colours(
    quotes: Sequence[Quote], before: Mapping[str, int], actors: Sequence[Actor] = ()
) -> dict[str, int]:
    """A colour number for every speaker: as before where that may stay, else one no neighbour has.

    Neighbours are who speak one after the other in the text, and who stand below one another among the
    actors. Greedy, those with most neighbours first (Welsh and Powell 1967,
    https://doi.org/10.1093/comjnl/10.1.85): with seven colours it fails only where somebody has seven
    neighbours of seven colours, and then takes the one that is seen beside them least.
    """
    said = Counter(key for quote in quotes for key in speakers(quote))
    beside = _neighbours(quotes, [actor for actor in actors if actor.id in said], said)
    colours = {key: number for key, number in before.items() if key not in said}
    used = Counter(colours.values())

    def give(key: str, number: int) -> None:
        colours[key] = number
        used[number] += 1

    def costs(key: str) -> list[int]:
        found = [0] * NOBODY
        for other, weight in beside[key].items():
            if other in colours and colours[other] < NOBODY:
                found[colours[other]] += weight
        return found

    order = sorted(said, key=lambda key: (-len(beside[key]), -said[key]))
    fresh = []
    for key in order:  # what was seen in a colour keeps it, where no neighbour that is there has it
        if key in before and costs(key)[before[key]] < _BESIDE:
            give(key, before[key])
        else:
            fresh.append(key)
    for key in fresh:
        found = costs(key)
        give(key, min(range(NOBODY), key=lambda number: (found[number], used[number], number)))
    return colours


def _neighbours(
    quotes: Sequence[Quote], actors: Sequence[Actor], said: Mapping[str, int]
) -> defaultdict[str, Counter[str]]:
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def join(ids: Iterable[str | None], weight: int) -> None:
        for one, other in pairwise(ids):
            if one is not None and other is not None and one != other:
                beside[one][other] += weight
                beside[other][one] += weight

    join((quote.actor_id for quote in quotes), _BESIDE)
    for number, order in enumerate(ORDERS):
        listed = sorted_actors(actors, said, order)
        join((actor.id for actor in listed), _ELSEWHERE if number else _BESIDE)
    return beside
