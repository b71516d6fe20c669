#!/usr/bin/env bash
# Textual's TextArea does not give back the text that it was given. It takes for the end of a line whatever Python's
# str.splitlines() does: a form feed, a vertical tab, U+0085, U+2028, U+2029 and the separators U+001C to U+001E, and
# its `text` has a line end in the place of each. Where one of them ends the text it is gone. And a single "\r\n" makes
# all line ends of the text two characters, so that the text grows and every position behind shifts.
#
# A good guess: `TextArea(text).text == text` until somebody types. It holds for "\n" alone and for "\r\n" alone.
# Texts of the news do hold these characters: pages of a PDF are parted by form feeds, U+2028 comes with what was
# copied from a web page or a chat, U+0085 from mainframes' and some XML's line ends.
# Seen with Textual 8.2.8, Python 3.11. What it means for whoever edits a note or a passage and saves it: compare with
# `text` as the area first gave it, not with what it was given, before calling it changed; keep offsets of the one only.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'textual==8.2.8'
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from textual.widgets import TextArea

SEEN = {
    "page one\x0cpage two": "page one\npage two",
    "one\x0btwo": "one\ntwo",
    "one\x85two": "one\ntwo",
    "one\u2028two": "one\ntwo",
    "one\u2029two": "one\ntwo",
    "one\x1ctwo": "one\ntwo",
    "“We sail,”\u2028she said.\u2029": "“We sail,”\nshe said.",
    "one\ntwo\r\nthree\nfour": "one\r\ntwo\r\nthree\r\nfour",
}
for given, seen in SEEN.items():
    text = TextArea(given).text
    print(f"given {given!r}, gives {text!r}")
    assert text == seen, f"this changed: {text!r} instead of {seen!r}"
for whole in ("one\ntwo\n", "one\r\ntwo\r\n", "one\ttwo\xa0three\u200bfour"):
    assert TextArea(whole).text == whole, "these are left as they are"
print(f"Textual {version('textual')}: as described.")
PYTHON
