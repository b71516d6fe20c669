"""``serve``: the reader in a browser."""

from __future__ import annotations

from tui.door.grammar.articles import add_recursive
from tui.door.grammar.shared import SOURCE, Parents, Subparsers, count


def add(commands: Subparsers, shared: Parents) -> None:
    """Add the command. ``shared``: the options that hold everywhere."""
    serving = commands.add_parser(
        "serve",
        help="show the reader in a browser of this machine",
        description="Show the reader in a browser, from this machine to this machine alone: the address "
        "that is printed holds a key, and without it nothing is shown. "
        "Needs the extra: pip install 'sayso[serve]'.",
        parents=shared,
    )
    serving.add_argument(
        "sources", nargs="*", metavar="SOURCE", help=f"{SOURCE}, or a folder; none: the library"
    )
    add_recursive(serving)
    serving.add_argument("--port", type=count, metavar="N", help="the port (default: one that is free)")
