"""``python -m tui`` is the same as the command ``sayso``."""

import os
import sys


def _look_here_no_more() -> None:
    """Take the current folder, which ``-m`` put there, off the module path: its files are the reader's.

    It stays where sayso itself was found in it (a checkout). Nothing may be imported before this.
    """
    if sys.flags.safe_path:
        return
    try:
        here = os.getcwd()  # noqa: PTH109
    except OSError:
        return  # the folder is gone, and so was never put there
    packages = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    if sys.path[:1] == [here] and here != packages:
        del sys.path[0]


if __name__ == "__main__":
    _look_here_no_more()
    from tui.cli import main

    raise SystemExit(main())
