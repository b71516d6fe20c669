"""Where a clause begins and ends, read from the surface where the parser is not to be trusted."""

from __future__ import annotations

from tui.nlp.frames import TokenRange
from tui.nlp.names_lists import words
from tui.nlp.quotes_cues import CueHit
from tui.nlp.syntax import Syntax

BREAKS = frozenset((".", "!", "?", ";", ":"))
_WRITING = words("write tweet post blog email text add")
_CONCEDING = words("while although though whereas where")
_PREPOSED = words("after before by in despite since")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENING = frozenset(("NNP", "NNPS", "NNS", "PRP$", "DT", "JJ", "JJR"))
"""Tags of words that open a clause's subject."""
_LONG = 6
"""Tokens: an object of "say" as long as this is a clause."""
_TENSE = {"VBD": "past", "VBZ": "present", "VBP": "present"}
_REFUSING = words("decline refuse not n't n’t")
_TELLING = words(
    "say tell give offer name discuss elaborate comment provide disclose specify identify explain confirm"
    " detail apologize apologise answer reveal describe mention"
)
_MARKS = frozenset(("“", "”", '"', "''", "``"))
_DAYTIMES = words("morning afternoon evening night week month")
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday today yesterday")


def surface_clause(s: Syntax, hit: CueHit, high: int, best: TokenRange | None) -> TokenRange | None:
    """ "… that" behind the cue with no other verb between, or a clause that the parser tore right behind it.

    None where the parse's own reading ``best`` stands.
    """
    v = hit.at
    end = best[1] if best else high
    for i in range(v + 1, min(v + 26, high)):
        if s.words[i] in BREAKS or (s.pos[i] == "VERB" and s.tags[i] != "VBN"):
            break
        if s.lower[i] == "that" and _describes(s, hit, i):
            return None  # "stressed the danger that floods would bring": its object, told more of
        if (
            s.lower[i] == "that"
            and i + 1 < high
            and (s.tags[i] == "IN" or (s.tags[i] == "WDT" and (hit.cue.strength == "strong" or i == hit.end)))
        ):
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
    while i < high and (
        s.pos[i] == "ADV" or s.lower[i] in _DAYS or (s.lower[i] in _DAYTIMES and s.lower[i - 1] in _DAYS)
    ):
        i += 1
    if (
        best is None
        and i < high
        and hit.cue.takes("bare")
        and (s.pos[i] == "ADP" or s.deps[i] in ("obl:tmod", "obl:npmod", "det"))
    ):
        behind = _behind_adjuncts(s, i, high)
        if behind is not None or s.deps[i] != "det":
            return behind
    if i >= high or s.pos[i] not in ("PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM", "SCONJ"):
        return None
    if not hit.cue.takes("bare"):
        return None
    if best is not None:
        return (
            (i, best[1])
            if i < best[0]
            and (not has_comma(s, i, best[0]) or s.tags[best[0]] in ("VBD", "VBZ", "VBP", "MD"))
            and s.lower[best[0]] not in ("to",)
            and s.tags[best[0]] != "IN"
            else None
        )
    if s.lower[i] in ("as", "when", "after", "before", "while"):
        return None
    if (
        hit.cue.lemma == "say"
        and s.child(v, "obj") > v
        and high - i >= _LONG
        and s.tags[i] in _OPENING
        and s.lower[i : i + 2] != ["the", "same"]
    ):
        return i, high  # "say the minister's lead obscures her debts", its verb taken for a noun
    loose = s.deps[i] == "det"  # maybe an object: no new verb may follow a comma or a conjunction
    for j in range(i, min(i + 30, high)):
        if s.words[j] in BREAKS or (loose and s.lower[j] in (",", "and", "but")):
            return None
        if (
            s.tags[j] in ("VBD", "VBZ", "VBP", "MD")
            and s.deps[j] not in ("acl:relcl", "acl")
            and (s.heads[j] != v or s.deps[j] != "conj")
        ):
            return i, high
        if s.lower[j] in ("who", "which") or (
            s.words[j] == "," and (j - i < 3 or s.tags[j + 1 : j + 2] == ["VBG"])
        ):
            return None
    return None


def _describes(s: Syntax, hit: CueHit, that: int) -> bool:
    """Whether "that" opens a relative clause on the cue's object, not what the cue says."""
    thing = s.child(hit.at, "obj")
    above = s.heads[s.heads[that]]
    return (
        hit.at < thing < that
        and not hit.cue.takes("told")
        and s.pos[thing] in ("NOUN", "PRON")
        and s.deps[s.heads[that]] == "acl:relcl"
        and s.is_under(above, thing)
    )


def _behind_adjuncts(s: Syntax, i: int, high: int) -> TokenRange | None:
    """The clause behind "said in an interview with X" and "said on Monday": from its subject on."""
    for k in range(i, min(i + 20, high)):
        if (
            s.words[k] in BREAKS
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


def extended(s: Syntax, hit: CueHit, start: int, end: int, high: int, cues: dict[int, CueHit]) -> int:
    """How far a clause reaches: to the end of the sentence, or to where the cue's own verb goes on.

    The parser is not to be trusted with what hangs on the cue and what on the clause; commas, conjunctions
    and the next cue are.
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
    semicolon = next((i for i in range(start + 2, high) if s.words[i] == ";"), high)
    high = stop = min(
        _main_clause(s, hit, start, semicolon),
        _own_verb(s, hit, start, semicolon),
        _refusal(s, start, semicolon),
    )
    for i in range(start + 1, high):
        head = s.heads[i]
        if i >= end and head == v and s.deps[i] in ("conj", "advcl", "parataxis") and s.left[i] > start:
            first = s.left[i]
            own = s.subject(i) >= 0
            if s.deps[i] == "conj" and not own and s.words[first - 1] != "," and i not in cues:
                continue
            if s.deps[i] == "conj" and not own and s.tags[v] == "VBG" and s.tags[i] != "VBG":
                continue  # "stressing that it is open and wants to help": a participle takes another one
            opening = [word for word in s.words[first : first + 3] if word != ","][:2]
            if s.deps[i] == "conj" and ("that" in opening or any(w in ("“", '"', "‘", "'") for w in opening)):
                continue
            if s.deps[i] == "conj" or (s.tags[i] == "VBG" and s.words[first - 1] == ","):
                if i in cues and not own:
                    cues[i].heir_of = hit
                return min(stop, first)
        other = cues.get(i)
        if other is None or other.negated:
            continue
        comma = i - 2 if s.pos[i - 1] == "ADV" else i - 1
        if (
            s.tags[i] == "VBG"
            and s.words[comma] == ","
            and (other.cue.strength == "strong" or s.deps[i] in ("advcl", "acl", "parataxis", "conj"))
        ):
            other.heir_of = hit
            return comma
        if other.cue.strength == "weak":
            continue
        subject = s.subject(i)
        aside = _relative_aside(s, i, subject, start) if other.cue.strength == "strong" else -1
        if aside >= 0:
            return aside
        if start < subject < i and s.tags[i] in ("VBD", "VBZ", "VBP"):
            joined = _joined(s, subject, start)
            if joined >= 0:
                return joined
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
        if s.words[i] == ";" or (
            s.words[i - 1] == "," and s.lower[i] in ("according", "although", "though", "while", "whereas")
        ):
            return i if s.words[i] == ";" else i - 1
    return _explained(s, start, stop)


def _explained(s: Syntax, start: int, stop: int) -> int:
    """Where the reporter's explanation at the end begins: ", who is from Leeds", ", which opened in May".

    What would be is his who speaks, and so is what stands in quotation marks.
    """
    comma = next((i for i in range(stop - 1, start + 2, -1) if s.words[i] == ","), -1)
    tail = range(comma + 1, stop)
    if comma < 0 or s.lower[comma + 1 : comma + 2] not in (["who"], ["which"], ["whose"]):
        return stop
    return stop if any(s.tags[i] == "MD" or s.words[i] in _MARKS for i in tail) else comma


def _relative_aside(s: Syntax, i: int, subject: int, start: int) -> int:
    """The comma of ", which he said …", where the content of the cue before ends; -1 where there is none."""
    if not 0 <= subject < i:
        return -1
    first = s.left[subject]
    while first > start and s.lower[first] in ("which", "who", ","):
        first += 1
    return (
        first - 2 if s.lower[first - 1] == "which" and s.words[first - 2] == "," and first - 2 > start else -1
    )


def _joined(s: Syntax, subject: int, start: int) -> int:
    """The comma of ", and the minister, Y, [said]", found from the subject leftwards; -1 if there is none."""
    for i in range(subject, max(start, subject - 12), -1):
        if s.pos[i] in ("VERB", "AUX"):
            break
        if s.lower[i] in ("and", "but", "while") and s.words[i - 1] == ",":
            return i - 1
    return -1


def _main_clause(s: Syntax, hit: CueHit, start: int, high: int) -> int:
    """Where the main clause begins behind a subordinate cue: "While X said A, Y did B"; else ``high``."""
    low = s.sentence(hit.at)[0]
    opening = s.lower[low]
    if not (
        opening in _CONCEDING or (opening in _PREPOSED and s.tags[low + 1] == "VBG" and low + 1 == hit.at)
    ):
        return high
    if any(s.words[i] == "," for i in range(low, hit.at)):
        return high
    for comma in range(start + 2, high - 2):
        if s.words[comma] != ",":
            continue
        subject = next((i for i in range(comma + 1, min(comma + 8, high)) if s.deps[i] == "nsubj"), -1)
        if (
            subject >= 0
            and s.left[subject] <= comma + 1
            and s.lower[subject] not in ("who", "which", "that")
            and not any(s.pos[i] == "VERB" for i in range(comma + 1, subject))
        ):
            return comma
    return high


def _own_verb(s: Syntax, hit: CueHit, start: int, high: int) -> int:
    """The comma before the cue's own second verb: "He says it must go, and has filed a suit"; else ``high``.

    The verb takes no subject and has the cue's tense, and the clause between has another one.
    """
    tense = _TENSE.get(s.tags[hit.at])
    within = next((_TENSE.get(s.tags[i], "other") for i in range(start, high) if s.tags[i] in _FINITE), None)
    if tense is None or within in (None, tense):
        return high
    for i in range(start + 3, high - 2):
        if s.words[i] == "," and s.lower[i + 1] == "and":
            j = i + 2
            while j < high and s.pos[j] == "ADV":
                j += 1
            if j < high and _TENSE.get(s.tags[j]) == tense and s.subject(j) < 0:
                return i
    return high


def _refusal(s: Syntax, start: int, high: int) -> int:
    """Where "but (he) would not say, declined to give …" begins, which is no part of it; else ``high``."""
    for i in range(start + 2, high - 2):
        if s.lower[i] not in ("but", "though", "although"):
            continue
        ahead = s.lemmas[i + 1 : min(i + 7, high)]
        refused = next((k for k, lemma in enumerate(ahead) if lemma in _REFUSING), len(ahead))
        gave_no = next((k for k in range(1, len(ahead)) if ahead[k] == "no"), 0)  # "but offered no proof"
        if any(
            lemma in _TELLING for lemma in [*ahead[refused + 1 : refused + 3], *ahead[gave_no - 1 : gave_no]]
        ):
            return i - 1 if s.words[i - 1] == "," else i
    return high


def has_comma(s: Syntax, v: int, start: int) -> bool:
    return any(s.words[i] in (",", ";") for i in range(v + 1, start))
