#!/usr/bin/env bash
# feedparser gives a date, and no sign of doubt, for two things that it does not understand:
#
# - a time zone that it does not know by name counts as UTC. It knows the names of the Americas, not the European
#   ones: 10:00 CEST comes out as 10:00 UTC, two hours late, 10:00 BST an hour late, while 10:00 EDT is right.
# - a Unix time is read as a year and a month: 1793613600 (2 November 2026) becomes 1 November 1793.
#
# A good guess: None, as for a date that is written in an unknown order, with the raw string left to look at.
# Seen with feedparser 6.0.14, Python 3.11. What it means for a list of articles by date: look at the raw
# "published" before "published_parsed".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'feedparser==6.0.14'
"$folder/venv/bin/python" - <<'PYTHON'
import feedparser

SEEN = {
    "Mon, 02 Nov 2026 10:00:00 +0100": (2026, 11, 2, 9, 0),
    "Mon, 02 Nov 2026 10:00:00 EDT": (2026, 11, 2, 14, 0),
    "Mon, 02 Nov 2026 10:00:00 CEST": (2026, 11, 2, 10, 0),
    "Mon, 02 Nov 2026 10:00:00 BST": (2026, 11, 2, 10, 0),
    "1793613600": (1793, 11, 1, 0, 0),
    "02/11/2026": None,
}
for date, seen in SEEN.items():
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Arlen Post</title>
    <item><title>Ferry</title><pubDate>{date}</pubDate></item></channel></rss>"""
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, "the feed is well-formed"
    time = parsed.entries[0].get("published_parsed")
    found = None if time is None else tuple(time)[:5]
    print(f"{date!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print(f"feedparser {feedparser.__version__}: as described.")
PYTHON
