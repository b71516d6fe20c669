#!/usr/bin/env bash
# The usual way to plain text from Wikinews takes the names out of it. Wikinews links a name to Wikipedia by a
# template, {{w|Dana Holt}} or {{w|Dana Holt|Holt}}, where Wikipedia itself would write [[Dana Holt]]; and what
# makes plain text of wikitext leaves templates out. Most persons, offices and places of an article are gone, and with
# them who said what: "According to , the mayor, …".
#
# Keeping the templates' words (keep_template_params) is no way out: "Dana Holt Holt told the crew".
#
# A good guess: the words that the page shows, as for a link. Seen with mwparserfromhell 0.7.2 and wikitextparser
# 3.0.0, Python 3.11. What it means: replace {{w|…}} by its last unnamed parameter first, or read the page's HTML.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mwparserfromhell==0.7.2' 'wikitextparser==3.0.0'
"$folder/venv/bin/python" - <<'PYTHON'
import mwparserfromhell
import wikitextparser

SEEN = {  # the wikitext: mwparserfromhell, the same with the templates' words, wikitextparser
    "According to [[Dana Holt]], the mayor, it is late.": ("According to Dana Holt, the mayor, it is late.",) * 3,
    "According to {{w|Dana Holt}}, the mayor, it is late.": (
        "According to , the mayor, it is late.",
        "According to Dana Holt, the mayor, it is late.",
        "According to , the mayor, it is late.",
    ),
    "Yesterday {{w|Dana Holt|Holt}} told the crew.": (
        "Yesterday  told the crew.",
        "Yesterday Dana Holt Holt told the crew.",
        "Yesterday  told the crew.",
    ),
}
for text, seen in SEEN.items():
    code = mwparserfromhell.parse(text)
    found = (
        code.strip_code(),
        code.strip_code(keep_template_params=True),
        wikitextparser.parse(text).plain_text(),
    )
    print(f"{text!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print("mwparserfromhell 0.7.2, wikitextparser 3.0.0: as described.")
PYTHON
