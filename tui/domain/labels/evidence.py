"""Evidence in words: why a passage was taken for a quote, and how its speaker was found.

The codes come from the rules that found the quote (``tui.nlp``); one that has no words here is shown as it
is, its hyphens as spaces.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.analysis import Actor, Quote, speaker_names
from tui.domain.text.safe import one_line

_FOUND = {
    "after": "words in quotation marks that the cue follows",
    "before": "words in quotation marks that the cue leads to",
    "inserted": "words on both sides of the cue",
    "clause": "the clause that the cue takes",
    "object": "what the cue has for its object",
    "infinitive": "what the cue asks or promises to do",
    "preposition": "what the cue speaks of",
    "predicate": "what the cue calls something",
    "according": "words given according to a source",
    "colon": "words behind a colon",
    "signed": "words with the speaker's name behind them",
    "transcript": "a turn in a conversation as written down",
    "block": "the paragraph behind a colon",
    "introduced": "words in quotation marks that their sentence leads to",
    "aside": "a sentence with the cue set into it",
    "noun": "what a noun of saying is about",
    "sentence": "words in quotation marks in the sentence of the cue",
    "floating": "words in quotation marks that go on from the quote before",
    "alone": "words in quotation marks that stand alone",
    "nested": "words within somebody else's quote",
    "headline": "a headline that names its speaker",
    "fronted": "words before their cue",
    "announced": "words that the sentence before announces",
}
_SPEAKER = {
    "subject": "the subject of the cue",
    "shared": "the subject that the cue shares with another verb",
    "agent": "the one by whom it was said",
    "owner": "whose words they are",
    "quoted": "the one who is quoted there",
    "noun": "the one of whom the cue tells more",
    "relative": "the one of whom the cue is told",
    "according": "the source",
    "colon": "the words before the colon",
    "dash": "the words behind the dash",
    "left": "the nearest before the cue",
    "right": "the nearest behind the cue",
    "near": "the nearest name",
    "beside": "the words beside the quote",
    "first": "the first name of the sentence",
}
_ACTOR = {
    "name": "named there",
    "surname": "by the surname",
    "given-name": "by the given name",
    "acronym": "by the acronym",
    "alias": "by another of the names",
    "place": "by the place that stands for it",
    "group": "by the name of the group",
    "pronoun-subject": "the pronoun's nearest fitting subject",
    "pronoun-recency": "the person last named whom the pronoun fits",
    "pronoun-quoted": "the pronoun means whoever is speaking",
    "pronoun-cataphora": "named after the pronoun, in the same sentence",
    "source": "whose statement, report or post it is",
    "role": "the description gives the role",
    "affiliation": "the description gives the country or body",
    "kind": "the description fits nobody else",
    "description-recency": "the one last named whom the description fits",
    "pair": "the two or more who were named together",
    "continued": "goes on from the quote before",
}


def why(quote: Quote, text: str, actors: Iterable[Actor]) -> str:
    """One or two sentences on a quote's evidence, safe to show on one line.

    ``text`` is the article's; ``actors`` the analysis's.
    """
    if quote.edited:
        return "Corrected by you."
    evidence = quote.evidence
    if evidence is None:
        return f"Confidence {quote.confidence:.0%}."
    found = _FOUND.get(evidence.found) or _plain(evidence.found)
    cue = " … ".join(span.of(text) for span in quote.cue)
    parts = [f"Found as {found}" + (f", cue “{cue}”" if cue else ", without a cue")]
    if quote.speaker is not None:
        how = _SPEAKER.get(evidence.speaker) or _plain(evidence.speaker)
        parts.append(f"said by “{quote.speaker.of(text)}”" + (f" ({how})" if how else ""))
    who = speaker_names(quote, {actor.id: actor for actor in actors})
    if who is not None:
        how = _ACTOR.get(evidence.actor) or _plain(evidence.actor)
        parts.append(f"that is {who}" + (f" ({how})" if how else ""))
    elif quote.speaker is None:
        parts.append("nobody is named as its speaker")
    else:
        parts.append("nobody in the cast is known to be meant")
    return one_line(f"{'; '.join(parts)}. Confidence {quote.confidence:.0%}.")


def _plain(code: str) -> str:
    return code.replace("-", " ").replace("_", " ")
