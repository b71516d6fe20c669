#!/usr/bin/env bash
# trafilatura takes words out of the middle of a sentence, or runs two together, where the page marks them with
# an element of plain HTML:
#
# - what stands in <time> is gone: "At <time>noon on Friday</time> the gate opened." becomes "At the gate opened."
# - a correction by <del> and <ins> keeps both, without a blank: "<del>four</del><ins>five</ins>" becomes
#   "fourfive", a number that nobody wrote.
#
# (On a page of less than some 250 characters it falls back to all of the page's text, where <time> is kept.)
#
# A good guess: the words of <time> stay as those of any inline element do (<abbr>, <cite>, <code>, <sup> do), and
# a deleted word is left out. Seen with trafilatura 2.3.1 and lxml 6.1.3, Python 3.11, in the default settings and
# with favor_recall. What it means for whoever quotes from its text: look at the page.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'lxml==6.1.3' 'lxml-html-clean==0.4.6'
"$folder/venv/bin/python" - <<'PYTHON'
import trafilatura

BEFORE = "The harbour of Arlen was closed on Monday after a storm that nobody had seen coming, officials said in the morning."
MIDDLE = "Three boats had been at sea that night, and all three came home with their crews, the harbour office wrote."
BEHIND = "Ships waited outside for two days, and the market had no fish to sell, the warden of the port said."
SEEN = {
    "At <time datetime='2026-01-02'>noon on Friday</time> the gate opened.": "At the gate opened.",
    "At <abbr>noon on Friday</abbr> the gate opened.": "At noon on Friday the gate opened.",
    "The toll was <del>four</del><ins>five</ins> on Tuesday.": "The toll was fourfive on Tuesday.",
}
for recall in (False, True):
    for sentence, seen in SEEN.items():
        page = f"""<!doctype html><html><head><title>Storm</title></head><body><article><h1>Harbour closed</h1>
        <p>{BEFORE}</p><p>{sentence}</p><p>{BEHIND}</p><p>{MIDDLE}</p></article></body></html>"""
        lines = (trafilatura.extract(page, favor_recall=recall) or "").splitlines()
        assert BEFORE in lines and BEHIND in lines, "the article is found"
        found = lines[lines.index(BEFORE) + 1]
        print(f"{sentence!r}: {found!r}")
        assert found == seen, f"this changed: {found!r} instead of {seen!r}"
print(f"trafilatura {trafilatura.__version__}: as described.")
PYTHON
