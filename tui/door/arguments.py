"""The command line's grammar. Importing this imports argparse and nothing heavy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

from tui import __version__
from tui.domain.codes import Colour, QuoteKind
from tui.domain.labels.formats import EXPORT_FORMATS
from tui.domain.text.safe import one_line

COMMANDS = (
    "quotes",
    "actors",
    "entities",
    "text",
    "note",
    "bookmark",
    "notes",
    "export",
    "import",
    "library",
)
FORMATS = ("table", "json", "jsonl", "csv", "md")
KINDS = tuple(kind.value for kind in QuoteKind)
_WITH_VALUE = frozenset({"--model", "--library"})
_SOURCE = "a file, an http(s) address, or - for standard input"
_READER = """\
sayso [SOURCE] opens the reader; without SOURCE it shows the library.
A file that is called like a command is opened by its path: sayso ./quotes"""
_EXAMPLES = """\
examples:
  sayso article.txt                              read it
  sayso quotes article.txt                       a table of who said what
  sayso quotes *.txt --format jsonl              one line of JSON an article
  sayso quotes page.html --speaker putin --kind direct,mixed
  sayso text https://example.org/article | less
  sayso note add article.txt --quote "that is a lie" --text "check this"
  sayso notes --format md                        everything marked

sayso COMMAND --help tells more of each."""
_CODES = """\
exit status: 0 done, 1 something asked for could not be done, 2 wrong usage,
130 interrupted"""


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments. ``command`` is "read" where no command is named; ``source`` may be None there.

    Raises SystemExit(2) with the usage on standard error if they are wrong, SystemExit(0) for --help.
    """
    first = _first_positional(argv)
    if first in COMMANDS or (first is None and {"-h", "--help"} & set(argv)):
        parser = _commands()
        arguments = parser.parse_args(argv)
        if getattr(arguments, "sources", []).count("-") > 1:
            parser.error("standard input (-) can be read only once")
        if first == "note" and not (arguments.text.strip() or arguments.tags or arguments.colour):
            parser.error("a note needs --text, --tag or --colour; sayso bookmark add marks a passage alone")
        return arguments
    return _reader().parse_args(argv)


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


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints act on no terminal: they hold words that the shell found as file names."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message))


def _everywhere(*, again: bool = False) -> _Parser:
    """The options that hold everywhere, before the command or (``again``) after it."""
    parser = _Parser(add_help=False)
    group = parser.add_argument_group("options that hold everywhere")
    absent = argparse.SUPPRESS
    group.add_argument(
        "--no-clean",
        dest="clean",
        action="store_false",
        default=absent if again else True,
        help="take the input's characters as they are",
    )
    group.add_argument(
        "--model",
        metavar="NAME",
        default=absent if again else None,
        help="an installed spaCy pipeline or a folder with one, instead of the bundled one",
    )
    group.add_argument(
        "--library",
        metavar="PATH",
        default=absent if again else None,
        help="the library's file (also the variable SAYSO_LIBRARY)",
    )
    group.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=absent if again else False,
        help="no progress, no words that can be done without",
    )
    return parser


def _reader() -> _Parser:
    parser = _Parser(
        prog="sayso",
        description="Read the news and see who said what.",
        parents=[_everywhere()],
        epilog=_CODES,
    )
    parser.add_argument("--version", action="version", version=f"sayso {__version__}")
    parser.add_argument("source", nargs="?", metavar="SOURCE", help=_SOURCE)
    parser.set_defaults(command="read")
    return parser


def _commands() -> _Parser:
    parser = _Parser(
        prog="sayso",
        usage="sayso [options] [SOURCE]\n       sayso [options] COMMAND ...",
        description="Read the news and see who said what.\n\n" + _READER,
        parents=[_everywhere()],
        epilog=f"{_EXAMPLES}\n\n{_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="sayso")
    shared = [_everywhere(again=True)]
    for name, what in (
        ("quotes", "who said what"),
        ("actors", "who appears, with role, aliases, mentions, quotes"),
        ("entities", "the named entities"),
    ):
        found = commands.add_parser(name, help=what, description=what, parents=shared)
        _add_extraction(found, quotes=name == "quotes")
    text = commands.add_parser("text", help="the article as read, cleaned", parents=shared)
    text.add_argument("source", metavar="SOURCE", help=_SOURCE)
    _add_notes(commands, shared)
    _add_exchange(commands, shared)
    _add_library(commands, shared)
    return parser


_Subparsers: TypeAlias = "argparse._SubParsersAction[_Parser]"
_Parents = list[_Parser]


def _add_extraction(parser: _Parser, *, quotes: bool) -> None:
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=_SOURCE)
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
            type=_kinds,
            metavar="KINDS",
            help=f"only these kinds, with commas between: {','.join(KINDS)}",
        )
        parser.add_argument(
            "--explain", action="store_true", help="say for each quote why it was taken for one"
        )
    parser.add_argument(
        "--uncorrected", action="store_true", help="as it was found, without what you corrected in the reader"
    )
    parser.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
    parser.add_argument(
        "--jobs", type=_count, metavar="N", help="processes for many sources (default: one a core)"
    )
    parser.add_argument(
        "--scheduler",
        type=_scheduler,
        metavar="ADDRESS",
        help="a Dask scheduler to analyse on, such as tcp://10.0.0.1:8786",
    )


def _add_notes(commands: _Subparsers, shared: _Parents) -> None:
    note = commands.add_parser("note", help="write a note on a passage", parents=shared)
    add = note.add_subparsers(dest="action", required=True, metavar="add").add_parser(
        "add", help="add a note", parents=shared
    )
    _add_passage(add)
    add.add_argument("--text", metavar="WORDS", default="", help="the note, in Markdown")
    add.add_argument(
        "--tag", action="append", dest="tags", default=[], metavar="T", help="a tag; may be repeated"
    )
    add.add_argument(
        "--colour", choices=[colour.value for colour in Colour], help="highlight the passage in this colour"
    )
    bookmark = commands.add_parser("bookmark", help="bookmark a passage", parents=shared)
    add = bookmark.add_subparsers(dest="action", required=True, metavar="add").add_parser(
        "add", help="add a bookmark", parents=shared
    )
    _add_passage(add)
    notes = commands.add_parser(
        "notes",
        help="bookmarks, highlights and notes, of one article or of all",
        parents=shared,
    )
    notes.add_argument("source", nargs="?", metavar="SOURCE", help=_SOURCE)
    notes.add_argument("--format", choices=FORMATS, default="table")


def _add_passage(parser: _Parser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=_SOURCE)
    parser.add_argument(
        "--quote", required=True, metavar="PASSAGE", help="the passage, in the article's words"
    )


def _add_exchange(commands: _Subparsers, shared: _Parents) -> None:
    export = commands.add_parser(
        "export", help="write an article out with its quotes and notes", parents=shared
    )
    export.add_argument(
        "source", nargs="?", metavar="SOURCE", help=f"{_SOURCE}; none: the whole library, as JSON"
    )
    export.add_argument("--format", required=True, choices=tuple(EXPORT_FORMATS))
    export.add_argument("-o", "--output", metavar="FILE", help="write to FILE instead of standard output")
    export.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew, keep nothing")
    take_in = commands.add_parser(
        "import", help="take in notes from an export, Web Annotations or Hypothesis", parents=shared
    )
    take_in.add_argument("file", metavar="FILE", help="the file, or - for standard input")


def _add_library(commands: _Subparsers, shared: _Parents) -> None:
    library = commands.add_parser("library", help="the library: what was read and noted", parents=shared)
    actions = library.add_subparsers(dest="action", required=True, metavar="ACTION")
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


def _kinds(words: str) -> tuple[str, ...]:
    kinds = tuple(word.strip().lower() for word in words.split(",") if word.strip())
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong or not kinds:
        raise argparse.ArgumentTypeError(
            f"not a kind: {', '.join(wrong) or words!r} (there are {', '.join(KINDS)})"
        )
    return kinds


def _count(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"not a number of processes: {word}")
    return int(word)


def _scheduler(word: str) -> str:
    # Dask waits for half a minute before it complains of an address without a port.
    if re.fullmatch(r"(?:[a-z]+://)?[\w.:\[\]-]+:\d{1,5}", word) is None:
        raise argparse.ArgumentTypeError(f"not a scheduler's address, such as tcp://10.0.0.1:8786: {word!r}")
    return word
