#!/usr/bin/env bash
# What a program does with the documents that TinyDB's search() gave it shows in its later searches, though nothing was
# written: the results of a query are kept and given out again, the very same objects. A search for notes with the
# colour "red" then answers with a note whose colour is "blue", while get(), all() and another reader of the
# file see it red. It lasts until the next write to that table, then the change is gone without a trace.
#
# A good guess: a search answers with what is stored. get() with the same query does: it is not kept.
# Seen with TinyDB 4.9.0, Python 3.11. What it means for whoever shows documents after changing them a little (a title
# cut short, a colour by its name): copy them first, or db.default_query_cache_capacity = 0.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tinydb==4.9.0'
"$folder/venv/bin/python" - "$folder/notes.json" <<'PYTHON'
import sys

from tinydb import TinyDB, where

notes = TinyDB(sys.argv[1])
notes.insert({"quote": "We will not sail", "colour": "red", "tags": ["wind"]})
red = where("colour") == "red"

shown = notes.search(red)
shown[0]["colour"] = "blue"
shown[0]["tags"].append("storm")

changed = {"quote": "We will not sail", "colour": "blue", "tags": ["wind", "storm"]}
stored = {"quote": "We will not sail", "colour": "red", "tags": ["wind"]}
again, got, other = notes.search(red), notes.get(red), TinyDB(sys.argv[1]).search(red)
print(f"search for red, again: {again}\nget: {got}\nanother reader: {other}")
assert again == [changed], f"this changed: {again}"
assert got == stored and other == [stored] and notes.all() == [stored]

notes.insert({"quote": "Nobody will make me", "colour": "green", "tags": []})
print(f"after another write: {notes.search(red)}")
assert notes.search(red) == [stored]
print("TinyDB 4.9.0: as described.")
PYTHON
