"""From a Doc to plain records: the names, nominals, pronouns and attributions that actors are made of.

With the other modules of this folder the only part of the work on actors that sees a Doc. Both label schemes
are read: Universal Dependencies and the ClearNLP labels of en_core_web_*; without a parse everything degrades
to what the surface shows.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Doc

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.mentions.attributions import gather_attributions
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.name_description import NameDescription
from tui.nlp.mentions.nominals import gather_nominals_and_pronouns
from tui.nlp.mentions.records import ChunkRecords, GrammaticalFunction, MentionType, NameRecord, RoleRecord
from tui.nlp.mentions.role_phrases import entity_at
from tui.nlp.mentions.roles import describe
from tui.nlp.mentions.sources import source_of

_KNOWN = english("mentions")
_LOCATIVES = _KNOWN.words("locatives")
_LIST_JOINTS = _KNOWN.words("list_joints")
_LIST_GAP = _KNOWN.count("list_gap")
_PARTY_LETTERS = _KNOWN.words("party_letters")

_OF_ACTORS = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"))
_PLACES = ("GPE", "LOC")
_ACTS = (GrammaticalFunction.SUBJECT, GrammaticalFunction.POSSESSIVE, GrammaticalFunction.AGENT)


def gather(doc: Doc, offset: int) -> ChunkRecords:
    """The records of ``doc``, whose text begins at ``offset`` (code points) of the article.

    The Doc needs entities; a parse, tags and attributions are used where they are there.
    """
    context = Context.of(doc, offset)
    if doc.lang_ not in ("en", ""):
        from tui.nlp.mentions.other_languages import gather_other_language

        gather_other_language(context, doc.lang_)
    elif context.doc.words:
        _gather_names(context)
        sources = [source_of(context, attribution) for attribution in context.attributions]
        gather_nominals_and_pronouns(context, sources)
        gather_attributions(context, sources)
        _sort_names(context)
    return context.out


def _gather_names(context: Context) -> None:
    """A record for each entity, in the order of the text."""
    doc = context.doc
    persons = _ListOfPersons(doc)
    for number, (start, end, label) in enumerate(doc.ents):
        record = NameRecord(context.position(start, end), doc.text_of(start, end), label)
        if label in _OF_ACTORS:
            record.located = _is_location(context, start, label)
            record.acts = record.position.function in _ACTS
            description = describe(doc, start, end, label)
            _take_over(context, record, description)
            if label == "PERSON":
                record.roles = persons.roles(start, end, description)
        record.long_form = _long_form(context, number, start, end)
        context.out.names.append(record)
        for i in range(start, end):
            context.name_at[i] = number


def _take_over(context: Context, record: NameRecord, description: NameDescription) -> None:
    """What stands beside a name becomes part of its record."""
    record.roles = description.roles
    record.gender = description.gender
    record.kin = description.kin
    record.affiliation = description.affiliation
    context.apposed.update(description.apposed)
    if description.apposed:
        # "The director, X, waited": X does what the director does.
        head = description.apposed[0]
        record.position.function, verb = context.function(head, head, head + 1)
        record.position.verb = context.start_of(verb)


class _ListOfPersons(msgspec.Struct):
    """Persons one after the other, who share what a plural before the first says: "Senators X and Y".

    ``end`` is where the last name ended, ``shared`` the role in the plural before the list.
    """

    doc: Document
    end: int = 0
    shared: RoleRecord | None = None

    def roles(self, start: int, end: int, description: NameDescription) -> list[RoleRecord]:
        """The roles of the next person, whose name stands at tokens ``[start, end)``."""
        goes_on = self._goes_on(start)
        self.end = end
        if self.shared and goes_on and not description.roles:
            return [self.shared]
        if description.roles or not goes_on:
            self.shared = description.shared
        return description.roles

    def _goes_on(self, start: int) -> bool:
        """Whether a list goes on from the last name to ``start``: "X of Ohio, Y of Utah and Z"."""
        gap = range(self.end, start)
        return 0 < len(gap) < _LIST_GAP and all(
            self.doc.words[i] in _LIST_JOINTS or _is_in_place(self.doc, i) for i in gap
        )


def _is_in_place(doc: Document, i: int) -> bool:
    """Whether token ``i`` belongs to the name of a place."""
    entity = entity_at(doc, i)
    return entity is not None and entity[2] in _PLACES


def _is_location(context: Context, start: int, label: str) -> bool:
    """Whether something is in, at, from or to what a name that begins at ``start`` names."""
    doc = context.doc
    before = doc.lower[start - 1] if start else ""
    if before == "the" and start > 1:
        before = doc.lower[start - 2]
    return (
        before in _LOCATIVES
        or _is_state_of_politician(doc.words, start)
        or (before == "," and start > 1 and start - 2 in context.name_at and label in _PLACES)
    )


def _is_state_of_politician(words: list[str], start: int) -> bool:
    """Whether a state only tells where a politician is from: "(D-Ohio)"."""
    return start > 2 and words[start - 1] == "-" and words[start - 2] in _PARTY_LETTERS


def _long_form(context: Context, number: int, start: int, end: int) -> int:
    """The number of the name before one in brackets that abbreviates it: "Food Agency (FA)"; or -1."""
    doc = context.doc
    if not number or doc.words[start - 1] != "(" or end >= len(doc.words) or doc.words[end] != ")":
        return -1
    _, stop, label = doc.ents[number - 1]
    return number - 1 if stop == start - 1 and label == doc.ents[number][2] else -1


def _sort_names(context: Context) -> None:
    """Records made on the way put where they belong in the order of the text."""
    names = context.out.names
    order = sorted(range(len(names)), key=lambda i: names[i].position.start)
    if order == list(range(len(names))):
        return
    where = {old: new for new, old in enumerate(order)}
    context.out.names = [names[i] for i in order]
    for record in context.out.names:
        record.long_form = where.get(record.long_form, -1)
    for attribution in context.out.attributions:
        if attribution.mention_type in (MentionType.NAME, MentionType.DOCUMENT):
            attribution.mentions = [where[i] for i in attribution.mentions]
