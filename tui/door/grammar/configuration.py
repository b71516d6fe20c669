"""``config``: what is set in ``config.toml``."""

from __future__ import annotations

from tui.door.grammar.shared import Parents, Subparsers


def add(commands: Subparsers, shared: Parents) -> None:
    """Add the command. ``shared``: the options that hold everywhere."""
    config = commands.add_parser(
        "config",
        help="what is set, and where: theme, width, keys and more; check it, edit it",
        description="Show every setting with where its value comes from; check says what is wrong in "
        "config.toml and keymap.toml, by line; edit opens config.toml in your editor.",
        parents=shared,
    )
    config.add_argument("what", nargs="?", choices=("show", "check", "edit"), default="show")
