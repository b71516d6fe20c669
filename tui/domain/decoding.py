"""Typed decoding, safe in several threads.

Random keys for an hour ended four processes by a segmentation fault, each in msgspec's decoding (0.22.0)
while several threads decoded. What it knows of a type is not guarded by a lock of its own: here the first use
of each type is one thread's alone, and any number of threads may decode with it after that.
"""

from __future__ import annotations

import threading
from typing import Any, TypeVar, overload

import msgspec

Decoded = TypeVar("Decoded")

_one_at_a_time = threading.RLock()
_ready: set[Any] = set()


@overload
def decoder(kind: type[Decoded]) -> msgspec.msgpack.Decoder[Decoded]: ...
@overload
def decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]: ...
def decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """A decoder of msgpack for a type (a Struct, ``list[Article]``, a union). Any thread may use it."""
    with _one_at_a_time:
        made = msgspec.msgpack.Decoder(kind)
        _ready.add(kind)
    return made


def decoded(data: bytes, kind: type[Decoded]) -> Decoded:
    """The value that msgpack holds. Raises msgspec.DecodeError, msgspec.ValidationError."""
    _prepare(kind)
    return msgspec.msgpack.decode(data, type=kind)


@overload
def converted(value: object, kind: type[Decoded]) -> Decoded: ...
@overload
def converted(value: object, kind: Any) -> Any: ...
def converted(value: object, kind: Any) -> Any:
    """The value that plain lists, dicts, numbers and strings state.

    Raises msgspec.ValidationError, where the value nests too deeply or holds half a surrogate as well.
    """
    _prepare(kind)
    try:
        return msgspec.convert(value, kind)
    except (RecursionError, OverflowError, UnicodeEncodeError) as error:
        raise msgspec.ValidationError(f"cannot be: {error}") from error


def _prepare(kind: Any) -> None:
    if kind not in _ready:
        decoder(kind)
