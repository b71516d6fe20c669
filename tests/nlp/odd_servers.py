"""Stand-ins for the analysing process that misbehave; run as ``python -m tests.nlp.odd_servers SOCKET``.

``ODD_SERVER`` says how: ``silent`` never answers, ``broken`` sends what is no message, and a file's name
means that the first process makes that file and is broken, and the next one is the real one. All print.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tui.nlp.workers.protocol import Ready, framed


def main() -> int:
    os.write(1, b"\x00\x01\x02 printed\n")
    sys.stdout.write("printed too\n")
    how = os.environ["ODD_SERVER"]
    line = int(sys.argv[1])
    if how not in ("silent", "broken"):
        if Path(how).exists():
            from tui.nlp.workers.server import serve

            return serve()
        Path(how).touch()
    if how != "silent":
        os.write(line, framed(Ready()) + b"\xff" * 100)
    while os.read(line, 4096):
        pass
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
