"""How far the phrase of a speaker reaches: titles, names and descriptions around its head."""

from __future__ import annotations

from dataclasses import dataclass

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
NOUNISH = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"))
RELATIVE = _KNOWN.words("relative_pronouns")
TIMES = _KNOWN.words("days") | _KNOWN.words("parts_of_days") | _KNOWN.words("other_times")
_SUBORDINATORS = _KNOWN.words("subordinators")
_INNER_PREPOSITIONS = _KNOWN.words("inner_prepositions")
_STOP_PUNCT = frozenset((".", ";", ":", "?", "!", "“", "”", '"', "—", "–", "--", "''", "``"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's range of tokens, its head and the code that says how it was found."""

    start: int
    end: int
    head: int
    how: str


def phrase(
    doc: Document, head: int, low: int, high: int, how: str, *, stop: int | None = None
) -> Speaker | None:
    """The phrase headed by ``head`` inside ``[low, high)``; it never reaches over the token ``stop``."""
    if not low <= head < high:
        return None
    start, end = doc.left[head], doc.right[head] + 1
    if stop is not None:
        if stop > head:
            end = min(end, stop)
        else:
            start = max(start, stop + 1)
    start, end = max(start, low), min(end, high)
    # A case marker ("by", "to") is not the speaker's.
    while start < head and (
        doc.words[start] in (",", "(", "-", "–", "—", "“", '"', "”", "''")
        or (doc.deps[start] in ("case", "cc", "mark", "advmod") and doc.heads[start] == head)
        or doc.words[start].isspace()
    ):
        start += 1
    if doc.pos[doc.left[head]] in ("VERB", "ADP"):  # "According to the Post, Lund said"
        start = next((i + 1 for i in range(head - 1, start, -1) if doc.words[i] == ","), start)
    for i in range(head - 1, start - 1, -1):
        if (doc.words[i] in _STOP_PUNCT and doc.words[i] not in ("”", '"', "''")) or "\n" in doc.words[i]:
            start = i + 1
            break
    for i in range(head - 1, start - 1, -1):
        if doc.tags[i] in ("VBD", "VBZ", "VBP") and doc.heads[i] != head:
            start = i + 1  # a verb in front is not the speaker's: the parse went astray
            break
    for i in range(head - 1, start - 1, -1):
        if doc.lower[i] in _SUBORDINATORS:
            start = i + 1  # "fell after the firm warned": the parser's
            break
    # Cut what comes behind the head: clauses, hard punctuation, a new verb's own words.
    for i in range(head + 1, end):
        word = doc.words[i]
        if word in _STOP_PUNCT or "\n" in word or (doc.lower[i] in RELATIVE and doc.lower[i] != "that"):
            end = i
            break
        if doc.deps[i] in ("acl:relcl", "parataxis", "advcl", "ccomp") and doc.left[i] > head:
            end = doc.left[i]
            break
    while end > head + 1 and doc.pos[end - 1] == "ADV":
        end -= 1
    while end > head + 1 and (
        doc.words[end - 1] in (",", "-", "(", "–")
        or (doc.deps[end - 1] in ("cc", "punct", "mark") and doc.words[end - 1] not in (")",))
    ):
        end -= 1
    if not start <= head < end:
        return None
    bound = high if stop is None or stop < head else min(high, stop)
    while (
        end < bound
        and doc.pos[end] == "PROPN"
        and doc.pos[end - 1] in ("PROPN", "NOUN", "ADJ")
        and doc.lower[end] not in TIMES
    ):
        end += 1
    while (
        start > low
        and start - 1 != stop
        and (
            doc.pos[start - 1] == "PROPN"
            or (doc.pos[start - 1] == "NOUN" and doc.words[start - 1][:1].isupper())
        )
        and doc.pos[start] == "PROPN"
        and (stop is None or stop > start or start - 1 > stop)
    ):
        start -= 1
    start = _with_title(doc, start, head, low)
    start = _with_description(doc, start, end, low)
    return Speaker(start, _with_name(doc, start, end, bound), head, how)


def _with_title(doc: Document, start: int, head: int, low: int) -> int:
    """The beginning with what the parser parted from it: "Chief Executive" Anna Holm, "Smith &" Co."""
    before = start - 1
    if before > low and doc.words[before] == "&" and doc.pos[before - 1] == "PROPN":
        return before - 1
    if before >= low and doc.deps[before] == doc.deps[head] and doc.heads[before] == doc.heads[head]:
        return max(doc.left[before], low)
    return start


def _with_description(doc: Document, start: int, end: int, low: int) -> int:
    """The beginning of a description before a name in commas: "The prime minister, Giorgio Ferri, said"."""
    if (
        start - 2 < low
        or doc.words[start - 1] != ","
        or any(doc.pos[i] != "PROPN" for i in range(start, end))
    ):
        return start
    if end >= doc.n or doc.words[end] != ",":
        return start
    i = start - 1
    while i - 1 >= low and (doc.pos[i - 1] in NOUNISH or doc.words[i - 1] in ("'s", "’s")):
        i -= 1
    opens = i == low or i == doc.sentence(i)[0] or doc.words[i - 1] in (",", "”", '"')
    described = doc.pos[i] in ("DET", "PRON") or "’s" in doc.words[i:start] or "'s" in doc.words[i:start]
    return i if i < start - 1 and opens and described else start


def _with_name(doc: Document, start: int, end: int, bound: int) -> int:
    """The end of a description with the name that stands behind it in commas: "the minister, Petra Lund"."""
    if end + 1 >= bound or doc.words[end] != ",":
        return end
    owned = max((i for i in range(start, end) if doc.words[i] in ("'s", "’s")), default=start - 1)
    if any(doc.pos[i] == "PROPN" for i in range(owned + 1, end)):
        return end
    i = end + 1
    while i < bound and doc.pos[i] == "PROPN":
        i += 1
    closed = i >= bound or doc.words[i] in (".", ",", "“", '"', ":", ";") or doc.words[i].isspace()
    return i if i > end + 1 and closed else end


def run_right(doc: Document, i: int, high: int, *, participles: bool = False) -> int:
    """One past the noun phrase that begins at ``i``, read from the surface alone."""
    j = i
    while j < high:
        if (
            (
                doc.pos[j] in NOUNISH
                or doc.words[j] in ("'s", "’s", "-", "$", "&", "/")
                or (
                    j > i
                    and doc.pos[j] == "ADP"
                    and doc.lower[j]
                    in (("of", "for", "from") if doc.ent_of[j - 1] == "PERSON" else _INNER_PREPOSITIONS)
                )
            )
            or (participles and j > i and doc.tags[j] in ("VBN", "VBG"))
            or (
                doc.tags[j] == "VBG"
                and j + 1 < high
                and doc.pos[j + 1] in ("NOUN", "PROPN")
                and j > i
                and doc.pos[j - 1] in ("NOUN", "PROPN", "ADJ")
            )
        ):
            j += 1
        else:
            break
    while j > i and doc.pos[j - 1] in ("ADP", "DET"):
        j -= 1
    return j
