"""``quotes``, ``actors``, ``entities`` and ``text``: what stands in an article."""

from __future__ import annotations

from tui.door.grammar.shared import (
    FORMATS,
    KINDS,
    SOURCE,
    Parents,
    Parser,
    Subparsers,
    count,
    kinds,
    scheduler,
)


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    for name, what in (
        ("quotes", "who said what"),
        ("actors", "who appears, with role, aliases, mentions, quotes"),
        ("entities", "the named entities"),
    ):
        found = commands.add_parser(name, help=what, description=what, parents=shared)
        _add_options(found, quotes=name == "quotes")
    text = commands.add_parser("text", help="the article as read, cleaned", parents=shared)
    text.add_argument("source", metavar="SOURCE", help=SOURCE)
    text.add_argument(
        "--explain", action="store_true", help="say below the text what was left out of it, and why"
    )


def _add_options(parser: Parser, *, quotes: bool) -> None:
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=SOURCE)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="json prints one object an article, jsonl one line an article",
    )
    if quotes:
        parser.add_argument("--speaker", metavar="NAME", help="only what this speaker says")
        parser.add_argument(
            "--kind",
            type=kinds,
            metavar="KINDS",
            help=f"only these kinds, with commas between: {','.join(KINDS)}",
        )
        parser.add_argument(
            "--explain", action="store_true", help="say for each quote why it was taken for one"
        )
        parser.add_argument(
            "--shards",
            metavar="FOLDER",
            help="write what is found there as Parquet instead of printing it, for sayso said --over FOLDER",
        )
    parser.add_argument(
        "--uncorrected", action="store_true", help="as it was found, without what you corrected in the reader"
    )
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
    parser.add_argument(
        "--jobs", type=count, metavar="N", help="processes for many sources (default: one a core)"
    )
    parser.add_argument(
        "--scheduler",
        type=scheduler,
        metavar="ADDRESS",
        help="a Dask scheduler to analyse on, such as tcp://10.0.0.1:8786",
    )
