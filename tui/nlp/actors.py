"""The cast of an article: actors merged over their aliases, and the actor behind each quote's speaker.

A :class:`Cast` is fed Doc by Doc, so that a long book can be read in chunks, and keeps only plain records
of them; the Docs may be dropped. See :class:`Resolution` for what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from tui.domain.analysis import Actor, ActorKind, Mention, Via
from tui.domain.article import Span
from tui.nlp.frames import frames_of


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """The actor behind one frame's speaker.

    ``actor_id`` is None where the speaker is unknown or no actor; ``also`` names further actors where the
    speaker is plural. ``evidence`` is the code for ``domain.analysis.Evidence.actor``: name, surname,
    given-name, acronym, alias, place, group, pronoun-subject, pronoun-recency, pronoun-quoted,
    pronoun-cataphora, role, affiliation, kind, description-recency, pair, continued; empty where no actor
    was reached.
    """

    actor_id: str | None = None
    also: tuple[str, ...] = ()
    via: Via = Via.NONE
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a cast comes to.

    ``actors`` are most present first; ``mentions`` are all named entities in the order of the text (DATE and
    the like too, without an actor) and the descriptions that were resolved to an actor are in
    ``Actor.mentions`` only; ``speakers`` is parallel to all frames in the order in which they were added.
    All offsets are code points into the article.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speakers: tuple[SpeakerLink, ...] = ()


class Cast:
    """Collects names and frames of an article's Docs and resolves them together.

    Docs may be added in any order, each exactly once; ``resolve`` may be called at any time and again after
    more was added (its cost is linear in what was added so far).
    """

    def __init__(self) -> None:
        self._chunks: list[tuple[Doc, int]] = []

    def add(self, doc: Doc, offset: int) -> None:
        """Take in a Doc whose text begins at ``offset`` (code points) of the article.

        The Doc needs entities; a parse, tags and ``Doc._.frames`` are used where they are there.
        """
        self._chunks.append((doc, offset))

    def resolve(self) -> Resolution:
        """Actors, mentions and speakers of everything added so far. Never raises on odd input."""
        mentions: list[Mention] = []
        spans: dict[str, list[Span]] = {}
        speakers: list[SpeakerLink] = []
        for doc, offset in self._chunks:
            for ent in doc.ents:
                span = Span(ent.start_char + offset, ent.end_char + offset)
                actor_id = ent.text.casefold().replace(" ", "-") if ent.label_ in ("PERSON", "ORG", "GPE") else None
                if actor_id:
                    spans.setdefault(ent.text, []).append(span)
                mentions.append(Mention(span, ent.label_, actor_id))
            for frame in frames_of(doc):
                speakers.append(SpeakerLink(via=Via.NONE if frame.speaker is None else Via.NAME))
        actors = [
            Actor(id=name.casefold().replace(" ", "-"), name=name, kind=ActorKind.PERSON, mentions=tuple(where))
            for name, where in spans.items()
        ]
        return Resolution(tuple(actors), tuple(sorted(mentions, key=lambda m: m.span)), tuple(speakers))
