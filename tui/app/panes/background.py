"""Starting work in the background of which only the latest counts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.dom import DOMNode


def run_latest(
    node: DOMNode, group: str, work: Callable[..., Coroutine[Any, Any, None]], *arguments: object
) -> None:
    """Run ``work(*arguments)`` on the event loop; what still runs in that group of the node is cancelled."""
    later: Any = partial(
        work, *arguments
    )  # called when the worker starts: one cancelled before is never made
    node.run_worker(later, group=group, exclusive=True)
