"""What a type is made of is found out by one thread at a time; after that any may decode with it."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tui.domain import decoding


class Kept(msgspec.Struct):
    number: int


def test_one_thread_at_a_time_finds_out_what_a_type_is(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on, found, at_it = threading.Event(), threading.Event(), [], []
    real = msgspec.msgpack.Decoder

    def slow(kind: Any) -> Any:
        at_it.append(threading.current_thread().name)
        assert len(at_it) == 1, "two threads find out at once"
        begun.set()
        assert go_on.wait(60)
        made = real(kind)
        at_it.clear()
        return made

    monkeypatch.setattr(msgspec.msgpack, "Decoder", slow)
    threads = [
        threading.Thread(target=lambda: found.append(decoding.decoded(b"\x81\xa6number\x01", Kept))),
        threading.Thread(target=lambda: found.append(decoding.converted({"number": 1}, Kept))),
        threading.Thread(target=lambda: found.append(decoding.decoder(Kept).decode(b"\x81\xa6number\x01"))),
    ]
    threads[0].start()
    assert begun.wait(60)
    for thread in threads[1:]:
        thread.start()
    assert found == [], "none decodes with a type that is not known yet"
    go_on.set()
    for thread in threads:
        thread.join(60)
    assert found == [Kept(1)] * 3


def test_nothing_decodes_with_a_type_but_through_it() -> None:
    typed = re.compile(r"msgspec\.(convert\(|\w+\.Decoder\(|\w+\.decode\([^)\n]*type=)")
    root = Path(decoding.__file__).parents[1]
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if typed.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"domain/decoding.py"}
