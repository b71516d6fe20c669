"""Whatever an article and its notes say, an export says it and does nothing else."""

from __future__ import annotations

import html
import re

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.export.support import TEXT, analysis, article
from tests.export.test_exporter import checked
from tests.export.test_importer import ANNOTATIONS
from tui.domain.annotation import Anchor, Annotation, Note
from tui.domain.text.safe import one_line
from tui.export.exporter import FileExporter
from tui.export.formats.markdown import escaped
from tui.export.formats.note_markdown import note_markdown

_ODD = "-:#\"'\\{}[]|>%@`!&*?,=~$^<+1.)( \n\t\x85\u2028\ufeff\ufffe\ud800_"
_WORDS = st.text(st.characters() | st.sampled_from(_ODD), max_size=20)
_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_RENDERER.validateLink = lambda url: True  # type: ignore[method-assign]  # others are less careful
_OURS = frozenset(
    {"body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "em", "strong", "s", "ul", "ol", "li", "blockquote"}
    | {"pre", "code", "a", "br", "hr", "table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = frozenset({"href", "title", "class", "start", "style"})  # style: how a column is aligned
_PIECES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src=//e.org>", "</p>", "<!--", "<?",
    "<![CDATA[", "<javascript:alert(1)>", "[x](javascript:alert(1))", "![x](https://e.org/p)", "[x](", "](x)",
    "![", "[x]", "[x]:", "```", "~~~", "`", "\\", ">", "|", "|-|", "&lt;", "#", "---", "*", "<https://e.org>",
    "https://e.org", "data:x", "words", "\x00", "\n", "\n\n", "    ", " ", "- ", "1. ",
)  # fmt: skip
_HOSTILE = st.lists(st.sampled_from(_PIECES), max_size=10).map("".join)


@settings(max_examples=60, deadline=None)
@given(title=_WORDS, byline=_WORDS, tags=st.lists(_WORDS, max_size=2))
def test_front_matter_is_yaml(title: str, byline: str, tags: list[str]) -> None:
    yaml = pytest.importorskip("yaml")
    one = msgspec.structs.replace(article(title=title), byline=byline)
    note = Note(article_id=one.id, anchor=Anchor("I came", "", "", 0, 6), tags=tuple(tags))
    made = FileExporter().export(one, None, [note], "md")
    assert made.startswith("---\n")
    front = yaml.safe_load(made[4 : made.index("\n---\n", 3)])
    assert front["title"] == one_line(title)
    assert front.get("author", "") == one_line(byline)
    assert all(isinstance(tag, str) for tag in front.get("tags", []))


@settings(max_examples=150, deadline=None)
@given(words=_WORDS, before=st.sampled_from(["# ", "> ", "- ", ""]))
def test_words_in_markdown_are_just_words(words: str, before: str) -> None:
    plain = " ".join(one_line(words).split())
    if plain:
        made = _RENDERER.render(before + escaped(words))
        shown = html.unescape(re.sub(r"</?(h1|p|blockquote|ul|li)>", "", made))
        assert " ".join(shown.split()) == plain


@settings(max_examples=60, deadline=None)
@given(notes=st.lists(ANNOTATIONS, max_size=5), analysed=st.booleans())
def test_a_page_holds_the_text_and_leads_where_it_says(notes: list[Annotation], analysed: bool) -> None:
    made = FileExporter().export(article(), analysis() if analysed else None, notes, "html")
    seen = checked(made).seen
    ids = [attributes["id"] for _, attributes in seen if "id" in attributes]
    assert len(set(ids)) == len(ids)
    links = {str(attributes["href"]) for tag, attributes in seen if tag == "a" and "href" in attributes}
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(ids)
    article_alone = re.sub(r"<aside.*?</aside>", "", made[made.index("<main>") :], flags=re.DOTALL)
    words = re.sub(r"<[^>]*>", "", article_alone)
    for paragraph in TEXT.split("\n\n"):
        assert html.escape(paragraph) in words


@settings(max_examples=150, deadline=None)
@given(title=_HOSTILE, words=_HOSTILE, bodies=st.lists(_HOSTILE, min_size=1, max_size=3))
def test_no_element_but_ours_comes_out_of_markdown(title: str, words: str, bodies: list[str]) -> None:
    one = article(f"{title}\n\n{words}", source=words.replace("\n", ""), title=title)
    one = msgspec.structs.replace(one, byline=words, published=title)
    at = Anchor(words, "", "", 0, len(words))
    notes = [Note(article_id=one.id, anchor=at, body=body, tags=(body,)) for body in bodies]
    page = lxml.html.document_fromstring(
        "<body>" + _RENDERER.render(FileExporter().export(one, None, notes, "md")) + "</body>"
    ).find("body")
    for element in page.iter():
        assert element.tag in _OURS, element.tag
        assert set(element.attrib) <= _ATTRIBUTES
        assert re.match(r"https?://|mailto:|\Z", element.get("href", ""))


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("Ask *her*.\n\n- a [list](https://e.org)\n\n> a `<b>`", None),
        ("see [1] and [2]", None),
        ("a <b>bold</b> word", "a &lt;b>bold&lt;/b> word"),
        ("![p](https://e.org/p.png)", r"\![p](https://e.org/p.png)"),
        ("**so** [x](javascript:alert(1))", r"**so** [x\](javascript:alert(1))"),
        ("[x]\n\n[x]: file:///etc", "[x]\n\n[x\\]: file:///etc"),
        ("```\nleft open", "```\nleft open\n```"),
        ("```\na <b>word</b>\n\nx = [1](2)\n```", "```\na &lt;b>word&lt;/b>\n\nx = [1\\](2)\n```"),
        ("```\nif a < b:\n\n    c[0] = `d`\n```", None),
        (r"\<b>", None),
        (r"\\<b>", r"\\&lt;b>"),
        (r"http://e.org/\<b>", "http://e.org/&lt;b>"),  # a bare address may take the backslash along
    ],
)
def test_what_stays_of_a_notes_own_markdown(body: str, made: str | None) -> None:
    assert note_markdown(body, escaped) == (body if made is None else made)


def test_a_note_of_any_length_keeps_its_words() -> None:
    body = "[" * 30_000 + "\nwords <b>"
    assert note_markdown(body, escaped) == r"\[" * 30_000 + "\nwords &lt;b&gt;"
    assert escaped(r"http://e.org/<b> & \<i") == r"http://e.org/&lt;b&gt; &amp; \\&lt;i"
