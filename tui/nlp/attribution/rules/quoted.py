"""Passages in quotation marks and the cue that brings each in: behind it, before it, around it."""

from __future__ import annotations

from tui.domain.evidence import Rule
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.marks import Passage
from tui.nlp.attribution.reading import FINAL, LONG, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.sources_of_cues import attribution_for
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.cues import Cue
from tui.nlp.lang.lists import words

_LINKS = words("and but or while when because who which after before although since if that")


def quoted(reading: Reading) -> None:
    """Give each passage in quotation marks to the cue that brings it in."""
    hits_at = {h.at: h for h in reading.hits}
    reading.hits_at = hits_at
    for k in reading.tops:
        if k in reading.of_passage:
            continue
        p = reading.passages[k]
        best: tuple[float, CueHit, Rule] | None = None
        for found in (after(reading, p), before(reading, p)):
            if found and (best is None or found[0] > best[0]):
                best = found
        if best is None:
            continue
        _, hit, rule = best
        if p.words < LONG and (
            (
                rule not in (Rule.AFTER, Rule.PREDICATE)
                and not (rule in (Rule.BEFORE, Rule.COLON) and brought_in(reading, p, hit))
            )
            or hit.cue.strength == "weak"
            or hit.passive
            or (rule is Rule.PREDICATE and hit.cue.takes("object") and not as_between(reading, hit, p))
        ):
            continue
        if hit.negated and rule is not Rule.AFTER:
            continue
        if rule is Rule.BEFORE and reading.doc.words[p.outer_start - 1] != ",":
            hit = outer_cue(reading, hit)
        attribution = attribution_for(reading, hit, rule, p)
        if attribution is not None:
            attribution.content.append(
                (described(reading, hit, p) if rule is Rule.PREDICATE else p.outer_start, p.outer_end)
            )
            if rule is Rule.PREDICATE:
                series(reading, k, attribution)
            if rule is Rule.AFTER and not reading.opens(p) and reading.doc.words[p.outer_start - 1] != ":":
                attribution.content.extend(leading(reading, p))
            attribution.passages.append(k)
            reading.of_passage[k] = attribution


def described(reading: Reading, hit: CueHit, passage: Passage) -> int:
    """Where the description begins: behind the cue, or behind "by X" in "described by X as …"."""
    doc = reading.doc
    if hit.end < passage.outer_start and doc.lower[hit.end] == "by":
        return next(
            (i for i in range(hit.end, passage.outer_start) if doc.lower[i] == "as"), passage.outer_start
        )
    return hit.end


def outer_cue(reading: Reading, hit: CueHit) -> CueHit:
    """The cue whose clause holds ``hit``: in "X said he called it …" the words are X's."""
    doc = reading.doc
    i = hit.at
    for _ in range(6):
        above = doc.heads[i]
        if above == i or above > hit.at:
            break
        other = reading.hits_at.get(above)
        if (
            other is not None
            and doc.deps[i] == "ccomp"
            and other.cue.strength == "strong"
            and not other.negated
            and other.cue.takes("that")
            and not any(doc.words[k] in ("“", '"') for k in range(above, i))
        ):
            return other
        i = above
    return hit


def brought_in(reading: Reading, passage: Passage, hit: CueHit) -> bool:
    """Whether a comma or colon behind a strong cue brings the passage in: he said, "No." """
    return hit.cue.strength == "strong" and reading.doc.words[passage.outer_start - 1] in (",", ":")


def as_between(reading: Reading, hit: CueHit, passage: Passage) -> bool:
    """Whether "as" stands between the cue and the passage: blasted it as "dangerous"."""
    return any(reading.doc.lower[i] == "as" for i in range(hit.end, passage.outer_start))


def series(reading: Reading, k: int, attribution: Attribution) -> None:
    """Take the passages that follow in a row: called it "a", "b" and "c"."""
    doc = reading.doc
    for m in reading.tops[reading.tops.index(k) + 1 :] if len(reading.tops) < 400 else []:
        q = reading.passages[m]
        last = reading.passages[k].outer_end
        gap = range(last, q.outer_start)
        if (
            len(gap) > 4
            or m in reading.of_passage
            or not all(doc.words[i] in (",", "and", "or", "as", "a", "an", "the", "but") for i in gap)
        ):
            break
        attribution.content.append((last, q.outer_end))
        attribution.passages.append(m)
        reading.of_passage[m] = attribution
        k = m


def cued_before(reading: Reading, passage: Passage) -> bool:
    """Whether a strong cue stands before the passage in its sentence, or one right before it (and "as")."""
    start = max(reading.doc.sentence(passage.outer_start)[0], reading.low[passage.outer_start - 1])
    beside = passage.outer_start - (reading.doc.lower[passage.outer_start - 1] == "as")
    return any(
        i in reading.hits_at
        and (reading.hits_at[i].cue.strength == "strong" or reading.hits_at[i].end == beside)
        for i in range(start, passage.outer_start)
    )


def leading(reading: Reading, passage: Passage) -> list[TokenRange]:
    """The unquoted beginning of a sentence whose end stands in the marks: It is "a relic," X wrote."""
    doc = reading.doc
    if cued_before(reading, passage):
        return []
    start = max(doc.sentence(passage.outer_start)[0], reading.low[passage.outer_start - 1])
    return trimmed(doc, start, passage.outer_start)


@finds(
    Rule.AFTER,
    prior=0.96,
    example=Example(
        "“The bridge stays shut,” Ines Aldana said.", "Ines Aldana", "said", "“The bridge stays shut,”"
    ),
)
def after(reading: Reading, passage: Passage) -> tuple[float, CueHit, Rule] | None:
    """The cue behind a passage ("…," X said), with a score and the rule's code."""
    doc = reading.doc
    i = passage.outer_end
    if i >= doc.n or "\n" in doc.words[i]:
        return None
    high = reading.high[i]
    last = reading.last(passage)
    comma = last in (",", "—", "--", "-", "–") or doc.words[i] == ","
    open_end = last in ("?", "!", "…", "...") or last not in (".", ",")
    if doc.words[i] in (".", ";"):
        return None
    if doc.words[i] in (",", "—", "–", "--", "-"):
        i += 1
    if i >= high or doc.lower[i] in _LINKS:
        return None
    opens = reading.opens(passage) or doc.words[passage.outer_start - 1] in (",", ":")
    if not opens and (
        not comma or reading.titled(passage) or cued_before(reading, passage) or programme(reading, passage)
    ):
        return None
    if last == "." and not comma:
        open_end = False
    if not comma and last not in FINAL and passage.words < LONG and reading.titled(passage):
        return None  # “Doctor Doom” told fans …
    goes_on = comma or (last in FINAL and doc.tags[i] == "PRP" and doc.words[i].islower())
    unnamed = any_verb(doc, i, high) if goes_on else None
    if unnamed is not None and unnamed.at not in reading.hits_at:
        return 3.0, unnamed, Rule.AFTER
    for j in range(i, min(i + 40, high)):
        word = doc.words[j]
        if word in (".", ";", ":", "?", "!") and j > i:
            break
        hit = reading.hits_at.get(j)
        if hit is None or not hit.cue.takes("quote"):
            continue
        if hit.cue.strength == "weak" and not (comma and j - i <= 2):
            continue
        if doc.deps[j] in ("acl:relcl", "acl") and not comma:
            continue
        if doc.deps[j] == "acl:relcl" and doc.lower[doc.left[j]] in ("who", "which", "that"):
            continue
        if doc.tags[j] == "VBG" and (j == i or doc.child(j, "aux") < 0):
            return None
        distance = j - i
        if comma:
            return 4.5 - distance / 40, hit, Rule.AFTER
        if open_end and (distance <= 6 or not _clause_between(doc, i, j, last in FINAL)):
            return 3.5 - distance / 40, hit, Rule.AFTER
        if not comma and not open_end and distance <= 3 and j + 1 < doc.n and doc.words[j + 1] in (".", ","):
            return 2.5, hit, Rule.AFTER
        return None
    return None


def any_verb(doc: Document, i: int, high: int) -> CueHit | None:
    """The verb of "…," he beamed: what stands in the place of a verb of saying is one."""
    if doc.pos[i] not in ("PRON", "PROPN"):
        return None
    v = i
    while v < min(i + 5, high - 1) and doc.pos[v] in ("PRON", "PROPN", "ADV"):
        v += 1
    if doc.tags[v] not in ("VBD", "VBZ", "VBP") or doc.pos[v] != "VERB" or v + 1 >= doc.n:
        return None
    ends = (
        doc.words[v + 1] in (".", ",", ";", ":")
        or doc.words[v + 1].isspace()
        or doc.pos[v + 1] in ("ADP", "ADV")
    )
    cue = Cue(doc.lemmas[v].lower(), False, "medium", frozenset(("quote",)))
    return CueHit(v, v, v + 1, cue, "verb") if ends else None


def _clause_between(doc: Document, start: int, end: int, ended: bool) -> bool:
    """Whether a verb of another clause stands in ``[start, end)``.

    Behind a passage that ended its sentence only a finite verb is one, and not that of a relative clause.
    """
    if not ended:
        return any(doc.pos[i] in ("VERB", "AUX") for i in range(start, end))
    return any(
        doc.tags[i] in FINITE and "acl:relcl" not in (doc.deps[i], doc.deps[doc.heads[i]])
        for i in range(start, end)
    )


def programme(reading: Reading, passage: Passage) -> bool:
    """Whether a short passage in capitals ends a phrase without a verb: On "Hour," X said …"""
    doc = reading.doc
    if passage.words >= LONG or not all(
        doc.words[i][:1].isupper() for i in range(passage.start, passage.end) if doc.words[i].isalpha()
    ):
        return False
    start = max(doc.sentence(passage.outer_start)[0], reading.low[passage.outer_start - 1])
    return not any(doc.pos[i] in ("VERB", "AUX") for i in range(start, passage.outer_start))


@finds(
    Rule.BEFORE,
    prior=0.91,
    example=Example(
        "Ines Aldana replied, “We have water for three weeks.”",
        "Ines Aldana",
        "replied",
        "“We have water for three weeks.”",
    ),
)
@finds(
    Rule.COLON,
    prior=0.85,
    example=Example(
        "Her answer was short: “Not while I am alive and breathing.”",
        "Her answer",
        ":",
        "“Not while I am alive and breathing.”",
    ),
)
@finds(
    Rule.PREDICATE,
    prior=0.78,
    example=Example(
        "The mayor described the bridge as “a death trap.”",
        "The mayor",
        "described",
        "the bridge as “a death trap.”",
    ),
)
def before(reading: Reading, passage: Passage) -> tuple[float, CueHit, Rule] | None:
    """The cue before a passage (X said: "…"), with a score and the rule's code."""
    doc = reading.doc
    i = passage.outer_start - 1
    if i < 0 or doc.words[i] in FINAL:
        return None
    if "\n" in doc.words[i]:
        j = i - 1
        while j >= 0 and doc.words[j].isspace():
            j -= 1
        if j >= 0 and doc.words[j] in (":",) and reading.over[j] < 0:
            hit = last_cue(reading, j, reading.low[j], 40)
            if hit is not None:
                return 4.0, hit, Rule.COLON
        return None
    low = reading.low[i]
    word = doc.words[i]
    if word == ":":
        hit = last_cue(reading, i, low, 40)
        ends = 4.2 if reading.last(passage) == "," else 5.0  # ': "…," he said' is his who said it
        return (ends, hit, Rule.COLON) if hit is not None else None
    hit = last_cue(reading, i + 1, max(low, i - 16), 17)
    if hit is None:
        return None
    if word == ",":
        if hit.cue.strength != "weak":
            return 4.0, hit, Rule.BEFORE
        return None
    if hit.cue.takes("small", "as", "object") and not hit.cue.takes("that"):
        if hit.passive and reading.titled(passage):
            return None
        if i + 1 - hit.end <= 14 and not any(
            doc.tags[j] in FINITE or doc.words[j] in (",", ";", ":") for j in range(hit.end, i + 1)
        ):
            return 3.2, hit, Rule.PREDICATE
    if hit.end == i + 1 or (word == "that" and hit.end == i):
        return 4.4, hit, Rule.BEFORE
    near = i + 1 - hit.end <= 6 and not any(doc.pos[j] in ("VERB", "AUX") for j in range(hit.end, i + 1))
    if near and (doc.words[passage.start][:1].isupper() or hit.cue.takes("small", "as", "told")):
        return 3.0, hit, Rule.BEFORE
    return None


def last_cue(reading: Reading, before: int, low: int, reach: int) -> CueHit | None:
    """The last cue that takes quotations within ``reach`` tokens before ``before``, in the same sentence."""
    doc = reading.doc
    for j in range(before - 1, max(low, before - reach) - 1, -1):
        if doc.words[j] in FINAL and j < before - 1:
            return None
        hit = reading.hits_at.get(j)
        if hit is not None and hit.kind == "verb" and hit.cue.takes("quote", "small", "as"):
            return hit
    return None
