"""What the rules found, settled: each word in the surest attribution alone, all in the order of the text."""

from __future__ import annotations

from tui.domain.analysis import QuoteKind
from tui.domain.evidence import Rule
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.confidence import confidence
from tui.nlp.attribution.reading import Reading, is_word

Located = tuple[list[TokenRange], Attribution]
"""An attribution with its content's pieces in the order of the text."""


def settled(reading: Reading) -> list[Attribution]:
    """The attributions found by all rules, in the order of the text; content, kind and confidence are set."""
    located = []
    for attribution in reading.attributions:
        content = united(attribution)
        if content:
            located.append((content, attribution))
    located = _apart(reading, located)
    located.sort(key=lambda pair: (pair[0][0][0], -pair[0][-1][1]))
    kept = {attribution for _, attribution in located}
    for content, attribution in located:
        attribution.content = content
        attribution.kind = kind(reading, content)
        attribution.confidence = _sure(attribution)
        if attribution.continues not in kept:
            attribution.continues = None
        if attribution.within not in kept:
            attribution.within = None
    return [attribution for _, attribution in located]


def _apart(reading: Reading, located: list[Located]) -> list[Located]:
    """The attributions with each word in the surest alone; only a quote in a quote shares its words.

    One most of whose words a surer one has is not the quote that it was taken for.
    """
    owner: dict[int, Attribution] = {}
    kept: list[Located] = []
    nested: list[Located] = []
    for content, attribution in sorted(located, key=_sureness, reverse=True):
        if attribution.within is not None:
            nested.append((content, attribution))
            continue
        own = _tokens(content)
        shared = {i: owner[i] for i in own if i in owner}
        lost = {i for i, other in shared.items() if not _cued_in(other, own)}
        around = attribution.rule is Rule.INSERTED and not lost  # "A says B, said C"
        if 2 * len(shared) > len(own) and not around:
            continue
        for i in shared.keys() - lost:
            shared[i].within = shared[i].within or attribution
        if lost:
            content = [piece for run in _runs(own - lost) for piece in trimmed(reading.doc, *run)]
        if not content:
            continue
        for i in own - lost:
            owner.setdefault(i, attribution)
        kept.append((content, attribution))
    for content, attribution in nested:
        attribution.within = owner.get(content[0][0])
    return kept + nested


def _tokens(pieces: list[TokenRange]) -> set[int]:
    return {i for start, end in pieces for i in range(start, end)}


def _cued_in(attribution: Attribution, words: set[int]) -> bool:
    """Whether the cue stands among some words: "A, X told Y, B," she added."""
    return bool(attribution.cue) and all(
        i in words for start, end in attribution.cue for i in range(start, end)
    )


def _runs(tokens: set[int]) -> list[TokenRange]:
    """The unbroken ranges of some tokens, in order."""
    out: list[TokenRange] = []
    for i in sorted(tokens):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def _sureness(item: Located) -> tuple[float, int]:
    content, attribution = item
    return _sure(attribution), -content[0][0]


def _sure(attribution: Attribution) -> float:
    source = attribution.source
    return confidence(attribution.rule, None if source is None else source.evidence)


def united(attribution: Attribution) -> list[TokenRange]:
    """The content's pieces in the order of the text, overlaps joined."""
    out: list[TokenRange] = []
    for start, end in sorted(attribution.content):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def kind(reading: Reading, content: list[TokenRange]) -> QuoteKind:
    """Direct, mixed or indirect, by the words inside and outside of quotation marks."""
    inside = outside = 0
    for start, end in content:
        for i in range(start, end):
            if is_word(reading.doc.words[i]):
                if reading.over[i] >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return QuoteKind.INDIRECT
    return QuoteKind.MIXED if outside else QuoteKind.DIRECT
