"""The noun phrase that speaks: the subject, agent or neighbour of a cue."""

from __future__ import annotations

from tui.nlp.attribution.source_phrases import NOUNISH, RELATIVE, TIMES, Speaker, phrase, run_right
from tui.nlp.document.parse import Syntax
from tui.nlp.lang.lists import words

DOCUMENTS = words(
    "statement piece story spot clip conference briefing letter tweet report email e-mail memo note post"
    " release message ad advertisement article column op-ed editorial speech interview book filing"
    " complaint lawsuit video series poll survey study"
)
_SAYING = words("say add tell note argue claim insist warn write")
_FORCING = words("force lead prompt push compel cause drive press pressure get let")
_CLAUSAL = ("conj", "xcomp", "advcl", "ccomp", "acl", "acl:relcl", "parataxis", "dep", "aux", "cop")
_SPEAKING_ROLES = ("nsubj", "nsubj:outer", "csubj")


def find(s: Syntax, v: int, *, low: int, high: int) -> Speaker | None:
    """The speaker of the verb ``v``, all of it inside ``[low, high)``: its subject, or one it shares.

    ``low`` and ``high`` are token numbers that a speaker's phrase may not cross (a quoted passage, the
    sentence).
    """
    if s.tags[v] == "VBG" and "," in s.words[s.left[v] - 1 : s.left[v] + 1] and not 0 <= s.subject(v) < v:
        # ", saying": not the clause right before but what that clause is said by.
        kid = s.subject(_main_verb(s, v))
        loose = s.deps[v] in ("advcl", "conj", "parataxis", "dep", "acl")
        if loose and low <= kid < v and s.lower[kid] not in RELATIVE:
            return phrase(s, kid, low, high, "shared", stop=v)
    i = v
    for step in range(5):
        if step == 0 and _passive(s, v):
            return _agent(s, v, low, high)
        kid = _who_acts(s, i)
        if step and s.tags[v] == "VBG" and kid > v:
            break  # "noting he would go": who goes is not who notes
        if kid >= 0:
            return _by_subject(s, v, i, kid, low, high)
        above, dep = s.heads[i], s.deps[i]
        forced = s.child(above, "obj", "iobj", "nsubj:pass") if s.lemmas[above] in _FORCING else -1
        if step == 0 and s.tags[v] == "VB" and low <= forced < v:
            return phrase(s, forced, low, high, "shared", stop=v)  # "forced Lund to admit"
        if above == i:
            break
        if dep in ("acl", "acl:relcl") and s.pos[above] in ("NOUN", "PROPN", "PRON"):
            if not _released(s, i, above):
                return phrase(s, above, low, high, "noun", stop=i)
            i = above
            while s.pos[i] not in ("VERB", "AUX") and s.heads[i] != i:
                i = s.heads[i]
        elif dep in _CLAUSAL:
            top = s.heads[above]
            joined = dep == "conj" and s.lower[v - 1] in ("and", "but", "also") and s.tags[top] == s.tags[v]
            said = s.deps[above] == "ccomp" and s.lemmas[top] in _SAYING
            i = top if step == 0 and joined and said else above  # "X said the move was made by Y and said"
        else:
            break
    if low < i < v and s.tags[i] in ("VBD", "VBZ", "VBP") and s.subject(i) < 0:
        if s.words[i - 1] == ",":
            return near(s, i, low) or first_phrase(s, max(low, s.sentence(v)[0]), i)
        found = left_of(s, i, low, i)
        return Speaker(found.start, found.end, found.head, "shared") if found is not None else None
    return None


def _who_acts(s: Syntax, i: int) -> int:
    """The subject of the verb ``i``; -1 where there is none, or what the parser took for it is none."""
    kid = s.subject(i)
    if kid < 0 or s.deps[kid] == "expl" or (s.lower[kid] in TIMES and abs(kid - i) <= 3):
        return -1
    adverb = s.pos[kid] == "ADV" and kid < i and not s.words[kid].isupper()
    return -1 if adverb or (s.tags[i] == "VBG" and kid > i) else kid


def _by_subject(s: Syntax, v: int, i: int, kid: int, low: int, high: int) -> Speaker | None:
    """The speaker of the cue ``v`` by the subject ``kid`` of ``i``, which is the cue or a verb above it."""
    if s.lower[kid] in RELATIVE:
        thing = s.heads[i]
        if i != v and (s.deps[v] != "conj" or any(s.words[k] == "," for k in range(i, v))):
            return phrase(s, thing, low, high, "shared", stop=i)
        if s.lower[kid] == "that" and s.lemmas[thing] in DOCUMENTS and s.deps[thing] in ("obj", "obl"):
            # "released a letter that says …": whoever released it.
            top = s.heads[thing]
            owner = s.subject(top)
            if low <= owner < high and s.pos[top] == "VERB":
                return phrase(s, owner, low, high, "shared", stop=top)
        if s.deps[i] in ("acl:relcl", "acl", "ccomp", "advcl"):
            return Speaker(kid, kid + 1, kid, "relative") if low <= kid < high else None
    if i != v and s.lower[v - 1] in ("and", "but"):
        low = min(low, s.sentence(v)[0])  # "…" stands between: X called it "…" and said
    return phrase(s, kid, low, high, "subject" if i == v else "shared", stop=v)


def _released(s: Syntax, i: int, thing: int) -> bool:
    """Whether a participle goes with who acts on ``thing``: "released a letter saying", "met her, saying"."""
    comma = "," in (s.words[s.left[i]], s.words[s.left[i] - 1])
    loose = comma or {s.lower[s.left[i]], s.lower[s.left[i] - 1]} & {"by", "for"} or s.lower[thing] in TIMES
    return (
        s.tags[i] == "VBG"
        and (comma or s.deps[thing] not in _SPEAKING_ROLES)
        and (bool(loose) or s.lemmas[thing] in DOCUMENTS)
    )


def _main_verb(s: Syntax, v: int) -> int:
    """The verb whose clause a participle behind a comma goes with: the nearest that has a subject.

    A clause that is said, or that tells which one is meant ("a case that ended in May"), is passed over.
    """
    top = s.heads[v]
    while s.heads[top] < top:
        defining = s.deps[top] == "acl:relcl" and s.words[s.left[top] - 1] != ","
        if s.subject(top) >= 0 and s.deps[top] not in ("ccomp", "xcomp") and not defining:
            break
        top = s.heads[top]
    return top


def near(s: Syntax, v: int, low: int) -> Speaker | None:
    """The nearest subject before ``v``, at or behind ``low``: for sentences the parser cut or tangled.

    Subjects of subordinate clauses come second.
    """
    second = -1
    for i in range(v - 1, max(low, v - 60) - 1, -1):
        if s.deps[i] not in ("nsubj", "nsubj:pass") or s.pos[i] not in ("NOUN", "PROPN", "PRON"):
            continue
        if s.lower[i] in RELATIVE or s.lower[i] in ("it", "this", "what", "there") or s.lower[i] in TIMES:
            continue
        if s.deps[s.heads[i]] in ("acl:relcl", "acl", "advcl", "ccomp"):
            second = i if second < 0 else second
            continue
        return phrase(s, i, low, v, "near", stop=v)
    return phrase(s, second, low, v, "near", stop=v) if second >= 0 else None


def first_phrase(s: Syntax, start: int, v: int) -> Speaker | None:
    """The noun phrase that opens the sentence: "Alex Smith, a veteran consultant who once …, said"."""
    i = start
    while i < v and (s.pos[i] in ("ADV", "CCONJ", "PUNCT", "SPACE")):
        i += 1
    end = run_right(s, i, v)
    if end <= i or s.lower[i] in RELATIVE:
        return None
    head = max((k for k in range(i, end) if s.pos[k] in ("NOUN", "PROPN", "PRON")), default=-1)
    if head < 0:
        return None
    for k in range(i, end):
        if s.lower[k] in ("of", "for", "in", "at", "from", "by") and k > i:
            head = k - 1
            break
    return Speaker(i, end, head, "first")


def beside(s: Syntax, v: int, low: int) -> Speaker | None:
    """The name that ends right before the participle ``v``: "footage of Ada Byron saying"."""
    i = v - 1
    if i < low or s.pos[i] != "PROPN" or s.ents[i] not in ("PERSON", "ORG"):
        return None
    start = i
    while start - 1 >= low and s.pos[start - 1] == "PROPN" and s.ents[start - 1] == s.ents[i]:
        start -= 1
    return Speaker(start, i + 1, i, "beside")


def main_clause(s: Syntax, v: int, high: int) -> Speaker | None:
    """The subject of the clause behind a participle that opens its sentence: "Admitting that …, she left"."""
    above = s.heads[v]
    if above <= v:
        return None
    subject = s.subject(above)
    return phrase(s, subject, v + 1, high, "shared", stop=above) if v < subject < high else None


def between(s: Syntax, start: int, v: int) -> Speaker | None:
    """All that stands between a closing mark and the cue, as the speaker: "…," Mr X, R-Ky., said."""
    while start < v and (
        s.words[start] in (",", "-", "—", "–", "--", "”", '"') or s.pos[start] in ("ADV", "CCONJ")
    ):
        start += 1
    end = v
    while end > start and (
        s.words[end - 1] == ","
        or (s.pos[end - 1] in ("ADV", "AUX", "PART") and s.words[end - 1][:1].islower())
        or s.lower[end - 1] in TIMES
        or s.lower[end - 1] in ("on", "last")
    ):
        end -= 1
    if end <= start or end - start > 30 or (s.pos[start] not in NOUNISH and not s.words[start][:1].isupper()):
        return None
    head = start
    for _ in range(8):
        above = s.heads[head]
        if above == head or not start <= above < end or s.pos[above] not in ("NOUN", "PROPN", "PRON"):
            break
        head = above
    if s.pos[head] not in ("NOUN", "PROPN", "PRON"):
        nouns = [i for i in range(start, end) if s.pos[i] in ("NOUN", "PROPN", "PRON")]
        if not nouns and not s.words[start][:1].isupper():
            return None
        head = nouns[0] if nouns else start
    return Speaker(start, end, head, "left")


def _passive(s: Syntax, v: int) -> bool:
    if s.tags[v] == "VBN" and s.child(v, "obl:agent") > v and s.subject(v) < 0:
        return True  # "words described by X as …"
    return any(s.deps[kid] in ("aux:pass", "nsubj:pass") for kid in s.kids[v])


def _agent(s: Syntax, v: int, low: int, high: int) -> Speaker | None:
    for kid in s.kids[v]:
        dep = s.deps[kid]
        if dep in ("obl:agent", "obl") and any(s.lower[k] == "by" for k in s.kids[kid]):
            return phrase(s, kid, low, high, "agent")
        if dep in ("agent", "prep") and s.lower[kid] == "by" and s.kids[kid]:
            return phrase(s, s.kids[kid][0], low, high, "agent")
    return None


def right_of(s: Syntax, v: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that begins right behind ``v``: "said X", "said the spokesman, Y"."""
    i = v + 1
    while i < high and s.pos[i] == "ADV":
        i += 1
    head = _np_head(s, i, high)
    if head < 0:
        return None
    found = phrase(s, head, max(low, v + 1), high, "right", stop=v)
    end = run_right(s, i, high)
    if found is None or end > found.end:
        return Speaker(i, max(end, head + 1), head, "right")
    return found


def left_of(s: Syntax, v: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that ends right before ``v`` and its adverbs: "he later said", "X on Tuesday said"."""
    i = v - 1
    while i >= low and (
        s.pos[i] in ("ADV", "AUX", "PART")
        or s.words[i] == ","
        or (s.lower[i] in TIMES or s.lower[i] in ("last", "this"))
        or s.lower[i - 2 : i + 1] == ["in", "the", "past"]
    ):
        i -= 3 if s.lower[i] == "past" else 1
        if i >= low and s.lower[i] in ("on", "in") and s.lower[i + 1] in TIMES:
            i -= 1
    if i < low or s.pos[i] not in NOUNISH:
        return None
    start = i
    while start - 1 >= low and (
        s.pos[start - 1] in NOUNISH or s.words[start - 1] in ("of", "for", "’s", "'s", "-")
    ):
        start -= 1
    head = i
    while (
        start <= s.heads[head] < v
        and s.heads[head] != head
        and s.pos[s.heads[head]] in ("NOUN", "PROPN", "PRON")
    ):
        head = s.heads[head]
    return Speaker(start, i + 1, head, "left")


def _np_head(s: Syntax, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if none begins there."""
    if i >= high or s.pos[i] not in NOUNISH or s.lower[i] in TIMES:
        return -1
    head = i
    for _ in range(8):
        above = s.heads[head]
        if above == head or above < i or above >= high or s.pos[above] not in ("NOUN", "PROPN", "PRON"):
            break
        head = above
    if s.pos[head] in ("NOUN", "PROPN", "PRON") or s.words[head][:1].isupper():
        return head
    return -1
