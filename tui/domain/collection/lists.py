"""The lists of words in ``people.toml``, read when they are first asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def table(name: str) -> Mapping[str, str]:
    """A table of the file: what stands under each of its keys."""
    with Path(__file__).with_name("people.toml").open("rb") as file:
        found: dict[str, dict[str, str]] = tomllib.load(file)
    return found[name]


@cache
def words(name: str, key: str, *, apart: str | None = None) -> frozenset[str]:
    """A list of the file: words parted by white space, or by ``apart``, each with single spaces."""
    return frozenset(" ".join(word.split()) for word in table(name)[key].split(apart))
