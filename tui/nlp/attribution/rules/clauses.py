"""What cues say outside quotation marks, and how it joins the passages that they also bring in."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.content import content_of
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.reading import FINAL, LONG_PASSAGE, Reading, is_word
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Source
from tui.nlp.attribution.sources_of_cues import attribution_for, can_speak, source_of
from tui.nlp.document.document import FINITE, TENSED, Document
from tui.nlp.lang.cues import nouns
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular

_KNOWN = english("attribution")
_POINTING = _KNOWN.words("pointing")
_SHORTEST_CONTENT = _KNOWN.count("shortest_content")
_SHORTEST_JOINED = _KNOWN.count("shortest_joined")
_COMMA_BEFORE_CUE = _KNOWN.count("comma_before_cue")
_EMPTY = frozenset(("it", "there"))
_BEING = _KNOWN.words("being")
_FAR_EMPTY_SUBJECT = 6
_BORROWED = frozenset((SourceEvidence.SHARED, SourceEvidence.NOUN, SourceEvidence.RELATIVE))
_ENDS = FINAL | {","}
_PARTING = frozenset((",", "—", "–", ";"))
_BELIEVING = _KNOWN.words("believing")
_ASKED_FOR_OPINION = _KNOWN.words("asked_for_opinion")
_RANK = {"strong": 0, "medium": 1, "weak": 2}
_REJECTING = _KNOWN.words("rejecting")
_CITING = _KNOWN.words("citing")
_CITED = _KNOWN.words("cited")
_PROMISING = _KNOWN.words("promising")
_BEHIND_PREDICATE = _KNOWN.words("behind_predicate")
_WITHOUT_VERB = (Rule.ACCORDING, Rule.TRANSCRIPT, Rule.HEADLINE)


@finds(
    Rule.CLAUSE,
    prior=0.88,
    example=Example("Officials say the dam is safe.", "Officials", "say", "the dam is safe"),
)
@finds(
    Rule.INSERTED,
    prior=0.85,
    example=Example(
        "The bridge, the mayor said, would stay shut until spring.",
        "the mayor",
        "said",
        "The bridge … would stay shut until spring",
    ),
)
@finds(
    Rule.ASIDE,
    prior=0.75,
    example=Example(
        "The valley, as Hassan put it, is drowning in slow motion.",
        "Hassan",
        "put it",
        "The valley … is drowning in slow motion",
    ),
)
@finds(
    Rule.FRONTED,
    prior=0.50,
    example=Example("The plan would fail the union warned.", "the union", "warned", "The plan would fail"),
)
@finds(
    Rule.INFINITIVE,
    prior=0.76,
    example=Example("The rebels vowed to fight on.", "The rebels", "vowed", "to fight on"),
)
@finds(
    Rule.OBJECT,
    prior=0.77,
    example=Example("The firm denied any role in the spill.", "The firm", "denied", "any role in the spill"),
)
@finds(
    Rule.PREPOSITION,
    prior=0.70,
    example=Example(
        "Scientists cautioned against an excess of hope for the species.",
        "Scientists",
        "cautioned",
        "against an excess of hope for the species",
    ),
)
def clauses(reading: Reading) -> None:
    """Add what cues say in clauses, infinitives and objects."""
    doc = reading.doc
    covered = [False] * doc.n  # by what a rule without a verb found, or a cue before
    for attribution in reading.attributions:
        if attribution.rule in _WITHOUT_VERB:
            _cover(covered, attribution)
    for hit in reading.hits:
        if hit.cue.strength == "weak" and not (_is_told_belief(doc, hit) or _answers_claim(doc, hit)):
            continue
        first, last = doc.sentence(hit.at)
        found = content_of(doc, hit, reading.opening(first), last, reading.hits_at)
        if found is None:
            continue
        pieces, rule = found
        known = reading.by_cue.get(hit.at)
        if known is None and (hit.negated or hit.modal or covered[hit.at]):
            continue
        pieces = _without_others(reading, hit, reading.fitted(pieces))
        if known is not None:
            pieces = _to_its_passage(reading, hit, known, pieces)
            _join(reading, hit, known, pieces, rule)
            _cover(covered, known)
        elif _says_something(reading, hit, pieces, rule):
            pieces = [_without_adjunct(reading, hit, *piece) for piece in pieces]
            attribution = attribution_for(reading, hit, rule)
            attribution.content.extend(pieces)
            _cover(covered, attribution)
            for start, end in pieces:
                reading.claim(attribution, start, end)


def _is_told_belief(doc: Document, hit: CueHit) -> bool:
    """Whether several who are asked for their opinion hold it: "economists think", "officials believe"."""
    subject = doc.subject(hit.at)
    if hit.lemma not in _BELIEVING or hit.infinitive or not 0 <= subject < hit.at:
        return False
    return doc.tags[subject] == "NNS" and singular(doc.lower[subject]) in _ASKED_FOR_OPINION


def _answers_claim(doc: Document, hit: CueHit) -> bool:
    """Whether what somebody turns down is a claim with its clause: "rejected allegations that …"."""
    claim = doc.child(hit.at, "obj")
    if hit.lemma not in _REJECTING or claim < hit.end or doc.lemmas[claim].lower() not in nouns():
        return False
    return doc.lower[claim + 1 : claim + 2] == ["that"] and doc.child(claim, "nmod:poss") < 0


def _to_its_passage(
    reading: Reading, hit: CueHit, known: Attribution, pieces: list[TokenRange]
) -> list[TokenRange]:
    """Pieces cut where what a cue says ends with its passage.

    Calling it "…", X said; X calls it "…" as ships wait.
    """
    doc = reading.doc
    if not known.passages:
        return pieces
    behind = reading.passages[known.passages[-1]].outer_end
    last = max((end for _, end in pieces), default=behind)
    opening = doc.tags[hit.at] == "VBG" and doc.opens_sentence(hit.at)
    told = (
        known.rule is Rule.PREDICATE
        and behind < last
        and doc.lower[behind] in _BEHIND_PREDICATE
        and not reading.passages_in(behind, last)
    )
    return (
        [(start, min(end, behind)) for start, end in pieces if start < behind] if opening or told else pieces
    )


def _cover(covered: list[bool], attribution: Attribution) -> None:
    for start, end in attribution.content:
        covered[start:end] = [True] * (end - start)


def _says_something(reading: Reading, hit: CueHit, pieces: list[TokenRange], rule: Rule) -> bool:
    """Whether the cue says its content: not "denied these claims", not "the day promised to be long"."""
    count = sum(end - start for start, end in pieces)
    if count < _SHORTEST_CONTENT or (
        count == _SHORTEST_CONTENT and reading.doc.lower[pieces[0][0]] in _POINTING
    ):
        return False
    number = reading.over[pieces[0][0]]
    if number >= 0 and reading.is_written_title(hit, reading.passages[number]):
        return False
    return not _is_impersonal(reading.doc, hit) and _has_speaker(reading, hit, rule)


def _has_speaker(reading: Reading, hit: CueHit, rule: Rule) -> bool:
    """Whether the cue has a source where its content needs one: an object, a promise, what a survey shows."""
    promise = rule is Rule.INFINITIVE and (
        hit.cue.lemma in _PROMISING or not hit.cue.takes("told", "object", "wh")
    )
    evidence = hit.cue.takes("evidence")
    named = rule is Rule.OBJECT or (
        hit.cue.strength != "strong" and rule in (Rule.PREPOSITION, Rule.PREDICATE)
    )
    if not (promise or evidence or named):
        return True
    source = source_of(reading, hit, rule)
    if rule is Rule.OBJECT and (not _is_own_saying(reading, hit, source) or _cites_somebody(reading, hit)):
        return False
    if (promise or (named and rule is Rule.PREDICATE)) and not can_speak(reading, source):
        return False
    if evidence and not can_speak(reading, source, documents=rule is not Rule.OBJECT):
        return False
    return source is not None or not named


def _cites_somebody(reading: Reading, hit: CueHit) -> bool:
    """Whether a participle only tells who told it: "the port is sold, the Gull said, citing Ito"."""
    doc = reading.doc
    cited = doc.child(hit.at, "obj")
    if hit.lemma not in _CITING or doc.tags[hit.at] != "VBG" or cited < hit.at:
        return False
    noun = doc.lemmas[cited].lower()
    return doc.ent_of[cited] in ("PERSON", "ORG") or noun in _CITED or noun in roles()


def _is_own_saying(reading: Reading, hit: CueHit, source: Source | None) -> bool:
    """Whether a cue with an object has its source to itself: not "bought maps showing", "a law to report".

    It may be joined to a verb of the same tense, or stand in a relative clause on somebody who speaks; what
    is cited or blamed needs no more than that.
    """
    if source is None or source.evidence not in _BORROWED or hit.cue.strength != "strong":
        return True
    if source.evidence is SourceEvidence.RELATIVE:
        return can_speak(reading, source)
    doc = reading.doc
    above = doc.heads[hit.at]
    joined = source.evidence is SourceEvidence.SHARED and doc.deps[hit.at] == "conj"
    return joined and doc.tags[hit.at] in TENSED and doc.tags[above] == doc.tags[hit.at]


def _is_impersonal(doc: Document, hit: CueHit) -> bool:
    """Whether nobody says it: "it is worth noting that", "it is too soon to say", "there is no denying"."""
    at = hit.at
    to = doc.tags[at] == "VB" and doc.lower[at - 1] == "to"
    if doc.subject(at) >= 0 or not (to or doc.tags[at] == "VBG"):
        return False
    first = max(doc.sentence(at)[0], at - _FAR_EMPTY_SUBJECT)
    be = next((k + 1 for k in range(first, at) if doc.lower[k] in _EMPTY), at)
    between = range(be + 1, at - to)
    return doc.lower[be] in _BEING and not any(doc.pos[k] in ("VERB", "PUNCT") for k in between)


def _without_others(reading: Reading, hit: CueHit, pieces: list[TokenRange]) -> list[TokenRange]:
    """Pieces cut where a passage with its own cue begins; where no comma parts them, the outer cue wins."""
    cut = [(start, _end_before_others(reading, hit, start, end)) for start, end in pieces]
    return [piece for start, end in cut if end > start for piece in trimmed(reading.doc, start, end)]


def _end_before_others(reading: Reading, hit: CueHit, start: int, end: int) -> int:
    """Where a piece ends before what another cue says in it; passages that no comma parts are taken over."""
    for number in reading.passages_in(start, end):
        other = reading.of_passage.get(number)
        if other is not None and other.cue and hit.at < other.cue[0][0] < start:
            return start  # "closes with Lund saying “…”": the nearer one's
        if other is None or other.hit is None or other.hit.at == hit.at:
            continue
        if other.hit.at >= end:  # the passage belongs to what follows
            end = min(end, reading.passages[number].outer_start)
        elif other.hit.at >= start:
            comma = _comma_before_clause(reading.doc, other, other.hit.at, start)
            if comma >= 0:
                return comma
            if hit.at not in reading.by_cue and _RANK[hit.cue.strength] <= _RANK[other.hit.cue.strength]:
                other.content = [piece for piece in other.content if not start <= piece[0] < end]
                other.passages.remove(number)
                del reading.of_passage[number]
    return end


def _comma_before_clause(doc: Document, other: Attribution, cue: int, start: int) -> int:
    """The comma, dash or semicolon behind ``start`` and before the clause of a cue; -1 if there is none."""
    border = cue
    if other.source is not None and start < other.source.start < border:
        border = other.source.start
    for i in range(border - 1, max(start, border - _COMMA_BEFORE_CUE - 1) - 1, -1):
        if doc.words[i] in _PARTING:
            return i
    return -1


def _join(
    reading: Reading, hit: CueHit, attribution: Attribution, pieces: list[TokenRange], rule: Rule
) -> None:
    """Join clauses that a cue says with the passages that it brings in."""
    doc = reading.doc
    for start, end in pieces:
        start = _beginning(reading, hit, attribution, start, end)
        inside = [
            number
            for number in attribution.passages
            if reading.passages[number].outer_start < end and start < reading.passages[number].outer_end
        ]
        unquoted = sum(1 for i in range(start, end) if reading.over[i] < 0 and is_word(doc.words[i]))
        if attribution.rule is Rule.AFTER and start < hit.at:
            end = _end_of_quoted(reading, hit, attribution, end)
        if attribution.rule in (Rule.BEFORE, Rule.COLON) and start > hit.at:
            start, end = _whole_passage(reading, hit, inside, start, end)
            end = _end_with_passage(reading, inside, end)
        behind = attribution.rule is Rule.AFTER and start > hit.at
        if behind or not inside:
            if rule is Rule.INSERTED and doc.tags[start] in FINITE:
                attribution.content.append((start, end))
        elif unquoted >= _SHORTEST_JOINED or hit.cue.takes("small", "as"):
            attribution.content.append((start, end))
            reading.claim(attribution, start, end)


def _beginning(reading: Reading, hit: CueHit, attribution: Attribution, start: int, end: int) -> int:
    """Where a piece begins that a cue says, without what the reporter tells before its passage."""
    if attribution.rule in (Rule.AFTER, Rule.COLON):
        start = _behind_colon(reading, attribution, start, end)
    return _with_sentence(reading, start, end) if attribution.rule is Rule.AFTER and start < hit.at else start


def _with_sentence(reading: Reading, start: int, end: int) -> int:
    """Where a piece begins whose first passage begins a sentence: It blew at 90 km/h. “Stay,” he said."""
    first = next((reading.passages[number] for number in reading.passages_in(start, end)), None)
    if first is None or not reading.begins_sentence(first):
        return start
    return max(start, first.outer_start)


def _behind_colon(reading: Reading, attribution: Attribution, start: int, end: int) -> int:
    """Where a piece begins without what a colon parts from the passage: 'He told the station: "…"'."""
    doc, over = reading.doc, reading.over
    colons = (i for i in range(start, end - 1) if doc.words[i] == ":" and over[i + 1] > over[i] == -1)
    colon = next(colons, -1)
    if colon < 0:
        return start
    clause = any(doc.pos[i] in ("VERB", "AUX") for i in range(start, colon))
    return start if attribution.rule is Rule.COLON and clause else colon + 1


def _end_of_quoted(reading: Reading, hit: CueHit, attribution: Attribution, end: int) -> int:
    """Where a piece before its cue ends: with the last of the attribution's passages before the cue."""
    ends = (reading.passages[number].outer_end for number in attribution.passages)
    return min(end, max((last for last in ends if last <= hit.at), default=end))


def _whole_passage(reading: Reading, hit: CueHit, inside: list[int], start: int, end: int) -> TokenRange:
    """The piece without the hearer before a clause in marks and what tells how it was said behind it.

    'asked the crowd "who pays" with a laugh', 'said "I will sink it" to his wife'.
    """
    doc = reading.doc
    if len(inside) != 1:
        return start, end
    passage = reading.passages[inside[0]]
    first, behind = passage.outer_start, passage.outer_end
    whole = doc.words[first - 1] in (",", ":") and reading.last(passage) in FINAL
    if not whole and not any(doc.tags[i] in FINITE for i in range(passage.start, passage.end)):
        return start, end
    hearer = doc.child(hit.at, "obj", "iobj")
    between = range(hit.end, first - whole)
    if len(between) and not (hit.end <= hearer < first and hit.cue.takes("told")):
        return start, end
    if any(doc.pos[i] in ("VERB", "AUX", "SCONJ", "ADP") for i in between):
        return start, end
    adjunct = behind < end and doc.pos[behind] in ("ADP", "SCONJ", "ADV") and doc.lower[behind] != "of"
    return first, behind if adjunct else max(end, behind)


def _without_adjunct(reading: Reading, hit: CueHit, start: int, end: int) -> TokenRange:
    """A piece that a short clause in marks opens right behind the cue, without what tells how it was said."""
    number = reading.over[start]
    if start < hit.end or number < 0 or reading.passages[number].outer_start != start:
        return start, end
    return _whole_passage(reading, hit, [number], start, end)


def _end_with_passage(reading: Reading, inside: list[int], end: int) -> int:
    """Where a piece behind its cue ends: with a long passage that ends its sentence, unless "and" follows."""
    if not inside:
        return end
    last = reading.passages[max(inside)]
    if last.words < LONG_PASSAGE or reading.last(last) not in _ENDS:
        return end
    return end if _goes_on(reading.doc, last.outer_end, end) else min(end, last.outer_end)


def _goes_on(doc: Document, i: int, end: int) -> bool:
    """Whether what is said goes on behind a passage with a comma: "and that …", not "and the flag fell"."""
    if i >= doc.n or doc.lower[i] not in ("and", "but", "or"):
        return False
    opens = i + 1
    subject = next((k for k in range(opens, end) if doc.deps[k] in ("nsubj", "nsubj:pass")), -1)
    return subject < 0 or doc.left[subject] != opens or doc.pos[subject] not in ("NOUN", "PROPN")
