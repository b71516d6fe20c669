"""Passages in quotation marks and the cue that brings each in: behind it, before it, around it."""

from __future__ import annotations

from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.frames import TokenRange
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import FINAL, LONG, Draft, Reading
from tui.nlp.attribution.sources_of_cues import draft_for
from tui.nlp.document.parse import FINITE, Syntax
from tui.nlp.lang.cues import Cue
from tui.nlp.lang.lists import words

_LINKS = words("and but or while when because who which after before although since if that")


def quoted(r: Reading) -> None:
    """Give each passage in quotation marks to the cue that brings it in."""
    hits_at = {h.at: h for h in r.hits}
    r.hits_at = hits_at
    for k in r.tops:
        if k in r.of_passage:
            continue
        p = r.passages[k]
        best: tuple[float, CueHit, str] | None = None
        for found in (after(r, p), before(r, p)):
            if found and (best is None or found[0] > best[0]):
                best = found
        if best is None:
            continue
        _, hit, how = best
        if p.words < LONG and (
            (how not in ("after", "predicate") and not (how in ("before", "colon") and brought_in(r, p, hit)))
            or hit.cue.strength == "weak"
            or hit.passive
            or (how == "predicate" and hit.cue.takes("object") and not as_between(r, hit, p))
        ):
            continue
        if hit.negated and how != "after":
            continue
        if how == "before" and r.s.words[p.outer_start - 1] != ",":
            hit = outer_cue(r, hit)
        draft = draft_for(r, hit, how, p)
        if draft is not None:
            draft.content.append((described(r, hit, p) if how == "predicate" else p.outer_start, p.outer_end))
            if how == "predicate":
                series(r, k, draft)
            if how == "after" and not r.opens(p) and r.s.words[p.outer_start - 1] != ":":
                draft.content.extend(leading(r, p))
            draft.passages.append(k)
            r.of_passage[k] = draft


def described(r: Reading, hit: CueHit, p: Passage) -> int:
    """Where the description begins: behind the cue, or behind "by X" in "described by X as …"."""
    s = r.s
    if hit.end < p.outer_start and s.lower[hit.end] == "by":
        return next((i for i in range(hit.end, p.outer_start) if s.lower[i] == "as"), p.outer_start)
    return hit.end


def outer_cue(r: Reading, hit: CueHit) -> CueHit:
    """The cue whose clause holds ``hit``: in "X said he called it …" the words are X's."""
    s = r.s
    i = hit.at
    for _ in range(6):
        above = s.heads[i]
        if above == i or above > hit.at:
            break
        other = r.hits_at.get(above)
        if (
            other is not None
            and s.deps[i] == "ccomp"
            and other.cue.strength == "strong"
            and not other.negated
            and other.cue.takes("that")
            and not any(s.words[k] in ("“", '"') for k in range(above, i))
        ):
            return other
        i = above
    return hit


def brought_in(r: Reading, p: Passage, hit: CueHit) -> bool:
    """Whether a comma or colon behind a strong cue brings the passage in: he said, "No." """
    return hit.cue.strength == "strong" and r.s.words[p.outer_start - 1] in (",", ":")


def as_between(r: Reading, hit: CueHit, p: Passage) -> bool:
    """Whether "as" stands between the cue and the passage: blasted it as "dangerous"."""
    return any(r.s.lower[i] == "as" for i in range(hit.end, p.outer_start))


def series(r: Reading, k: int, draft: Draft) -> None:
    """Take the passages that follow in a row: called it "a", "b" and "c"."""
    s = r.s
    for m in r.tops[r.tops.index(k) + 1 :] if len(r.tops) < 400 else []:
        q = r.passages[m]
        last = r.passages[k].outer_end
        gap = range(last, q.outer_start)
        if (
            len(gap) > 4
            or m in r.of_passage
            or not all(s.words[i] in (",", "and", "or", "as", "a", "an", "the", "but") for i in gap)
        ):
            break
        draft.content.append((last, q.outer_end))
        draft.passages.append(m)
        r.of_passage[m] = draft
        k = m


def cued_before(r: Reading, p: Passage) -> bool:
    """Whether a strong cue stands before the passage in its sentence, or one right before it (and "as")."""
    start = max(r.s.sentence(p.outer_start)[0], r.low[p.outer_start - 1])
    beside = p.outer_start - (r.s.lower[p.outer_start - 1] == "as")
    return any(
        i in r.hits_at and (r.hits_at[i].cue.strength == "strong" or r.hits_at[i].end == beside)
        for i in range(start, p.outer_start)
    )


def leading(r: Reading, p: Passage) -> list[TokenRange]:
    """The unquoted beginning of a sentence whose end stands in the marks: It is "a relic," X wrote."""
    s = r.s
    if cued_before(r, p):
        return []
    start = max(s.sentence(p.outer_start)[0], r.low[p.outer_start - 1])
    return trimmed(s, start, p.outer_start)


def after(r: Reading, p: Passage) -> tuple[float, CueHit, str] | None:
    """The cue behind a passage ("…," X said), with a score and the rule's code."""
    s = r.s
    i = p.outer_end
    if i >= s.n or "\n" in s.words[i]:
        return None
    high = r.high[i]
    last = r.last(p)
    comma = last in (",", "—", "--", "-", "–") or s.words[i] == ","
    open_end = last in ("?", "!", "…", "...") or last not in (".", ",")
    if s.words[i] in (".", ";"):
        return None
    if s.words[i] in (",", "—", "–", "--", "-"):
        i += 1
    if i >= high or s.lower[i] in _LINKS:
        return None
    opens = r.opens(p) or s.words[p.outer_start - 1] in (",", ":")
    if not opens and (not comma or r.titled(p) or cued_before(r, p) or programme(r, p)):
        return None
    if last == "." and not comma:
        open_end = False
    if not comma and last not in FINAL and p.words < LONG and r.titled(p):
        return None  # “Doctor Doom” told fans …
    goes_on = comma or (last in FINAL and s.tags[i] == "PRP" and s.words[i].islower())
    unnamed = any_verb(s, i, high) if goes_on else None
    if unnamed is not None and unnamed.at not in r.hits_at:
        return 3.0, unnamed, "after"
    for j in range(i, min(i + 40, high)):
        word = s.words[j]
        if word in (".", ";", ":", "?", "!") and j > i:
            break
        hit = r.hits_at.get(j)
        if hit is None or not hit.cue.takes("quote"):
            continue
        if hit.cue.strength == "weak" and not (comma and j - i <= 2):
            continue
        if s.deps[j] in ("acl:relcl", "acl") and not comma:
            continue
        if s.deps[j] == "acl:relcl" and s.lower[s.left[j]] in ("who", "which", "that"):
            continue
        if s.tags[j] == "VBG" and (j == i or s.child(j, "aux") < 0):
            return None
        distance = j - i
        if comma:
            return 4.5 - distance / 40, hit, "after"
        if open_end and (distance <= 6 or not _clause_between(s, i, j, last in FINAL)):
            return 3.5 - distance / 40, hit, "after"
        if not comma and not open_end and distance <= 3 and j + 1 < s.n and s.words[j + 1] in (".", ","):
            return 2.5, hit, "after"
        return None
    return None


def any_verb(s: Syntax, i: int, high: int) -> CueHit | None:
    """The verb of "…," he beamed: what stands in the place of a verb of saying is one."""
    if s.pos[i] not in ("PRON", "PROPN"):
        return None
    v = i
    while v < min(i + 5, high - 1) and s.pos[v] in ("PRON", "PROPN", "ADV"):
        v += 1
    if s.tags[v] not in ("VBD", "VBZ", "VBP") or s.pos[v] != "VERB" or v + 1 >= s.n:
        return None
    ends = (
        s.words[v + 1] in (".", ",", ";", ":") or s.words[v + 1].isspace() or s.pos[v + 1] in ("ADP", "ADV")
    )
    cue = Cue(s.lemmas[v].lower(), False, "medium", frozenset(("quote",)))
    return CueHit(v, v, v + 1, cue, "verb") if ends else None


def _clause_between(s: Syntax, start: int, end: int, ended: bool) -> bool:
    """Whether a verb of another clause stands in ``[start, end)``.

    Behind a passage that ended its sentence only a finite verb is one, and not that of a relative clause.
    """
    if not ended:
        return any(s.pos[i] in ("VERB", "AUX") for i in range(start, end))
    return any(
        s.tags[i] in FINITE and "acl:relcl" not in (s.deps[i], s.deps[s.heads[i]]) for i in range(start, end)
    )


def programme(r: Reading, p: Passage) -> bool:
    """Whether a short passage in capitals ends a phrase without a verb: On "Hour," X said …"""
    s = r.s
    if p.words >= LONG or not all(
        s.words[i][:1].isupper() for i in range(p.start, p.end) if s.words[i].isalpha()
    ):
        return False
    start = max(s.sentence(p.outer_start)[0], r.low[p.outer_start - 1])
    return not any(s.pos[i] in ("VERB", "AUX") for i in range(start, p.outer_start))


def before(r: Reading, p: Passage) -> tuple[float, CueHit, str] | None:
    """The cue before a passage (X said: "…"), with a score and the rule's code."""
    s = r.s
    i = p.outer_start - 1
    if i < 0 or s.words[i] in FINAL:
        return None
    if "\n" in s.words[i]:
        j = i - 1
        while j >= 0 and s.words[j].isspace():
            j -= 1
        if j >= 0 and s.words[j] in (":",) and r.over[j] < 0:
            hit = last_cue(r, j, r.low[j], 40)
            if hit is not None:
                return 4.0, hit, "colon"
        return None
    low = r.low[i]
    word = s.words[i]
    if word == ":":
        hit = last_cue(r, i, low, 40)
        ends = 4.2 if r.last(p) == "," else 5.0  # ': "…," he said' is his who said it
        return (ends, hit, "colon") if hit is not None else None
    hit = last_cue(r, i + 1, max(low, i - 16), 17)
    if hit is None:
        return None
    if word == ",":
        if hit.cue.strength != "weak":
            return 4.0, hit, "before"
        return None
    if hit.cue.takes("small", "as", "object") and not hit.cue.takes("that"):
        if hit.passive and r.titled(p):
            return None
        if i + 1 - hit.end <= 14 and not any(
            s.tags[j] in FINITE or s.words[j] in (",", ";", ":") for j in range(hit.end, i + 1)
        ):
            return 3.2, hit, "predicate"
    if hit.end == i + 1 or (word == "that" and hit.end == i):
        return 4.4, hit, "before"
    near = i + 1 - hit.end <= 6 and not any(s.pos[j] in ("VERB", "AUX") for j in range(hit.end, i + 1))
    if near and (s.words[p.start][:1].isupper() or hit.cue.takes("small", "as", "told")):
        return 3.0, hit, "before"
    return None


def last_cue(r: Reading, before: int, low: int, reach: int) -> CueHit | None:
    """The last cue that takes quotations within ``reach`` tokens before ``before``, in the same sentence."""
    s = r.s
    for j in range(before - 1, max(low, before - reach) - 1, -1):
        if s.words[j] in FINAL and j < before - 1:
            return None
        hit = r.hits_at.get(j)
        if hit is not None and hit.kind == "verb" and hit.cue.takes("quote", "small", "as"):
            return hit
    return None
