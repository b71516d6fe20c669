"""Feeds of every format to articles: what feedparser's names do not say, item by item."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.errors import SourceError
from tui.domain.feeds import Feed, FeedItem
from tui.sources.feeds.bodies import blocks_of_item
from tui.sources.feeds.dates import read_feed_date
from tui.sources.feeds.names import author_name, byline_of, plain_words
from tui.sources.feeds.reading import feeds_of_page, read_feed
from tui.sources.feeds.sniffing import is_feed
from tui.sources.loader import FileLoader

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)
LONG = "The council met for four hours on Tuesday and heard from everybody who had come. " * 3


def rss(*items: str, about: str = "<title>Arlen Post</title><link>https://arlen.example/</link>") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    channel = f"<channel>{about}{inner}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" {NAMESPACES}>{channel}</rss>'.encode()


def atom(*entries: str, about: str = "<title>Arlen Post</title>") -> bytes:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{about}{inner}</feed>'.encode()


def read(data: bytes, address: str = "/feeds/arlen.xml") -> Feed:
    return read_feed(data, address)


def only(data: bytes, address: str = "/feeds/arlen.xml") -> FeedItem:
    (item,) = read(data, address).items
    return item


@pytest.mark.parametrize(
    ("words", "html", "plain"),
    [
        ("Envoys <em>refuse</em> to leave", True, "Envoys refuse to leave"),
        ("It&#8217;s &#x2018;over&#x2019;", True, "It’s ‘over’"),
        ("It&amp;#8217;s over", True, "It’s over"),
        ("Bread &amp;amp; salt", False, "Bread & salt"),
        ("What &lt;em&gt; means in a page", True, "What <em> means in a page"),
        ("The <b> element", False, "The <b> element"),
        ("A <i>ship</i> of <b>fools</b>", False, "A ship of fools"),
        ("Why 3 < 4 and 5 > 2", True, "Why 3 < 4 and 5 > 2"),
        ("AT&T and R&D", True, "AT&T and R&D"),
        ("Mayor: <q>never</q>", True, "Mayor: “never”"),
        ("One<br/>two\n  three", True, "One two three"),
        ("Red \x1b[31malert", True, "Red ␛[31malert"),
        ("She said &lt;em&gt;no&lt;/em&gt;", False, "She said no"),
        ("<script>x()</script>Storm", True, "Storm"),
    ],
)
def test_titles(words: str, html: bool, plain: str) -> None:
    assert plain_words(words, html=html) == plain


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("desk@arlen.media (Cy Dee)", "Cy Dee"),
        ("a (Cy Dee", "Cy Dee"),
        ("(Cy Dee", "Cy Dee"),
        ("Cy Dee <cy@arlen.example>", "Cy Dee"),
        ("Cy Dee (cy@arlen.example)", "Cy Dee"),
        ("By Cy Dee", "Cy Dee"),
        ("Byron Lee", "Byron Lee"),
        ("desk@arlen.example", ""),
        ("noreply@arlen.example (Cy Dee and Jo Poe)", "Cy Dee and Jo Poe"),
        ("Cy Dee (Arlen Post)", "Cy Dee (Arlen Post)"),
        ("https://arlen.example/cy", ""),
        ("<a href='/cy'>Cy Dee</a>", "Cy Dee"),
    ],
)
def test_authors(author: str, name: str) -> None:
    assert author_name(author) == name


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Mon, 02 Nov 2026 10:00:00 +0100", "2026-11-02T10:00:00+01:00"),
        ("Mon, 02 Nov 2026 10:00:00 GMT", "2026-11-02T10:00:00+00:00"),
        ("Mon, 02 Nov 2026 10:00:00 CEST", "2026-11-02T10:00:00+02:00"),
        ("Mon, 02 Nov 2026 10:00:00 BST", "2026-11-02T10:00:00+01:00"),
        ("Mon, 02 Nov 2026 10:00:00 EDT", "2026-11-02T10:00:00-04:00"),
        ("Mon, 2 Nov 26 10:00 UT", "2026-11-02T10:00:00+00:00"),
        ("02 Nov 2026", "2026-11-02"),
        ("Mon, 02 Nov 2026 24:00:00 GMT", "2026-11-03T00:00:00+00:00"),
        ("Mon, 02 Nov 2026 23:59:60 GMT", "2026-11-02T23:59:59+00:00"),
        ("Mon, 02 Nov 2026 10:00:00 XYZT", "2026-11-02T10:00:00"),
        ("2026-11-02T10:00:00Z", "2026-11-02T10:00:00+00:00"),
        ("2026-11-02T10:00:00.123+05:30", "2026-11-02T10:00:00+05:30"),
        ("2026-11-02 10:00:00", "2026-11-02T10:00:00"),
        ("2026-11-02", "2026-11-02"),
        ("2026/11/02", "2026-11-02"),
        ("20261102T100000Z", "2026-11-02T10:00:00+00:00"),
        ("20261102", "2026-11-02"),
        ("November 2, 2026 at 4:05 pm", "2026-11-02T16:05:00"),
        ("Mon Nov  2 10:00:00 CET 2026", "2026-11-02T10:00:00+01:00"),
        ("1793613600", "2026-11-02T10:00:00+00:00"),
        ("1793613600000", "2026-11-02T10:00:00+00:00"),
        ("3 novembre 2026", "2026-11-03"),
        ("mardi 3 novembre 2026 à 10:15", "2026-11-03T10:15:00"),
        ("Di, 03 Nov 2026 09:00:00 +0100", "2026-11-03T09:00:00+01:00"),
        ("3. Dezember 2026", "2026-12-03"),
        ("02/11/2026", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 32 Nov 2026 10:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(words: str, date: str | None) -> None:
    assert read_feed_date(words) == date


@given(st.text(max_size=200))
def test_no_words_break_dates_titles_or_texts(words: str) -> None:
    read_feed_date(words)
    assert "\x1b" not in plain_words(words, html=True)
    assert "\n" not in plain_words(words, html=False)
    author_name(words)
    blocks_of_item(words, html=True)


def test_several_authors_are_all_named_and_none_twice() -> None:
    several = "<dc:creator>Ann One</dc:creator><dc:creator>Bo Two</dc:creator>"
    item = only(rss(f"<title>Ferry</title>{several}"))
    assert item.article.byline == "Ann One and Bo Two"
    two = "<author><name>Ann One</name><email>a@arlen.media</email></author>"
    two += "<author><name>Bo Two</name></author>"
    assert only(atom(f"<title>Ferry</title><id>1</id>{two}")).article.byline == "Ann One and Bo Two"
    assert byline_of(["Ann One", "ann one", "Cy Dee"]) == "Ann One and Cy Dee"


def test_a_feeds_author_stands_for_entries_without_one() -> None:
    about = "<title>T</title><author><name>Ann One</name></author>"
    assert only(atom("<title>Ferry</title><id>1</id>", about=about)).article.byline == "Ann One"


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("<pubDate>Mon, 02 Nov 2026 10:00:00 CEST</pubDate>", "2026-11-02T10:00:00+02:00"),
        ("<dc:date>2026-11-02T10:00:00+01:00</dc:date>", "2026-11-02T10:00:00+01:00"),
        ("<pubDate>soon</pubDate><dc:date>2026-11-02</dc:date>", "2026-11-02"),
        ("", None),
    ],
)
def test_when_an_item_was_published(dates: str, published: str | None) -> None:
    assert only(rss(f"<title>Ferry</title>{dates}")).article.published == published


def test_the_time_of_publication_comes_before_that_of_a_change() -> None:
    times = "<updated>2026-11-04T10:00:00Z</updated><published>2026-11-02T10:00:00Z</published>"
    assert only(atom(f"<title>F</title><id>1</id>{times}")).article.published == "2026-11-02T10:00:00+00:00"


@pytest.mark.parametrize(
    ("data", "address", "source"),
    [
        (rss("<title>F</title><link>/a/b.html</link>"), "/feeds/x.xml", "https://arlen.example/a/b.html"),
        (rss("<title>F</title><link>/a/b.html</link>", about="<title>T</title>"), "https://f.example/rss",
         "https://f.example/a/b.html"),
        (rss("<title>F</title><link>https://arlen.example/a?utm_source=rss#xtor=RSS-1</link>"), "-",
         "https://arlen.example/a"),
        (rss("<title>F</title><link>https://arlen.example/a?at_medium=RSS&amp;id=7&amp;at_campaign=x</link>"),
         "-", "https://arlen.example/a?id=7"),
        (rss("<title>F</title><guid>https://arlen.example/a</guid>"), "-", "https://arlen.example/a"),
        (atom("<title>F</title><id>1</id><link href='b.html'/>",
              about="<title>T</title><link rel='self' href='https://arlen.example/news/f.atom'/>"),
         "/feeds/x.xml", "https://arlen.example/news/b.html"),
        (atom("<title>F</title><id>1</id><link rel='enclosure' href='https://arlen.example/a.mp3'/>"
              "<link href='https://arlen.example/a'/>"), "-", "https://arlen.example/a"),
        (rss("<title>F</title><link>javascript:x()</link><guid>7</guid>"), "/f/x.xml", "/f/x.xml#7"),
    ],
)  # fmt: skip
def test_where_an_item_is(data: bytes, address: str, source: str) -> None:
    assert only(data, address).article.source == source


def test_the_text_is_the_contents_cleaned_like_a_page() -> None:
    body = (
        f"<p>{LONG}</p><p>“We stay,” said Mara Lind.<br><br>She left.</p>"
        "<blockquote>No other way.</blockquote>"
        "<div class='subscription-widget-wrap'><p>Thanks for reading! Subscribe.</p></div>"
        "<script>x()</script><img src='a.jpg' alt='Lind'><p>The post <a href='#'>Ferry</a> appeared first on "
        "<a href='#'>Arlen Post</a>.</p>"
    )
    data = rss(f"<title>Ferry</title><link>/a</link><description>Short.</description>"
               f"<content:encoded><![CDATA[{body}]]></content:encoded>")  # fmt: skip
    item = only(data)
    assert item.article.text.split("\n\n") == [
        "Ferry", LONG.strip(), "“We stay,” said Mara Lind.", "She left.", "No other way.",
    ]  # fmt: skip
    assert not item.summary
    assert item.article.paragraphs[-1].kind == "quote block"


@pytest.mark.parametrize(
    ("description", "text", "summary"),
    [
        ("A summary of it.", "A summary of it.", True),
        (f"&lt;p&gt;{LONG} [&amp;#8230;]&lt;/p&gt;", f"{LONG.strip()} …", True),
        ("&lt;p&gt;It began.&lt;/p&gt;&lt;p&gt;&lt;a href='#'&gt;Continue reading&lt;/a&gt;&lt;/p&gt;",
         "It began.", True),
        ("&amp;lt;p&amp;gt;&amp;lt;em&amp;gt;Twice&amp;lt;/em&amp;gt; escaped.", "Twice escaped.", True),
        ("One.\n\nTwo.", "One.\n\nTwo.", True),
        (LONG * 5, (LONG * 5).strip(), False),
    ],
)  # fmt: skip
def test_summaries(description: str, text: str, summary: bool) -> None:
    item = only(rss(f"<title>Ferry</title><link>/a</link><description>{description}</description>"))
    assert item.article.text.removeprefix("Ferry\n\n") == text
    assert item.summary is summary


OF_PROGRAMS = {
    "Drupal": (
        "<span class='field field--name-title'>Ferry</span><span class='field field--name-uid'>ines</span>"
        "<span class='field field--name-created'>Mon, 11/02/2026</span><div class='body'><p>Sea.</p>"
        "</div><div class='field field--name-field-tags'><div>Tags</div><a href='/t'>Boats</a></div>",
        ["Sea."],
    ),
    "Ghost": (
        "<div class='kg-callout-card'><div class='kg-callout-emoji'>!</div><div>Tide at six.</div></div>"
        "<figure class='kg-card kg-bookmark-card'><a href='/b'><div>Another</div></a></figure><p>Sea.</p>",
        ["Tide at six.", "Sea."],
    ),
    "Substack": (
        "<p>Sea.<a class='footnote-anchor' href='#footnote-1'>1</a></p><div><a class='footnote-number' "
        "href='#footnote-anchor-1'>1</a><div><p>By the table.</p></div></div>"
        "<p>Thanks for reading Gull! Subscribe for free to receive new posts.</p>",
        ["Sea.", "By the table."],
    ),
    "Medium": (
        "<p>Sea.</p><p><a href='/a'>Ferry</a> was originally published in <a>Gull</a> on Medium, where "
        "people are continuing the conversation by highlighting it.</p>",
        ["Sea."],
    ),
    "arXiv": ("arXiv:2611.00001v1 Announce Type: new\nAbstract: We count quotes.", ["We count quotes."]),
}


@pytest.mark.parametrize(("body", "text"), OF_PROGRAMS.values(), ids=OF_PROGRAMS)
def test_what_programs_put_into_an_item(body: str, text: list[str]) -> None:
    assert [block.text for block in blocks_of_item(body, html="<" in body)[0]] == text


def test_a_film_is_its_description() -> None:
    entry = (
        "<title>Ferry</title><link href='https://films.example/1'/><media:group><media:content "
        "type='application/x-shockwave-flash' url='https://films.example/1.swf'/>"
        "<media:description>“We stay,” said Mara Lind.</media:description></media:group>"
    )
    data = atom(entry).replace(b"<feed", b'<feed xmlns:media="http://search.yahoo.com/mrss/"')
    assert only(data).article.text == "Ferry\n\n“We stay,” said Mara Lind."


def test_a_person_s_feed_is_theirs() -> None:
    about = "<title>Mara Lind</title><generator>Mastodon v4.3.1</generator>"
    assert only(rss("<description>We stay.</description>", about=about)).article.byline == "Mara Lind"


CAPTION = (
    "<media:content url='a.jpg'><media:description type='plain'>A long caption of a picture that says who "
    "stands where in it and since when, longer than the summary is.</media:description></media:content>"
)


@pytest.mark.parametrize(
    "parts", [(CAPTION, 0), (0, CAPTION), ("<itunes:summary>Other.</itunes:summary>", 0)]
)
def test_a_pictures_caption_is_not_the_text(parts: tuple[object, object]) -> None:
    text = "<description>The boat came late.</description>"
    before, after = (part or "" for part in parts)
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    data = rss(f"<title>Ferry</title><link>/a</link>{before}{text}{after}").replace(
        b"<rss", f"<rss {spaces}".encode(), 1
    )
    item = only(data)
    assert item.article.text == "Ferry\n\nThe boat came late."
    assert item.summary
    alone = only(data.replace(text.encode(), b""))
    assert alone.article.text == ("Ferry\n\nOther." if "itunes" in str(before) else "Ferry")


def test_an_item_without_a_title_is_called_by_its_first_words() -> None:
    item = only(rss("<description>The boat came late today. Nobody knew why.</description><guid>1</guid>"))
    assert item.title.startswith("The boat came late")
    assert item.article.text == "The boat came late today. Nobody knew why."


def test_a_json_feed() -> None:
    items = [
        {"id": 7, "url": "/a", "title": "Ferry &amp; boat", "content_html": "<p>It came.</p>",
         "authors": [{"name": "Ann One"}], "date_published": "2026-11-02T10:00:00+01:00"},
        {"id": "8", "url": "https://arlen.example/b", "content_text": "Only words.", "tags": ["x"]},
        "no item",
    ]  # fmt: skip
    about = {"version": "https://jsonfeed.org/version/1.1", "title": "Arlen", "author": {"name": "Desk"},
             "feed_url": "https://arlen.example/feed.json", "items": items}  # fmt: skip
    feed = read(json.dumps(about).encode())
    assert feed.title == "Arlen"
    assert [item.title for item in feed.items] == ["Ferry & boat", "Only words."]
    assert [item.article.source for item in feed.items] == [
        "https://arlen.example/a",
        "https://arlen.example/b",
    ]
    assert [item.article.byline for item in feed.items] == ["Ann One", "Desk"]
    assert feed.items[0].guid == "7"


def test_rss_one_and_the_oldest_are_feeds_too() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>Arlen</title><link>https://arlen.example/</link></channel>
    <item><title>Ferry</title><link>https://arlen.example/a</link></item></rdf:RDF>"""
    assert only(rdf).article.source == "https://arlen.example/a"
    old = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
    "http://my.netscape.com/publish/formats/rss-0.91.dtd"><!-- made by hand --><rss version="0.91"><channel>
    <title>Arlen</title><item><title>Ferry&nbsp;late</title><link>https://arlen.example/a</link></item></channel>
    </rss>"""
    assert only(old).title == "Ferry late"


@pytest.mark.parametrize(
    "items",
    [
        ("<title>Ferry late</title><link>/a</link><guid>1</guid>",) * 2,
        ("<title>Ferry late</title><link>/a</link><guid>1</guid>",
         "<title>Ferry late</title><link>/a</link><guid>2</guid>"),
        ("<title>Ferry late</title><link>/a</link><guid>1</guid>",
         "<title>Ferry late</title><link>/b</link><guid>1</guid>"),
        ("<title>Ferry late</title><link>/a?utm_medium=x</link>", "<title>Ferry late</title><link>/a</link>"),
        ("<title>The ferry is late</title><link>/a</link><pubDate>2026-11-02T10:00Z</pubDate>",
         "<title>The ferry is late</title><link>/b</link><pubDate>2026-11-02T10:00Z</pubDate>"),
    ],
)  # fmt: skip
def test_no_item_twice(items: tuple[str, ...]) -> None:
    assert len(read(rss(*items)).items) == 1


@pytest.mark.parametrize(
    "items",
    [
        ("<title>One</title><link>/</link>", "<title>Two</title><link>/</link>"),
        ("<title>One</title><guid isPermaLink='false'>1</guid><link>/a</link>",
         "<title>Two</title><guid isPermaLink='false'>1</guid><link>/b</link>"),
        ("<title>Briefing</title><guid>1</guid><link>/show</link><pubDate>2026-11-02T10:00Z</pubDate>",
         "<title>Briefing</title><guid>2</guid><link>/show</link><pubDate>2026-11-03T10:00Z</pubDate>"),
        ("<title>Briefing</title><guid>1</guid><link>/</link>",
         "<title>The news at ten</title><guid>2</guid><link>https://www.arlen.example</link>"),
        ("<title>10:15</title><link>/live#p1</link>", "<title>10:20</title><link>/live#p2</link>"),
        ("<title>Briefing</title><link>/a</link>", "<title>Briefing</title><link>/b</link>"),
        ("<title>One</title><guid>x</guid><link>/</link><pubDate>2026-11-02T10:00Z</pubDate>",
         "<title>Two</title><guid>x</guid><link>/</link><pubDate>2026-11-02T11:00Z</pubDate>"),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_same_item_stays(items: tuple[str, ...]) -> None:
    found = read(rss(*items)).items
    assert len(found) == len({item.id for item in found}) == 2


def test_an_item_is_the_article_of_its_page() -> None:
    from tui.domain.article import article_id

    item = only(rss("<title>Ferry</title><link>https://ARLEN.example/a?utm_source=x</link>"))
    assert item.id == article_id("https://arlen.example/a")


@pytest.mark.parametrize(
    ("about", "pause"),
    [("<ttl>90</ttl>", 5400), ("<ttl>soon</ttl>", 0), ("<ttl>²</ttl>", 0),
     ("<ttl>" + "9" * 5000 + "</ttl>", 0), ("<ttl>99999999</ttl>", 86400), ("", 0),
     ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800)],
)  # fmt: skip
def test_how_long_a_feed_asks_to_wait(about: str, pause: int) -> None:
    assert read(rss("<title>F</title>", about=f"<title>T</title>{about}")).pause == pause


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("utf-8", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-8", "no-such"),
    ],
)
def test_encodings_that_lie(encoding: str, declared: str) -> None:
    words = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>Café</title>'
    data = f"{words}<item><title>Zoë said “no” to the naïve</title></item></channel></rss>".encode(encoding)
    assert only(data).title == "Zoë said “no” to the naïve"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    whole = rss("<title>One & two</title><link>/a</link>", "<title>Three</title><link>/b</link>")
    titles = [item.title for item in read(whole[:-40]).items]
    assert titles[0] == "One & two"
    assert only(rss("<title>A\x0bB \x00C</title>")).title == "AB C"


def test_entities_of_its_own_do_not_expand() -> None:
    data = rss("<title>x &b; y</title>").replace(
        b"<rss", b'<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;">]><rss', 1
    )
    assert "hahahaha" not in only(data).title


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><head><title>x</title></head><body>hi</body></html>", "it names none"),
        (
            b"<html><head><link rel='alternate' type='application/rss+xml' href='/f.rss'></head></html>",
            "/f.rss",
        ),
        (b'{"version": "1", "items": []}', "no JSON Feed"),
        (b"<opml version='2.0'><body/></opml>", "neither RSS nor Atom"),
        ('<rss version="2.0"><a xmlns="x\u00a0y\u00a0z"/></rss>'.encode(), "neither RSS nor Atom"),
        (b"Just words.", "is no feed"),
        (b"%PDF-1.7 x", "a PDF"),
        (b'{"version":"https://jsonfeed.org/version/1","items":7}', "no JSON Feed"),
        (b'{"version":"https://jsonfeed.org/version/1","items":[' + b"[" * 9000, "no JSON Feed"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(data)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_feeds_that_a_page_names() -> None:
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/c.rss">
    <link rel='alternate' type='application/atom+xml' href='https://arlen.example/f.atom?a=1&amp;b=2'>
    <link rel="alternate" hreflang="fr" href="/fr"><link rel=alternate type=application/json href=/wp-json/x>
    <link rel="stylesheet" href="x.css"></head></html>"""
    assert feeds_of_page(page, "https://arlen.example/news/") == [
        "https://arlen.example/f.atom?a=1&b=2",
        "https://arlen.example/c.rss",
    ]


@pytest.mark.parametrize(
    ("text", "feed"),
    [
        ("<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", True),
        ("\ufeff<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", True),
        ("<feed><animal/></feed>", False),
        ("<html><body><rss></body></html>", False),
        ("<?xml", False),
        ("<!DOCTYPE rss [<!ENTITY x 'y'>", False),
        ("I feed the cat. <rss>", False),
        ('{"items": [], "version": "https://jsonfeed.org/version/1"}', True),
        ('{"version": "1.0", "items": ["jsonfeed.org"]}', False),
    ],
)
def test_what_begins_like_a_feed(text: str, feed: bool) -> None:
    assert is_feed(text) is feed


def test_a_large_feed_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    items = [f"<title>Item {n}</title><link>/{n}</link><description>{LONG}</description>" for n in range(300)]
    path.write_bytes(rss(*items) + b"<!-- " + b"x" * 600_000 + b"-->")
    assert len(read_feed(path.read_bytes(), str(path)).items) == 300


def test_a_file_with_a_feed_is_its_items(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    first = "<title>One late</title><link>/a</link><guid>a1</guid><description>It came.</description>"
    path.write_bytes(rss(first, "<title>Two late</title><link>/b</link>"))
    articles = FileLoader().load_all(str(path))
    assert [article.title for article in articles] == ["One late", "Two late"]
    assert [article.source for article in articles] == [f"{path}#a1", f"{path}#2"]
    assert articles[0].address == "https://arlen.example/a"
    assert FileLoader().load(f"{path}#a1") == articles[0]
    assert FileLoader().load(f"{path}#2") == articles[1]
    assert articles[0].text == "One late\n\nIt came."


def test_many_items_with_everything_in_common_take_no_longer_than_others() -> None:
    same = (
        "<title>The same words again</title><link>/</link><guid>1</guid><pubDate>2026-11-02T10:00Z</pubDate>"
    )
    assert len(read(rss(*[same] * 2000)).items) == 1
    alike = [f"<title>The same words again</title><link>/a</link><guid>{n}</guid>" for n in range(2000)]
    assert len(read(rss(*alike)).items) == 1


def test_a_quotation_of_an_item_is_signed() -> None:
    words = "<p>It rained.</p><blockquote><p>We wait.</p><cite>Omar Petit</cite></blockquote>"
    blocks, _ = blocks_of_item(words, html=True)
    assert [block.text for block in blocks] == ["It rained.", "We wait.", "— Omar Petit"]
