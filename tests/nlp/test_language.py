"""A language's data: what is read from its files, and how a wrong line is named."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
import spacy

import tui.nlp
from tui.nlp.attribution.other_languages import find_in_other_language
from tui.nlp.lang.language import LanguageData, LanguageDataError, english, other_language

ROOMS = sorted(path.stem for path in (Path(tui.nlp.__path__[0]) / "lang" / "en").glob("*.toml"))


def data(folder: Path, text: str) -> LanguageData:
    path = folder / "en" / "attribution.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return LanguageData(path)


def test_lists_tables_and_limits(tmp_path: Path) -> None:
    known = data(
        tmp_path,
        '[words]\nsmall = """a the\n  of"""\n[phrases]\nbodies = "high court; the press ;"\n'
        '[tables.plurals]\nwives = "wife"\n[limits]\nfar = 4\nsure = 0.5\n',
    )
    assert known.words("small") == {"a", "the", "of"}
    assert known.in_order("small") == ("a", "the", "of")
    assert known.phrases("bodies") == ("high court", "the press")
    assert known.table("plurals") == {"wives": "wife"}
    assert known.count("far") == 4
    assert known.number("far") == 4.0
    assert known.unread() == [("limits", "sure")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[words]\n\nsmall = "a the a"', "en/attribution.toml, line 3: small holds 'a' twice"),
        ('[words]\nsmall = ""', "en/attribution.toml, line 2: small is empty"),
        ("[words]\nsmall = 3", "en/attribution.toml, line 2: small must be a string"),
        ('[words]\nlarge = "a"', "en/attribution.toml, line 1: no small under [words]"),
        ('[words]\nsmall = "a"\n[wrods]\n', "en/attribution.toml, line 3: there is no table [wrods] here"),
        ("[words]\nsmall = a", "en/attribution.toml, line 2: "),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(LanguageDataError) as caught:
        data(tmp_path, text).words("small")
    assert str(caught.value).startswith(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_lies_there_unread(room: str) -> None:
    for module in pkgutil.walk_packages(tui.nlp.__path__, "tui.nlp."):
        if not module.name.endswith(("__main__", ".server", ".dask")):
            importlib.import_module(module.name)
    assert english(room).unread() == []


@pytest.mark.parametrize("code", ["de", "fr"])
def test_nothing_of_another_language_lies_unread(code: str) -> None:
    known = other_language(code, "attribution")
    assert known is not None
    find_in_other_language(spacy.blank(code)("“Ja”"))
    for name in ("he", "she", "they", "definites", "indefinites"):  # asked for where there is a source
        assert known.words(name)
    assert known.unread() == []
    assert other_language("xx", "attribution") is None
