"""Exporting from the reader: the format is asked for, a new file is written, none is touched."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.app.fakes import ARTICLE
from tests.app.test_reader import reading
from tui.domain.analysis import Analysis
from tui.domain.annotation import Annotation
from tui.domain.article import Article
from tui.domain.collection.audit import ArticleAudit
from tui.domain.errors import ExportError


class FakeExporter:
    """Writes its arguments out, or what it is told to."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text

    def export(
        self, article: Article, analysis: Analysis | None, annotations: Sequence[Annotation], format: str
    ) -> str:
        if format == "csv":
            raise ExportError("There is no table today.")
        if self.text is not None:
            return self.text
        quotes = 0 if analysis is None else len(analysis.quotes)
        return f"{format} {article.title} {quotes} {len(annotations)}\n"

    def audit_table(self, audits: Sequence[ArticleAudit]) -> str:
        return "".join(f"{source.name}\n" for one in audits for source in one.sources)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_what_is_read_is_written_to_a_new_file(tmp_path: Path, here: Path) -> None:
    async with reading(tmp_path) as r:
        r.app.services.exporter = FakeExporter()
        await r.press("J", "B", "E", "enter")
        assert f"md {ARTICLE.title} 6 1\n" == (here / "council-votes-to-keep-the-night-ferry.md").read_text()
        assert "Written to" in r.said
        await r.press("E", "enter", "E", "down", "enter")
        names = {path.name.removeprefix("council-votes-to-keep-the-night-ferry") for path in here.iterdir()}
        assert names == {".md", "-2.md", ".html"}


async def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path, here: Path) -> None:
    async with reading(tmp_path) as r:
        r.app.services.exporter = FakeExporter("x" * 100_000)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
        try:
            await r.press("E", "enter")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert "Nothing was written: File too large." in r.notices
        assert not list(here.iterdir())
        await r.press("E", *["down"] * 4, "enter")
        assert r.notices[-1] == "There is no table today."
