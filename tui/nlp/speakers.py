"""The noun phrase that speaks: the subject, agent or neighbour of a cue, and how far the phrase reaches."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.names_lists import words
from tui.nlp.syntax import Syntax

_NOUNISH = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
_RELATIVE = words("who which that whom")
DOCUMENTS = words(
    "statement piece story spot clip conference briefing letter tweet report email e-mail memo note post"
    " release message ad advertisement article column op-ed editorial speech interview book filing"
    " complaint lawsuit video series poll survey study"
)
_TIMES = words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning"
    " afternoon evening night week month year january february april june july august september october"
    " november december time day days weeks months years hours minutes"
)
_STOP_PUNCT = frozenset((".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "--", "''", "``"))
_SAYING = words("say add tell note argue claim insist warn write")
_FORCING = words("force lead prompt push compel cause drive press pressure get let")
_SUBORDINATE = words("after before because while when as since until if")
_WITHIN = words("of for from in at by")
_SPEAKING_ROLES = ("nsubj", "nsubj:outer", "csubj")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's range of tokens, its head and the code that says how it was found."""

    start: int
    end: int
    head: int
    how: str


def find(s: Syntax, v: int, *, low: int, high: int) -> Speaker | None:
    """The speaker of the verb ``v``, all of it inside ``[low, high)``: its subject, or one it shares.

    ``low`` and ``high`` are token numbers that a speaker's phrase may not cross (a quoted passage, the
    sentence).
    """
    i = v
    if (
        s.tags[v] == "VBG"
        and v
        and "," in s.words[s.left[v] - 1 : s.left[v] + 1]
        and not 0 <= s.subject(v) < v
    ):
        # ", saying": not the clause right before but what that clause is said by.
        kid = s.subject(_main_verb(s, v))
        if (
            s.deps[v] in ("advcl", "conj", "parataxis", "dep", "acl")
            and low <= kid < v
            and s.lower[kid] not in _RELATIVE
        ):
            return phrase(s, kid, low, high, "shared", stop=v)
    for step in range(5):
        passive = _passive(s, i)
        if passive and step == 0:
            return _agent(s, i, low, high)
        kid = s.subject(i)
        if kid >= 0 and (
            (s.lower[kid] in _TIMES and abs(kid - i) <= 3)
            or (s.tags[i] == "VBG" and kid > i)
            or (s.pos[kid] == "ADV" and kid < i and not s.words[kid].isupper())
        ):
            kid = -1
        if step and s.tags[v] == "VBG" and kid > v:
            break  # "noting he would go": who goes is not who notes
        if kid >= 0 and s.deps[kid] != "expl":
            if s.lower[kid] in _RELATIVE and step and any(s.words[k] == "," for k in range(i, v)):
                return _phrase(s, s.heads[i], low, high, "shared", stop=i)
            if s.lower[kid] in _RELATIVE and step and s.deps[v] != "conj":
                return _phrase(s, s.heads[i], low, high, "shared", stop=i)
            if (
                s.lower[kid] == "that"
                and s.lemmas[s.heads[i]] in DOCUMENTS
                and s.deps[s.heads[i]] in ("obj", "obl")
            ):
                # "released a letter that says …": whoever released it.
                top = s.heads[s.heads[i]]
                owner = s.subject(top)
                if low <= owner < high and s.pos[top] == "VERB":
                    return phrase(s, owner, low, high, "shared", stop=top)
            if s.lower[kid] in _RELATIVE and s.deps[i] in ("acl:relcl", "acl", "ccomp", "advcl"):
                return Speaker(kid, kid + 1, kid, "relative") if low <= kid < high else None
            if step and s.lower[v - 1] in ("and", "but"):
                low = min(low, s.sentence(v)[0])  # "…" stands between: X called it "…" and said
            if low <= kid < high:
                return phrase(s, kid, low, high, "subject" if step == 0 else "shared", stop=v)
            return None
        above = s.heads[i]
        dep = s.deps[i]
        if above == i:
            break
        forced = s.child(above, "obj", "iobj", "nsubj:pass") if s.lemmas[above] in _FORCING else -1
        if step == 0 and s.tags[v] == "VB" and low <= forced < v:
            return _phrase(s, forced, low, high, "shared", stop=v)  # "forced Lund to admit"
        if dep in ("acl", "acl:relcl") and s.pos[above] in ("NOUN", "PROPN", "PRON"):
            # "rejected a request, saying …", "released a letter saying …": whoever acts speaks.
            before = s.lower[s.left[i] - 1] if s.left[i] else ""
            if s.words[s.left[i]] == ",":
                before = ","
            loose = (
                before in (",", "by", "for")
                or s.lower[s.left[i]] in ("by", "for")
                or s.lower[above] in _TIMES
            )
            if (
                s.tags[i] == "VBG"
                and (s.deps[above] not in _SPEAKING_ROLES or before == ",")
                and (loose or s.lemmas[above] in DOCUMENTS)
            ):
                i = above
                while s.pos[i] not in ("VERB", "AUX") and s.heads[i] != i:
                    i = s.heads[i]
                continue
            return _phrase(s, above, low, high, "noun", stop=i)
        if dep in ("conj", "xcomp", "advcl", "ccomp", "acl", "acl:relcl", "parataxis", "dep", "aux", "cop"):
            i = above
            top = s.heads[i]
            if (
                step == 0 and dep == "conj" and s.deps[i] == "ccomp" and s.lemmas[top] in _SAYING
                and s.tags[top] == s.tags[v] and s.lower[v - 1] in ("and", "but", "also")
            ):  # fmt: skip
                i = top  # "X said the move was made by Y and said"
            continue
        break
    if i != v and low < i < v and s.tags[i] in ("VBD", "VBZ", "VBP") and s.subject(i) < 0:
        if s.words[i - 1] == ",":
            return near(s, i, low) or first_phrase(s, max(low, s.sentence(v)[0]), i)
        beside_top = left_of(s, i, low, i)
        return (
            None
            if beside_top is None
            else Speaker(beside_top.start, beside_top.end, beside_top.head, "shared")
        )
    return None


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
        if s.lower[i] in _RELATIVE or s.lower[i] in ("it", "this", "what", "there") or s.lower[i] in _TIMES:
            continue
        if s.deps[s.heads[i]] in ("acl:relcl", "acl", "advcl", "ccomp"):
            second = i if second < 0 else second
            continue
        return _phrase(s, i, low, v, "near", stop=v)
    if second < 0:
        return None
    opening = first_phrase(s, low, v) if s.pos[low] in ("PROPN", "DET", "NOUN") else None
    if opening is not None and s.words[opening.end] == "," and s.lower[opening.end + 1] in _RELATIVE:
        return opening
    return _phrase(s, second, low, v, "near", stop=v)


def first_phrase(s: Syntax, start: int, v: int) -> Speaker | None:
    """The noun phrase that opens the sentence: "Alex Smith, a veteran consultant who once …, said"."""
    i = start
    while i < v and (s.pos[i] in ("ADV", "CCONJ", "PUNCT", "SPACE")):
        i += 1
    end = run_right(s, i, v)
    if end <= i or s.lower[i] in _RELATIVE:
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
        or s.lower[end - 1] in _TIMES
        or s.lower[end - 1] in ("on", "last")
    ):
        end -= 1
    if (
        end <= start
        or end - start > 30
        or (s.pos[start] not in _NOUNISH and not s.words[start][:1].isupper())
    ):
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


def run_right(s: Syntax, i: int, high: int, *, participles: bool = False) -> int:
    """One past the noun phrase that begins at ``i``, read from the surface alone."""
    j = i
    while j < high:
        if (
            (
                s.pos[j] in _NOUNISH
                or s.words[j] in ("'s", "’s", "-", "$", "&", "/")
                or (
                    j > i
                    and s.pos[j] == "ADP"
                    and s.lower[j] in (("of", "for", "from") if s.ents[j - 1] == "PERSON" else _WITHIN)
                )
            )
            or (participles and j > i and s.tags[j] in ("VBN", "VBG"))
            or (
                s.tags[j] == "VBG"
                and j + 1 < high
                and s.pos[j + 1] in ("NOUN", "PROPN")
                and j > i
                and s.pos[j - 1] in ("NOUN", "PROPN", "ADJ")
            )
        ):
            j += 1
        else:
            break
    while j > i and s.pos[j - 1] in ("ADP", "DET"):
        j -= 1
    return j


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


def phrase(s: Syntax, head: int, low: int, high: int, how: str, *, stop: int | None = None) -> Speaker | None:
    """The phrase headed by ``head``; it never reaches over the token ``stop`` (the cue)."""
    return _phrase(s, head, low, high, how, stop=stop)


def _phrase(
    s: Syntax, head: int, low: int, high: int, how: str, *, stop: int | None = None
) -> Speaker | None:
    if not low <= head < high:
        return None
    start, end = s.left[head], s.right[head] + 1
    if stop is not None:
        if stop > head:
            end = min(end, stop)
        else:
            start = max(start, stop + 1)
    start, end = max(start, low), min(end, high)
    # A case marker ("by", "to") is not the speaker's.
    while start < head and (
        s.words[start] in (",", "(", "-", "–", "—", "“", '"', "”", "''")
        or (s.deps[start] in ("case", "cc", "mark", "advmod") and s.heads[start] == head)
        or s.words[start].isspace()
    ):
        start += 1
    if s.pos[s.left[head]] in ("VERB", "ADP"):  # "According to the Post, Lund said"
        start = next((i + 1 for i in range(head - 1, start, -1) if s.words[i] == ","), start)
    for i in range(head - 1, start - 1, -1):
        if (s.words[i] in _STOP_PUNCT and s.words[i] not in ("”", '"', "''")) or "\n" in s.words[i]:
            start = i + 1
            break
    for i in range(head - 1, start - 1, -1):
        if s.tags[i] in ("VBD", "VBZ", "VBP") and s.heads[i] != head:
            start = i + 1  # a verb in front is not the speaker's: the parse went astray
            break
    for i in range(head - 1, start - 1, -1):
        if s.lower[i] in _SUBORDINATE:
            start = i + 1  # "fell after the firm warned": the parser's
            break
    # Cut what comes behind the head: clauses, hard punctuation, a new verb's own words.
    for i in range(head + 1, end):
        word = s.words[i]
        if word in _STOP_PUNCT or "\n" in word or (s.lower[i] in _RELATIVE and s.lower[i] != "that"):
            end = i
            break
        if s.deps[i] in ("acl:relcl", "parataxis", "advcl", "ccomp") and s.left[i] > head:
            end = s.left[i]
            break
    while end > head + 1 and s.pos[end - 1] == "ADV":
        end -= 1
    while end > head + 1 and (
        s.words[end - 1] in (",", "-", "(", "–")
        or (s.deps[end - 1] in ("cc", "punct", "mark") and s.words[end - 1] not in (")",))
    ):
        end -= 1
    if not start <= head < end:
        return None
    bound = high if stop is None or stop < head else min(high, stop)
    while (
        end < bound
        and s.pos[end] == "PROPN"
        and s.pos[end - 1] in ("PROPN", "NOUN", "ADJ")
        and s.lower[end] not in _TIMES
    ):
        end += 1
    while (
        start > low
        and start - 1 != stop
        and (s.pos[start - 1] == "PROPN" or (s.pos[start - 1] == "NOUN" and s.words[start - 1][:1].isupper()))
        and s.pos[start] == "PROPN"
        and (stop is None or stop > start or start - 1 > stop)
    ):
        start -= 1
    start = _with_title(s, start, head, low)
    start = _with_description(s, start, end, low)
    return Speaker(start, _with_name(s, start, end, bound), head, how)


def _with_title(s: Syntax, start: int, head: int, low: int) -> int:
    """The beginning with what the parser parted from it: "Chief Executive" Anna Holm, "Smith &" Co."""
    before = start - 1
    if before > low and s.words[before] == "&" and s.pos[before - 1] == "PROPN":
        return before - 1
    if before >= low and s.deps[before] == s.deps[head] and s.heads[before] == s.heads[head]:
        return max(s.left[before], low)
    return start


def _with_description(s: Syntax, start: int, end: int, low: int) -> int:
    """The beginning of a description before a name in commas: "The prime minister, Giorgio Ferri, said"."""
    if start - 2 < low or s.words[start - 1] != "," or any(s.pos[i] != "PROPN" for i in range(start, end)):
        return start
    if end >= s.n or s.words[end] != ",":
        return start
    i = start - 1
    while i - 1 >= low and (s.pos[i - 1] in _NOUNISH or s.words[i - 1] in ("'s", "’s")):
        i -= 1
    opens = i == low or i == s.sentence(i)[0] or s.words[i - 1] in (",", "”", '"')
    described = s.pos[i] in ("DET", "PRON") or "’s" in s.words[i:start] or "'s" in s.words[i:start]
    return i if i < start - 1 and opens and described else start


def _with_name(s: Syntax, start: int, end: int, bound: int) -> int:
    """The end of a description with the name that stands behind it in commas: "the minister, Petra Lund"."""
    if end + 1 >= bound or s.words[end] != ",":
        return end
    owned = max((i for i in range(start, end) if s.words[i] in ("'s", "’s")), default=start - 1)
    if any(s.pos[i] == "PROPN" for i in range(owned + 1, end)):
        return end
    i = end + 1
    while i < bound and s.pos[i] == "PROPN":
        i += 1
    closed = i >= bound or s.words[i] in (".", ",", "“", '"', ":", ";") or s.words[i].isspace()
    return i if i > end + 1 and closed else end


def right_of(s: Syntax, v: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that begins right behind ``v``: "said X", "said the spokesman, Y"."""
    i = v + 1
    while i < high and s.pos[i] == "ADV":
        i += 1
    head = _np_head(s, i, high)
    if head < 0 or s.lower[i] in _OBJECTS:
        return None
    found = _phrase(s, head, max(low, v + 1), high, "right", stop=v)
    end = run_right(s, i, high)
    if found is None or end > found.end:
        return Speaker(i, max(end, head + 1), head, "right")
    return found


_OBJECTS = words("me him them us her")


def left_of(s: Syntax, v: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that ends right before ``v`` and its adverbs: "he later said", "X on Tuesday said"."""
    i = v - 1
    while i >= low and (
        s.pos[i] in ("ADV", "AUX", "PART")
        or s.words[i] == ","
        or (s.lower[i] in _TIMES or s.lower[i] in ("last", "this"))
        or s.lower[i - 2 : i + 1] == ["in", "the", "past"]
    ):
        i -= 3 if s.lower[i] == "past" else 1
        if i >= low and s.lower[i] in ("on", "in") and s.lower[i + 1] in _TIMES:
            i -= 1
    if i < low or s.pos[i] not in _NOUNISH:
        return None
    start = i
    while start - 1 >= low and (
        s.pos[start - 1] in _NOUNISH or s.words[start - 1] in ("of", "for", "’s", "'s", "-")
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
    if i >= high or s.pos[i] not in _NOUNISH or s.lower[i] in _TIMES:
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
