"""Which pipeline and which code would analyse a text: found from files, without importing spaCy.

The analysis cache is keyed by it, so a second opening of an article pays for a few dozen ``stat`` calls.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from pathlib import Path

import msgspec

from tui import __version__
from tui.domain.article import Article
from tui.domain.errors import ModelError
from tui.domain.text.digest import sha256

_HERE = Path(__file__).parent
BUNDLED = _HERE / "model"
_OFFICIAL = re.compile(r"en_core_web_(?:sm|md|lg|trf)")


class Identity(msgspec.Struct, frozen=True):
    """A pipeline found on disk: where it lies, its name and version, and a digest of it and of our code."""

    folder: Path
    name: str
    version: str
    digest: str

    @property
    def language(self) -> str:
        """The two-letter code of the language that the pipeline reads, by its name."""
        code = self.name.partition("_")[0]
        return code if len(code) == 2 else "en"

    def key(self, article: Article) -> str:
        """The key under which the analysis of an article is cached, and its parts until it is complete.

        The same words are read otherwise where the page sets them off as a quotation or names their language.
        """
        layout = sha256(msgspec.msgpack.encode((article.language, article.paragraphs)))
        return f"{article.text_hash[:32]}-{layout.hexdigest()[:8]}-{self.digest}"


@lru_cache(maxsize=8)
def identify(model: str | None = None) -> Identity:
    """The pipeline that ``model`` names: None for the bundled one, else an installed package or a folder.

    Raises ModelError with one sentence if there is none.
    """
    folder = BUNDLED if model is None else _folder_of(model)
    try:
        meta_text = (folder / "meta.json").read_bytes()
        meta = json.loads(meta_text)
        name = f"{meta['lang']}_{meta['name']}"
        version = str(meta["version"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(_unfit(model, folder)) from error
    digest = sha256(meta_text)
    digest.update(f"{__version__} {_spacy_version()} {folder}".encode("utf-8", "surrogatepass"))
    for stamp in (
        *_stamps(folder),
        *_stamps(_HERE, {"model", "__pycache__"}),
        *_stamps(_HERE.parent / "domain"),
    ):
        digest.update(stamp)
    return Identity(folder, name, version, digest.hexdigest()[:16])


def _folder_of(model: str) -> Path:
    """The data folder of an installed pipeline or a path, found without importing the package."""
    path = Path(model)
    if re.fullmatch(r"[A-Za-z_]\w*", model) and not path.is_dir():
        from importlib.util import find_spec

        try:
            spec = find_spec(model)
        except (ImportError, ValueError):
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise ModelError(f"There is no pipeline called {model} here: {_remedy(model)}.")
        package = Path(next(iter(spec.submodule_search_locations)))
        # A pipeline's package keeps its data in NAME-VERSION beside its meta.json.
        data = sorted(package.glob("*-*/config.cfg"))
        return data[-1].parent if data else package
    if not (path / "config.cfg").is_file():
        raise ModelError(_unfit(model, path))
    return path.resolve()


def _remedy(model: str) -> str:
    """What to do about a pipeline that is not installed."""
    if _OFFICIAL.fullmatch(model):
        return f"install it with “python -m spacy download {model}” (pip does not have it)"
    return "install it as a Python package, give a folder, or leave --model out for the bundled one"


def _unfit(model: str | None, folder: Path) -> str:
    if model is None:
        return f"The bundled pipeline is missing or damaged ({folder}): install sayso again."
    return f"{model} is no spaCy pipeline: give a package, or a folder with meta.json and config.cfg."


def _stamps(folder: Path, without: frozenset[str] | set[str] = frozenset({"__pycache__"})) -> list[bytes]:
    """A name, size and time of change for each file under ``folder``, in a fixed order."""
    stamps: list[bytes] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                if entry.name not in without:
                    stamps += _stamps(Path(entry.path), without)
            else:
                status = entry.stat()
                stamps.append(
                    f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode("utf-8", "surrogatepass")
                )
    return stamps


def _spacy_version() -> str:
    """spaCy's version, read from its file: importing even ``importlib.metadata`` would cost more."""
    from importlib.util import find_spec

    spec = find_spec("spacy")
    if spec is None or spec.origin is None:
        raise ModelError("spaCy is not installed: install sayso again.")
    found = re.search(r'__version__ = "([^"]+)"', Path(spec.origin).with_name("about.py").read_text("utf-8"))
    return found[1] if found else ""
