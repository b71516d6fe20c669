"""Makes the pictures of the README from seeds/ with the bundled pipeline: ``python screenshots/make.py``.

The same input gives the same files. The library is a temporary one; nothing of the user's is read.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tui.app.app import SaysoApp  # noqa: E402
from tui.domain.analysis import Analysis, Update  # noqa: E402
from tui.domain.article import Article  # noqa: E402
from tui.door.feeds import KeptFeeds  # noqa: E402
from tui.library.library import TinyLibrary  # noqa: E402
from tui.sources.loader import FileLoader  # noqa: E402

WIDE, USUAL = (120, 40), (80, 24)
NOTE = "Which speech is this from?\nAsk the press office for the recording. #check"
# A picture: its name, size, theme, and the keys pressed before it is taken.
PICTURES: Sequence[tuple[str, tuple[int, int], str, Sequence[str]]] = (
    ("reader-dark-120x40", WIDE, "sayso-dark", ("J", "J", "c", "1", "J", "B", "J")),
    ("reader-light-120x40", WIDE, "sayso-light", ("J", "J", "c", "1", "J", "B", "J")),
    ("reader-dark-80x24", USUAL, "sayso-dark", ("J", "J")),
    ("reader-light-80x24", USUAL, "sayso-light", ("J", "J")),
    ("note-120x40", WIDE, "sayso-dark", ("J", "J", "a")),
    ("actor-120x40", WIDE, "sayso-dark", ("f4", "home", "enter")),
    ("audit-120x40", WIDE, "sayso-dark", ("A",)),
    ("feeds-120x40", WIDE, "sayso-dark", ("F", "tab", "j", "j")),
)
# Papers with their tag, and their headlines: who wrote, what, whether it was read.
PAPERS: Sequence[tuple[str, str, Sequence[tuple[str, str, bool]]]] = (
    (
        "The Ellery Courier",
        "local",
        (
            ("Ines Vale", "Council votes to keep the night ferry for another year", False),
            ("Ines Vale", "“We will not sail,” says the captain of the last boat", False),
            ("Cy Dee", "Bakers of Saint Bride want their bridge back before the winter", True),
            (
                "Ann One and Bo Two",
                "Harbour Office: the numbers are public, and anybody may check them",
                False,
            ),
            ("Cy Dee", "How a town learned to love its lighthouse", True),
        ),
    ),
    (
        "Kestrel Post",
        "world",
        (
            ("Mara Lind", "Envoys refuse to leave the table as talks enter their third week", False),
            ("Jane Roe", "Minister denies that the offer was withdrawn", False),
            ("Mara Lind", "“There is no other way,” say the mediators", True),
        ),
    ),
    (
        "Sea Mail",
        "local",
        (
            ("Tom Hale", "Port closed after the storm; three boats came home", True),
            ("Tom Hale", "The price of a berth will rise by a tenth, owners warn", False),
        ),
    ),
)


class Files(FileLoader):
    """A loader for the app; see ``tui.domain.ports.Loader``."""

    def notice(self, article_id: str) -> str | None:
        """Nothing is to be said of how an article was read."""
        return None

    def is_of_last_time(self, article_id: str) -> bool:
        """Whether it is as it was kept, to be read again meanwhile: each is read now."""
        return False


class Known:
    """An analyser that knows one analysis; see ``tui.domain.ports.Analyser``."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def start(self) -> None:
        """Nothing to start."""

    def cached(self, article: Article) -> Analysis | None:
        return self._analysis

    async def analyse(self, article: Article, *, focus: int = 0) -> AsyncIterator[Update]:
        raise AssertionError("the analysis is known")
        yield

    async def close(self) -> None:
        """Nothing to end."""


def feeds_in(folder: Path) -> KeptFeeds:
    """The papers, subscribed to, with what was read of them."""
    kept = KeptFeeds(str(folder / "library.json"))
    for number, (paper, tag, headlines) in enumerate(PAPERS):
        items = "".join(
            f"<item><title>{title}</title><link>https://paper{number}.example/{place}</link>"
            f"<dc:creator>{byline}</dc:creator>"
            f"<pubDate>{28 - 3 * place - number:02} Nov 2026 10:00:00 GMT</pubDate></item>"
            for place, (byline, title, _) in enumerate(headlines)
        )
        file = folder / f"{number}.xml"
        file.write_text(
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            f"<title>{paper}</title>{items}</channel></rss>",
            encoding="utf-8",
        )
        kept.add(str(file), tags=[tag])
    read = {title for _, _, headlines in PAPERS for _, title, was_read in headlines if was_read}
    kept.mark([item.id for item in kept.items() if item.title in read], read=True)
    return kept


def analysed(article: Article) -> Analysis:
    """The bundled pipeline's analysis."""
    from tui.nlp.analysis import analyses_of
    from tui.nlp.identity import identify
    from tui.nlp.pipeline import load

    return next(iter(analyses_of(load(), identify(), [article])))


async def picture(
    article: Article, analysis: Analysis, size: tuple[int, int], theme: str, pressed: Sequence[str]
) -> str:
    """One picture, as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        app = SaysoApp(
            loader=Files(),
            analyser=Known(analysis),
            library=TinyLibrary(Path(folder) / "library.json"),
            feeds=lambda: feeds_in(Path(folder)),
            article=article,
            config=Path(folder),
        )
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await settled(app, pilot)
            for key in pressed:
                await pilot.press(key)
                await settled(app, pilot)
            for area in app.screen.query("TextArea"):
                area.insert(NOTE)  # type: ignore[attr-defined]
            for screen in app.screen_stack:
                for bar in screen.query("KeyBar"):
                    bar.message = ""  # type: ignore[attr-defined]
            await pilot.pause()
            svg = app.export_screenshot(title="sayso")
    # Textual names a font to be fetched; any fixed-width font that is there will do. Some viewers take
    # spaces at the ends of a text away unless told to keep them.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


async def settled(app: SaysoApp, pilot: object) -> None:
    """Until what was started is done."""
    pause = pilot.pause  # type: ignore[attr-defined]
    for _ in range(100):
        await pause(0.02)
        if all(worker.is_finished for worker in app.workers):
            break
    await pause()


def main() -> None:
    os.environ.pop("NO_COLOR", None)
    article = FileLoader().load(str(HERE.parent / "seeds" / "summit.txt"))
    analysis = analysed(article)
    for name, size, theme, pressed in PICTURES:
        path = HERE / f"{name}.svg"
        path.write_text(asyncio.run(picture(article, analysis, size, theme, pressed)), encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(HERE.parent)}\n")


if __name__ == "__main__":
    main()
