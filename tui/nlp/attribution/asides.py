"""The cue's clause as an aside in what it says: "A, he said, B", "A, as X put it"."""

from __future__ import annotations

from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.frames import TokenRange
from tui.nlp.document.parse import FINITE, Syntax
from tui.nlp.lang.lists import words

_TRIM = frozenset((",", ";", ":", ".", "-", "—", "–", "--", "?", "!", "…", "..."))
_SUBORDINATE = words("because while when although though after before since unless until as so but")


_SAYING = words("add say note argue")
_LEAVES = words("who which where when although though while according")
# What goes on with the content behind "A, he said,".
_GOES_ON = words("until unless because if that to including for than so")


def aside(s: Syntax, hit: CueHit, low: int, high: int) -> list[TokenRange]:
    """ "As X noted, A" and "A, as X put it[, B]": the sentence without the aside."""
    v = hit.at
    subject = s.subject(v)
    first = s.left[subject] if 0 <= subject < v else v
    at = next((i for i in range(v - 1, max(first - 4, low) - 1, -1) if s.lower[i] == "as"), -1)
    if any(s.pos[i] == "VERB" or s.words[i] == "," for i in range(at + 1, first if first > at else v)):
        return []
    apart = at <= low or s.words[at - 1] in (",", "—", "–", "--", "”", '"')
    if at < 0 or (at > low and not (apart and (subject >= 0 or s.pos[v - 1] in ("NOUN", "PROPN", "PRON")))):
        return []
    j = v + 1
    while j < high and s.words[j] not in (",", "—", "–", "--", ";") and j - v < 12:
        j += 1
    if j < high and s.words[j] not in (",", "—", "–", "--", ";"):
        return []
    return trimmed(s, low, at) + trimmed(s, min(j + 1, high), high)


def inserted(
    s: Syntax, hit: CueHit, low: int, high: int, right: TokenRange | None, fronted: TokenRange | None
) -> list[TokenRange]:
    """ "A, he said, B" and "A, he said." read from the commas: the sentence without the cue's own clause."""
    v = hit.at
    low = next((i + 1 for i in range(v, low, -1) if s.words[i] == ";"), low)
    high = next((i for i in range(v, high) if s.words[i] == ";"), high)
    subject = s.subject(v)
    own = own_subject(s, v, low)
    if 0 <= subject < own or (subject < 0 and own >= 0):
        subject, first = own, own
        while s.words[first - 1] != ",":
            first -= 1
        left = first
    elif subject >= 0:
        if s.lower[subject] in ("who", "which", "that", "what", "it"):
            return []
        left = min(s.left[subject], v) if subject < v else v
    elif hit.cue.takes("invert") and s.tags[v] in ("VBD", "VBZ", "VBP", "VBN"):
        left = v
    else:
        return []
    # The cue's clause begins at its subject, or at an adverb or auxiliary in front of the verb.
    i = left - 1
    if i > low and s.words[i] in ("”", '"', "''", "’", "'") and s.words[i - 1] == ",":
        pass
    elif i <= low or s.words[i] not in (",", "—", "–", "--", "-"):
        if not (subject > v and i > low):
            return []
        while i > low and s.pos[i] == "ADV":
            i -= 1
        if s.words[i] not in (",", "—", "–", "--"):
            return []
    if s.words[i] == "-" and s.doc[i - 1].whitespace_ == "":
        return []
    comma = i
    # The cue's clause ends at the next comma, dash or full stop.
    j = max(v, s.right[subject] if subject > v else v) + 1
    limit = min(v + 16, high) if subject < v else min(max(v, s.right[subject]) + 16, high)
    while j < limit and s.words[j] not in (",", "—", "–", "--", ";", ":") and s.lower[j] != "that":
        if s.pos[j] in ("VERB", "AUX") and s.deps[j] in ("ccomp", "aux", "cop", "aux:pass"):
            return []
        j += 1
    if j < high and (j >= limit or s.words[j] == ":" or s.lower[j] == "that"):
        return []
    if s.tags[low] == "VBG" and s.heads[low] >= comma:
        return []  # "Stressing that …, the minister urged …"
    if s.lower[low] in ("asked", "pressed", "questioned") or (
        s.tags[low] == "VBG" and j < high and s.tags[j + 1] not in FINITE
    ):
        return []  # "Speaking on the radio, he said the plan …"
    finite_left = any(s.tags[k] in FINITE for k in range(low, comma))
    subordinate_left = s.lower[low] in (
        "if",
        "even",
        "though",
        "although",
        "while",
        "because",
        "when",
        "since",
        "as",
        "unless",
    )
    if any(
        s.deps[k] == "obj" and s.heads[k] == v and k > v and s.pos[k] == "NOUN" and not hit.cue.takes("told")
        for k in range(v + 1, j)
    ):
        return []
    if j >= high or s.words[j] == ";":
        # "People like us, he said." A verb may have been taken for a participle, too.
        phrase = comma - low >= 3 and s.pos[low] in ("DET", "NOUN", "PROPN", "PRON") and s.ents[low] != "DATE"
        if not (finite_left or phrase) or (
            (subordinate_left or s.lower[low] in ("in", "on", "at", "asked")) and fronted is None
        ):
            return []
        return trimmed(s, low, comma)
    if right is not None and right[0] < j:
        return []
    nxt = j + 1
    if nxt >= high or comma <= low:
        return []
    if s.lower[comma - 1] in ("which", "who", "when", "where") and s.words[comma - 2] == ",":
        return trimmed(s, nxt, high)  # "…, which, he said, is closed"
    goes_on = s.lower[nxt] in _GOES_ON
    participle = s.tags[nxt] == "VBG" and (s.is_under(nxt, v) or s.lemmas[nxt] in _SAYING)
    leave = s.lower[nxt] in _LEAVES or (participle and not goes_on)
    if leave and not subordinate_left:
        return trimmed(s, low, comma) if finite_left else []
    if (
        finite_left
        and not subordinate_left
        and not goes_on
        and s.is_under(nxt, v)
        and (subject > v or s.tags[nxt] in ("IN", "RB", "VBG", "VBN", "TO"))
        and not any(s.heads[k] < v and not s.is_under(k, v) for k in range(nxt, high) if s.heads[k] != k)
    ):
        # Nothing behind the second comma hangs on what stands before the first.
        return trimmed(s, low, comma)
    return trimmed(s, low, comma) + trimmed(s, nxt, high)


def between_commas(s: Syntax, v: int) -> bool:
    """Whether the cue's clause stands between commas with a subject of its own: ", Ada said,"."""
    subject = s.subject(v)
    return (
        0 <= subject < v
        and s.lower[subject] not in ("who", "which", "that")
        and s.words[s.left[v] - 1] == ","
        and s.words[min(v + 1, s.n - 1)] == ","
    )


def own_subject(s: Syntax, v: int, low: int) -> int:
    """The noun right before the cue where a comma parts it from the rest: "A, Mr Ito often says"; else -1.

    The parser likes to take the noun before the comma for the subject.
    """
    i = v - 1
    while i > low and s.pos[i] in ("ADV", "AUX"):
        i -= 1
    noun = i
    while i > low and s.pos[i] in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
        i -= 1
    if i <= low or i == noun or s.words[i] != ",":
        return -1
    subject = s.subject(v)
    beside = s.heads[noun] == subject and s.words[min(v + 1, s.n - 1)] in (",", ".")
    return noun if s.heads[noun] == v or (beside and s.pos[noun] == "PROPN") else -1


def trimmed(s: Syntax, start: int, end: int) -> list[TokenRange]:
    while start < end and (
        s.words[start] in _TRIM or s.words[start].isspace() or s.words[start] in ("”", "''")
    ):
        start += 1
    while end > start and (
        s.words[end - 1] in _TRIM or s.words[end - 1].isspace() or s.words[end - 1] in ("“", "``")
    ):
        end -= 1
    return [(start, end)] if end > start else []
