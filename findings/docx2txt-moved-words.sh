#!/usr/bin/env bash
# docx2txt and docx2python give words of a Word document that nobody sees in it, and lose a mark that everybody sees:
#
# - a passage that was moved while changes were tracked stands at its old place too (w:moveFrom), while what was
#   deleted is left out, as it should be.
# - the words of a text box come twice: Word writes each box in two forms, one for older programs (mc:Fallback).
# - a hyphen that may not break the line (w:noBreakHyphen, Ctrl+Shift+Hyphen) is gone: "re-sign" becomes "resign".
#
# A good guess: each word once, at the place where Word shows it, and the hyphen a hyphen.
# Seen with docx2txt 0.9 and docx2python 3.7.1, Python 3.11 (mammoth 1.13.0 gives all three right). What it means for who
# counts or quotes words of DOCX: take w:moveFrom and mc:Fallback out of word/document.xml, and put "-" for the hyphen.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'docx2txt==0.9' 'docx2python==3.7.1' \
    'python-docx==1.2.0'
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
import zipfile
from pathlib import Path

import docx
import docx2txt
from docx2python import docx2python

OFFICE = "http://schemas.openxmlformats.org"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMES = f"""xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:mc="{OFFICE}/markup-compatibility/2006"
xmlns:r="{OFFICE}/officeDocument/2006/relationships"
xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OFFICE}/drawingml/2006/main"
xmlns:wps="{SHAPE}" xmlns:v="urn:schemas-microsoft-com:vml\""""


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


MOVE = 'w:id="7" w:author="Mira Sand" w:date="2026-11-02T10:00:00Z"'
BOX = f"<w:txbxContent><w:p>{run('The box.')}</w:p></w:txbxContent>"
GRAPHIC = f"""<w:drawing><wp:anchor><a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing>"""
PARAGRAPHS = {
    "moved": f"""{run("We sail")}<w:moveFrom {MOVE}>{run(" today")}</w:moveFrom>{run(", said Holt")}<w:moveTo {MOVE}>
{run(" today")}</w:moveTo><w:del {MOVE}><w:r><w:delText> or not</w:delText></w:r></w:del>""",
    "box": f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps">{GRAPHIC}</mc:Choice><mc:Fallback><w:pict><v:shape>
<v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>""",
    "hyphen": "<w:r><w:t>They re</w:t><w:noBreakHyphen/><w:t>sign</w:t></w:r>",
}
SEEN = {"moved": "We sail today, said Holt today", "box": "The box. The box.", "hyphen": "They resign"}
folder = Path(sys.argv[1])
docx.Document().save(folder / "empty.docx")
for case, paragraph in PARAGRAPHS.items():
    file = folder / f"{case}.docx"
    document = f'<?xml version="1.0"?><w:document {NAMES}><w:body><w:p>{paragraph}</w:p><w:sectPr/></w:body></w:document>'
    with zipfile.ZipFile(folder / "empty.docx") as empty, zipfile.ZipFile(file, "w") as made:
        for name in empty.namelist():
            made.writestr(name, document if name == "word/document.xml" else empty.read(name))
    with docx2python(file) as read:
        found = {" ".join(text.split()) for text in (docx2txt.process(file), read.text)}
    print(f"{case}: {found}")
    assert found == {SEEN[case]}, f"this changed: {found} instead of {SEEN[case]!r}"
print("docx2txt 0.9, docx2python 3.7.1: as described.")
PYTHON
