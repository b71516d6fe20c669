"""The articles that come with sayso, for the first run: in the installed package or in a checkout."""

from __future__ import annotations

from pathlib import Path

from tui.domain.errors import SourceError

FIRST = "summit.txt"
"""The sample that is opened when there is nothing else to show."""
_PACKAGE = Path(__file__).resolve().parent.parent
_FORMATS = (".txt", ".md", ".html")


def sample_folder() -> Path:
    """The folder of the sample articles. Raises SourceError if the installation has none."""
    for folder in (_PACKAGE / "seeds", _PACKAGE.parent / "seeds"):
        if (folder / FIRST).is_file():
            return folder
    raise SourceError("The sample articles are missing here: name a file or an address to read.")


def samples() -> list[Path]:
    """The sample articles, the first to be shown before the others."""
    found = sorted(
        path for path in sample_folder().iterdir() if path.suffix in _FORMATS and path.stem != "README"
    )
    return sorted(found, key=lambda path: path.name != FIRST)


def sample() -> str:
    """The path of the article that is opened on the first run. Raises SourceError."""
    return str(sample_folder() / FIRST)
