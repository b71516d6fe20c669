"""The process that reads what :mod:`.limited` hands it: ``python -P -m tui.sources.limited_process``.

Standard input holds the length of a head of JSON (four bytes), the head and the data; the answer goes to
standard output behind the head's mark, as JSON: ``articles`` (or ``feed``), or a sentence in ``refusal`` or
``no_article``.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import msgspec

from tui.domain.errors import NoArticleError, SourceError


def main() -> None:
    """Read one input, and answer."""
    stream = sys.stdin.buffer
    head = json.loads(stream.read(int.from_bytes(stream.read(4), "big")))
    data = stream.read()
    _limit(head["cpu"], head["memory"])
    try:
        answer = _read(data, head)
    except MemoryError:
        answer = {"refusal": f"{head['called']} needs too much memory: save it from a browser as text."}
    sys.stdout.buffer.write(head["mark"].encode() + json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # taking a huge tree apart takes as long as making it


def _read(data: bytes, head: dict[str, Any]) -> dict[str, Any]:
    try:
        if head.get("feed"):
            from tui.sources.feeds.reading import read_feed_again

            return {"feed": msgspec.to_builtins(read_feed_again(data, head))}
        from tui.sources.loader import explain_again, read_again

        if head.get("explain"):
            articles, left = explain_again(data, head)
            return {"articles": msgspec.to_builtins(articles), "left": msgspec.to_builtins(left)}
        articles, empty = read_again(data, head)
        return {"articles": msgspec.to_builtins(articles), "empty": empty}
    except NoArticleError as error:
        return {"no_article": [error.what, error.advice]}
    except SourceError as error:
        return {"refusal": str(error)}


def _limit(seconds: int, memory: int) -> None:
    """Set the limits that the system knows; it ends a process that takes more time than it may."""
    try:
        import resource
    except ImportError:  # Windows: the one who waits has a limit of its own
        return
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory)):
        _, hard = resource.getrlimit(what)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (soft, hard))
        except (OSError, ValueError):  # a system that has no such limit
            continue
    os.nice(5)


if __name__ == "__main__":
    main()
