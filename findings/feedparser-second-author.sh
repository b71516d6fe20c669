#!/usr/bin/env bash
# feedparser gives an author of an Atom entry who has no e-mail address the address of the author before, in
# "authors", in "author_detail" and in "author", which reads "Bo Two (ann@arlen.com)".
#
# Papers that sign with several names often give the address of the first alone (of the desk, of the lead writer).
# What shows or writes to that address names, or reaches, somebody else.
#
# A good guess: no address, as Atom means it (RFC 4287, 3.2: a person has a name, and may have an address).
# Seen with feedparser 6.0.14, Python 3.11. What it means for a reader of feeds: take the names alone.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'feedparser==6.0.14'
"$folder/venv/bin/python" - <<'PYTHON'
import feedparser

ANN, BO = {"name": "Ann One", "email": "ann@arlen.com"}, {"name": "Bo Two"}
WRITTEN = {
    "the first has one": ([ANN, BO], [ANN, {**BO, "email": "ann@arlen.com"}], "Bo Two (ann@arlen.com)"),
    "the last has one": ([BO, ANN], [BO, ANN], "Ann One (ann@arlen.com)"),
    "nobody has one": ([{"name": "Ann One"}, BO], [{"name": "Ann One"}, BO], "Bo Two"),
}
for case, (authors, seen, last) in WRITTEN.items():
    elements = "".join(
        "<author>" + "".join(f"<{key}>{value}</{key}>" for key, value in author.items()) + "</author>"
        for author in authors
    )
    feed = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Arlen Post</title>
    <id>urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6</id><updated>2026-11-02T10:00:00Z</updated>
    <entry><title>Ferry</title><id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
    <updated>2026-11-02T10:00:00Z</updated>{elements}</entry></feed>"""
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, "the feed is well-formed"
    entry = parsed.entries[0]
    found = [dict(author) for author in entry.authors]
    print(f"{case}: {found}, {entry.author!r}")
    assert (found, entry.author) == (seen, last), f"this changed: {found}, {entry.author!r}"
print(f"feedparser {feedparser.__version__}: as described.")
PYTHON
