"""The reader's analysing process, with the user's cache: ``python -m tui.door.analysing SOCKET [MODEL]``.

What a long text's chunks hold goes into the cache as it is found, so that an analysis that is cut short, in
whatever way, goes on the next time.
"""

from __future__ import annotations

from tui.door.caches import LateCache
from tui.nlp.workers.server import serve

if __name__ == "__main__":
    raise SystemExit(serve(LateCache()))
