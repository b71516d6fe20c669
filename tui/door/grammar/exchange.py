"""``export`` and ``import``: out of the library, and back."""

from __future__ import annotations

from tui.domain.labels.formats import EXPORT_FORMATS
from tui.door.grammar.shared import SOURCE, Parents, Subparsers


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    export = commands.add_parser(
        "export", help="write an article out with its quotes and notes", parents=shared
    )
    export.add_argument(
        "source", nargs="?", metavar="SOURCE", help=f"{SOURCE}; none: the whole library, as JSON"
    )
    export.add_argument(
        "--format",
        choices=tuple(EXPORT_FORMATS),
        help="default: md, of the whole library json; or what FILE ends in",
    )
    export.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    export.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
    take_in = commands.add_parser(
        "import",
        help="take in notes: our JSON, Web Annotations, Hypothesis, wallabag, Readwise",
        parents=shared,
    )
    take_in.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    take_in.add_argument(
        "--article", metavar="SOURCE", help="put them all on this article, wherever they say that it is"
    )
