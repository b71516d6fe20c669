"""Annotations, readings, decisions as files hold them: each is accepted, repaired if it can be, or refused.

Files are changed by hand, by other programs and by accident. A date without a zone is taken for UTC, one at
an end of the calendar is moved into it (in another zone it would lie beyond), a position is brought into what
text can have. What is none at all raises, and whoever reads the file keeps it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from tui.domain.annotation import Anchor, Annotation, ContentIs, Correction, Reading
from tui.domain.decisions import Decision
from tui.domain.decoding import converted
from tui.domain.feeds import ReadItems, Subscription

FARTHEST = 2**53
"""Code points: what JSON's numbers hold exactly, and more than any text has."""
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
Struct = TypeVar("Struct", bound=msgspec.Struct)


def annotation_of(document: Mapping[str, Any]) -> Annotation:
    """An annotation as it is kept in a file. Raises msgspec.ValidationError for what is none."""
    return sound_annotation(converted(document, Annotation))


def reading_of(document: Mapping[str, Any]) -> Reading:
    """A reading as it is kept in a file.

    A value that cannot be (no number, not a number, of another type) leaves its own field as if it were not
    there, and the others as they are. Raises msgspec.ValidationError without an article, a source or a title.
    """
    try:
        return sound_reading(converted(document, Reading))
    except msgspec.ValidationError:
        sound = {
            field.name: document[field.name]
            for field in msgspec.structs.fields(Reading)
            if field.name in document and (field.required or _is_of(document[field.name], field.type))
        }
        return sound_reading(converted(sound, Reading))


def decision_of(document: Mapping[str, Any]) -> Decision:
    """A decision about people as it is kept in a file. Raises msgspec.ValidationError for what is none."""
    decision: Decision = converted(document, Decision)
    created = _moment(decision.created)
    return decision if created is decision.created else replace(decision, created=created)


def subscription_of(document: Mapping[str, Any]) -> Subscription:
    """A feed that was subscribed to, as it is kept. Raises msgspec.ValidationError for what is none."""
    subscription: Subscription = converted(document, Subscription)
    if not subscription.id or not subscription.address:
        raise msgspec.ValidationError("a feed without an address")
    return replace(subscription, added=_moment(subscription.added))


def read_items_of(document: Mapping[str, Any]) -> ReadItems:
    """Which items of a feed were read, as it is kept. Raises msgspec.ValidationError for what is none."""
    marks: ReadItems = converted(document, ReadItems)
    return replace(marks, marked=_moment(marks.marked))


def sound_annotation(annotation: Annotation) -> Annotation:
    """The annotation itself if all is well with its dates and positions."""
    created, modified = _moment(annotation.created), _moment(annotation.modified)
    anchor = _anchor(annotation.anchor)
    if (
        created is not annotation.created
        or modified is not annotation.modified
        or anchor is not annotation.anchor
    ):
        annotation = replace(annotation, created=created, modified=modified, anchor=anchor)
    if isinstance(annotation, Correction) and isinstance(annotation.right, ContentIs):
        content = tuple(map(_anchor, annotation.right.content))
        if content != annotation.right.content:
            annotation = replace(annotation, right=ContentIs(content))
    return annotation


def sound_reading(reading: Reading) -> Reading:
    """The reading itself if all is well with its date and its numbers."""
    numbers = {
        name: _within(value)
        for name in ("position", "reached", "length", "quotes", "actors")
        if (value := getattr(reading, name)) is not None and not 0 <= value <= FARTHEST
    }
    opened = _moment(reading.opened)
    if not numbers and opened is reading.opened:
        return reading
    return replace(reading, opened=opened, **numbers)


def _is_of(value: object, type: Any) -> bool:
    try:
        converted(value, type)
    except msgspec.ValidationError:
        return False
    return True


def _moment(when: datetime) -> datetime:
    """The moment in UTC."""
    if when.tzinfo is UTC and _FIRST <= when <= _LAST:
        return when
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    try:
        return min(max(when.astimezone(UTC), _FIRST), _LAST)
    except OverflowError:
        return _FIRST if when.year == 1 else _LAST


def _anchor(anchor: Anchor) -> Anchor:
    if 0 <= anchor.start <= anchor.end <= FARTHEST:
        return anchor
    start = _within(anchor.start)
    return replace(anchor, start=start, end=max(_within(anchor.end), start))


def _within(number: int) -> int:
    return min(max(number, 0), FARTHEST)
