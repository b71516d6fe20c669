"""``sayso note add``, ``bookmark add`` and ``notes``: what the reader adds to articles."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tui.domain.annotation import Annotation, Bookmark, Colour, Highlight, Note, Reading, tags_in
from tui.domain.text.phrases import in_marks, shortened
from tui.door.articles import load
from tui.door.output import say, show_objects
from tui.door.tables import Cell, Table, words, writer

if TYPE_CHECKING:
    from tui.domain.article import Article
    from tui.domain.ports import Library
    from tui.library.library import TinyLibrary

_COLUMNS = (
    "id",
    "kind",
    "article",
    "passage",
    "note",
    "tags",
    "colour",
    "start",
    "end",
    "created",
    "modified",
    "source",
)


def run(arguments: argparse.Namespace) -> int:
    """Add or list annotations. Raises SaysoError."""
    if arguments.command == "notes":
        return _list(arguments)
    return _add(arguments)


def open_library(path: str | None, *, changing: bool = False) -> TinyLibrary:
    """The library, its notice said on standard error. Raises LibraryError.

    With ``changing`` one that can only be read is refused in one line, not announced and then refused.
    """
    from tui.library.library import TinyLibrary

    library = TinyLibrary(path)
    if changing:
        library.writable()
    if library.notice:
        say(library.notice)
    return library


def _add(arguments: argparse.Namespace) -> int:
    from tui.domain.anchoring.anchors import find_passage, make_anchor

    article = load_kept(arguments)
    anchor = make_anchor(article.text, find_passage(article.text, arguments.quote))
    library = open_library(arguments.library, changing=True)
    annotation: Annotation
    if arguments.command == "bookmark":
        annotation = Bookmark(article_id=article.id, anchor=anchor)
        done = "bookmarked"
    else:
        colour = Colour(arguments.colour) if arguments.colour else None
        text = _whole(arguments.text)
        tags = tuple(dict.fromkeys((*tags_in(text), *filter(None, map(_tag, arguments.tags)))))
        if colour is not None and not text:
            annotation = Highlight(article_id=article.id, anchor=anchor, colour=colour, tags=tags)
            done = "highlighted"
        else:
            annotation = Note(article_id=article.id, anchor=anchor, body=text, tags=tags, colour=colour)
            done = "noted"
    with library.together():
        keep_article(library, article)
        library.add(annotation)
    if not arguments.quiet:
        say(f"{done}: {in_marks(shortened(anchor.exact, 60))}")
    return 0


def _tag(words: str) -> str:
    """A tag as it is kept and found by ``#tag``: without its #, in one word."""
    return "-".join(_whole(words).lstrip("#").split())


def _whole(words: str) -> str:
    """Words with a replacement character for what was no UTF-8 on the command line."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def load_kept(arguments: argparse.Namespace) -> Article:
    """The article that is written about, its text kept if it has no file. Raises SourceError."""
    if arguments.source != "-" and "://" not in arguments.source:
        return load(arguments.source, clean=arguments.clean)
    from tui.door.loader import KeepingLoader

    return KeepingLoader(arguments.library).load(arguments.source, clean=arguments.clean)


def keep_article(library: Library, article: Article) -> None:
    """Put an article on the list of what was read: a note needs a title to be found by."""
    if library.reading(article.id) is None:
        library.keep_reading(
            Reading(
                article_id=article.id,
                source=article.source,
                title=article.title,
                byline=article.byline,
                published=article.published,
                text_hash=article.text_hash,
                length=len(article.text),
            )
        )


def _list(arguments: argparse.Namespace) -> int:
    library = open_library(arguments.library)
    article = load(arguments.source, clean=arguments.clean) if arguments.source else None
    found = library.annotations(article.id if article is not None else None)
    print_annotations(found, library, arguments.format)
    return 0


def print_annotations(annotations: Sequence[Annotation], library: Library, form: str) -> None:
    """Annotations across articles on standard output, as a table, JSON, CSV or Markdown."""
    readings = {reading.article_id: reading for reading in library.readings()}
    if form in ("json", "jsonl"):
        show_objects((annotation_object(annotation, readings) for annotation in annotations), form)
        return
    writer(form)(annotations_table(annotations, readings))


def annotation_object(annotation: Annotation, readings: dict[str, Reading]) -> dict[str, Any]:
    """An annotation with its article's title and source, as plain JSON values."""
    import msgspec

    reading = readings.get(annotation.article_id)
    body: dict[str, Any] = msgspec.to_builtins(annotation)
    return {
        "article": {
            "id": annotation.article_id,
            "title": reading.title if reading else None,
            "source": reading.source if reading else None,
        },
        **{key: value for key, value in body.items() if key != "article_id"},
    }


def annotations_table(annotations: Iterable[Annotation], readings: dict[str, Reading]) -> Table:
    """A row an annotation, with the title and source of its article."""
    from tui.domain.labels.annotations import (
        annotation_body,
        annotation_colour,
        annotation_kind,
        annotation_tags,
    )

    rows: list[tuple[Cell, ...]] = []
    for note in annotations:
        reading = readings.get(note.article_id)
        rows.append(
            (
                note.id,
                annotation_kind(note),
                reading.title if reading else note.article_id,
                note.anchor.exact,
                annotation_body(note),
                " ".join(f"#{tag}" for tag in annotation_tags(note)),
                annotation_colour(note),
                note.anchor.start,
                note.anchor.end,
                note.created.isoformat(),
                note.modified.isoformat(),
                reading.source if reading else None,
            )
        )
    return Table(
        "Notes",
        ("entry", "entries"),
        _COLUMNS,
        rows,
        ("kind", "article", "passage", "note", "tags"),
        _sentence,
    )


def _sentence(row: dict[str, Cell]) -> str:
    from tui.export.formats.note_markdown import note_markdown

    entry = f"- {in_marks(words(row['passage']))} ({row['kind']}, {words(row['article'])})"
    said = str(row["note"] or "")
    # What a note says with its own # is not said again behind it.
    tags = [tag for tag in str(row["tags"] or "").split() if tag.casefold() not in said.casefold().split()]
    if tags:
        entry += f" {words(' '.join(tags))}"
    if row["kind"] == "note" and said:
        body = note_markdown(said, words)
        return "\n".join([entry, "", *(f"  {line}".rstrip() for line in body.split("\n")), ""])
    return f"{entry}: {words(said)}" if said else entry
