"""Makes ``screenshots/cast.svg``, the reader in use, from seeds/: ``python screenshots/cast.py``.

Frames are the app's own pictures, shown one after the other by CSS in one SVG without script; rows that
several frames have stand in it once. Who wants no motion, and a viewer that knows none, sees one frame that
stays.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from screenshots.make import Files, Known, analysed, settled  # noqa: E402
from tui.app.app import SaysoApp  # noqa: E402
from tui.domain.analysis import Analysis  # noqa: E402
from tui.domain.article import Article  # noqa: E402
from tui.library.library import TinyLibrary  # noqa: E402

SIZE = (80, 24)
LINE, CELL, ABOVE = 24.4, 12.2, 34.0
"""Units of the picture: how high a row is, how wide a cell, and what the caption takes."""
STILL = 2
"""The number of the frame that stays where nothing is to move."""
Thing = TypeVar("Thing")
_SVG = "{http://www.w3.org/2000/svg}"


class Scene(NamedTuple):
    """The keys that are pressed, what is said of them, and the seconds that what comes of them is shown."""

    keys: Sequence[str]
    said: str
    seconds: float


SCENES = (
    Scene((), "sayso summit.txt: the words at once, who says what beside them", 2.6),
    Scene(("J",), "J: the next quote", 1.4),
    Scene(("J",), "J: and the next", 1.4),
    Scene(("enter",), "enter: who says it, and why that is believed", 3.2),
    Scene(("escape", "semicolon"), "; a letter on all that is in view", 2.4),
    Scene(("escape", "a"), "a: a note on the quote", 1.0),
    Scene(tuple("Ask the press office #check"), "a: a note on the quote", 2.0),
    Scene(("f2", "f5"), "F2 keeps it, F5 lists what was kept", 2.4),
    Scene(("f4", "enter", "f3"), "F4, enter, F3: only what one person said", 2.6),
    Scene(("A",), "A: who gets to speak, and how much", 3.2),
)


class Row(NamedTuple):
    """What stands in a row: grounds by colour, place, width; texts by style, place, length, words."""

    grounds: tuple[tuple[str, float, float], ...]
    texts: tuple[tuple[str, float, float, str], ...]


def rows_of(svg: str) -> list[Row]:
    """The rows of a picture that Textual drew; a style is CSS, not the name of a class."""
    root = ElementTree.fromstring(svg)
    sheet = root.findtext(f"{_SVG}style", "")
    styles = dict(re.findall(r"\.(\S+-r\d+) \{ (.*?);? \}", sheet))
    shown = next(group for group in root.iter(f"{_SVG}g") if "clip-terminal" in group.get("clip-path", ""))
    grounds: dict[int, list[tuple[str, float, float]]] = {}
    texts: dict[int, list[tuple[str, float, float, str]]] = {}
    for rect in shown.iter(f"{_SVG}rect"):
        row = round((float(rect.get("y", 0)) - 1.5) / LINE)
        place = round(float(rect.get("x", 0)), 1), round(float(rect.get("width", 0)), 1)
        grounds.setdefault(row, []).append((rect.get("fill", ""), *place))
    for text in shown.iter(f"{_SVG}text"):
        row = round((float(text.get("y", 0)) - 20) / LINE)
        place = round(float(text.get("x", 0)), 1), round(float(text.get("textLength", 0)), 1)
        texts.setdefault(row, []).append((styles[text.get("class", "")], *place, text.text or ""))
    return [Row(tuple(grounds.get(row, ())), tuple(texts.get(row, ()))) for row in range(SIZE[1])]


async def frames(article: Article, analysis: Analysis) -> list[list[Row]]:
    """The rows of what is seen after each scene's keys."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        app = SaysoApp(
            loader=Files(),
            analyser=Known(analysis),
            library=TinyLibrary(Path(folder) / "library.json"),
            article=article,
            config=Path(folder),
        )
        async with app.run_test(size=SIZE) as pilot:
            await settled(app, pilot)
            for scene in SCENES:
                for key in scene.keys:
                    await pilot.press({" ": "space", "#": "number_sign"}.get(key, key))
                    await settled(app, pilot)
                for screen in app.screen_stack:
                    for box in screen.query("KeyBar, TextArea"):
                        if hasattr(box, "message"):
                            box.message = ""
                        else:
                            box.cursor_blink = False  # type: ignore[attr-defined]
                await pilot.pause()
                found.append(rows_of(app.export_screenshot()))
    return found


def drawn(shown: Sequence[Sequence[Row]]) -> str:
    """The frames as one SVG."""
    rows = [row for frame in shown for row in frame]
    ground = _usual(rows)
    styles = _numbered("s", (text[0] for row in rows for text in row.texts))
    fills = _numbered("g", (one[0] for row in rows for one in row.grounds))
    names = _numbered("r", rows)
    width, height = SIZE[0] * CELL + 20, SIZE[1] * LINE + ABOVE + 12
    css = [
        "text{font:20px 'Fira Code','DejaVu Sans Mono',Menlo,Consolas,monospace}",
        "rect{shape-rendering:crispEdges}",
        ".say{font:600 17px system-ui,sans-serif;fill:#d9dde4}",
        *(f".{name}{{{style}}}" for style, name in styles.items()),
        *(f".{name}{{fill:{fill}}}" for fill, name in fills.items()),
        f".f{{visibility:hidden}}.f{STILL}{{visibility:visible}}",
        f"@media (prefers-reduced-motion:no-preference){{{''.join(_motion())}}}",
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">',
        "<title>sayso in use: quotes, a card, letters, a note, one speaker, the audit</title>",
        f"<style>{''.join(css)}</style><defs>",
        *(f'<g id="{name}">{_row(row, ground, styles, fills)}</g>' for row, name in names.items()),
        '</defs><rect width="100%" height="100%" rx="8" fill="#222831"/>',
        f'<rect x="10" y="{ABOVE:.0f}" width="{SIZE[0] * CELL:.0f}" height="{SIZE[1] * LINE:.1f}" '
        f'fill="{ground}"/>',
    ]
    for number, (scene, frame) in enumerate(zip(SCENES, shown, strict=True)):
        placed = "".join(
            f'<use href="#{names[row]}" x="10" y="{ABOVE + at * LINE:.1f}"/>' for at, row in enumerate(frame)
        )
        said = f'<text class="say" x="16" y="23">{escape(scene.said)}</text>'
        parts.append(f'<g class="f f{number}">{said}{placed}</g>')
    return "\n".join([*parts, "</svg>\n"])


def _usual(rows: Sequence[Row]) -> str:
    """The colour that the most cells stand on."""
    widths: Counter[str] = Counter()
    for row in rows:
        for fill, _, width in row.grounds:
            widths[fill] += round(width)
    return widths.most_common(1)[0][0]


def _numbered(letter: str, things: Iterable[Thing]) -> dict[Thing, str]:
    """A short name for each of some things, in the order in which they come."""
    return {thing: f"{letter}{number}" for number, thing in enumerate(dict.fromkeys(things))}


def _motion() -> Iterable[str]:
    """The CSS by which each scene is seen for its seconds, over and over."""
    whole, at = sum(scene.seconds for scene in SCENES), 0.0
    for number, scene in enumerate(SCENES):
        start, end = 100 * at / whole, 100 * (at + scene.seconds) / whole
        at += scene.seconds
        before = "0%{visibility:hidden}" if number else ""
        after = f"{end:.2f}%{{visibility:hidden}}" if number < len(SCENES) - 1 else ""
        yield f"@keyframes k{number}{{{before}{start:.2f}%{{visibility:visible}}{after}}}"
        yield f".f{number}{{animation:k{number} {whole:.1f}s step-end infinite}}"


def _joined(grounds: Sequence[tuple[str, float, float]]) -> Iterable[tuple[str, float, float]]:
    """Rectangles of one colour that stand beside each other as one."""
    found: list[tuple[str, float, float]] = []
    for fill, x, width in sorted(grounds, key=lambda ground: ground[1]):
        if found and found[-1][0] == fill and abs(found[-1][1] + found[-1][2] - x) < 1:
            x, width = found[-1][1], round(x + width - found.pop()[1], 1)
        found.append((fill, x, width))
    return found


def _row(row: Row, ground: str, styles: dict[str, str], fills: dict[str, str]) -> str:
    found = [
        f'<rect class="{fills[fill]}" x="{x:g}" width="{width:g}" height="24.7"/>'
        for fill, x, width in _joined(row.grounds)
        if fill != ground
    ]
    for css, x, length, words in row.texts:
        if words.strip("\xa0 "):
            place = f'x="{x:g}" y="18.5" textLength="{length:g}"'
            found.append(f'<text class="{styles[css]}" {place}>{escape(words)}</text>')
    return "".join(found)


def main() -> None:
    os.environ.pop("NO_COLOR", None)
    article = Files().load(str(HERE.parent / "seeds" / "summit.txt"))
    path = HERE / "cast.svg"
    path.write_text(drawn(asyncio.run(frames(article, analysed(article)))), encoding="utf-8")
    sys.stdout.write(f"{path.relative_to(HERE.parent)}\n")


if __name__ == "__main__":
    main()
