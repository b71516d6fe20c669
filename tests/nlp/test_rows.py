"""Files of names and nouns: what fits is read, and a line that does not is named with file and number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.nlp.lang import lists
from tui.nlp.lang.language import LanguageDataError
from tui.nlp.lang.rows import RowFile

READERS: dict[str, Callable[[], Any]] = {
    "countries.tsv": lists.countries,
    "family_first.txt": lists.family_first,
    "first_names.txt": lists.first_names,
    "groups.txt": lists.groups,
    "metonyms.tsv": lists.metonyms,
    "nicknames.txt": lists.nicknames,
    "organisations.tsv": lists.organisations,
    "places.txt": lists.places,
    "roles.tsv": lists.roles,
    "titles.tsv": lists.titles,
}


def test_what_a_file_gives(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("# Names.\none\t a; b \n\n# m\ntwo\t\n", encoding="utf-8")
    file = RowFile(path)
    assert list(file.rows(2)) == [(2, ["one", " a; b "]), (5, ["two", ""])]
    assert file.members(2, " a; b ") == ["a", "b"]
    assert file.members(5, "") == []
    path.write_text("# Names: m or f.\n# m\nBen\n# f\nAnn\n", encoding="utf-8")
    assert list(file.marked(("m", "f"))) == [(3, "m", "Ben"), (5, "f", "Ann")]
    assert list(file.lines()) == [(3, "Ben"), (5, "Ann")]


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        (
            "countries.tsv",
            "# Countries\nNorland\tNor\n",
            "line 2: a row has 4 columns parted by tabs, this one has 2",
        ),
        ("countries.tsv", "\tX\t\t\n", "line 1: the first column is empty"),
        ("countries.tsv", "A\tX\t\t\n\nB\tX\t\t\n", "line 3: 'X' stands for A already"),
        ("first_names.txt", "# Names\nAnn Ben\n", "line 2: no mark stands above it (# m, # f, # x)"),
        ("groups.txt", "# Groups\nTories;;Whigs\n", "line 2: nothing stands between two semicolons"),
        ("metonyms.tsv", "The Palace\tAtlantis\n", "line 1: 'Atlantis' is no country of countries.tsv"),
        ("nicknames.txt", "ann annie\nben\n", "line 2: a set of forms has two names at least"),
        (
            "organisations.tsv",
            "Trade Office;TO\nTax Office;TO\n",
            "line 2: 'TO' stands for Trade Office already",
        ),
        ("places.txt", "Northam\n# GPE\n", "line 1: no mark stands above it (# GPE, # LOC, # FAC)"),
        ("roles.tsv", "leader\tx\thead\n", "line 1: 'x' is no gender (m, f or -)"),
        ("roles.tsv", "leader\t-\thead;Chief\n", "line 1: a noun has a capital letter"),
        ("titles.tsv", "m\tMr;Sir\nw\tMrs\n", "line 2: 'w' is no gender (m, f or -)"),
    ],
)
def test_a_wrong_line_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, text: str, wrong: str
) -> None:
    lists.countries()  # kept from the real file where another list asks for it
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(lists, "_FOLDER", folder)
    with pytest.raises(LanguageDataError) as caught:
        READERS[name].__wrapped__()  # type: ignore[attr-defined]
    assert str(caught.value).startswith(f"en/{name}, {wrong}")


@pytest.mark.parametrize("name", READERS)
def test_the_real_files_fit(name: str) -> None:
    assert READERS[name]()
