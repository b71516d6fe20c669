"""What the library's tables hold: how a document is understood, its own id, which version is newer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tui.domain.records import annotation_of, decision_of, read_items_of, reading_of, subscription_of


class Documents(NamedTuple):
    """The documents of one table. ``decoded`` raises msgspec.ValidationError for what is none.

    ``own`` is the field with the id that a document stands under, ``newer`` the one with its date.
    """

    decoded: Callable[[Mapping[str, Any]], Any]
    own: str
    newer: str


DOCUMENTS = {
    "annotations": Documents(annotation_of, "id", "modified"),
    "readings": Documents(reading_of, "article_id", "opened"),
    "people": Documents(decision_of, "id", "created"),
    "feeds": Documents(subscription_of, "id", "added"),
    "read-items": Documents(read_items_of, "feed", "marked"),
}
"""By the names of the tables. ``people`` are the reader's decisions about who is one and who is two,
``feeds`` what was subscribed to, ``read-items`` the marks of each feed."""
