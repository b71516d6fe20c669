"""Noun phrases without a name ("the Russian leader") and pronouns, as plain records."""

from __future__ import annotations

from tui.nlp.lang.lists import fold, roles, singular, words
from tui.nlp.mentions.context import Context
from tui.nlp.mentions.records import NominalRecord, Place, PronounRecord
from tui.nlp.mentions.sources import HUMAN_PRONOUNS, PRONOUNS

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubj:pass", "csubjpass"))
_SOMEBODY = words("one somebody someone another")
_SUBJECTS = words("nsubj nsubjpass nsubj:pass")
_PAIRS = words("pair couple duo")
_DEFINITE = words("the this that these those both")
_MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "VERB", "PUNCT", "X"))


def gather_phrases(c: Context, speakers: list[tuple[str, list[int]]]) -> None:
    t = c.t
    spoken = {i for kind, where in speakers if kind in ("pronoun", "nominal") for i in where}
    known = roles()
    for i, word in enumerate(t.lower):
        if i in c.name_at and i not in spoken:
            continue
        if word in HUMAN_PRONOUNS or (i in spoken and word in PRONOUNS and t.pos[i] in ("PRON", "DET", "")):
            if i in spoken or not c.quoted[i]:
                c.pronoun_at[i] = len(c.out.pronouns)
                c.out.pronouns.append(PronounRecord(c.place(i, i + 1), word))
        elif word in _SOMEBODY and not c.quoted[i] and i not in spoken:
            if (t.sentence_start(i) or t.deps[i] in _SUBJECTS) and (
                word != "one" or t.lower[i + 1 : i + 2] == ["of"]
            ):
                place = c.place(i, i + 1)
                place.role = "subject"
                c.out.nominals.append(NominalRecord(place, word, frozenset(), False, False, "person"))
        elif i in spoken or (
            t.pos[i] in ("NOUN", "PROPN")
            and not c.quoted[i]
            and singular(word) in known
            and i not in c.taken
            and _is_head(c, i)
        ):
            _nominal(c, i)


def _is_head(c: Context, i: int) -> bool:
    """Whether a role noun heads its phrase rather than standing before a name or another noun."""
    t = c.t
    if i + 1 >= len(t.words):
        return True
    if i + 1 in c.name_at:
        return False
    if t.deps[i] in ("compound", "amod", "flat", "appos", "nmod:desc") or _beside_name(c, i):
        return False
    if t.pos[i + 1] in ("NOUN", "PROPN") and t.heads[i] == i + 1:
        return False
    return not (t.words[i + 1] in (",",) and i + 2 in c.name_at and t.deps[i] in _SUBJECT and not c.plural(i))


def _beside_name(c: Context, i: int) -> bool:
    """Whether a role stands in apposition right after a person's name: "X, the head of …"."""
    t = c.t
    start = i
    while start > 0 and i - start < 5 and t.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN"):
        start -= 1
    if start < 2 or t.words[start - 1] != "," or start - 2 not in c.name_at:
        return False
    return t.ents[c.name_at[start - 2]][2] == "PERSON"


def _nominal(c: Context, head: int) -> None:
    t = c.t
    start = head
    while (
        start > 0
        and t.pos[start - 1] in _MODIFIERS
        and not t.words[start - 1].isspace()
        and t.sentence[start - 1] == t.sentence[head]
    ):
        before = start - 1
        if t.pos[before] in ("VERB", "PUNCT", "ADV", "PRON", "PART") and not _belongs(c, before, head):
            break
        start = before
        if t.tags[before] in ("DT", "PRP$", "PDT", "WP$"):
            if before and t.lower[before - 1] in ("both", "all", "half"):
                start -= 1
            break
        if head - start > 8:
            break
    modifiers = t.lower[start:head]
    noun = singular(t.lower[head])
    known = roles()
    pair = f"{t.lower[head - 1]} {noun}" if head > start else ""
    after = f"{noun} {t.lower[head + 1]}" if head + 1 < len(t.words) else ""
    end = head + 1
    if pair in known:
        noun = pair
    elif after in known:
        noun, end = after, head + 2
    role = known.get(noun)
    kind = "" if role is None else ("body" if role.body else "person")
    first = modifiers[0] if modifiers else ""
    owner = bool(modifiers) and (
        t.tags[start] in ("PRP$", "WP$") or any(w in ("'s", "’s", "’") for w in modifiers)
    )
    names = [
        t.text_of(*t.ents[n][:2])
        for n in dict.fromkeys(c.name_at[i] for i in range(start, head) if i in c.name_at)
    ]
    phrase_end, of = _tail(c, end)
    names += [
        t.text_of(*t.ents[n][:2])
        for n in dict.fromkeys(c.name_at[i] for i in range(end, phrase_end) if i in c.name_at)
    ]
    plural = c.plural(head) or noun in ("police", "staff member") or t.lower[head] == "people"
    both = first == "both" or (start > 0 and t.lower[start - 1] == "both")
    two = "two" in modifiers and first in _DEFINITE
    count = 2 if two or noun in _PAIRS or first == "both" else 0
    c.nominal_at[head] = len(c.out.nominals)
    place = c.place(start, phrase_end if of else end)
    place.role, place.verb = c.role(head, head, end)
    c.out.nominals.append(
        NominalRecord(
            place=Place(
                place.start, place.end, place.sentence, place.paragraph, place.role,
                t.starts[place.verb] + c.offset if place.verb >= 0 else -1,
                c.quoted[head], place.heading,
            ),
            head=noun,
            words=frozenset(modifiers),
            definite=first in _DEFINITE or (t.words[head][:1].isupper() and not modifiers and bool(role)),
            plural=plural or both or noun in _PAIRS,
            kind=kind,
            gender=role.gender if role else "",
            names=tuple(names),
            owner=owner,
            count=count,
            of=of,
        )
    )  # fmt: skip


def _belongs(c: Context, i: int, head: int) -> bool:
    t = c.t
    if t.tags[i] in ("PRP$", "POS", "WP$"):
        return True
    if t.words[i] == "-" or (
        t.pos[i] == "ADV" and t.heads[i] < head and t.deps[i] == "advmod" and t.heads[i] > i
    ):
        return True
    return t.heads[i] == head and t.deps[i] in ("amod", "compound", "nummod")


def _tail(c: Context, end: int) -> tuple[int, str]:
    """The end of "of the ministry", "for Clinton" after a noun, and its last words, lower-cased."""
    t = c.t
    if end + 1 >= len(t.words) or t.lower[end] not in ("of", "for", "from", "at"):
        return end, ""
    i = end + 1
    while (
        i < len(t.words)
        and i - end < 8
        and t.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
        and "\n" not in t.words[i]
    ):
        i += 1
    if i == end + 1:
        return end, ""
    return i, fold(t.text_of(end + 1, i))
