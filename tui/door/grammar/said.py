"""``said``: what one person said in all articles kept."""

from __future__ import annotations

import argparse
import re
from datetime import date

from tui.door.grammar.shared import FORMATS, KINDS, Parents, Subparsers, kinds


def add(commands: Subparsers, shared: Parents) -> None:
    """Add this command. ``shared``: the options that hold everywhere."""
    what = "what one person said in all articles kept"
    said = commands.add_parser("said", help=what, description=what, parents=shared)
    said.add_argument(
        "name", nargs="+", metavar="NAME", help="a full name, a surname, a body; accents may lack"
    )
    said.add_argument("--since", type=_day, metavar="DATE", help="2024-10-24, 2024-10 or 2024")
    said.add_argument("--until", type=_day, metavar="DATE", help="likewise, that day counted in")
    said.add_argument(
        "--kind", type=kinds, metavar="KINDS", help=f"only these, with commas: {','.join(KINDS)}"
    )
    said.add_argument(
        "--source",
        metavar="WORDS",
        default="",
        help="only from articles whose address, file or title has them",
    )
    said.add_argument(
        "--about", metavar="WORDS", default="", help="only where the quote or the title has all these words"
    )
    said.add_argument(
        "--over",
        metavar="FOLDER",
        help="in the shards there (sayso quotes --shards), not in the articles kept",
    )
    said.add_argument(
        "--format", choices=FORMATS, default="table", help="jsonl prints a line a quote, csv a row a telling"
    )


def _day(word: str) -> str:
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", word.strip())
    try:
        if parts is not None:
            date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            return parts[0]
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"not a date such as 2024-10-24: {word!r}")
