"""Bytes to text: byte order marks, UTF-8, what the page declares, and what old Western files hold."""

from __future__ import annotations

import codecs
import re

from tui.domain.text.patterns import late

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = late(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = late(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})""", re.IGNORECASE)
_NO_CHARSETS = frozenset(
    ["idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"]
)
"""Codecs that are no page's encoding: they raise, or make surrogates and mark-up out of plain letters."""
_SHIFT = late(rb"\x1b[$(]")
_JAPANESE = late(rb"\x1b\$[@B](?:[\x21-\x7e]{2})+\x1b\([BJ]")
_SAMPLE = 64 * 1024
_MAC_MARKS = frozenset("“”‘’–—…".encode("mac_roman"))
"""Quotation marks and dashes of old Mac files: in Windows-1252 they are capitals, rare in any text."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``; bytes that no encoding explains become replacement characters. Never raises.

    In this order: a byte order mark (which is left out), UTF-16 by its zeros, ISO-2022 by its escapes, UTF-8,
    the declared encoding if it is another, UTF-8 with a few damaged bytes, Windows-1252 or Mac Roman if the
    letters are mostly plain, else the guess of charset-normalizer.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    # Before UTF-8, in which zeros are characters like any other.
    wide = wide_encoding(data) or _shifted(data, declared)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        damaged = error.start
    # Pages that were moved to another server often claim UTF-8 and are none.
    if declared is not None and (codec := _known(declared)) not in (None, "utf-8"):
        return data.decode(codec, "replace")
    mended = data.decode("utf-8", "replace")
    lost = mended.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if damaged >= len(data) - 3 or sum(c > "\x7f" for c in mended[:_SAMPLE]) > 3 * lost:
        return mended
    return data.decode(_guess(data), "replace")


def _shifted(data: bytes, declared: str | None) -> str | None:
    """The encoding of letters written in seven bits with escapes (ISO-2022), which are ASCII to any other."""
    if not _SHIFT.search(data, 0, _SAMPLE):
        return None
    named = _known(declared) if declared is not None else None
    if named is not None and named.startswith("iso2022"):
        return "iso2022_jp_ext" if named.startswith("iso2022_jp") else named
    return "iso2022_jp_ext" if _JAPANESE.search(data, 0, _SAMPLE) else None


def declared_in(data: bytes) -> str | None:
    """The encoding that a page of HTML or XML states in its first 4096 bytes."""
    head = data[:4096]
    match = _XML.match(head.lstrip()) or _META.search(head)
    return match[1].decode("ascii") if match else None


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by where its zero bytes stand; None for anything else."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd, half = sample[0::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _known(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # Browsers read Latin-1 and ASCII as Windows-1252, which is what such pages are written in.
    if codec.name in ("iso8859-1", "ascii"):
        return "cp1252"
    return codec.name if codec._is_text_encoding and codec.name not in _NO_CHARSETS else None


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if sum(byte in _MAC_MARKS for byte in sample) > 0.6 * high:
        return "mac_roman"
    letters = sum(byte | 0x20 in range(0x61, 0x7B) for byte in sample)
    if high * 6 <= letters:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
