"""Pictures of every screen and dialog, to look at: ``python -m tests.pictures FOLDER [NAME …]``.

Outside the suite, which keeps a few of them. Each is drawn from ``seeds/`` with the bundled pipeline, in each
size and with each kind of colours; ``--sizes 80x24`` and ``--colours dark,none`` limit that. They are SVGs,
and PNGs where ``rsvg-convert`` is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from screenshots.make import Files, analysed, feeds_in, settled
from tests.app.fakes import FakeAnalyser, FakeArticles, FakeLibrary, make_kept, span
from tests.app.test_exporting import FakeExporter
from tui.app.app import SaysoApp
from tui.domain.analysis import Analysis
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Bookmark, Colour, Highlight, Note
from tui.domain.article import Article, article_id, text_hash
from tui.domain.kept import KeptArticle, Version

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
SIZES = ((200, 60), (120, 40), (80, 24), (60, 20), (40, 12))
COLOURS = {
    "dark": "sayso-dark",
    "light": "sayso-light",
    "256": "sayso-dark",
    "16": "ansi-dark",
    "none": "sayso-dark",
}


class Shown(NamedTuple):
    """How a screen is come to; ``library``: from there, not from an article."""

    keys: Sequence[str]
    library: bool = False


SCREENS = {
    "reader": Shown(("J", "J", "J")),
    "lists": Shown(("J", "f3")),
    "actors": Shown(("f4", "down")),
    "notes": Shown(("f5", "down")),
    "one-speaker": Shown(("f4", "enter", "f3")),
    "numbers": Shown(("J", "number_sign")),
    "contents": Shown(("o",)),
    "letters": Shown(("J", "semicolon")),
    "legend": Shown(("i",)),
    "card": Shown(("J", "J", "enter")),
    "correct": Shown(("J", "x")),
    "filter": Shown(("f",)),
    "filter-end": Shown(("f", *9 * ("down",))),
    "palette-end": Shown(("colon", *15 * ("down",))),
    "editor": Shown(("J", "a", *"Who?")),
    "export": Shown(("E",)),
    "help": Shown(("f1",)),
    "palette": Shown(("colon",)),
    "themes": Shown(("colon", *"theme", "enter")),
    "library": Shown(("j",), library=True),
    "groups": Shown(("z", "s"), library=True),
    "feeds": Shown(("F", "tab", "j", "j")),
    "dossier": Shown(("J", "D")),
    "changes": Shown(("C",)),
    "audit": Shown(("A",)),
    "check": Shown(("equals_sign",)),
}


class Found(FakeAnalyser):
    """Knows the analyses of the seeds."""

    def __init__(self, known: Iterable[Analysis]) -> None:
        super().__init__()
        self._known = {one.text_hash: one for one in known}

    def cached(self, article: Article) -> Analysis | None:
        return self._known.get(article.text_hash)


class Seeds:
    """The articles, read once."""

    def __init__(self) -> None:
        loader = Files()
        self.articles = [loader.load(str(path)) for path in sorted(SEEDS.glob("[!R]*.*"))]
        self.analyses = [analysed(one) for one in self.articles]
        self.first = next(one for one in self.articles if "summit" in one.source)
        old = self.first.text.replace("on Thursday", "on Saturday", 1).replace("a lie.”", "a lie!”", 1)
        assert old != self.first.text
        self.before = replace(self.first, text=old, text_hash=text_hash(old))
        self.analyses.append(analysed(self.before))

    def kept(self) -> FakeArticles:
        found = {one.text_hash: one for one in self.analyses}
        kept = [make_kept(one, found[one.text_hash]) for one in self.articles]
        return Kept(kept, make_kept(self.before, found[self.before.text_hash], "2026-03-01T08:00:00+00:00"))

    def library(self) -> FakeLibrary:
        text, owner = self.first.text, article_id(self.first.source)

        def at(start: int, length: int) -> dict[str, object]:
            place = span(text[start : start + length], text=text)
            return {"article_id": owner, "anchor": make_anchor(text, place)}

        third = len(text) // 3
        return FakeLibrary(
            Bookmark(**at(200, 60)),  # type: ignore[arg-type]
            Highlight(**at(third, 50), colour=Colour.GREEN),  # type: ignore[arg-type]
            Note(**at(2 * third, 40), body="Who pays for it? #money", tags=("money",)),  # type: ignore[arg-type]
        )


class Kept(FakeArticles):
    """Keeps the seeds, and an older text of the first."""

    def __init__(self, kept: Sequence[KeptArticle], older: KeptArticle) -> None:
        super().__init__(*kept)
        self._older = older

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        if text_hash == self._older.article.text_hash:
            return self._older
        return super().kept(article_id, text_hash)

    def versions(self, article_id: str) -> list[Version]:
        newer = super().versions(article_id)
        return [*newer, self._older.version] if article_id == self._older.article.id else newer


async def drawn(seeds: Seeds, name: str, size: tuple[int, int], colours: str) -> str:
    """One picture, as SVG."""
    shown = SCREENS[name]
    with tempfile.TemporaryDirectory() as folder:
        app = SaysoApp(
            loader=Files(),
            analyser=Found(seeds.analyses),
            library=seeds.library(),
            articles=seeds.kept(),
            feeds=lambda: feeds_in(Path(folder)),
            article=None if shown.library else seeds.first,
            config=Path(folder),
        )
        app.services.exporter = FakeExporter()
        app.indexed = colours == "256"
        async with app.run_test(size=size) as pilot:
            app.theme = COLOURS[colours]
            await settled(app, pilot)
            for key in shown.keys:
                await pilot.press(key)
                await settled(app, pilot)
            svg = app.export_screenshot(title=f"{name} {size[0]}x{size[1]} {colours}")
            return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=list(SCREENS))
    parser.add_argument("--sizes", default=",".join(f"{width}x{height}" for width, height in SIZES))
    parser.add_argument("--colours", default=",".join(COLOURS))
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    seeds, convert = Seeds(), shutil.which("rsvg-convert")
    for colours in chosen.colours.split(","):
        os.environ.pop("NO_COLOR", None)
        if colours == "none":
            os.environ["NO_COLOR"] = "1"
        for size in chosen.sizes.split(","):
            width, height = map(int, size.split("x"))
            for name in chosen.names:
                path = chosen.folder / f"{name}-{size}-{colours}.svg"
                path.write_text(asyncio.run(drawn(seeds, name, (width, height), colours)), encoding="utf-8")
                if convert is not None:
                    subprocess.run([convert, "-o", path.with_suffix(".png"), path], check=True)
                sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
