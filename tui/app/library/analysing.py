"""Analysing articles from the library, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import aclosing

from tui.app.library.entries import Entry
from tui.app.library.opening import Opening
from tui.app.state.services import Services
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.errors import ModelError, SourceError
from tui.domain.text.phrases import counted, shortened


async def analyse(services: Services, entries: Sequence[Entry], say: Callable[[str], None]) -> str:
    """Find the quotes of articles and keep them; what was done, in a sentence. Raises LibraryError.

    ``say`` is told how far it is. What cannot be read or analysed is said, and the others go on.
    """
    opening = Opening(services)
    done = failed = 0
    for number, entry in enumerate(entries, 1):
        say(f"Analysing {number:,} of {len(entries):,}: {shortened(entry.title, 60)} …")
        try:
            article, _ = await opening.article(entry)
            analysis = await _analysed(services, article)
        except (SourceError, ModelError) as error:
            failed += 1
            services.warn(str(error), severity="error")
            continue
        if services.articles.available:
            await services.articles.call(
                lambda store, article=article, analysis=analysis: store.keep(article, analysis)  # type: ignore[misc]
            )
        done += 1
    lost = f"; {failed:,} could not be" if failed else ""
    return f"{counted(done, 'article')} analysed{lost}."


async def _analysed(services: Services, article: Article) -> Analysis:
    known = services.analyser.cached(article)
    if known is not None:
        return known
    found: Analysis | None = None
    async with aclosing(services.analyser.analyse(article)) as updates:  # type: ignore[type-var]
        async for update in updates:
            found = update.analysis
    if found is None:
        raise ModelError(f"Nothing came of the analysis of {shortened(article.title, 80)}.")
    return found
