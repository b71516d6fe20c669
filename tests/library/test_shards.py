"""Shards: what was found, as Parquet, asked as the library is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.app.fakes import make_analysis, make_article, make_kept
from tests.cli.conftest import Sayso, home, sayso  # noqa: F401  (fixtures)
from tui.domain.collection.said import dossier, people_called
from tui.domain.collection.scan import Scan
from tui.domain.errors import LibraryError

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

from tui.library.shards.rows import ShardRows
from tui.library.shards.writing import ShardWriter


def _shards(folder: Path) -> Scan:
    """Three articles in two shards, one with half a surrogate pair and marks that SQL and shells mind."""
    kept = []
    with ShardWriter(folder, articles=2) as shards:
        for number, title in enumerate(("Plain", 'It\'s "odd"; --', "Half \ud83d")):
            article = replace(
                make_article(source=f"/news/{number}.txt", published=f"2026-03-0{number + 1}"), title=title
            )
            analysis = make_analysis(article)
            shards.add(article, analysis)
            kept.append(make_kept(article, analysis))
    assert shards.written == 3
    return Scan(kept)


def test_shards_give_what_the_articles_hold(tmp_path: Path) -> None:
    scan = _shards(tmp_path / "out")
    (tmp_path / "out" / "begun.quotes.parquet").write_bytes(b"PAR1")  # its other half never came
    rows = ShardRows(tmp_path / "out")
    okoro = {row.key for row in scan.named({"okoro"})}
    assert {row.key for row in rows.named({"okoro", "nobody'; DROP"})} == okoro
    assert {row.key for row in rows.quoted()} == {row.key for row in scan.quoted()}
    assert len(rows.appearing([*okoro, ("x", "y")])) == 3
    assert {one.key for one in rows.said_by(okoro)} == {one.key for one in scan.said_by(okoro)}
    for name in ("Ada Brandt", "okoro"):
        ours, theirs = (people_called(name, one) for one in (rows, scan))
        assert [(one.name, one.articles, one.roles) for one in ours] == [
            (one.name, one.articles, one.roles) for one in theirs
        ]
        made, known = dossier(name, ours, rows), dossier(name, theirs, scan)
        assert [[t.said.text for t in one.tellings] for one in made.entries] == [
            [t.said.text for t in one.tellings] for one in known.entries
        ]
    assert rows.named([]) == rows.said_by([]) == rows.parted([]).alike == []


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    for ending in ("actors", "quotes"):
        (tmp_path / f"folder.{ending}.parquet").mkdir()
    with pytest.raises(LibraryError, match="There are no shards"):
        ShardRows(tmp_path)
    with pytest.raises(LibraryError, match="cannot be read"):
        ShardRows(tmp_path / "missing")
    for ending in ("actors", "quotes"):
        (tmp_path / f"a.{ending}.parquet").write_bytes(b"PAR1 nonsense PAR1")
    with pytest.raises(LibraryError, match=r"The shards in .* cannot be read"):
        ShardRows(tmp_path).named({"okoro"})


def test_on_the_command_line(tmp_path: Path, sayso: Sayso) -> None:  # noqa: F811
    _shards(tmp_path / "out")
    status, out, _ = sayso("said", "Ada Brandt", "--over", tmp_path / "out", "--format", "jsonl")
    assert (status, len(out.splitlines())) == (0, 3)
    status, out, err = sayso("said", "Nemo", "--over", tmp_path / "out")
    assert (status, out) == (1, "")
    assert "Nobody called “Nemo” is in the shards in" in err
