"""The cue's clause as an aside in what it says: "A, he said, B", "A, as X put it"."""

from __future__ import annotations

from tui.nlp.attribution.attribution import TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_TRIM = frozenset((",", ";", ":", ".", "-", "—", "–", "--", "?", "!", "…", "..."))
_ADDING = _KNOWN.words("adding")
_REPORTERS_WORDS = _KNOWN.words("reporters_words_behind_aside")
_CONTENT_GOES_ON = _KNOWN.words("content_goes_on")


def aside(doc: Document, hit: CueHit, low: int, high: int) -> list[TokenRange]:
    """ "As X noted, A" and "A, as X put it[, B]": the sentence without the aside."""
    v = hit.at
    subject = doc.subject(v)
    first = doc.left[subject] if 0 <= subject < v else v
    at = next((i for i in range(v - 1, max(first - 4, low) - 1, -1) if doc.lower[i] == "as"), -1)
    if any(doc.pos[i] == "VERB" or doc.words[i] == "," for i in range(at + 1, first if first > at else v)):
        return []
    apart = at <= low or doc.words[at - 1] in (",", "—", "–", "--", "”", '"')
    if at < 0 or (at > low and not (apart and (subject >= 0 or doc.pos[v - 1] in ("NOUN", "PROPN", "PRON")))):
        return []
    j = v + 1
    while j < high and doc.words[j] not in (",", "—", "–", "--", ";") and j - v < 12:
        j += 1
    if j < high and doc.words[j] not in (",", "—", "–", "--", ";"):
        return []
    return trimmed(doc, low, at) + trimmed(doc, min(j + 1, high), high)


def inserted(
    doc: Document, hit: CueHit, low: int, high: int, right: TokenRange | None, fronted: TokenRange | None
) -> list[TokenRange]:
    """ "A, he said, B" and "A, he said." read from the commas: the sentence without the cue's own clause."""
    v = hit.at
    low = next((i + 1 for i in range(v, low, -1) if doc.words[i] == ";"), low)
    high = next((i for i in range(v, high) if doc.words[i] == ";"), high)
    subject = doc.subject(v)
    own = own_subject(doc, v, low)
    if 0 <= subject < own or (subject < 0 and own >= 0):
        subject, first = own, own
        while doc.words[first - 1] != ",":
            first -= 1
        left = first
    elif subject >= 0:
        if doc.lower[subject] in ("who", "which", "that", "what", "it"):
            return []
        left = min(doc.left[subject], v) if subject < v else v
    elif hit.cue.takes("invert") and doc.tags[v] in ("VBD", "VBZ", "VBP", "VBN"):
        left = v
    else:
        return []
    # The cue's clause begins at its subject, or at an adverb or auxiliary in front of the verb.
    i = left - 1
    if i > low and doc.words[i] in ("”", '"', "''", "’", "'") and doc.words[i - 1] == ",":
        pass
    elif i <= low or doc.words[i] not in (",", "—", "–", "--", "-"):
        if not (subject > v and i > low):
            return []
        while i > low and doc.pos[i] == "ADV":
            i -= 1
        if doc.words[i] not in (",", "—", "–", "--"):
            return []
    if doc.words[i] == "-" and doc.doc[i - 1].whitespace_ == "":
        return []
    comma = i
    # The cue's clause ends at the next comma, dash or full stop.
    j = max(v, doc.right[subject] if subject > v else v) + 1
    limit = min(v + 16, high) if subject < v else min(max(v, doc.right[subject]) + 16, high)
    while j < limit and doc.words[j] not in (",", "—", "–", "--", ";", ":") and doc.lower[j] != "that":
        if doc.pos[j] in ("VERB", "AUX") and doc.deps[j] in ("ccomp", "aux", "cop", "aux:pass"):
            return []
        j += 1
    if j < high and (j >= limit or doc.words[j] == ":" or doc.lower[j] == "that"):
        return []
    if doc.tags[low] == "VBG" and doc.heads[low] >= comma:
        return []  # "Stressing that …, the minister urged …"
    if doc.lower[low] in ("asked", "pressed", "questioned") or (
        doc.tags[low] == "VBG" and j < high and doc.tags[j + 1] not in FINITE
    ):
        return []  # "Speaking on the radio, he said the plan …"
    finite_left = any(doc.tags[k] in FINITE for k in range(low, comma))
    subordinate_left = doc.lower[low] in (
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
        doc.deps[k] == "obj"
        and doc.heads[k] == v
        and k > v
        and doc.pos[k] == "NOUN"
        and not hit.cue.takes("told")
        for k in range(v + 1, j)
    ):
        return []
    if j >= high or doc.words[j] == ";":
        # "People like us, he said." A verb may have been taken for a participle, too.
        phrase = (
            comma - low >= 3
            and doc.pos[low] in ("DET", "NOUN", "PROPN", "PRON")
            and doc.ent_of[low] != "DATE"
        )
        if not (finite_left or phrase) or (
            (subordinate_left or doc.lower[low] in ("in", "on", "at", "asked")) and fronted is None
        ):
            return []
        return trimmed(doc, low, comma)
    if right is not None and right[0] < j:
        return []
    nxt = j + 1
    if nxt >= high or comma <= low:
        return []
    if doc.lower[comma - 1] in ("which", "who", "when", "where") and doc.words[comma - 2] == ",":
        return trimmed(doc, nxt, high)  # "…, which, he said, is closed"
    goes_on = doc.lower[nxt] in _CONTENT_GOES_ON
    participle = doc.tags[nxt] == "VBG" and (doc.is_under(nxt, v) or doc.lemmas[nxt] in _ADDING)
    leave = doc.lower[nxt] in _REPORTERS_WORDS or (participle and not goes_on)
    if leave and not subordinate_left:
        return trimmed(doc, low, comma) if finite_left else []
    if (
        finite_left
        and not subordinate_left
        and not goes_on
        and doc.is_under(nxt, v)
        and (subject > v or doc.tags[nxt] in ("IN", "RB", "VBG", "VBN", "TO"))
        and not any(
            doc.heads[k] < v and not doc.is_under(k, v) for k in range(nxt, high) if doc.heads[k] != k
        )
    ):
        # Nothing behind the second comma hangs on what stands before the first.
        return trimmed(doc, low, comma)
    return trimmed(doc, low, comma) + trimmed(doc, nxt, high)


def between_commas(doc: Document, verb: int) -> bool:
    """Whether the cue's clause stands between commas with a subject of its own: ", Ada said,"."""
    subject = doc.subject(verb)
    return (
        0 <= subject < verb
        and doc.lower[subject] not in ("who", "which", "that")
        and doc.words[doc.left[verb] - 1] == ","
        and doc.words[min(verb + 1, doc.n - 1)] == ","
    )


def own_subject(doc: Document, verb: int, low: int) -> int:
    """The noun right before the cue where a comma parts it from the rest: "A, Mr Ito often says"; else -1.

    The parser likes to take the noun before the comma for the subject.
    """
    i = verb - 1
    while i > low and doc.pos[i] in ("ADV", "AUX"):
        i -= 1
    noun = i
    while i > low and doc.pos[i] in ("PROPN", "NOUN", "PRON", "DET", "ADJ"):
        i -= 1
    if i <= low or i == noun or doc.words[i] != ",":
        return -1
    subject = doc.subject(verb)
    beside = doc.heads[noun] == subject and doc.words[min(verb + 1, doc.n - 1)] in (",", ".")
    return noun if doc.heads[noun] == verb or (beside and doc.pos[noun] == "PROPN") else -1


def trimmed(doc: Document, start: int, end: int) -> list[TokenRange]:
    while start < end and (
        doc.words[start] in _TRIM or doc.words[start].isspace() or doc.words[start] in ("”", "''")
    ):
        start += 1
    while end > start and (
        doc.words[end - 1] in _TRIM or doc.words[end - 1].isspace() or doc.words[end - 1] in ("“", "``")
    ):
        end -= 1
    return [(start, end)] if end > start else []
