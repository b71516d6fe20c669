"""A PDF as a program would write it, of lines with their places, for the tests."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

Line = tuple[float, float, float, str]
"""Left side and height in points, size of the letters, words (in Windows-1252)."""


def pdf_of(pages: Iterable[Iterable[Line]], *, about: str = "", count: int | None = None) -> bytes:
    """A PDF with these lines; ``about`` goes into its information, ``count`` of pages is claimed."""
    streams = []
    for lines in pages:
        text = b"BT\n"
        for left, base, size, words in lines:
            data = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            text += f"/F1 {size} Tf 1 0 0 1 {left} {base} Tm (".encode() + data + b") Tj\n"
        streams.append(text + b"ET")
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count or len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        objects.append(f"{page}/Contents {5 + 2 * number} 0 R >>".encode())
        packed = zlib.compress(stream)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + packed + b"\nendstream")
    objects.append(f"<< {about} >>".encode("cp1252"))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(
        f"{p:010} 00000 n \n" for p in places
    )
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return bytes(out) + f"{table}{trailer}startxref\n{len(out)}\n%%EOF\n".encode()
