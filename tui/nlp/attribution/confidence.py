"""How sure a quote is: the share of right ones (content and source) by rule and by way to the source.

The figures are shares counted on our own annotations of Wikinews articles (training/annotations), rounded,
and drawn towards the neighbouring rules where fewer than twenty quotes were there to count.
``benchmarks/quotes.py`` prints how they hold on other news. Those of the rules stand with the rules.
"""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.rules.base import REGISTRY

SOURCE_FACTORS = {
    SourceEvidence.SUBJECT: 1.02,
    SourceEvidence.ACCORDING: 1.0,
    SourceEvidence.QUOTED: 0.95,
    SourceEvidence.COLON: 1.0,
    SourceEvidence.DASH: 1.0,
    SourceEvidence.OWNER: 1.0,
    SourceEvidence.LEFT: 0.95,
    SourceEvidence.RIGHT: 0.92,
    SourceEvidence.AGENT: 0.75,
    SourceEvidence.SHARED: 0.85,
    SourceEvidence.BESIDE: 0.90,
    SourceEvidence.RELATIVE: 0.72,
    SourceEvidence.FIRST: 0.65,
    SourceEvidence.NEAR: 0.60,
    SourceEvidence.NOUN: 0.50,
}
"""By what a source was found, and what that makes of a rule's prior."""
NO_SOURCE_FACTOR = 0.40
_SUREST = 0.98


def confidence(rule: Rule, source: SourceEvidence | None) -> float:
    """The estimated probability that a quote found by ``rule`` is right, its source found as told."""
    factor = NO_SOURCE_FACTOR if source is None else SOURCE_FACTORS[source]
    return round(min(REGISTRY[rule].prior * factor, _SUREST), 2)
