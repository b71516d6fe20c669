"""The cue that may bring a quoted passage in, sought behind the passage and before it."""

from __future__ import annotations

from typing import NamedTuple

from tui.domain.evidence import Rule
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import FINAL, LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.document.document import DASHES, FINITE, TENSED, Document
from tui.nlp.lang.cues import Cue
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_GESTURES = _KNOWN.words("gestures")
_WORKS = _KNOWN.words("works")
_WHAT_WAS_SAID = _KNOWN.words("what_was_said")
_CLAUSE_LINKS = _KNOWN.words("clause_links")
_FAR = _KNOWN.count("far_cue")
_FAR_BEFORE = _KNOWN.count("far_cue_before")
_FAR_DESCRIPTION = _KNOWN.count("far_description")
_NEAR = _KNOWN.count("near_cue")
_NEAREST = _KNOWN.count("nearest_cue")
_NEAR_WEAK = _KNOWN.count("near_weak_cue")
_BEHIND_COMMA = _KNOWN.number("behind_comma")
_BEHIND_OPEN_END = _KNOWN.number("behind_open_end")
_BEHIND_FULL_STOP = _KNOWN.number("behind_full_stop")
_BEHIND_ANY_VERB = _KNOWN.number("behind_any_verb")
_SHORT_SUBJECT = _KNOWN.count("short_subject")
_POINT = _KNOWN.count("tokens_a_point")
_BEFORE_COLON = _KNOWN.number("before_colon")
_BEFORE_COLON_AND_COMMA = _KNOWN.number("before_colon_and_comma")
_BEFORE_LINE = _KNOWN.number("before_line")
_BESIDE = _KNOWN.number("before_beside")
_BEFORE_COMMA = _KNOWN.number("before_comma")
_BEFORE_DESCRIPTION = _KNOWN.number("before_description")
_BEFORE_NEAR = _KNOWN.number("before_near")
_COMMA_OR_DASH = DASHES | {","}
_QUOTE = frozenset(("quote",))
_QUOTE_INVERT = frozenset(("quote", "invert"))
_ENDS_CLAUSE = frozenset((".", ";", ":", "?", "!"))
_BEHIND_VERB = frozenset((".", ",", ";", ":"))


class Candidate(NamedTuple):
    """A cue that may bring a passage in, how well it fits, and the rule by which it would."""

    score: float
    hit: CueHit
    rule: Rule


@finds(
    Rule.AFTER,
    prior=0.95,
    example=Example(
        "“The bridge stays shut,” Ines Aldana said.", "Ines Aldana", "said", "“The bridge stays shut,”"
    ),
)
def after(reading: Reading, passage: Passage) -> Candidate | None:
    """The cue behind a passage: "…," X said."""
    doc = reading.doc
    i = passage.outer_end
    if i >= doc.n or "\n" in doc.words[i] or doc.words[i] in (".", ";"):
        return None
    high = reading.high[i]
    last = reading.last(passage)
    comma = _is_parted(doc, passage, last)
    if doc.words[i] in _COMMA_OR_DASH:
        i += 1
    if i >= high or doc.lower[i] in _CLAUSE_LINKS or not _may_end(reading, passage, comma, last):
        return None
    if comma or (last in FINAL and doc.tags[i] == "PRP" and doc.words[i].islower()):
        unnamed = _any_verb(doc, i, high)
        if unnamed is not None and unnamed.at not in reading.hits_at:
            return Candidate(_BEHIND_ANY_VERB, unnamed, Rule.AFTER)
    hit = _first_cue(reading, i, high, comma)
    if hit is None or (last == "." and doc.words[i][0].isupper() and _begins_anew(reading, hit, comma)):
        return None
    if _names_work(reading, passage, hit):
        return None
    score = _score_behind(doc, hit, i, comma, last)
    return Candidate(score, hit, Rule.AFTER) if score else None


def _begins_anew(reading: Reading, hit: CueHit, comma: bool) -> bool:
    """Whether a cue behind a full stop is of a sentence of its own.

    "Yes." Lund nodded. "Yes." Lund did not answer. "Yes." To which she said, "No."
    """
    if hit.cue.lemma in _GESTURES or hit.negated:
        return True
    doc = reading.doc
    next_one = not comma and hit.end + 1 < doc.n and doc.words[hit.end] == ","
    return next_one and reading.over[hit.end + 1] >= 0


def _is_parted(doc: Document, passage: Passage, last: str) -> bool:
    """Whether a comma or dash, the ``last`` mark of a passage or the next, parts it from what follows."""
    behind = doc.words[passage.outer_end]
    dialogue = passage.region.made_by == "dash" and behind in DASHES
    return behind == "," or last in _COMMA_OR_DASH or dialogue


def _may_end(reading: Reading, passage: Passage, comma: bool, last: str) -> bool:
    """Whether what a cue says may end with the passage, a ``comma`` or dash or the mark ``last`` at its end.

    A title and words that the sentence before them needs are only named there: “Doctor Doom” told fans …
    """
    if not comma and last not in FINAL and passage.words < LONG_PASSAGE and reading.is_title(passage):
        return False
    if reading.begins_sentence(passage) or reading.doc.words[passage.outer_start - 1] in (",", ":"):
        return True
    opening = reading.hits_at.get(reading.doc.sentence(passage.outer_start)[0])
    if opening is not None and reading.doc.tags[opening.at] == "VBG" and opening.cue.takes("small", "as"):
        return False  # Calling it “a disgrace”, Lund said …
    return (
        comma
        and _has_verb(reading, passage)
        and not reading.is_title(passage)
        and not cued_before(reading, passage)
        and not _ends_phrase(reading, passage)
    )


def _names_work(reading: Reading, passage: Passage, hit: CueHit) -> bool:
    """Whether the passage is the title of a book or song: In her novel, “The Long Pier,” Lund told …

    The cue behind it has something else to say, or it would end its sentence.
    """
    doc = reading.doc
    before = passage.outer_start - 1
    before -= before > 0 and doc.words[before] == ","
    return (
        doc.words[hit.end : hit.end + 1] != ["."]
        and before >= 0
        and doc.lemmas[before].lower() in _WORKS
        and reading.is_title(passage)
    )


def _has_verb(reading: Reading, passage: Passage) -> bool:
    """Whether a finite verb stands in the passage or before it in its sentence, outside of other marks.

    Without one it only names something: From his “call for calm” to his “harbour force,” Lund said …
    """
    first = reading.doc.sentence(passage.outer_start)[0]
    return any(
        reading.doc.tags[i] in FINITE and reading.over[i] in (-1, passage.number)
        for i in range(first, passage.end)
    )


def _any_verb(doc: Document, i: int, high: int) -> CueHit | None:
    """The verb of "…," he beamed, "…," croaked Lund: what stands in the place of a verb of saying is one."""
    if doc.lower[i] in ("came", "was"):
        return _reply_that_came(doc, i)
    if doc.tags[i] in TENSED and doc.pos[i] == "VERB":
        subject = doc.subject(i)
        named = subject > i and (doc.ent_of[subject] == "PERSON" or doc.pos[subject] == "PRON")
        if not named or doc.left[subject] != i + 1 or doc.child(i, "obj") >= 0:
            return None
        return CueHit(i, i, i + 1, Cue(doc.lemmas[i].lower(), False, "medium", _QUOTE_INVERT), "verb")
    if doc.pos[i] not in ("PRON", "PROPN"):
        return None
    verb = i
    while verb < min(i + _SHORT_SUBJECT, high - 1) and doc.pos[verb] in ("PRON", "PROPN", "ADV"):
        verb += 1
    if doc.tags[verb] not in TENSED or doc.pos[verb] != "VERB" or verb + 1 >= doc.n:
        return None
    behind = doc.words[verb + 1]
    if behind not in _BEHIND_VERB and not behind.isspace() and doc.pos[verb + 1] not in ("ADP", "ADV"):
        return None
    cue = Cue(doc.lemmas[verb].lower(), False, "medium", _QUOTE)
    return CueHit(verb, verb, verb + 1, cue, "verb")


def _reply_that_came(doc: Document, verb: int) -> CueHit | None:
    """The verb of “That is enough,” came (was) the reply from Lund; whose reply it was is the one quoted."""
    reply = doc.child(verb, "attr", "nsubj")
    if reply < verb or doc.lemmas[reply].lower() not in _WHAT_WAS_SAID:
        return None
    hit = CueHit(verb, verb, verb + 1, Cue("come", False, "medium", _QUOTE_INVERT), "verb")
    hit.quoted = next((kid for kid in doc.children[reply] if doc.deps[kid] == "nmod"), reply)
    return hit


def _first_cue(reading: Reading, start: int, high: int, comma: bool) -> CueHit | None:
    """The first cue of the clause behind a passage that may take it, no verb of a relative clause."""
    doc = reading.doc
    for i in range(start, min(start + _FAR, high)):
        if doc.words[i] in _ENDS_CLAUSE and i > start:
            break
        hit = reading.hits_at.get(i)
        if hit is None or not hit.cue.takes("quote"):
            continue
        asks = doc.lower[i + 1 : i + 3] == ["to", "know"]  # “Who will pay?” Lund wanted to know
        if hit.cue.strength == "weak" and not ((comma or asks) and _near_weak(doc, start, i)):
            continue
        if doc.deps[i] in ("acl:relcl", "acl") and not comma:
            continue
        if doc.deps[i] == "acl:relcl" and doc.lower[doc.left[i]] in ("who", "which", "that"):
            continue
        return hit
    return None


def _near_weak(doc: Document, start: int, at: int) -> bool:
    """Whether a weak cue stands near enough behind a passage, or right behind a name there."""
    return at - start <= _NEAR_WEAK or all(doc.ent_of[i] == "PERSON" for i in range(start, at))


def _score_behind(doc: Document, hit: CueHit, start: int, comma: bool, last: str) -> float:
    """How well a cue behind a passage fits, the words between beginning at ``start``; 0 where it does not."""
    at = hit.at
    if doc.tags[at] == "VBG" and hit.quoted < 0 and (at == start or doc.child(at, "aux") < 0):
        return 0
    if doc.lower[at - 1] == "having":
        return 0  # "…," having questioned it for years
    distance = at - start
    if comma:
        return _BEHIND_COMMA - distance / _POINT
    if last not in (".", ","):
        apart = distance > _NEAR and _clause_between(doc, start, at, last in FINAL)
        return 0 if apart else _BEHIND_OPEN_END - distance / _POINT
    ends = at + 1 < doc.n and doc.words[at + 1] in (".", ",")
    return _BEHIND_FULL_STOP if ends and distance <= _NEAREST else 0


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


def cued_before(reading: Reading, passage: Passage) -> bool:
    """Whether a strong cue stands before the passage in its sentence, or one right before it (and "as")."""
    start = max(reading.doc.sentence(passage.outer_start)[0], reading.low[passage.outer_start - 1])
    beside = passage.outer_start - (reading.doc.lower[passage.outer_start - 1] == "as")
    hits = (reading.hits_at[i] for i in range(start, passage.outer_start) if i in reading.hits_at)
    return any(hit.cue.strength == "strong" or hit.end == beside for hit in hits)


def _ends_phrase(reading: Reading, passage: Passage) -> bool:
    """Whether a short passage in capitals ends a phrase without a verb: On "Hour," X said …"""
    doc = reading.doc
    if passage.words >= LONG_PASSAGE or not all(
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
    Rule.PREDICATE,
    prior=0.78,
    example=Example(
        "The mayor described the bridge as “a death trap.”",
        "The mayor",
        "described",
        "the bridge as “a death trap.”",
    ),
)
def before(reading: Reading, passage: Passage) -> Candidate | None:
    """The cue before a passage: X said: "…"."""
    doc = reading.doc
    i = passage.outer_start - 1
    if i < 0 or doc.words[i] in FINAL:
        return None
    word = doc.words[i]
    if "\n" in word:
        return _in_line_before(reading, i)
    low = reading.low[i]
    if word == ":":
        hit = _last_cue(reading, i, low, _FAR)
        ends = reading.last(passage) == ","  # ': "…," he said' is his who said it
        score = _BEFORE_COLON_AND_COMMA if ends else _BEFORE_COLON
        return Candidate(score, hit, Rule.COLON) if hit is not None else None
    hit = _last_cue(reading, passage.outer_start, low, _FAR_BEFORE)
    if hit is None:
        return None
    if word == ",":
        weak = hit.cue.strength == "weak"
        return None if weak else Candidate(_BEFORE_COMMA, hit, Rule.BEFORE)
    return _without_comma(reading, passage, hit)


def _in_line_before(reading: Reading, i: int) -> Candidate | None:
    """The cue that a colon follows at the end of the line before, the line's end at ``i``."""
    doc = reading.doc
    colon = i - 1
    while colon >= 0 and doc.words[colon].isspace():
        colon -= 1
    if colon < 0 or doc.words[colon] != ":" or reading.over[colon] >= 0:
        return None
    hit = _last_cue(reading, colon, reading.low[colon], _FAR)
    if hit is None or (hit.cue.strength == "weak" and colon - hit.end > _NEAR):
        return None
    return Candidate(_BEFORE_LINE, hit, Rule.COLON)


def _without_comma(reading: Reading, passage: Passage, hit: CueHit) -> Candidate | None:
    """A cue whose sentence goes on into the passage: called it "…", said "…", said that "…"."""
    doc = reading.doc
    between = range(hit.end, passage.outer_start)
    if _says_nothing(reading, passage, hit):
        return None
    if hit.cue.takes("small", "as", "object") and not hit.cue.takes("that"):
        if hit.passive and reading.is_title(passage):
            return None
        parted = any(doc.tags[i] in FINITE or doc.words[i] in (",", ";", ":") for i in between)
        if len(between) <= _FAR_DESCRIPTION and not parted:
            return Candidate(_BEFORE_DESCRIPTION, hit, Rule.PREDICATE)
    if hit.end == passage.outer_start or (len(between) == 1 and doc.words[hit.end] == "that"):
        return Candidate(_BESIDE, hit, Rule.BEFORE)
    if len(between) > _NEAR or any(doc.pos[i] in ("VERB", "AUX") for i in between):
        return None
    capital = doc.words[passage.start][:1].isupper()
    fits = capital or hit.cue.takes("small", "as", "told")
    return Candidate(_BEFORE_NEAR, hit, Rule.BEFORE) if fits else None


def _says_nothing(reading: Reading, passage: Passage, hit: CueHit) -> bool:
    """Whether a cue goes on into a passage that it does not say.

    It will continue “for years”; X said on the harbour's “State of the Quay”; X wrote “The Long Pier”.
    """
    only_quotes = hit.cue.takes("quote") and len(hit.cue.complements) == 1
    if reading.is_written_title(hit, passage):
        return True
    on = "on" in reading.doc.lower[hit.end : min(hit.end + 2, passage.outer_start)]
    return (hit.modal and only_quotes) or (on and reading.is_title(passage))


def _last_cue(reading: Reading, end: int, low: int, reach: int) -> CueHit | None:
    """The last cue that takes quotations within ``reach`` tokens before ``end``, in the same sentence."""
    doc = reading.doc
    for i in range(end - 1, max(low, end - reach) - 1, -1):
        if doc.words[i] in FINAL and i < end - 1:
            return None
        hit = reading.hits_at.get(i)
        if hit is not None and hit.cue.takes("quote", "small", "as") and not _in_passing(doc, hit, end):
            return hit
    return None


def _in_passing(doc: Document, hit: CueHit, end: int) -> bool:
    """Whether a cue stands in a relative clause before the main verb: Lund, who said so, was blunt: "…" """
    if doc.deps[hit.at] != "acl:relcl" or doc.right[hit.at] >= end - 2:
        return False
    behind = doc.right[hit.at] + 1
    return "," in doc.words[behind - 1 : behind + 1] and any(
        doc.tags[i] in FINITE for i in range(behind, end)
    )
