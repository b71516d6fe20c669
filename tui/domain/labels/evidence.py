"""Evidence in words: why a passage was taken for a quote, and how its speaker was found.

The codes are those of ``domain.evidence``; one without words here, from another version, is shown as it
is, its hyphens as spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.domain.analysis import Actor, Quote, speaker_names
from tui.domain.evidence import ActorEvidence, Rule, SourceEvidence
from tui.domain.text.phrases import percent
from tui.domain.text.safe import one_line

RULES: Mapping[str, str] = {
    Rule.AFTER: "words in quotation marks that the cue follows",
    Rule.BEFORE: "words in quotation marks that the cue leads to",
    Rule.INSERTED: "words on both sides of the cue",
    Rule.CLAUSE: "the clause that the cue takes",
    Rule.OBJECT: "what the cue has for its object",
    Rule.INFINITIVE: "what the cue asks or promises to do",
    Rule.PREPOSITION: "what the cue speaks of",
    Rule.PREDICATE: "what the cue calls something",
    Rule.ACCORDING: "words given according to a source",
    Rule.COLON: "words behind a colon",
    Rule.SIGNED: "words with the speaker's name behind them",
    Rule.TRANSCRIPT: "a turn in a conversation as written down",
    Rule.BLOCK: "the paragraph behind a colon",
    Rule.INTRODUCED: "words in quotation marks that their sentence leads to",
    Rule.ASIDE: "a sentence with the cue set into it",
    Rule.NOUN: "what a noun of saying is about",
    Rule.SENTENCE: "words in quotation marks in the sentence of the cue",
    Rule.FLOATING: "words in quotation marks that go on from the quote before",
    Rule.ALONE: "words in quotation marks that stand alone",
    Rule.NESTED: "words within somebody else's quote",
    Rule.HEADLINE: "a headline that names its speaker",
    Rule.FRONTED: "words before their cue",
    Rule.ANNOUNCED: "words that the sentence before announces",
}
SOURCES: Mapping[str, str] = {
    SourceEvidence.SUBJECT: "the subject of the cue",
    SourceEvidence.SHARED: "the subject that the cue shares with another verb",
    SourceEvidence.AGENT: "the one by whom it was said",
    SourceEvidence.OWNER: "whose words they are",
    SourceEvidence.QUOTED: "the one who is quoted there",
    SourceEvidence.NOUN: "the one of whom the cue tells more",
    SourceEvidence.RELATIVE: "the one of whom the cue is told",
    SourceEvidence.ACCORDING: "the source",
    SourceEvidence.COLON: "the words before the colon",
    SourceEvidence.DASH: "the words behind the dash",
    SourceEvidence.LEFT: "the nearest before the cue",
    SourceEvidence.RIGHT: "the nearest behind the cue",
    SourceEvidence.NEAR: "the nearest name",
    SourceEvidence.BESIDE: "the words beside the quote",
    SourceEvidence.FIRST: "the first name of the sentence",
}
ACTORS: Mapping[str, str] = {
    ActorEvidence.NAME: "named there",
    ActorEvidence.SURNAME: "by the surname",
    ActorEvidence.GIVEN_NAME: "by the given name",
    ActorEvidence.ACRONYM: "by the acronym",
    ActorEvidence.ALIAS: "by another of the names",
    ActorEvidence.GROUP: "by the name of the group",
    ActorEvidence.PRONOUN_SUBJECT: "the pronoun's nearest fitting subject",
    ActorEvidence.PRONOUN_RECENCY: "the person last named whom the pronoun fits",
    ActorEvidence.PRONOUN_QUOTED: "the pronoun means whoever is speaking",
    ActorEvidence.PRONOUN_CATAPHORA: "named after the pronoun, in the same sentence",
    ActorEvidence.SOURCE: "whose statement, report or post it is",
    ActorEvidence.ROLE: "the description gives the role",
    ActorEvidence.AFFILIATION: "the description gives the country or body",
    ActorEvidence.KIND: "the description fits nobody else",
    ActorEvidence.DESCRIPTION_RECENCY: "the one last named whom the description fits",
    ActorEvidence.PAIR: "the two or more who were named together",
    ActorEvidence.CONTINUED: "goes on from the quote before",
    ActorEvidence.CALLED: "who is not named, only called so",
    ActorEvidence.TAKEN_UP: "who is not named, and was mentioned before",
}


def why(quote: Quote, text: str, actors: Iterable[Actor]) -> str:
    """One or two sentences on a quote's evidence, safe to show on one line.

    ``text`` is the article's; ``actors`` the analysis's.
    """
    if quote.edited:
        return "Corrected by you."
    evidence = quote.evidence
    if evidence is None:
        return f"Confidence {percent(quote.confidence)}."
    found = RULES.get(evidence.found) or _plain(evidence.found)
    cue = " … ".join(span.of(text) for span in quote.cue)
    parts = [f"Found as {found}" + (f", cue “{cue}”" if cue else ", without a cue")]
    if quote.speaker is not None:
        how = SOURCES.get(evidence.speaker) or _plain(evidence.speaker)
        parts.append(f"said by “{quote.speaker.of(text)}”" + (f" ({how})" if how else ""))
    who = speaker_names(quote, {actor.id: actor for actor in actors})
    if who is not None:
        how = ACTORS.get(evidence.actor) or _plain(evidence.actor)
        parts.append(f"that is {who}" + (f" ({how})" if how else ""))
    elif quote.speaker is None:
        parts.append("nobody is named as its speaker")
    else:
        parts.append("nobody in the article is known to be meant")
    return one_line(f"{'; '.join(parts)}. Confidence {percent(quote.confidence)}.")


def _plain(code: str) -> str:
    return code.replace("-", " ").replace("_", " ")
