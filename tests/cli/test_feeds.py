"""``sayso feed``: items, a list of feeds kept, updates of a real server, lists from other readers."""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso
from tests.feed_server import Answer, FeedServer, item, rss
from tui.door.feeds import KeptFeeds
from tui.sources import fetch as fetching
from tui.sources.feeds.lists import read_list

DAY = "Mon, 02 Nov 2026 10:00:00 GMT"


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer().running() as running:
        yield running


def items(sayso: Sayso, source: object, *more: object) -> list[dict[str, Any]]:
    status, out, err = sayso("feed", source, "--format", "json", *more)
    assert status == 0, err
    found: dict[str, Any] = json.loads(out)
    return list(found["items"])


def feeds(sayso: Sayso) -> list[dict[str, Any]]:
    found: dict[str, Any] = json.loads(sayso("feed", "list", "--format", "json")[1])
    return list(found["feeds"])


def test_the_items_of_a_file_in_every_format(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(
        rss(item(1), item(2), about="<title>Arlen Post</title><link>https://arlen.example/</link>")
    )
    status, out, _ = sayso("feed", path, "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert found["feed"] == {"title": "Arlen Post", "address": str(path)}
    assert [list(one) for one in found["items"]] == [
        ["id", "title", "byline", "published", "source", "read", "text"]
    ] * 2
    first = found["items"][0]
    assert first["source"] == "https://arlen.example/news/1"
    assert first["published"] == "2026-11-02T10:01:00+00:00"
    assert first["read"] is False
    assert first["text"] == "Ferry number 1\n\nBoat 1 came late. “We waited,” Mayor Ana Lopez said."
    assert sayso("feed", path, "--format", "jsonl")[1].count("\n") == 2
    assert "Ferry number 2" in sayso("feed", path)[1]
    assert sayso("feed", path, "--format", "csv")[1].startswith("published,title,byline,read,source,")
    assert "**Ferry number 1**" in sayso("feed", path, "--format", "md")[1]
    assert len(items(sayso, path, "--limit", "1")) == 1
    text = sayso("text", path)[1]
    assert text.index("Boat 1 came") < text.index("Boat 2 came")


def test_what_is_asked_for_twice_is_not_sent_twice(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1), item(2)), ETag='"a"', Last_Modified=DAY)
    assert sayso("feed", "add", address, "--tag", "sea")[0] == 0
    status, _, err = sayso("feed", "update")
    assert (status, err) == (0, "sayso: 0 new items in 1 feed\n")
    assert server.asked[-1][1]["if-none-match"] == '"a"'
    assert server.asked[-1][1]["if-modified-since"] == DAY
    server.feed("/rss", rss(item(3), item(1), item(2)), ETag='"b"')
    status, out, _ = sayso("feed", "update")
    assert (status, out) == (0, "Arlen Post: 1 new item\n")
    (feed,) = feeds(sayso)
    assert (feed["title"], feed["unread"], feed["items"], feed["tags"]) == ("Arlen Post", 3, 3, ["sea"])
    assert sayso("feed", "add", address)[2] == "sayso: Arlen Post: is on the list already\n"
    assert len(feeds(sayso)) == 1


def test_no_item_comes_twice_and_what_was_read_stays_read(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1), item(2), item(3)))
    sayso("feed", "add", address)
    before = items(sayso, address)
    KeptFeeds().mark([one["id"] for one in before], read=True)
    changed = item(1, guid="other"), item(2, link="/moved/2"), item(3, link="/moved/3", guid="both")
    server.feed("/rss", rss(*changed, item(4)))
    after = items(sayso, address)
    assert [one["title"] for one in after] == [f"Ferry number {n}" for n in (4, 3, 2, 1)]
    assert [one["read"] for one in after] == [False, True, True, True]
    assert {one["id"] for one in before} < {one["id"] for one in after}
    assert after[1]["source"].endswith("/moved/3")
    assert [one["title"] for one in items(sayso, address, "--unread")] == ["Ferry number 4"]


def test_an_item_that_is_changed_again_and_again_stays_one(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1, guid="/news/1#0")))
    sayso("feed", "add", address)
    KeptFeeds().mark([items(sayso, address)[0]["id"]], read=True)
    later = item(1, guid="/news/1#1").replace("10:01:00", "11:30:00").replace("came late", "never came")
    server.feed("/rss", rss(later))
    (one,) = items(sayso, address)
    assert one["read"] is True
    assert one["published"].startswith("2026-11-02T11:30")
    assert "never came" in one["text"]


def test_redirects_are_followed_and_kept_if_they_are_for_good(sayso: Sayso, server: FeedServer) -> None:
    server.feed("/new", rss(item(1)))
    server.status("/old", 301, Location="/new")
    sayso("feed", "add", server.address + "/old")
    assert feeds(sayso)[0]["address"] == server.address + "/new"
    server.status("/new", 302, Location="/elsewhere")
    server.feed("/elsewhere", rss(item(1), item(2)))
    assert sayso("feed", "update")[1] == "Arlen Post: 1 new item\n"
    assert feeds(sayso)[0]["address"] == server.address + "/new"
    server.status("/new", 308, Location="/elsewhere")
    sayso("feed", "update")
    assert feeds(sayso)[0]["address"] == server.address + "/elsewhere"
    server.status("/elsewhere", 302, Location="/elsewhere")
    status, _, err = sayso("feed", "update")
    assert status == 1
    assert "redirected more than 5 times" in err


def test_a_feed_that_has_ended_is_not_asked_again(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1)))
    sayso("feed", "add", address)
    server.status("/rss", 410)
    status, _, err = sayso("feed", "update")
    assert status == 1
    assert "has ended" in err
    asked = len(server.asked)
    assert sayso("feed", "update")[0] == 0
    assert len(server.asked) == asked
    assert "410" in feeds(sayso)[0]["problem"]
    assert len(items(sayso, address)) == 1  # asked for by name, and what is kept is there


@pytest.mark.parametrize("later", ["seconds", "a date"])
def test_a_server_that_asks_to_wait_is_not_asked(sayso: Sayso, server: FeedServer, later: str) -> None:
    address = server.feed("/rss", rss(item(1)))
    sayso("feed", "add", address)
    until = "3600" if later == "seconds" else formatdate(time.time() + 3600, usegmt=True)
    server.status("/rss", 429, Retry_After=until)
    status, _, err = sayso("feed", "update")
    assert status == 1
    assert "asks to wait (429): not before" in err
    asked = len(server.asked)
    assert sayso("feed", "update", address)[0] == 0
    assert len(items(sayso, address)) == 1
    assert len(server.asked) == asked
    server.feed("/rss", rss(item(1), item(2)))
    tomorrow = KeptFeeds(now=lambda: time.time() + 7200)
    assert [one.new for one in tomorrow.update()] == [1]


def test_a_feed_says_how_often_it_wants_to_be_asked(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1), about="<title>Arlen Post</title><ttl>60</ttl>"))
    sayso("feed", "add", address)
    assert "1 feed not asked, it is too early" in sayso("feed", "update")[2]
    assert len(server.asked) == 1
    sayso("feed", "update", "arlen")  # by name it is asked in any case
    assert len(server.asked) == 2


def test_a_page_leads_to_its_feed(sayso: Sayso, server: FeedServer) -> None:
    server.feed("/rss", rss(item(1)))
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/rss'></head></html>"
    address = server.feed("/", page, Content_Type="text/html")
    assert sayso("feed", "add", address)[2] == "sayso: Arlen Post: added, 1 item\n"
    assert feeds(sayso)[0]["address"] == server.address + "/rss"
    bare = server.feed("/bare", b"<html><body>Hi</body></html>", Content_Type="text/html")
    status, out, err = sayso("feed", bare)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "is a web page, not a feed, and it names none" in err


def endless() -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><rss version="2.0"><channel><title>Endless</title>'
    while True:
        yield f"<item>{item(1)}</item>".encode() * 200


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(chunks=endless), "larger than 1 MB, which is no feed"),
        (Answer(rss(item(1)), headers={"Content-Length": "99999999"}), "larger than 1 MB"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "came damaged"),
        (Answer(gzip.compress(bytes(4 << 20)), headers={"Content-Encoding": "gzip"}), "larger than 1 MB"),
        (Answer(b"\x89PNG....", headers={"Content-Type": "image/png"}), "is of the type image/png"),
        (Answer(b"{}", headers={"Content-Type": "application/json"}), "is JSON, but no JSON Feed"),
        (Answer(b"", headers={"Content-Type": "text/xml"}), "is empty"),
        (Answer(status=404), "not there (404)"),
        (Answer(status=500), "in trouble (500)"),
        (Answer(b"<a>", headers={"Content-Type": "text/xml"}), "neither RSS nor Atom"),
    ],
)
def test_a_bad_answer_is_one_line(
    sayso: Sayso, server: FeedServer, answer: Answer, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "URL_LIMIT", 1 << 20)
    server.answers["/rss"] = answer
    status, out, err = sayso("feed", server.address + "/rss")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert words in err
    assert sayso("feed", "add", server.address + "/rss")[0] == 1
    assert feeds(sayso) == []


def test_packed_feeds_and_wrong_types_are_read(sayso: Sayso, server: FeedServer) -> None:
    data = gzip.compress(rss(item(1)))
    packed = server.feed("/gz", data, Content_Encoding="gzip", Content_Type="text/plain")
    assert len(items(sayso, packed)) == 1
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"title": "A b c"}]}
    address = server.feed("/json", json.dumps(about).encode(), Content_Type="application/json")
    assert items(sayso, address)[0]["title"] == "A b c"


def test_one_that_fails_is_named_and_the_others_go_on(sayso: Sayso, server: FeedServer) -> None:
    for name in "abc":
        about = f"<title>Paper {name}</title>"
        sayso("feed", "add", server.feed(f"/{name}", rss(item(1), about=about)), "-q")
    server.status("/b", 500)
    server.feed("/c", rss(item(1), item(2), about="<title>Paper c</title>"))
    server.slow = 0.02
    status, out, err = sayso("feed", "update")
    assert (status, out) == (1, "Paper c: 1 new item\n")
    assert "Paper b: The server of" in err
    results = json.loads(sayso("feed", "update", "--format", "json", "-q")[1])["feeds"]
    assert [(one["title"], one["new"], bool(one["problem"]), one["asked"]) for one in results] == [
        ("Paper a", 0, False, True),
        ("Paper b", 0, True, True),
        ("Paper c", 0, False, True),
    ]
    assert "**Paper c**: 0 new" in sayso("feed", "update", "--format", "md", "-q")[1]
    assert server.most_at_once == 1
    assert len(server.asked) == 12
    assert sayso("feed", "remove", "paper b") == (0, "", "sayso: Paper b: taken off the list\n")
    assert sayso("feed", "remove", "paper")[0] == 1
    assert [one["title"] for one in feeds(sayso)] == ["Paper a", "Paper c"]


PAGE = """<html><head><title>Ferry number 1</title></head><body><article><h1>Ferry number
1</h1>{}</article></body> </html>"""


def test_the_whole_article_comes_from_the_page(sayso: Sayso, server: FeedServer) -> None:
    body = "".join(f"<p>Paragraph {n} of it tells more of the boat and of the harbour.</p>" for n in range(9))
    server.feed("/news/1", PAGE.format(body).encode(), Content_Type="text/html")
    address = server.feed("/rss", rss(item(1), item(2)))
    first, second = items(sayso, address, "--full")
    assert "Paragraph 8" in first["text"]
    assert "Boat 2 came late" in second["text"]  # its page is not there
    sayso("feed", "add", address, "--full")
    assert feeds(sayso)[0]["full"] is True
    server.feed("/news/3", PAGE.format(body).encode(), Content_Type="text/html")
    server.feed("/rss", rss(item(3), item(1), item(2)))
    sayso("feed", "update")
    asked = len(server.asked)
    third = items(sayso, address)[0]
    assert "Paragraph 8" in third["text"]
    assert [path for path, _ in server.asked[asked:]] == ["/rss"]


def test_an_item_never_leads_to_a_private_host(sayso: Sayso, tmp_path: Path, server: FeedServer) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(1, link=f"{server.address}/secret")))
    status, out, err = sayso("feed", path, "--full", "--format", "json")
    assert status == 0
    assert "in this machine or its own network" in err
    assert server.asked == []
    assert "Boat 1" in json.loads(out)["items"][0]["text"]


OPML = """<?xml version="1.0"?><opml version="1.0"><body><outline text="News"><outline text="Sea &amp; more"
xmlUrl="https://sea.example/rss" type="rss"/><outline text="Land"><outline title="Hills" category="high,/up"
xmlUrl="https://hills.example/atom"/></outline></outline><outline text="Bad"
xmlUrl="exec:rm"/></body></opml>"""
URLS = """# mine
https://sea.example/rss news "deep sea" "~Sea & more"
"query:Unread:unread = \\"yes\\""
exec:~/bin/feed.sh
https://hills.example/atom
"""


def test_lists_of_other_readers_come_in_and_go_out(sayso: Sayso, tmp_path: Path) -> None:
    opml, urls = tmp_path / "in.opml", tmp_path / "urls"
    opml.write_text(OPML)
    urls.write_text(URLS)
    status, _, err = sayso("feed", "import", opml)
    assert status == 0
    assert "2 feeds added" in err
    assert "left out, no address of a feed: exec:rm" in err
    by_title = {one["title"]: one["tags"] for one in feeds(sayso)}
    assert by_title == {"Sea & more": ["News"], "Hills": ["News", "Land", "high", "up"]}
    assert "0 feeds added, 2 on the list already" in sayso("feed", "import", urls)[2]
    for name in ("out.opml", "out.txt"):
        sayso("feed", "export", tmp_path / name)
        library = tmp_path / f"{name}.json"
        sayso("--library", library, "feed", "import", tmp_path / name)
        again = json.loads(sayso("--library", library, "feed", "list", "--format", "json")[1])["feeds"]
        assert {one["title"]: one["tags"] for one in again} == by_title
    assert sayso("feed", "export", "-", "--format", "newsboat")[1].splitlines()[1] == (
        'https://sea.example/rss "News" "~Sea & more"'
    )
    library = tmp_path / "other.json"
    sayso("--library", library, "feed", "import", urls)
    out = sayso("--library", library, "feed", "list", "--format", "jsonl")[1]
    tags = {one["title"]: one["tags"] for one in map(json.loads, out.splitlines())}
    assert tags["Sea & more"] == ["news", "deep sea"]


LISTS = {
    "twice": (
        '<outline text="Sea"><outline text="A" xmlUrl="http://a.example/"/></outline><outline text="Sky">'
        '<outline text="A" xmlUrl="http://a.example/"/></outline>',
        [("http://a.example/", "A", ("Sea", "Sky"))],
    ),
    "references": (
        '<outline text="Caf&eacute; & more" xmlUrl="http://a.example/?a=1&b=2&amp;c=3"/>',
        [("http://a.example/?a=1&b=2&c=3", "Café & more", ())],
    ),
    "capitals": (
        '<outline TEXT="Sea"><outline TEXT="A" XMLURL="feed:https://a.example/"/></outline>',
        [("https://a.example/", "A", ("Sea",))],
    ),
    "url": (
        '<outline text="A" type="rss" url="http://a.example/"/><outline type="link" url="http://b.example"/>',
        [("http://a.example/", "A", ())],
    ),
    "made of pages": (
        '<outline text="A" type="HTML+XPath" xmlUrl="http://a.example/"/><outline xmlUrl="http://b.example/"/>',
        [("http://b.example/", "", ())],
    ),
    "Thunderbird": (
        '<outline title="A"><outline title="A" xmlns:f="urn:forumzilla:" f:quickMode="false" '
        'xmlUrl="http://a.example/"/></outline>',
        [("http://a.example/", "A", ())],
    ),
}


@pytest.mark.parametrize(("outlines", "entries"), LISTS.values(), ids=LISTS)
def test_lists_as_other_readers_write_them(outlines: str, entries: list[tuple[str, str, object]]) -> None:
    found = read_list(f"<opml version='1.0'><body>{outlines}</body></opml>".encode(), "a.opml").entries
    assert [(one.address, one.name, one.tags) for one in found] == entries


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<rss/>", "is no list of feeds"),
        (b"", "names no feeds"),
        (b"exec:a\n", "which sayso does not run"),
        (b"<opml><body></body></opml>", "names no feeds"),
        (b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>', "names no feeds"),
    ],
)
def test_what_is_no_list_is_one_line(sayso: Sayso, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(data)
    status, out, err = sayso("feed", "import", path)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert words in err


def test_the_items_may_be_thrown_away_and_the_marks_stay(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1), item(2)))
    sayso("feed", "add", address)
    kept = KeptFeeds()
    kept.mark([items(sayso, address)[0]["id"]], read=True)
    kept.store.path.write_bytes(b"no database at all" * 100)
    assert [one["read"] for one in items(sayso, address)] == [True, False]
    assert kept.store.path.with_name(f"{kept.store.path.name}.damaged").exists()
    kept.store.path.unlink()
    assert feeds(sayso)[0]["items"] == 0
    assert [one["read"] for one in items(sayso, address)] == [True, False]
    with sqlite3.connect(kept.store.path) as database:
        database.execute("PRAGMA user_version = 99")
    assert len(items(sayso, address)) == 2


def test_a_removed_feed_comes_back_with_what_was_read(sayso: Sayso, server: FeedServer) -> None:
    address = server.feed("/rss", rss(item(1), item(2)))
    sayso("feed", "add", address)
    kept = KeptFeeds()
    ids = [one.id for one in kept.items()]
    kept.mark(ids[:1], read=True)
    kept.remove(kept.listed()[0].subscription.id)
    assert kept.listed() == kept.items() == []
    assert kept.put_back() == 1
    assert [(one.items, one.unread) for one in kept.listed()] == [(2, 1)]
    sayso("feed", "remove", address)
    sayso("feed", "add", address)
    assert [(one.items, one.unread) for one in kept.listed()] == [(2, 1)]
    kept.mark(ids, read=False)
    assert kept.listed()[0].unread == 2
    assert [one.read for one in kept.items()] == [False, False]


def test_marks_and_feeds_are_looked_after_like_all_of_the_library(
    sayso: Sayso, server: FeedServer, tmp_path: Path
) -> None:
    address = server.feed("/rss", rss(item(1), item(2)))
    library = tmp_path / "own.json"
    sayso("--library", library, "feed", "add", address.replace("http://", "http://me:secret@"))
    kept = KeptFeeds(str(library))
    kept.mark([one.id for one in kept.items()], read=True)
    tables = json.loads(library.read_bytes())
    assert sayso("--library", library, "library", "check")[0] == 0
    (key,) = tables["feeds"]
    tables["feeds"]["odd"] = {"id": "odd", "address": 7}
    tables["read-items"]["wrong"] = tables["read-items"].pop(key)
    library.write_text(json.dumps(tables))
    assert sayso("--library", library, "library", "check")[0] == 1
    sayso("--library", library, "library", "repair")
    assert [one.unread for one in KeptFeeds(str(library)).listed()] == [0]
    server.status("/rss", 503)
    assert "secret" not in sayso("--library", library, "feed", "update")[2]
    library.write_bytes(library.read_bytes()[:-20])
    assert len(KeptFeeds(str(library)).listed()) == 1, "from the rubble, or from a backup"


def test_usage(sayso: Sayso) -> None:
    assert "no feeds on the list" in sayso("feed", "update")[2]
    assert sayso("feed")[0] == 0
    assert sayso("feed", "--format", "no", "x")[0] == 2
    assert "add|remove|list" in sayso("feed", "--help")[1]
    status, _, err = sayso("feed", "nowhere.xml")
    assert (status, err.count("\n")) == (1, 1)
    assert sayso("feed", "add", "-")[0] == 1
    assert sayso("feed", "remove", "nobody")[0] == 1
