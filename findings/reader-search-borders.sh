#!/usr/bin/env bash
# The search of reader does not find words at the borders of paragraphs, headings, cells and list items. It searches
# an entry's text without its tags, and puts nothing in their place: <h2>Harbour</h2><p>Boats came</p> is looked
# through as "HarbourBoats came". So neither "harbour" nor "boats" is found, only "came" is. Feeds are mostly written
# without white space between elements; with a line break there, all words are found.
#
# A full stop saves the words before and after it ("late.Boats"), so running text hides this: it takes headings, lists
# of names, tables, lines of an address.
#
# A good guess: words of different elements are different words. Seen with reader 3.26, Python 3.11. (It wants the
# module sgmllib, which feedparser 6.0.14 brings along no more: sgmllib3k is installed beside it.)
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'reader==3.26' 'sgmllib3k==1.0.0'
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from pathlib import Path

from reader import make_reader

BODY = "<h2>Harbour</h2><p>Boats came late.</p><p>Crews left.</p><ul><li>Dana Holt</li><li>Omar Petit</li></ul>"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Arlen Post</title><link>https://arlen.example/</link>
<description>News</description><item><guid>1</guid><title>Storm</title><description><![CDATA[{}]]></description></item>
</channel></rss>"""
WORDS = ("harbour", "boats", "came", "late", "crews", "dana", "holt", "omar", "petit")
SEEN = {
    "touching": ["came", "late", "crews", "dana", "petit"],
    "on lines of their own": list(WORDS),
}
for which, seen in SEEN.items():
    body = BODY if which == "touching" else BODY.replace("><", ">\n<")
    Path(sys.argv[1], "feed.xml").write_text(FEED.format(body))
    with make_reader(":memory:", feed_root=sys.argv[1]) as reader:
        reader.add_feed("feed.xml")
        reader.update_feeds()
        reader.enable_search()
        reader.update_search()
        found = [word for word in WORDS if list(reader.search_entries(word))]
    print(f"elements {which}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print("reader 3.26: as described.")
PYTHON
