"""A long analysis that is cut short, and the next one: how soon that is where the first had come."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import aclosing
from pathlib import Path
from unittest.mock import patch

from benchmarks.table import Row
from benchmarks.texts import article_of, book_of, seeds
from tui.domain.article import Article
from tui.nlp.workers.client import RemoteAnalyser

_SHARE = 0.25
"""How much of the text is analysed when the first one is cut short."""


def rows_of(home: Path, words: int) -> list[Row]:
    """Cut an analysis short, process and all, and let the next one go on. ``home`` holds the cache."""
    article = article_of(book_of(seeds(), words))
    with patch.dict(os.environ, {"XDG_CACHE_HOME": str(home / "cut-short")}):
        first, second = (asyncio.run(_until_there(article)) for _ in range(2))
    what = f"a quarter of {words:,} words known again after a cut, by the first time"
    return [Row(what, second / first, told=f"{second:.1f} s; {first:.1f} s")]


async def _until_there(article: Article) -> float:
    """Seconds from the start of the process until ``_SHARE`` of the article is analysed."""
    began = time.perf_counter()
    analyser = RemoteAnalyser(process="tui.door.analysing", grace=0)
    try:
        async with aclosing(analyser.analyse(article)) as updates:  # type: ignore[type-var]
            async for update in updates:
                if update.progress.done >= _SHARE * update.progress.total:
                    return time.perf_counter() - began
    finally:
        await analyser.close()
    raise SystemExit("The analysis ended too soon.")
