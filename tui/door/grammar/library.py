"""``library``: the list of what was read, and the care of its file."""

from __future__ import annotations

import argparse

from tui.door.grammar.shared import FORMATS, Parents, Subparsers, count

ARTICLE = "an article's id, or its source"


def add(commands: Subparsers, shared: Parents) -> None:
    """Add this command. ``shared``: the options that hold everywhere."""
    library = commands.add_parser("library", help="the library: what was read and noted", parents=shared)
    actions = library.add_subparsers(dest="action", metavar="ACTION")
    library.set_defaults(action="list", format="table")
    listing = actions.add_parser("list", help="what was read, latest first", parents=shared)
    listing.add_argument("--format", choices=FORMATS, default="table")
    search = actions.add_parser("search", help="the notes that hold all words", parents=shared)
    search.add_argument("query", nargs="+", metavar="QUERY", help="words, or #tag")
    search.add_argument("--format", choices=FORMATS, default="table")
    telling = actions.add_parser(
        "stories", help="kept articles that tell the same story, and who is quoted in which", parents=shared
    )
    telling.add_argument("--format", choices=FORMATS, default="table")
    actions.add_parser("check", help="look for damage", parents=shared)
    actions.add_parser("repair", help="mend what can be mended", parents=shared)
    backup = actions.add_parser("backup", help="keep a copy now", parents=shared)
    backup.add_argument("file", nargs="?", metavar="FILE", help="where to (default: beside the library)")
    restore = actions.add_parser("restore", help="go back to a backup", parents=shared)
    restore.add_argument("file", nargs="?", metavar="FILE", help="which one (default: the newest good one)")
    removing = actions.add_parser(
        "remove", help="remove kept articles with all their versions", parents=shared
    )
    removing.add_argument("articles", nargs="+", metavar="ARTICLE", help=ARTICLE)
    actions.add_parser("undo", help="bring back what was removed last", parents=shared)
    actions.add_parser("clear-removed", help="throw removed articles away for good", parents=shared)
    analysing = actions.add_parser(
        "analyse", help="analyse the kept articles that were not analysed", parents=shared
    )
    analysing.add_argument("articles", nargs="*", metavar="ARTICLE", help=f"{ARTICLE}; none: all")
    analysing.add_argument("--jobs", type=count, metavar="N", help="processes (default: one a core)")
    analysing.add_argument("--gently", action="store_true", help=argparse.SUPPRESS)
    analysing.set_defaults(cache=True)
    exporting = actions.add_parser(
        "export-all", help="write every article with its analysis and notes into one file", parents=shared
    )
    exporting.add_argument("file", metavar="FILE", help="where to, or - for standard output")
    importing = actions.add_parser("import-all", help="take in what export-all has written", parents=shared)
    importing.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    actions.add_parser("size", help="how large library and cache are", parents=shared)
    actions.add_parser("clear-cache", help="throw the kept analyses away", parents=shared)
