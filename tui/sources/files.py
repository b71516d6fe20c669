"""Reading the bytes of a file, a pipe or standard input, within limits, and saying what failed."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import time
from typing import BinaryIO

from tui.domain.errors import SourceError
from tui.domain.text.safe import one_line
from tui.sources.patience import GLANCE, Patience

FILE_LIMIT = 32 * 1024 * 1024
"""The longest input that is opened, in bytes. A novel of 600,000 words is about 4 MB."""
ARCHIVE_LIMIT = 64 * 1024 * 1024
"""The same for a book or document, most of which is pictures then: those are never unpacked."""
PIPE_SECONDS = 60.0
"""How long a named pipe may keep the reader waiting in all, in seconds."""
_CHUNK = 1 << 20
_SHOWN = 200


def shown(name: str) -> str:
    """A name from outside as it may be shown in a sentence: no control characters, not endless."""
    line = one_line(name)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _limit_of(beginning: bytes | bytearray) -> int:
    """The most bytes of an input that begins like this."""
    return ARCHIVE_LIMIT if beginning.startswith(b"PK\x03\x04") else FILE_LIMIT


def too_long(name: str, size: int | None = None, most: int = FILE_LIMIT) -> SourceError:
    """The error for an input beyond ``most`` bytes. ``size`` in bytes, if it is known."""
    limit = f"{most // 1024**2} MB"
    extent = f"is {size / 1024**2:.0f} MB long" if size else f"is longer than {limit}"
    return SourceError(f"{shown(name)} {extent}; sayso opens up to {limit}: split it into parts.")


def read_file(path: str) -> bytes:
    """The bytes of a regular file, or of a pipe until it ends.

    Raises SourceError: missing, a folder, a device, not permitted, a loop of links, too long.
    """
    name = shown(path)
    try:
        info = os.stat(path)  # noqa: PTH116 (Path.stat has no advantage, and Path() chokes on some of these)
        if stat.S_ISDIR(info.st_mode):
            raise SourceError(f"{name} is a folder: name one of the files in it.")
        if stat.S_ISFIFO(info.st_mode):
            return _read_pipe(path)
        if not stat.S_ISREG(info.st_mode):
            raise SourceError(f"{name} is a device or a socket, not a file that holds an article.")
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, "not permitted")
        with open(path, "rb") as file:  # noqa: PTH123
            return _read_all(file, path, info.st_size)
    except ValueError:
        # "embedded null byte", or a name that the file system's encoding cannot hold
        raise SourceError(f"{name} is not a possible file name.") from None
    except OSError as error:
        raise SourceError(_explain(error, path)) from None


def read_standard_input() -> bytes:
    """All of standard input. Raises SourceError: there is none, or it is too long."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None or sys.stdin.closed:
        raise SourceError("There is nothing on standard input: pipe an article in, or name a file.")
    try:
        return _read_all(stream, "Standard input")
    except OSError as error:
        raise SourceError(f"Standard input cannot be read ({error.strerror}): name a file instead.") from None


def _read_all(file: BinaryIO, name: str, size: int = 0) -> bytes:
    """All that is in it; ``size`` in bytes as far as it is known before."""
    data = bytearray(file.read(_CHUNK))
    most = _limit_of(data)
    if size > most:
        raise too_long(name, size, most)
    while chunk := file.read(_CHUNK):
        data += chunk
        if len(data) > most:
            raise too_long(name, most=most)
    return bytes(data)


def _read_pipe(path: str) -> bytes:
    """What comes out of a named pipe or a process substitution, without waiting for ever."""
    deadline, patience = time.monotonic() + PIPE_SECONDS, Patience()
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    data = bytearray()
    try:
        while True:
            left = deadline - time.monotonic()
            if left > 0 and not select.select([descriptor], [], [], min(left, GLANCE))[0]:
                patience.look(shown(path))
                continue
            if left <= 0:
                raise SourceError(
                    f"{shown(path)} is a pipe that did not end within {PIPE_SECONDS:.0f} seconds."
                )
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                return bytes(data)
            data += chunk
            if len(data) > (most := _limit_of(data)):
                raise too_long(path, most=most)
    finally:
        os.close(descriptor)


def _explain(error: OSError, path: str) -> str:
    name = shown(path)
    match error.errno:
        case errno.ENOENT if os.path.islink(path):  # noqa: PTH114
            return f"{name} is a link to {shown(os.path.realpath(path))}, which is not there."
        case errno.ENOENT | errno.ENOTDIR:
            return f"{name} is not there: check the spelling and the folder you are in."
        case errno.EACCES | errno.EPERM:
            return f"{name} may not be read by you: ask its owner, or change its permissions (chmod u+r)."
        case errno.ELOOP:
            return f"{name} is a link that leads back to itself."
        case errno.ENAMETOOLONG:
            return f"{name} is too long for a file name."
        case _:
            return f"{name} cannot be read ({error.strerror or 'unknown trouble'})."
