"""The rows of the table: what was measured, against which budget, and whether it holds."""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

PACKAGES = ("textual", "rich", "spacy", "tinydb", "msgspec")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``limit`` None: told, not judged. ``low``: the figure must be at least that."""

    what: str
    figure: float
    limit: float | None = None
    unit: str = "×"
    low: bool = False
    told: str = ""
    """The medians and spreads behind the figure."""
    cpu: float | None = None
    """The same figure in CPU time, which other programs on the machine do not stretch."""

    def verdict(self) -> str:
        """``yes``, ``NO``, or ``CPU``: by the clock it is over the budget, by CPU time within."""
        if self.limit is None:
            return ""
        if self._within(self.figure):
            return "yes"
        return "CPU" if self.cpu is not None and self._within(self.cpu) else "NO"

    def _within(self, figure: float) -> bool:
        assert self.limit is not None
        return figure >= self.limit if self.low else figure <= self.limit

    def cells(self) -> tuple[str, str, str, str, str]:
        digits = 2 if self.unit == "×" else 0
        limit = "" if self.limit is None else f"{'≥' if self.low else '≤'} {self.limit:g} {self.unit}"
        told = self.told
        if self.cpu is not None:
            told = f"CPU {self.cpu:.{digits}f} {self.unit}; {told}"
        return self.what, limit, f"{self.figure:.{digits}f} {self.unit}", self.verdict(), told


def quantile(values: Iterable[float], share: float) -> float:
    """The value that so large a share of them does not exceed; of few values the greatest."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * share) - 1, 0)]


def spread(values: Sequence[float], unit: str = "ms", factor: float = 1000.0) -> str:
    """``123 (110–150) ms``: the median, and the first and last tenth."""
    scaled = [factor * value for value in values]
    low, high = quantile(scaled, 0.1), quantile(scaled, 0.9)
    middle = statistics.median(scaled)
    digits = 0 if middle >= 10 else 1
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f}) {unit}"


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of one by the median of the other."""
    return statistics.median(above) / statistics.median(below)


def markdown(sections: Iterable[tuple[str, Sequence[Row]]]) -> str:
    """All rows as one Markdown table, aligned so that it reads well in a terminal too."""
    head = ("", "budget", "measured", "kept", "median (first–last tenth)")
    lines: list[tuple[str, ...]] = []
    for title, rows in sections:
        lines.append((f"**{title}**", "", "", "", ""))
        lines += [row.cells() for row in rows]
    widths = [max(len(line[at]) for line in (head, *lines)) for at in range(len(head))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in (head, rule, *lines)
    )


def machine() -> str:
    """The machine, Python and packages, in a line; and how steady the machine is just now."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, {versions}.\n{steadiness()}"
    )


def steadiness(count: int = 60) -> str:
    """How long 5 ms of computing take by the clock: on a machine of one's own, 5 ms each time."""
    taken = []
    for _ in range(count):
        began, until = time.perf_counter(), time.thread_time() + 0.005
        while time.thread_time() < until:
            pass
        taken.append(time.perf_counter() - began)
        time.sleep(0.01)
    middle, late = (1000 * quantile(taken, share) for share in (0.5, 0.99))
    return f"5 ms of computing take {middle:.1f} ms here at the median and {late:.0f} ms at 99 %."
