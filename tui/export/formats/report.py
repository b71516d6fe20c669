"""The JSON of ``sayso quotes``, ``actors`` and ``entities``: plain dicts, built from an analysis.

The keys are a contract that scripts and benchmarks rely on; offsets are code points into ``article.text``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from tui.domain.analysis import Actor, Analysis, Mention, Quote, QuoteKind
from tui.domain.article import Article, Span
from tui.domain.text.folding import fold

Json = dict[str, Any]


def article_head(article: Article) -> Json:
    """What the article is, with its text; ``address`` only of a copy that says where the article stands."""
    head = {
        "id": article.id,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "source": article.source,
        "text": article.text,
    }
    return head if article.address is None else head | {"address": article.address}


def article_object(
    article: Article,
    analysis: Analysis,
    *,
    speaker: str | None = None,
    kinds: Collection[QuoteKind | str] | None = None,
) -> Json:
    """One article with its quotes, actors and entities: a line of ``sayso quotes --format jsonl``.

    ``speaker`` keeps the quotes of that speaker only (see :func:`select`), ``kinds`` those of these kinds.
    The ``quotes`` of an actor name those of its quotes that are printed, so that every id can be looked up.
    """
    kept = select(article, analysis, speaker=speaker, kinds=kinds)
    names = {actor.id: actor.name for actor in analysis.actors}
    return {
        "article": article_head(article),
        "quotes": [quote_object(article, quote, names) for quote in kept],
        "actors": _actors(analysis.actors, kept),
        "entities": [_entity(mention) for mention in analysis.mentions],
    }


def actors_object(article: Article, analysis: Analysis) -> Json:
    """One article with its actors: a line of ``sayso actors --format jsonl``."""
    return {"article": article_head(article), "actors": _actors(analysis.actors, analysis.quotes)}


def entities_object(article: Article, analysis: Analysis) -> Json:
    """One article with its entities: a line of ``sayso entities --format jsonl``."""
    return {"article": article_head(article), "entities": [_entity(m) for m in analysis.mentions]}


def select(
    article: Article,
    analysis: Analysis,
    *,
    speaker: str | None = None,
    kinds: Collection[QuoteKind | str] | None = None,
) -> tuple[Quote, ...]:
    """The quotes of one speaker and of some kinds, in the order of the text.

    ``speaker`` is compared without regard to case and accents with the actor's id, name and aliases, and with
    the words that name the speaker beside the cue. All of its words have to stand in one of those, as whole
    words: "putin" finds Vladimir Putin, "art" does not find Bonaparte. Words of the actor's role may stand
    with those of the name: "President Putin".
    """
    wanted = None if kinds is None else {str(kind) for kind in kinds}
    actors = {actor.id: actor for actor in analysis.actors}
    words = (_words(speaker) or None) if speaker is not None else None
    matching = {a.id for a in analysis.actors if words is not None and _named(words, a)}

    def spoken(quote: Quote) -> bool:
        if words is None:
            return True
        if quote.actor_id in matching or any(other in matching for other in quote.also):
            return True
        actor = actors.get(quote.actor_id or "")
        if (actor is not None and actor.kind.named) or quote.speaker is None:
            return False
        return words <= _words(quote.speaker.of(article.text))

    return tuple(q for q in analysis.quotes if (wanted is None or str(q.kind) in wanted) and spoken(q))


def quote_object(article: Article, quote: Quote, names: dict[str, str]) -> Json:
    """One quote; ``names`` gives the name of each actor id."""
    return {
        "id": quote.id,
        "kind": str(quote.kind),
        "text": quote.text(article.text),
        "content": _pairs(quote.content),
        "cue": _pairs(quote.cue),
        "speaker": _pairs([quote.speaker]) if quote.speaker is not None else [],
        "actor": quote.actor_id,
        "name": names.get(quote.actor_id) if quote.actor_id is not None else None,
        "via": str(quote.via),
        "confidence": round(quote.confidence, 3),
    }


def _actors(actors: Iterable[Actor], quotes: Iterable[Quote]) -> list[Json]:
    spoken: dict[str, list[str]] = {}
    for quote in quotes:
        for actor_id in dict.fromkeys((quote.actor_id, *quote.also)):
            if actor_id is not None:
                spoken.setdefault(actor_id, []).append(quote.id)
    return [
        {
            "id": actor.id,
            "name": actor.name,
            "kind": str(actor.kind),
            "role": actor.role,
            "aliases": list(actor.aliases),
            "mentions": _pairs(actor.mentions),
            "quotes": spoken.get(actor.id, []),
        }
        for actor in actors
    ]


def _entity(mention: Mention) -> Json:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "label": mention.label,
        "actor": mention.actor_id,
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _named(words: frozenset[str], actor: Actor) -> bool:
    names = (actor.id.replace("-", " "), actor.id, actor.name, *actor.aliases)
    role = _words(actor.role or "")
    return any(words & called and words <= called | role for called in map(_words, names))


def _words(name: str) -> frozenset[str]:
    """The words of a name for comparing: without case, accents, possessives, outer punctuation."""
    stripped = (word.strip("'-,.;:()") for word in fold(name).split())
    return frozenset(word.removesuffix("'s") for word in stripped if word)
