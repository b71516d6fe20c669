"""The pipeline: what is loaded, what is refused, what the cache's key hangs on, what analysis gives."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import get_current_ops

from tests.nlp.articles import article_of
from tests.nlp.test_worker import STORY
from tui.domain.analysis import Analysis, Progress
from tui.domain.article import Article, ParagraphKind
from tui.domain.errors import ModelError
from tui.nlp import analysis as analysing
from tui.nlp.analysis import analyse, analyses_of, analysis_told
from tui.nlp.document.chunks import Chunk, chunks
from tui.nlp.identity import BUNDLED, Identity, identify
from tui.nlp.pipeline import docs_of, load
from tui.nlp.workers.pool import loaded


@pytest.fixture(scope="module")
def pipeline() -> tuple[Language, Identity]:
    return loaded(None)


Cut = Callable[[Article], list[Chunk]]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Cut:
    """What cuts a text into chunks of 300 words, as the analysis now does."""
    cut = partial(chunks, whole=100, size=300)
    monkeypatch.setattr(analysing, "chunks", cut)
    return cut


def final(pipeline: tuple[Language, Identity], article: Article, focus: int = 0) -> Analysis:
    *_, last = analyse(*pipeline, article, focus=lambda: focus)
    assert last.final
    return last.analysis


def saved(nlp: Language, folder: Path, name: str = "test") -> str:
    nlp.meta["name"] = name
    nlp.to_disk(folder)
    return str(folder)


def test_the_bundled_pipeline_has_our_components_in_their_places(pipeline: tuple[Language, Identity]) -> None:
    names = pipeline[0].pipe_names
    assert names.index("sayso_paragraphs") < names.index("parser")
    assert names.index("ner") < names.index("sayso_entities") < names.index("sayso_attributions")


def test_who_said_what(pipeline: tuple[Language, Identity]) -> None:
    article = article_of(STORY)
    analysis = final(pipeline, article)
    names = {actor.id: actor.name for actor in analysis.actors}
    said = {quote.text(article.text): names.get(quote.actor_id or "") for quote in analysis.quotes}
    assert said["The bridge will bring our people together,"] == "Ana Lopez"
    assert "Tomas Reyes" in said.values()


def test_block_quotations_are_somebodys_words(pipeline: tuple[Language, Identity]) -> None:
    """Without quotation marks, over two paragraphs, by a colon, a sentence or a signature beside them."""
    text = (
        "Ferry stops\n\nThe captain, Dana Holt, wrote in a letter:\n\nI will not sail for anybody.\n\n"
        "My crew have families.\n\nThe mayor, Omar Petit, put it in other words.\n\nThey never try.\n\n"
        "It rained.\n\n“We will come back.”\n\n— Mira Sand, teacher"
    )
    kinds = dict.fromkeys((2, 3, 5, 7, 8), ParagraphKind.QUOTE_BLOCK)
    article = article_of(text, kinds=kinds)
    analysis = final(pipeline, article)
    names = {actor.id: actor.name for actor in analysis.actors}
    found = [(names.get(quote.actor_id or ""), quote.kind, quote.text(text)) for quote in analysis.quotes]
    assert found == [
        ("Dana Holt", "direct", "I will not sail for anybody. … My crew have families."),
        ("Omar Petit", "direct", "They never try."),
        ("Mira Sand", "direct", "We will come back."),
    ]


def test_odd_blanks_move_no_offset(pipeline: tuple[Language, Identity]) -> None:
    text = "🙂\u00a0Ana\u00a0Lopez\u200bsaid:\t“Go\u202fhome\u00ad now.”\r\nTomas\tReyes agreed."
    analysis = final(pipeline, article_of(text))
    found = {mention.span.of(text) for mention in analysis.mentions}
    assert any("Tomas" in name for name in found)
    assert all(name == name.strip() for name in found)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "“", "x" * 100_000, "“" * 3000, "“Go " * 2000])
def test_odd_texts_raise_nothing(pipeline: tuple[Language, Identity], text: str) -> None:
    analysis = final(pipeline, article_of(text))
    for quote in analysis.quotes:
        assert all(0 <= span.start < span.end <= len(text) for span in quote.content)


@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=300))
def test_any_unicode_is_analysed_within_its_bounds(pipeline: tuple[Language, Identity], text: str) -> None:
    analysis = final(pipeline, article_of(text))
    spans = [mention.span for mention in analysis.mentions]
    spans += [span for quote in analysis.quotes for span in (*quote.content, *quote.cue)]
    spans += [span for actor in analysis.actors for span in actor.mentions]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_a_long_text_in_chunks_is_nearly_what_it_is_in_one_piece(
    pipeline: tuple[Language, Identity], request: pytest.FixtureRequest
) -> None:
    article = article_of(STORY * 30)
    whole = final(pipeline, article)
    request.getfixturevalue("small_chunks")
    first, last = final(pipeline, article), final(pipeline, article, focus=len(article.text) - 5)
    assert first == last  # where the reader stands changes nothing
    assert {actor.name for actor in first.actors} == {actor.name for actor in whole.actors}
    assert len(first.mentions) == pytest.approx(len(whole.mentions), rel=0.03)
    places = {quote.content for quote in whole.quotes}
    assert len(places & {quote.content for quote in first.quotes}) >= 0.97 * len(places)


def test_a_reader_who_goes_on_gets_that_passage_next(
    pipeline: tuple[Language, Identity], small_chunks: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_of(STORY * 60)
    monkeypatch.setattr(analysing, "_SCREEN", 100)
    monkeypatch.setattr(analysing, "_GROWTH", 1e9)  # of itself it would tell of nothing more before the end
    reached: list[int] = []
    updates = analyse(*pipeline, article, focus=lambda: len(article.text) - 5 if len(reached) >= 4 else 0)
    for update in updates:
        reached.append(max(mention.span.end for mention in update.analysis.mentions))
    assert max(reached[:4]) < len(article.text) // 4
    assert reached[4] > 0.9 * len(article.text)
    assert len(reached) > 6


def test_a_reader_who_comes_to_what_is_analysed_sees_it_at_once(
    pipeline: tuple[Language, Identity], small_chunks: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_of(STORY * 60)
    pieces = small_chunks(article)
    monkeypatch.setattr(analysing, "_GROWTH", 1e9)
    monkeypatch.setattr(analysing, "_SCREEN", 100)
    reached: list[int] = []
    place = pieces[2].start  # that chunk is done by then, and was not due
    for update in analyse(*pipeline, article, focus=lambda: place if len(reached) >= 5 else 0):
        reached.append(max(mention.span.end for mention in update.analysis.mentions))
    assert reached[4] <= pieces[1].end
    assert reached[5] > pieces[2].start


class Parts:
    """A store that only remembers."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def part(self, key: str, name: str) -> bytes | None:
        return self.kept.get((key, name))

    def put_part(self, key: str, name: str, data: bytes) -> None:
        self.kept[key, name] = data


def test_an_analysis_that_was_cut_short_goes_on(
    pipeline: tuple[Language, Identity], small_chunks: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = article_of(STORY * 60)
    pieces = small_chunks(article)
    whole = final(pipeline, article)
    read: list[str] = []

    def counted(nlp: Language, texts: Sequence[str], **how: bool) -> Iterator[Doc]:
        read.extend(texts)
        return docs_of(nlp, texts, **how)

    monkeypatch.setattr(analysing, "docs_of", counted)
    parts = Parts()
    for update in analyse(*pipeline, article, store=parts):
        if update.progress.done >= pieces[2].paragraphs.stop:
            break
    assert len(parts.kept) == 3
    parts.kept[next(iter(parts.kept))] = b"\x93 of another make"
    read.clear()
    updates = []
    for update in analyse(*pipeline, article, focus=lambda: pieces[1].start, store=parts):
        updates.append(update)
        if not read:
            reached = max(mention.span.end for mention in update.analysis.mentions)
    assert reached > pieces[2].start  # all that was kept is shown before anything is read
    first, last = updates[0], updates[-1]
    assert first.progress.done == len(pieces[1].paragraphs)
    assert first.progress.words_per_second == 0
    assert any(mention.span.start >= pieces[1].start for mention in first.analysis.mentions)
    assert last.analysis == whole
    missing = [pieces[0], *pieces[3:]]
    assert sorted(read) == sorted(article.text[piece.start : piece.end] for piece in missing)

    # With all there, nothing is read, whoever asks.
    read.clear()
    told: list[Progress] = []
    assert analysis_told(*pipeline, article, told.append, parts) == whole
    assert len(told) == len(pieces)
    assert read == []

    # Another text, and one that is a single piece, have nothing of it.
    assert final(pipeline, article_of(STORY)) != whole
    list(analyse(*pipeline, article_of(STORY), store=parts))
    assert len(parts.kept) == len(pieces)


def test_several_together_are_what_each_is_alone(pipeline: tuple[Language, Identity]) -> None:
    articles = [article_of(STORY * number, source=f"/tmp/{number}.txt") for number in (1, 2, 3)]
    together = list(analyses_of(*pipeline, [*articles, article_of("")]))
    assert together[:3] == [final(pipeline, article) for article in articles]
    assert together[3].quotes == ()


def test_cancelled_it_ends_without_a_final_update(pipeline: tuple[Language, Identity]) -> None:
    assert list(analyse(*pipeline, article_of(STORY), cancelled=lambda: True)) == []


def test_a_foreign_pipeline_loses_what_is_not_used(tmp_path: Path) -> None:
    nlp = spacy.load(BUNDLED)
    nlp.add_pipe("sentencizer")
    folder = saved(nlp, tmp_path / "foreign")
    foreign = load(folder)
    assert "sentencizer" not in foreign.pipe_names
    assert "sayso_attributions" in foreign.pipe_names
    assert identify(folder).name == "en_test"


@pytest.mark.parametrize("meta", ["[" * 100_000, "[]", '{"lang": ' + "9" * 5000 + "}", "\udcff"])
def test_a_meta_that_cannot_be_is_one_sentence(tmp_path: Path, meta: str) -> None:
    (tmp_path / "config.cfg").touch()
    (tmp_path / "meta.json").write_bytes(meta.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match="is no spaCy pipeline"):
        identify(str(tmp_path))


@pytest.mark.parametrize(
    ("components", "said"), [(["ner"], "no parser"), (["parser"], "no ner"), ([], "no parser")]
)
def test_an_unfit_pipeline_is_one_sentence(tmp_path: Path, components: list[str], said: str) -> None:
    nlp = spacy.blank("en")
    for name in components:
        nlp.add_pipe(name).add_label("dep" if name == "parser" else "PERSON")  # type: ignore[attr-defined]
    nlp.initialize()
    with pytest.raises(ModelError, match=said) as caught:
        load(saved(nlp, tmp_path / "unfit"))
    assert "\n" not in str(caught.value)


def test_a_pipeline_of_another_language_gets_what_is_not_english(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("parser").add_label("nsubj")  # type: ignore[attr-defined]
    nlp.add_pipe("ner").add_label("PER")  # type: ignore[attr-defined]
    nlp.initialize()
    german = load(saved(nlp, tmp_path / "german"))
    assert german.pipe_names == ["sayso_paragraphs", "parser", "ner", "sayso_labels", "sayso_attributions"]


@pytest.mark.parametrize(
    "name", ["no_such_pipeline", "/no/such/folder", "json", "", "a b", "../x", "\x1b[31m"]
)
def test_a_missing_pipeline_is_one_sentence(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        load(name)
    assert "\n" not in str(caught.value)


def test_a_damaged_pipeline_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(BUNDLED, folder)
    (folder / "parser" / "model").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load(str(folder))
    assert "\n" not in str(caught.value)


def test_an_installed_package_is_found_without_importing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "en_fake_sm"
    data = package / "en_fake_sm-1.0.0"
    data.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    (data / "config.cfg").write_text("")
    (data / "meta.json").write_text('{"lang": "en", "name": "fake_sm", "version": "1.0.0"}')
    monkeypatch.syspath_prepend(str(tmp_path))
    identity = identify("en_fake_sm")
    assert (identity.name, identity.version) == ("en_fake_sm", "1.0.0")
    assert "en_fake_sm" not in sys.modules


def test_the_key_hangs_on_article_pipeline_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identify.cache_clear()
    bundled = identify()
    story = article_of("There is no other way.")
    assert bundled.key(story) == identify().key(replace(story, source="/tmp/other.txt", title="Another"))
    set_off = article_of(story.text, kinds={0: ParagraphKind.QUOTE_BLOCK})
    others = (article_of("There is one."), set_off, replace(story, language="de"))
    assert bundled.key(story) not in {bundled.key(other) for other in others}
    shutil.copytree(BUNDLED, tmp_path / "copy")
    copy = identify(str(tmp_path / "copy"))
    assert copy.digest != bundled.digest
    (tmp_path / "copy" / "vocab" / "more").write_text("x")
    identify.cache_clear()
    assert identify(str(tmp_path / "copy")).digest != copy.digest
    monkeypatch.setattr("tui.nlp.identity.__version__", "99")
    identify.cache_clear()
    assert identify().digest != bundled.digest
    identify.cache_clear()


def test_words_are_looked_up_for_their_lemmas_and_give_the_same(nlp: Language) -> None:
    plain = spacy.load(BUNDLED, disable=["ner"])
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    listed = plain.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for kind, words in listed.items():
        assert len(index[kind]) == len(set(words))
        assert all(word in index[kind] for word in words[::50])
        assert not any(f"{word}qx" in index[kind] for word in words[::50])
    text = "The mayors said that the worst leaves had fallen, denying what two officers were telling."
    assert [token.lemma_ for token in docs_of(nlp, [text]).__next__()] == [t.lemma_ for t in plain(text)]


@pytest.mark.parametrize("threads", ["1", "2"])
def test_numpy_multiplies_where_it_keeps_to_one_thread(monkeypatch: pytest.MonkeyPatch, threads: str) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    before = get_current_ops()
    nlp = load()
    tok2vec: Any = nlp.get_pipe("tok2vec")
    used = {node.ops.use_blis for node in tok2vec.model.walk()}
    assert used == {threads != "1"}
    assert get_current_ops() is before  # nobody else's pipelines are loaded otherwise
