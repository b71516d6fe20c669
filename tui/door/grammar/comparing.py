"""``changes`` and ``check``: what became of an article, and whether words stand in one."""

from __future__ import annotations

import argparse

from tui.door.grammar.shared import FORMATS, SOURCE, Parents, Parser, Subparsers


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    what = "the versions kept of one article, and what changed in it"
    changes = commands.add_parser("changes", help=what, description=what, parents=shared)
    changes.add_argument(
        "source", metavar="SOURCE", help="a file, an address or the id of an article that is kept"
    )
    version = "a version: its number (1 is the oldest), the beginning of its hash, or its date"
    changes.add_argument("--from", dest="before", metavar="VERSION", help=f"{version}; the one before --to")
    changes.add_argument("--to", dest="after", metavar="VERSION", help="another one; the newest")
    _add_options(changes, "json and jsonl print one object")
    what = "do these words stand there, word for word, and who says them"
    check = commands.add_parser(
        "check",
        help=what,
        description=what + ". Exit status 0: word for word (all of them, with --file); 1: not.",
        parents=shared,
    )
    check.add_argument("words", nargs="?", metavar="WORDS", help="the words, in one argument")
    check.add_argument(
        "sources", nargs="*", metavar="SOURCE", help=f"{SOURCE}, or a folder; none: everything kept"
    )
    check.add_argument(
        "--file", metavar="FILE", help="read the words from FILE, one passage a line (- for standard input)"
    )
    _add_options(check, "json prints one object a passage, jsonl one line")


def settle(parser: Parser, arguments: argparse.Namespace) -> None:
    """What ``check`` is to do; with ``--file`` every word on the line names a source. Ends on wrong usage."""
    if arguments.file is not None:
        arguments.sources = [one for one in (arguments.words, *arguments.sources) if one is not None]
        arguments.words = None
    elif arguments.words is None:
        parser.error("name the words to check, or --file FILE with one passage a line")
    if arguments.file == "-" and "-" in arguments.sources:
        parser.error("standard input (-) can be read only once")


def _add_options(parser: Parser, formats: str) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help=formats)
    parser.add_argument("--uncorrected", action="store_true", help="without what you corrected in the reader")
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
