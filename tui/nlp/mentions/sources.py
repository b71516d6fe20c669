"""Who carries a speaker's phrase: a name, a pronoun, a noun phrase, or a document with an owner."""

from __future__ import annotations

from tui.nlp.attribution.frames import Frame
from tui.nlp.document.tokens import Tokens
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


def speaking(c: Context, frame: Frame) -> tuple[str, list[int]]:
    """What carries the speaker of ``frame`` and where it stands.

    "name" or "source" with numbers of name records (new ones are made where no entity covers a name that
    speaks), "pronoun" or "nominal" with the token of its head, or "none".
    """
    t = c.t
    if frame.speaker is None:
        return "none", []
    start, end = max(frame.speaker[0], 0), min(frame.speaker[1], len(t.words))
    if start >= end:
        return "none", []
    head = frame.speaker_head
    if head is None or not 0 <= head < len(t.words):
        head = t.head_of(start, end)
    if t.pos[head] == "DET" and end - start > 1 and t.lower[head] not in ("that", "who", "which"):
        head = t.head_of(start, end)
    start, end, head = _antecedent(t, start, end, head)
    head = _possessed(c, end, head)
    number = _named(c, start, end, head)
    if number < 0:
        number = unmarked(c, start, end, head)
    if number >= 0:
        if c.out.names[number].label in _THINGS:
            c.out.names[number].label = "ORG"  # whatever speaks is no building and no work
        return "name", sorted([number, *_with(c, start, end, number)], key=lambda n: t.ents[n][0])
    if t.lower[head] in PRONOUNS and t.pos[head] in ("PRON", "DET", ""):
        return "pronoun", [head]
    if t.tags[start] == "PRP$" and t.lower[start] in PRONOUNS and _document(t, head):
        return "pronoun", [start]  # "its press release": the company's
    source = _source(c, start, end, head)
    return ("source", [source]) if source >= 0 else ("nominal", [head])


def _antecedent(t: Tokens, start: int, end: int, head: int) -> tuple[int, int, int]:
    """The phrase that a relative clause stands by ("X, who said"), as its begin, end and head."""
    for _ in range(3):
        if t.lower[head] not in _RELATIVE or t.tags[head] not in ("WP", "WDT", "IN", "DT"):
            break
        verb = t.heads[head]
        while t.deps[verb] in ("aux", "cop", "xcomp", "conj") and t.heads[verb] != verb:
            verb = t.heads[verb]
        if t.deps[verb] not in ("acl:relcl", "relcl", "acl") or t.heads[verb] == verb:
            break
        head = t.heads[verb]
        start, end = min(start, head), max(head + 1, start)
        end = min(end, start + 40)
    return start, end, head


def _possessed(c: Context, end: int, head: int) -> int:
    """What a name owns, where that speaks: "the agency's chief officer"; else ``head``."""
    t = c.t
    number = c.name_at.get(head, -1)
    if number < 0:
        return head
    stop = t.ents[number][1]
    if stop + 1 < end and t.words[stop] in ("'s", "’s", "’", "'") and t.tags[stop] == "POS":
        noun = t.head_of(stop + 1, end)
        if noun not in c.name_at and t.pos[noun] == "NOUN":
            return noun
    return head


def _document(t: Tokens, head: int) -> bool:
    return singular(t.lower[head]) in _DOCUMENTS or t.lower[head] in _DOCUMENTS


def _source(c: Context, start: int, end: int, head: int) -> int:
    """Whose a speaking document is: "the NATO report", "data from the Archive", "a tweet by X"; or -1."""
    t = c.t
    if not _document(t, head):
        return -1
    found = {c.name_at[i]: i for i in range(start, head) if i in c.name_at}
    if any(w in ("by", "from") for w in t.lower[head:end]):
        found = {}
    for number in reversed(found):
        begin, stop, label = t.ents[number]
        gap = t.lower[stop:head]
        if t.text_of(begin, stop) in _PLATFORMS and t.lower[head] in _POSTS:
            continue  # "a Facebook post" is anybody's
        if label in ("ORG", "PERSON", "GPE") and len(gap) <= 3 and not set(gap) & {"and", ",", "of", "about"}:
            return number
    i = head + 1
    while i < end and i - head < 12:
        if t.lower[i] in ("by", "from", "of"):
            for j in range(i + 1, min(end, i + 12)):
                number = c.name_at.get(j, -1)
                if number >= 0 and t.ents[number][2] in ("PERSON", "ORG"):
                    return number
                if t.pos[j] in ("VERB", "ADP") and t.lower[j] != "of":
                    break
            if t.lower[i] in ("by", "from"):
                return -1
        i += 1
    return -1


def _named(c: Context, start: int, end: int, head: int) -> int:
    """The name record that is the head of a speaker's phrase, -1 if a noun is."""
    t = c.t
    number = c.name_at.get(head, -1)
    if number >= 0 and (seated := _seated(c, start, number)) >= 0:
        return seated
    label = t.ents[number][2] if number >= 0 else ""
    if number >= 0 and _only_named(c, start, end, number):
        return -1
    if label == "PERSON" and not describes_another(t, number, end):
        return number
    if _officials(c, start, end):
        return -1
    person = introduced(c, start, end, head)
    if person >= 0:
        return person
    if number < 0 and (called := _called(c, start, end, head)) >= 0:
        return called
    # An adjective ("Russian officials") is no name.
    # Nor is "the Wisconsin Republican", who is one person.
    if label in _SPEAKING and (
        label != "NORP" or t.tags[head] in ("NNPS", "NNS") or t.words[head].endswith("s")
    ):
        return number
    first = c.name_at.get(start, -1)
    if first >= 0:
        stop, label = t.ents[first][1], t.ents[first][2]
        if stop < end and t.words[stop] in (",", "(", "–", "—") and label in ("PERSON", "ORG"):
            return first
    return -1


def _seated(c: Context, start: int, number: int) -> int:
    """The body whose seat a place in the phrase is: "the State Ministry of Health in Munich, Germany"."""
    t = c.t
    begin, _, label = t.ents[number]
    if label not in ("GPE", "LOC") or begin <= start or t.lower[begin - 1] not in ("in", ",", "at"):
        return -1
    opening = start + 1 if t.lower[start] == "the" else start
    first = c.name_at.get(opening, -1)
    return first if first not in (-1, number) and t.ents[first][2] == "ORG" else -1


def _officials(c: Context, start: int, end: int) -> bool:
    """Whether places or bodies only tell whose people speak: "New Orleans and Jefferson Parish officials"."""
    t = c.t
    last = next((i for i in range(end - 1, start, -1) if t.pos[i] not in ("PUNCT", "ADV")), start)
    named = [t.ents[c.name_at[i]][2] for i in range(start, last) if i in c.name_at]
    return (
        bool(named)
        and "PERSON" not in named
        and last not in c.name_at
        and last - 1 in c.name_at
        and c.plural(last)
        and singular(t.lower[last]) in roles()
    )


def _called(c: Context, start: int, end: int, head: int) -> int:
    """The body beside a noun that tells what it is: "Time magazine", "newspaper The Hindu"; -1 if none."""
    t = c.t
    role = roles().get(singular(t.lower[head]))
    agency = t.lower[head - 1 : head + 1] == ["news", "agency"]
    if role is None or not (agency or "media" in role.classes):
        return -1
    if t.words[head][:1].isupper() or c.plural(head) or t.lower[start] in ("a", "an"):
        return -1  # "a BBC channel" is one of several
    for beside in (head - 2 if agency else head - 1, head + 1):
        number = c.name_at.get(beside, -1)
        if start <= beside < end and number >= 0 and t.ents[number][2] == "ORG":
            return number
    return -1


def _only_named(c: Context, start: int, end: int, number: int) -> bool:
    """Whether a name stands in a phrase about others: "firms including X", "X officials"."""
    t = c.t
    begin, stop, _ = t.ents[number]
    if stop == end - 1 and (t.pos[stop] == "NOUN" or singular(t.lower[stop]) in roles()):
        return True
    return any(w in ("including", "like") for w in t.lower[start:begin]) and begin > start + 1


def _with(c: Context, start: int, end: int, number: int) -> list[int]:
    """Further names joined to a speaker by "and", by the parse or by what stands between."""
    found = []
    for i in range(start, end):
        other = c.name_at.get(i, -1)
        if other in (-1, number) or other in found or c.out.names[other].label != c.out.names[number].label:
            continue
        if _joined(c, number, other) or _listed(c, number, other):
            found.append(other)
    return found


def _joined(c: Context, number: int, other: int) -> bool:
    t = c.t
    first, second = sorted((t.ents[number], t.ents[other]))
    for i in range(first[1] + 1, second[0]):
        held = c.name_at.get(i, -1)
        if (
            held not in (-1, number, other)
            and t.ents[held][2] == first[2]
            and t.pos[t.ents[held][0] - 1] == "ADP"
        ):
            return False  # "X, a friend of Y and Z": Z is joined to Y
    at = t.head_of(t.ents[other][0], t.ents[other][1])
    for _ in range(4):
        if t.deps[at] == "conj" and c.name_at.get(t.heads[at], -1) == number:
            return True
        if t.deps[at] not in ("conj", "appos", "flat", "compound", "nmod:desc") or t.heads[at] == at:
            return False
        at = t.heads[at]
    return False


def _listed(c: Context, number: int, other: int) -> bool:
    """Whether only "and" and titles stand between two persons: "Senator X and fellow Republican Y"."""
    t = c.t
    first, second = sorted((t.ents[number], t.ents[other]))
    between = range(first[1], second[0])
    if first[2] != "PERSON" or not any(t.lower[i] in ("and", "&") for i in between):
        return False
    after = t.words[second[1]] if second[1] < len(t.words) else ""
    return after not in ("'s", "’s", "’", "'") and not any(
        t.pos[i] in ("ADP", "VERB", "AUX", "SCONJ", "PRON") or t.words[i] in ("'s", "’s") for i in between
    )
