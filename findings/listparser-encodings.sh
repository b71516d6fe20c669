#!/usr/bin/env bash
# listparser, with lxml beside it, reads lists of feeds (OPML) as UTF-8 or UTF-16, whatever their XML declaration
# says. A list that says encoding="ISO-8859-1" or "windows-1252", as older readers export them, and is written so,
# loses each letter beyond ASCII: "Café Arlen" becomes "Caf\ufffd Arlen". Nothing tells of it: "bozo" stays False,
# "bozo_exception" None. (Without lxml the same list raises a UnicodeDecodeError.)
#
# A good guess: "Café Arlen", as any XML parser gives it, since the declaration is there for just this.
# Seen with listparser 0.20 and lxml 6.1.3, Python 3.11. What it means for who imports lists: hand it a str that you decoded yourself.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'listparser==0.20' 'lxml==6.1.3'
"$folder/venv/bin/python" - <<'PYTHON'
import xml.etree.ElementTree

import listparser

NAME, LOST = "Café Arlen", "Caf\ufffd Arlen"
SEEN = {"UTF-8": NAME, "UTF-16": NAME, "ISO-8859-1": LOST, "windows-1252": LOST}
for encoding, seen in SEEN.items():
    words = (
        f'<?xml version="1.0" encoding="{encoding}"?><opml version="2.0"><head/><body>'
        f'<outline type="rss" text="{NAME}" xmlUrl="https://arlen.example/rss"/></body></opml>'
    )
    data = words.encode(encoding)
    outline = xml.etree.ElementTree.fromstring(data).find("body/outline")
    assert outline is not None and outline.get("text") == NAME, "the list is not what it says"
    result = listparser.parse(data)
    found = result.feeds[0].title, result.bozo, result.bozo_exception
    assert found == (seen, False, None), f"{encoding}: {found}"
    print(f"{encoding}: {seen!r}, bozo {result.bozo}")
PYTHON
