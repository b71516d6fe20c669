"""Salience: who is present in the reader's mind at a place of the text, and how much.

Each mention becomes a candidate for what follows. Its weight is that of its grammatical function and fades
with every sentence and paragraph (after Lappin and Leass, "An algorithm for pronominal anaphora resolution",
1994); who spoke last counts most, as news goes. People without a name ("a witness") are candidates too, so
that a later "she" is left unknown rather than given to somebody else. The weights were set on news articles
of our own annotation (see ``benchmarks/actors.py``).

A *referent* is who is meant: the number of a cluster, or below zero somebody without a name.
"""

from __future__ import annotations

from collections import deque

import msgspec

from tui.domain.analysis import ActorKind
from tui.nlp.actors.clusters import Cluster
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import (
    ArticleRecords,
    Gender,
    GrammaticalFunction,
    MentionKey,
    MentionType,
    Position,
)

_KNOWN = english("coreference")
WINDOW = _KNOWN.count("window")
"""Sentences within which a pronoun or description finds whom it means."""
_WEIGHTS = {function: _KNOWN.number(f"weight_of_{function}") for function in GrammaticalFunction}
_OF_SPEAKER = _KNOWN.number("weight_of_speaker")
_IN_QUOTE = _KNOWN.number("share_in_quote")
_IN_HEADING = _KNOWN.number("share_in_heading")
_A_SENTENCE = _KNOWN.number("share_a_sentence")
_A_PARAGRAPH = _KNOWN.number("share_a_paragraph")
_MOST_OF_HEAVIEST = _KNOWN.number("most_of_heaviest")
_KEPT = _KNOWN.count("mentions_kept")
_ASKING = english("attribution").words("asking")

_COMPLEMENTS = (GrammaticalFunction.OBJECT, GrammaticalFunction.OBLIQUE, GrammaticalFunction.AGENT)


class Candidate(msgspec.Struct):
    """A mention that a later one may take up; ``together`` are all who are meant where it means several,
    ``speaks`` tells whether it says something, ``asks`` whether that is a question."""

    referent: int
    position: Position
    weight: float
    gender: Gender = Gender.UNKNOWN
    plural: bool = False
    kind: ActorKind | None = None
    together: tuple[int, ...] = ()
    speaks: bool = False
    asks: bool = False


class DiscourseModel:
    """Who was mentioned so far: the latest candidates, where each cluster was last named or described, and
    the sentence in which it last spoke."""

    def __init__(self, records: ArticleRecords, clusters: list[Cluster]) -> None:
        self.candidates: deque[Candidate] = deque()
        self.last_named: dict[int, Position] = {}
        self.last_spoke: dict[int, int] = {}
        self.attribution_of: dict[MentionKey, int] = {}
        self._clusters = clusters
        self._attributions = records.attributions
        for number, attribution in enumerate(records.attributions):
            mention_type = attribution.mention_type
            if mention_type is MentionType.DOCUMENT:
                mention_type = MentionType.NAME
            for mention in attribution.mentions:
                self.attribution_of.setdefault((mention_type, mention), number)

    def add(
        self,
        referent: int,
        position: Position,
        key: MentionKey,
        *,
        least: float = 0.0,
        gender: Gender = Gender.UNKNOWN,
        plural: bool = False,
        kind: ActorKind | None = None,
        together: tuple[int, ...] = (),
    ) -> None:
        """Take down that somebody is mentioned; who speaks there weighs more. ``least`` is the least weight.

        ``kind`` is asked of somebody without a name; that of a cluster is known.
        """
        said = self.attribution_of.get(key)
        speaks = said is not None
        asks = said is not None and self._attributions[said].cue_lemma in _ASKING
        weight = max(_WEIGHTS[position.function], least)
        if speaks:
            weight += _OF_SPEAKER
        if position.quoted:
            weight *= _IN_QUOTE
        if position.heading:
            weight *= _IN_HEADING
        if referent >= 0:
            kind = self._clusters[referent].kind
            self.last_named[referent] = position
            if speaks:
                self.last_spoke[referent] = position.sentence
        candidates = self.candidates
        candidates.append(Candidate(referent, position, weight, gender, plural, kind, together, speaks, asks))
        while candidates and (
            position.sentence - candidates[0].position.sentence > 2 * WINDOW or len(candidates) > _KEPT
        ):
            candidates.popleft()

    def rename(self, referent: int, number: int) -> None:
        """Take the mentions of somebody without a name for those of cluster ``number``."""
        for candidate in self.candidates:
            if candidate.referent == referent:
                candidate.referent = number

    def reports(self, attribution: int | None, start: int) -> bool:
        """Whether what begins at ``start`` (code points) is part of what the attribution reports."""
        return attribution is not None and any(
            piece.start <= start < piece.end for piece in self._attributions[attribution].content
        )

    def salience(self, position: Position, attribution: int | None, window: int = WINDOW) -> dict[int, float]:
        """How present each referent is at ``position``: the summed weights of its mentions near.

        Left out are those whom the attribution's content names, and those whom grammar sets apart from
        ``position`` ("Putin told him": the two are not one). ``window`` is counted in sentences.
        """
        heaviest: dict[int, dict[int, float]] = {}
        apart: set[int] = set()
        for candidate in reversed(self.candidates):
            gap = position.sentence - candidate.position.sentence
            if gap > window:
                break
            if self.reports(attribution, candidate.position.start):
                continue
            answers = attribution is not None and candidate.asks  # "Asked by Ada Roe whether …, she said"
            if gap == 0 and (answers or _are_arguments_of_one_verb(position, candidate.position)):
                apart.add(candidate.referent)
                continue
            paragraphs = max(0, position.paragraph - candidate.position.paragraph)
            weight = candidate.weight * _A_SENTENCE ** max(gap, 0) * _A_PARAGRAPH**paragraphs
            # One sentence counts once, however often it names somebody.
            sentences = heaviest.setdefault(candidate.referent, {})
            sentences[gap] = max(sentences.get(gap, 0.0), weight)
        return {
            referent: min(sum(sentences.values()), _MOST_OF_HEAVIEST * max(sentences.values()))
            for referent, sentences in heaviest.items()
            if referent not in apart
        }


def _are_arguments_of_one_verb(one: Position, other: Position) -> bool:
    """Whether one is the subject of a verb and the other what that verb is about: they are not the same."""
    if other.verb < 0 or other.verb != one.verb:
        return False
    if one.function is GrammaticalFunction.SUBJECT:
        return other.function in _COMPLEMENTS
    return other.function is GrammaticalFunction.SUBJECT and one.function in _COMPLEMENTS
