#!/usr/bin/env bash
# htmldate, with which trafilatura dates pages, passes over the machine-readable date of a <time> element whose class
# says that it is the date, and guesses at the words shown to people instead, the day first:
# <time class="published" datetime="2026-11-03T10:00:00+00:00">11/03/2026</time> gives 2026-03-11, with no sign of
# doubt, on a page in American English too. Without the class the same element gives 2026-11-03.
#
# A good guess: 2026-11-03 in both cases. The attribute is there to leave no doubt, and a class that says "published"
# can but make it surer.
# Seen with htmldate 1.11.0 and trafilatura 2.3.1, Python 3.11. What it means for a list of articles by date: read
# datetime="…" yourself, and doubt a date whose day could be the month.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'htmldate==1.11.0' 'trafilatura==2.3.1' \
    'lxml==6.1.3' 'lxml-html-clean==0.4.6'
"$folder/venv/bin/python" - <<'PYTHON'
import htmldate
import trafilatura

STORY = "<p>The harbour of Arlen was closed on the day after a storm that nobody had seen coming.</p>" * 5
EXACT = 'datetime="2026-11-03T10:00:00+00:00"'
SEEN = {
    f"<time {EXACT}>11/03/2026</time>": "2026-11-03",
    f'<time class="published" {EXACT}>11/03/2026</time>': "2026-03-11",
    f'<time class="published" {EXACT}>3 November 2026</time>': "2026-11-03",
}
for element, seen in SEEN.items():
    page = f'<html lang="en-US"><body><article><h1>Harbour</h1><p>By Ines Falk {element}</p>{STORY}</article></body></html>'
    dates = htmldate.find_date(page), trafilatura.bare_extraction(page, with_metadata=True).date
    assert dates == (seen, seen), f"{element}: {dates}"
    print(f"{element}: {seen}")
PYTHON
