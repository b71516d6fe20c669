"""The codes of ``Evidence``: every rule of attribution, and the ways from its words to an actor.

The words for them stand in ``labels.evidence``. A file that another version exported may hold other codes.
"""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """The rule that found a quote; ``tui.nlp.attribution.rules`` has an example of each."""

    AFTER = "after"
    BEFORE = "before"
    COLON = "colon"
    PREDICATE = "predicate"
    CLAUSE = "clause"
    INSERTED = "inserted"
    ASIDE = "aside"
    FRONTED = "fronted"
    INFINITIVE = "infinitive"
    OBJECT = "object"
    PREPOSITION = "preposition"
    ACCORDING = "according"
    NOUN = "noun"
    TRANSCRIPT = "transcript"
    HEADLINE = "headline"
    SIGNED = "signed"
    BLOCK = "block"
    ANNOUNCED = "announced"
    SENTENCE = "sentence"
    INTRODUCED = "introduced"
    FLOATING = "floating"
    ALONE = "alone"
    NESTED = "nested"


class SourceEvidence(StrEnum):
    """How the words that name the speaker were found."""

    SUBJECT = "subject"
    SHARED = "shared"
    AGENT = "agent"
    OWNER = "owner"
    QUOTED = "quoted"
    NOUN = "noun"
    RELATIVE = "relative"
    ACCORDING = "according"
    COLON = "colon"
    DASH = "dash"
    LEFT = "left"
    RIGHT = "right"
    NEAR = "near"
    BESIDE = "beside"
    FIRST = "first"


class ActorEvidence(StrEnum):
    """How the actor was reached from those words."""

    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAME = "given-name"
    ACRONYM = "acronym"
    ALIAS = "alias"
    GROUP = "group"
    PRONOUN_SUBJECT = "pronoun-subject"
    PRONOUN_RECENCY = "pronoun-recency"
    PRONOUN_QUOTED = "pronoun-quoted"
    PRONOUN_CATAPHORA = "pronoun-cataphora"
    SOURCE = "source"
    ROLE = "role"
    AFFILIATION = "affiliation"
    KIND = "kind"
    DESCRIPTION_RECENCY = "description-recency"
    PAIR = "pair"
    CONTINUED = "continued"
    CALLED = "called"
    TAKEN_UP = "taken-up"
