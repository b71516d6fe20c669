"""How annotations find their passages again after an article was edited: ``python -m benchmarks.anchors``.

Articles (seeds/, and Wikinews where ``../shared/corpora/wikinews.jsonl`` is there) are annotated at random
and edited by script: sentences inserted, sentences deleted, words reworded, paragraphs moved, typography
changed by another cleaning, and all of these together, at rising rates (share of the sentences, words or
paragraphs). Each character of the edited text remembers where it came from, so the right place is known.

right: the place holds at least half of the letters that are left of the passage, and no more than as many
foreign ones before and behind them; or under half of the letters are left, and the passage was called an
orphan. wrong: placed elsewhere. orphan: not placed though half of it or more is there. Beside ours: the
stored position alone, and the first exact occurrence alone.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.domain.anchoring.anchors import Placed, Reanchorer, make_anchor
from tui.domain.annotation import Anchor
from tui.domain.article import Span

ROOT = Path(__file__).resolve().parent.parent
RATES = (0.02, 0.05, 0.1, 0.2, 0.4)
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?][\"'”’]*(?=\s)|$)", re.DOTALL | re.MULTILINE)

# A text under edit: each piece with the offset it had at first, None for what is new.
Piece = tuple[str, int | None]
Edit = Callable[[list[Piece], float, random.Random, Sequence[str]], list[Piece]]


def articles(limit: int | None) -> list[str]:
    """The texts to work on, those of Wikinews shorter than 400 characters left out."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    news = ROOT.parent / "shared" / "corpora" / "wikinews.jsonl"
    if news.is_file():
        rows = [json.loads(line) for line in news.read_text("utf-8").splitlines()]
        texts += [row["text"] for row in rows if len(row["text"]) > 400]
    return texts[:limit]


def annotated(text: str, count: int, chance: random.Random) -> Iterator[Span]:
    """Random passages: two words, a phrase, a sentence, or sentences up to a paragraph border and over it."""
    words = [found.span() for found in re.finditer(r"\w+", text)]
    sentences = [found.span() for found in _SENTENCE.finditer(text)]
    for number in range(count):
        if number % 4 < 2:
            length = 2 if number % 4 == 0 else chance.randint(4, 9)
            first = chance.randrange(max(len(words) - length, 1))
            yield Span(words[first][0], words[min(first + length - 1, len(words) - 1)][1])
        else:
            length = 1 if number % 4 == 2 else chance.randint(2, 3)
            first = chance.randrange(max(len(sentences) - length, 1))
            yield Span(sentences[first][0], sentences[min(first + length - 1, len(sentences) - 1)][1])


def _sentences(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces by sentence; the white space after one belongs to it."""
    part: list[Piece] = []
    ended = False
    for piece in pieces:
        if ended and piece[0].isspace():
            part.append(piece)
            yield part
            part, ended = [], False
            continue
        ended = piece[0] in ".!?" or (ended and piece[0] in "\"'”’")
        part.append(piece)
    if part:
        yield part


def insert(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """Sentences of other articles put between the sentences."""
    done: list[Piece] = []
    for sentence in _sentences(pieces):
        if chance.random() < rate:
            done.append((chance.choice(others) + " ", None))
        done += sentence
    return done


def delete(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """Sentences taken out."""
    return [piece for part in _sentences(pieces) if chance.random() >= rate for piece in part]


def reword(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """Words exchanged for words of other articles, a few of them dropped or doubled up with another."""
    done: list[Piece] = []
    for piece in pieces:
        if not piece[0][0].isalnum() or chance.random() >= rate:
            done.append(piece)
            continue
        word = chance.choice(re.findall(r"\w+", chance.choice(others)) or ["word"])
        how = chance.random()
        if how < 0.6:
            done.append((word, None))
        elif how < 0.8:
            done += [piece, (" ", None), (word, None)]
    return done


def move(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """Paragraphs put elsewhere."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        paragraphs[-1].append(piece)
        if "\n" in piece[0]:
            paragraphs.append([])
    for number in range(len(paragraphs)):
        if chance.random() < rate:
            paragraphs.insert(chance.randrange(len(paragraphs)), paragraphs.pop(number))
    return [piece for paragraph in paragraphs for piece in paragraph]


_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "..."}


def clean(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """Another cleaning: straight or curly marks, dashes, no-break and double spaces, line ends."""
    done: list[Piece] = []
    curl = chance.random() < 0.5
    opening = True
    for word, origin in pieces:
        change = chance.random() < rate * 2.5
        if word in _STRAIGHT and not curl:
            done.append((_STRAIGHT[word], None))
        elif word == '"' and curl:
            done.append(("“" if opening else "”", origin))
            opening = not opening
        elif word == "'" and curl:
            done.append(("’", origin))
        elif word == " " and change:
            done.append((chance.choice(("\u00a0", "  ", "\n", " \u200b")), None))
        elif "\n" in word and change:
            done.append((chance.choice(("\n", "\n\n\n", "\r\n\r\n")), None))
        else:
            done.append((word, origin))
    return done


def everything(pieces: list[Piece], rate: float, chance: random.Random, others: Sequence[str]) -> list[Piece]:
    """All of these, one after another, at that rate each."""
    for edit in (clean, reword, delete, insert, move):
        pieces = edit(pieces, rate, chance, others)
    return pieces


EDITS: dict[str, Edit] = {
    "insertions": insert,
    "deletions": delete,
    "rewording": reword,
    "moves": move,
    "cleaning": clean,
    "all of these": everything,
}


def remains(pieces: list[Piece], length: int) -> list[int]:
    """For each character of the first text, where it now begins; -1 if it is gone."""
    now = [-1] * length
    at = 0
    for piece, origin in pieces:
        if origin is not None:
            for step in range(len(piece)):
                if origin + step < length:
                    now[origin + step] = at + step
        at += len(piece)
    return now


def remnants(now: list[int], text: str, span: Span) -> tuple[list[int], float]:
    """Where the passage's letters now stand, in order, and the share of them left in one neighbourhood."""
    letters = [index for index in range(span.start, span.end) if text[index].isalnum()]
    groups: list[list[int]] = []
    for place in sorted(now[index] for index in letters if now[index] >= 0):
        if groups and place - groups[-1][-1] < 400:
            groups[-1].append(place)
        else:
            groups.append([place])
    best = max(groups, key=len, default=[])
    return best, len(best) / len(letters)


def verdict(placed: Span | None, edited: str, letters: list[int], left: float) -> str:
    """Right, wrong or orphan."""
    if placed is None:
        return "right" if left < 0.5 else "orphan"
    held = [place for place in letters if place in placed]
    if len(held) * 2 < len(letters) or not held:
        return "wrong"
    around = sum(map(str.isalnum, edited[placed.start : held[0]] + edited[held[-1] + 1 : placed.end]))
    return "right" if around <= len(held) else "wrong"


def by_position(anchor: Anchor, text: str) -> Span | None:
    return anchor.span if anchor.end <= len(text) else None


def by_search(anchor: Anchor, text: str) -> Span | None:
    at = text.find(anchor.exact)
    return None if at < 0 else Span(at, at + len(anchor.exact))


def run(
    texts: Sequence[str], count: int, seed: int, show: int = 0
) -> list[tuple[str, float, list[dict[str, int]]]]:
    """Verdicts by edit and rate, for ours, position alone and search alone; ``show`` wrong ones are told."""
    sentences = [
        [found[0] for found in _SENTENCE.finditer(text) if 40 < len(found[0]) < 300] for text in texts
    ]
    rows = []
    for name, edit in EDITS.items():
        for rate in RATES:
            tallies: list[dict[str, int]] = [{"right": 0, "wrong": 0, "orphan": 0} for _ in range(3)]
            for number, text in enumerate(texts):
                chance = random.Random(f"{seed} {name} {rate} {number}")
                # Sentences and words to put in come from a few other articles.
                near = {other % len(texts) for other in range(number - 9, number + 9)} - {number}
                others = [line for other in sorted(near) for line in sentences[other]]
                for trial in _trials(text, edit, rate, chance, others, count):
                    for tally, result in zip(tallies, trial.verdicts(), strict=True):
                        tally[result] += 1
                    if show and trial.verdicts()[0] == "wrong":
                        show -= 1
                        print(f"{name} {rate} {trial.told()}")
            rows.append((name, rate, tallies))
    return rows


@dataclass(frozen=True)
class _Trial:
    """An annotation of a text looked for in the edited one; for ``letters`` and ``left`` see remnants()."""

    anchor: Anchor
    edited: str
    placed: Placed | None
    letters: list[int]
    left: float

    def verdicts(self) -> list[str]:
        """Of our place, of the position alone, and of a search alone."""
        ours = self.placed.span if self.placed else None
        spans = (ours, by_position(self.anchor, self.edited), by_search(self.anchor, self.edited))
        return [verdict(span, self.edited, self.letters, self.left) for span in spans]

    def told(self) -> str:
        """What was looked for, what was found and where it is, for a person to read."""
        placed, letters = self.placed, self.letters
        got = f"got  {placed.span.of(self.edited)!r}" if placed else "got nothing"
        true = f"true {self.edited[letters[0] : letters[-1] + 1]!r}" if letters else "gone"
        how = placed and (placed.how, placed.score)
        return f"{how} left {self.left:.2f}\n  {self.anchor.exact!r}\n  {got}\n  {true}"


def _trials(
    text: str, edit: Edit, rate: float, chance: random.Random, others: list[str], count: int
) -> Iterator[_Trial]:
    pieces: list[Piece] = [(found[0], found.start()) for found in _TOKEN.finditer(text)]
    pieces = edit(pieces, rate, chance, others)
    edited = "".join(piece for piece, _ in pieces)
    now = remains(pieces, len(text))
    again = Reanchorer(edited)
    for span in annotated(text, count, chance):
        if any(map(str.isalnum, span.of(text))):
            anchor = make_anchor(text, span)
            yield _Trial(anchor, edited, again.place(anchor), *remnants(now, text, span))


def speed(words: int = 100_000, count: int = 1_000) -> float:
    """Processor seconds to place ``count`` annotations in an edited text of ``words`` words."""
    chance = random.Random(7)
    vocabulary = [
        "".join(chance.choice("abcdefghijklmnoprstuvwy") for _ in range(chance.randint(2, 9)))
        for _ in range(9_000)
    ]
    weights = [1 / (rank + 1) for rank in range(len(vocabulary))]
    drawn = chance.choices(vocabulary, weights, k=words)
    lines = [" ".join(drawn[at : at + 18]) + "." for at in range(0, words, 18)]
    text = "\n\n".join(" ".join(lines[at : at + 4]) for at in range(0, len(lines), 4))
    anchors = [make_anchor(text, span) for span in annotated(text, count, chance)]
    pieces: list[Piece] = [(found[0], found.start()) for found in _TOKEN.finditer(text)]
    edited = "".join(piece for piece, _ in everything(pieces, 0.1, chance, lines))
    began = time.process_time()
    Reanchorer(edited).place_all(anchors)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, help="only the first so many")
    parser.add_argument("--annotations", type=int, default=20, help="for each article (default 20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show-wrong", type=int, default=0, help="print so many wrong placements")
    arguments = parser.parse_args()
    texts = articles(arguments.articles)
    rows = run(texts, arguments.annotations, arguments.seed, arguments.show_wrong)
    print(f"{len(texts)} articles, {arguments.annotations} annotations each; right / wrong / orphan in %")
    print(f"{'edit':<13} {'rate':>5}   {'sayso':^20}   {'position alone':^20}   {'exact search alone':^20}")
    sums: list[dict[str, int]] = [{"right": 0, "wrong": 0, "orphan": 0} for _ in range(3)]
    for name, rate, tallies in rows:
        for total, tally in zip(sums, tallies, strict=True):
            for key, value in tally.items():
                total[key] += value
        print(f"{name:<13} {rate:>5.0%}   " + "   ".join(map(_shares, tallies)))
    print(f"{'in all':<13} {'':>5}   " + "   ".join(map(_shares, sums)))
    print(
        f"1,000 annotations on an edited text of 100,000 words: {speed():.2f} s of processor time, "
        "the index included"
    )


def _shares(tally: dict[str, int]) -> str:
    total = sum(tally.values()) or 1
    return " ".join(f"{100 * tally[key] / total:6.2f}" for key in ("right", "wrong", "orphan"))


if __name__ == "__main__":
    main()
