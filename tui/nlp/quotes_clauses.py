"""The content of a cue as the parse shows it: clauses, infinitives, predicates and objects."""

from __future__ import annotations

from tui.nlp.frames import TokenRange
from tui.nlp.names_lists import words
from tui.nlp.quotes_asides import aside, between_commas, inserted, trimmed
from tui.nlp.quotes_cues import CueHit
from tui.nlp.quotes_openings import has_comma, surface_clause
from tui.nlp.quotes_reach import extended
from tui.nlp.syntax import FINITE, Syntax

_QUESTIONS = words("whether if why how what who whom when where which that for")
_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "``", "''"))
_JOINTS = frozenset(("-", "’s", "'s", "’", "$"))
_PREPOSITIONS = words("of about for on against as")
_QUESTIONED = words("asked pressed questioned")  # "Asked about it, she said …"
_TIMES = words("week month year monday tuesday wednesday thursday friday saturday sunday today yesterday")


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
    relative = s.deps[v] in ("acl:relcl", "acl", "csubj") and not any(s.lower[k] == "as" for k in s.kids[v])
    loose = s.tags[v] == "VBG" and s.words[v - 1] == ","  # ", saying" goes with a verb, whatever it hangs on
    if relative and s.right[v] > v and not loose and not between_commas(s, v):
        # What a relative clause says ends with it.
        high = min(high, s.right[v] + 1)
        for i in range(v + 2, high - 1):
            if s.words[i] == "," and (s.tags[i + 1] in FINITE and s.subject(i + 1) < v):
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
                    elif (
                        s.tags[kid] == "VBG"
                        and start == hit.end
                        and cue.strength == "strong"
                        and cue.takes("that")
                    ):
                        best, how = (start, end), "clause"  # "admitted using", "recalled going"
                elif dep == "advcl":
                    if mark in ("that", "whether") or (mark == "if" and cue.lemma in ("ask", "wonder")):
                        best, how = (start, end), "clause"
                    elif mark == "as" and cue.takes("as"):
                        best, how = (v + 1, end), "predicate"
                elif dep in ("parataxis", "dep"):
                    if not best and s.subject(kid) >= 0 and cue.takes("that") and not has_comma(s, v, start):
                        best, how = (start, end), "clause"
                elif cue.takes("that", "wh", "quote", "to"):
                    if (
                        best is not None
                        and how == "clause"
                        and best[0] < start
                        and not (cue.takes("told") and mark == "that")
                    ):
                        start = best[0]  # what the parser took apart into two clauses
                    best, how = (start, end), "clause"
            elif (
                dep in ("ccomp", "parataxis", "dep")
                and s.right[kid] < v
                and cue.takes("quote", "that")
                and s.lower[s.left[kid]] not in _QUESTIONED
            ):
                fronted = (s.left[kid], s.right[kid] + 1)
    if hit.passive and s.subject(v) >= 0 and s.lower[s.subject(v)] != "it":
        fronted = None
    elif cue.takes("that", "quote") and cue.strength == "strong" and best is None:
        apart = aside(s, hit, low, high)
        if apart:
            return apart, "aside"
    if cue.takes("that", "quote") and cue.strength == "strong":
        around = inserted(s, hit, low, high, best, fronted)
        if around:
            return around, "inserted"
    if cue.takes("that"):
        surface = surface_clause(s, hit, high, best)
        if surface is not None:
            best, how = surface, "clause"
    if best is not None and any(i in cues and s.words[i - 1] == "," for i in range(v + 2, best[0])):
        best = None  # ", suggesting that": another cue's
    if best is None and fronted is not None:
        return trimmed(s, max(fronted[0], low), min(fronted[1], v)), "fronted"
    if (
        best is None
        and cue.takes("to")
        and hit.end + 1 < high
        and s.lower[hit.end] == "to"
        and s.tags[hit.end + 1][:2] in ("VB", "NN")
    ):
        best, how = (hit.end, high), "infinitive"
    if best is None and cue.takes("to") and cue.takes("told", "object", "quote") and not hit.passive:
        best, how = _hearer_to(s, hit, high), "infinitive"
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
    if how == "object":
        asides = (
            i - 1 for i in range(start + 1, end) if i in cues and s.tags[i] == "VBG" and s.words[i - 1] == ","
        )
        end = next(asides, end)
        while end < high and _goes_with(s, end):
            end += 1
    if (
        cue.lemma == "ask"
        and how == "clause"
        and s.lower[start] not in _QUESTIONS
        and s.words[start] not in _MARKS
    ):
        return [], ""  # "was asked about the plan, whose author …"
    if how in ("clause", "infinitive"):
        end = extended(s, hit, start, end, high, cues)
    return trimmed(s, start, end), how


def _goes_with(s: Syntax, i: int) -> bool:
    """Whether an object goes on at ``i``, which stands right behind what the parser gave it."""
    if s.lower[i] in ("and", "or"):
        return s.pos[i + 1] in ("DET", "ADJ", "NOUN", "PROPN", "PRON") and s.subject(s.heads[i + 1]) < 0
    if (s.lower[i] == "as" and s.deps[i] == "mark") or (s.words[i - 1] in _MARKS and s.words[i - 2] == ","):
        return False
    return (s.words[i][:1].isalnum() or s.words[i] in _JOINTS) and s.lower[i] not in ("but", "while", "that")


def _hearer_to(s: Syntax, hit: CueHit, high: int) -> TokenRange | None:
    """ "asked the crowd to leave", where the parser hangs the infinitive on the hearer; else None."""
    hearer = s.heads[hit.at] if s.deps[hit.at] == "amod" else s.child(hit.at, "obj", "iobj")
    if hearer <= hit.at:
        return None
    for i in range(max(s.left[hearer], hit.at) + 1, min(hearer + 10, high - 1)):
        if s.lower[i] == "to" and s.tags[i + 1] == "VB" and i > hearer:
            return (i if hit.cue.takes("told") else hit.end), high
        if s.words[i] in (",", ";") or s.lower[i] == "about" or s.tags[i] in FINITE:
            break
    return None


def _object(s: Syntax, hit: CueHit) -> tuple[TokenRange | None, str]:
    v, cue = hit.at, hit.cue
    if cue.takes("object"):
        kid = s.child(v, "obj")
        if hit.passive:
            kid = s.child(v, "nsubj:pass") if cue.strength == "strong" or cue.lemma == "mention" else -1
            if kid >= 0 and s.lower[kid] not in ("it", "that", "which", "who"):
                behind = min([k for k in s.kids[v] if kid < k <= v] + [v, s.right[kid] + 1])
                return (s.left[kid], behind), "object"
        elif kid > v and s.lower[kid] not in ("him", "her", "them", "me", "us", "it", "you"):
            return (v + 1, s.right[kid] + 1), "object"
    for kid in s.kids[v]:
        if kid > v and not hit.passive and s.deps[kid] in ("obl", "advcl", "obj", "nmod", "prep"):
            first = s.left[kid]
            if s.lower[first] in _PREPOSITIONS & cue.frames or (
                s.lower[first] == "to" and cue.lemma == "point"
            ):
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
