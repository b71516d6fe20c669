"""Corrections of actors: several who are one, one who is two, and one of another name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.domain.analysis import Actor, Quote
from tui.domain.annotation import ActorIsCalled, ActorIsTwo, ActorsAreOne, Correction
from tui.domain.codes import ActorKind, Via
from tui.domain.corrections.revision import Revision
from tui.domain.text.folding import fold


def unite_actors(revision: Revision, correction: Correction) -> bool:
    """Actors who are one: the first name's id and name stay. Through one in common, unions join up."""
    if not isinstance(correction.right, ActorsAreOne):
        return False
    names = correction.right.names
    found = {actor.id: actor for name in names if (actor := revision.actor_named(name)) is not None}
    if len(found) < 2:  # they are one already, if all the names lead to the same
        return (
            bool(found) and all(revision.actor_named(name) is not None for name in names) and len(names) > 1
        )
    kept, *others = found.values()
    merged = {other.id for other in others}
    revision.actors[kept.id] = _united(kept, others)
    for key in merged:
        del revision.actors[key]
    revision.mentions = [
        msgspec.structs.replace(mention, actor_id=kept.id) if mention.actor_id in merged else mention
        for mention in revision.mentions
    ]
    revision.readdress(lambda actor_id, _: kept.id if actor_id in merged else actor_id)
    return True


def _united(kept: Actor, others: Sequence[Actor]) -> Actor:
    """One actor with all the names and mentions; role and affiliation of the first that has one."""
    aliases = dict.fromkeys((*kept.aliases, *(alias for one in others for alias in (one.name, *one.aliases))))
    aliases.pop(kept.name, None)
    return msgspec.structs.replace(
        kept,
        role=kept.role or next((one.role for one in others if one.role), None),
        affiliation=kept.affiliation or next((one.affiliation for one in others if one.affiliation), None),
        aliases=tuple(aliases),
        mentions=tuple(sorted({span for one in (kept, *others) for span in one.mentions})),
        edited=True,
    )


def divide_actor(revision: Revision, correction: Correction) -> bool:
    """An actor who is two: the mentions by the other's names go to the other, and the quotes said by them."""
    if not isinstance(correction.right, ActorIsTwo):
        return False
    actor = revision.actor_named(correction.right.name)
    names = [name.strip() for name in correction.right.aliases if name.strip()]
    if actor is None or not names:
        return False
    wanted = {fold(name) for name in names}
    moved = tuple(span for span in actor.mentions if fold(span.of(revision.text)) in wanted)
    if not moved or fold(actor.name) in wanted:
        # Already divided, by this very correction say: then there is nothing left to do.
        return fold(actor.name) not in wanted and revision.actor_named(names[0]) not in (None, actor)
    other = revision.new_actor(names[0], actor.kind, moved)
    revision.actors[other.id] = msgspec.structs.replace(other, aliases=tuple(dict.fromkeys(names[1:])))
    revision.actors[actor.id] = msgspec.structs.replace(
        actor,
        aliases=tuple(alias for alias in actor.aliases if fold(alias) not in wanted),
        mentions=tuple(span for span in actor.mentions if span not in moved),
        edited=True,
    )
    spans = set(moved)
    revision.mentions = [
        msgspec.structs.replace(mention, actor_id=other.id)
        if mention.actor_id == actor.id and mention.span in spans
        else mention
        for mention in revision.mentions
    ]

    def who(actor_id: str, quote: Quote) -> str:
        if actor_id != actor.id or quote.speaker is None:
            return actor_id
        if any(span.overlaps(quote.speaker) for span in moved):
            return other.id
        if quote.via in (Via.PRONOUN, Via.DESCRIPTION):
            # A pronoun means whichever of the two was named last before it.
            before = [span for span in actor.mentions if span.end <= quote.speaker.start]
            if before and before[-1] in spans:
                return other.id
        return actor_id

    revision.readdress(who)
    return True


def rename_actor(revision: Revision, correction: Correction) -> bool:
    """An actor of another name: id, mentions and quotes stay, the name it had becomes an alias.

    Who had none is taken for a person, as whoever is new by a correction.
    """
    if not isinstance(correction.right, ActorIsCalled):
        return False
    called = " ".join(correction.right.called.split())
    actor = revision.actor_named(correction.right.name)
    other = revision.actor_named(called)
    if actor is None or not called or other not in (None, actor):
        return False
    aliases = dict.fromkeys((*actor.aliases, actor.name, correction.right.name))
    aliases.pop(called, None)
    revision.actors[actor.id] = msgspec.structs.replace(
        actor,
        name=called,
        kind=ActorKind.PERSON if actor.kind is ActorKind.UNNAMED else actor.kind,
        aliases=tuple(aliases),
        edited=True,
    )
    return True
