#!/usr/bin/env bash
# html2text makes other characters of what a page writes as a reference than of the same character written plainly:
# &ldquo;, &#8220; and &#x201C; become ", “ stays “; &mdash; becomes --, &hellip; stays …; and some letters lose their
# accents, others not, so that "Jos&eacute; Pe&ntilde;a" is "Jose Peña" and "José Peña" stays himself. A page that mixes
# the two, as old articles with new captions do, has one person under two names, and quotations that open with one
# kind of mark and close with another.
#
# A good guess: a reference is the character, as the HTML standard says; what may be turned into ASCII is turned
# always or never. Seen with html2text 2025.4.15, Python 3.11. What it means: set unicode_snob = True, or resolve
# the references first (html.unescape would also turn &lt;).
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'html2text==2025.4.15'
"$folder/venv/bin/python" - <<'PYTHON'
import html2text

SEEN = {
    "“We go,” said José Peña — today.": "“We go,” said José Peña — today.",
    "&ldquo;We go,&rdquo; said Jos&eacute; Pe&ntilde;a &mdash; today.": '"We go," said Jose Peña -- today.',
    "&#8220;We go,&#x201D; said Jos&#233; Peña.": '"We go," said Jose Peña.',
    "&ldquo;We go,” said Jos&eacute; Peña.": '"We go,” said Jose Peña.',
    "It cost &pound;5 in Malm&ouml; &laquo;today&raquo;.": "It cost £5 in Malmo «today».",
}
for page, seen in SEEN.items():
    found = html2text.html2text(f"<p>{page}</p>").strip()
    print(f"{page!r}: {found!r}")
    assert found == seen, f"this changed: {found!r} instead of {seen!r}"
print("html2text 2025.4.15: as described.")
PYTHON
