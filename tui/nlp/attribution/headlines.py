"""Headlines: what they call something in words that the article quotes in full is no second quote."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.reading import FINAL, LONG_PASSAGE, Reading, is_word


def without_echoes(reading: Reading, attributions: list[Attribution]) -> list[Attribution]:
    """The attributions but for what a headline tells of a quote below it: "Rossi calls the bridge ‘a trap’".

    A headline is the first line, without a full stop. A clause that it quotes ("says the bridge is ‘a trap’")
    states something of its own, and stays.
    """
    end = _end_of_headline(reading)
    called = [found for found in attributions if found.content[0][0] < end and found.rule is Rule.PREDICATE]
    if not called:
        return attributions
    spoken = [_words(reading, *piece) for found in attributions for piece in found.content if piece[0] >= end]
    kept = [
        found
        for found in attributions
        if found not in called
        or not found.passages
        or not all(_is_echo(reading, number, spoken) for number in found.passages)
    ]
    for found in kept:
        found.within = found.within if found.within in kept else None
        found.continues = found.continues if found.continues in kept else None
    return kept


def _end_of_headline(reading: Reading) -> int:
    """The token behind the first line if more lines follow and it does not end like a sentence; else 0."""
    words = reading.doc.words
    end = next((i for i, word in enumerate(words) if "\n" in word), 0)
    return end if end and words[end - 1] not in FINAL else 0


def _is_echo(reading: Reading, number: int, spoken: list[list[str]]) -> bool:
    """Whether the words of a short passage stand side by side in what is said below."""
    passage = reading.passages[number]
    sought = _words(reading, passage.start, passage.end)
    if not sought or passage.words >= LONG_PASSAGE:
        return False
    return any(
        words[i : i + len(sought)] == sought for words in spoken for i in range(len(words) - len(sought) + 1)
    )


def _words(reading: Reading, start: int, end: int) -> list[str]:
    return [word for word in reading.doc.lower[start:end] if is_word(word)]
