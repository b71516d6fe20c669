#!/usr/bin/env bash
# feedparser takes the caption of an item's picture (Media RSS: media:description) for the item's own text:
#
# - before the item's description it becomes the "summary", and the description becomes the "content";
# - behind it, as large papers write it, it becomes the "content", which a reader prefers to a summary: the
#   caption is then shown as the article;
# - with the whole article in content:encoded, it is still the summary where the item has no description.
#
# A good guess: the caption with the picture, in "media_content", as the credit (media:credit) has a field of its
# own. Media RSS says that it describes the media object.
# Seen with feedparser 6.0.14, Python 3.11. What it means for a reader of feeds: rename or remove media:description
# before parsing, since afterwards nothing tells the two apart.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'feedparser==6.0.14'
"$folder/venv/bin/python" - <<'PYTHON'
import feedparser

PICTURE = """<media:content url="https://arlen.example/a.jpg" medium="image">
<media:description>The quay on Monday.</media:description></media:content>"""
STORY, WHOLE = "<description>The boat came late.</description>", "<content:encoded>It came at ten.</content:encoded>"
SEEN = {
    "no picture": (STORY, "The boat came late.", []),
    "picture first": (PICTURE + STORY, "The quay on Monday.", ["The boat came late."]),
    "picture last": (STORY + PICTURE, "The boat came late.", ["The quay on Monday."]),
    "whole article": (WHOLE + PICTURE, "The quay on Monday.", ["It came at ten."]),
}
for case, (elements, summary, content) in SEEN.items():
    feed = f"""<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Arlen Post</title>
    <link>https://arlen.example/</link><description>News</description>
    <item><title>Ferry</title><link>https://arlen.example/a</link>{elements}</item></channel></rss>"""
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, "the feed is well-formed"
    entry = parsed.entries[0]
    found = entry.summary, [part.value for part in entry.get("content", [])]
    print(f"{case}: summary {found[0]!r}, content {found[1]}")
    assert found == (summary, content), f"this changed: {found}"
print(f"feedparser {feedparser.__version__}: as described.")
PYTHON
