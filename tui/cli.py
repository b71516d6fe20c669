"""The command ``sayso``: reads the arguments, calls the command, turns failures into an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tui.domain.errors import SaysoError
from tui.door.grammar.commands import MODULES
from tui.door.leaving import leave
from tui.door.output import drop_stdout, prepare_streams, say

if TYPE_CHECKING:
    from argparse import Namespace

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0, 1 or 130 (wrong usage raises SystemExit(2)).

    ``argv`` are the arguments without the program's name, by default those of this process.
    """
    if argv is None:
        # For NumPy in this process and those it starts: two threads get in each other's way on such small
        # matrices. The pipeline multiplies with it then (``tui.nlp.pipeline``).
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = _run(argv)
    if argv is None:
        leave(status)
    return status


def _run(argv: Sequence[str] | None) -> int:
    try:
        prepare_streams()
        arguments = _arguments(sys.argv[1:] if argv is None else argv)
        # Each command lives in a module of its own, so that none pays for what another imports.
        module = import_module(f"tui.door.commands.{MODULES[arguments.command]}")
        run = cast(Callable[..., int], module.run)
        status = run(arguments)
        sys.stdout.flush()
    except SaysoError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough ("| head"): no error of ours.
        drop_stdout()
        return 0
    except OSError as error:
        # A full disk under "> file", a terminal that is gone: what a room can name it has named itself.
        drop_stdout()
        where = f" ({error.filename})" if error.filename else ""
        say(f"It broke off: {error.strerror or error}{where}.")
        return 1
    except MemoryError:
        say("There is not enough memory for this: give it less at once, or split the article.")
        return 1
    except Exception as error:  # noqa: BLE001  (whatever nobody foresaw: one line, the rest in a file)
        from tui.door.mishaps import crash

        drop_stdout()
        say(crash(error))
        return 1
    return status


def _arguments(argv: Sequence[str]) -> SimpleNamespace | Namespace:
    if len(argv) == 1 and argv[0] not in MODULES and _is_source(argv[0]):
        # "sayso FILE", on the way to the first paint: argparse's import would take a twentieth of it.
        return SimpleNamespace(
            command="read",
            sources=[argv[0]],
            recursive=False,
            clean=True,
            model=None,
            library=None,
            quiet=False,
        )
    from tui.door.grammar.parser import parsed

    return parsed(argv)


def _is_source(word: str) -> bool:
    """Whether a word is plainly what is to be read: standard input, an address, something that is there."""
    return word == "-" or word.startswith(("http://", "https://")) or os.path.lexists(word)


if __name__ == "__main__":
    raise SystemExit(main())
