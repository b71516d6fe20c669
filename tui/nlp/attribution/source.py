"""The noun phrase that speaks: the subject, agent or neighbour of a cue."""

from __future__ import annotations

from tui.domain.evidence import SourceEvidence
from tui.nlp.attribution.source_phrases import (
    IN_NOUN_PHRASE,
    INNER_PREPOSITIONS,
    NOMINAL,
    POSSESSIVE,
    RELATIVE,
    TIMES,
    Speaker,
    phrase,
    run_right,
)
from tui.nlp.document.document import TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
DOCUMENTS = _KNOWN.words("documents")
_PLAIN_SAYING = _KNOWN.words("plain_saying")
_FORCING = _KNOWN.words("forcing")
_JOINING = _KNOWN.words("joining_verbs")
_COORDINATORS = _KNOWN.words("coordinators")
_MEANS = _KNOWN.words("means_prepositions")
_NO_ONE = _KNOWN.words("no_one")
_BEFORE_TIMES = _KNOWN.words("before_times")
_VERBS_ABOVE = _KNOWN.count("verbs_above_source")
_NOUNS_ABOVE = _KNOWN.count("nouns_above")
_FAR_SUBJECT = _KNOWN.count("far_subject")
_LONGEST_SOURCE = _KNOWN.count("longest_source")
_MARKS_BETWEEN = frozenset((",", "-", "—", "–", "--", "”", '"'))
_IN_LEFT_PHRASE = frozenset(("of", "for", "-", *POSSESSIVE))
_CLAUSAL = ("conj", "xcomp", "advcl", "ccomp", "acl", "acl:relcl", "parataxis", "dep", "aux", "cop")
_SPEAKING_ROLES = ("nsubj", "nsubj:outer", "csubj")


def find(doc: Document, verb: int, *, low: int, high: int) -> Speaker | None:
    """The speaker of ``verb``, all of it inside ``[low, high)``: its subject, or one it shares.

    ``low`` and ``high`` are token numbers that a speaker's phrase may not cross (a quoted passage, the
    sentence).
    """
    sharing = _main_subject(doc, verb, low)
    if sharing >= 0:
        return phrase(doc, sharing, low, high, SourceEvidence.SHARED, stop=verb)
    if _passive(doc, verb):
        return _agent(doc, verb, low, high)
    at = verb
    for step in range(_VERBS_ABOVE):
        subject = _who_acts(doc, at)
        if step and doc.tags[verb] == "VBG" and subject > verb:
            break  # "noting he would go": who goes is not who notes
        if subject >= 0:
            return _by_subject(doc, verb, at, subject, low, high)
        if step == 0 and (forced := _forced(doc, verb, low)) >= 0:
            return phrase(doc, forced, low, high, SourceEvidence.SHARED, stop=verb)
        above = doc.heads[at]
        if above == at:
            break
        if doc.deps[at] in ("acl", "acl:relcl") and doc.pos[above] in NOMINAL:
            if not _released(doc, at, above):
                return phrase(doc, above, low, high, SourceEvidence.NOUN, stop=at)
            at = _verb_over(doc, above)
        elif doc.deps[at] in _CLAUSAL:
            at = doc.heads[above] if step == 0 and _beside_report(doc, verb, above) else above
        else:
            break
    return _before_stray_verb(doc, at, verb, low) if low < at < verb else None


def _main_subject(doc: Document, verb: int, low: int) -> int:
    """The subject that a participle behind a comma, ", saying", shares with the main verb; else -1.

    It is not the clause right before that speaks, but what that clause is said by.
    """
    behind_comma = "," in doc.words[doc.left[verb] - 1 : doc.left[verb] + 1]
    if doc.tags[verb] != "VBG" or not behind_comma or 0 <= doc.subject(verb) < verb:
        return -1
    subject = doc.subject(_main_verb(doc, verb))
    loose = doc.deps[verb] in ("advcl", "conj", "parataxis", "dep", "acl")
    return subject if loose and low <= subject < verb and doc.lower[subject] not in RELATIVE else -1


def _forced(doc: Document, verb: int, low: int) -> int:
    """The one made to speak in "forced Lund to admit", at or behind ``low``; else -1."""
    above = doc.heads[verb]
    if doc.tags[verb] != "VB" or doc.lemmas[above] not in _FORCING:
        return -1
    forced = doc.child(above, "obj", "iobj", "nsubj:pass")
    return forced if low <= forced < verb else -1


def _verb_over(doc: Document, i: int) -> int:
    """The nearest verb at or above a token, or the head of its sentence."""
    while doc.pos[i] not in ("VERB", "AUX") and doc.heads[i] != i:
        i = doc.heads[i]
    return i


def _beside_report(doc: Document, verb: int, above: int) -> bool:
    """Whether ``verb`` goes with who says what ``above`` heads: "X said the move was made by Y and said"."""
    top = doc.heads[above]
    joined = doc.deps[verb] == "conj" and doc.lower[verb - 1] in _JOINING
    said = doc.deps[above] == "ccomp" and doc.lemmas[top] in _PLAIN_SAYING
    return joined and said and doc.tags[top] == doc.tags[verb]


def _before_stray_verb(doc: Document, at: int, verb: int, low: int) -> Speaker | None:
    """The speaker by what stands before the verb ``at`` above ``verb`` that the parser gave no subject."""
    if doc.tags[at] not in TENSED or doc.subject(at) >= 0:
        return None
    if doc.words[at - 1] == ",":
        return near(doc, at, low) or first_phrase(doc, max(low, doc.sentence(verb)[0]), at)
    found = left_of(doc, at, low, at)
    return Speaker(found.start, found.end, found.head, SourceEvidence.SHARED) if found is not None else None


def _who_acts(doc: Document, i: int) -> int:
    """The subject of the verb ``i``; -1 where there is none, or what the parser took for it is none."""
    kid = doc.subject(i)
    if kid < 0 or doc.deps[kid] == "expl" or (doc.lower[kid] in TIMES and abs(kid - i) <= 3):
        return -1
    adverb = doc.pos[kid] == "ADV" and kid < i and not doc.words[kid].isupper()
    return -1 if adverb or (doc.tags[i] == "VBG" and kid > i) else kid


def _by_subject(doc: Document, verb: int, i: int, kid: int, low: int, high: int) -> Speaker | None:
    """The speaker of the cue ``verb`` by the subject ``kid`` of ``i``, the cue itself or a verb above it."""
    if doc.lower[kid] in RELATIVE:
        thing = doc.heads[i]
        if i != verb and (doc.deps[verb] != "conj" or any(doc.words[k] == "," for k in range(i, verb))):
            return phrase(doc, thing, low, high, SourceEvidence.SHARED, stop=i)
        if doc.lower[kid] == "that" and doc.lemmas[thing] in DOCUMENTS and doc.deps[thing] in ("obj", "obl"):
            # "released a letter that says …": whoever released it.
            top = doc.heads[thing]
            owner = doc.subject(top)
            if low <= owner < high and doc.pos[top] == "VERB":
                return phrase(doc, owner, low, high, SourceEvidence.SHARED, stop=top)
        if doc.deps[i] in ("acl:relcl", "acl", "ccomp", "advcl"):
            return Speaker(kid, kid + 1, kid, SourceEvidence.RELATIVE) if low <= kid < high else None
    if i != verb and doc.lower[verb - 1] in _COORDINATORS:
        low = min(low, doc.sentence(verb)[0])  # "…" stands between: X called it "…" and said
    evidence = SourceEvidence.SUBJECT if i == verb else SourceEvidence.SHARED
    return phrase(doc, kid, low, high, evidence, stop=verb)


def _released(doc: Document, i: int, thing: int) -> bool:
    """Whether a participle goes with who acts on ``thing``: "released a letter saying", "met her, saying"."""
    if doc.tags[i] != "VBG":
        return False
    first = doc.left[i]
    comma = "," in (doc.words[first], doc.words[first - 1])
    if not comma and doc.deps[thing] in _SPEAKING_ROLES:
        return False
    means = doc.lower[first] in _MEANS or doc.lower[first - 1] in _MEANS  # "made headlines by saying"
    return comma or means or doc.lower[thing] in TIMES or doc.lemmas[thing] in DOCUMENTS


def _main_verb(doc: Document, verb: int) -> int:
    """The verb whose clause a participle behind a comma goes with: the nearest that has a subject.

    A clause that is said, or that tells which one is meant ("a case that ended in May"), is passed over.
    """
    top = doc.heads[verb]
    while doc.heads[top] < top:
        defining = doc.deps[top] == "acl:relcl" and doc.words[doc.left[top] - 1] != ","
        if doc.subject(top) >= 0 and doc.deps[top] not in ("ccomp", "xcomp") and not defining:
            break
        top = doc.heads[top]
    return top


def near(doc: Document, verb: int, low: int) -> Speaker | None:
    """The nearest subject before ``verb``, at or behind ``low``: for sentences the parser cut or tangled.

    Subjects of subordinate clauses come second.
    """
    second = -1
    for i in range(verb - 1, max(low, verb - _FAR_SUBJECT) - 1, -1):
        if doc.deps[i] not in ("nsubj", "nsubj:pass") or doc.pos[i] not in NOMINAL:
            continue
        if doc.lower[i] in RELATIVE or doc.lower[i] in _NO_ONE or doc.lower[i] in TIMES:
            continue
        if doc.deps[doc.heads[i]] in ("acl:relcl", "acl", "advcl", "ccomp"):
            second = i if second < 0 else second
            continue
        return phrase(doc, i, low, verb, SourceEvidence.NEAR, stop=verb)
    return phrase(doc, second, low, verb, SourceEvidence.NEAR, stop=verb) if second >= 0 else None


def first_phrase(doc: Document, start: int, verb: int) -> Speaker | None:
    """The noun phrase that opens the sentence: "Alex Smith, a veteran consultant who once …, said"."""
    i = start
    while i < verb and (doc.pos[i] in ("ADV", "CCONJ", "PUNCT", "SPACE")):
        i += 1
    end = run_right(doc, i, verb)
    if end <= i or doc.lower[i] in RELATIVE:
        return None
    head = max((k for k in range(i, end) if doc.pos[k] in NOMINAL), default=-1)
    if head < 0:
        return None
    for k in range(i, end):
        if doc.lower[k] in INNER_PREPOSITIONS and k > i:
            head = k - 1
            break
    return Speaker(i, end, head, SourceEvidence.FIRST)


def beside(doc: Document, verb: int, low: int) -> Speaker | None:
    """The name that ends right before the participle ``verb``: "footage of Ada Byron saying"."""
    i = verb - 1
    if i < low or doc.pos[i] != "PROPN" or doc.ent_of[i] not in ("PERSON", "ORG"):
        return None
    start = i
    while start - 1 >= low and doc.pos[start - 1] == "PROPN" and doc.ent_of[start - 1] == doc.ent_of[i]:
        start -= 1
    return Speaker(start, i + 1, i, SourceEvidence.BESIDE)


def main_clause(doc: Document, verb: int, high: int) -> Speaker | None:
    """The subject of the clause behind a participle that opens its sentence: "Admitting that …, she left"."""
    above = doc.heads[verb]
    if above <= verb:
        return None
    subject = doc.subject(above)
    return (
        phrase(doc, subject, verb + 1, high, SourceEvidence.SHARED, stop=above)
        if verb < subject < high
        else None
    )


def between(doc: Document, start: int, verb: int) -> Speaker | None:
    """All that stands between a closing mark and the cue, as the speaker: "…," Mr X, R-Ky., said."""
    while start < verb and (doc.words[start] in _MARKS_BETWEEN or doc.pos[start] in ("ADV", "CCONJ")):
        start += 1
    end = verb
    while end > start and _is_adverbial(doc, end - 1):
        end -= 1
    if not start < end <= start + _LONGEST_SOURCE:
        return None
    capital = doc.words[start][:1].isupper()
    if doc.pos[start] not in IN_NOUN_PHRASE and not capital:
        return None
    head = _highest(doc, start, start, end)
    if doc.pos[head] not in NOMINAL:
        first = next((i for i in range(start, end) if doc.pos[i] in NOMINAL), -1)
        if first < 0 and not capital:
            return None
        head = first if first >= 0 else start
    return Speaker(start, end, head, SourceEvidence.LEFT)


def _is_adverbial(doc: Document, i: int) -> bool:
    """Whether a token between a source and its verb belongs to neither: "Lund, on Monday, also said"."""
    if doc.words[i] == "," or doc.lower[i] in TIMES or doc.lower[i] in _BEFORE_TIMES:
        return True
    return doc.pos[i] in ("ADV", "AUX", "PART") and doc.words[i][:1].islower()


def _highest(doc: Document, i: int, low: int, high: int) -> int:
    """The highest noun or pronoun over a token inside ``[low, high)``; the token itself if there is none."""
    for _ in range(_NOUNS_ABOVE):
        above = doc.heads[i]
        if above == i or not low <= above < high or doc.pos[above] not in NOMINAL:
            break
        i = above
    return i


def _passive(doc: Document, verb: int) -> bool:
    if doc.tags[verb] == "VBN" and doc.child(verb, "obl:agent") > verb and doc.subject(verb) < 0:
        return True  # "words described by X as …"
    return any(doc.deps[kid] in ("aux:pass", "nsubj:pass") for kid in doc.children[verb])


def _agent(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    for kid in doc.children[verb]:
        dep = doc.deps[kid]
        if dep in ("obl:agent", "obl") and any(doc.lower[k] == "by" for k in doc.children[kid]):
            return phrase(doc, kid, low, high, SourceEvidence.AGENT)
        if dep in ("agent", "prep") and doc.lower[kid] == "by" and doc.children[kid]:
            return phrase(doc, doc.children[kid][0], low, high, SourceEvidence.AGENT)
    return None


def right_of(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that begins right behind ``verb``: "said X", "said the spokesman, Y"."""
    i = verb + 1
    while i < high and doc.pos[i] == "ADV":
        i += 1
    head = _head_of_phrase(doc, i, high)
    if head < 0:
        return None
    found = phrase(doc, head, max(low, verb + 1), high, SourceEvidence.RIGHT, stop=verb)
    end = run_right(doc, i, high)
    if found is None or end > found.end:
        return Speaker(i, max(end, head + 1), head, SourceEvidence.RIGHT)
    return found


def left_of(doc: Document, verb: int, low: int, high: int) -> Speaker | None:
    """The noun phrase that ends right before a verb and its adverbs: "he later said", "X on Tuesday said"."""
    i = verb - 1
    while i >= low and _may_precede_verb(doc, i):
        i -= 3 if doc.lower[i] == "past" else 1
        if i >= low and doc.lower[i] in ("on", "in") and doc.lower[i + 1] in TIMES:
            i -= 1
    if i < low or doc.pos[i] not in IN_NOUN_PHRASE:
        return None
    start = i
    while start - 1 >= low and (
        doc.pos[start - 1] in IN_NOUN_PHRASE or doc.words[start - 1] in _IN_LEFT_PHRASE
    ):
        start -= 1
    return Speaker(start, i + 1, _highest(doc, i, start, verb), SourceEvidence.LEFT)


def _may_precede_verb(doc: Document, i: int) -> bool:
    """Whether a token may stand between a subject and its verb: an adverb, a comma, a day, "in the past"."""
    if doc.pos[i] in ("ADV", "AUX", "PART") or doc.words[i] == ",":
        return True
    if doc.lower[i] in TIMES or doc.lower[i] in ("last", "this"):
        return True
    return doc.lower[i - 2 : i + 1] == ["in", "the", "past"]


def _head_of_phrase(doc: Document, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if none begins there."""
    if i >= high or doc.pos[i] not in IN_NOUN_PHRASE or doc.lower[i] in TIMES:
        return -1
    head = _highest(doc, i, i, high)
    return head if doc.pos[head] in NOMINAL or doc.words[head][:1].isupper() else -1
