"""A changed story in the app: told in one line, shown, read again; and checking words."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.fakes import FakeAnalyser, FakeArticles, FakeLoader
from tests.app.test_reader import Reading, reading
from tests.domain.versions import version
from tui.app.changes.entries import entries
from tui.app.changes.layout import lines
from tui.app.changes.screen import ChangesScreen
from tui.app.dialogs.check_words import CheckWords, Places
from tui.app.text.differences import wrapped_difference
from tui.domain.analysis import Analysis
from tui.domain.article import Article
from tui.domain.collection.changes import changes
from tui.domain.collection.difference import difference
from tui.domain.kept import Arrival, KeptArticle, Version
from tui.export.exporter import FileExporter

OLD, OLD_FOUND = version("""\
A plan for the harbour

«Anna Lund|“We will never sign this plan,”» said Anna Lund, who leads the council.

It rained in the evening, and everybody went home.""")
NEW, NEW_FOUND = version("""\
A plan for the harbour

«Anna Lund|“We will soon sign this plan,”» said Anna Lund, who leads the council.

It rained in the evening, and everybody went home.""")
OTHER, OTHER_FOUND = version("Another day\n\n«Bo Sand|“We will all sign it,”» said Bo Sand.", "other.txt")


class Analyses(FakeAnalyser):
    """Knows the analysis of each text."""

    def cached(self, article: Article) -> Analysis | None:
        known = {one.text_hash: one for one in (OLD_FOUND, NEW_FOUND, OTHER_FOUND)}
        return known[article.text_hash]


class TwoVersions(FakeArticles):
    """Keeps the old text of the story until it is handed the new one."""

    def __init__(self) -> None:
        super().__init__(kept(OTHER, OTHER_FOUND))
        self.texts = {OLD.text_hash: kept(OLD, OLD_FOUND)}

    def keep(self, article: Article, analysis: Analysis | None = None) -> Arrival:
        known = article.text_hash in self.texts
        self.texts[article.text_hash] = kept(article, analysis)
        return Arrival.KNOWN if known else Arrival.CHANGED

    def kept(self, article_id: str, text_hash: str | None = None) -> KeptArticle | None:
        return self.texts.get(text_hash or "") or super().kept(article_id, text_hash)

    def versions(self, article_id: str) -> list[Version]:
        return [one.version for one in self.texts.values()]


def kept(article: Article, analysis: Analysis | None) -> KeptArticle:
    seen = f"2026-03-0{1 + (article.text_hash != OLD.text_hash)}T08:00:00+00:00"
    return KeptArticle(article, Version(article.text_hash, seen, seen, len(article.text.split())), analysis)


async def told(r: Reading) -> str:
    """What is told first; the quotes may still be read when it is first looked for."""
    for _ in range(500):
        if r.notices:
            break
        await r.screen._session.poll()
        await r.settle()
    return str(r.notices[-1])


async def test_a_changed_story_is_told_shown_and_gone_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path, article=NEW, analyser=Analyses(), articles=TwoVersions()) as r:
        r.app.services.exporter = FileExporter()
        notice = await told(r)
        assert "1 quote reworded; 1 paragraph changed. C shows it" in notice
        await r.press("C")
        screen = r.app.screen
        assert isinstance(screen, ChangesScreen)
        assert (screen.view.count, screen.view.current) == (2, 0)
        assert "1 quote reworded; 1 paragraph changed" in str(screen.summary.content)
        await r.press("n", "n")
        assert screen.view.current == 1
        assert "last change" in screen.key_bar.message
        await r.press("s", "a")
        assert screen.view.beside
        await r.press("p", "enter")
        assert r.app.screen is r.screen
        assert r.caret == NEW.text.index("We will soon")
        await r.press("C", "E", "enter")
        await r.settle()
        (written,) = Path.cwd().glob("*.md")
        assert "~~never~~ **soon**" in written.read_text()
        await r.press("q")
        assert r.app.screen is r.screen


async def test_the_file_is_read_again_when_another_program_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(OLD.text, encoding="utf-8")
    old, new = (msgspec.structs.replace(one, source=str(path)) for one in (OLD, NEW))
    loader = FakeLoader(old)
    async with reading(
        tmp_path, article=old, analyser=Analyses(), articles=TwoVersions(), loader=loader
    ) as r:
        await r.press("G")
        await r.screen._session.poll()
        await r.press("R")
        assert "as it was" in r.said
        path.write_text(NEW.text, encoding="utf-8")
        loader.articles[str(path)] = new
        words = "story.txt was changed meanwhile: 1 paragraph changed. R reads it again."
        assert words in await told(r)  # once the file rests
        before = r.caret
        await r.press("R")
        assert r.state.article == new
        assert [quote.id for quote in r.state.quotes] == ["q0"]
        assert r.caret == before + len(new.text) - len(old.text)


class LastTime(FakeLoader):
    """Knew the story as its address gave it the last time."""

    def __init__(self, *articles: Article) -> None:
        super().__init__(*articles)
        self.waiting = [article.id for article in articles]

    def is_of_last_time(self, article_id: str) -> bool:
        return article_id in self.waiting and not self.waiting.remove(article_id)


@pytest.mark.parametrize("now", ["new", "the same", "gone"])
async def test_what_an_address_gave_the_last_time_is_read_anew(tmp_path: Path, now: str) -> None:
    there = {"new": [NEW], "the same": [OLD], "gone": []}[now]
    loader, articles = LastTime(OLD), TwoVersions()
    loader.articles = {article.source: article for article in there}
    articles.texts.clear()
    async with reading(tmp_path, article=OLD, analyser=Analyses(), articles=articles, loader=loader) as r:
        await r.settle()
        assert r.state.article == (NEW if now == "new" else OLD)
        # What may be out of date is not kept: it would be the newest version.
        assert set(articles.texts) == {article.text_hash for article in there}
        if now == "gone":
            assert "as it was the last time" in r.notices[-1]
        else:
            assert not r.notices


async def test_words_are_checked_here_and_in_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.app.terminal.clipboard.taken_from", lambda _: "“We will never sign this\nplan”")
    async with reading(tmp_path, article=NEW, analyser=Analyses(), articles=TwoVersions()) as r:
        await r.press("equals_sign")
        dialog = r.app.screen
        assert isinstance(dialog, CheckWords)
        places = dialog.query_one(Places)
        assert [one.match.value for one in places.rows] == ["reworded"]
        drawn = ["".join(text for text, _ in line) for line in places.draw(places.rows[0], 80)]
        assert "Anna Lund, 90 % sure" in drawn[0]
        assert "in this article" in drawn[-2]
        twin = msgspec.structs.replace(NEW, id="f" * 16, source="https://www.gull.example/a")
        there = msgspec.structs.replace(places.rows[0], article=twin)
        places.rows = [*places.rows, there]
        assert f"in {NEW.title} · gull.example" in "".join(
            t for line in places.draw(there, 80) for t, _ in line
        )
        # Asked before it was known who says it, the open dialog tells it once that is known.
        places.list_rows([msgspec.structs.replace(places.rows[0], analysed=False, quote=None, name=None)], 0)
        r.screen.picture_shown(other_analysis=True, last=True)
        await r.settle()
        assert places.rows[0].name == "Anna Lund"
        await r.press("enter")
        assert r.app.screen is r.screen
        assert r.caret == NEW.text.index("We will soon")
        monkeypatch.setattr("tui.app.terminal.clipboard.taken_from", lambda _: "we will all sign it")
        await r.press("equals_sign", "enter")
        assert r.app.screen is not r.screen
        assert r.app.screen.state.article == OTHER


_WORDS = st.lists(
    st.sampled_from(["plan", "never", "1,200", "日本", "é", "of", ",", "“", "\t", "a\nb"]), max_size=20
)


@settings(deadline=None, max_examples=60)
@given(_WORDS.map(" ".join), _WORDS.map(" ".join), st.integers(10, 60), st.booleans())
def test_nothing_is_lost_in_lines(before: str, after: str, width: int, brackets: bool) -> None:
    from rich.cells import cell_len

    found = difference(before, after)
    drawn = list(wrapped_difference(found, width, "", brackets))
    shown = "".join(text for line in drawn for text, _ in line)
    whole = "".join(words for _, words in found)
    for sign in ("[-", "-]", "{+", "+}") if brackets else ():
        shown = shown.replace(sign, "")
    assert "".join(shown.split()) == "".join(whole.split())
    assert all(sum(cell_len(text) for text, _ in line) <= width for line in drawn)


@pytest.mark.parametrize("beside", [False, True])
def test_each_change_has_its_lines(beside: bool) -> None:
    found = changes(OLD, NEW, OLD_FOUND, NEW_FOUND)
    drawn = lines(entries(found, everything=True), 80, beside=beside, brackets=True)
    assert {line.change for line in drawn} == {None, 0, 1}
    shown = ["".join(text for text, _ in line.pieces) for line in drawn]
    assert any("[-never-]" in line and ("{+soon+}" in line) for line in shown)
    assert all(len(line) <= 80 for line in shown)
