#!/usr/bin/env bash
# With a processor, RapidFuzz's partial_ratio_alignment() counts its offsets in a text that nobody has: what
# utils.default_process made of the one that was given. That puts a blank for each mark, and then cuts the blanks at the
# beginning, so that in a text that begins with a quotation mark or a dash all offsets are too small, by as many.
# The slice of the text that they give begins in the word before and ends in the middle of the last one.
#
# A good guess: src_start and dest_start are places in the strings that were given, as without a processor; the
# processor is for comparing. Seen with RapidFuzz 3.14.6, Python 3.11. What it means for who finds a quotation again in a
# text: process both without cutting (lower()), or add the length of what stands before the first letter.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'rapidfuzz==3.14.6'
"$folder/venv/bin/python" - <<'PYTHON'
import rapidfuzz
from rapidfuzz import fuzz, utils

WORDS = "We will not sail"
SEEN = {
    ("We will not sail, said Dana.", False): "We will not sail",
    ("“We will not sail,” said Dana.", False): "We will not sail",
    ("We will not sail, said Dana.", True): "We will not sail",
    ("“We will not sail,” said Dana.", True): "“We will not sai",
    ("— “We will not sail,” said Dana.", True): "— “We will not s",
    ("“No.” – “We will not sail,” said Dana.", True): "“We will not sai",
}
for (text, processed), seen in SEEN.items():
    processor = utils.default_process if processed else None
    place = fuzz.partial_ratio_alignment(WORDS, text, processor=processor)
    found = text[place.dest_start : place.dest_end]
    print(f"{text!r}, {'processed' if processed else 'as it is'}: {place.score:.0f}, {found!r}")
    assert place.score == 100
    assert found == seen, f"this changed: {found!r} instead of {seen!r}"
print(f"RapidFuzz {rapidfuzz.__version__}: as described.")
PYTHON
