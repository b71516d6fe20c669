#!/usr/bin/env bash
# What mammoth gives of a Word document's text is not what Word shows, in two ways that turn a sentence around:
#
# - hidden words (w:vanish, "Font, Hidden", where editors keep notes) come out like any others, without a message.
# - the words of a simple field (w:fldSimple, as templates have for an author, a title, a date) are gone; the same
#   field written the long way (w:fldChar) keeps them. A message among the warnings tells of the element.
#
# A good guess: hidden words stay out, as deleted ones do, and both ways of writing a field give its words.
# Seen with mammoth 1.13.0 (and hidden words with python-docx 1.2.0 too), Python 3.11. What it means for who quotes
# from DOCX: take runs with w:vanish out of word/document.xml, and unwrap w:fldSimple, before mammoth reads it.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mammoth==1.13.0' 'python-docx==1.2.0'
"$folder/venv/bin/python" - <<'PYTHON'
import io

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def run(words: str, hidden: str = "") -> str:
    return f'<w:r>{hidden}<w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


LONG = (
    mark("begin")
    + '<w:r><w:instrText xml:space="preserve"> AUTHOR </w:instrText></w:r>'
    + mark("separate")
    + run("Ines")
    + mark("end")
)
SEEN = {
    "hidden words": (run("The boat ") + run("never ", "<w:rPr><w:vanish/></w:rPr>") + run("sails."),
                     "The boat never sails.", 0),
    "a simple field": (run("Said ") + f'<w:fldSimple w:instr="AUTHOR">{run("Ines")}</w:fldSimple>' + run("."),
                       "Said .", 1),
    "the same, written long": (run("Said ") + LONG + run("."), "Said Ines.", 0),
}
for name, (inner, seen, messages) in SEEN.items():
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    result = mammoth.extract_raw_text(file)
    found = result.value.strip(), sum("fldSimple" in message.message for message in result.messages)
    assert found == (seen, messages), f"{name}: {found}"
    if name == "hidden words":
        assert docx.Document(file).paragraphs[0].text == seen
    print(f"{name}: {found[0]!r}, {found[1]} messages")
PYTHON
