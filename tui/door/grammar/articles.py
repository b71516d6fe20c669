"""``add`` and ``search``: articles kept, and found again."""

from __future__ import annotations

import argparse

from tui.door.grammar.shared import FORMATS, SOURCE, Parents, Parser, Subparsers, count, number_of

PARTS = ("text", "title", "quotes", "notes", "actors")
_SEARCH = """\
Every article kept: its text, title, quotes, actors, and your notes.

  sayso search ferry harbour             both words
  sayso search '"new ferry" harb*'       a phrase; words that begin so
  sayso search said:macron ukraine       in what Macron says
  sayso search budget source:bbc after:2026-03 before:2026-04
  sayso search '#check'                  notes with a tag
  sayso search 'budget -defence'         without a word"""


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    reading = commands.add_parser(
        "read",
        help="open the reader, as sayso SOURCE does; --plain prints for a screen reader",
        description="Open the reader. With --plain print the text instead, from the title to the end, with "
        "who speaks before the words, for a screen reader, a braille display or a program that reads aloud.",
        parents=shared,
    )
    reading.add_argument("sources", nargs="*", metavar="SOURCE", help=f"{SOURCE}, or a folder")
    add_recursive(reading)
    reading.add_argument("--plain", action="store_true", help="print for a screen reader instead")
    reading.set_defaults(cache=True, uncorrected=False, jobs=None, scheduler=None)
    adding = commands.add_parser(
        "add", help="read, keep and analyse articles without opening them", parents=shared
    )
    adding.add_argument(
        "sources", nargs="+", metavar="SOURCE", help=f"{SOURCE}, or a folder for the files in it"
    )
    add_recursive(adding)
    adding.add_argument("--format", choices=FORMATS, help="print a list of what was added")
    adding.add_argument("--no-cache", dest="cache", action="store_false", help="analyse anew")
    adding.add_argument("--jobs", type=count, metavar="N", help="processes (default: one a core)")
    search = commands.add_parser(
        "search",
        help="find words, quotes, notes and names in every article kept",
        description=_SEARCH,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=shared,
    )
    search.add_argument("query", nargs="+", metavar="QUERY", help="words, phrases, pre*fixes, said:NAME, …")
    search.add_argument(
        "--in",
        dest="parts",
        type=_parts,
        default=PARTS,
        metavar="PARTS",
        help=f"only in these, with commas between: {','.join(PARTS)}",
    )
    search.add_argument(
        "--limit", type=_limit, default=50, metavar="N", help="how many places at most (default: 50)"
    )
    search.add_argument("--format", choices=FORMATS, default="table")


def add_recursive(parser: Parser) -> None:
    """Add ``-r``, for commands that read folders."""
    parser.add_argument("-r", "--recursive", action="store_true", help="of a folder, the files below it too")


def _parts(words: str) -> tuple[str, ...]:
    chosen = tuple(word.strip().lower() for word in words.split(",") if word.strip())
    known = {*PARTS, *(part.rstrip("s") for part in PARTS), "titles"}
    wrong = [part for part in chosen if part not in known]
    if wrong or not chosen:
        raise argparse.ArgumentTypeError(
            f"nothing to search in: {', '.join(wrong) or repr(words)} (there are {', '.join(PARTS)})"
        )
    return chosen


def _limit(word: str) -> int:
    return min(number_of("places", word), 1_000_000)
