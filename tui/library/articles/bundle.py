"""Everything in one file, and back: a line of JSON for each version of an article, note, reading, decision.

The first line says what the file is. Nothing in such a file is trusted: what is not whole or not safe is
left out and counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation, Reading
from tui.domain.article import Article, text_hash
from tui.domain.decisions import Decision
from tui.domain.decoding import converted
from tui.domain.errors import ExportError
from tui.domain.records import annotation_of, decision_of, reading_of
from tui.domain.text.json_text import json_text
from tui.library.articles import files
from tui.library.articles.files import Stored
from tui.library.articles.store import SHARDS, ArticleStore
from tui.library.library import TinyLibrary

_HEAD = {"sayso": "everything kept", "version": 1}
_NOT_OURS = "This is no file that “sayso library export-all” has written."


class TakenIn(msgspec.Struct):
    """How many of each were taken in, and how many lines could not be understood."""

    versions: int = 0
    annotations: int = 0
    readings: int = 0
    decisions: int = 0
    left_out: int = 0


def lines(store: ArticleStore, library: TinyLibrary | None) -> Iterator[str]:
    """The lines of the file, without their ends. Raises LibraryError."""
    yield json_text(_HEAD)
    for shard in SHARDS:
        for article_id, short in store.shard(shard):
            stored = store.read(store.path(article_id, short))
            if stored is None:
                continue
            analysis = store.analysis(article_id, short)
            yield json_text(
                {
                    "article": msgspec.to_builtins(stored.article),
                    "seen": stored.seen,
                    "last_seen": stored.last_seen,
                    "analysis": None if analysis is None else msgspec.to_builtins(analysis),
                }
            )
    if library is not None:
        for annotation in library.annotations():
            yield json_text({"annotation": msgspec.to_builtins(annotation)})
        for reading in library.readings():
            yield json_text({"reading": msgspec.to_builtins(reading)})
        for decision in library.decisions():
            yield json_text({"decision": msgspec.to_builtins(decision)})


def take_in(source: Iterable[str], store: ArticleStore, library: TinyLibrary) -> TakenIn:
    """Keep what the lines of such a file hold beside what is kept already, which wins where both differ.

    Raises ExportError for another kind of file, and LibraryError where nothing can be kept.
    """
    taken = TakenIn()
    annotations: list[Annotation] = []
    readings: list[Reading] = []
    decisions: list[Decision] = []
    given = iter(source)
    head = _value(next(given, ""))
    if not isinstance(head, dict) or head.get("sayso") != _HEAD["sayso"]:
        raise ExportError(_NOT_OURS)
    if head.get("version") != _HEAD["version"]:
        raise ExportError("This file was written by a newer version of sayso: bring this one up to date.")
    for line in given:
        if not line.strip():
            continue
        value = _value(line)
        try:
            if not isinstance(value, dict):
                raise ValueError("no object")
            if "article" in value:
                _take_version(value, store)
                taken.versions += 1
            elif "annotation" in value:
                annotations.append(annotation_of(value["annotation"]))
            elif "decision" in value:
                decisions.append(decision_of(value["decision"]))
            else:
                readings.append(reading_of(value["reading"]))
        except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError):
            taken.left_out += 1
    there = {one.id for one in library.annotations()}
    new = [one for one in annotations if one.id not in there]
    known = {one.article_id for one in library.readings()}
    unread = [one for one in readings if one.article_id not in known]
    decided = {one.id for one in library.decisions()}
    undecided = [one for one in decisions if one.id not in decided]
    with library.together():
        library.add(*new)
        library.keep_readings(unread)
        library.decide(*undecided)
    taken.annotations, taken.readings, taken.decisions = len(new), len(unread), len(undecided)
    return taken


def _take_version(value: dict[str, Any], store: ArticleStore) -> None:
    article = converted(value["article"], Article)
    if not files.is_id(article.id) or article.text_hash != text_hash(article.text):
        raise ValueError("not what it says")
    seen, last_seen = (_moment(value[name]) for name in ("seen", "last_seen"))
    analysis = None
    if value.get("analysis") is not None:
        analysis = converted(value["analysis"], Analysis)
        if analysis.text_hash != article.text_hash:
            raise ValueError("the analysis is of another text")
    store.take_in(Stored(article, seen, last_seen), analysis)


def _moment(value: object) -> str:
    from datetime import datetime

    if not isinstance(value, str):
        raise ValueError("no moment")
    datetime.fromisoformat(value)
    return value


def _value(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
