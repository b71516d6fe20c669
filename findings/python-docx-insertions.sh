#!/usr/bin/env bash
# The text that python-docx gives of a paragraph lacks words that stand in the document and that Word shows:
#
# - what was inserted while changes were tracked (w:ins), though it also leaves out what was deleted: a document that
#   was edited with tracking on, and not "accepted", loses each new word without a sign.
# - what stands in a content control (w:sdt), as templates of press releases have for names, places and dates.
#
# A good guess: the text as Word shows it, with insertions and without deletions. Words of links come through.
# Seen with python-docx 1.2.0, Python 3.11; mammoth 1.13.0 gives all of it.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-docx==1.2.0' 'mammoth==1.13.0'
"$folder/venv/bin/python" - <<'PYTHON'
import io

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
word = lambda words, tag="t": f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'  # noqa: E731
about = 'w:id="1" w:author="Ines" w:date="2026-11-06T12:00:00Z"'
paragraph = (
    f'<w:p {nsdecls("w")}>{word("The mayor ")}<w:del {about}>{word("never ", "delText")}</w:del>'
    f'<w:ins {about}>{word("often ")}</w:ins>{word("rows to ")}'
    f'<w:sdt><w:sdtContent>{word("Gull Island")}</w:sdtContent></w:sdt>{word(".")}</w:p>'
)
document.element.body.insert(0, parse_xml(paragraph))
file = io.BytesIO()
document.save(file)
file.seek(0)
found = docx.Document(file).paragraphs[0].text
file.seek(0)
whole = mammoth.extract_raw_text(file).value.strip()
print(f"python-docx: {found!r}\nmammoth:     {whole!r}")
assert found == "The mayor rows to .", f"this changed: {found!r}"
assert whole == "The mayor often rows to Gull Island.", f"this changed: {whole!r}"
print("python-docx 1.2.0: as described.")
PYTHON
