#!/usr/bin/env bash
# feedparser cuts an author's e-mail address after the fourth letter of its top-level domain, and what is left of
# the address becomes part of the name: "desk@arlen.media (Cy Dee)" gives the address "desk@arlen.medi" and the
# name "a (Cy Dee". RSS 2.0 asks for just this form (address, then the name in brackets), and papers do use
# .media, .press, .news and .online (.news has four letters and is read right).
#
# A good guess: name "Cy Dee", address "desk@arlen.media". Seen with feedparser 6.0.14, Python 3.11.
# What it means for a reader of feeds: take the raw "author" string and part it yourself.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'feedparser==6.0.14'
"$folder/venv/bin/python" - <<'PYTHON'
import feedparser

SEEN = {
    "desk@arlen.media (Cy Dee)": {"name": "a (Cy Dee", "email": "desk@arlen.medi"},
    "desk@arlen.press (Cy Dee)": {"name": "s (Cy Dee", "email": "desk@arlen.pres"},
    "desk@arlen.news (Cy Dee)": {"name": "Cy Dee", "email": "desk@arlen.news"},
    "desk@arlen.com (Cy Dee)": {"name": "Cy Dee", "email": "desk@arlen.com"},
}
for author, seen in SEEN.items():
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Arlen Post</title>
    <item><title>Ferry</title><author>{author}</author></item></channel></rss>"""
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, "the feed is well-formed"
    found = dict(parsed.entries[0].author_detail)
    print(f"{author!r}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print(f"feedparser {feedparser.__version__}: as described.")
PYTHON
