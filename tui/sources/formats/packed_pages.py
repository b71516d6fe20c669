"""Pages and texts packed together in a zip archive, as writers' and readers' programs hand them out.

Google Docs packs one page with its pictures, Notion a page for each of its notes, Omnivore the pages it kept
with what it knew of them in ``metadata_…json`` beside (a list of objects, each with the page's ``slug``).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import replace

from tui.domain.errors import SourceError
from tui.domain.text.address import web_address
from tui.sources.cleaning.byline import stated_names
from tui.sources.cleaning.clean import clean
from tui.sources.cleaning.dates import read_date
from tui.sources.draft import Draft, Part
from tui.sources.formats.archive import Unpacking, unpacking
from tui.sources.formats.text import safe_text

PageReader = Callable[[str, bytes], Draft]
"""Makes an article of a file's name and bytes."""

_WHAT = "archive of pages"
_OF_HTML = (".html", ".htm", ".xhtml")
_PAGES = (*_OF_HTML, ".md", ".markdown", ".txt")
_MOST = 5_000
"""So many pages of an archive are read."""
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml")
"""What archives hold that are programs, whose pages are help and licences."""


def holds_pages(data: bytes) -> bool:
    """Whether a zip archive holds pages or texts to read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(_pages(names)) and not any(name in names for name in _PROGRAMS)


def parts_of_packed(data: bytes, name: str, read_page: PageReader) -> list[Part]:
    """The articles in an archive, each named by its path there. Raises SourceError, calling it ``name``."""
    with unpacking(data, name, _WHAT) as archive:
        stated = _stated(archive)
        paths = _pages(archive.names)[:_MOST]
        drafts = [_completed(_read(path, archive, read_page), stated.get(_stem(path))) for path in paths]
    if len(drafts) == 1:
        return [Part("", drafts[0])]
    return [Part(path, draft) for path, draft in zip(paths, drafts, strict=True)]


def _read(path: str, archive: Unpacking, read_page: PageReader) -> Draft:
    """One page's article; one without text has none, as the others do not depend on it."""
    data = archive.read(path)
    try:
        return read_page(path, data)
    except SourceError:
        return Draft(())


def _pages(names: Iterable[str]) -> list[str]:
    """The paths of what is read, each once; not what systems hide beside the files."""
    kept = dict.fromkeys(name for name in names if name.lower().endswith(_PAGES))
    seen = [name for name in kept if not any(p.startswith((".", "__MACOSX")) for p in name.split("/"))]
    pages = {_stem(name) for name in seen if name.lower().endswith(_OF_HTML)}
    # What was marked in a page lies beside it under the same name.
    return [name for name in seen if name.lower().endswith(_OF_HTML) or _stem(name) not in pages]


def _stated(archive: Unpacking) -> dict[str, dict[str, Any]]:
    """What an archive's lists know of its pages, by their names without the ending."""
    found: dict[str, dict[str, Any]] = {}
    for name in archive.names:
        if not (PurePosixPath(name).name.startswith("metadata") and name.endswith(".json")):
            continue
        try:
            listed = json.loads(archive.read(name))
        except (ValueError, RecursionError):
            continue
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict) and isinstance(item.get("slug"), str):
                found.setdefault(item["slug"], item)
    return found


def _completed(draft: Draft, stated: dict[str, Any] | None) -> Draft:
    if stated is None or not draft.blocks:
        return draft
    title, author, url, date = (_words(stated, key) for key in ("title", "author", "url", "publishedAt"))
    return clean(
        replace(
            draft,
            title=title or draft.title,
            byline=draft.byline or stated_names(author),
            published=draft.published or read_date(date),
            address=draft.address or web_address(url),
        )
    )


def _words(stated: dict[str, Any], key: str) -> str:
    value = stated.get(key)
    return " ".join(safe_text(value).split()) if isinstance(value, str) else ""


def _stem(path: str) -> str:
    return PurePosixPath(path).stem
