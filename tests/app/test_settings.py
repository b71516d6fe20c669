"""``config.toml``: read, checked by line, worn by the app; the sets of keys for other hands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.fakes import ARTICLE, make_app
from tests.app.test_pictures import keys
from tests.app.test_reader import reading
from tui.app.keys import keymap
from tui.app.keys.presets import PRESETS
from tui.app.panes import article_look
from tui.app.startup.first_page import page
from tui.app.theme import choice
from tui.domain import settings


def test_what_is_wrong_is_told_by_line_and_the_rest_holds(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text('# mine\nmeasure = 60\nthem = "x"\nlists = true\nkeys = "less"\n')
    found = settings.read(tmp_path)
    assert (found.number("measure"), found.words("keys"), found.number("lists")) == (60, "less", 0)
    assert found.lines == {"measure": 2, "keys": 5}
    assert [problem.line for problem in found.problems] == [3, 4]
    assert "perhaps “theme”" in found.problems[0].sentence


def test_of_very_many_wrong_names_the_first_are_told(tmp_path: Path) -> None:
    lines = "".join(f"name{at} = 1\n" for at in range(50))
    for name in (settings.FILE, "keymap.toml"):
        (tmp_path / name).write_text(lines + ("measure = 60\n" if name == settings.FILE else ""))
    found = settings.read(tmp_path)
    assert found.number("measure") == 60
    assert len(found.problems) == 21
    assert found.problems[-1].sentence == "there are 30 more names that are no settings"
    keys, problem = keymap.read_keymap(tmp_path / "keymap.toml")
    assert keys == {}
    assert problem is not None
    assert problem.endswith("; there are 30 more names that are no commands")
    (tmp_path / "keymap.toml").write_text("[" + "a." * 3000 + "a]\nb = 1\n")
    assert keymap.read_keymap(tmp_path / "keymap.toml")[0] == {}


@pytest.mark.parametrize("text", [b"measure = ", b"\xff\xfe", b"= 1\n", b"a = " + b"9" * 5000])
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path, text: bytes) -> None:
    (tmp_path / settings.FILE).write_bytes(text)
    found = settings.read(tmp_path)
    assert found.values == settings.USUAL.values
    assert len(found.problems) == 1


def test_the_file_to_begin_with_states_what_is_usual(tmp_path: Path) -> None:
    lines = settings.sample().splitlines()
    (tmp_path / settings.FILE).write_text(
        "\n".join(line[2:] for line in lines if " = " in line and line.startswith("# "))
    )
    found = settings.read(tmp_path)
    assert found.problems == ()
    assert found.values == settings.USUAL.values
    assert set(found.lines) == set(settings.SETTINGS)


def no_room(path: Path, _: str, **_more: str) -> None:
    """On a full disk a file may be there and have nothing in it."""
    path.touch()
    raise OSError(28, "No space left on device")


def test_a_theme_is_kept_where_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice.choose(tmp_path, "nord")
    assert choice.chosen(tmp_path) == "nord"
    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", no_room)
        with pytest.raises(OSError, match="No space"):
            choice.choose(tmp_path, "gruvbox")
    assert choice.chosen(tmp_path) == "nord"
    assert [path.name for path in tmp_path.iterdir()] == [settings.CHOSEN_THEME]
    config = tmp_path / settings.FILE
    (tmp_path / "versions").mkdir()
    config.symlink_to(tmp_path / "versions" / "sayso.toml")
    config.write_text('# mine\ntheme = "gruvbox"  # dim\nmeasure = 60\n')
    assert choice.chosen(tmp_path) == "gruvbox"
    choice.choose(tmp_path, "sayso-light")
    assert config.read_text() == '# mine\ntheme = "sayso-light"  # dim\nmeasure = 60\n'
    assert choice.chosen(tmp_path) == "sayso-light"
    assert config.is_symlink()


@pytest.mark.parametrize("name", list(PRESETS))
def test_no_key_of_a_set_is_taken_twice(name: str) -> None:
    motions = [one for one in article_look.BINDINGS if isinstance(one, keymap.Binding)]
    known = {command.id for command in keymap.COMMANDS} | {one.id for one in motions}
    assert set(PRESETS[name]) <= known
    assert keymap.clashes(PRESETS[name], motions) == []


async def test_the_app_wears_what_is_set(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_text(
        'measure = 40\nlists = 30\nkeys = "less"\nmotion = "reduced"\ntheme = "sayso-light"\nexpor = "x"\n'
    )
    async with reading(tmp_path, size=(120, 24)) as r:
        assert (r.app.theme, r.app.animation_level) == ("sayso-light", "none")
        assert (r.screen.view.measure, r.screen.side.outer_size.width) == (40, 36)
        assert "line 6: there is no setting “expor”, perhaps “export”" in r.notices[0]
        await r.press("f")
        assert not r.app.screen.query("ChoiceList"), "less turns the page"
        await r.press("ampersand")
        assert r.app.screen.query("ChoiceList"), "and filters by another key"
    first = page(ARTICLE, 120, 24, "", 40, 30)
    assert [sum(len(text) for text, _ in row) for row in first] == [120] * 24


async def test_the_first_article_of_all_comes_with_three_lines(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.services.first_run = True
    async with app.run_test(size=(120, 24)) as pilot:
        await keys()(pilot)
        (notice,) = app._notifications
        assert notice.message.count("\n") == 2
        assert "F1 all keys" in notice.message
        assert not app.services.first_run, "the second comes without"
        await pilot.press("f1")
        await pilot.pause()
        assert not app._notifications, "nothing stands over a dialog"
    app = make_app(tmp_path)
    app.services.first_run = True
    async with app.run_test(size=(60, 20)) as pilot:
        await keys()(pilot)
        assert not app._notifications, "half of so small a screen would be covered"
        assert app.screen.key_bar.message == "J next quote · enter who says it · F1 all keys"
