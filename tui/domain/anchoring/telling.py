"""What a passage says that must not change under a note: its names, its numbers and what it denies.

"Lund is against the plan" and "Lund is for the plan" are nearly the same letters and say the opposite.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator

from tui.domain.anchoring.opposites import openers, same_numbers, turned_round
from tui.domain.article import Span

_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|cannot|without|against|hardly|"
    r"refus\w+|den(?:y|ies|ied|ying)|reject\w*|fail(?:s|ed|ing)?|un(?:able|likely|willing))\b|n['’]t\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:;\n“”‘\"«(] )(?<![\n“”‘\"«(])(?<!\A)\b[A-Z][\w’'-]*\w")
_RUN = re.compile(r"\b[A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w)*")
_SENTENCE_END = re.compile(r"\n|[.!?][”\"’']?\s")
_OPENS = re.compile(r"(?:^|[.!?:;\n“‘«(])\s*\Z")
_WORD = re.compile(r"\w+")
_OPENER = re.compile(r"[^\W_]\w*")
_DAYS_AND_MONTHS = frozenset((*day_name, *month_name[1:]))
_ALIKE = 80
"""How like (0 to 100) a name must be to one in the text to be the same, a letter mistyped."""
_MOST_CAPITALS = 0.6
"""The share of words with capitals above which they name nothing: a headline."""
_LONGEST = 2_000
"""Code points from which on a passage is not compared sentence by sentence."""
_ALIKE_SENTENCE = 60
"""How like (0 to 100) a sentence must be to another to be the same one, edited."""
_AROUND = 60
"""Code points on either side of a passage in which the names of its context are sought."""


def keeps_its_sense(exact: str, prefix: str, suffix: str, text: str, span: Span) -> bool:
    """Whether the passage at ``span`` of ``text`` denies, counts and names what ``exact`` did.

    Sentences are compared with those most like them; one that is gone or was put in tells nothing. Names that
    stood beside the passage in its sentence (``prefix``, ``suffix``) must still stand near.
    """
    now = span.of(text)
    around = text[max(span.start - _AROUND, 0) : span.end + _AROUND]
    if not _has_all(_names_beside(exact, prefix, suffix), around):
        return False
    if len(exact) > _LONGEST:
        return True
    pairs = list(_paired(exact, now))
    return all(_same_sense(was, is_now) for was, is_now in pairs) and not any(
        _named_anew(was, is_now, text) for was, is_now in pairs
    )


def _paired(exact: str, now: str) -> Iterator[tuple[str, str]]:
    """Each sentence of a passage with the one now that is most like it, if one is."""
    sentences, today = (
        [part for part in _SENTENCE_END.split(words) if part.strip()] for words in (exact, now)
    )
    if len(sentences) == len(today) == 1:
        yield exact, now
        return
    from rapidfuzz import fuzz, process

    for sentence in sentences:
        best = process.extractOne(sentence, today, scorer=fuzz.ratio, score_cutoff=_ALIKE_SENTENCE)
        if best is not None:
            yield sentence, best[0]


def _same_sense(was: str, now: str) -> bool:
    """Whether one sentence denies, counts and names what the other did."""
    if _counted(_NEGATION, was) != _counted(_NEGATION, now) or not same_numbers(was, now):
        return False
    return _has_all(_names(was), now) and not turned_round(was, now)


def _named_anew(was: str, now: str, text: str) -> bool:
    """Whether the name that opens a sentence is another one.

    A word that opens one is a name for all that its capital tells; it is none where the text has it without.
    """
    before, after = _OPENER.search(was), _OPENER.search(now)
    if before is None or after is None or before[0] == after[0]:
        return False
    if not (before[0][0].isupper() and after[0][0].isupper()):
        return False
    words = before[0].lower(), after[0].lower()
    if all(one.endswith("s") for one in words):  # "Officials", "Authorities"
        return False
    return not any(one in openers() or re.search(rf"\b{one}\b", text) for one in words)


def _counted(pattern: re.Pattern[str], words: str) -> int:
    return sum(1 for _ in pattern.finditer(words))


def _names(words: str) -> set[str]:
    """The capitalised words that open no sentence; none where nearly all are, as in a headline."""
    found = set(_NAME.findall(words))
    return found if len(found) <= _MOST_CAPITALS * len(_WORD.findall(words)) else set()


def _names_beside(exact: str, prefix: str, suffix: str) -> set[str]:
    """The last word of the name next to the passage on either side in its sentence: who says it, mostly.

    A name that the context cuts off, a day and a word that opens a sentence are none.
    """
    before = _SENTENCE_END.split(prefix)[-1]
    after = "" if _SENTENCE_END.search(f"{exact}{suffix[:1]}", len(exact) - 1) else suffix
    after = _SENTENCE_END.split(after)[0]
    if len(after) == len(suffix):
        after = after.rpartition(" ")[0]
    return {name for name in (_last_of(_runs(before)[-1:]), _last_of(_runs("," + after)[:1])) if name}


def _runs(words: str) -> list[str]:
    found = (run for run in _RUN.finditer(words) if " " in run[0] or not _OPENS.search(words[: run.start()]))
    return [run[0] for run in found if run[0] not in _DAYS_AND_MONTHS]


def _last_of(runs: list[str]) -> str:
    return runs[0].rpartition(" ")[2] if runs else ""


def _has_all(names: set[str], words: str) -> bool:
    """Whether each of the names, or one mistyped, stands among the words."""
    lost = {name for name in names if name not in words}
    if not lost:
        return True
    from rapidfuzz import fuzz

    there = {word for word in re.findall(r"[\w’'-]+", words) if word[0].isupper()}
    return all(any(fuzz.ratio(name, word) >= _ALIKE for word in there) for name in lost)
