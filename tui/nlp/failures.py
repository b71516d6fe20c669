"""What is said of an analysis that broke off: one line, whatever a library raised."""

from __future__ import annotations

_NO_ROOM = ("failed to map segment", "annot allocate memory")
"""What the system says of a library that it cannot load for want of memory, whatever else is made of it."""


def lacks_memory(error: BaseException) -> bool:
    """Whether an error, or what led to it, is that there is not enough memory."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError) or any(sign in str(cause) for sign in _NO_ROOM):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or its name if it has none."""
    if lacks_memory(error):
        return "there is not enough memory"
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def broke_off(error: BaseException) -> str:
    """One sentence on an article whose analysis raised ``error``."""
    if isinstance(error, MemoryError):
        return "The analysis broke off: there is not enough memory for this text; split it into parts."
    if lacks_memory(error):
        return "The analysis broke off: there is not enough memory."
    message = first_line(error)
    name = type(error).__name__
    return f"The analysis broke off ({name if message == name else f'{name}: {message}'})."
