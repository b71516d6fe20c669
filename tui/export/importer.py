"""Annotations from files: our own JSON, W3C Web Annotations, exports of Hypothesis, wallabag and Readwise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any

import msgspec

from tui.domain.annotation import Annotation, Reading
from tui.domain.decoding import converted
from tui.domain.errors import ExportError
from tui.domain.records import reading_of
from tui.export.foreign import Foreign, article_id_of, by_target, from_hypothesis, from_web_annotation
from tui.export.formats.own import FORMAT, VERSION
from tui.export.identity import identified, is_dated, named, saying
from tui.export.selectors import UNKNOWN
from tui.export.services import BY_TITLE, table_rows, wallabag_rows

_TAKEN = (
    "sayso takes in its own JSON, W3C Web Annotations, JSON or CSV of Hypothesis, JSON of wallabag and CSV "
    "of Readwise"
)
_UNKNOWN_TITLE = "of titles that no article here has: --article SOURCE names it"
_SHARED_TITLE = "of titles that several articles have: --article SOURCE names one"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held. ``left_out`` counts what is no annotation of ours, under the reason why.

    ``undated`` are the ids of those that do not say when they were made or changed.
    """

    annotations: tuple[Annotation, ...]
    readings: tuple[Reading, ...]
    left_out: dict[str, int] = field(default_factory=dict)
    undated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """What of an import is new to a library (``added``) and what is newer than what it has.

    ``known`` counts what it has just so, ``older`` what it has in a version that is not older, ``undated``
    what it has otherwise while nobody knows which of the two is the later one.
    """

    added: tuple[Annotation, ...]
    newer: tuple[Annotation, ...]
    known: int = 0
    older: int = 0
    undated: int = 0


def read_annotations(text: str, *, identify: Callable[[str], str] = article_id_of) -> Imported:
    """The annotations in an exported file, whichever kind it is of.

    ``identify`` gives the article's id for a source (an address, a file's URI or a path). Lines of JSON
    are read as a list. Raises ExportError with one clear sentence.
    """
    text = text.removeprefix("\ufeff").strip()
    table = table_rows(text)
    data = {"rows": table} if table is not None else _parsed(text)
    if isinstance(data, dict) and data.get("format") == FORMAT:
        return _own(data)
    if isinstance(data, dict) and "meta" in data and isinstance(data.get("annotations"), dict):
        raise ExportError(
            "This is a library itself: “sayso --library FILE export --format json” writes what import takes."
        )
    label = data.get("label") if isinstance(data, dict) else None
    foreign = Foreign(identify, label if isinstance(label, str) else None)
    rows, hypothesis = _rows(data)
    read = from_hypothesis if hypothesis else from_web_annotation
    if not hypothesis:
        rows = [one for row in rows for one in by_target(row)]
    annotations: list[Annotation] = []
    undated: set[str] = set()
    left_out: Counter[str] = Counter()
    for row in rows:
        found = read(row, foreign) if isinstance(row, dict) else UNKNOWN
        if isinstance(found, str):
            left_out[found] += 1
            continue
        annotations.append(identified(found))
        if not is_dated(row):
            undated.add(annotations[-1].id)
    if not rows:
        raise _empty(data)
    return Imported(tuple(annotations), tuple(foreign.readings.values()), dict(left_out), frozenset(undated))


def onto(came: Imported, article_id: str) -> Imported:
    """What came, all of it on one article: for a file that names its articles otherwise, or none.

    Their ids become others, the same at each import: what is on another article already stays there.
    """
    there = tuple(
        msgspec.structs.replace(one, article_id=article_id, id=named(f"{article_id} {one.id}"))
        for one in came.annotations
    )
    undated = frozenset(named(f"{article_id} {key}") for key in came.undated)
    return replace(came, annotations=there, readings=(), undated=undated)


def knows_titles_alone(came: Imported) -> bool:
    """Whether some of what came names its article by a title."""
    return any(reading.source.startswith(BY_TITLE) for reading in came.readings)


def by_title(came: Imported, known: Iterable[tuple[str, str]]) -> Imported:
    """What came, on the articles whose titles it names; ``known`` are ids with titles.

    What is on a title that no article has, or several have, is left out.
    """
    ids: dict[str, set[str]] = {}
    for article_id, title in known:
        ids.setdefault(_as_title(title), set()).add(article_id)
    found = {
        reading.article_id: ids.get(_as_title(reading.title), set())
        for reading in came.readings
        if reading.source.startswith(BY_TITLE)
    }
    left_out = Counter(came.left_out)
    there: list[Annotation] = []
    for one in came.annotations:
        among = found.get(one.article_id, {one.article_id})
        if len(among) == 1:
            there.append(msgspec.structs.replace(one, article_id=next(iter(among))))
        else:
            left_out[_SHARED_TITLE if among else _UNKNOWN_TITLE] += 1
    readings = tuple(one for one in came.readings if one.article_id not in found)
    return replace(came, annotations=tuple(there), readings=readings, left_out=dict(left_out))


def _as_title(words: str) -> str:
    return " ".join(words.split()).casefold()


def merge(
    existing: Iterable[Annotation], incoming: Iterable[Annotation], undated: Container[str] = ()
) -> Merged:
    """Sort what comes in: nothing is added twice, and of two versions the one modified later wins.

    An annotation is known if its id is, or if the library has one on the same passage of the same article
    that says the same. (Two such in one file were two where they come from, and stay so.) Where both
    versions were modified in the same second, or the incoming one (its id in ``undated``) does not say when,
    the library's stays: it may have been edited since.
    """
    by_id = {annotation.id: annotation for annotation in existing}
    said = {saying(annotation) for annotation in by_id.values()}
    added: dict[str, Annotation] = {}
    newer: dict[str, Annotation] = {}
    known = older = unsure = 0
    for annotation in incoming:
        before = by_id.get(annotation.id)
        if before is None and saying(annotation) in said:
            known += 1
        elif before is None:
            added[annotation.id] = by_id[annotation.id] = annotation
        elif before == annotation:
            known += 1
        elif annotation.id in undated:
            if saying(before) == saying(annotation):
                known += 1
            else:
                unsure += 1
        elif annotation.modified <= before.modified:
            older += 1
        else:
            # One that came twice, the second time in a later version, is added once.
            (added if annotation.id in added else newer)[annotation.id] = annotation
            by_id[annotation.id] = annotation
    return Merged(tuple(added.values()), tuple(newer.values()), known, older, unsure)


def _empty(data: Any) -> ExportError:
    """Why there are no annotations in what was read."""
    if isinstance(data, dict) and isinstance(data.get("first"), str):
        return ExportError("This collection only says where its first page is: import that page.")
    return ExportError(f"This file holds no annotations: {_TAKEN}.")


def _parsed(text: str) -> Any:
    if not text:
        raise ExportError("This file is empty: there are no annotations in it.")
    try:
        return json.loads(text)
    except RecursionError:
        raise ExportError("This file is nested too deeply to be an export of annotations.") from None
    except ValueError as error:
        first = error
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        where = f" (line {first.lineno})" if isinstance(first, json.JSONDecodeError) else ""
        raise ExportError(f"This file is not JSON{where}: {_TAKEN}.") from None


def _own(data: dict[str, Any]) -> Imported:
    version = data.get("version")
    if not isinstance(version, int):
        raise ExportError("This export does not say its version: it is damaged.")
    if version > VERSION:
        raise ExportError(
            f"This export was written by a newer sayso (version {version}): update sayso first."
        )
    rows = data.get("annotations", [])
    if isinstance(rows, list):  # without an id a new one would be made up at each import
        rows = [{**row, "id": row.get("id") or ""} if isinstance(row, dict) else row for row in rows]
    try:
        annotations = converted(rows, tuple[Annotation, ...])
        readings = [reading_of(row) for row in converted(data.get("readings", []), list[dict[str, Any]])]
    except msgspec.ValidationError as error:
        raise ExportError(f"This export is damaged: {error}.") from None
    annotations = tuple(_sound(identified(annotation)) for annotation in annotations)
    undated = {one.id for one, row in zip(annotations, rows, strict=True) if not is_dated(row)}
    article = data.get("article")
    if isinstance(article, dict):
        readings.append(_reading(data, article))
    return Imported(annotations, tuple(readings), undated=frozenset(undated))


def _sound(annotation: Annotation) -> Annotation:
    """The annotation with its dates in UTC, as everything compares them. Raises ExportError for no span."""
    anchor = annotation.anchor
    if not 0 <= anchor.start <= anchor.end < 2**53:
        raise ExportError("This export is damaged: an annotation's passage ends before it begins.")
    try:
        created, modified = (
            (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
            for when in (annotation.created, annotation.modified)
        )
    except OverflowError:
        raise ExportError("This export is damaged: an annotation's date is beyond the calendar.") from None
    return msgspec.structs.replace(annotation, created=created, modified=modified)


def _reading(data: dict[str, Any], article: dict[str, Any]) -> Reading:
    try:
        return converted(
            {
                "article_id": article["id"],
                "source": article["source"],
                "title": article["title"],
                "byline": article.get("byline"),
                "published": article.get("published"),
                "text_hash": data.get("text_hash") or "",
                "length": len(article.get("text") or ""),
            },
            Reading,
        )
    except (KeyError, TypeError, msgspec.ValidationError):
        raise ExportError("This export is damaged: it does not say which article it is of.") from None


def _rows(data: Any) -> tuple[list[Any], bool]:
    """The single annotations, and whether they are of Hypothesis or in the shape of its own.

    Its API answers with ``rows``; its client exports ``annotations`` beside an ``export_date``.
    """
    entries = wallabag_rows(data)
    if entries is not None:
        return entries, True
    if isinstance(data, dict):
        if isinstance(data.get("rows"), list):
            return data["rows"], True
        if "export_date" in data and isinstance(data.get("annotations"), list):
            return data["annotations"], True
    rows = _items(data)
    return rows, any(isinstance(row, dict) and "uri" in row and "user" in row for row in rows)


def _items(data: Any) -> list[Any]:
    """The annotations of a collection, a page, an array of any of these, or a single one."""
    found: list[Any] = []
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            for inner in ("first", "items", "@graph"):
                if isinstance(value.get(inner), dict | list):
                    waiting.append(value[inner])
                    break
            else:
                if "target" in value:
                    found.append(value)
    return found
