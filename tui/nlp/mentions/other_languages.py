"""From a Doc in another language to plain records: its names, and the sources of its attributions.

What English knows of roles, titles and descriptions is not asked. Pronouns and articles are taken for their
English counterparts, by the lists in ``lang/CODE``, so that what follows them need not know the language.
"""

from __future__ import annotations

from tui.domain.analysis import ActorKind
from tui.domain.article import Span
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.lang.language import LanguageData, other_language
from tui.nlp.mentions.attributions import gather_attributions
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import MentionType, NameRecord, NominalRecord, PronounRecord
from tui.nlp.mentions.sources import SourceMention

_OF_ACTORS = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"))


def gather_other_language(context: Context, code: str) -> None:
    """Fill ``context.out`` with the records of a Doc in the language with that two-letter code."""
    doc = context.doc
    for number, (start, end, label) in enumerate(doc.ents):
        position = context.position(start, end)
        record = NameRecord(position, doc.text_of(start, end), label, acts=position.function == "subject")
        context.out.names.append(record)
        for i in range(start, end):
            context.name_at[i] = number
    known = other_language(code, "attribution")
    sources = [_source(context, attribution, known) for attribution in context.attributions]
    gather_attributions(context, sources)


def _source(context: Context, attribution: Attribution, known: LanguageData | None) -> SourceMention:
    """What the source of an attribution is; a record is made of one without a name."""
    source = attribution.source
    if source is None or known is None:
        return MentionType.NONE, []
    doc, head = context.doc, source.head
    numbers = dict.fromkeys(
        context.name_at[i] for i in range(source.start, source.end) if i in context.name_at
    )
    apposed = context.name_at.get(source.end - 1, -1)
    if apposed >= 0:
        first, last, _ = doc.ents[apposed]
        if source.start < first - 1 and doc.words[first - 1] == "," and last - first > 1:
            # "la maire de Tarnow, Lena Horvat": a person, whatever the label
            context.out.names[apposed].label = "PERSON"
            return MentionType.NAME, [apposed]
    named = [number for number in numbers if doc.ents[number][2] in _OF_ACTORS]
    if named and (head in context.name_at or doc.ents[named[0]][2] == "PERSON"):
        number = context.name_at[head] if context.name_at.get(head) in named else named[0]
        return MentionType.NAME, [number]
    for english, name in (("he", "he"), ("she", "she"), ("they", "they")):
        if doc.lower[head] in known.words(name):
            context.pronoun_at[head] = len(context.out.pronouns)
            context.out.pronouns.append(PronounRecord(context.position(head, head + 1), english))
            return MentionType.PRONOUN, [head]
    _add_nominal(context, source.start, source.end, head, known)
    return MentionType.NOMINAL, [head]


def _add_nominal(context: Context, start: int, end: int, head: int, known: LanguageData) -> None:
    doc = context.doc
    first = doc.lower[start]
    definite = first in known.words("definites")
    plural = "Number=Plur" in str(doc.doc[head].morph)
    position = context.position(start, end)
    context.nominal_at[head] = len(context.out.nominals)
    context.out.nominals.append(
        NominalRecord(
            position=position,
            head=doc.lower[head],
            words=frozenset(doc.lower[start:head]) - known.words("definites") - known.words("indefinites"),
            definite=definite,
            plural=plural,
            kind=ActorKind.PERSON,
            called=doc.text_of(start, end),
            extent=Span(position.start, position.end),
            tied=frozenset(
                doc.text_of(*doc.ents[context.name_at[i]][:2]).lower()
                for i in range(start, end)
                if i in context.name_at
            ),
            determiner="the"
            if definite
            else "a"
            if first in known.words("indefinites") and not plural
            else "",
        )
    )
