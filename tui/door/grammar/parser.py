"""The command line's grammar. Importing this imports argparse and nothing heavy."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence

from tui import __version__
from tui.door.grammar import (
    articles,
    audit,
    comparing,
    configuration,
    exchange,
    extraction,
    feeds,
    library,
    notes,
    said,
    serving,
    shell,
)
from tui.door.grammar.commands import COMMANDS
from tui.door.grammar.shared import SOURCE, Parser, everywhere

_FAMILIES = (
    extraction,
    articles,
    audit,
    said,
    comparing,
    notes,
    exchange,
    feeds,
    library,
    serving,
    configuration,
    shell,
)
"""In the order in which ``--help`` names them."""
_WITH_VALUE = frozenset({"--model", "--library"})
_WORD = re.compile(r"[a-z][a-z-]*")
_ALIKE = 0.75  # of difflib's measure, from 0 to 1
_READER = """\
sayso [SOURCE...] opens the reader; without SOURCE it shows the library. Of
several sources, and of a folder's files, all are kept, the first is opened.
A file that is called like a command is opened by its path: sayso ./quotes"""
EXAMPLES = """\
examples:
  sayso article.txt                              read it
  sayso quotes article.txt                       a table of who said what
  sayso quotes *.txt --format jsonl              one line of JSON an article
  sayso quotes page.html --speaker putin --kind direct,mixed
  sayso text https://example.org/article | less
  sayso note add article.txt --quote "that is a lie" --text "check this"
  sayso add articles/ -r                         keep and analyse a folder
  sayso search said:macron ukraine               in everything kept
  sayso notes --format md                        everything marked
  sayso feed https://example.org/rss             the items of a feed
  sayso feed add https://example.org/            subscribe to a page's feed

sayso COMMAND --help tells more of each."""
CODES = """\
exit status: 0 done, 1 something asked for could not be done, 2 wrong usage,
130 interrupted"""


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments. ``command`` is "read" where no command is named; ``source`` may be None there.

    Raises SystemExit(2) with the usage on standard error if they are wrong, SystemExit(0) for --help.
    """
    first = _first_positional(argv)
    if first in COMMANDS or (first is None and {"-h", "--help"} & set(argv)):
        parser = commands_parser()
        arguments = parser.parse_args(feeds.settled(argv) if first == "feed" else argv)
        if getattr(arguments, "sources", []).count("-") > 1:
            parser.error("standard input (-) can be read only once")
        if first == "read" and arguments.plain and not arguments.sources:
            parser.error("--plain needs a SOURCE")
        if first == "check":
            comparing.settle(parser, arguments)
        if first == "note" and not (arguments.text.strip() or arguments.tags or arguments.colour):
            parser.error("a note needs --text, --tag or --colour; sayso bookmark add marks a passage alone")
        return arguments
    if first == "help" and not os.path.lexists("help"):
        at = argv.index("help")
        return parsed([*argv[at + 1 :], "--help"])
    _look_for_a_slip(first)
    parser = _reader()
    arguments = parser.parse_args(argv)
    if arguments.sources.count("-") > 1:
        parser.error("standard input (-) can be read only once")
    return arguments


def _look_for_a_slip(first: str | None) -> None:
    """A command that was mistyped is no source. Raises SystemExit(2) where there is a command like it."""
    if first is None or _WORD.fullmatch(first) is None or os.path.lexists(first):
        return
    from difflib import get_close_matches

    if meant := get_close_matches(first, COMMANDS, 1, _ALIKE):
        _reader().error(f"there is no command “{first}” and no such file: did you mean {meant[0]}?")


def _first_positional(argv: Sequence[str]) -> str | None:
    words = iter(argv)
    for word in words:
        if word == "--":
            return None
        if word in _WITH_VALUE:
            next(words, None)
        elif word == "-" or not word.startswith("-"):
            return word
    return None


def _reader() -> Parser:
    parser = Parser(
        prog="sayso",
        description="Read the news and see who said what.",
        parents=[everywhere()],
        epilog=CODES,
    )
    parser.add_argument("--version", action="version", version=f"sayso {__version__}")
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help=f"{SOURCE}, or a folder for the files in it; of several all are kept, and the first is opened",
    )
    articles.add_recursive(parser)
    parser.set_defaults(command="read")
    return parser


def commands_parser() -> Parser:
    """The parser of ``sayso COMMAND …``; without a command there is another one."""
    parser = Parser(
        prog="sayso",
        usage="sayso [options] [SOURCE...]\n       sayso [options] COMMAND ...",
        description="Read the news and see who said what.\n\n" + _READER,
        parents=[everywhere()],
        epilog=f"{EXAMPLES}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="sayso")
    shared = [everywhere(again=True)]
    for family in _FAMILIES:
        family.add(commands, shared)
    return parser
