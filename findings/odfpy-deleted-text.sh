#!/usr/bin/env bash
# The paragraphs that odfpy gives of an OpenDocument text hold words that nobody sees in it, and break sentences:
#
# - what was deleted while changes were tracked is a paragraph of its own, before all others: ODF keeps the
#   deleted words in text:tracked-changes at the beginning, and getElementsByType(text.P) finds them there.
# - a footnote stands in the middle of the sentence that it belongs to, glued to it with its number: "it" + "1" +
#   "By the table." + ", officials said."; and it is a paragraph of its own as well, so its words come twice.
#
# A good guess: the paragraphs of the text as LibreOffice shows them, notes apart from sentences.
# Seen with odfpy 1.4.1, Python 3.11. What it means for who quotes from ODT: skip text:tracked-changes and text:note.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'odfpy==1.4.1'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import zipfile

from odf import teletype, text
from odf.opendocument import load

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("manifest", "manifest"))
)
DELETED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ines</dc:creator>'
    '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-11-06T12:00:00</dc:date></office:change-info>'
    "<text:p>never </text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>By the table.</text:p></text:note-body></text:note>"
)
BODY = f'{DELETED}<text:p>The boat <text:change text:change-id="c1"/>sailed on time, it{NOTE}, officials said.</text:p>'
TYPE = "application/vnd.oasis.opendocument.text"
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as archive:
    archive.writestr("mimetype", TYPE)
    archive.writestr(
        "content.xml",
        f'<office:document-content {NAMES} office:version="1.2"><office:body><office:text>{BODY}</office:text>'
        "</office:body></office:document-content>",
    )
    archive.writestr(
        "META-INF/manifest.xml",
        f'<manifest:manifest {NAMES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    )
packed.seek(0)
paragraphs = [teletype.extractText(one) for one in load(packed).getElementsByType(text.P)]
SEEN = ["never ", "The boat sailed on time, it1By the table., officials said.", "By the table."]
assert paragraphs == SEEN, paragraphs
print(*map(repr, paragraphs), sep="\n")
PYTHON
