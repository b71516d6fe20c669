"""The picture of speed for the README: first words and memory against the length of the article.

    python -m benchmarks.plot [--rounds 5] [--out screenshots/speed.svg]

Each program opens each length in turns on a terminal; the medians are drawn, both axes logarithmic.
"""

from __future__ import annotations

import argparse
import math
import platform
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path

from benchmarks.startup import OWN_SCREEN, Program, minimal, reader
from benchmarks.terminal import Terminal
from benchmarks.texts import text_of

SIZES = (1_000, 10_000, 100_000, 600_000)
SERIES = {"sayso": "#1a5fb4", "one Static in Textual": "#a35200", "less": "#5e5c64"}
_SETTLE = 1.0
"""Seconds after which memory is read."""
_PANEL, _HEIGHT, _LEFT, _TOP, _GAP = 300, 230, 76, 50, 92

Curve = Mapping[str, Sequence[float]]


def measure(rounds: int) -> tuple[Curve, Curve]:
    """Milliseconds to the first words and MB of memory for each program, at each length."""
    seconds: dict[str, list[float]] = {name: [] for name in SERIES}
    held: dict[str, list[float]] = {name: [] for name in SERIES}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for words in SIZES:
            path = home / f"{words}.txt"
            path.write_text(text_of(words), encoding="utf-8")
            commands = (reader(path), minimal(home, path), ("less", str(path)))
            programs = [Program(name, command) for name, command in zip(SERIES, commands, strict=True)]
            times: dict[str, list[float]] = {name: [] for name in SERIES}
            memory: dict[str, list[float]] = {name: [] for name in SERIES}
            for _ in range(rounds):
                for program in programs:
                    with Terminal(program.command, home) as terminal:
                        times[program.name].append(terminal.until(program.marker))
                        if program.name == "sayso":
                            terminal.until(OWN_SCREEN)
                        terminal.rest(_SETTLE)
                        memory[program.name].append(terminal.memory())
            for name in SERIES:
                seconds[name].append(1000 * statistics.median(times[name]))
                held[name].append(statistics.median(memory[name]))
    return seconds, held


def picture(seconds: Curve, held: Curve) -> str:
    """The two curves as SVG."""
    width, height = _LEFT + 2 * _PANEL + _GAP + 20, _HEIGHT + _TOP + 76
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="DejaVu Sans, Verdana, sans-serif" font-size="12" fill="#1d2026">',
        f'<rect width="{width}" height="{height}" rx="6" fill="#fbfbfa"/>',
        *_panel(_LEFT, "First words on the terminal", "ms", (1, 10, 100, 1_000, 10_000), seconds),
        *_panel(_LEFT + _PANEL + _GAP, "Most memory held", "MB", (1, 10, 100, 1_000), held),
    ]
    for number, (name, colour) in enumerate(SERIES.items()):
        x, y = _LEFT + (0, 90, 270)[number], height - 12
        parts.append(f'<path d="M{x} {y - 4}h22" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{x + 28}" y="{y}">{escape(name)}</text>')
    made = f"medians, 120×40, Python {platform.python_version()}, Textual {version('textual')}"
    parts.append(f'<text x="{width - 12}" y="{height - 12}" text-anchor="end" fill="#5e5c64">{made}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _panel(left: int, title: str, unit: str, ticks: Sequence[int], curves: Curve) -> Iterator[str]:
    low, high = math.log10(ticks[0]), math.log10(ticks[-1])
    first, last = math.log10(SIZES[0]), math.log10(SIZES[-1])
    bottom = _TOP + _HEIGHT

    def y_of(value: float) -> float:
        return bottom - (math.log10(max(value, ticks[0])) - low) / (high - low) * _HEIGHT

    def x_of(words: int) -> float:
        return left + 12 + (math.log10(words) - first) / (last - first) * (_PANEL - 40)

    yield f'<text x="{left}" y="{_TOP - 20}" font-weight="bold">{title}</text>'
    for tick in ticks:
        y = y_of(tick)
        yield f'<path d="M{left} {y:.1f}h{_PANEL}" stroke="#d5d7da"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:,} {unit}</text>'
    for words in SIZES:
        yield f'<text x="{x_of(words):.1f}" y="{bottom + 18}" text-anchor="middle">{words:,}</text>'
    yield f'<text x="{left + _PANEL / 2}" y="{bottom + 36}" text-anchor="middle" fill="#5e5c64">words</text>'
    for name, colour in SERIES.items():
        points = [(x_of(words), y_of(value)) for words, value in zip(SIZES, curves[name], strict=True)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        for at, ((x, y), value) in enumerate(zip(points, curves[name], strict=True)):
            beside = -8 if value == max(curve[at] for curve in curves.values()) else 16
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
            if name != "less":
                yield (
                    f'<text x="{x:.1f}" y="{y + beside:.1f}" text-anchor="middle" font-size="10" '
                    f'fill="{colour}">{value:,.0f}</text>'
                )


def main() -> None:
    """Write the picture and print what it shows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plot", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "screenshots" / "speed.svg")
    options = parser.parse_args()
    seconds, held = measure(options.rounds)
    options.out.write_text(picture(seconds, held), encoding="utf-8")
    for name in SERIES:
        pairs = zip(SIZES, seconds[name], held[name], strict=True)
        print(name, ", ".join(f"{words:,}: {ms:.0f} ms {mb:.0f} MB" for words, ms, mb in pairs))


if __name__ == "__main__":
    main()
