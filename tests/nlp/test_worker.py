"""The analysing process: what it sends; that it can be cancelled, killed and left; that none stays behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.nlp.articles import article_of
from tui.domain.analysis import Analysis, Update
from tui.domain.article import Article
from tui.domain.decoding import decoder
from tui.domain.errors import ModelError
from tui.nlp.document.chunks import SIZE, WHOLE
from tui.nlp.failures import broke_off, first_line
from tui.nlp.workers.client import RemoteAnalyser
from tui.nlp.workers.pool import pack
from tui.nlp.workers.protocol import (
    HEADER,
    Ask,
    Ready,
    decode_reply,
    decode_request,
    framed,
    length_in,
    read_body,
)

STORY = (
    "Mayor Ana Lopez opened the new bridge in Valparaiso on Monday.\n\n"
    "“The bridge will bring our people together,” Lopez said.\n\n"
    "The engineer Tomas Reyes said that the work had taken four years.\n\n"
)


class Memory:
    """A cache that only remembers."""

    def __init__(self) -> None:
        self.kept: dict[str, Analysis] = {}

    def get(self, key: str) -> Analysis | None:
        return self.kept.get(key)

    def put(self, key: str, analysis: Analysis) -> None:
        self.kept[key] = analysis


def long_article() -> Article:
    """One of three chunks."""
    return article_of(STORY * ((WHOLE + SIZE - 400) // len(STORY.split())), source="/tmp/long.txt")


async def all_of(analyser: RemoteAnalyser, article: Article, focus: int = 0) -> list[Update]:
    return [update async for update in analyser.analyse(article, focus=lambda: focus)]


async def rest_of(stream: AsyncIterator[Update]) -> list[Update]:
    return [update async for update in stream]


def gone(pid: int) -> bool:
    """Whether a process has ended (a zombie that nobody has waited for has)."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True
    return status.rsplit(")", 1)[1].split()[0] == "Z"


async def until(true: object, seconds: float = 300.0) -> bool:
    """Whether a condition comes true in time."""
    assert callable(true)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        await asyncio.sleep(0.02)
    return False


async def test_the_life_of_a_process() -> None:
    memory = Memory()
    analyser = RemoteAnalyser(cache=memory)
    story = article_of(STORY)

    # A short article comes in one final update, which is kept.
    [update] = await all_of(analyser, story)
    assert update.final
    assert update.article_id == story.id
    assert (update.progress.done, update.progress.total) == (3, 3)
    assert any(m.span.of(story.text) == "Ana Lopez" for m in update.analysis.mentions)
    assert analyser.cached(story) == update.analysis
    first = analyser.process_id
    assert first is not None
    assert os.getpriority(os.PRIO_PROCESS, first) >= 10

    # A long one streams: the passage read first, then more and more, with progress.
    book = long_article()
    focus = book.paragraphs[-2].start
    updates = await all_of(analyser, book, focus)
    assert len(updates) >= 4
    assert all(m.span.start >= book.paragraphs[-4].start for m in updates[0].analysis.mentions)
    assert updates[0].analysis.mentions
    assert [u.progress.done for u in updates] == sorted(u.progress.done for u in updates)
    assert [u.final for u in updates] == [False] * (len(updates) - 1) + [True]
    assert updates[1].progress.words_per_second > 0
    assert updates[-1].progress.seconds_left == 0

    # Where the reader goes meanwhile comes before the rest, long before the end.
    memory.kept.clear()
    reached: list[bool] = []
    async for update in analyser.analyse(book, focus=lambda: focus if reached else 0):
        reached.append(any(m.span.start >= focus for m in update.analysis.mentions))
    assert reached.index(True) < len(reached) - 1

    # Left in the middle, it is cancelled, and the next article does not wait for the rest of it.
    memory.kept.clear()
    stream = analyser.analyse(book)
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert (await all_of(analyser, story))[-1].final
    assert len(memory.kept) == 1  # nothing of the cancelled one
    assert analyser.process_id == first

    # Killed in the middle, it is started anew, which is said once.
    whole = updates[-1].analysis
    stream = analyser.analyse(book)
    await anext(stream)
    os.kill(first, signal.SIGKILL)
    rest = await rest_of(stream)
    assert rest[-1].analysis == whole
    [notice] = [update.notice for update in rest if update.notice]
    assert "ended by signal 9" in notice
    assert notice.endswith("It was started anew.")
    second = analyser.process_id
    assert second not in (None, first)

    # Killed twice, it says so in one line; the next article gets a new process.
    memory.kept.clear()
    stream = analyser.analyse(book)
    for _ in range(2):
        await anext(stream)
        os.kill(analyser.process_id or 0, signal.SIGKILL)
        assert await until(lambda: analyser.process_id is None)
    with pytest.raises(ModelError, match=r"broke off.*signal 9") as caught:
        await rest_of(stream)
    assert "\n" not in str(caught.value)
    memory.kept.clear()
    assert (await all_of(analyser, story))[-1].final
    third = analyser.process_id
    assert third is not None
    assert third not in (first, second)

    await analyser.close()
    assert await until(lambda: gone(third))
    assert analyser.process_id is None


async def test_what_was_kept_needs_no_process() -> None:
    story = article_of(STORY)
    memory = Memory()
    analyser = RemoteAnalyser(cache=memory, grace=0.05)
    kept = Analysis(story.text_hash, "en_test", "1")
    memory.put(analyser._identity().key(story), kept)
    analyser.start()
    assert analyser.cached(story) is kept
    [update] = await all_of(analyser, story)
    assert update.final
    assert update.analysis is kept
    await asyncio.sleep(0.15)
    assert analyser.process_id is None
    await analyser.close()


async def test_it_warms_up_after_its_grace_and_ends_with_its_reader() -> None:
    analyser = RemoteAnalyser(grace=0.01)
    analyser.start()
    assert await until(lambda: analyser.process_id is not None)
    pid = analyser.process_id or 0
    await analyser.close()
    assert await until(lambda: gone(pid))


async def test_a_missing_pipeline_is_one_sentence_and_no_process() -> None:
    analyser = RemoteAnalyser("no_such_pipeline", grace=0)
    analyser.start()
    await asyncio.sleep(0.05)
    with pytest.raises(ModelError, match="There is no pipeline called no_such_pipeline"):
        await all_of(analyser, article_of(STORY))
    assert analyser.process_id is None
    await analyser.close()


async def test_an_unfit_pipeline_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "blank"
    folder.mkdir()
    (folder / "meta.json").write_text('{"lang": "en", "name": "blank", "version": "1"}')
    (folder / "config.cfg").write_text('[nlp]\nlang = "en"\npipeline = []\n')
    analyser = RemoteAnalyser(str(folder))
    with pytest.raises(ModelError) as caught:
        await all_of(analyser, article_of(STORY))
    assert "\n" not in str(caught.value)
    assert "blank" in str(caught.value)
    await analyser.close()


def test_a_reader_that_is_killed_leaves_no_process() -> None:
    program = (
        "import asyncio\n"
        "from tui.nlp.workers.client import RemoteAnalyser\n"
        "async def main():\n"
        "    analyser = RemoteAnalyser(grace=0)\n"
        "    analyser.start()\n"
        "    while analyser.process_id is None:\n"
        "        await asyncio.sleep(0.01)\n"
        "    print(analyser.process_id, flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    reader = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    pid = int(reader.stdout.readline())
    assert not gone(pid)
    reader.kill()
    reader.wait()
    end = time.monotonic() + 300
    while not gone(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert gone(pid)


def test_the_analysing_process_imports_nothing_of_spacys_command_line() -> None:
    program = (
        "import sys, tui.nlp.analysis; "
        "assert 'spacy' in sys.modules; assert not {'typer', 'weasel', 'httpx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=300)


@pytest.fixture
def odd_server(monkeypatch: pytest.MonkeyPatch) -> RemoteAnalyser:
    """An analyser whose process is one of :mod:`tests.nlp.odd_servers`, where Python is told to stay on."""
    monkeypatch.setenv("PYTHONINSPECT", "1")
    return RemoteAnalyser(process="tests.nlp.odd_servers", grace=0)


async def test_a_broken_protocol_is_begun_anew_and_what_is_printed_is_no_message(
    odd_server: RemoteAnalyser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ODD_SERVER", str(tmp_path / "been there"))
    [update] = await all_of(odd_server, article_of(STORY))
    assert update.final
    assert update.notice == "The analysis broke off: its process sent something odd. It was started anew."
    assert update.analysis.quotes
    pid = odd_server.process_id or 0
    await odd_server.close()
    assert gone(pid)


async def test_a_protocol_that_is_broken_again_is_one_sentence(
    odd_server: RemoteAnalyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ODD_SERVER", "broken")
    with pytest.raises(ModelError, match="sent something odd"):
        await all_of(odd_server, article_of(STORY))
    assert odd_server.process_id is None
    await odd_server.close()


async def test_a_process_that_was_stopped_is_given_up(
    odd_server: RemoteAnalyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ODD_SERVER", "silent")
    monkeypatch.setattr("tui.nlp.workers.link._STANDSTILL", 0.3)
    asked = asyncio.create_task(all_of(odd_server, article_of(STORY)))
    assert await until(lambda: odd_server.process_id is not None)
    pid = odd_server.process_id or 0
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ModelError, match="stands still"):
        await asked
    assert await until(lambda: gone(pid))
    again = asyncio.create_task(all_of(odd_server, article_of(STORY)))
    assert await until(lambda: odd_server.process_id not in (None, pid))
    again.cancel()
    await odd_server.close()


def test_half_a_message_is_the_end(tmp_path: Path) -> None:
    path = tmp_path / "stream"
    message = framed(Ready())
    path.write_bytes(message + message[:-1])
    with path.open("rb") as stream:
        body = read_body(stream)
        assert body is not None
        assert isinstance(decode_reply(body), Ready)
        assert read_body(stream) is None
    with pytest.raises(ValueError, match="that long"):
        length_in(b"\xff" * 4)


def test_want_of_memory_is_said_whatever_a_library_makes_of_it() -> None:
    error = ImportError("Please read this first.")
    error.__cause__ = ImportError("libx.so: failed to map segment from shared object")
    assert broke_off(error) == "The analysis broke off: there is not enough memory."
    assert first_line(error) == "there is not enough memory"
    assert "split it" in broke_off(MemoryError())
    assert broke_off(ValueError("odd\nmore")) == "The analysis broke off (ValueError: odd)."


def test_an_article_in_a_file_whose_name_is_not_utf8_is_sent() -> None:
    article = replace(article_of(STORY), source="/news/caf\udce9.txt")
    sent = decode_request(framed(Ask(1, article, 0))[HEADER:])
    assert isinstance(sent, Ask)
    assert (sent.article.source, sent.article.text) == ("/news/caf\ufffd.txt", article.text)
    assert decoder(list[Article]).decode(pack([article])) == [sent.article]
