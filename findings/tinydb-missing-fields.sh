#!/usr/bin/env bash
# TinyDB's != is not the opposite of its ==. A document that lacks the field is found by neither: asked for everything
# that is not of the kind "note" it leaves out what states no kind, which ~(where("kind") == "note") does find. The same
# holds for a field within a field and for test() with a function of one's own. A field that is there and null is found
# by !=.
#
# A good guess: what is not equal is the rest, as with MongoDB's $ne, whose documents TinyDB's are like, and as with
# Python's own != on dict.get(). Records of a library grow fields with time; the older ones without them vanish from a
# search by !=, and nothing is said.
# Seen with TinyDB 4.9.0, Python 3.11. What it means for whoever filters notes or articles: write ~(field == value).
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tinydb==4.9.0'
"$folder/venv/bin/python" - "$folder/notes.json" <<'PYTHON'
import sys

from tinydb import TinyDB, where

ROWS = {
    "note": {"kind": "note", "place": {"page": 1}},
    "mark": {"kind": "mark", "place": {"page": 2}},
    "null": {"kind": None, "place": {"page": None}},
    "old": {"place": {}},
}
notes = TinyDB(sys.argv[1])
notes.insert_multiple({"name": name, **row} for name, row in ROWS.items())


def found(query) -> set[str]:
    return {row["name"] for row in notes.search(query)}


kind, page = where("kind"), where("place")["page"]
for told, query, names in (
    ("kind == note", kind == "note", {"note"}),
    ("kind != note", kind != "note", {"mark", "null"}),
    ("~(kind == note)", ~(kind == "note"), {"mark", "null", "old"}),
    ("page != 1", page != 1, {"mark", "null"}),
    ("~(page == 1)", ~(page == 1), {"mark", "null", "old"}),
    ("test: not note", kind.test(lambda value: value != "note"), {"mark", "null"}),
):
    answer = found(query)
    print(f"{told}: {sorted(answer)}")
    assert answer == names, f"this changed: {answer}"
assert {name for name, row in ROWS.items() if row.get("kind") != "note"} == {"mark", "null", "old"}
print("TinyDB 4.9.0: as described.")
PYTHON
