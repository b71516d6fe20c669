"""How far the phrase of a speaker reaches: titles, names and descriptions around its head."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.document.parse import Syntax
from tui.nlp.lang.lists import words

NOUNISH = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
RELATIVE = words("who which that whom")
TIMES = words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning"
    " afternoon evening night week month year january february april june july august september october"
    " november december time day days weeks months years hours minutes"
)
_SUBORDINATE = words("after before because while when as since until if")
_WITHIN = words("of for from in at by")
_STOP_PUNCT = frozenset((".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "--", "''", "``"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's range of tokens, its head and the code that says how it was found."""

    start: int
    end: int
    head: int
    how: str


def phrase(s: Syntax, head: int, low: int, high: int, how: str, *, stop: int | None = None) -> Speaker | None:
    """The phrase headed by ``head`` inside ``[low, high)``; it never reaches over the token ``stop``."""
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
        if word in _STOP_PUNCT or "\n" in word or (s.lower[i] in RELATIVE and s.lower[i] != "that"):
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
        and s.lower[end] not in TIMES
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
    while i - 1 >= low and (s.pos[i - 1] in NOUNISH or s.words[i - 1] in ("'s", "’s")):
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


def run_right(s: Syntax, i: int, high: int, *, participles: bool = False) -> int:
    """One past the noun phrase that begins at ``i``, read from the surface alone."""
    j = i
    while j < high:
        if (
            (
                s.pos[j] in NOUNISH
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
