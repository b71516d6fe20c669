"""The reader in a browser: shown in a real Chromium, to nobody who has not the key; an export in it too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests import chromium
from tests.cli.conftest import Sayso
from tui.export.exporter import FileExporter
from tui.sources.loader import FileLoader


@pytest.fixture
def address(story: Path) -> Iterator[str]:
    """Where a reader of the story is served."""
    pytest.importorskip("textual_serve")
    command = [sys.executable, "-m", "tui", "serve", str(story)]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert serving.stdout is not None
    try:
        yield serving.stdout.readline().strip()
    finally:
        serving.terminate()
        assert serving.wait(300) == 0
        serving.stdout.close()


def status(address: str, **headers: str) -> int:
    try:
        with urlopen(Request(address, headers=headers), timeout=300) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


async def test_a_browser_of_this_machine_reads_with_the_key_alone(address: str, tmp_path: Path) -> None:
    bare = address.partition("?")[0]
    assert bare.startswith("http://127.0.0.1:")
    key = address.partition("key=")[2]
    assert status(bare) == status(f"{bare}?key=x") == status(f"{bare}static/js/textual.js") == 403
    assert status(f"{bare}ws", Cookie=f"sayso-key={key}") == 403
    assert status(f"{bare}ws", Cookie=f"sayso-key={key}", Origin="http://example.org") == 403
    assert status(address, Host="example.org") == 403
    assert status(bare, Cookie=f"sayso-key={key}") == 200
    async with chromium.page(tmp_path / "chromium") as page:
        await page.open(address)
        assert await page.value("location.search") == ""
        await page.until_received("Lopez opens the bridge")
        await page.until_received("quote –/2")
        await page.type("J")
        await page.until_received("quote 1/2")
        assert page.failed == []


async def test_an_exported_page_fits_a_telephone_and_loads_nothing(story: Path, tmp_path: Path) -> None:
    story.write_text(story.read_text() + "\n\n" + "unbroken" * 40 + "\n")
    page_file = tmp_path / "page.html"
    page_file.write_text(FileExporter().export(FileLoader().load(str(story)), None, [], "html"))
    async with chromium.page(tmp_path / "chromium") as page:
        await page.open(page_file.as_uri(), width=420)
        assert await page.value("document.documentElement.scrollWidth") == 420
        await page.ask("Emulation.setEmulatedMedia", media="print")
        assert await page.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.failed == []


def test_without_the_extra_one_line_says_so(sayso: Sayso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.door.serving.server", raising=False)
    found, out, err = sayso("serve")
    assert (found, out, err.count("\n")) == (1, "", 1)
    assert "sayso[serve]" in err
