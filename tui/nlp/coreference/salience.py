"""Salience: who is present in the reader's mind at a place of the text, and how much.

Each naming leaves a trace whose weight is that of its grammatical role and fades with every sentence and
paragraph (after Lappin and Leass, "An algorithm for pronominal anaphora resolution", 1994); who spoke last
counts most, as news goes. People without a name ("a witness") leave traces too, so that a later "she" is left
unknown rather than given to somebody else. The weights were set on news articles of our own annotation (see
``benchmarks/actors.py``).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tui.domain.analysis import ActorKind
from tui.nlp.actors.casting import Character
from tui.nlp.coreference.story import Key, Story
from tui.nlp.mentions.records import Place

WINDOW = 9
"""Sentences within which a pronoun or description finds whom it means."""

_ROLE_WEIGHT = {
    "subject": 1.0,
    "agent": 0.4,
    "fronted": 0.15,
    "object": 0.5,
    "possessive": 0.4,
    "oblique": 0.3,
    "other": 0.35,
}
_SPEAKER = 1.0
_QUOTED = 0.15
_HEADING = 0.5
_SENTENCE = 0.6
_PARAGRAPH = 0.5
_CAP = 1.4
_APART = ({"subject", "object"}, {"subject", "oblique"}, {"subject", "agent"})
_KEPT = 120  # traces


@dataclass(slots=True)
class Trace:
    """One appearance of somebody: a character's number, or below zero somebody without a name."""

    who: int
    place: Place
    weight: float
    gender: str = ""
    plural: bool = False
    kind: ActorKind | None = None
    together: tuple[int, ...] = ()


class Scene:
    """Who appeared so far: the latest traces, where each character was last named and when it last spoke."""

    def __init__(self, story: Story, people: list[Character]) -> None:
        self.people = people
        self.attributions = story.attributions
        self.traces: deque[Trace] = deque()
        self.seen: dict[int, Place] = {}
        self.spoke: dict[int, int] = {}
        self.attribution_of: dict[Key, int] = {}
        for number, attribution in enumerate(story.attributions):
            kind = "name" if attribution.mention_type == "document" else attribution.mention_type
            for mention in attribution.mentions:
                self.attribution_of.setdefault((kind, mention), number)

    def leave(
        self,
        who: int,
        place: Place,
        key: Key,
        *,
        least: float = 0.0,
        gender: str = "",
        plural: bool = False,
        kind: ActorKind | None = None,
        together: tuple[int, ...] = (),
    ) -> None:
        """Take down that somebody appears; who speaks there weighs more. ``least`` is the least weight."""
        weight = max(_ROLE_WEIGHT.get(place.role, 0.3), least)
        if key in self.attribution_of:
            weight += _SPEAKER
        if place.quoted:
            weight *= _QUOTED
        if place.heading:
            weight *= _HEADING
        if who >= 0:
            kind = self.people[who].kind
            self.seen[who] = place
            if key in self.attribution_of:
                self.spoke[who] = place.sentence
        self.traces.append(Trace(who, place, weight, gender, plural, kind, together))
        while self.traces and (
            place.sentence - self.traces[0].place.sentence > 2 * WINDOW or len(self.traces) > _KEPT
        ):
            self.traces.popleft()

    def within(self, attribution: int | None, start: int) -> bool:
        """Whether what begins at ``start`` (code points) is part of what the attribution reports."""
        return attribution is not None and any(
            piece.start <= start < piece.end for piece in self.attributions[attribution].content
        )

    def scores(self, place: Place, attribution: int | None, window: int = WINDOW) -> dict[int, float]:
        """The summed weight of everybody who left a trace near ``place``, whatever they are.

        Left out are those whom the attribution's content names, and those whom grammar sets apart from
        ``place`` ("Putin told him": the two are not one).
        """
        best: dict[int, dict[int, float]] = {}
        barred: set[int] = set()
        for trace in reversed(self.traces):
            gap = place.sentence - trace.place.sentence
            if gap > window:
                break
            if self.within(attribution, trace.place.start):
                continue
            if gap == 0 and _set_apart(place, trace.place):
                barred.add(trace.who)
                continue
            paragraphs = max(0, place.paragraph - trace.place.paragraph)
            weight = trace.weight * _SENTENCE ** max(gap, 0) * _PARAGRAPH**paragraphs
            # One sentence counts once, however often it names somebody.
            sentences = best.setdefault(trace.who, {})
            sentences[gap] = max(sentences.get(gap, 0.0), weight)
        return {
            who: min(sum(sentences.values()), _CAP * max(sentences.values()))
            for who, sentences in best.items()
            if who not in barred
        }


def _set_apart(one: Place, other: Place) -> bool:
    """Whether two places of a sentence are different arguments of one verb."""
    return other.verb >= 0 and other.verb == one.verb and {one.role, other.role} in _APART
