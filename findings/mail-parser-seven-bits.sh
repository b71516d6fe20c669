#!/usr/bin/env bash
# mail-parser does not decode the text of a letter whose encoding has seven bits and whose transfer encoding is none
# ("7bit", the usual way of Japanese letters in ISO-2022-JP): the text comes out as its bytes, with escapes, though
# the charset stands in the letter's head and its subject, in the same encoding, is decoded. The same words
# in quoted-printable or base64, in Shift_JIS, EUC-JP or UTF-8, are right.
#
# A good guess: the words, whatever the transfer encoding; RFC 1468 is about this way of sending them.
# Seen with mail-parser 4.8.0, Python 3.11. What it means for who reads mail: take the part's payload and decode it
# by the charset yourself.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mail-parser==4.8.0'
"$folder/venv/bin/python" - <<'PYTHON'
import base64

import mailparser

WORDS = "連絡船は出ない"
RAW = WORDS.encode("iso-2022-jp").decode("ascii")
SUBJECT = "=?ISO-2022-JP?B?" + base64.b64encode(WORDS.encode("iso-2022-jp")).decode() + "?="
SEEN = {
    ("iso-2022-jp", "7bit"): RAW,
    ("iso-2022-jp", "base64"): WORDS,
    ("shift_jis", "8bit"): WORDS,
    ("utf-8", "8bit"): WORDS,
}
for (charset, transfer), seen in SEEN.items():
    body = WORDS.encode(charset)
    head = (
        f"From: desk@arlen.example\nSubject: {SUBJECT}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {transfer}\n\n"
    )
    letter = mailparser.parse_from_bytes(head.encode() + (base64.encodebytes(body) if transfer == "base64" else body))
    assert letter.subject == WORDS, letter.subject
    found = letter.text_plain[0].strip()
    assert found == seen, f"{charset}, {transfer}: {found!r}"
    print(f"{charset}, {transfer}: {found!r}")
PYTHON
