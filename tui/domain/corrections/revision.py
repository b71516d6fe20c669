"""An analysis while it is being corrected: what corrections look up in it and change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from tui.domain.analysis import Actor, ActorKind, Analysis, Quote
from tui.domain.anchoring.anchors import Reanchorer
from tui.domain.annotation import Anchor
from tui.domain.article import Span
from tui.domain.text.folding import fold
from tui.domain.text.slug import slug


class Revision:
    """An analysis under correction."""

    def __init__(self, analysis: Analysis, text: str) -> None:
        self.text = text
        self.analysis = analysis
        self.mentions = list(analysis.mentions)
        self.actors = {actor.id: actor for actor in analysis.actors}
        self.quotes = {quote.id: quote for quote in analysis.quotes}
        self._again = Reanchorer(text)

    def place(self, anchor: Anchor) -> Span | None:
        """Where the anchor's passage stands now, if it has words of its own."""
        placed = self._again.place(anchor)
        return placed.span if placed is not None and len(placed.span) else None

    def quote_at(self, span: Span) -> Quote | None:
        """The quote that shares most with the span; of several, the one with the least besides."""
        best: tuple[int, int] | None = None
        chosen = None
        for quote in self.quotes.values():
            shared = sum(max(min(p.end, span.end) - max(p.start, span.start), 0) for p in quote.content)
            rank = (shared, -sum(map(len, quote.content)))
            if shared and (best is None or rank > best):
                best, chosen = rank, quote
        return chosen

    def actor_named(self, name: str) -> Actor | None:
        """The actor of that name, else the only one with that alias, else the one with that id.

        Of several who are called alike ("a witness") the first one: the others have their ids alone.
        """
        sought = fold(name)
        if not sought:
            return None
        for actor in self.actors.values():
            if fold(actor.name) == sought:
                return actor
        known = [a for a in self.actors.values() if any(fold(alias) == sought for alias in a.aliases)]
        return known[0] if len(known) == 1 else self.actors.get(name.strip())

    def actor_for(self, name: str, actor_id: str | None) -> Actor | None:
        """The actor meant by a correction: by name, else by id; made if the name is new, None without one."""
        if not name.strip():
            return None
        actor, meant = self.actor_named(name), self.actors.get(actor_id or "")
        if meant is not None and (actor is None or fold(meant.name) == fold(actor.name)):
            actor = meant
        return actor or self.new_actor(name.strip(), ActorKind.PERSON, ())

    def new_actor(self, name: str, kind: ActorKind, mentions: Iterable[Span]) -> Actor:
        """Add an actor under an id that nobody has."""
        actor_id = slug(name, self.actors)
        actor = Actor(id=actor_id, name=name, kind=kind, mentions=tuple(sorted(set(mentions))), edited=True)
        self.actors[actor_id] = actor
        return actor

    def readdress(self, who: Callable[[str, Quote], str]) -> None:
        """Give each quote's actors new ids. ``who`` is told the old id and the quote."""
        for quote in list(self.quotes.values()):
            actor = None if quote.actor_id is None else who(quote.actor_id, quote)
            also = tuple(dict.fromkeys(other for one in quote.also if (other := who(one, quote)) != actor))
            if (actor, also) != (quote.actor_id, quote.also):
                self.quotes[quote.id] = msgspec.structs.replace(quote, actor_id=actor, also=also, edited=True)

    def result(self) -> Analysis:
        """Mentions and quotes in the order of the text; actors most present first, those gone left out."""
        said: dict[str, int] = {}
        for quote in self.quotes.values():
            for key in {quote.actor_id, *quote.also} - {None}:
                said[str(key)] = said.get(str(key), 0) + 1
        before = {actor.id: actor for actor in self.analysis.actors}
        present = [
            actor
            for key, actor in self.actors.items()
            if actor.mentions or said.get(key) or before.get(key) == actor
        ]
        if [actor.mentions for actor in present] != [actor.mentions for actor in self.analysis.actors]:
            present.sort(key=lambda actor: -len(actor.mentions))
        known = {actor.id for actor in present}
        quotes = [
            quote
            if quote.within is None or quote.within in self.quotes
            else msgspec.structs.replace(quote, within=None)
            for quote in self.quotes.values()
        ]
        return msgspec.structs.replace(
            self.analysis,
            mentions=tuple(
                mention if mention.actor_id is None or mention.actor_id in known
                else msgspec.structs.replace(mention, actor_id=None)
                for mention in sorted(self.mentions, key=lambda mention: mention.span)
            ),
            actors=tuple(present),
            quotes=tuple(sorted(quotes, key=lambda quote: (quote.start, quote.end))),
        )  # fmt: skip
