"""The noun phrase that speaks: the subject, agent or neighbour of a cue."""

from __future__ import annotations

from tui.nlp.attribution.source_phrases import NOUNISH, RELATIVE, TIMES, Speaker, phrase, run_right
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
DOCUMENTS = _KNOWN.words("documents")
_PLAIN_SAYING = _KNOWN.words("plain_saying")
_FORCING = _KNOWN.words("forcing")
_CLAUSAL = ("conj", "xcomp", "advcl", "ccomp", "acl", "acl:relcl", "parataxis", "dep", "aux", "cop")
_SPEAKING_ROLES = ("nsubj", "nsubj:outer", "csubj")


def find(doc: Document, verb: int, *, low: int, high: int) -> Speaker | None:
    """The speaker of the verb ``v``, all of it inside ``[low, high)``: its subject, or one it shares.

    ``low`` and ``high`` are token numbers that a speaker's phrase may not cross (a quoted passage, the
    sentence).
    """
    if (
        doc.tags[verb] == "VBG"
        and "," in doc.words[doc.left[verb] - 1 : doc.left[verb] + 1]
        and not 0 <= doc.subject(verb) < verb
    ):
        # ", saying": not the clause right before but what that clause is said by.
        kid = doc.subject(_main_verb(doc, verb))
        loose = doc.deps[verb] in ("advcl", "conj", "parataxis", "dep", "acl")
        if loose and low <= kid < verb and doc.lower[kid] not in RELATIVE:
            return phrase(doc, kid, low, high, "shared", stop=verb)
    i = verb
    for step in range(5):
        if step == 0 and _passive(doc, verb):
            return _agent(doc, verb, low, high)
        kid = _who_acts(doc, i)
        if step and doc.tags[verb] == "VBG" and kid > verb:
            break  # "noting he would go": who goes is not who notes
        if kid >= 0:
            return _by_subject(doc, verb, i, kid, low, high)
        above, dep = doc.heads[i], doc.deps[i]
        forced = doc.child(above, "obj", "iobj", "nsubj:pass") if doc.lemmas[above] in _FORCING else -1
        if step == 0 and doc.tags[verb] == "VB" and low <= forced < verb:
            return phrase(doc, forced, low, high, "shared", stop=verb)  # "forced Lund to admit"
        if above == i:
            break
        if dep in ("acl", "acl:relcl") and doc.pos[above] in ("NOUN", "PROPN", "PRON"):
            if not _released(doc, i, above):
                return phrase(doc, above, low, high, "noun", stop=i)
            i = above
            while doc.pos[i] not in ("VERB", "AUX") and doc.heads[i] != i:
                i = doc.heads[i]
        elif dep in _CLAUSAL:
            top = doc.heads[above]
            joined = (
                dep == "conj"
                and doc.lower[verb - 1] in ("and", "but", "also")
                and doc.tags[top] == doc.tags[verb]
            )
            said = doc.deps[above] == "ccomp" and doc.lemmas[top] in _PLAIN_SAYING
            i = top if step == 0 and joined and said else above  # "X said the move was made by Y and said"
        else:
            break
    if low < i < verb and doc.tags[i] in ("VBD", "VBZ", "VBP") and doc.subject(i) < 0:
        if doc.words[i - 1] == ",":
            return near(doc, i, low) or first_phrase(doc, max(low, doc.sentence(verb)[0]), i)
        found = left_of(doc, i, low, i)
        return Speaker(found.start, found.end, found.head, "shared") if found is not None else None
    return None


def _who_acts(doc: Document, i: int) -> int:
    """The subject of the verb ``i``; -1 where there is none, or what the parser took for it is none."""
    kid = doc.subject(i)
    if kid < 0 or doc.deps[kid] == "expl" or (doc.lower[kid] in TIMES and abs(kid - i) <= 3):
        return -1
    adverb = doc.pos[kid] == "ADV" and kid < i and not doc.words[kid].isupper()
    return -1 if adverb or (doc.tags[i] == "VBG" and kid > i) else kid


def _by_subject(doc: Document, verb: int, i: int, kid: int, low: int, high: int) -> Speaker | None:
    """The speaker of the cue ``v`` by the subject ``kid`` of ``i``, which is the cue or a verb above it."""
    if doc.lower[kid] in RELATIVE:
        thing = doc.heads[i]
        if i != verb and (doc.deps[verb] != "conj" or any(doc.words[k] == "," for k in range(i, verb))):
            return phrase(doc, thing, low, high, "shared", stop=i)
        if doc.lower[kid] == "that" and doc.lemmas[thing] in DOCUMENTS and doc.deps[thing] in ("obj", "obl"):
            # "released a letter that says …": whoever released it.
            top = doc.heads[thing]
            owner = doc.subject(top)
            if low <= owner < high and doc.pos[top] == "VERB":
                return phrase(doc, owner, low, high, "shared", stop=top)
        if doc.deps[i] in ("acl:relcl", "acl", "ccomp", "advcl"):
            return Speaker(kid, kid + 1, kid, "relative") if low <= kid < high else None
    if i != verb and doc.lower[verb - 1] in ("and", "but"):
        low = min(low, doc.sentence(verb)[0])  # "…" stands between: X called it "…" and said
    return phrase(doc, kid, low, high, "subject" if i == verb else "shared", stop=verb)


def _released(doc: Document, i: int, thing: int) -> bool:
    """Whether a participle goes with who acts on ``thing``: "released a letter saying", "met her, saying"."""
    comma = "," in (doc.words[doc.left[i]], doc.words[doc.left[i] - 1])
    loose = (
        comma
        or {doc.lower[doc.left[i]], doc.lower[doc.left[i] - 1]} & {"by", "for"}
        or doc.lower[thing] in TIMES
    )
    return (
        doc.tags[i] == "VBG"
        and (comma or doc.deps[thing] not in _SPEAKING_ROLES)
        and (bool(loose) or doc.lemmas[thing] in DOCUMENTS)
    )


def _main_verb(doc: Document, verb: int) -> int:
    """The verb whose clause a participle behind a comma goes with: the nearest that has a subject.

    A clause that is said, or that tells which one is meant ("a case that ended in May"), is passed over.
    """
    top = doc.heads[verb]
    while doc.heads[top] < top:
        defining = doc.deps[top] == "acl:relcl" and doc.words[doc.left[top] - 1] != ","
        if doc.subject(top) >= 0 and doc.deps[top] not in ("ccomp", "xcomp") and not defining:
            break
        top = doc.heads[top]
    return top


def near(doc: Document, verb: int, low: int) -> Speaker | None:
    """The nearest subject before ``v``, at or behind ``low``: for sentences the parser cut or tangled.

    Subjects of subordinate clauses come second.
    """
    second = -1
    for i in range(verb - 1, max(low, verb - 60) - 1, -1):
        if doc.deps[i] not in ("nsubj", "nsubj:pass") or doc.pos[i] not in ("NOUN", "PROPN", "PRON"):
            continue
        if (
            doc.lower[i] in RELATIVE
            or doc.lower[i] in ("it", "this", "what", "there")
            or doc.lower[i] in TIMES
        ):
            continue
        if doc.deps[doc.heads[i]] in ("acl:relcl", "acl", "advcl", "ccomp"):
            second = i if second < 0 else second
            continue
        return phrase(doc, i, low, verb, "near", stop=verb)
    return phrase(doc, second, low, verb, "near", stop=verb) if second >= 0 else None


def first_phrase(doc: Document, start: int, verb: int) -> Speaker | None:
    """The noun phrase that opens the sentence: "Alex Smith, a veteran consultant who once …, said"."""
    i = start
    while i < verb and (doc.pos[i] in ("ADV", "CCONJ", "PUNCT", "SPACE")):
        i += 1
    end = run_right(doc, i, verb)
    if end <= i or doc.lower[i] in RELATIVE:
        return None
    head = max((k for k in range(i, end) if doc.pos[k] in ("NOUN", "PROPN", "PRON")), default=-1)
    if head < 0:
        return None
    for k in range(i, end):
        if doc.lower[k] in ("of", "for", "in", "at", "from", "by") and k > i:
            head = k - 1
            break
    return Speaker(i, end, head, "first")


def beside(doc: Document, verb: int, low: int) -> Speaker | None:
    """The name that ends right before the participle ``v``: "footage of Ada Byron saying"."""
    i = verb - 1
    if i < low or doc.pos[i] != "PROPN" or doc.ent_of[i] not in ("PERSON", "ORG"):
        return None
    start = i
    while start - 1 >= low and doc.pos[start - 1] == "PROPN" and doc.ent_of[start - 1] == doc.ent_of[i]:
        start -= 1
    return Speaker(start, i + 1, i, "beside")


def main_clause(doc: Document, verb: int, high: int) -> Speaker | None:
    """The subject of the clause behind a participle that opens its sentence: "Admitting that …, she left"."""
    above = doc.heads[verb]
    if above <= verb:
        return None
    subject = doc.subject(above)
    return phrase(doc, subject, verb + 1, high, "shared", stop=above) if verb < subject < high else None


def between(doc: Document, start: int, verb: int) -> Speaker | None:
    """All that stands between a closing mark and the cue, as the speaker: "…," Mr X, R-Ky., said."""
    while start < verb and (
        doc.words[start] in (",", "-", "—", "–", "--", "”", '"') or doc.pos[start] in ("ADV", "CCONJ")
    ):
        start += 1
    end = verb
    while end > start and (
        doc.words[end - 1] == ","
        or (doc.pos[end - 1] in ("ADV", "AUX", "PART") and doc.words[end - 1][:1].islower())
        or doc.lower[end - 1] in TIMES
        or doc.lower[end - 1] in ("on", "last")
    ):
        end -= 1
    if (
        end <= start
        or end - start > 30
        or (doc.pos[start] not in NOUNISH and not doc.words[start][:1].isupper())
    ):
        return None
    head = start
    for _ in range(8):
        above = doc.heads[head]
        if above == head or not start <= above < end or doc.pos[above] not in ("NOUN", "PROPN", "PRON"):
            break
        head = above
    if doc.pos[head] not in ("NOUN", "PROPN", "PRON"):
        nouns = [i for i in range(start, end) if doc.pos[i] in ("NOUN", "PROPN", "PRON")]
        if not nouns and not doc.words[start][:1].isupper():
            return None
        head = nouns[0] if nouns else start
    return Speaker(start, end, head, "left")


def _passive(doc: Document, verb: int) -> bool:
    if doc.tags[verb] == "VBN" and doc.child(verb, "obl:agent") > verb and doc.subject(verb) < 0:
        return True  # "words described by X as …"
    return any(doc.deps[kid] in ("aux:pass", "nsubj:pass") for kid in doc.children[verb])


def _agent(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    for kid in doc.children[verb]:
        dep = doc.deps[kid]
        if dep in ("obl:agent", "obl") and any(doc.lower[k] == "by" for k in doc.children[kid]):
            return phrase(doc, kid, low, high, "agent")
        if dep in ("agent", "prep") and doc.lower[kid] == "by" and doc.children[kid]:
            return phrase(doc, doc.children[kid][0], low, high, "agent")
    return None


def right_of(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that begins right behind ``v``: "said X", "said the spokesman, Y"."""
    i = verb + 1
    while i < high and doc.pos[i] == "ADV":
        i += 1
    head = _np_head(doc, i, high)
    if head < 0:
        return None
    found = phrase(doc, head, max(low, verb + 1), high, "right", stop=verb)
    end = run_right(doc, i, high)
    if found is None or end > found.end:
        return Speaker(i, max(end, head + 1), head, "right")
    return found


def left_of(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that ends right before ``v`` and its adverbs: "he later said", "X on Tuesday said"."""
    i = verb - 1
    while i >= low and (
        doc.pos[i] in ("ADV", "AUX", "PART")
        or doc.words[i] == ","
        or (doc.lower[i] in TIMES or doc.lower[i] in ("last", "this"))
        or doc.lower[i - 2 : i + 1] == ["in", "the", "past"]
    ):
        i -= 3 if doc.lower[i] == "past" else 1
        if i >= low and doc.lower[i] in ("on", "in") and doc.lower[i + 1] in TIMES:
            i -= 1
    if i < low or doc.pos[i] not in NOUNISH:
        return None
    start = i
    while start - 1 >= low and (
        doc.pos[start - 1] in NOUNISH or doc.words[start - 1] in ("of", "for", "’s", "'s", "-")
    ):
        start -= 1
    head = i
    while (
        start <= doc.heads[head] < verb
        and doc.heads[head] != head
        and doc.pos[doc.heads[head]] in ("NOUN", "PROPN", "PRON")
    ):
        head = doc.heads[head]
    return Speaker(start, i + 1, head, "left")


def _np_head(doc: Document, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if none begins there."""
    if i >= high or doc.pos[i] not in NOUNISH or doc.lower[i] in TIMES:
        return -1
    head = i
    for _ in range(8):
        above = doc.heads[head]
        if above == head or above < i or above >= high or doc.pos[above] not in ("NOUN", "PROPN", "PRON"):
            break
        head = above
    if doc.pos[head] in ("NOUN", "PROPN", "PRON") or doc.words[head][:1].isupper():
        return head
    return -1
