"""What the families of commands share: the options that hold everywhere, formats, kinds of values."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn, TypeAlias

from tui.domain.codes import QuoteKind
from tui.domain.text.safe import one_line

FORMATS = ("table", "json", "jsonl", "csv", "md")
KINDS = tuple(kind.value for kind in QuoteKind)
SOURCE = "a file, an http(s) address, or - for standard input"


class Parser(argparse.ArgumentParser):
    """A parser whose complaints act on no terminal: they hold words that the shell found as file names."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message))


def everywhere(*, again: bool = False) -> Parser:
    """The options that hold everywhere, before the command or (``again``) after it."""
    parser = Parser(add_help=False)
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


Subparsers: TypeAlias = "argparse._SubParsersAction[Parser]"
Parents: TypeAlias = list[Parser]


def kinds(words: str) -> tuple[str, ...]:
    chosen = tuple(word.strip().lower() for word in words.split(",") if word.strip())
    wrong = [kind for kind in chosen if kind not in KINDS]
    if wrong or not chosen:
        raise argparse.ArgumentTypeError(
            f"not a kind: {', '.join(wrong) or words!r} (there are {', '.join(KINDS)})"
        )
    return chosen


def number_of(what: str, word: str) -> int:
    """A number from 1 on. Raises ArgumentTypeError, which names what is counted; ValueError if too long."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"not a number of {what}: {word}")
    return int(word)


def count(word: str) -> int:
    return number_of("processes", word)


def scheduler(word: str) -> str:
    # Dask waits for half a minute before it complains of an address without a port.
    if re.fullmatch(r"(?:[a-z]+://)?[\w.:\[\]-]+:\d{1,5}", word) is None:
        raise argparse.ArgumentTypeError(f"not a scheduler's address, such as tcp://10.0.0.1:8786: {word!r}")
    return word
