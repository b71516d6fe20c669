"""Many feeds at once: several hosts side by side, one request at a time to each of them."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tui.domain.feeds import Validators
from tui.sources.feeds.fetching import UNKNOWN, FeedAnswer, ask

HOSTS_AT_ONCE = 6
Ask = Callable[[str, Validators], FeedAnswer]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed to be asked for: its key (whatever the caller knows it by), where it is, what is known of it."""

    key: str
    address: str
    known: Validators = UNKNOWN


def ask_all(wanted: Sequence[Wanted], *, ask_one: Ask = ask) -> Iterator[tuple[Wanted, FeedAnswer]]:
    """The answers as they come. Closing the iterator ends it after the requests that are on their way."""
    hosts: dict[str, deque[Wanted]] = {}
    for one in wanted:
        hosts.setdefault(urlsplit(one.address).hostname or "", deque()).append(one)
    waiting = deque(hosts.values())
    answers: queue.SimpleQueue[tuple[Wanted, FeedAnswer | BaseException]] = queue.SimpleQueue()
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
                    answers.put((one, ask_one(one.address, one.known)))
                except BaseException as error:  # noqa: BLE001  (raised again where the answers are read)
                    answers.put((one, error))

    for number in range(min(HOSTS_AT_ONCE, len(hosts))):
        threading.Thread(target=work, name=f"sayso-feeds-{number}", daemon=True).start()
    try:
        for _ in wanted:
            one, answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            yield one, answer
    finally:
        ended.set()
