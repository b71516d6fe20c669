"""The analyses in the user's cache folder, for whoever keeps or looks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.library.caches.analyses import AnalysisCache


def analysis_cache() -> AnalysisCache:
    """The analyses kept in the user's cache folder."""
    from tui.library.caches.analyses import AnalysisCache
    from tui.library.paths import cache_folder

    return AnalysisCache(cache_folder())


class LateCache:
    """The same, looked for and imported when it is first asked; see :class:`AnalysisCache`."""

    def __init__(self) -> None:
        self._cache: AnalysisCache | None = None

    def _opened(self) -> AnalysisCache:
        if self._cache is None:
            self._cache = analysis_cache()
        return self._cache

    def get(self, key: str) -> Analysis | None:
        return self._opened().get(key)

    def put(self, key: str, analysis: Analysis) -> bool:
        return self._opened().put(key, analysis)

    def part(self, key: str, name: str) -> bytes | None:
        return self._opened().part(key, name)

    def put_part(self, key: str, name: str, data: bytes) -> bool:
        return self._opened().put_part(key, name, data)
