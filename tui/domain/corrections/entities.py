"""Corrections of entities: another label, a name that was missed, or no name at all."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.domain.analysis import Mention
from tui.domain.annotation import Correction, EntityIs
from tui.domain.article import Span
from tui.domain.codes import ActorKind
from tui.domain.corrections.revision import Revision
from tui.domain.text.folding import fold

_KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "GPE": ActorKind.PLACE,
    "LOC": ActorKind.PLACE,
    "FAC": ActorKind.PLACE,
    "NORP": ActorKind.GROUP,
}
"""What an actor is whose names have this label. Nothing of another label is one."""


def correct_entity(revision: Revision, correction: Correction) -> bool:
    """Make the passage an entity of the label given, or none; False if there is nothing to correct."""
    if not isinstance(correction.right, EntityIs):
        return False
    span = revision.place(correction.anchor)
    if span is None:
        return False
    there = [mention for mention in revision.mentions if mention.span.overlaps(span)]
    label = correction.right.label.strip().upper()
    if label:
        _label(revision, span, label, there)
        return True
    for mention in [mention for mention in there if mention.span == span] or there:
        revision.mentions.remove(mention)
        _forget(revision, mention)
    return bool(there)


def _label(revision: Revision, span: Span, label: str, there: Iterable[Mention]) -> None:
    """Put one mention in the place of those that overlap with the span; its actor stays the same."""
    before: Mention | None = None
    for mention in there:
        revision.mentions.remove(mention)
        if mention.span == span:
            before = before or mention
        else:
            _forget(revision, mention)
    revision.mentions.append(Mention(span, label, _actor_after(revision, before, label)))


def _actor_after(revision: Revision, before: Mention | None, label: str) -> str | None:
    """The id of the actor that a mention goes on to mean under another label; its kind may change with it."""
    if before is None:
        return None
    actor, kind = revision.actors.get(before.actor_id or ""), _KINDS.get(label)
    if actor is None:
        return before.actor_id
    if kind is None:  # a date, say, is nobody
        _forget(revision, before)
        return None
    if kind != actor.kind and len(actor.mentions) == 1:
        revision.actors[actor.id] = msgspec.structs.replace(actor, kind=kind, edited=True)
    return before.actor_id


def _forget(revision: Revision, mention: Mention) -> None:
    """Take a mention from its actor; one who is left without any has none to be seen by."""
    actor = revision.actors.get(mention.actor_id or "")
    if actor is None:
        return
    left = tuple(span for span in actor.mentions if span != mention.span)
    aliases = tuple(
        alias
        for alias in actor.aliases
        if alias != mention.span.of(revision.text) or _names(revision, left, alias)
    )
    revision.actors[actor.id] = msgspec.structs.replace(actor, mentions=left, aliases=aliases, edited=True)


def _names(revision: Revision, spans: Iterable[Span], alias: str) -> bool:
    return any(fold(span.of(revision.text)) == fold(alias) for span in spans)
