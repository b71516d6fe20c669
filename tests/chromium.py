"""A real Chromium without a window, asked over its own protocol; tests skip where there is none."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Where it is; None where there is none."""


_STYLE = re.compile(r"\x1b\[[\d;]*[mH]")


class Page:
    """One page. ``received`` is what its web sockets brought, ``failed`` what it could not load."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.received = b""
        self.failed: list[str] = []
        self.reader = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        async for message in self._connection:
            told = json.loads(message.data)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            elif told["method"] == "Network.webSocketFrameReceived":
                frame = told["params"]["response"]
                data = frame["payloadData"]
                self.received += base64.b64decode(data) if frame["opcode"] == 2 else data.encode()
            elif told["method"] == "Runtime.exceptionThrown":
                self.failed.append(json.dumps(told["params"]))
            elif told["method"] == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
                self.failed.append(told["params"]["entry"]["text"])

    async def ask(self, method: str, **parameters: Any) -> Any:
        """The answer to one question of the protocol."""
        self._number += 1
        answer = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        await self._connection.send_json({"id": self._number, "method": method, "params": parameters})
        told = await asyncio.wait_for(answer, 300)
        assert "error" not in told, told
        return told["result"]

    async def value(self, expression: str) -> Any:
        """What an expression of the page's own language comes to."""
        found = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def open(self, address: str, width: int = 1200, height: int = 700) -> None:
        """Open an address in a window of so many pixels, and wait until it stands."""
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        await self.ask("Emulation.setFocusEmulationEnabled", enabled=True)
        await self.ask("Page.navigate", url=address)
        while await self.value("document.readyState") != "complete":
            await asyncio.sleep(0.05)

    async def type(self, letter: str) -> None:
        """Type one letter."""
        key = {"key": letter, "code": f"Key{letter}", "windowsVirtualKeyCode": ord(letter.upper())}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, **key)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    async def until_received(self, words: str, seconds: float = 300) -> None:
        """Wait for words on a web socket."""
        end = asyncio.get_running_loop().time() + seconds
        while words not in (shown := _STYLE.sub("", self.received.decode("utf-8", "replace"))):
            assert asyncio.get_running_loop().time() < end, (words, shown[-3000:], self.failed)
            await asyncio.sleep(0.1)


@asynccontextmanager
async def page(folder: Path) -> AsyncIterator[Page]:
    """A page of a Chromium that keeps what it keeps in a folder."""
    aiohttp = pytest.importorskip("aiohttp")
    if PROGRAM is None:
        pytest.skip("no Chromium here")
    process = subprocess.Popen(
        [
            *(PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"),
            *("--remote-allow-origins=*", "--no-first-run", f"--user-data-dir={folder}", "about:blank"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = folder / "DevToolsActivePort"
        async with asyncio.timeout(300):
            while not (port.exists() and port.read_text().strip()):
                await asyncio.sleep(0.05)
        number = port.read_text().split()[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{number}/json/list") as answer:
                tabs = await answer.json()
            address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as connection:
                one = Page(connection)
                for domain in ("Page", "Network", "Log", "Runtime"):
                    await one.ask(f"{domain}.enable")
                yield one
                one.reader.cancel()
    finally:
        process.kill()
        process.wait()
