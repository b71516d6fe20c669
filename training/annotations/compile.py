"""Turn the annotators' notation (see QUOTES.md) into stand-off records: address, hash, offsets, never text.

    python -m training.annotations.compile NOTATION... --corpus wikinews.jsonl [-o quotes_wikinews.jsonl]
    python -m training.annotations.compile --join quotes_wikinews.jsonl --corpus wikinews.jsonl

The second form puts the texts back in beside the annotations, for training and scoring; its output stays
with the corpus and is never committed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Span = list[int]
Record = dict[str, Any]
_PARAGRAPH = re.compile(r"P(\d+):\s*")
_OCCURRENCE = re.compile(r"@(\d+)$")


class NotationError(ValueError):
    """A line that does not fit its article."""


def paragraphs(text: str) -> list[Span]:
    """The spans of the paragraphs of ``text``, in code points: runs between empty lines."""
    return [[m.start(), m.end()] for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]


def occurrences(text: str, words: str, within: Span) -> Iterator[int]:
    """Where ``words`` stand inside ``within``, as whole words."""
    pattern = r"(?<!\w)" * words[:1].isalnum() + re.escape(words) + r"(?!\w)" * words[-1:].isalnum()
    for match in re.compile(pattern).finditer(text, *within):
        yield match.start()


def find_piece(text: str, piece: str, bounds: list[Span], paragraph: int, near: int | None) -> Span:
    """The span of one piece of notation.

    ``near`` (code points) picks the closest of several occurrences; without it the first is taken.
    Raises NotationError where the piece does not stand in the paragraph.
    """
    if match := _PARAGRAPH.match(piece):
        paragraph, piece = int(match[1]), piece[match.end() :]
    number = 1
    if match := _OCCURRENCE.search(piece):
        number, piece = int(match[1]), piece[: match.start()].rstrip()
        near = None
    if paragraph >= len(bounds):
        raise NotationError(f"there is no paragraph {paragraph}")
    first, _, last = (part.strip() for part in piece.partition(" ... "))
    starts = list(occurrences(text, first, bounds[paragraph]))
    if len(starts) < number:
        raise NotationError(f"{first!r} is not in paragraph {paragraph}")
    start = starts[number - 1] if near is None else min(starts, key=lambda s: abs(s - near))
    if not last:
        return [start, start + len(first)]
    for end in occurrences(text, last, [start + len(first), bounds[paragraph][1]]):
        return [start, end + len(last)]
    raise NotationError(f"{last!r} does not follow {first!r} in paragraph {paragraph}")


def parse_line(text: str, line: str, bounds: list[Span]) -> Record:
    """One quote from one line of notation. Raises NotationError."""
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) != 5:
        raise NotationError(f"{len(fields)} fields instead of 5")
    paragraph = int(fields[0])

    def pieces(field: str, near: int | None) -> list[Span]:
        if field == "-":
            return []
        return sorted(find_piece(text, p.strip(), bounds, paragraph, near) for p in field.split(" ++ "))

    content = pieces(fields[3], None)
    if not content:
        raise NotationError("no content")
    cue = min(
        (pieces(fields[2], edge) for piece in content for edge in piece), key=_distance_to(text, content)
    )
    anchor = cue[0][0] if cue else content[0][0]
    return {
        "content": content,
        "cue": cue,
        "speaker": pieces(fields[1], anchor),
        "actor": None if fields[4] == "-" else fields[4],
    }


def _distance_to(text: str, content: list[Span]) -> Any:
    """A key for cues: code points between the cue and the content, far more where a sentence ends between."""

    def distance(cue: list[Span]) -> int:
        if not cue:
            return 0
        start, end = cue[0][0], cue[-1][1]
        gaps = []
        for s, e in content:
            low, high = (end, s) if end <= s else (e, start) if e <= start else (start, start)
            ends_sentence = re.search(r"[.?!][\"”’]*\s", text[low:high]) is not None
            inside = s <= start < e
            gaps.append(high - low + 10_000 * (ends_sentence + inside))
        return min(gaps)

    return distance


def compile_notation(lines: Iterable[str], corpus: dict[str, Record]) -> tuple[list[Record], list[str]]:
    """Records in the order of the notation, and a complaint for each line that does not fit."""
    records: list[Record] = []
    complaints: list[str] = []
    text, bounds = "", []
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line.startswith("# "):
            article = corpus[line[2:].strip()]
            text, bounds = article["text"], paragraphs(article["text"])
            records.append(
                {
                    "id": article["id"],
                    "url": article["url"],
                    "title": article["title"],
                    "sha256": hashlib.sha256(text.encode()).hexdigest(),
                    "quotes": [],
                }
            )
        elif line and line != "!":
            try:
                records[-1]["quotes"].append(parse_line(text, line, bounds))
            except (NotationError, ValueError) as error:
                complaints.append(f"line {number} ({records[-1]['id']}): {error}: {line}")
    for record in records:
        record["quotes"].sort(key=lambda quote: quote["content"])
    return records, complaints


def join(records: Iterable[Record], corpus: dict[str, Record]) -> Iterator[Record]:
    """The records with their texts, for those whose text still has the hash it was annotated with."""
    for record in records:
        text = corpus[record["id"]]["text"]
        if hashlib.sha256(text.encode()).hexdigest() == record["sha256"]:
            yield {**record, "text": text}


def read_jsonl(path: Path) -> list[Record]:
    """The objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notation", nargs="*", type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--join", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args(argv)
    corpus = {article["id"]: article for article in read_jsonl(args.corpus)}
    complaints: list[str] = []
    if args.join:
        records = list(join(read_jsonl(args.join), corpus))
    else:
        records = []
        for path in args.notation:
            found, wrong = compile_notation(path.read_text(encoding="utf-8").splitlines(), corpus)
            records += found
            complaints += [f"{path}: {w}" for w in wrong]
    out = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if args.output:
        args.output.write_text(out, encoding="utf-8")
    else:
        sys.stdout.write(out)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    print(f"{len(records)} articles, {sum(len(r['quotes']) for r in records)} quotes", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
