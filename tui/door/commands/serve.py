"""``sayso serve``: the reader in a browser, by textual-serve, which is an extra."""

from __future__ import annotations

import argparse
import shlex
import socket
import sys
from collections.abc import Iterator

from tui.domain.errors import SaysoError
from tui.door.output import say


def run(arguments: argparse.Namespace) -> int:
    """Serve until ctrl+c. Raises SaysoError where the extra or the port is not to be had."""
    try:
        from tui.door.serving.server import HOST, GuardedServer
    except ImportError as error:
        raise SaysoError("This needs textual-serve: pip install 'sayso[serve]' brings it.") from error

    def tell(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        if not arguments.quiet:
            say("open this address in a browser of this machine; ctrl+c ends it.")

    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, arguments.port or 0))
        except (OSError, OverflowError) as error:
            raise SaysoError(f"Port {arguments.port} is not free: name another, or none.") from error
        # The command goes through a shell there: every word of it is quoted.
        command = shlex.join(_command(arguments))
        GuardedServer(command, listening.getsockname()[1], tell).serve_on(listening)
    return 0


def _command(arguments: argparse.Namespace) -> Iterator[str]:
    """The reader's own command, with what was given here."""
    yield from (sys.executable, "-P", "-m", "tui", "read")
    if not arguments.clean:
        yield "--no-clean"
    if arguments.recursive:
        yield "--recursive"
    for name in ("model", "library"):
        if (value := getattr(arguments, name)) is not None:
            yield from (f"--{name}", value)
    yield "--"
    yield from arguments.sources
