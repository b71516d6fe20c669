"""From a cue to its attribution: which of the ways to a source applies where."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution import source_by_parse as by_parse
from tui.nlp.attribution import source_nearby as nearby
from tui.nlp.attribution.asides import own_subject
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.source_phrases import NOMINAL, TIMES, Source, phrase, run_right
from tui.nlp.attribution.verbs import is_inverted_aside
from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles

_KNOWN = english("attribution")
_SPEAKING_NOUNS = _KNOWN.words("speaking_nouns")
_HEARD = _KNOWN.words("heard_in_passive")
_PRONOUNS_OF_THINGS = _KNOWN.words("pronouns_of_things")
_PREPOSED_OPENERS = _KNOWN.words("preposed_openers")
_PARTING = frozenset((",", "—", "–", "--"))
_DASHES_AND_COMMA = _PARTING | {"―"}
_FAR_MAIN = _KNOWN.count("far_main")
_FAR_WITH = _KNOWN.count("far_with")
_FAR_PARTICIPLE = _KNOWN.count("far_participle")
_MARKS_BEHIND = 3
_MAIN = frozenset(("nsubj", "appos", "dep", "nmod", "root"))
_BEFORE_PASSAGE = (Rule.BEFORE, Rule.COLON)
_BEHIND_CONTENT = (Rule.FRONTED, Rule.INSERTED)


def attribution_for(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None = None) -> Attribution:
    """The attribution of a cue, made with its source where there is none yet."""
    known = reading.by_cue.get(hit.at)
    if known is not None:
        return known
    source = source_of(reading, hit, rule, passage)
    attribution = Attribution([], rule, [(hit.start, hit.end)], hit.lemma, source, hit=hit)
    reading.by_cue[hit.at] = attribution
    reading.attributions.append(attribution)
    return attribution


def source_of(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None = None) -> Source | None:
    """The source of a cue that brings its content in as ``rule`` says; None where nobody is named.

    Nobody speaks who is only named in quotation marks: "I hate it," she said, but added …
    """
    found = _source_of(reading, hit, rule, passage)
    over = reading.over
    if found is None or over[hit.at] >= 0 or min(over[found.start], over[found.end - 1]) < 0:
        return found
    if rule is Rule.AFTER and passage is not None and passage.outer_end == hit.at and hit.cue.takes("invert"):
        inverted = nearby.right_of(reading.doc, hit.at, reading.low[hit.at], reading.high[hit.at])
        if inverted is not None:  # “The quay,” wrote Ada Roe, “is shut”
            return inverted
    first = reading.doc.sentence(hit.at)[0]
    low = next((i + 1 for i in range(hit.at - 1, first - 1, -1) if over[i] >= 0), first)
    other = nearby.near(reading.doc, hit.at, low) or _over_passage(reading, hit.at, first)
    other = other or nearby.left_of(reading.doc, hit.at, low, hit.at)
    nickname = reading.passages[over[found.head]].words < LONG_PASSAGE  # “Doctor Doom” said
    return other or (found if nickname else None)


def _over_passage(reading: Reading, verb: int, first: int) -> Source | None:
    """The main subject before a passage that a participle stands behind: X read it, “…”, asserting, “…”"""
    doc = reading.doc
    if doc.tags[verb] != "VBG":
        return None
    for i in range(verb - 1, max(first, verb - _FAR_MAIN) - 1, -1):
        if doc.deps[i] != "nsubj" or doc.pos[i] not in NOMINAL or reading.over[i] >= 0:
            continue
        main = doc.heads[i]
        if doc.deps[main] in ("root", "ROOT", "conj") or reading.over[doc.heads[main]] >= 0:
            return phrase(doc, i, first, verb, SourceEvidence.SHARED, stop=main)
    return None


def _source_of(reading: Reading, hit: CueHit, rule: Rule, passage: Passage | None) -> Source | None:
    """The source of a cue, wherever it stands: the surest way first."""
    doc, verb = reading.doc, hit.at
    low, high = _low(reading, verb), reading.high[verb]
    if hit.quoted >= 0:
        return phrase(doc, hit.quoted, low, high, SourceEvidence.QUOTED, stop=verb)
    inherited = _inherited(reading, hit)
    if inherited is not None:
        return inherited
    if rule is Rule.ASIDE and doc.tags[verb] in ("VBN", "VBD") and doc.subject(verb) < 0:
        return _agent_behind(doc, verb, high)
    beside = _beside_form(doc, verb, rule, low, high)
    if beside is not None:
        return beside
    found = _by_parse(doc, verb, low, high)
    if hit.passive and not (rule is Rule.AFTER and doc.child(verb, "aux:pass") < 0):
        return None if _was_asked(hit, found) else found
    nearer = _nearer(doc, found, verb, low, high)
    if nearer is not None:
        return nearer
    if rule in _BEHIND_CONTENT and _has_own_subject(doc, verb, found, low):
        return nearby.left_of(doc, verb, low, high)
    if rule is Rule.AFTER and passage is not None:
        found = _behind_passage(reading, hit, passage, found) or found
    return found or _elsewhere(reading, hit, rule)


def _low(reading: Reading, verb: int) -> int:
    """The border before a cue, or its subject's beginning where only what tells of him holds the border.

    'Lund, citing "a plan for all of us," said'.
    """
    doc, low = reading.doc, reading.low[verb]
    subject = doc.subject(verb)
    if subject < 0 or low == 0 or reading.over[low - 1] < 0:
        return low
    first = doc.left[subject]
    inner = doc.sentence(verb)[0] <= first <= subject < low <= doc.right[subject] + _MARKS_BEHIND
    return first if inner and doc.words[subject + 1] == "," else low


def _inherited(reading: Reading, hit: CueHit) -> Source | None:
    """The source of the cue before that goes on with this one: "said … and warned …"."""
    if hit.heir_of is None or reading.doc.subject(hit.at) >= 0:
        return None
    before = reading.by_cue.get(hit.heir_of.at)
    return None if before is None or before.source is None else _shared(before.source)


def _shared(source: Source) -> Source:
    """The source of another cue, as that of this one."""
    return Source(source.start, source.end, source.head, SourceEvidence.SHARED)


def _agent_behind(doc: Document, verb: int, high: int) -> Source | None:
    """Whoever stands in "as noted by X", "as reported in X"; None if nobody does."""
    by = next((i for i in (verb + 1, verb + 2) if i < high and doc.lower[i] in ("by", "in")), -1)
    end = run_right(doc, by + 1, high) if by > 0 else 0
    return Source(by + 1, end, end - 1, SourceEvidence.AGENT) if end > by + 1 else None


def _beside_form(doc: Document, verb: int, rule: Rule, low: int, high: int) -> Source | None:
    """The source by the form of the cue's clause: behind "as", or beside a participle without a subject."""
    if rule is Rule.ASIDE:
        beside = nearby.left_of(doc, verb, low, high)
        if beside is not None and doc.lower[beside.start - 1] == "as":
            return beside  # "Lisbon, as one of them said, …": not Lisbon
    if doc.tags[verb] != "VBG":
        return None
    first, last = doc.sentence(verb)
    opens = verb == first or (verb == first + 1 and doc.lower[first] in _PREPOSED_OPENERS)
    found = by_parse.main_clause(doc, verb, last) if opens else None
    if found is None and doc.words[verb - 1] != ",":
        found = nearby.beside(doc, verb, low)
    return found or _behind_with(doc, verb, low)


def _behind_with(doc: Document, verb: int, low: int) -> Source | None:
    """Who acts in a phrase with a participle: "with the latter confirming on Friday that …"."""
    end = verb - (doc.words[verb - 1] == ",")
    while end > low and doc.lower[end - 1] in TIMES:
        end -= 1
    first = max(low, end - _FAR_WITH)
    at = next((i + 1 for i in range(end - 1, first - 1, -1) if doc.lower[i] == "with"), end)
    if any(doc.pos[i] in ("VERB", "AUX", "SCONJ") for i in range(at, end)):
        return None
    who = doc.head_of(at, end) if at < end else -1
    named = any(doc.ent_of[i] == "PERSON" for i in range(at, end))
    if who < 0 or not (at <= doc.heads[verb] < verb or (end < verb and named)):
        return None
    return phrase(doc, who, at, end, SourceEvidence.SHARED)


def _by_parse(doc: Document, verb: int, low: int, high: int) -> Source | None:
    """The source as the parse shows it; before a verb taken for a noun the nearest: "its website notes"."""
    found = by_parse.find(doc, verb, low=low, high=high)
    noun = doc.pos[verb] == "NOUN" and doc.tags[verb] != "VBG"
    if noun and (found is None or found.evidence != SourceEvidence.SUBJECT):
        beside = nearby.left_of(doc, verb, low, high)
        above = nearby.document_above(doc, beside, low, high) if beside is not None else None
        return above or beside
    return found


def _was_asked(hit: CueHit, found: Source | None) -> bool:
    """Whether a source shared with a cue in the passive hears it: "Asked about it, she said"."""
    return found is not None and found.evidence == SourceEvidence.SHARED and hit.lemma in _HEARD


def _nearer(doc: Document, found: Source | None, verb: int, low: int, high: int) -> Source | None:
    """The phrase right before the cue where a dash or comma parts that from the source found; else None."""
    if found is None or found.evidence == SourceEvidence.NEAR or not _parted(doc, found, verb):
        return None
    nearer = nearby.left_of(doc, verb, low, high)
    if nearer is None or doc.deps[nearer.head] not in _MAIN or doc.words[nearer.start - 1] == ",":
        return None
    return nearer


def _has_own_subject(doc: Document, verb: int, found: Source | None, low: int) -> bool:
    """Whether a noun right before the cue is its subject, and not what was found: "A, Mr Ito often says"."""
    own = own_subject(doc, verb, max(low, doc.sentence(verb)[0]))
    return own >= 0 and (found is None or found.head < own)


def _parted(doc: Document, found: Source, verb: int) -> bool:
    """Whether a dash or comma stands between a subject and the name right before the verb: another clause."""
    return (
        found.end < verb - 1
        and doc.pos[verb - 1] in ("PROPN", "PRON")
        and any(doc.words[k] in _DASHES_AND_COMMA for k in range(found.end, verb - 1))
    )


def _behind_passage(reading: Reading, hit: CueHit, passage: Passage, found: Source | None) -> Source | None:
    """The source of "…," X said and "…," said X, by the parse or by what stands between mark and cue."""
    doc, verb = reading.doc, hit.at
    between = nearby.between(doc, passage.outer_end, verb)
    if (
        found is not None
        and found.evidence == SourceEvidence.SUBJECT
        and (found.head < verb or between is None)
    ):
        # "…," Miller, a retired worker, said
        behind = found.head < verb and passage.outer_end < found.start - 1
        return between or found if behind and doc.words[found.start - 1] == "," else found
    if between is None and hit.cue.takes("invert", "quote"):
        return nearby.right_of(doc, verb, reading.low[verb], reading.high[verb])
    return between


def _elsewhere(reading: Reading, hit: CueHit, rule: Rule) -> Source | None:
    """The source of a cue without a subject: beside it, nearest before it, or that of the quote before."""
    doc, verb = reading.doc, hit.at
    low, high = reading.low[verb], reading.high[verb]
    first = max(low, doc.sentence(verb)[0])
    participle = doc.tags[verb] == "VBG"
    found = None
    if _may_be_inverted(hit, rule, opens=verb == first or is_inverted_aside(doc, verb)):
        found = nearby.right_of(doc, verb, low, high)
    if found is None and not participle:
        found = _before_verb(doc, verb, low, first, high)
    if found is None:
        found = nearby.near(doc, verb, low if rule in _BEFORE_PASSAGE else first)
    if found is None and rule is Rule.BEFORE and hit.cue.takes("invert"):
        found = nearby.right_of(doc, verb, low, high)
    if found is not None:
        return found
    if participle:
        last = doc.sentence(verb)[1]
        return _source_before(reading, verb) or by_parse.main_clause(doc, verb, min(last, doc.n))
    if rule in _BEFORE_PASSAGE or rule is Rule.PREDICATE:
        return nearby.first_phrase(doc, first, verb)
    return None


def _may_be_inverted(hit: CueHit, rule: Rule, *, opens: bool) -> bool:
    """Whether the source may stand behind the cue: "…, said Lund", and "Said Lund: …" where it ``opens``."""
    fits = rule in _BEHIND_CONTENT or (opens and rule in _BEFORE_PASSAGE)
    return fits and hit.cue.takes("invert", "quote")


def _before_verb(doc: Document, verb: int, low: int, first: int, high: int) -> Source | None:
    """The source before a finite cue: behind a comma the nearest subject, else the phrase right before."""
    found = None
    if verb and doc.words[verb - 1] in _PARTING:
        found = (
            nearby.near(doc, verb, first)
            or nearby.first_phrase(doc, first, verb)
            or nearby.over_apposition(doc, verb, first)
        )
    if found is None and doc.tags[verb] != "VB":
        found = nearby.left_of(doc, verb, low, high)
    return found


def _source_before(reading: Reading, verb: int) -> Source | None:
    """The source of the quote that ends right before the participle ``verb``: "…," adding, "…" """
    for attribution in reversed(reading.attributions):
        source = attribution.source
        if source is not None and any(0 <= verb - end <= _FAR_PARTICIPLE for _, end in attribution.content):
            return _shared(source)
    return None


def can_speak(reading: Reading, source: Source | None, *, documents: bool = True) -> bool:
    """Whether the phrase names somebody, a body or, with ``documents``, a document: no thing that shows."""
    doc = reading.doc
    if source is None:
        return False
    head = source.head
    if source.evidence == SourceEvidence.RELATIVE:
        verb = doc.heads[head]
        head = doc.heads[verb] if doc.deps[verb] == "acl:relcl" else head  # "the police, which indicated"
    if doc.pos[head] == "PROPN" or doc.ent_of[head] in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if doc.pos[head] == "PRON":
        return doc.lower[head] not in _PRONOUNS_OF_THINGS
    lemma = doc.lemmas[head].lower()
    return (documents and lemma in by_parse.DOCUMENTS) or lemma in roles() or lemma in _SPEAKING_NOUNS


def subject_before(reading: Reading, passage: Passage, first: int) -> Source | None:
    """The source of the last verb before the passage."""
    doc = reading.doc
    low = reading.low[passage.outer_start - 1]
    for verb in range(passage.outer_start - 1, first - 1, -1):
        if doc.pos[verb] == "VERB":
            found = by_parse.find(doc, verb, low=low, high=passage.outer_start)
            if found is not None:
                return found
    return None
