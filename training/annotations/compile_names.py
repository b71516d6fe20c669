"""Turn lists of names by kind into stand-off entity annotations of Wikinews articles.

    python -m training.annotations.compile_names NOTATION --corpus wikinews.jsonl -o ner_wikinews.jsonl

Notation: below a line ``# article-id`` come lines ``LABEL: name; name; …``. Every occurrence of a name as
whole words takes its label, longer names before shorter ones; ``name@1,3`` takes only those of them.
``name@x`` takes none: it keeps the words from being taken for a shorter name inside them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.annotations.compile import read_jsonl

_PLACES = re.compile(r"@(x|[\d,]+)$")
_Labels = dict[str, tuple[str, str]]  # name -> its label and which occurrences: "" all, "x" none, "1,3" those


def entities(text: str, labels: _Labels) -> list[list[Any]]:
    """``[start, end, label]`` of every name in ``text``, in its order."""
    names = sorted(labels, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in names)
    seen = Counter[str]()
    marked: list[list[Any]] = []
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
        seen[match[0]] += 1
        label, places = labels[match[0]]
        if not places or str(seen[match[0]]) in places.split(","):
            marked.append([match.start(), match.end(), label])
    return marked


def compile_names(lines: Iterable[str], corpus: dict[str, dict[str, Any]]) -> tuple[list[Any], list[str]]:
    """Records, and a complaint for each name that is nowhere in its article."""
    lists: dict[str, _Labels] = {}
    current: _Labels = {}
    for line in (line.strip() for line in lines):
        if line.startswith("# "):
            current = lists.setdefault(line[2:], {})
        elif line:
            label, _, names = line.partition(": ")
            for name in names.split("; "):
                places = _PLACES.search(name)
                current[_PLACES.sub("", name)] = label, places[1] if places else ""
    records, complaints = [], []
    for key, labels in lists.items():
        article = corpus[key]
        found = entities(article["text"], labels)
        words = {article["text"][s:e] for s, e, _ in found}
        complaints += [
            f"{key}: {name!r} is nowhere"
            for name, (_, places) in labels.items()
            if places != "x" and name not in words
        ]
        records.append(
            {
                "id": key,
                "url": article["url"],
                "title": article["title"],
                "sha256": hashlib.sha256(article["text"].encode()).hexdigest(),
                "entities": found,
            }
        )
    return records, complaints


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notation", type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    args = parser.parse_args(argv)
    corpus = {article["id"]: article for article in read_jsonl(args.corpus)}
    records, complaints = compile_names(args.notation.read_text(encoding="utf-8").splitlines(), corpus)
    out = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    args.output.write_text(out, encoding="utf-8")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
