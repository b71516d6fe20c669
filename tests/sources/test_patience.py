"""What is waited for can be given up from another thread, and what is waited for next is not."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from tui.domain.errors import SourceError
from tui.sources import patience
from tui.sources.loader import FileLoader


def given_up(source: str, begun: threading.Event) -> str:
    """What loading says once it was given up, after ``begun``."""

    def give_up() -> None:
        begun.wait()
        while not said:
            FileLoader().give_up()  # it may not have come to wait yet
            time.sleep(0.01)

    said: list[str] = []
    thread = threading.Thread(target=give_up)
    thread.start()
    try:
        with pytest.raises(SourceError) as caught:
            FileLoader().load(source)
    finally:
        said.append("done")
        begun.set()
        thread.join()
    return str(caught.value)


def test_a_server_that_says_nothing() -> None:
    begun = threading.Event()
    connections: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            connections.append(server.accept()[0])
            begun.set()

        threading.Thread(target=accept, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/page"
        assert given_up(address, begun) == f"{address} was given up before it was there."
    for connection in connections:
        connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in the file system")
def test_a_pipe_that_does_not_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    begun = threading.Event()
    begun.set()
    writer = os.open(pipe, os.O_RDWR)
    try:
        os.write(writer, b"The first words")
        assert "was given up" in given_up(str(pipe), begun)
    finally:
        os.close(writer)


def test_the_next_one_is_waited_for(tmp_path: Path) -> None:
    FileLoader().give_up()
    (tmp_path / "a.txt").write_text("The ferry left at nine, she said.")
    assert FileLoader().load(str(tmp_path / "a.txt")).text


def test_what_is_given_up_while_it_is_prepared_is_not_waited_for() -> None:
    with patience.waiting():
        patience.give_up()
        with pytest.raises(SourceError, match="the story was given up before it was there"):
            patience.Patience().look("the story")
    patience.Patience().look("what begins later")
