"""Whatever an article and its notes say, an export says it and does nothing else."""

from __future__ import annotations

import html
import re

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

_ODD = "-:#\"'\\{}[]|>%@`!&*?,=~$^<+1.)( \n\t\x85\u2028\ufeff\ufffe\ud800_"
_WORDS = st.text(st.characters() | st.sampled_from(_ODD), max_size=20)
_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


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
