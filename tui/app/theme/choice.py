"""Which theme the reader chose, kept beside ``keymap.toml``. No Textual in here: the first page asks too."""

from __future__ import annotations

from pathlib import Path

from tui.domain.text.safe import one_line

DEFAULT = "sayso-dark"


def user_folder() -> Path:
    """The folder of the user's configuration."""
    import platformdirs

    return platformdirs.user_config_path("sayso")


def chosen(folder: Path) -> str:
    """The name of the theme kept in a folder; that of the default where there is none to be read."""
    path = folder / "theme"
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
    (folder / "theme").write_text(f"{name}\n", encoding="utf-8")
