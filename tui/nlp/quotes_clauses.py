"""The content of a cue as the parse shows it: clauses, infinitives, objects, and the clause around "…, he said, …"."""

from __future__ import annotations

from tui.nlp.quotes_cues import CueHit
from tui.nlp.syntax import Syntax
from tui.nlp.frames import TokenRange

_CLAUSES = frozenset(
    ("ccomp", "xcomp", "parataxis", "advcl", "dep", "csubj", "obj", "conj", "acl", "acl:relcl")
)
_WH = frozenset("whether if why how what who when where which".split())
_BREAKS = frozenset((".", "!", "?", ";", ":"))
_TRIM = frozenset((",", ";", ":", ".", "-", "—", "–", "--", "?", "!", "…", "..."))
_SUBORDINATE = frozenset(
    "because while when although though after before since unless until as so but".split()
)


def clause(s: Syntax, hit: CueHit, low: int, high: int) -> tuple[list[TokenRange], str]:
    """The content of ``hit`` inside ``[low, high)`` and the code of what gave it; no range if there is none."""
    v = hit.at
    cue = hit.cue
    first, last = s.sentence(v)
    low, high = max(low, first), min(high, last)
    best: TokenRange | None = None
    how = ""
    fronted = None
    for kid in s.kids[v]:
        dep = s.deps[kid]
        if dep in ("ccomp", "xcomp", "parataxis", "advcl", "dep", "csubj"):
            if kid > v:
                start, end = max(s.left[kid], v + 1), s.right[kid] + 1
                mark = s.lower[start] if start < s.n else ""
                while s.words[start] == "," and start < kid:
                    start += 1
                    mark = s.lower[start]
                infinitive = mark == "to" or (s.lower[kid - 1] == "to")
                if dep in ("xcomp", "advcl") and infinitive:
                    if cue.takes("to"):
                        best, how = (start, end), "infinitive"
                    elif dep == "xcomp" and hit.passive:
                        best, how = (start, end), "infinitive"
                elif dep == "xcomp":
                    if cue.takes("small", "as"):
                        best, how = _small(s, v, start, end), "predicate"
                    elif s.tags[kid] != "VBG" and cue.takes("that") and s.subject(kid) >= 0:
                        best, how = (start, end), "clause"
                elif dep == "advcl":
                    if mark in ("that", "whether") or (mark == "if" and cue.lemma in ("ask", "wonder")):
                        best, how = (start, end), "clause"
                    elif mark == "as" and cue.takes("as"):
                        best, how = _small(s, v, start, end), "predicate"
                elif dep in ("parataxis", "dep"):
                    if not best and s.subject(kid) >= 0 and cue.takes("that") and not _has_comma(s, v, start):
                        best, how = (start, end), "clause"
                elif cue.takes("that", "wh", "quote", "to"):
                    best, how = (start, end), "clause"
            elif dep in ("ccomp", "parataxis", "dep") and s.right[kid] < v and cue.takes("quote", "that"):
                fronted = (s.left[kid], s.right[kid] + 1)
    if best is None and cue.strength == "strong" and cue.takes("that"):
        best = _surface_that(s, v, high)
        how = "clause"
    if best is None and fronted is not None:
        return _around(s, hit, low, high, fronted), "fronted"
    if best is None and s.deps[v] in ("parataxis", "ccomp", "dep", "advcl") and cue.takes("quote", "that"):
        around = _parenthetical(s, hit, low, high)
        if around:
            return around, "parenthetical"
    if best is None:
        best, how = _object(s, hit)
    if best is None:
        return [], ""
    start, end = best
    start, end = max(start, low), min(end, high)
    if how in ("clause", "infinitive"):
        end = _extended(s, v, end, high)
    return _trimmed(s, start, end), how


def _has_comma(s: Syntax, v: int, start: int) -> bool:
    return any(s.words[i] in (",", ";") for i in range(v + 1, start))


def _small(s: Syntax, v: int, start: int, end: int) -> TokenRange:
    return v + 1, end


def _surface_that(s: Syntax, v: int, high: int) -> TokenRange | None:
    """ "… that" close behind the cue, or a clause that the parser hung elsewhere right behind it."""
    limit = min(v + 9, high)
    for i in range(v + 1, limit):
        if s.words[i] in _BREAKS:
            return None
        if s.lower[i] == "that" and s.pos[i] == "SCONJ" and i + 1 < high:
            return i, high
    i = v + 1
    if i < high and s.pos[i] in ("PRON", "DET", "PROPN", "NOUN", "ADJ") and not s.is_under(i, v):
        for j in range(i, min(i + 12, high)):
            if s.words[j] in _BREAKS or s.words[j] == ",":
                return None
            if s.pos[j] in ("VERB", "AUX") and s.heads[j] != v and s.tags[j] in ("VBD", "VBZ", "VBP", "MD"):
                return i, high
    return None


def _extended(s: Syntax, v: int, end: int, high: int) -> int:
    """What follows the clause with no comma between belongs to it, whatever the parser hung it on."""
    while end < high:
        word = s.words[end]
        if word in _TRIM or word in ("”", '"', "“", "(", ")", "''"):
            break
        if s.lower[end] in ("and", "but", "or"):
            other = s.heads[end]
            if other != end and s.heads[other] == v and s.deps[other] == "conj":
                break
        end += 1
    return end


def _around(s: Syntax, hit: CueHit, low: int, high: int, fronted: TokenRange) -> list[TokenRange]:
    """ "A, he said, B": the fronted clause, and what follows the cue's own words behind a second comma."""
    start, end = fronted
    start = max(start, low)
    # The sentence's words before the clause (an adverbial, a conjunction) are the speaker's too.
    if start - low <= 12 and not any(s.pos[i] == "VERB" for i in range(low, start)):
        start = low
    pieces = _trimmed(s, start, min(end, hit.at))
    tail = _tail(s, hit, high)
    return pieces + tail


def _tail(s: Syntax, hit: CueHit, high: int) -> list[TokenRange]:
    """What follows "…, he said," in the same sentence: words that depend on the fronted clause's side."""
    v = hit.at
    i = v + 1
    while i < high and s.words[i] not in (",", ";", "—", "–", "--"):
        i += 1
    if i >= high or i - v > 14 or s.words[i] != ",":
        return []
    nxt = i + 1
    if nxt >= high:
        return []
    if s.is_under(nxt, v) and s.tags[nxt] in ("VBG", "IN") or s.deps[nxt] == "appos":
        return []
    for j in range(nxt, high):
        if s.heads[j] < v and s.heads[j] != v and not s.is_under(s.heads[j], v):
            return _trimmed(s, nxt, high)
    return []


def _parenthetical(s: Syntax, hit: CueHit, low: int, high: int) -> list[TokenRange]:
    """ "A, he said[, B]" where the cue hangs on the content: the sentence without the cue's clause."""
    v = hit.at
    top = s.heads[v]
    if s.subject(v) < 0 and not hit.cue.takes("invert"):
        return []
    left, right = s.left[v], s.right[v] + 1
    if top < left:
        if (
            left - 1 < low
            or s.words[left] != ","
            and s.words[left - 1] not in (",", "”", '"', "—", "-", "–", "--")
        ):
            return []
        if any(s.lower[i] in _SUBORDINATE or s.lower[i] in ("who", "which", "that") for i in range(left, v)):
            return []
        pieces = _trimmed(s, max(s.left[top], low), left)
        if s.right[top] >= right:
            pieces += _trimmed(s, right, min(s.right[top] + 1, high))
        return pieces
    return []


def _object(s: Syntax, hit: CueHit) -> tuple[TokenRange | None, str]:
    v, cue = hit.at, hit.cue
    if cue.takes("object"):
        kid = s.child(v, "obj")
        if hit.passive:
            kid = s.child(v, "nsubj:pass")
            if kid >= 0 and s.lower[kid] not in ("it", "that", "which", "who"):
                return (s.left[kid], s.right[kid] + 1), "object"
        elif kid > v and s.lower[kid] not in ("him", "her", "them", "me", "us", "it", "you"):
            return (v + 1, s.right[kid] + 1), "object"
    for kid in s.kids[v]:
        if kid > v and s.deps[kid] in ("obl", "advcl", "obj", "nmod", "prep"):
            first = s.left[kid]
            if s.lower[first] in cue.frames:
                return (first, s.right[kid] + 1), "preposition"
    return None, ""


def _trimmed(s: Syntax, start: int, end: int) -> list[TokenRange]:
    while start < end and (
        s.words[start] in _TRIM or s.words[start].isspace() or s.words[start] in ("”", "''")
    ):
        start += 1
    while end > start and (
        s.words[end - 1] in _TRIM or s.words[end - 1].isspace() or s.words[end - 1] in ("“", "``")
    ):
        end -= 1
    return [(start, end)] if end > start else []


trimmed = _trimmed
