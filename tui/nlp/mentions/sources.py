"""Who carries a speaker's phrase: a name, a pronoun, a noun phrase, or a document with an owner."""

from __future__ import annotations

from tui.nlp.attribution.attribution import Attribution
from tui.nlp.document.document import Document
from tui.nlp.lang.lists import roles, singular, words
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.introduced import describes_another, introduced, unmarked

HUMAN_PRONOUNS = words("he him his himself she her hers herself")
PRONOUNS = HUMAN_PRONOUNS | words(
    "they them their theirs themselves it its itself i me my we us our you one who which that myself"
    " ourselves"
)
_DOCUMENTS = words(
    "statement report website site release survey study data tweet post letter advisory figure"
    " statistics poll memo note filing guideline document blog message announcement page account"
    " bulletin analysis estimate indictment complaint ruling article email spokesperson-statement review"
    " paper audit record transcript video research press lawsuit warrant"
)
_RELATIVE = words("who which that whom")
_POSTS = words("post tweet page account video message site website")
_PLATFORMS = words(
    "Facebook Twitter X Instagram YouTube TikTok Telegram Reddit LinkedIn Weibo WhatsApp Snapchat"
)
_THINGS = words("FAC EVENT PRODUCT WORK_OF_ART LAW")
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"))


def speaking(context: Context, attribution: Attribution) -> tuple[str, list[int]]:
    """What the source of an attribution is, and where it stands.

    "name" or "document" with numbers of name records (new ones are made where no entity covers a name that
    speaks), "pronoun" or "nominal" with the token of its head, or "none".
    """
    doc = context.doc
    found = attribution.source
    if found is None:
        return "none", []
    start, end = max(found.start, 0), min(found.end, len(doc.words))
    if start >= end:
        return "none", []
    head = found.head
    if not 0 <= head < len(doc.words):
        head = doc.head_of(start, end)
    if doc.pos[head] == "DET" and end - start > 1 and doc.lower[head] not in ("that", "who", "which"):
        head = doc.head_of(start, end)
    start, end, head = _antecedent(doc, start, end, head)
    head = _possessed(context, end, head)
    number = _named(context, start, end, head)
    if number < 0:
        number = unmarked(context, start, end, head)
    if number >= 0:
        if context.out.names[number].label in _THINGS:
            context.out.names[number].label = "ORG"  # whatever speaks is no building and no work
        return "name", sorted([number, *_with(context, start, end, number)], key=lambda n: doc.ents[n][0])
    if doc.lower[head] in PRONOUNS and doc.pos[head] in ("PRON", "DET", ""):
        return "pronoun", [head]
    if doc.tags[start] == "PRP$" and doc.lower[start] in PRONOUNS and _document(doc, head):
        return "pronoun", [start]  # "its press release": the company's
    source = _source(context, start, end, head)
    return ("document", [source]) if source >= 0 else ("nominal", [head])


def _antecedent(doc: Document, start: int, end: int, head: int) -> tuple[int, int, int]:
    """The phrase that a relative clause stands by ("X, who said"), as its begin, end and head."""
    for _ in range(3):
        if doc.lower[head] not in _RELATIVE or doc.tags[head] not in ("WP", "WDT", "IN", "DT"):
            break
        verb = doc.heads[head]
        while doc.deps[verb] in ("aux", "cop", "xcomp", "conj") and doc.heads[verb] != verb:
            verb = doc.heads[verb]
        if doc.deps[verb] not in ("acl:relcl", "relcl", "acl") or doc.heads[verb] == verb:
            break
        head = doc.heads[verb]
        start, end = min(start, head), max(head + 1, start)
        end = min(end, start + 40)
    return start, end, head


def _possessed(context: Context, end: int, head: int) -> int:
    """What a name owns, where that speaks: "the agency's chief officer"; else ``head``."""
    doc = context.doc
    number = context.name_at.get(head, -1)
    if number < 0:
        return head
    stop = doc.ents[number][1]
    if stop + 1 < end and doc.words[stop] in ("'s", "’s", "’", "'") and doc.tags[stop] == "POS":
        noun = doc.head_of(stop + 1, end)
        if noun not in context.name_at and doc.pos[noun] == "NOUN":
            return noun
    return head


def _document(doc: Document, head: int) -> bool:
    return singular(doc.lower[head]) in _DOCUMENTS or doc.lower[head] in _DOCUMENTS


def _source(context: Context, start: int, end: int, head: int) -> int:
    """Whose a speaking document is: "the NATO report", "data from the Archive", "a tweet by X"; or -1."""
    doc = context.doc
    if not _document(doc, head):
        return -1
    found = {context.name_at[i]: i for i in range(start, head) if i in context.name_at}
    if any(w in ("by", "from") for w in doc.lower[head:end]):
        found = {}
    for number in reversed(found):
        begin, stop, label = doc.ents[number]
        gap = doc.lower[stop:head]
        if doc.text_of(begin, stop) in _PLATFORMS and doc.lower[head] in _POSTS:
            continue  # "a Facebook post" is anybody's
        if label in ("ORG", "PERSON", "GPE") and len(gap) <= 3 and not set(gap) & {"and", ",", "of", "about"}:
            return number
    i = head + 1
    while i < end and i - head < 12:
        if doc.lower[i] in ("by", "from", "of"):
            for j in range(i + 1, min(end, i + 12)):
                number = context.name_at.get(j, -1)
                if number >= 0 and doc.ents[number][2] in ("PERSON", "ORG"):
                    return number
                if doc.pos[j] in ("VERB", "ADP") and doc.lower[j] != "of":
                    break
            if doc.lower[i] in ("by", "from"):
                return -1
        i += 1
    return -1


def _named(context: Context, start: int, end: int, head: int) -> int:
    """The name record that is the head of a speaker's phrase, -1 if a noun is."""
    doc = context.doc
    number = context.name_at.get(head, -1)
    if number >= 0 and (seated := _seated(context, start, number)) >= 0:
        return seated
    label = doc.ents[number][2] if number >= 0 else ""
    if number >= 0 and _only_named(context, start, end, number):
        return -1
    if label == "PERSON" and not describes_another(doc, number, end):
        return number
    if _officials(context, start, end):
        return -1
    person = introduced(context, start, end, head)
    if person >= 0:
        return person
    if number < 0 and (called := _called(context, start, end, head)) >= 0:
        return called
    # An adjective ("Russian officials") is no name.
    # Nor is "the Wisconsin Republican", who is one person.
    if label in _SPEAKING and (
        label != "NORP" or doc.tags[head] in ("NNPS", "NNS") or doc.words[head].endswith("s")
    ):
        return number
    first = context.name_at.get(start, -1)
    if first >= 0:
        stop, label = doc.ents[first][1], doc.ents[first][2]
        if stop < end and doc.words[stop] in (",", "(", "–", "—") and label in ("PERSON", "ORG"):
            return first
    return -1


def _seated(context: Context, start: int, number: int) -> int:
    """The body whose seat a place in the phrase is: "the State Ministry of Health in Munich, Germany"."""
    doc = context.doc
    begin, _, label = doc.ents[number]
    if label not in ("GPE", "LOC") or begin <= start or doc.lower[begin - 1] not in ("in", ",", "at"):
        return -1
    opening = start + 1 if doc.lower[start] == "the" else start
    first = context.name_at.get(opening, -1)
    return first if first not in (-1, number) and doc.ents[first][2] == "ORG" else -1


def _officials(context: Context, start: int, end: int) -> bool:
    """Whether places or bodies only tell whose people speak: "New Orleans and Jefferson Parish officials"."""
    doc = context.doc
    last = next((i for i in range(end - 1, start, -1) if doc.pos[i] not in ("PUNCT", "ADV")), start)
    named = [doc.ents[context.name_at[i]][2] for i in range(start, last) if i in context.name_at]
    return (
        bool(named)
        and "PERSON" not in named
        and last not in context.name_at
        and last - 1 in context.name_at
        and context.plural(last)
        and singular(doc.lower[last]) in roles()
    )


def _called(context: Context, start: int, end: int, head: int) -> int:
    """The body beside a noun that tells what it is: "Time magazine", "newspaper The Hindu"; -1 if none."""
    doc = context.doc
    role = roles().get(singular(doc.lower[head]))
    agency = doc.lower[head - 1 : head + 1] == ["news", "agency"]
    if role is None or not (agency or "media" in role.classes):
        return -1
    if doc.words[head][:1].isupper() or context.plural(head) or doc.lower[start] in ("a", "an"):
        return -1  # "a BBC channel" is one of several
    for beside in (head - 2 if agency else head - 1, head + 1):
        number = context.name_at.get(beside, -1)
        if start <= beside < end and number >= 0 and doc.ents[number][2] == "ORG":
            return number
    return -1


def _only_named(context: Context, start: int, end: int, number: int) -> bool:
    """Whether a name stands in a phrase about others: "firms including X", "X officials"."""
    doc = context.doc
    begin, stop, _ = doc.ents[number]
    if stop == end - 1 and (doc.pos[stop] == "NOUN" or singular(doc.lower[stop]) in roles()):
        return True
    return any(w in ("including", "like") for w in doc.lower[start:begin]) and begin > start + 1


def _with(context: Context, start: int, end: int, number: int) -> list[int]:
    """Further names joined to a speaker by "and", by the parse or by what stands between."""
    found = []
    for i in range(start, end):
        other = context.name_at.get(i, -1)
        if (
            other in (-1, number)
            or other in found
            or context.out.names[other].label != context.out.names[number].label
        ):
            continue
        if _joined(context, number, other) or _listed(context, number, other):
            found.append(other)
    return found


def _joined(context: Context, number: int, other: int) -> bool:
    doc = context.doc
    first, second = sorted((doc.ents[number], doc.ents[other]))
    for i in range(first[1] + 1, second[0]):
        held = context.name_at.get(i, -1)
        if (
            held not in (-1, number, other)
            and doc.ents[held][2] == first[2]
            and doc.pos[doc.ents[held][0] - 1] == "ADP"
        ):
            return False  # "X, a friend of Y and Z": Z is joined to Y
    at = doc.head_of(doc.ents[other][0], doc.ents[other][1])
    for _ in range(4):
        if doc.deps[at] == "conj" and context.name_at.get(doc.heads[at], -1) == number:
            return True
        if doc.deps[at] not in ("conj", "appos", "flat", "compound", "nmod:desc") or doc.heads[at] == at:
            return False
        at = doc.heads[at]
    return False


def _listed(context: Context, number: int, other: int) -> bool:
    """Whether only "and" and titles stand between two persons: "Senator X and fellow Republican Y"."""
    doc = context.doc
    first, second = sorted((doc.ents[number], doc.ents[other]))
    between = range(first[1], second[0])
    if first[2] != "PERSON" or not any(doc.lower[i] in ("and", "&") for i in between):
        return False
    after = doc.words[second[1]] if second[1] < len(doc.words) else ""
    return after not in ("'s", "’s", "’", "'") and not any(
        doc.pos[i] in ("ADP", "VERB", "AUX", "SCONJ", "PRON") or doc.words[i] in ("'s", "’s") for i in between
    )
