"""What is said of an analysis that broke off: one line, whatever a library raised."""

from __future__ import annotations


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or its name if it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def broke_off(error: BaseException) -> str:
    """One sentence on an article whose analysis raised ``error``."""
    if isinstance(error, MemoryError):
        return "The analysis broke off: there is not enough memory for this text; split it into parts."
    message = first_line(error)
    name = type(error).__name__
    return f"The analysis broke off ({name if message == name else f'{name}: {message}'})."
