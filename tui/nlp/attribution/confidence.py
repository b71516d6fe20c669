"""How sure a quote is: the share of right ones (content and speaker) by rule and by way to the speaker.

The figures are shares counted on our own annotations of Wikinews articles (training/annotations), rounded,
and drawn towards the neighbouring rules where fewer than twenty quotes were there to count.
``benchmarks/quotes.py`` prints how they hold on other news.
"""

from __future__ import annotations

_FOUND = {
    "after": 0.96,
    "before": 0.91,
    "transcript": 0.93,
    "signed": 0.93,
    "headline": 0.82,
    "colon": 0.85,
    "according": 0.86,
    "clause": 0.86,
    "inserted": 0.85,
    "aside": 0.75,
    "block": 0.75,
    "fronted": 0.50,
    "announced": 0.70,
    "predicate": 0.78,
    "infinitive": 0.70,
    "sentence": 0.66,
    "nested": 0.70,
    "noun": 0.62,
    "object": 0.62,
    "preposition": 0.56,
    "introduced": 0.50,
    "floating": 0.35,
    "alone": 0.30,
}
_SPEAKER = {
    "subject": 1.02,
    "according": 1.0,
    "quoted": 0.95,
    "colon": 1.0,
    "dash": 1.0,
    "owner": 1.0,
    "left": 0.95,
    "right": 0.92,
    "agent": 0.75,
    "shared": 0.85,
    "beside": 0.90,
    "relative": 0.72,
    "first": 0.65,
    "near": 0.60,
    "noun": 0.50,
    "": 0.40,
}


def confidence(found: str, speaker: str) -> float:
    """The estimated probability that a quote found by rule ``found`` is right, its speaker found as told."""
    return round(min(_FOUND.get(found, 0.5) * _SPEAKER.get(speaker, 0.8), 0.98), 2)
