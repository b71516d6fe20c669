"""The public Python API: what ``import sayso`` gives, and how little it imports."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sayso

import tui.api
from tests.official import official
from tui import __version__

TEXT = "“It is over,” Ana Lopez said. She added that the bridge would reopen in May."


def ran(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program in a Python of its own, once it has ended."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False, cwd=folder
    )


def test_importing_it_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = "spacy thinc numpy textual rich trafilatura lxml httpx2 tinydb orjson multiprocessing asyncio"
    program = (
        f"import sayso, sys; sayso.load, sayso.analyse; print(set({heavy.split()!r}) & set(sys.modules))"
    )
    done = ran(program, tmp_path)
    assert done.stdout == "set()\n", done.stderr


def test_a_text_file_is_loaded_without_what_reads_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nA paragraph that ends with a full stop.\n")
    program = (
        "import sayso, sys\n"
        "print(sayso.load('a.txt').title, {'trafilatura', 'lxml', 'spacy'} & set(sys.modules))"
    )
    done = ran(program, tmp_path)
    assert done.stdout == "A title set()\n", done.stderr


def test_an_article_that_states_no_language_has_that_of_its_words(tmp_path: Path) -> None:
    texts = {
        "de": "Der Hafen bleibt bis Freitag gesperrt, teilte die Stadt am Montag mit.",
        "fr": "Le port restera fermé jusqu'à vendredi, a annoncé la mairie lundi.",
        "es": "El puerto seguirá cerrado hasta el viernes, anunció el ayuntamiento.",
        "en": "The harbour will be shut until Friday, the town said on Monday.",
    }
    for language, text in texts.items():
        (tmp_path / f"{language}.txt").write_text(text + "\n", encoding="utf-8")
        assert sayso.load(tmp_path / f"{language}.txt").language == language
        assert [article.language for article in sayso.load_all(tmp_path / f"{language}.txt")] == [language]


def test_the_package_is_the_api() -> None:
    assert sayso.__all__ == tui.api.__all__
    assert all(getattr(sayso, name) is getattr(tui.api, name) for name in sayso.__all__)
    assert sayso.__version__ == __version__
    assert Path(sayso.__file__).with_name("py.typed").exists()


def test_who_said_what_in_a_text() -> None:
    analysis = sayso.analyse(TEXT)
    assert [(analysis.speaker_of(quote, TEXT), quote.text(TEXT)) for quote in analysis.quotes] == [
        ("Ana Lopez", "It is over,"),
        ("Ana Lopez", "that the bridge would reopen in May"),
    ]


def test_offsets_count_the_texts_own_code_points() -> None:
    text = f"\ufeff🙂\r\n\r\n{TEXT}\r\n"
    analysis = sayso.analyse(text)
    assert "Ana Lopez" in {mention.span.of(text) for mention in analysis.mentions}
    assert next(quote.text(text) for quote in analysis.quotes) == "It is over,"


@pytest.mark.parametrize("form", [str, Path])
def test_an_article_is_loaded_and_analysed(tmp_path: Path, form: type) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><h1>The bridge</h1><p>{TEXT}</p></body></html>", encoding="utf-8")
    article = sayso.load(form(page))
    assert article.title == "The bridge"
    analysis = sayso.analyse(article)
    assert analysis.text_hash == article.text_hash
    assert {analysis.speaker_of(quote, article.text) for quote in analysis.quotes} == {"Ana Lopez"}
    assert sayso.load(page, clean=False).text == page.read_text(encoding="utf-8")


def test_failures_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(sayso.SourceError, match="missing"):
        sayso.load(tmp_path / "missing.txt")
    with pytest.raises(sayso.ModelError, match="no pipeline called"):
        sayso.analyse(TEXT, model="no_such_pipeline")
    with pytest.raises(sayso.ModelError, match="python -m spacy download en_core_web_trf"):
        sayso.analyse(TEXT, model="en_core_web_trf")
    with pytest.raises(TypeError, match="not bytes"):
        sayso.analyse(b"text")  # type: ignore[arg-type]
    assert sayso.analyse("").quotes == ()


def test_another_pipeline(tmp_path: Path) -> None:
    name = official()
    analysis = sayso.analyse(TEXT, model=name)
    assert analysis.pipeline == name
    assert [analysis.speaker_of(quote, TEXT) for quote in analysis.quotes] == ["Ana Lopez", "Ana Lopez"]


def test_threads_take_turns() -> None:
    found: list[sayso.Analysis] = []
    threads = [threading.Thread(target=lambda: found.append(sayso.analyse(TEXT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [sayso.analyse(TEXT)] * 4


def test_the_speaker_is_named_as_the_text_allows() -> None:
    actors = (
        sayso.Actor("ana", "Ana Lopez", sayso.ActorKind.PERSON),
        sayso.Actor("bo", "Bo Lund", sayso.ActorKind.PERSON),
    )
    analysis = sayso.Analysis("", "", "", actors=actors)
    both = sayso.Quote(
        "1", sayso.QuoteKind.DIRECT, (), speaker=sayso.Span(0, 4), actor_id="ana", also=("bo", "gone")
    )
    assert analysis.speaker_of(both, "They said") == "Ana Lopez and Bo Lund"
    unknown = sayso.Quote("2", sayso.QuoteKind.DIRECT, (), speaker=sayso.Span(0, 4))
    assert analysis.speaker_of(unknown, "They said") == "They"
    assert analysis.speaker_of(sayso.Quote("3", sayso.QuoteKind.DIRECT, ()), "It is") is None
