"""The language of a text: English by its commonest words at once, any other by py3langid.

Measured on one core: the words settle 99 in 100 English articles in 0.1 ms; py3langid takes 0.1 ms a
sentence and 0.7 s of CPU for its model, once a process that meets another language. Of 236 single sentences
in 29 other languages it named 225 rightly, none of the others with more than 0.7.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tui.domain.labels.languages import LANGUAGES
from tui.nlp.lang.language import english

_KNOWN = english("languages")
_COMMON = _KNOWN.words("common_words")
_LEAST_SHARE = _KNOWN.number("least_share_of_common_words")
_LEAST_WORDS = _KNOWN.count("least_words")
_READ = _KNOWN.count("read")
_SURE = _KNOWN.number("sure")
_SURE_AS_STATED = _KNOWN.number("sure_as_stated")

_WORD = re.compile(r"[^\W\d_]+")
_SAME = {"no": "nb", "nn": "nb"}
"""Codes of py3langid for a language that spaCy has under another code."""
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def language_of(text: str, stated: str = "en") -> str:
    """The two-letter code of the language that a text is in.

    ``stated`` is what the text's source says, which is believed where the text is short or leaves doubt; a
    page often states English and is not. Only the first few thousand code points are looked at.
    """
    sample = text[:_READ]
    words = _WORD.findall(sample.lower())
    if len(words) >= _LEAST_WORDS and sum(map(_COMMON.__contains__, words)) >= _LEAST_SHARE * len(words):
        return "en"
    if len(words) < _LEAST_WORDS and not _BEYOND_LATIN.search(sample):
        return stated
    told, probability = _identifier().classify(sample)
    told = _SAME.get(told, told)
    return told if probability >= (_SURE_AS_STATED if told == stated else _SURE) else stated


@cache
def _identifier() -> Any:
    """py3langid's model over the languages that we have names for."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {*LANGUAGES, *_SAME}
    identifier.set_languages([code for code in identifier.nb_classes if code in known])
    return identifier
