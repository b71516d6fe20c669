"""Turn notation for actors (see ACTORS.md) into stand-off records: address, hash, offsets, never text.

python -m training.annotations.compile_actors NOTATION… --corpus wikinews.jsonl [-o actors_wikinews.jsonl]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Wanted = tuple[str, int, set[int]]
"""A form of a name, the number of its actor, and which of its places count, from 1 on (empty: all)."""


def compile_notation(lines: list[str], texts: dict[str, Record]) -> tuple[list[Record], list[str]]:
    """Records and complaints. Longer names are placed first, so that no mention lies inside another."""
    records: list[Record] = []
    complaints: list[str] = []
    block: list[str] = []
    name = ""
    for line in [*lines, "# "]:
        if line.startswith("# "):
            if name in texts:
                records.append(_article(texts[name], block, complaints))
            elif name:
                complaints.append(f"no such article: {name}")
            name, block = line[2:].strip(), []
        elif line.strip():
            block.append(line.strip())
    return records, complaints


def _article(source: Record, block: list[str], complaints: list[str]) -> Record:
    text: str = source["text"]
    speakers = _speakers(source, [line[1:] for line in block if line.startswith(">")], complaints)
    actors, wanted = _actors([line for line in block if not line.startswith(">")])
    for form in _mark(text, wanted, actors):
        complaints.append(f"{source['id']}: no mention left: {form}")
    actors = [actor for actor in actors if actor["kind"] != "-"]
    for actor in actors:
        actor["mentions"].sort()
    names = {actor["name"] for actor in actors}
    complaints += [
        f"{source['id']}: no such actor: {speaker['actor']}"
        for speaker in speakers
        if speaker["actor"] and speaker["actor"] not in names
    ]
    return {
        "id": source["id"],
        "url": source["url"],
        "title": source["title"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "actors": actors,
        "speakers": speakers,
    }


def _speakers(source: Record, lines: list[str], complaints: list[str]) -> list[Record]:
    """The lines ``WORDS = ACTOR``: where the words stand, and whom they mean (``-``: nobody)."""
    speakers = []
    for line in lines:
        words, _, who = line.rpartition(" = ")
        at = source["text"].find(words.strip())
        if at < 0:
            complaints.append(f"{source['id']}: not found: {words.strip()}")
            continue
        speakers.append({"at": at, "actor": None if who.strip() == "-" else who.strip()})
    return speakers


def _actors(lines: list[str]) -> tuple[list[Record], list[Wanted]]:
    """The lines ``KIND | NAME | FORM; FORM…``: actors without mentions yet, and the forms to look for."""
    actors: list[Record] = []
    wanted: list[Wanted] = []
    for line in lines:
        kind, name, *rest = (part.strip() for part in line.split("|"))
        for form in [name, *(rest[0].split(";") if rest else [])]:
            form, _, places = form.strip().partition("@")
            wanted.append((form, len(actors), {int(n) for n in places.split(",")} if places else set()))
        actors.append({"name": name.partition("@")[0], "kind": kind, "mentions": []})
    return actors, wanted


def _mark(text: str, wanted: list[Wanted], actors: list[Record]) -> Iterator[str]:
    """Give the actors their mentions, the longest forms first; yields the forms that stand nowhere."""
    taken = [False] * (len(text) + 1)
    for form, number, which in sorted(wanted, key=lambda one: -len(one[0])):
        count = 0
        for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            start, end = found.span()
            if any(taken[start:end]):
                continue
            count += 1
            if not which or count in which:
                taken[start:end] = [True] * (end - start)
                actors[number]["mentions"].append([start, end])
        if not count:
            yield form


def main() -> int:
    """Compile; exit code 1 when a line does not fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notation", nargs="+", type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    texts = {r["id"]: r for r in map(json.loads, options.corpus.read_text("utf-8").splitlines())}
    lines = [line for path in options.notation for line in path.read_text("utf-8").splitlines()]
    records, complaints = compile_notation(lines, texts)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    out = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if options.output:
        options.output.write_text(out, "utf-8")
    else:
        print(out, end="")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
