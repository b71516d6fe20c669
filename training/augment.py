"""Augmentation while training: quotation marks and dashes of every style, letter case, names from everywhere.

Registered as ``sayso.news_augmenter.v1``. Words are swapped one for one, so the annotation stays aligned.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from training.names import NamePool, name_pool

Augmenter = Callable[[Language, Example], Iterator[Example]]

_OPENING = {"“", "``"}
_DOUBLE = {'"', "“", "”", "``", "''"}
_PAIRS = {"straight": ('"', '"'), "curly": ("“", "”"), "single": ("‘", "’"), "latex": ("``", "''")}
_STYLES = ("straight", "curly", "curly", "curly", "single")


def restyle(words: Sequence[str], style: str) -> list[str]:
    """``words`` with their double quotation marks, apostrophes and dashes in one style.

    Straight double marks alternate between opening and closing.
    """
    opening_mark, closing_mark = _PAIRS[style]
    restyled, is_open = [], False
    for word in words:
        if word in _DOUBLE:
            is_open = word in _OPENING or (word == '"' and not is_open)
            restyled.append(opening_mark if is_open else closing_mark)
        elif style == "straight":
            restyled.append("--" if word in {"—", "–"} else word.replace("’", "'"))
        else:
            restyled.append("—" if word == "--" and style == "curly" else word.replace("'", "’"))
    return restyled


def rename(words: Sequence[str], persons: Sequence[tuple[int, int]], pool: NamePool) -> list[str]:
    """``words`` with the people in them renamed, the same word by the same name throughout.

    ``persons`` are token ranges. Only capitalised words of letters are replaced, one word by one, the last
    of a name by a surname and the others by first names; particles and initials stay.
    """
    renamed, chosen = list(words), dict[str, str]()
    gender = pool.random.choice(("f", "m"))
    for start, end in persons:
        for index in range(start, end):
            word = words[index]
            if len(word) < 3 or not word.isalpha() or not word[0].isupper() or word.isupper():
                continue
            if word not in chosen:
                is_surname = index == end - 1
                chosen[word] = pool.surname() if is_surname else pool.first_name(gender)
            renamed[index] = chosen[word]
    return renamed


def rebuilt(nlp: Language, example: Example, words: list[str]) -> Example:
    """The example with other words under the same annotation."""
    annotation: dict[str, Any] = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    spaces = [bool(token.whitespace_) for token in example.reference]
    return Example.from_dict(Doc(nlp.vocab, words=words, spaces=spaces), annotation)


@registry.augmenters("sayso.news_augmenter.v1")  # type: ignore[untyped-decorator]
def create_news_augmenter(
    quotes: float, lower: float, upper: float, title: float = 0.0, names: float = 0.0
) -> Augmenter:
    """An augmenter that changes these shares (0 to 1) of the examples, each in one way at most.

    ``title`` writes words with a capital, as headlines do. ``names`` renames people, beside the others; it
    needs entities.
    """
    rng = random.Random(1)
    pool = name_pool(rng) if names else None

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        words = [token.text for token in example.reference]
        if pool is not None and rng.random() < names:
            persons = [(e.start, e.end) for e in example.reference.ents if e.label_ == "PERSON"]
            words = rename(words, persons, pool)
        kind = rng.random()
        if kind < lower:
            words = [word.lower() for word in words]
        elif kind < lower + upper:
            words = [word.upper() for word in words]
        elif kind < lower + upper + quotes:
            words = restyle(words, rng.choice(_STYLES))
        elif kind < lower + upper + quotes + title:
            words = [word[:1].upper() + word[1:] for word in words]
        changed = any(word != token.text for word, token in zip(words, example.reference, strict=True))
        yield rebuilt(nlp, example, words) if changed else example

    return augment
