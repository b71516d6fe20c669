"""Turn lists of names by kind into stand-off entity annotations of Wikinews articles.

    python -m training.annotations.compile_names NOTATION --corpus wikinews.jsonl -o ner_wikinews.jsonl

Notation: below a line ``# article-id`` come lines ``LABEL: name; name; …``. Every occurrence of a name as
whole words takes its label, longer names before shorter ones. ``name@x`` keeps an occurrence from being
taken for a shorter one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.annotations.compile import read_jsonl


def entities(text: str, labels: dict[str, str]) -> list[list[Any]]:
    """``[start, end, label]`` of every name in ``text``, in its order; an empty label marks nothing."""
    names = sorted(labels, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in names)
    found = re.finditer(rf"(?<![\w])(?:{pattern})(?![\w])", text)
    return [[m.start(), m.end(), labels[m[0]]] for m in found if labels[m[0]]]


def compile_names(lines: Iterable[str], corpus: dict[str, dict[str, Any]]) -> tuple[list[Any], list[str]]:
    """Records, and a complaint for each name that is nowhere in its article."""
    lists: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in (line.strip() for line in lines):
        if line.startswith("# "):
            current = lists.setdefault(line[2:], {})
        elif line:
            label, _, names = line.partition(": ")
            for name in names.split("; "):
                current[name.removesuffix("@x")] = "" if name.endswith("@x") else label
    records, complaints = [], []
    for key, labels in lists.items():
        article = corpus[key]
        found = entities(article["text"], labels)
        words = {article["text"][s:e] for s, e, _ in found}
        complaints += [f"{key}: {n!r} is nowhere" for n, label in labels.items() if label and n not in words]
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
