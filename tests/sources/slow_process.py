"""Stands in for the process that reads: it prints before it answers, or is slow, hungry or gone."""

from __future__ import annotations

import os
import sys
import time

from tui.sources import limited_process

if __name__ == "__main__":
    match os.environ["SAYSO_TEST"]:
        case "busy":
            limited_process._limit(1, 1 << 40)
            while True:
                pass
        case "waiting":
            time.sleep(600)
        case "gone":
            os._exit(3)
        case "hungry":
            limited_process._read = lambda data, head: {"articles": bytearray(head["memory"] * 2)}  # type: ignore[assignment]
            limited_process.main()
        case _:
            sys.stdout.write("a word that nobody asked for\n")
            sys.stdout.flush()
            limited_process.main()
