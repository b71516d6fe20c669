"""``completions`` and ``man``: what shells and ``man`` know of the command line, made from this grammar."""

from __future__ import annotations

from tui.door.grammar.shared import Parents, Subparsers

SHELLS = ("bash", "zsh", "fish")


def add(commands: Subparsers, shared: Parents) -> None:
    """Add these commands. ``shared``: the options that hold everywhere."""
    completions = commands.add_parser(
        "completions",
        help="what a shell needs to complete sayso's commands, options and files",
        description="Print a script for a shell. README says where each shell looks for it.",
        parents=shared,
    )
    completions.add_argument("shell", choices=SHELLS)
    commands.add_parser("man", help="the manual page, for man -l or a folder of manuals", parents=shared)
