"""Cleaning: page furniture goes, titles and bylines are settled, and no sentence is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.support import SHARED, loaded, shown
from tui.domain.article import ParagraphKind
from tui.sources.cleaning.clean import clean, same_title
from tui.sources.cleaning.furniture import is_furniture
from tui.sources.draft import Block, Draft, assemble
from tui.sources.formats.text import draft_of
from tui.sources.samples import sample_folder, samples

BODY = "The council met on Monday, and after three hours of talk it decided to meet again on Tuesday evening."


def test_labels_that_a_live_blog_leaves_empty() -> None:
    heads = [
        Block(words, ParagraphKind.HEADING, 2) for words in ("Key events", "10:00 It stops", "Key events")
    ]
    found = clean(Draft((*heads[:2], Block("It was late, and the boat stayed in."), heads[2]), title="Boats"))
    assert [block.text for block in found.blocks[1:]] == [
        "10:00 It stops",
        "It was late, and the boat stayed in.",
    ]


def test_the_summit_sample_is_clean(tmp_path: Path) -> None:
    article = loaded(tmp_path, (sample_folder() / "summit.txt").read_bytes())
    assert article.text.count(article.title) == 1
    assert article.text.startswith(article.title + "\n\nAt the close of a summit")
    assert article.byline == "Miriam Okafor"
    assert article.published == "2024-10-24"
    assert article.paragraphs[0].kind is ParagraphKind.HEADING
    assert article.paragraphs[0].level == 1
    for junk in ("SHARE", "Advertisement", "Read more", "Sign up", "Okafor", "\n12\n", "Published"):
        assert junk not in article.text
    assert [words for words in shown(article) if words.startswith("h2")] == [
        "h2 Who still calls",
        "h2 A wider table",
        "h2 The American question",
    ]


def test_a_page_of_titles_counters_and_a_glued_byline(tmp_path: Path) -> None:
    title = "Harbour plan ‘dead’, says mayor"
    first = "By Ada Novak In a short letter, the mayor gave up her plan."
    text = f"{title}\n\n{title}\n\n4\n0\nSHARE\n\n{title}\n\n{first}\n\n{BODY}"
    article = loaded(tmp_path, text)
    assert shown(article) == [
        f"h1 {title}",
        "p In a short letter, the mayor gave up her plan.",
        f"p {BODY}",
    ]
    assert article.byline == "Ada Novak"


@pytest.mark.parametrize(
    "line",
    [
        "SHARE",
        "Share this article",
        "23 Comments",
        "1.2K shares",
        "Share Tweet Email",
        "Facebook | Twitter | WhatsApp",
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "[Advertisement]",
        "Read more: Five things to know",
        "Sign up for our daily newsletter",
        "Subscribe to the Carrow podcast",
        "View this email in your browser",
        "Unsubscribe | Manage preferences",
        "Our Standards: The Carrow Trust Principles.",
        "A version of this article appears in print on March 5, 2025, on page 8. Order Reprints",
        "We use cookies to improve your experience. Read our policy.",
        "Follow us on Twitter",
        "Photo: Ada Novak/Courier",
        "(AP Photo/Ada Novak)",
        "Ada Novak/Getty Images",
        "© 2025 The Carrow Courier. All rights reserved.",
        "5 min read",
        "Tags: harbour, council",
        "* * *",
        "Skip to content",
        "Image source, Getty Images",
        "Image caption, The quay was built in 1931, and nobody remembers by whom.",
        "Updated 3 hours ago",
        "2 days ago",
        "Reporting by Ada Novak in Carrow; Editing by Jane Roe",
    ],
)
def test_furniture_goes(line: str, tmp_path: Path) -> None:
    assert is_furniture(line)
    article = loaded(tmp_path, f"A title for the day\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert shown(article) == ["h1 A title for the day", f"p {BODY}", f"p {BODY}"]


@pytest.mark.parametrize(
    "line",
    [
        "Shares fell.",
        "A version of this article was read out in court, and nobody laughed.",
        "Our standards: who keeps them, she asked.",
        "Share prices fell by a third on Monday",
        "“Share,” she said.",
        "Print is not dead.",
        "Pause.",
        "More than forty people came.",
        "We use less water than we did, she said.",
        "Related companies were not named.",
        "By Monday the water had gone.",
        "Photographers waited outside.",
        "Watch out for him, they said: he bites.",
        "Follow him and you will find it.",
        "12 people were hurt.",
        "Reuters reported the news first.",
        "Comment is free but facts are sacred.",
        "Likes and views do not pay the rent.",
        "Copyright law will change next year, the minister said.",
        "Advertisement spending rose by four per cent.",
        "Get up, he told them, and go to your inbox tray.",
        "Read the rest here.",
        "WASHINGTON (AP) — The president left.",
        "(CNN) — The president left.",
        "Reporting by the paper showed who paid; editing by the owner hid it.",
        "Updated figures came two days ago",
        "Image captions were missing.",
    ],
)
def test_sentences_stay(line: str, tmp_path: Path) -> None:
    assert not is_furniture(line)
    article = loaded(tmp_path, f"A title for the day\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert line in article.text


def test_numbers_go_only_beside_furniture(tmp_path: Path) -> None:
    article = loaded(tmp_path, f"A title for the day\n\n4\n\nSHARE\n\n{BODY}\n\n1984\n\n{BODY}")
    assert shown(article) == ["h1 A title for the day", f"p {BODY}", "p 1984", f"p {BODY}"]


def test_a_release_is_called_by_its_headline(tmp_path: Path) -> None:
    head = "FOR IMMEDIATE RELEASE\n\nContact:\nAda Novak\n+44 20 7946 0000\n\nCRANE FALLS IN CARROW"
    article = loaded(tmp_path, f"{head}\n\n{BODY}\n\n{BODY}")
    assert article.title == "CRANE FALLS IN CARROW"
    assert shown(article)[0] == "p Contact:"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mayor’s ‘last’ word", "MAYOR'S 'LAST' WORD", True),
        ("The mayor has the last word", "The mayor has the last word | The Carrow Courier", True),
        ("The mayor has the last word", "The mayor has the last word again", False),
        ("War - and peace", "War", False),
    ],
)
def test_same_title(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same
    assert same_title(other, one) is same


@pytest.mark.parametrize(
    ("line", "byline", "published"),
    [
        ("By Ada Novak", "Ada Novak", None),
        ("By Ada Novak | 24 October 2024", "Ada Novak", "2024-10-24"),
        ("Ada Novak · October 4, 2024 · 5 min read", "Ada Novak", "2024-10-04"),
        ("Published: 24 Oct 2024, 10:15 GMT", None, "2024-10-24"),
        ("Last updated 2024-10-24", None, "2024-10-24"),
        ("Thursday 24 October 2024 10.15 BST", None, "2024-10-24"),
        ("2024-10-24T10:15:00Z", None, "2024-10-24T10:15:00Z"),
        ("November 28, 2013 -- Updated 0203 GMT (1003 HKT)", None, "2013-11-28"),
        ("October 24, 20244:02 PM GMT+2Updated 5 hours ago", None, "2024-10-24"),
        ("Thursday 24 October 2024 10:15, UK", None, "2024-10-24"),
        ("By Ada Novak, home editor", "Ada Novak", None),
        ("Published 1 March 2024 | Updated 5 March 2024", None, "2024-03-01"),
    ],
)
def test_head_lines(line: str, byline: str | None, published: str | None, tmp_path: Path) -> None:
    article = loaded(tmp_path, f"A title for the day\n\n{line}\n\n{BODY}\n\n{BODY}")
    assert (article.byline, article.published) == (byline, published)
    assert shown(article)[1:] == [f"p {BODY}", f"p {BODY}"]


def test_a_date_further_down_stays(tmp_path: Path) -> None:
    article = loaded(
        tmp_path, "\n\n".join(["A title for the day", BODY, BODY, BODY, "24 October 2024", BODY])
    )
    assert "24 October 2024" in article.text
    assert article.published is None


def test_a_byline_after_the_standfirst_and_an_office_below_it(tmp_path: Path) -> None:
    text = f"A title for the day\n\n{BODY}\n\nBy Ada Novak\n\nSenior Political Correspondent\n\n{BODY}"
    article = loaded(tmp_path, text)
    assert article.byline == "Ada Novak"
    assert shown(article) == ["h1 A title for the day", f"p {BODY}", f"p {BODY}"]


def test_names_above_an_office_are_a_byline(tmp_path: Path) -> None:
    for below in ("Political correspondent", "@adanovak", "Deputy home editor\n\n@adanovak"):
        text = f"A title for the day\n\nAda Novak and Jane Roe\n\n{below}\n\n{BODY}\n\n{BODY}"
        article = loaded(tmp_path, text)
        assert article.byline == "Ada Novak and Jane Roe"
        assert shown(article)[1:] == [f"p {BODY}", f"p {BODY}"]
    article = loaded(tmp_path, f"A title for the day\n\nAda Novak\n\n{BODY}\n\n{BODY}")
    assert article.byline is None
    assert "Ada Novak" in article.text


def test_a_byline_said_again_goes_but_a_signature_stays(tmp_path: Path) -> None:
    draft = Draft(
        tuple(map(Block, ["Ada NovakReporting from Carrow", BODY, "Ada Novak"])), "A title", "Ada Novak"
    )
    assert [block.text for block in clean(draft).blocks] == ["A title", BODY, "Ada Novak"]


@pytest.mark.parametrize(
    "above",
    [
        "World",
        "Courier News\n\nHome\n\nSport",
        "UK politics\n\nThursday 24 October 2024",
        "Exclusive\n\nHealth",
    ],
)
def test_names_of_sections_above_the_title_go(above: str, tmp_path: Path) -> None:
    article = loaded(tmp_path, f"{above}\n\nMayor gives up her plan\n\n{BODY}\n\n{BODY}")
    assert shown(article) == ["h1 Mayor gives up her plan", f"p {BODY}", f"p {BODY}"]


@pytest.mark.parametrize("title", ["World", "Health", "Ada Novak", "The day"])
def test_a_title_of_a_word_or_two_stays(title: str, tmp_path: Path) -> None:
    article = loaded(tmp_path, f"{title}\n\n{BODY}\n\n{BODY}")
    assert shown(article) == [f"h1 {title}", f"p {BODY}", f"p {BODY}"]


def test_a_text_without_a_title_gets_none_invented(tmp_path: Path) -> None:
    article = loaded(tmp_path, f"{BODY}\n\n{BODY}")
    assert article.text == f"{BODY}\n\n{BODY}"
    assert all(p.kind is ParagraphKind.PARAGRAPH for p in article.paragraphs)
    assert article.title.startswith("The council met on Monday")
    assert len(article.title) <= 91


def test_nothing_but_furniture_is_shown_as_it_is(tmp_path: Path) -> None:
    assert loaded(tmp_path, "SHARE\n\nTweet\n").text == "SHARE\n\nTweet"


_WORDS = st.sampled_from(
    [
        *(
            "SHARE",
            "4",
            "By Ada Novak",
            "Advertisement",
            "A title for the day",
            BODY,
            "24 October 2024",
            "-",
            "By",
        ),
        *("© 2024", "“Well,” she said.", "1. One", "- two", "> three", "\u00a0", "x\u200by"),
        "By Jane Roe The town slept on and on.",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(_WORDS, st.text(max_size=60)), max_size=14), st.sampled_from(["\n", "\n\n", "\r\n"])
)
def test_whatever_comes_in_paragraphs_hold(lines: list[str], between: str) -> None:
    article = assemble(clean(draft_of(between.join(lines))), identity="x", source="x")
    text = article.text
    before = -2
    for paragraph in article.paragraphs:
        words = text[paragraph.start : paragraph.end]
        assert words
        assert words == words.strip()
        assert "\n" not in words
        assert paragraph.start == before + 2
        before = paragraph.end
    assert not article.paragraphs or before == len(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([BODY, "“Well,” she said.", "Nobody came.", "He waited for an hour by the river."])
    )
)
def test_sentences_are_never_lost(sentences: list[str]) -> None:
    draft = clean(Draft(tuple(Block(sentence) for sentence in sentences)))
    assert [block.text for block in draft.blocks] == sentences


def _lost(text: str) -> list[str]:
    """The paragraphs of a text that cleaning took out."""
    article = assemble(clean(draft_of(text)), identity="x", source="x")
    kept = " ".join(article.text.split())
    return [line for line in text.split("\n") if line.strip() and " ".join(line.split()) not in kept]


@pytest.mark.skipif(not (SHARED / "corpora" / "wikinews.jsonl").exists(), reason="the corpora are not here")
def test_real_news_loses_nothing() -> None:
    with (SHARED / "corpora" / "wikinews.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            assert _lost(json.loads(line)["text"]) == []


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the article is not here")
def test_the_article_the_samples_are_modelled_on() -> None:
    from tui.sources.loader import FileLoader

    article = FileLoader().load(str(next((SHARED / "seeds").glob("*.txt"))))
    assert article.byline == "Jennifer Hicks"
    assert article.text.count(article.title) == 1
    assert "SHARE" not in article.text
    assert article.text.split("\n\n")[1].startswith("In an assertive response")
    assert len(article.paragraphs) == 43


def test_every_sample_has_a_title_a_byline_and_a_length_to_read() -> None:
    from tui.sources.loader import FileLoader

    paths = samples()
    assert [path.name for path in paths] == ["summit.txt", "festival.md", "harbour.txt", "strike.html"]
    for path in paths:
        article = FileLoader().load(str(path))
        assert article.byline
        assert article.published
        assert article.paragraphs[0].level == 1
        assert 400 < len(article.text.split()) < 900
        assert "“" in article.text
