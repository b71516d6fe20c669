"""``sayso completions`` and ``sayso man``, both made from the grammar of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tui import __version__
from tui.door.grammar.parser import CODES, EXAMPLES, commands_parser
from tui.door.output import show

_FILES = frozenset({"SOURCE", "FILE", "PATH"})
"""What stands for a file in the usage: shells complete names of files there."""
_NO_COMMAND = {
    # Without a command a source is opened: names of files are completed beside the commands.
    "bash": ("complete -o bashdefault -F", "complete -o bashdefault -o default -o filenames -F"),
}


def run(arguments: argparse.Namespace) -> int:
    """Print the script or the page."""
    if arguments.command == "completions":
        show(completions(arguments.shell))
    else:
        show(manual())
    return 0


def completions(shell: str) -> str:
    """The script of a shell: shtab makes it, which is imported only now."""
    import shtab

    parser = commands_parser()
    for one in _all(parser):
        for action in one._actions:
            if action.metavar in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
    script: str = shtab.complete(parser, shell)
    if shell in _NO_COMMAND:
        script = script.replace(*_NO_COMMAND[shell])
    if shell == "fish":
        script += "\ncomplete -c sayso -n __fish_use_subcommand -F\n"
    return script


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for _, below in _below(parser):
        yield from _all(below)


def _below(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands of a parser, each with its own."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


# ── the manual page ──────────────────────────────────────────────────────────────────────────────────────


def manual() -> str:
    """The page in roff's macros for manuals (man(7)): one section for each command."""
    parser = commands_parser()
    lines = [
        f'.TH SAYSO 1 "" "sayso {__version__}" "User Commands"',
        ".SH NAME",
        _safe("sayso - read the news in a terminal and see who said what"),
        ".SH SYNOPSIS",
        r".B sayso",
        r"[\fIoptions\fR] [\fISOURCE\fR ...]",
        ".br",
        r".B sayso",
        r"[\fIoptions\fR] \fICOMMAND\fR ...",
        ".SH DESCRIPTION",
        *_paragraphs(parser.description or ""),
        ".SH OPTIONS",
        *_options(parser),
        ".SH COMMANDS",
    ]
    for name, below in _below(parser):
        lines += _command(name, below)
    lines += [".SH EXAMPLES", ".nf", *map(_safe, EXAMPLES.splitlines()[1:]), ".fi"]
    lines += [".SH EXIT STATUS", _safe(" ".join(CODES.split()))]
    return "\n".join(lines) + "\n"


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    below = list(_below(parser))
    if below and not any(action.metavar in _FILES for action in parser._actions):
        for word, one in below:
            yield from _command(f"{name} {word}", one)
        return
    values = [
        str(one.metavar or one.dest) for one in parser._actions if not one.option_strings and not _holds(one)
    ]
    yield f".SS {_safe(name)}"
    yield rf"\fBsayso {_safe(name)}\fR [\fIoptions\fR]" + "".join(rf" \fI{_safe(one)}\fR" for one in values)
    if parser.description:
        yield ".PP"
        yield from _paragraphs(parser.description)
    yield from _options(parser, known=True)


def _options(parser: argparse.ArgumentParser, *, known: bool = False) -> Iterator[str]:
    """Each option and argument; ``known``: without those that hold everywhere, which are told once."""
    for action in parser._actions:
        if _holds(action) or action.help == argparse.SUPPRESS:
            continue
        if known and (action.default == argparse.SUPPRESS or action.dest == "help"):
            continue
        value = str(action.metavar or ("|".join(map(str, action.choices)) if action.choices else ""))
        takes = action.nargs != 0 and value
        names = ", ".join(action.option_strings) or value or action.dest
        yield ".TP"
        shown = rf"\fB{_safe(names)}\fR"
        yield shown + (rf" \fI{_safe(value)}\fR" if action.option_strings and takes else "")
        yield _safe(" ".join((action.help or "").split())) or r"\&"


def _holds(action: argparse.Action) -> bool:
    """Whether it is the place of further commands."""
    return isinstance(action, argparse._SubParsersAction)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _safe(" ".join(paragraph.split()))


def _safe(words: str) -> str:
    """Words that mean nothing to roff: its escapes, hyphens that are typed, a dot at a line's beginning."""
    words = words.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    words = "".join(sign if sign.isascii() else rf"\[u{ord(sign):04X}]" for sign in words)
    return r"\&" + words if words.startswith((".", "'")) else words
