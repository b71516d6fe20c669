"""The registry of rules: each code with the function that finds it, an example and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from tui.domain.evidence import Rule
from tui.nlp.attribution.reading import Reading

Step = Callable[[Reading], None]
"""One pass over a Doc: it adds what its rules find to the reading."""

_Finder = TypeVar("_Finder", bound=Callable[..., Any])


class Example(msgspec.Struct, frozen=True):
    """A text and what must be found in it: who says it ("" for nobody), the cue and the content.

    Pieces of a cue or content are joined by " … ".
    """

    text: str
    source: str
    cue: str
    content: str


class Registered(msgspec.Struct, frozen=True):
    """One rule. ``prior`` is the share of its quotes that are right where their source is sure (0 to 1)."""

    rule: Rule
    prior: float
    example: Example
    finder: Callable[..., Any]

    @property
    def place(self) -> str:
        """Where the rule stands: "quoted.after" is ``after`` in ``rules/quoted.py``."""
        return f"{self.finder.__module__.rpartition('.')[2]}.{self.finder.__name__}"


REGISTRY: dict[Rule, Registered] = {}
"""Every rule by its code, once ``tui.nlp.attribution.rules`` is imported."""


def finds(rule: Rule, *, prior: float, example: Example) -> Callable[[_Finder], _Finder]:
    """Register the function below as what finds ``rule``. Raises ValueError if another one does already."""

    def register(finder: _Finder) -> _Finder:
        if rule in REGISTRY:
            raise ValueError(f"two functions find {rule}")
        REGISTRY[rule] = Registered(rule, prior, example, finder)
        return finder

    return register
