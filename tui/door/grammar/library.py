"""``library``: the list of what was read, and the care of its file."""

from __future__ import annotations

from tui.door.grammar.shared import FORMATS, Parents, Subparsers


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
    actions.add_parser("check", help="look for damage", parents=shared)
    actions.add_parser("repair", help="mend what can be mended", parents=shared)
    backup = actions.add_parser("backup", help="keep a copy now", parents=shared)
    backup.add_argument("file", nargs="?", metavar="FILE", help="where to (default: beside the library)")
    restore = actions.add_parser("restore", help="go back to a backup", parents=shared)
    restore.add_argument("file", nargs="?", metavar="FILE", help="which one (default: the newest good one)")
    actions.add_parser("size", help="how large library and cache are", parents=shared)
    actions.add_parser("clear-cache", help="throw the kept analyses away", parents=shared)
