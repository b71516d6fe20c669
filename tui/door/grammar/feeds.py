"""``feed``: the items of a feed, and the feeds that are subscribed to."""

from __future__ import annotations

from collections.abc import Sequence

from tui.door.grammar.shared import FORMATS, Parents, Parser, Subparsers, number_of

ITEMS = "items"
"""The action that stands for none: ``sayso feed SOURCE`` is ``sayso feed items SOURCE``."""
ACTIONS = (ITEMS, "add", "remove", "list", "update", "import", "export")
_WITH_VALUE = frozenset({"--model", "--library", "--format", "--limit", "--tag", "-o", "--output"})
_SOURCE = (
    "a feed's address or file, a page that names one, - for standard input, or what a listed feed is called"
)
_USAGE = """\
sayso feed [options] SOURCE
       sayso feed [options] add|remove|list|update|import|export ...

A file that is called like an action is named by its path: sayso feed ./add"""


def add(commands: Subparsers, shared: Parents) -> None:
    """Add this command. ``shared``: the options that hold everywhere."""
    feed = commands.add_parser(
        "feed", help="RSS, Atom and JSON feeds: their items, a list of feeds", usage=_USAGE
    )
    actions = feed.add_subparsers(dest="action", required=True, metavar="ACTION", prog="sayso feed")
    items = actions.add_parser(ITEMS, help="the items of a feed", parents=shared)
    items.add_argument("source", metavar="SOURCE", help=_SOURCE)
    _add_format(items)
    items.add_argument("--unread", action="store_true", help="only what was not read yet")
    items.add_argument("--limit", type=_count, metavar="N", help="only the first N items")
    items.add_argument(
        "--full",
        action="store_true",
        help="read the whole article from its page where the feed has a summary",
    )
    adding = actions.add_parser("add", help="subscribe to feeds", parents=shared)
    adding.add_argument("sources", nargs="+", metavar="SOURCE", help="an address (of a page, too) or a file")
    adding.add_argument(
        "--tag", action="append", dest="tags", default=[], metavar="T", help="a tag; may be repeated"
    )
    _add_full(adding)
    _add_results(adding)
    removing = actions.add_parser("remove", help="take feeds off the list", parents=shared)
    removing.add_argument("feeds", nargs="+", metavar="FEED", help="an address, or what the feed is called")
    _add_format(actions.add_parser("list", help="the feeds, with what is unread", parents=shared))
    updating = actions.add_parser("update", help="look for new items", parents=shared)
    updating.add_argument(
        "feeds",
        nargs="*",
        metavar="FEED",
        help="an address, or what a feed is called; none: all whose time has come",
    )
    _add_full(updating)
    _add_results(updating)
    taking = actions.add_parser("import", help="take in OPML or newsboat's urls", parents=shared)
    taking.add_argument("file", metavar="FILE", help="the file, or - for standard input")
    giving = actions.add_parser("export", help="write OPML or newsboat's urls", parents=shared)
    giving.add_argument("file", metavar="FILE", help="the file, or - for standard output")
    giving.add_argument(
        "--format", choices=("opml", "newsboat"), help="by default newsboat for urls and *.txt, else OPML"
    )


def settled(argv: Sequence[str]) -> list[str]:
    """The arguments with the action that stands for none put in before a source."""
    words = list(argv)
    at = 0
    found = 0  # positionals so far: the command itself is the first
    while at < len(words):
        word = words[at]
        if word in _WITH_VALUE:
            at += 1
        elif word == "-" or not word.startswith("-"):
            found += 1
            if found == 2:
                return words if word in ACTIONS else [*words[:at], ITEMS, *words[at:]]
        at += 1
    if found == 1 and not {"-h", "--help"} & set(words):
        return [*words, "list"]
    return words


def _add_format(parser: Parser) -> None:
    parser.add_argument("--format", choices=FORMATS, default="table", help="json prints one object")


def _add_results(parser: Parser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="print what came of each feed")


def _add_full(parser: Parser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--full",
        action="store_true",
        default=None,
        help="from now on read the whole articles from their pages where these feeds have summaries",
    )
    choice.add_argument(
        "--summaries",
        dest="full",
        action="store_false",
        default=None,
        help="from now on take the summaries as they are",
    )


def _count(word: str) -> int:
    return number_of("items", word)
