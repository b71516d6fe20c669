"""Noun phrases without a name ("the Russian leader") and pronouns, as plain records."""

from __future__ import annotations

from tui.domain.text.folding import fold
from tui.nlp.lang.lists import roles, singular, words
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import NominalRecord, Place, PronounRecord
from tui.nlp.mentions.sources import HUMAN_PRONOUNS, PRONOUNS

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubj:pass", "csubjpass"))
_SOMEBODY = words("one somebody someone another")
_SUBJECTS = words("nsubj nsubjpass nsubj:pass")
_PAIRS = words("pair couple duo")
_DEFINITE = words("the this that these those both")
_MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "VERB", "PUNCT", "X"))


def gather_phrases(context: Context, speakers: list[tuple[str, list[int]]]) -> None:
    doc = context.doc
    spoken = {i for kind, where in speakers if kind in ("pronoun", "nominal") for i in where}
    known = roles()
    for i, word in enumerate(doc.lower):
        if i in context.name_at and i not in spoken:
            continue
        if word in HUMAN_PRONOUNS or (i in spoken and word in PRONOUNS and doc.pos[i] in ("PRON", "DET", "")):
            if i in spoken or not context.quoted[i]:
                context.pronoun_at[i] = len(context.out.pronouns)
                context.out.pronouns.append(PronounRecord(context.place(i, i + 1), word))
        elif word in _SOMEBODY and not context.quoted[i] and i not in spoken:
            if (doc.opens_sentence(i) or doc.deps[i] in _SUBJECTS) and (
                word != "one" or doc.lower[i + 1 : i + 2] == ["of"]
            ):
                place = context.place(i, i + 1)
                place.role = "subject"
                context.out.nominals.append(NominalRecord(place, word, frozenset(), False, False, "person"))
        elif i in spoken or (
            doc.pos[i] in ("NOUN", "PROPN")
            and not context.quoted[i]
            and singular(word) in known
            and i not in context.taken
            and _is_head(context, i)
        ):
            _nominal(context, i)


def _is_head(context: Context, i: int) -> bool:
    """Whether a role noun heads its phrase rather than standing before a name or another noun."""
    doc = context.doc
    if i + 1 >= len(doc.words):
        return True
    if i + 1 in context.name_at:
        return False
    if doc.deps[i] in ("compound", "amod", "flat", "appos", "nmod:desc") or _beside_name(context, i):
        return False
    if doc.pos[i + 1] in ("NOUN", "PROPN") and doc.heads[i] == i + 1:
        return False
    return not (
        doc.words[i + 1] in (",",)
        and i + 2 in context.name_at
        and doc.deps[i] in _SUBJECT
        and not context.plural(i)
    )


def _beside_name(context: Context, i: int) -> bool:
    """Whether a role stands in apposition right after a person's name: "X, the head of …"."""
    doc = context.doc
    start = i
    while start > 0 and i - start < 5 and doc.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN"):
        start -= 1
    if start < 2 or doc.words[start - 1] != "," or start - 2 not in context.name_at:
        return False
    return doc.ents[context.name_at[start - 2]][2] == "PERSON"


def _nominal(context: Context, head: int) -> None:
    doc = context.doc
    start = head
    while (
        start > 0
        and doc.pos[start - 1] in _MODIFIERS
        and not doc.words[start - 1].isspace()
        and doc.sentence_of[start - 1] == doc.sentence_of[head]
    ):
        before = start - 1
        if doc.pos[before] in ("VERB", "PUNCT", "ADV", "PRON", "PART") and not _belongs(
            context, before, head
        ):
            break
        start = before
        if doc.tags[before] in ("DT", "PRP$", "PDT", "WP$"):
            if before and doc.lower[before - 1] in ("both", "all", "half"):
                start -= 1
            break
        if head - start > 8:
            break
    modifiers = doc.lower[start:head]
    noun = singular(doc.lower[head])
    known = roles()
    pair = f"{doc.lower[head - 1]} {noun}" if head > start else ""
    after = f"{noun} {doc.lower[head + 1]}" if head + 1 < len(doc.words) else ""
    end = head + 1
    if pair in known:
        noun = pair
    elif after in known:
        noun, end = after, head + 2
    role = known.get(noun)
    kind = "" if role is None else ("body" if role.body else "person")
    first = modifiers[0] if modifiers else ""
    owner = bool(modifiers) and (
        doc.tags[start] in ("PRP$", "WP$") or any(w in ("'s", "’s", "’") for w in modifiers)
    )
    names = [
        doc.text_of(*doc.ents[n][:2])
        for n in dict.fromkeys(context.name_at[i] for i in range(start, head) if i in context.name_at)
    ]
    phrase_end, of = _tail(context, end)
    names += [
        doc.text_of(*doc.ents[n][:2])
        for n in dict.fromkeys(context.name_at[i] for i in range(end, phrase_end) if i in context.name_at)
    ]
    plural = context.plural(head) or noun in ("police", "staff member") or doc.lower[head] == "people"
    both = first == "both" or (start > 0 and doc.lower[start - 1] == "both")
    two = "two" in modifiers and first in _DEFINITE
    count = 2 if two or noun in _PAIRS or first == "both" else 0
    context.nominal_at[head] = len(context.out.nominals)
    place = context.place(start, phrase_end if of else end)
    place.role, place.verb = context.role(head, head, end)
    context.out.nominals.append(
        NominalRecord(
            place=Place(
                place.start, place.end, place.sentence, place.paragraph, place.role,
                doc.starts[place.verb] + context.offset if place.verb >= 0 else -1,
                context.quoted[head], place.heading,
            ),
            head=noun,
            words=frozenset(modifiers),
            definite=first in _DEFINITE or (doc.words[head][:1].isupper() and not modifiers and bool(role)),
            plural=plural or both or noun in _PAIRS,
            kind=kind,
            gender=role.gender if role else "",
            names=tuple(names),
            owner=owner,
            count=count,
            of=of,
        )
    )  # fmt: skip


def _belongs(context: Context, i: int, head: int) -> bool:
    doc = context.doc
    if doc.tags[i] in ("PRP$", "POS", "WP$"):
        return True
    if doc.words[i] == "-" or (
        doc.pos[i] == "ADV" and doc.heads[i] < head and doc.deps[i] == "advmod" and doc.heads[i] > i
    ):
        return True
    return doc.heads[i] == head and doc.deps[i] in ("amod", "compound", "nummod")


def _tail(context: Context, end: int) -> tuple[int, str]:
    """The end of "of the ministry", "for Clinton" after a noun, and its last words, lower-cased."""
    doc = context.doc
    if end + 1 >= len(doc.words) or doc.lower[end] not in ("of", "for", "from", "at"):
        return end, ""
    i = end + 1
    while (
        i < len(doc.words)
        and i - end < 8
        and doc.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
        and "\n" not in doc.words[i]
    ):
        i += 1
    if i == end + 1:
        return end, ""
    return i, fold(doc.text_of(end + 1, i))
