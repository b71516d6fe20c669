"""Passages that no cue of their own brings in: they go on with a source, or stand alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution import source_by_parse as by_parse
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution
from tui.nlp.attribution.passages import Passage
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Source, phrase, run_right
from tui.nlp.attribution.sources_of_cues import attribution_for, can_speak, source_of, subject_before
from tui.nlp.document.document import FINITE, Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles

_KNOWN = english("attribution")
_LONG_ALONE = _KNOWN.count("long_passage_alone")
_FLOATING_PARAGRAPHS = _KNOWN.count("floating_paragraphs")
_WORDS_BEFORE = _KNOWN.count("words_before_passage")
_NEAR_CUE = _KNOWN.count("near_cue")
_INTRODUCING_SUBJECTS = _KNOWN.words("introducing_subjects")
_POINTING = _KNOWN.words("pointing")
_PICTURES = _KNOWN.words("pictures")
_WHAT_WAS_SAID = _KNOWN.words("what_was_said")
_HAVING_SAID = _KNOWN.words("having_said")
_FAR_MAKER = _KNOWN.count("far_maker")
_BEFORE_VIEW = _KNOWN.words("before_view")
_SERIES = frozenset(("and", ","))
_INTRODUCING = frozenset((",", ":", "—", "–", "--"))
_ADVERB_AND_COMMA = 2
_SHORT_SENTENCE = 4
"""Tokens: article, role, verb and full stop."""
_SPOKEN = (Rule.AFTER, Rule.BEFORE, Rule.COLON)


def left_over(reading: Reading) -> None:
    """Give the passages that nobody has claimed to whoever is speaking."""
    ahead = _claimed_ahead(reading)
    previous: Passage | None = None
    last: Passage | None = None
    for passage in reading.outermost:
        held = passage.number in reading.of_passage
        listed = last is not None and last is not previous and _joined(reading, last, passage)
        last = passage
        if not held and previous is not None and _in_series(reading, previous, passage):
            reading.extend(reading.of_passage[previous.number], passage)
        elif not held and not listed and (passage.words >= LONG_PASSAGE or reading.is_sentence(passage)):
            _give(reading, passage, previous, ahead.get(passage.number))
        if passage.number in reading.of_passage:
            previous = passage


def _claimed_ahead(reading: Reading) -> dict[int, Attribution]:
    """For passages left open, by their numbers: the attribution of the later paragraph that closes them.

    “The first paragraph has no closing mark.¶ “The second one has,” said X. Both begin with the same mark.
    """
    text = reading.doc.text
    found: dict[int, Attribution] = {}
    following: Passage | None = None
    for passage in reversed(reading.outermost):
        if (
            following is not None
            and following.region.reopens
            and text[following.region.outer_start] == text[passage.region.outer_start]
        ):
            claimed = reading.of_passage.get(following.number) or found.get(following.number)
            if claimed is not None:
                found[passage.number] = claimed
        following = passage
    return found


def _joined(reading: Reading, one: Passage, other: Passage) -> bool:
    """Whether a passage is listed with the one before it: books such as “A” and “B”."""
    return reading.doc.lower[one.outer_end : other.outer_start] in (["and"], [",", "and"], ["or"])


def _in_series(reading: Reading, previous: Passage, passage: Passage) -> bool:
    """Whether a passage is one more of those that a cue brought in: chanted "A," and "B." """
    before = reading.of_passage[previous.number]
    between = reading.doc.lower[previous.outer_end : passage.outer_start]
    if before.hit is None or not set(between) <= _SERIES:
        return False
    listed = between == [","] and before.rule is Rule.BEFORE  # said “a”, “b” and “c”
    return listed or ("and" in between and len(between) <= 2)


def _give(reading: Reading, passage: Passage, previous: Passage | None, ahead: Attribution | None) -> None:
    """Give one unclaimed passage to the attribution that goes on with it or to a new one, or leave it.

    ``previous`` is the last passage before it that has an attribution, ``ahead`` the attribution of the
    paragraph that goes on where this one leaves its marks open.
    """
    before = None if previous is None else reading.of_passage.get(previous.number)
    begins = reading.begins_sentence(passage) or reading.is_sentence(passage)
    holder = _going_on(reading, passage, before, begins) or ahead
    if holder is not None:
        reading.extend(holder, passage)
        return
    marked = passage.region.made_by == "marks"
    if marked and reading.is_title(passage):
        return
    if marked and passage.words < LONG_PASSAGE:
        answer = _led_by(reading, passage) if reading.is_sentence(passage) else None
        if answer is not None:
            reading.attributions.append(answer)
            reading.hold(answer, passage.number)
        return
    if begins and (announced := announcing(reading, passage)) is not None:
        reading.extend(announced, passage)
        return
    found = _new(reading, passage, previous, begins)
    if found is not None:
        reading.attributions.append(found)
        reading.hold(found, passage.number)


def _going_on(
    reading: Reading, passage: Passage, before: Attribution | None, begins: bool
) -> Attribution | None:
    """The attribution that goes on with the passage: in the paragraph before, or in the same one."""
    if passage.region.reopens and before is not None:
        return before
    here = _last_in_paragraph(reading, passage)
    behind = begins or _behind_adverb(reading, passage)
    if here is None or not (behind or _behind_clause(reading, passage, here)):
        return None
    return here


def _new(reading: Reading, passage: Passage, previous: Passage | None, begins: bool) -> Attribution | None:
    """The attribution of a long passage that none goes on with."""
    if passage.region.made_by == "block":
        return _led_to(reading, passage) or floating(reading, passage, previous) or alone(reading, passage)
    if passage.region.made_by == "dash":
        return alone(reading, passage)  # who answers whom is not told
    first = reading.doc.sentence(passage.start)[0]
    if passage.outer_start:
        first = max(first, reading.low[passage.outer_start - 1])
    if not begins and passage.outer_start - first >= _WORDS_BEFORE:
        return (
            _in_view_of(reading, passage, first)
            or in_sentence(reading, passage, first)
            or introduced(reading, passage, first)
            or _by_second_verb(reading, passage)
            or _beside_spoken(reading, passage, first)
        )
    return (
        _named_behind(reading, passage)
        or _led_by(reading, passage)
        or _question_before(reading, passage)
        or floating(reading, passage, previous)
        or _led_by_paragraph(reading, passage)
        or alone(reading, passage)
    )


def _in_view_of(reading: Reading, passage: Passage, first: int) -> Attribution | None:
    """A passage behind "To Lund," and "because to her,", in the sentence that begins at ``first``."""
    doc = reading.doc
    comma = passage.outer_start - 1
    if doc.words[comma] != "," or passage.words < _LONG_ALONE:
        return None
    to = next((i for i in range(comma - 2, first - 1, -1) if doc.lower[i] in ("to", "for")), -1)
    if to < 0 or not (to == first or doc.lower[to - 1] in _BEFORE_VIEW):
        return None
    source = phrase(doc, doc.head_of(to + 1, comma), to + 1, comma, SourceEvidence.NEAR)
    if source is None or (source.start, source.end) != (to + 1, comma) or not can_speak(reading, source):
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=source)


def _named_behind(reading: Reading, passage: Passage) -> Attribution | None:
    """A passage that the next sentence gives to somebody: “…” Those were the words of Lund."""
    doc = reading.doc
    i = passage.outer_end
    if i + 2 >= doc.n or doc.lower[i] not in _POINTING or not reading.ends_sentence(passage):
        return None
    last = doc.sentence(i)[1]
    of = next(
        (k for k in range(i + 2, min(i + _FAR_MAKER, last)) if doc.lower[k] in ("from", "of", "by")), -1
    )
    if of < 0 or doc.lemmas[of - 1].lower() not in _WHAT_WAS_SAID:
        return None
    end = run_right(doc, of + 1, last)
    source = (
        phrase(doc, doc.head_of(of + 1, end), of + 1, end, SourceEvidence.OWNER) if end > of + 1 else None
    )
    if not can_speak(reading, source):
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=source)


def _question_before(reading: Reading, passage: Passage) -> Attribution | None:
    """A passage that opens its paragraph behind "He had a question for the sailors."."""
    doc = reading.doc
    end = passage.outer_start
    while end and doc.words[end - 1].isspace():
        end -= 1
    if end < 2 or reading.over[end - 1] >= 0 or doc.words[end - 1] not in (".", ":"):
        return None
    first = doc.sentence(end - 1)[0]
    said = next((i for i in range(first, end) if doc.lemmas[i].lower() in _WHAT_WAS_SAID), -1)
    verb = doc.heads[said] if said >= 0 else -1
    if verb < 0 or doc.deps[said] != "obj" or doc.lemmas[verb].lower() not in _HAVING_SAID:
        return None
    source = by_parse.find(doc, verb, low=first, high=end)
    if not can_speak(reading, source):
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=source)


def _by_second_verb(reading: Reading, passage: Passage) -> Attribution | None:
    """A passage behind a second verb of who was just quoted: tweeted "…" and offered "…"."""
    doc = reading.doc
    first = doc.sentence(passage.outer_start - 1)[0]
    verb = next((i for i in range(passage.outer_start - 1, first - 1, -1) if doc.pos[i] == "VERB"), -1)
    if verb < 0 or doc.deps[verb] != "conj" or doc.subject(verb) >= 0:
        return None
    said = reading.by_cue.get(doc.heads[verb])
    if said is None or said.source is None or doc.tags[verb] != doc.tags[doc.heads[verb]]:
        return None
    source = Source(said.source.start, said.source.end, said.source.head, SourceEvidence.SHARED)
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.SENTENCE, source=source)


def _beside_spoken(reading: Reading, passage: Passage, first: int) -> Attribution | None:
    """A long passage in the sentence of a spoken one, behind its cue: “Grim,” she said, meaning “too …”"""
    before = _last_in_paragraph(reading, passage)
    if before is None or before.source is None or passage.words < _LONG_ALONE:
        return None
    if before.rule is not Rule.AFTER or before.hit is None or before.hit.at < first:
        return None
    content = [(passage.outer_start, passage.outer_end)]
    return Attribution(content, Rule.FLOATING, source=before.source, continues=before)


def _led_by(reading: Reading, passage: Passage) -> Attribution | None:
    """A passage behind a sentence about one person in the same paragraph: "John Parrow disagrees. “…”"."""
    doc = reading.doc
    end = passage.outer_start
    if not end or doc.paragraph_of[end - 1] != doc.paragraph_of[end] or "\n" in doc.words[end - 1]:
        return None
    first = doc.sentence(end - 1)[0]
    source = (
        _person_told_of(reading, first, end)
        or _first_person(reading, first, end)
        or _one_subject(reading, first, end)
    )
    return _led(reading, passage, source)


def _led_by_paragraph(reading: Reading, passage: Passage) -> Attribution | None:
    """A passage that opens its paragraph, the one before being about one person and quoting nobody."""
    doc = reading.doc
    paragraph = doc.paragraph_of[passage.start]
    start = bisect_left(doc.paragraph_of, paragraph - 1)
    end = bisect_left(doc.paragraph_of, paragraph)
    if paragraph <= 1 or end < passage.outer_start or any(reading.over[i] >= 0 for i in range(start, end)):
        return None
    pictures = (i for i in range(start + 1, end) if doc.lower[i] in _PICTURES)
    credit = next((i for i in pictures if doc.words[i + 1] in (":", "by")), end)
    return _led(reading, passage, _person_told_of(reading, start, credit))


def _led(reading: Reading, passage: Passage, source: Source | None) -> Attribution | None:
    if source is None or (passage.words < _LONG_ALONE and not reading.is_sentence(passage)):
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=source)


def _persons_in(doc: Document, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The persons named in the tokens ``[start, end)``, in order."""
    for number in range(bisect_left(doc.ents, (start,)), len(doc.ents)):
        if doc.ents[number][0] >= end:
            return
        if doc.ents[number][2] == "PERSON":
            yield doc.ents[number]


def _first_person(reading: Reading, start: int, end: int) -> Source | None:
    """The person that a sentence names first, where that is its subject, or "left Roe cold"."""
    doc = reading.doc
    first, last, _ = next(_persons_in(doc, start, end), (-1, -1, ""))
    if first < 0:
        return None
    head = doc.head_of(first, last)
    verb = doc.heads[head]
    left = doc.deps[head] in ("obj", "nsubj") and "leave" in (doc.lemmas[verb], doc.lemmas[doc.heads[verb]])
    main = doc.deps[head] == "root" or (doc.deps[head] == "nsubj" and doc.deps[verb] == "root") or left
    return phrase(doc, head, start, end, SourceEvidence.NEAR) if main else None


def _one_subject(reading: Reading, start: int, end: int) -> Source | None:
    """The subject of a sentence that names nobody: "She shook her head", "The mayor disagrees"."""
    doc = reading.doc
    if any(doc.ent_of[i] == "PERSON" for i in range(start, end)):
        return None
    subject = next((i for i in range(start, end) if doc.deps[i] == "nsubj"), -1)
    if subject < 0 and end - start == _SHORT_SENTENCE and doc.lemmas[start + 1].lower() in roles():
        # "The mayor disagrees.", a noun to the tagger
        return Source(start, start + 2, start + 1, SourceEvidence.NEAR)
    if subject < 0 or doc.deps[doc.heads[subject]] not in ("root", "ROOT"):
        return None
    if doc.lower[subject] not in ("he", "she") and doc.lemmas[subject].lower() not in roles():
        return None
    return phrase(doc, subject, start, end, SourceEvidence.NEAR, stop=doc.heads[subject])


def _led_to(reading: Reading, passage: Passage) -> Attribution | None:
    """A block quotation that the sentence before it leads to: "The mayor put it in other words."."""
    doc = reading.doc
    end = passage.outer_start
    while end and doc.words[end - 1].isspace():
        end -= 1
    if not end or reading.over[end - 1] >= 0:
        return None
    first = doc.sentence(end - 1)[0]
    verb = next(
        (i for i in range(end - 1, first - 1, -1) if doc.pos[i] == "VERB" and doc.subject(i) >= 0), -1
    )
    source = by_parse.find(doc, verb, low=first, high=end) if verb >= 0 else None
    if not can_speak(reading, source):
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.BLOCK, source=source)


def _last_in_paragraph(reading: Reading, passage: Passage) -> Attribution | None:
    """The last attribution of the paragraph whose content ends before the passage.

    What is said beside a spoken passage in the same sentence ("…," said X, who noted that …) gives way to it.
    """
    doc = reading.doc
    paragraph = doc.paragraph_of[passage.start]
    best, reach = None, -1
    spoken, spoken_reach = None, -1
    for attribution in reading.attributions:
        if attribution.source is None and attribution.hit is not None and attribution.hit.passive:
            continue  # "Asked about it, she shrugged." is no beginning
        ends = [
            end
            for start, end in attribution.content
            if end <= passage.outer_start and doc.paragraph_of[start] == paragraph
        ]
        if not ends:
            continue
        last = max(ends)
        if last > reach:
            best, reach = attribution, last
        if last > spoken_reach and _is_spoken(reading, attribution):
            spoken, spoken_reach = attribution, last
    if spoken is not best and _in_one_sentence(reading, spoken, best):
        return spoken
    return best


def _is_spoken(reading: Reading, attribution: Attribution) -> bool:
    """Whether a cue beside it brings a long passage of the attribution in."""
    return attribution.rule in _SPOKEN and any(
        reading.passages[number].words >= LONG_PASSAGE for number in attribution.passages
    )


def _in_one_sentence(reading: Reading, one: Attribution | None, other: Attribution | None) -> bool:
    """Whether the cues of two attributions stand in the same sentence."""
    if one is None or other is None or one.hit is None or other.hit is None:
        return False
    return reading.doc.sentence_of[one.hit.at] == reading.doc.sentence_of[other.hit.at]


def _behind_adverb(reading: Reading, passage: Passage) -> bool:
    """Whether no more than an adverb and a comma opens the passage's sentence: “…” Indeed, “…”"""
    doc = reading.doc
    first = doc.sentence(passage.outer_start)[0]
    return (
        passage.words >= _LONG_ALONE
        and passage.outer_start - first == _ADVERB_AND_COMMA
        and doc.pos[first] in ("ADV", "CCONJ")
        and doc.words[first + 1] == ","
    )


def _behind_clause(reading: Reading, passage: Passage, attribution: Attribution) -> bool:
    """Whether the passage goes on behind the cue's clause: "…," he said, but "…" """
    hit = attribution.hit
    if hit is None or attribution.rule is not Rule.AFTER or reading.is_title(passage):
        return False
    between = range(hit.end, passage.outer_start)
    return 0 < len(between) <= _NEAR_CUE and not any(reading.doc.pos[i] == "VERB" for i in between)


@finds(
    Rule.ANNOUNCED,
    prior=0.70,
    example=Example(
        "The mayor explained it in a statement. “The bridge will stay shut until the spring.”",
        "The mayor",
        "explained",
        "“The bridge will stay shut until the spring.”",
    ),
)
def announcing(reading: Reading, passage: Passage) -> Attribution | None:
    """The cue without content in the sentence before: X said in a statement. "…" """
    doc = reading.doc
    at = passage.outer_start - 1
    if at < 1 or "\n" in doc.words[at]:
        return None
    first = max(doc.sentence(at)[0], reading.low[at])
    for i in range(at, first - 1, -1):
        hit = reading.hits_at.get(i)
        if hit is None or hit.negated or hit.passive or hit.cue.strength != "strong":
            continue
        if i not in reading.by_cue:
            return attribution_for(reading, hit, Rule.ANNOUNCED)
    return None


@finds(
    Rule.SENTENCE,
    prior=0.66,
    example=Example(
        "The harbour office tweeted the repair “needed every hand on deck.”",
        "The harbour office",
        "tweeted",
        "the repair “needed every hand on deck.”",
    ),
)
def in_sentence(reading: Reading, passage: Passage, first: int) -> Attribution | None:
    """A passage in a sentence that begins at ``first``, with the last cue before it; a strong one first."""
    before = range(passage.outer_start - 1, first - 1, -1)
    hits = [reading.hits_at[i] for i in before if i in reading.hits_at]
    for hit in sorted(hits, key=lambda hit: hit.cue.strength != "strong"):
        if hit.negated or hit.at in reading.by_cue:
            continue
        source = source_of(reading, hit, Rule.SENTENCE)
        if source is not None:
            behind = hit.cue.takes(reading.doc.lower[passage.outer_start - 1])  # apologised to them for “…”
            content = [(passage.outer_start if behind else hit.end, passage.outer_end)]
            aside = hit.end < source.start or reading.doc.words[hit.end] == ","
            if aside and source.end <= hit.at and source.start - first > 1 and not behind:
                # The show, Lund said, had let her “find the sea again”
                content = [(first, source.start), *content]
            content = [piece for start, end in content for piece in trimmed(reading.doc, start, end)]
            cue = (hit.start, hit.end)
            found = Attribution(content, Rule.SENTENCE, [cue], hit.lemma, source, hit=hit)
            reading.by_cue[hit.at] = found
            return found
    return None


@finds(
    Rule.INTRODUCED,
    prior=0.50,
    example=Example(
        "Anna Lund also reacted on the radio, “I remember the old bridge very well.”",
        "Anna Lund",
        "",
        "“I remember the old bridge very well.”",
    ),
)
def introduced(reading: Reading, passage: Passage, first: int) -> Attribution | None:
    """A passage behind a comma, colon or dash: the subject of its sentence, from ``first`` on, says it."""
    if passage.words < _LONG_ALONE or reading.doc.words[passage.outer_start - 1] not in _INTRODUCING:
        return None
    source = subject_before(reading, passage, first)
    if source is None:
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.INTRODUCED, source=source)


@finds(
    Rule.FLOATING,
    prior=0.25,
    example=Example(
        "“The first winter was hard,” said Ilse Brandt.\n\n“The second one was worse.”",
        "Ilse Brandt",
        "",
        "“The second one was worse.”",
    ),
)
def floating(reading: Reading, passage: Passage, previous: Passage | None) -> Attribution | None:
    """A passage that goes on with the source of the ``previous`` one, in the next paragraphs."""
    before = None if previous is None else reading.of_passage.get(previous.number)
    if previous is None or before is None or before.source is None:
        return None
    paragraph_of = reading.doc.paragraph_of
    if paragraph_of[passage.start] - paragraph_of[previous.start] > _FLOATING_PARAGRAPHS:
        return None
    content = [(passage.outer_start, passage.outer_end)]
    introduced_since = _introduced_since(reading, passage, previous)
    if introduced_since is not None:
        return Attribution(content, Rule.INTRODUCED, source=introduced_since)
    return Attribution(content, Rule.FLOATING, source=before.source, continues=before)


def _introduced_since(reading: Reading, passage: Passage, previous: Passage) -> Source | None:
    """The one person that a paragraph between two passages is about: "John Parrow sees it otherwise."."""
    doc = reading.doc
    paragraph = doc.paragraph_of[passage.start] - 1
    if paragraph <= doc.paragraph_of[previous.outer_end - 1]:
        return None
    start = bisect_left(doc.paragraph_of, paragraph)
    return _person_told_of(reading, start, bisect_left(doc.paragraph_of, paragraph + 1))


def _person_told_of(reading: Reading, start: int, end: int) -> Source | None:
    """The one person that the tokens ``[start, end)`` tell of: their subject, or all that they name."""
    doc = reading.doc
    persons = list(_persons_in(doc, start, end))
    if not persons or len({doc.words[last - 1] for _, last, _ in persons}) > 1:
        return None
    first, last, _ = persons[0]
    head = doc.head_of(first, last)
    finite = any(doc.tags[i] in FINITE for i in range(start, end))
    subjects = (doc.lemmas[i].lower() for i in range(start, end) if doc.deps[i] == "nsubj")
    if next(subjects, "") in _INTRODUCING_SUBJECTS:
        finite = False
    told_of = doc.heads[head] if doc.deps[head] == "appos" else head  # "Her neighbour John Parrow laughed"
    about = doc.deps[told_of] in ("nsubj", "nsubj:outer", "root", "attr") or (
        first - 1 == start and doc.lower[start] == "for"
    )
    if finite and not about:
        return None
    return Source(first, last, head, SourceEvidence.NEAR)


@finds(
    Rule.ALONE,
    prior=0.30,
    example=Example(
        "It rained. “People would stop coming and we would close.”",
        "",
        "",
        "“People would stop coming and we would close.”",
    ),
)
def alone(reading: Reading, passage: Passage) -> Attribution | None:
    """A long passage in double marks, or a sentence in such, whoever says it."""
    if (passage.words < _LONG_ALONE and not reading.is_sentence(passage)) or passage.region.single:
        return None
    return Attribution([(passage.outer_start, passage.outer_end)], Rule.ALONE)
