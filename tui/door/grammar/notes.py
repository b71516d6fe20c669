"""``note``, ``bookmark`` and ``notes``: what the reader marks."""

from __future__ import annotations

from tui.domain.codes import Colour
from tui.door.grammar.shared import FORMATS, SOURCE, Parents, Parser, Subparsers


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    note = commands.add_parser("note", help="write a note on a passage", parents=shared)
    adding = note.add_subparsers(dest="action", required=True, metavar="add").add_parser(
        "add", help="add a note", parents=shared
    )
    _add_passage(adding)
    adding.add_argument("--text", metavar="WORDS", default="", help="the note, in Markdown")
    adding.add_argument(
        "--tag", action="append", dest="tags", default=[], metavar="T", help="a tag; may be repeated"
    )
    adding.add_argument(
        "--colour", choices=[colour.value for colour in Colour], help="highlight the passage in this colour"
    )
    bookmark = commands.add_parser("bookmark", help="bookmark a passage", parents=shared)
    adding = bookmark.add_subparsers(dest="action", required=True, metavar="add").add_parser(
        "add", help="add a bookmark", parents=shared
    )
    _add_passage(adding)
    notes = commands.add_parser(
        "notes",
        help="bookmarks, highlights and notes, of one article or of all",
        parents=shared,
    )
    notes.add_argument("source", nargs="?", metavar="SOURCE", help=SOURCE)
    notes.add_argument("--format", choices=FORMATS, default="table")


def _add_passage(parser: Parser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    parser.add_argument(
        "--quote", required=True, metavar="PASSAGE", help="the passage, in the article's words"
    )
