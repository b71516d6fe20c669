"""Much to be asked for at once: several hosts side by side, one request at a time to each of them."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

HOSTS_AT_ONCE = 6
Wanted = TypeVar("Wanted")
Answer = TypeVar("Answer")


def by_hosts(
    wanted: Sequence[tuple[str, Wanted]], ask: Callable[[Wanted], Answer]
) -> Iterator[tuple[Wanted, Answer]]:
    """What ``ask`` gives for each of the wanted things, as it comes; each comes with the address it is at.

    Closing the iterator ends it after the requests that are on their way. Raises what ``ask`` raises.
    """
    hosts: dict[str, deque[Wanted]] = {}
    for address, one in wanted:
        hosts.setdefault(_host(address), deque()).append(one)
    waiting = deque(hosts.values())
    answers: queue.SimpleQueue[tuple[Wanted, Answer | None, BaseException | None]] = queue.SimpleQueue()
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            try:
                mine = waiting.popleft()
            except IndexError:
                return
            while mine and not ended.is_set():
                one = mine.popleft()
                try:
                    answers.put((one, ask(one), None))
                except BaseException as error:  # noqa: BLE001  (raised again where the answers are read)
                    answers.put((one, None, error))

    for number in range(min(HOSTS_AT_ONCE, len(hosts))):
        threading.Thread(target=work, name=f"sayso-feeds-{number}", daemon=True).start()
    try:
        for _ in wanted:
            one, answer, error = answers.get()
            if error is not None:
                raise error
            yield one, answer  # type: ignore[misc]  # there is an answer where there is no error
    finally:
        ended.set()


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
