"""How whole the article of a page comes through: word F, beside trafilatura with its defaults.

``python -m benchmarks.pages FOLDER``: the folder holds ``NAME.html``, a page as it was served, and
``NAME.expected.txt``, the text that a reader should get of it. Words are compared as bags, in small letters
and without punctuation; F is the harmonic mean of precision and recall, in percent. Whether the title belongs
to the text is a matter of taste, so our title's heading counts only where the expected text has it too. sayso
brings no such pages along: other people's pages are not ours to hand on.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_WORD = re.compile(r"\w+")
_WORST = 10
_EXPECTED = ".expected.txt"
_NO_FOLDER = f"""Give a folder of pages of your own: NAME.html, a page as it was served, and NAME{_EXPECTED},
the text that a reader should get of it. None come with sayso:
other people's pages are not ours to hand on."""


@dataclass(frozen=True, slots=True)
class Score:
    """Word F of one page in percent: of the article that sayso loads, and of trafilatura's text."""

    name: str
    ours: float
    trafilatura: float
    missing: int
    """Words of the expected text that ours has not."""
    added: int
    """Words of ours that the expected text has not."""


def words_of(text: str) -> Counter[str]:
    """The words of a text with how often each stands there."""
    return Counter(_WORD.findall(text.casefold()))


def word_f(found: Counter[str], expected: Counter[str]) -> float:
    """The harmonic mean of precision and recall of words, in percent; 100 where both have none."""
    size = found.total() + expected.total()
    return 100.0 * 2 * (found & expected).total() / size if size else 100.0


def our_text(page: Path, expected: str) -> str:
    """The text of the article that sayso loads; empty where it refuses the page."""
    from tui.domain.errors import SourceError
    from tui.sources.loader import FileLoader

    try:
        article = FileLoader().load(str(page))
    except SourceError:
        return ""
    first = article.paragraphs[0]
    title = article.text[first.start : first.end]
    if first.level == 1 and " ".join(title.split()) not in " ".join(expected.split()):
        return article.text[first.end :]
    return article.text


def scored(page: Path) -> Score:
    """The score of a page that has its expected text beside it."""
    from trafilatura import extract

    expected = page.with_name(page.stem + _EXPECTED).read_text("utf-8")
    wanted = words_of(expected)
    ours = words_of(our_text(page, expected))
    theirs = words_of(extract(page.read_bytes()) or "")
    return Score(
        page.stem,
        word_f(ours, wanted),
        word_f(theirs, wanted),
        (wanted - ours).total(),
        (ours - wanted).total(),
    )


def table(scores: Sequence[Score]) -> str:
    """The means, and the pages on which ours is worst, as Markdown."""
    lines = [
        "| page | sayso | trafilatura | words missing | words added |",
        "| --- | --- | --- | --- | --- |",
    ]
    ours = statistics.mean(score.ours for score in scores)
    theirs = statistics.mean(score.trafilatura for score in scores)
    missing, added = sum(score.missing for score in scores), sum(score.added for score in scores)
    lines.append(f"| **mean of {len(scores)}** | {ours:.1f} | {theirs:.1f} | {missing} | {added} |")
    for score in sorted(scores, key=lambda score: score.ours)[:_WORST]:
        figures = f"{score.ours:.1f} | {score.trafilatura:.1f} | {score.missing} | {score.added}"
        lines.append(f"| {score.name} | {figures} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages", description=__doc__.split("\n\n", 1)[0]
    )
    parser.add_argument("folder", nargs="?", type=Path, help=f"NAME.html and NAME{_EXPECTED} in pairs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the score of every page there")
    given = parser.parse_args()
    pages = [] if given.folder is None else sorted(given.folder.glob("*.html"))
    pages = [page for page in pages if page.with_name(page.stem + _EXPECTED).is_file()]
    if not pages:
        print(_NO_FOLDER)
        return 0 if given.folder is None else 1
    scores = [scored(page) for page in pages]
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(score) for score in scores], indent=1), "utf-8")
    print(table(scores))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
