"""The end of the process, once a command has done all it had to.

Python's own end takes every module and object apart first. After the reader that is 60 ms of a core, ten
times that on a busy machine, and the thread that ends a process which was told to end runs no more then.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_at_once = False


def ask_for_it() -> None:
    """To be called by a command that has closed what it opened: Python's own end has nothing left to do."""
    global _at_once
    _at_once = True


def leave(status: int) -> None:
    """End the process with that status, if a command asked for it, or if Python would wait for a typist.

    What registered itself for the end (a measurement of coverage, temporary folders) is called, and the
    streams are written out. Returns where Python's own end is to come: nobody asked for another, or a thread
    still keeps something, which Python waits for.
    """
    if not (_at_once or sys.flags.inspect):
        return
    import atexit
    import threading

    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    if not sys.flags.inspect and not all(thread.daemon for thread in others):
        return
    with suppress(Exception):  # it prints what goes wrong, as at every end
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # a full disk, a closed or missing stream
            stream.flush()
    os._exit(status)
