#!/usr/bin/env bash
# A hyphen at the end of a line of a PDF, and the line break after it, come out of PDFium in a way that nobody would
# guess, and that differs between two methods of pypdfium2:
#
# - "customs-" / "house" on two lines is one line: the break is gone, and the hyphen is no hyphen any more but U+0002
#   with get_text_bounded() and FPDFText_GetUnicode(), U+FFFE with get_text_range(). Neither is a letter, a blank or a
#   hyphen, so the word is lost to a search.
# - whether the hyphen belongs to the word ("well-known") or only parts it ("repre-sented") cannot be told from that.
#
# A good guess: "-" and a line break, which is what stands in the file. Seen with pypdfium2 5.15.2 (PDFium 159.0.8149.0).
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pypdfium2==5.15.2'
"$folder/venv/bin/python" - <<'PYTHON'
import pypdfium2
from pypdfium2 import raw

def page_of(*lines: str) -> pypdfium2.PdfTextPage:
    text = "BT\n" + "".join(
        f"/F1 12 Tf 1 0 0 1 50 {700 - 14 * number} Tm ({line}) Tj\n" for number, line in enumerate(lines)
    ) + "ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        " /Contents 5 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    out, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n"
    out += f"{len(out) - len('startxref') - len(table) - 60}\n%%EOF\n"
    return pypdfium2.PdfDocument(out.encode("latin-1"))[0].get_textpage()

SEEN = {
    ("in the customs-", "house by the river"): ("customs\x02house", "customs\ufffehouse"),
    ("in the customs", "house by the river"): ("customs\r\nhouse", "customs\r\nhouse"),
}
for lines, (bounded, ranged) in SEEN.items():
    page = page_of(*lines)
    found = page.get_text_bounded(), page.get_text_range()
    codes = "".join(chr(raw.FPDFText_GetUnicode(page, index)) for index in range(page.count_chars()))
    print(lines, [words[7:22] for words in (*found, codes)])
    assert bounded in found[0] and bounded in codes, f"this changed: {found[0]!r}, {codes!r}"
    assert ranged in found[1], f"this changed: {found[1]!r}"
print(f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}: as described.")
PYTHON
