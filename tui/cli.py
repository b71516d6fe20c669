"""The command ``sayso``: reads the arguments, calls the command, turns failures into an exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from tui.domain.errors import SaysoError
from tui.door.arguments import parsed
from tui.door.output import drop_stdout, prepare_streams, say

_MODULES = {
    "read": "reader",
    "quotes": "found",
    "actors": "found",
    "entities": "found",
    "text": "found",
    "note": "notes",
    "bookmark": "notes",
    "notes": "notes",
    "export": "exchange",
    "import": "exchange",
    "library": "library",
}
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status: 0, 1 or 130 (wrong usage raises SystemExit(2)).

    ``argv`` are the arguments without the program's name, by default those of this process.
    """
    prepare_streams()
    try:
        arguments = parsed(sys.argv[1:] if argv is None else argv)
        # Each command lives in a module of its own, so that none pays for what another imports.
        module = import_module(f"tui.door.{_MODULES[arguments.command]}")
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
    return status


if __name__ == "__main__":
    raise SystemExit(main())
