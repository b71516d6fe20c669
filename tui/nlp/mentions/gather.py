"""From a Doc to plain records: the names, noun phrases, pronouns and attributions that the cast works on.

With its helpers (context, speakers, phrases, tokens) the only part of the cast that touches spaCy. Both label
schemes are read: Universal Dependencies and the ClearNLP labels of en_core_web_*; without a parse everything
degrades to what the surface shows.
"""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.document.document import Document
from tui.nlp.lang.lists import words
from tui.nlp.mentions.attributions import gather_attributions
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.phrases import gather_phrases
from tui.nlp.mentions.records import ChunkRecords, NameRecord, RoleRecord
from tui.nlp.mentions.role_phrases import holder_of
from tui.nlp.mentions.roles import read_roles
from tui.nlp.mentions.sources import speaking

_LOCATIVE = words(
    "in at near from to outside across around through throughout into inside within central downtown"
    " over northern southern eastern western north south east west greater nearby via towards"
)
_BETWEEN = words(", and & of from the ( ) - D R")


def gather(doc: Doc, offset: int) -> ChunkRecords:
    """The records of ``doc``, whose text begins at ``offset`` (code points) of the article.

    The Doc needs entities; a parse, tags and attributions are used where they are there.
    """
    context = Context.of(doc, offset)
    if context.doc.words:
        _names(context)
        speakers = [speaking(context, attribution) for attribution in context.attributions]
        gather_phrases(context, speakers)
        gather_attributions(context, speakers)
        _sort_names(context)
    return context.out


def _names(context: Context) -> None:
    doc = context.doc
    shared: RoleRecord | None = None  # what a plural before the first of several says: "Senators X and Y"
    reached = 0
    for start, end, label in doc.ents:
        place = context.place(start, end)
        text = doc.text_of(start, end)
        record = NameRecord(place, text, label)
        if label in ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"):
            before = doc.lower[start - 1] if start else ""
            if before == "the" and start > 1:
                before = doc.lower[start - 2]
            record.located = (
                before in _LOCATIVE
                or _of_a_party(doc.words, start)
                or (before == "," and start > 1 and start - 2 in context.name_at and label in ("GPE", "LOC"))
            )
            record.acts = place.role in ("subject", "possessive", "agent")
            reading = read_roles(doc, start, end, label)
            context.taken.update(reading.taken)
            if reading.taken:
                # "The director, X, waited": X does what the director does.
                record.place.role, verb = context.role(
                    reading.taken[0], reading.taken[0], reading.taken[0] + 1
                )
                record.place.verb = doc.starts[verb] + context.offset if verb >= 0 else -1
            record.roles = reading.roles
            if label == "PERSON":
                if shared and not reading.roles and _goes_on(doc, reached, start):
                    record.roles = [shared]
                elif not _goes_on(doc, reached, start) or reading.roles:
                    shared = reading.shared
                reached = end
            record.gender = reading.gender
            record.kin = reading.kin
            record.affiliation = reading.affiliation
        number = len(context.out.names)
        if (
            start >= 2
            and doc.words[start - 1] == "("
            and end < len(doc.words)
            and doc.words[end] == ")"
            and (number and (previous := doc.ents[number - 1])[1] == start - 1 and previous[2] == label)
        ):
            record.long_form = number - 1
        context.out.names.append(record)
        for i in range(start, end):
            context.name_at[i] = number


def _goes_on(doc: Document, end: int, start: int) -> bool:
    """Whether a list goes on from a name that ends at ``end``: "X of Ohio, Y of Utah and Z"."""
    gap = range(end, start)
    return 0 < len(gap) < 8 and all(doc.words[i] in _BETWEEN or _in_place(doc, i) for i in gap)


def _in_place(doc: Document, i: int) -> bool:
    holder = holder_of(doc, i)
    return holder is not None and holder[2] in ("GPE", "LOC")


def _of_a_party(tokens: list[str], start: int) -> bool:
    """Whether a state only tells where a politician is from: "(D-Ohio)"."""
    return start > 2 and tokens[start - 1] == "-" and tokens[start - 2] in ("D", "R", "I")


def _sort_names(context: Context) -> None:
    """Records made on the way put where they belong in the order of the text."""
    names = context.out.names
    order = sorted(range(len(names)), key=lambda i: names[i].place.start)
    if order == list(range(len(names))):
        return
    where = {old: new for new, old in enumerate(order)}
    context.out.names = [names[i] for i in order]
    for record in context.out.names:
        record.long_form = where.get(record.long_form, -1)
    for attribution in context.out.attributions:
        if attribution.mention_type in ("name", "document"):
            attribution.mentions = [where[i] for i in attribution.mentions]
