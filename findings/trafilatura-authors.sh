#!/usr/bin/env bash
# trafilatura cuts an author's name at the first word that looks like an English preposition, also where the page
# states the name as data (JSON-LD, schema.org's Person), with no sentence about it:
#
# - "Max Am Ende", "Thomas in der Au": families of that name lose it. What is left is given as the author.
# - "Bureau of Public Records", which systems state as a Person too, becomes "Bureau".
# - "Holt, Mira", as catalogues and some systems write it, becomes two authors, "Holt; Mira".
# - in <meta name="author"> a cut that leaves one word gives no author at all.
#
# A good guess: a stated name is kept, what is behind "By Mira Holt in Arlen" cut in the text of a page alone.
# Seen with trafilatura 2.3.1, Python 3.11. What it means for bylines: read the page's data for yourself.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'lxml==6.1.3' 'lxml-html-clean==0.4.6'
"$folder/venv/bin/python" - <<'PYTHON'
import json

from trafilatura.metadata import extract_metadata

SEEN = {  # the name as the page states it: of JSON-LD, of <meta name="author">
    "Mira van der Holt": ("Mira van der Holt", "Mira van der Holt"),
    "Max Am Ende": ("Max", None),
    "Thomas in der Au": ("Thomas", None),
    "Bureau of Public Records": ("Bureau", None),
    "Holt, Mira": ("Holt; Mira", "Holt; Mira"),
}
PAGE = """<html><head><title>Storm</title>{}</head><body><article><h1>Storm</h1>
<p>The harbour of Arlen was closed on Monday after a storm that nobody had seen coming.</p></article></body></html>"""
for name, seen in SEEN.items():
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Storm",
        "author": {"@type": "Person", "name": name},
    }
    heads = (
        f'<script type="application/ld+json">{json.dumps(data)}</script>',
        f'<meta name="author" content="{name}">',
    )
    found = tuple(extract_metadata(PAGE.format(head)).author for head in heads)
    print(f"{name!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print("trafilatura 2.3.1: as described.")
PYTHON
