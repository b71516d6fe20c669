"""Which theme the reader chose, kept beside ``keymap.toml``. No Textual in here: the first page asks too.

``config.toml`` comes first: where it names a theme, the choice is written there.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from tui.domain import settings
from tui.domain.text.safe import one_line

DEFAULT = "sayso-dark"


def user_folder() -> Path:
    """The folder of the user's configuration."""
    import platformdirs

    return platformdirs.user_config_path("sayso")


def chosen(folder: Path, set_to: settings.Settings | None = None) -> str:
    """The name of the theme set or kept in a folder; that of the default where there is none to be read."""
    set_to = set_to or settings.read(folder)
    if "theme" in set_to.lines:
        return set_to.words("theme") or DEFAULT
    path = folder / settings.CHOSEN_THEME
    if not path.is_file():  # nor a named pipe, which would keep us waiting
        return DEFAULT
    try:
        name = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return DEFAULT
    return one_line(name) or DEFAULT


def choose(folder: Path, name: str) -> None:
    """Keep a theme's name in a folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / settings.FILE
    if config.is_file() and "theme" in settings.read(folder).lines:
        changed = settings.with_theme(config.read_text(encoding="utf-8"), name)
        if changed is not None:
            _replace(config, changed)
            return
    _replace(folder / settings.CHOSEN_THEME, f"{name}\n")


def _replace(path: Path, text: str) -> None:
    """Make the text the whole of a file, links followed; where that fails it stays. Raises OSError."""
    path = Path(os.path.realpath(path))  # kept elsewhere, in a folder of versions, it stays a link
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
