"""The content of a cue as the parse shows it: clauses, infinitives, objects, clauses around ", he said,"."""

from __future__ import annotations

from tui.nlp.frames import TokenRange
from tui.nlp.names_lists import words
from tui.nlp.quotes_cues import CueHit
from tui.nlp.syntax import Syntax

_CLAUSES = frozenset(
    ("ccomp", "xcomp", "parataxis", "advcl", "dep", "csubj", "obj", "conj", "acl", "acl:relcl")
)
_WH = words("whether if why how what who when where which")
_BREAKS = frozenset((".", "!", "?", ";", ":"))
_TRIM = frozenset((",", ";", ":", ".", "-", "—", "–", "--", "?", "!", "…", "..."))
_SUBORDINATE = words("because while when although though after before since unless until as so but")


def clause(
    s: Syntax, hit: CueHit, low: int, high: int, cues: dict[int, CueHit]
) -> tuple[list[TokenRange], str]:
    """The content of ``hit`` inside ``[low, high)`` and the code of what gave it; no range if there is none.

    ``cues`` are the other cues by token: a new one ends the content of the one before.
    """
    v = hit.at
    cue = hit.cue
    first, last = s.sentence(v)
    low, high = max(low, first), min(high, last)
    if s.deps[v] in ("acl:relcl", "acl", "csubj") and s.right[v] > v:
        # What a relative clause says ends with it.
        high = min(high, s.right[v] + 1)
        for i in range(v + 2, high - 1):
            if s.words[i] == "," and (s.tags[i + 1] in ("VBD", "VBZ", "VBP", "MD") and s.subject(i + 1) < v):
                high = i
                break
    best: TokenRange | None = None
    how = ""
    fronted = None
    for kid in s.kids[v]:
        dep = s.deps[kid]
        if dep in ("ccomp", "xcomp", "parataxis", "advcl", "dep", "csubj"):
            if kid > v:
                start, end = max(s.left[kid], v + 1), s.right[kid] + 1
                while s.words[start] == "," and start < kid:
                    start += 1
                that = next((m for m in s.kids[kid] if s.lower[m] == "that" and s.deps[m] == "mark"), -1)
                if (
                    start < that < kid
                    and not any(s.pos[m] == "VERB" for m in range(start, that))
                    and that - start < 5
                ):
                    start = that
                mark = s.lower[start] if start < s.n else ""
                infinitive = mark == "to" or (s.lower[kid - 1] == "to")
                if dep in ("xcomp", "advcl") and infinitive:
                    if cue.takes("to") or (dep == "xcomp" and hit.passive):
                        best, how = (
                            (start if cue.takes("told") or hit.passive else hit.end, end),
                            "infinitive",
                        )
                elif dep == "xcomp":
                    if cue.takes("small", "as"):
                        best, how = (v + 1, end), "predicate"
                    elif s.tags[kid] != "VBG" and cue.takes("that") and s.subject(kid) >= 0:
                        best, how = (start, end), "clause"
                elif dep == "advcl":
                    if mark in ("that", "whether") or (mark == "if" and cue.lemma in ("ask", "wonder")):
                        best, how = (start, end), "clause"
                    elif mark == "as" and cue.takes("as"):
                        best, how = (v + 1, end), "predicate"
                elif dep in ("parataxis", "dep"):
                    if not best and s.subject(kid) >= 0 and cue.takes("that") and not _has_comma(s, v, start):
                        best, how = (start, end), "clause"
                elif cue.takes("that", "wh", "quote", "to"):
                    best, how = (start, end), "clause"
            elif dep in ("ccomp", "parataxis", "dep") and s.right[kid] < v and cue.takes("quote", "that"):
                fronted = (s.left[kid], s.right[kid] + 1)
    if hit.passive and s.subject(v) >= 0 and s.lower[s.subject(v)] != "it":
        fronted = None
    elif cue.takes("that", "quote") and cue.strength == "strong" and best is None:
        aside = _aside(s, hit, low, high)
        if aside:
            return aside, "aside"
    if cue.takes("that", "quote") and cue.strength == "strong":
        around = _inserted(s, hit, low, high, best, fronted)
        if around:
            return around, "inserted"
    if cue.takes("that"):
        surface = _surface_that(s, hit, high, best)
        if surface is not None:
            best, how = surface, "clause"
    if best is None and fronted is not None:
        return _around(s, hit, low, high, fronted), "fronted"
    if (
        best is None
        and not hit.passive
        and s.deps[v] in ("parataxis", "ccomp", "dep", "advcl")
        and cue.takes("quote", "that")
    ):
        around = _parenthetical(s, hit, low, high)
        if around:
            return around, "parenthetical"
    if (
        best is None
        and cue.takes("to")
        and hit.end + 1 < high
        and s.lower[hit.end] == "to"
        and s.tags[hit.end + 1][:2] in ("VB", "NN")
    ):
        best, how = (hit.end, high), "infinitive"
    if best is None:
        best, how = _object(s, hit)
    if best is None:
        return [], ""
    start, end = best
    start, end = max(start, low), min(end, high)
    for i in range(start, min(start + 4, end)):
        if s.lower[i] == "that" and s.tags[i] == "IN" and i > start and how == "clause":
            if s.lower[i - 1] in _TIMES:
                start = i  # "said last week that"
            break
    if how in ("clause", "infinitive"):
        end = _extended(s, hit, start, end, high, cues)
    return _trimmed(s, start, end), how


def _aside(s: Syntax, hit: CueHit, low: int, high: int) -> list[TokenRange]:
    """ "As X noted, A" and "A, as X put it[, B]": the sentence without the aside."""
    v = hit.at
    subject = s.subject(v)
    first = s.left[subject] if 0 <= subject < v else v
    at = next((i for i in range(first, max(first - 4, low) - 1, -1) if s.lower[i] == "as"), -1)
    if at < 0 or (at > low and s.words[at - 1] not in (",", "—", "–", "--", "”", '"')) or subject < 0:
        if not (at >= 0 and at - low <= 2):
            return []
    j = v + 1
    while j < high and s.words[j] not in (",", "—", "–", "--", ";") and j - v < 12:
        j += 1
    if j < high and s.words[j] not in (",", "—", "–", "--", ";"):
        return []
    return _trimmed(s, low, at) * (at - low > 2) + _trimmed(s, min(j + 1, high), high)


def _inserted(
    s: Syntax, hit: CueHit, low: int, high: int, right: TokenRange | None, fronted: TokenRange | None
) -> list[TokenRange]:
    """ "A, he said, B" and "A, he said." read from the commas: the sentence without the cue's own clause."""
    v = hit.at
    subject = s.subject(v)
    if subject >= 0:
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
    finite_left = any(s.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(low, comma))
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
        if not finite_left or (
            (subordinate_left or s.lower[low] in ("in", "on", "at", "asked")) and fronted is None
        ):
            return []
        return _trimmed(s, low, comma)
    if right is not None and right[0] < j:
        return []
    if (
        not finite_left
        and s.tags[low] in ("VBG", "VBN", "IN")
        and not any(s.deps[k] in ("nsubj", "nsubj:pass") for k in range(j + 1, high))
    ):
        return []
    nxt = j + 1
    if nxt >= high or comma <= low:
        return []
    leave = (
        s.tags[nxt] == "VBG" and (s.is_under(nxt, v) or s.lemmas[nxt] in ("add", "say", "note", "argue"))
    ) or (s.lower[nxt] in ("who", "which", "where", "when", "although", "though", "while", "according"))
    if leave and not subordinate_left:
        return _trimmed(s, low, comma) if finite_left else []
    if (
        finite_left
        and not subordinate_left
        and s.is_under(nxt, v)
        and not any(s.heads[k] < v and not s.is_under(k, v) for k in range(nxt, high) if s.heads[k] != k)
    ):
        # Nothing behind the second comma hangs on what stands before the first.
        return _trimmed(s, low, comma)
    return _trimmed(s, low, comma) + _trimmed(s, nxt, high)


def _has_comma(s: Syntax, v: int, start: int) -> bool:
    return any(s.words[i] in (",", ";") for i in range(v + 1, start))


def _surface_that(s: Syntax, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """ "… that" behind the cue with no other verb between, or a clause that the parser tore right behind it.

    None where the parse's own reading ``best`` stands.
    """
    v = hit.at
    end = best[1] if best else high
    for i in range(v + 1, min(v + 26, high)):
        if s.words[i] in _BREAKS or (s.pos[i] == "VERB" and s.tags[i] != "VBN"):
            break
        if s.lower[i] == "that" and s.tags[i] in ("IN", "WDT") and i + 1 < high:
            return (i, max(end, i + 2)) if best is None or i < best[0] or best[0] - i in (0, 1) else None
        if best is not None and i >= best[0]:
            break
    if hit.cue.strength == "weak" or (hit.cue.lemma in _WRITING and best is None and s.child(v, "obj") > v):
        return None
    i = hit.end
    if hit.cue.takes("told"):
        if best is not None:
            return None
        kid = s.child(v, "obj", "iobj")
        if kid < 0 or kid < v:
            return None
        i = kid + 1
    while i < high and (s.pos[i] == "ADV" or s.lower[i] in _DAYS):
        i += 1
    if (
        best is None
        and i < high
        and hit.cue.takes("bare")
        and (s.pos[i] == "ADP" or s.deps[i] in ("obl:tmod", "obl:npmod", "det"))
    ):
        return _behind_adjuncts(s, i, high)
    if i >= high or s.pos[i] not in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"):
        return None
    if not hit.cue.takes("bare"):
        return None
    if best is not None:
        return (
            (i, best[1])
            if i < best[0]
            and not _has_comma(s, i, best[0])
            and s.lower[best[0]] not in ("to",)
            and s.tags[best[0]] != "IN"
            else None
        )
    if s.lower[i] in ("as", "when", "after", "before", "while"):
        return None
    for j in range(i, min(i + 30, high)):
        if s.words[j] in _BREAKS:
            return None
        if (
            s.tags[j] in ("VBD", "VBZ", "VBP", "MD")
            and s.deps[j] != "acl:relcl"
            and (s.heads[j] != v or s.deps[j] != "conj")
        ):
            return i, high
        if s.lower[j] in ("who", "which") or (
            s.words[j] == "," and (j - i < 3 or s.tags[j + 1 : j + 2] == ["VBG"])
        ):
            return None
    return None


def _behind_adjuncts(s: Syntax, i: int, high: int) -> TokenRange | None:
    """The clause behind "said in an interview with X" and "said on Monday": from its subject on."""
    for k in range(i, min(i + 20, high)):
        if (
            s.words[k] in _BREAKS
            or s.words[k] in (",", "“", '"')
            or s.tags[k] in ("VBD", "VBZ", "VBP", "MD", "VBG", "VB")
        ):
            return None
        if (
            s.deps[k] in ("nsubj", "nsubj:pass")
            and s.heads[k] > k
            and s.lower[k] not in ("who", "which", "that")
        ):
            verb = s.heads[k]
            finite = any(s.tags[m] in ("VBD", "VBZ", "VBP", "MD") for m in [verb, *s.kids[verb]])
            return (s.left[k], high) if finite and s.left[k] >= i else None
    return None


_WRITING = words("write tweet post blog email text add note")
_TIMES = words("week month year monday tuesday wednesday thursday friday saturday sunday today yesterday")
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday today yesterday")


def _extended(s: Syntax, hit: CueHit, start: int, end: int, high: int, cues: dict[int, CueHit]) -> int:
    """How far a clause reaches: to the end of the sentence, or to where the cue's own verb goes on.

    The parser is not to be trusted with what hangs on the cue and what on the clause; commas, conjunctions and
    the next cue are.
    """
    v = hit.at
    stop = high
    above = s.heads[v]
    if above > v and s.deps[v] in ("advcl", "parataxis", "dep", "ccomp") and above > start:
        # "While X said …, Y": the main clause ends what the first one says.
        subject = s.subject(above)
        border = s.left[subject] if v < subject < above else above
        if border > start and any(s.words[i] == "," for i in range(start, border)):
            high = stop = min(stop, border)
    for i in range(start + 1, high):
        head = s.heads[i]
        if i >= end and head == v and s.deps[i] in ("conj", "advcl", "parataxis") and s.left[i] > start:
            first = s.left[i]
            own = s.subject(i) >= 0
            if s.deps[i] == "conj" and not own and s.words[first - 1] != "," and i not in cues:
                continue
            opening = s.words[first : first + 2]
            if s.deps[i] == "conj" and ("that" in opening or any(w in ("“", '"', "‘", "'") for w in opening)):
                continue
            if s.deps[i] == "conj" or (s.tags[i] == "VBG" and s.words[first - 1] == ","):
                if i in cues and not own:
                    cues[i].heir_of = hit
                return min(stop, first)
        other = cues.get(i)
        if other is None or other.kind != "verb" or other.cue.strength == "weak" or other.negated:
            continue
        if (
            s.tags[i] == "VBG"
            and s.words[i - 1] == ","
            and (other.cue.strength == "strong" or s.deps[i] in ("advcl", "acl", "parataxis", "conj"))
        ):
            other.heir_of = hit
            return i - 1
        subject = s.subject(i)
        if (
            start < subject < i
            and s.tags[i] in ("VBD", "VBZ", "VBP")
            and s.lower[s.left[subject] - 1] in ("and", "but", "while")
            and s.left[subject] - 1 > start
        ):
            return s.left[subject] - 1
        if (
            s.tags[i] in ("VBD", "VBZ", "VBP") or (s.tags[i] == "VBN" and s.child(i, "aux", "aux:pass") < 0)
        ) and subject < 0:
            for back in (1, 2):
                if s.lower[i - back] in ("and", "but") and (back == 1 or s.pos[i - 1] == "ADV"):
                    other.heir_of = hit
                    return i - back
    for i in range(start + 2, stop):
        if s.words[i] == ";" or (s.words[i - 1] == "," and s.lower[i] in ("according", "although", "though")):
            return i if s.words[i] == ";" else i - 1
    return stop


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
    if (s.is_under(nxt, v) and s.tags[nxt] in ("VBG", "IN")) or s.deps[nxt] == "appos":
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
        if left - 1 < low or (
            s.words[left] != "," and s.words[left - 1] not in (",", "”", '"', "—", "-", "–", "--")
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
            kid = s.child(v, "nsubj:pass") if cue.strength == "strong" or cue.lemma == "mention" else -1
            if kid >= 0 and s.lower[kid] not in ("it", "that", "which", "who"):
                return (s.left[kid], s.right[kid] + 1), "object"
        elif kid > v and s.lower[kid] not in ("him", "her", "them", "me", "us", "it", "you"):
            return (v + 1, s.right[kid] + 1), "object"
    for kid in s.kids[v]:
        if kid > v and not hit.passive and s.deps[kid] in ("obl", "advcl", "obj", "nmod", "prep"):
            first = s.left[kid]
            if s.lower[first] in cue.frames:
                end = max(
                    [
                        s.right[k] + 1
                        for k in s.kids[v]
                        if k >= kid and s.deps[k] in ("xcomp", "advcl") and "to" in s.lower[s.left[k] : k]
                    ]
                    + [s.right[kid] + 1]
                )
                return (first, end), "preposition"
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
