"""What the door hands the app, as the screens use it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct, field

from tui.app.keys import keymap
from tui.app.state.library_client import ArticlesClient, FeedsClient, LibraryClient
from tui.domain.article import Article
from tui.domain.ports import Analyser, Exporter, Loader
from tui.domain.settings import USUAL, Settings


class Warn(Protocol):
    """Shows the reader a sentence that stays for some seconds; ``severity`` is ``warning`` or ``error``."""

    def __call__(self, sentence: str, *, severity: str = "warning") -> None: ...


class Services(Struct):
    """The app's own connections to the other rooms, and how it is set up."""

    loader: Loader
    analyser: Analyser
    library: LibraryClient
    warn: Warn
    articles: ArticlesClient = field(default_factory=lambda: ArticlesClient(None))
    feeds: FeedsClient = field(default_factory=lambda: FeedsClient(None))
    exporter: Exporter | None = None
    clean: bool = True
    """Handed to the loader: whether what is no part of the article is taken away."""
    sample: str | None = None
    """A source to offer where nothing was read yet."""
    first_run: bool = False
    """Whether nothing was ever read here: the first article comes with three lines of what to press."""
    user_keys: Mapping[str, str] = field(default_factory=dict)
    """The reader's own keys, by the ids of the commands."""
    settings: Settings = USUAL
    """What ``config.toml`` says."""
    typed_ahead: Callable[[], bool] = lambda: False
    """Whether keys that were typed before the first screen stood wait for their answers."""
    keys_wait: Callable[[], bool] = lambda: False
    """Whether a key was typed that is yet to be handled."""
    owns_process: bool = False
    """Whether the process runs nothing but the app: see :mod:`tui.app.startup.garbage`."""

    def keys_of(self, command_id: str) -> str:
        """The keys of a command as people write them."""
        return keymap.keys_of(command_id, self.user_keys)

    async def load(self, source: str) -> Article:
        """The article at a source, read in a thread and given up when cancelled. Raises SourceError."""
        try:
            return await asyncio.to_thread(self.loader.load, source, clean=self.clean)
        except asyncio.CancelledError:
            self.loader.give_up()
            raise

    async def close(self) -> None:
        """End the analysis and let what was asked of the library finish."""
        await self.analyser.close()
        self.library.close()
        self.articles.close()
        self.feeds.close()
