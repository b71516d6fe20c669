"""The one exception tree. Each message is a plain sentence for the person at the terminal."""

from __future__ import annotations


class SaysoError(Exception):
    """Something asked for could not be done; ``str(error)`` says what is wrong and what to do."""


class SourceError(SaysoError):
    """An article could not be read: missing, empty, binary, too large, unreachable."""


class NoArticleError(SourceError):
    """There is nothing damaged, but no article: data, a picture, an empty file.

    ``what`` says only what it is, without what to do.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what}{advice}.")
        self.what = what
        self.advice = advice


class ModelError(SaysoError):
    """A pipeline is missing or unfit, or the analysis broke off."""


class LibraryError(SaysoError):
    """The library could not be read or written; what it held before is untouched."""


class LibraryLockedError(LibraryError):
    """Another process held the library's lock for too long."""


class LibraryNewerError(LibraryError):
    """The library's file was written by a newer version."""


class LibraryReadOnlyError(LibraryError):
    """The library can be read but not written."""


class PassageError(SaysoError):
    """A passage named in words was not found in the article, or stands there more than once."""


class ExportError(SaysoError):
    """A file could not be written out or taken in."""


class QueryError(SaysoError):
    """A search was asked for in a way that cannot be understood."""
