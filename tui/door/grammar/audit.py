"""``audit``: who speaks in articles, how much, named or not."""

from __future__ import annotations

from tui.door.grammar.shared import FORMATS, SOURCE, Parents, Subparsers, count, scheduler


def add(commands: Subparsers, shared: Parents) -> None:
    """Add this command. ``shared``: the options that hold everywhere."""
    what = "who speaks, how much, named or not"
    audit = commands.add_parser("audit", help=what, description=what, parents=shared)
    audit.add_argument(
        "sources", nargs="*", metavar="SOURCE", help=f"{SOURCE}; none: every article that is kept"
    )
    audit.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="json prints one object, jsonl one line an article, csv one row a source",
    )
    audit.add_argument("--uncorrected", action="store_true", help="without what you corrected in the reader")
    audit.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
    audit.add_argument(
        "--jobs", type=count, metavar="N", help="processes for many sources (default: one a core)"
    )
    audit.add_argument(
        "--scheduler", type=scheduler, metavar="ADDRESS", help="a Dask scheduler to analyse on"
    )
