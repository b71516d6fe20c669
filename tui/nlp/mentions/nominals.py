"""Noun phrases without a name ("the Russian leader") and pronouns, as plain records."""

from __future__ import annotations

from tui.domain.analysis import ActorKind
from tui.domain.text.folding import fold
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular
from tui.nlp.mentions.called import called, whole_phrase
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.documents import is_document
from tui.nlp.mentions.records import Gender, GrammaticalFunction, MentionType, NominalRecord, PronounRecord
from tui.nlp.mentions.sources import HUMAN_PRONOUNS, SourceMention, stands_for_noun

_KNOWN = english("mentions")
_SOMEBODY = _KNOWN.words("somebody")
_DEFINITES = _KNOWN.words("definites")
_FOR_TWO = _KNOWN.words("nouns_for_two")
_FOR_SEVERAL = frozenset(_KNOWN.phrases("nouns_for_several"))
_PEOPLE = _KNOWN.words("people")
_WRITINGS = _KNOWN.words("writings")
_PAPERS = _KNOWN.words("kinds_of_papers")
_NO_WRITINGS = _KNOWN.words("never_writings")
_PREDETERMINERS = _KNOWN.words("predeterminers")
_PREPOSITIONS = _KNOWN.words("prepositions_of_roles")
_WORDS_BEFORE = _KNOWN.count("words_before_head")
_WORDS_BEFORE_APPOSED = _KNOWN.count("words_before_apposed_role")
_WORDS_BEHIND = _KNOWN.count("words_behind_preposition")

_WITHOUT_NAME = (MentionType.PRONOUN, MentionType.NOMINAL)
_NOUNS = ("NOUN", "PROPN")
_CLAUSE_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_SUBJECT = _CLAUSE_SUBJECT | {"csubj", "csubj:pass"}
_PART_OF_NAME = frozenset(("compound", "amod", "flat", "appos", "nmod:desc"))
_MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "VERB", "PUNCT", "X"))
_DOUBTFUL_MODIFIERS = frozenset(("VERB", "PUNCT", "ADV", "PRON", "PART"))
_BEFORE_APPOSED = frozenset(("DET", "ADJ", "NOUN", "PROPN"))
_BEHIND_PREPOSITION = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"))
_OPENS_PHRASE = frozenset(("DT", "PRP$", "PDT", "WP$"))
_OWNS = ("'s", "’s", "’")


def gather_nominals_and_pronouns(context: Context, sources: list[SourceMention]) -> None:
    """A record for each noun phrase and pronoun that speaks or may mean an actor."""
    doc = context.doc
    spoken = {
        i: attribution.source
        for attribution, (mention_type, where) in zip(context.attributions, sources, strict=True)
        if mention_type in _WITHOUT_NAME
        for i in reversed(where)
    }
    name_at, quoted, pos, known = context.name_at, context.quoted, doc.pos, roles()
    for i, word in enumerate(doc.lower):
        speaks = i in spoken
        if not speaks and (quoted[i] or i in name_at):
            continue
        if word in HUMAN_PRONOUNS or (speaks and stands_for_noun(doc, i)):
            context.pronoun_at[i] = len(context.out.pronouns)
            context.out.pronouns.append(PronounRecord(context.position(i, i + 1), word))
        elif speaks:
            _add_nominal(context, i, spoken[i])
        elif word in _SOMEBODY:
            if _stands_for_somebody(doc, i):
                _add_somebody(context, i)
        elif pos[i] in _NOUNS and singular(word) in known and _heads_phrase(context, i):
            _add_nominal(context, i)


def _stands_for_somebody(doc: Document, i: int) -> bool:
    """Whether "another" or "one of …" at token ``i`` does something, and so is a person."""
    acts = doc.opens_sentence(i) or doc.deps[i] in _CLAUSE_SUBJECT
    return acts and (doc.lower[i] != "one" or doc.lower[i + 1 : i + 2] == ["of"])


def _add_somebody(context: Context, i: int) -> None:
    doc = context.doc
    position = context.position(i, i + 1)
    position.function = GrammaticalFunction.SUBJECT
    # "Another actress": the noun belongs to the words for her.
    noun = doc.heads[i] if doc.deps[i] == "det" and i < doc.heads[i] < i + _WORDS_BEFORE else i
    words = called(context, i, whole_phrase(context, i, noun, noun + 1), noun)
    context.out.nominals.append(
        NominalRecord(
            position,
            doc.lower[i],
            frozenset(),
            definite=False,
            plural=False,
            kind=ActorKind.PERSON,
            called=words.text,
            extent=words.extent,
            tied=words.tied,
            determiner=doc.lower[i],
        )
    )


def _heads_phrase(context: Context, i: int) -> bool:
    """Whether a role heads a phrase of its own, rather than standing before or beside a name or a noun."""
    doc = context.doc
    if i in context.apposed:
        return False
    if i + 1 >= len(doc.words):
        return True
    if i + 1 in context.name_at or doc.deps[i] in _PART_OF_NAME or _is_apposed_to_person(context, i):
        return False
    if doc.pos[i + 1] in _NOUNS and doc.heads[i] == i + 1:
        return False
    introduces = doc.words[i + 1] == "," and i + 2 in context.name_at and doc.deps[i] in _SUBJECT
    return not introduces or context.is_plural(i)


def _is_apposed_to_person(context: Context, i: int) -> bool:
    """Whether a role stands in apposition right after a person's name: "X, the head of …"."""
    doc = context.doc
    start = i
    while start > 0 and i - start < _WORDS_BEFORE_APPOSED and doc.pos[start - 1] in _BEFORE_APPOSED:
        start -= 1
    return start >= 2 and doc.words[start - 1] == "," and context.label_at(start - 2) == "PERSON"


def _add_nominal(context: Context, head: int, source: Source | None = None) -> None:
    """The record of the noun phrase with that head; ``source`` is its whole phrase where it speaks."""
    doc = context.doc
    start = _left_edge(context, head)
    noun, end = _noun_at(doc, start, head)
    phrase_end, behind = _behind_preposition(context, end)
    modifiers = doc.lower[start:head]
    role = roles().get(noun)
    capitalised = doc.words[head][:1].isupper() and not modifiers and role is not None
    plural, count = _number(context, start, head, noun)
    position = context.position(start, phrase_end if behind else end)
    position.function, verb = context.function(head, head, end)
    position.verb = context.start_of(verb)
    position.quoted = context.quoted[head]
    if source is not None and source.start <= head < source.end:
        words = called(context, source.start, source.end, head)
    else:
        words = called(context, start, whole_phrase(context, start, head, end), head)
    context.nominal_at[head] = len(context.out.nominals)
    context.out.nominals.append(
        NominalRecord(
            position=position,
            head=noun,
            words=frozenset(modifiers),
            definite=capitalised or (start < head and modifiers[0] in _DEFINITES),
            plural=plural,
            kind=None if role is None else ActorKind.ORGANISATION if role.body else ActorKind.PERSON,
            gender=Gender(role.gender) if role else Gender.UNKNOWN,
            names=_names_in(context, start, head) + _names_in(context, end, phrase_end),
            owner=start < head
            and (doc.tags[start] in ("PRP$", "WP$") or any(word in _OWNS for word in modifiers)),
            count=count,
            of=behind,
            called=words.text,
            extent=words.extent,
            tied=words.tied,
            document=_is_writing(doc, noun, head, modifiers),
            determiner=words.determiner,
        )
    )


def _is_writing(doc: Document, noun: str, head: int, modifiers: list[str]) -> bool:
    """Whether a noun (in the singular) is one for a document: "figures", "court papers", not "the papers"."""
    if noun in roles():
        return noun == "paper" and not _PAPERS.isdisjoint(modifiers)
    return doc.lower[head] not in _NO_WRITINGS and (is_document(doc, head) or noun in _WRITINGS)


def _left_edge(context: Context, head: int) -> int:
    """The token at which the noun phrase with that head begins."""
    doc = context.doc
    start = head
    while start > 0:
        before = start - 1
        if (
            doc.pos[before] not in _MODIFIERS
            or doc.words[before].isspace()
            or doc.sentence_of[before] != doc.sentence_of[head]
        ):
            break
        if doc.pos[before] in _DOUBTFUL_MODIFIERS and not _belongs(doc, before, head):
            break
        start = before
        if doc.tags[before] in _OPENS_PHRASE:
            return before - 1 if before and doc.lower[before - 1] in _PREDETERMINERS else before
        if head - start > _WORDS_BEFORE:
            break
    return start


def _belongs(doc: Document, i: int, head: int) -> bool:
    """Whether a word that may be another part of the sentence belongs to the phrase of ``head``."""
    if doc.tags[i] in ("PRP$", "POS", "WP$") or doc.words[i] == "-":
        return True
    if doc.pos[i] == "ADV" and doc.deps[i] == "advmod" and i < doc.heads[i] < head:
        return True
    return doc.heads[i] == head and doc.deps[i] in ("amod", "compound", "nummod")


def _noun_at(doc: Document, start: int, head: int) -> tuple[str, int]:
    """The noun at ``head`` in the singular and where it ends; of two words where both are one role."""
    noun = singular(doc.lower[head])
    if head > start and (pair := f"{doc.lower[head - 1]} {noun}") in roles():
        return pair, head + 1
    if head + 1 < len(doc.words) and (pair := f"{noun} {doc.lower[head + 1]}") in roles():
        return pair, head + 2
    return noun, head + 1


def _number(context: Context, start: int, head: int, noun: str) -> tuple[bool, int]:
    """Whether a noun phrase means several, and how many where it means two ("both men"); else 0."""
    doc = context.doc
    modifiers = doc.lower[start:head]
    first = modifiers[0] if modifiers else ""
    pair = noun in _FOR_TWO
    both = first == "both" or (start > 0 and doc.lower[start - 1] == "both")
    several = context.is_plural(head) or noun in _FOR_SEVERAL or doc.lower[head] in _PEOPLE
    two = pair or first == "both" or (first in _DEFINITES and "two" in modifiers)
    return several or both or pair, 2 if two else 0


def _names_in(context: Context, start: int, end: int) -> tuple[str, ...]:
    """The names within tokens ``[start, end)``, as the text has them."""
    if start == end:
        return ()
    doc = context.doc
    numbers = dict.fromkeys(context.name_at[i] for i in range(start, end) if i in context.name_at)
    return tuple(doc.text_of(*doc.ents[number][:2]) for number in numbers)


def _behind_preposition(context: Context, end: int) -> tuple[int, str]:
    """The end of "of the ministry", "for Clinton" after a noun, and the words behind "of", folded."""
    doc = context.doc
    if end + 1 >= len(doc.words) or doc.lower[end] not in _PREPOSITIONS:
        return end, ""
    i = end + 1
    while (
        i < len(doc.words)
        and i - end < _WORDS_BEHIND
        and doc.pos[i] in _BEHIND_PREPOSITION
        and "\n" not in doc.words[i]
    ):
        i += 1
    if i == end + 1:
        return end, ""
    return i, fold(doc.text_of(end + 1, i))
