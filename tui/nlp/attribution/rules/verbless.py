"""Attributions without a verb beside them: "according to", colons, dashes, nouns of saying."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution import source_by_parse as by_parse
from tui.nlp.attribution import source_nearby as nearby
from tui.nlp.attribution.asides import CONCEDING, trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.cues import CueHit
from tui.nlp.attribution.reading import LONG_PASSAGE, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Source, phrase, phrase_head, run_right
from tui.nlp.attribution.sources_of_cues import can_speak
from tui.nlp.document.document import FINITE, TENSED, Document
from tui.nlp.lang.language import english

_KNOWN = english("attribution")
_SOURCE_OPENINGS = [opening.split() for opening in _KNOWN.phrases("source_openings")]
_FIRST_WORDS = frozenset(opening[0] for opening in _SOURCE_OPENINGS)
_WORDS = _KNOWN.words("own_words")
_EXPLAINING = _KNOWN.words("explaining")
_FAR_WORDS = _KNOWN.count("far_words")
_LONGEST_OPENING = _KNOWN.count("longest_opening")
_SHORT_BEFORE = _KNOWN.count("short_before_source")
_SHORT_BEHIND = _KNOWN.count("short_behind_source")
_SHORTEST_THAT_CLAUSE = _KNOWN.count("shortest_that_clause")
_FAR_THAT = _KNOWN.count("far_that_behind_noun")
_LONGEST_COLON_SOURCE = _KNOWN.count("longest_colon_source")
_LONGEST_DAY = _KNOWN.count("longest_day")
_WHAT_WAS_SAID = _KNOWN.words("what_was_said")
_GIVING = _KNOWN.words("giving")
_BEHIND_PER = frozenset(("PROPN", "DET", "PRON"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))


@finds(
    Rule.ACCORDING,
    prior=0.86,
    example=Example(
        "Two men, according to the police, were arrested near the harbour.",
        "the police",
        "according to",
        "Two men … were arrested near the harbour",
    ),
)
def according(reading: Reading) -> None:
    """Add what stands beside "according to X", "in the words of X" and "in X's words"."""
    doc = reading.doc
    for i in range(doc.n - 2):
        if reading.over[i] >= 0 or doc.lower[i] not in _FIRST_WORDS:
            continue
        first, last = _part(doc, i)
        cue, source = _cued_source(reading, i, i - first <= _LONGEST_OPENING, last)
        if source is None:
            continue
        pieces = _around(doc, i, first, last, max(source.end, cue[-1][1]))
        if not pieces or any(start <= at < end for start, end in pieces for at in reading.by_cue):
            continue
        pieces = [(_behind_colon(reading, start, end), end) for start, end in pieces]
        lemma = " … ".join(doc.doc[start:end].text.lower() for start, end in cue)
        reading.add(Attribution(reading.fitted(pieces), Rule.ACCORDING, cue, lemma, source))


def _behind_colon(reading: Reading, start: int, end: int) -> int:
    """Where a piece begins that ends with a passage behind a colon: 'According to Lund, it helps: "…"'."""
    number = reading.over[end - 1]
    if number < 0:
        return start
    opens = reading.passages[number].outer_start
    return opens if start < opens and reading.doc.words[opens - 1] == ":" else start


def _part(doc: Document, i: int) -> TokenRange:
    """The part of the sentence that "according to" at ``i`` speaks of: between semicolons, behind "and"."""
    first, last = doc.sentence(i)
    if i - 1 > first and doc.lower[i - 1] in ("and", "but", ";"):
        first = i
    first = next((j + 1 for j in range(i - 1, first - 1, -1) if doc.words[j] == ";"), first)
    last = next((j for j in range(i, last) if doc.words[j] == ";"), last)
    return first, last


def _around(doc: Document, i: int, first: int, last: int, end: int) -> list[TokenRange]:
    """The content in ``[first, last)``: before "according to" at ``i``, and behind its source at ``end``."""
    opens = i - first <= _LONGEST_OPENING
    comma = _comma(doc, end, last)
    if doc.lower[comma + 1 : comma + 2] and doc.lower[comma + 1] in _EXPLAINING:
        comma = _comma(doc, comma + 1, last)
    if opens and comma == last:
        comma = end  # no comma parts "According to X" from what follows
    pieces = trimmed(doc, first, i) if i > first else []
    told_more = doc.tags[comma + 1 : comma + 2] in (["VBN"], ["VBG"]) and not any(
        doc.tags[j] in FINITE for j in range(comma + 1, last)
    )  # ", according to a report, published on Tuesday"
    goes_on = last - comma > _SHORT_BEHIND and doc.words[i - 1] == "," and not told_more
    if doc.lower[comma + 1 : comma + 2] and doc.lower[comma + 1] in CONCEDING:
        return pieces  # "A, according to X, although B"
    if opens or (i - first <= _SHORT_BEFORE and not told_more) or goes_on:
        pieces += trimmed(doc, comma, last)
    return pieces


def _comma(doc: Document, start: int, last: int) -> int:
    """The first comma in ``[start, last)``; ``last`` if there is none."""
    return next((j for j in range(start, last) if doc.words[j] == ","), last)


def _cued_source(reading: Reading, i: int, opens: bool, last: int) -> tuple[list[TokenRange], Source | None]:
    """The words at ``i`` that lead to a source, and the source; they may open the sentence."""
    doc = reading.doc
    for opening in _SOURCE_OPENINGS:
        behind = i + len(opening)
        if opening == ["per"] and not (i and reading.over[i - 1] >= 0 and doc.pos[behind] in _BEHIND_PER):
            continue  # "ten a day per ship"; “…,” per the club's rules
        if doc.lower[i:behind] == opening and behind < last:
            # "According to X, …": X ends at the first comma
            bound = _comma(doc, behind + 1, last) if opens else last
            return [(i, behind)], _named_source(reading, behind, bound, opens, last)
    at = next((j for j in range(i + 2, min(i + _FAR_WORDS, last)) if doc.lower[j] in _WORDS), -1)
    owner = doc.child(at, "nmod:poss") if at > 0 else -1
    if i < owner and doc.words[at + 1 : at + 2] == [","]:
        source = phrase(doc, owner, i + 1, at, SourceEvidence.OWNER, stop=at)
        if source is not None:
            return [(i, i + 1), (at, at + 1)], source
    return [], None


def _named_source(reading: Reading, start: int, bound: int, opens: bool, last: int) -> Source | None:
    """The source's phrase from ``start`` on; where it ``opens`` the sentence, it has no comma."""
    doc = reading.doc
    high = min(reading.high[start - 1], bound)
    head = phrase_head(doc, start, bound)
    if head < 0:
        return None
    if doc.tags[start] == "PRP":
        return Source(start, start + 1, start, SourceEvidence.ACCORDING)
    source = phrase(doc, head, start, high, SourceEvidence.ACCORDING, stop=start - 1)
    if source is None:
        return None
    end = max(source.end, run_right(doc, start, high, participles=True))
    for j in range(source.head + 1, end):
        if doc.words[j] == "," and (opens or j + 1 >= last or not _may_be_apposition(doc, j + 1)):
            end = j
            break
    return Source(source.start, end, source.head, SourceEvidence.ACCORDING)


def _may_be_apposition(doc: Document, i: int) -> bool:
    """Whether a token may open an apposition: "according to Lund, the mayor"."""
    return doc.pos[i] in ("DET", "NOUN", "PROPN", "ADJ")


@finds(
    Rule.COLON,
    prior=0.85,
    example=Example(
        "Her answer was short: “Not while I am alive and breathing.”",
        "Her",
        ":",
        "“Not while I am alive and breathing.”",
    ),
)
def colons(reading: Reading) -> None:
    """Add passages behind a colon or dash that no cue verb brings in."""
    doc = reading.doc
    for passage in reading.outermost:
        mark = passage.outer_start - 1
        while mark > 0 and doc.words[mark].isspace():
            mark -= 1
        if passage.number in reading.of_passage or mark < 1 or passage.words < LONG_PASSAGE:
            continue
        if passage.region.made_by == "dash":
            continue  # "— It is cold — said Holt — and late."
        if doc.words[mark] not in (":", "―", "—"):
            continue
        source = _before_mark(reading, mark)
        if source is not None:
            content = [(passage.outer_start, passage.outer_end)]
            found = Attribution(content, Rule.COLON, [(mark, mark + 1)], ":", source)
            reading.attributions.append(found)
            reading.hold(found, passage.number)


def _before_mark(reading: Reading, mark: int) -> Source | None:
    """The source before a colon or dash: that of a verb, the nearest subject, or all that stands there."""
    doc = reading.doc
    start = max(doc.sentence(mark)[0], reading.low[mark])
    if doc.words[start] == "(" and doc.words[mark - 1] == ")":
        return None  # tells of the passage before
    maker = _maker_before(doc, start, mark) or _owner_before(doc, start, mark)
    if maker is not None:
        return maker
    agent = doc.head_of(mark - 1, mark)
    if doc.deps[agent] == "obl:agent" and doc.words[mark] == ":":
        shown = phrase(doc, agent, start, mark, SourceEvidence.COLON)  # "is borne out by this finding:"
        return shown if can_speak(reading, shown) else None
    nearest = nearby.near(doc, mark, start) if doc.words[mark] == ":" else None
    for verb in range(start, mark):
        if doc.tags[verb] in TENSED and doc.subject(verb) >= 0:
            found = by_parse.find(doc, verb, low=start, high=mark) or nearest
            owner = None if found is None else _whose_words(doc, found.head, found.start, found.end)
            return owner or found
    if nearest is None and mark - start <= _LONGEST_COLON_SOURCE:
        return _all_before(doc, start, mark)
    return nearest


def _all_before(doc: Document, start: int, mark: int) -> Source | None:
    """The noun phrase before a mark, whose words it names, or the person of "Lund on the new pier:"."""
    head = phrase_head(doc, start, mark)
    if head < 0 or doc.pos[head] not in _NOMINAL:
        return None
    on = head + 1 < mark and doc.lower[head + 1] == "on" and doc.ent_of[head] == "PERSON"
    owner = _whose_words(doc, head, start, mark)
    return owner or Source(start, head + 1 if on else mark, head, SourceEvidence.COLON)


def _owner_before(doc: Document, start: int, mark: int) -> Source | None:
    """Whoever is "my" in "So I gave my answer: …"."""
    owner = doc.child(mark - 1, "nmod:poss") if mark else -1
    if owner < start or doc.tags[owner] != "PRP$":
        return None
    return _whose_words(doc, mark - 1, start, mark)


def _maker_before(doc: Document, start: int, mark: int) -> Source | None:
    """Who made the words that a colon follows: "issued this statement from the king:", "A line by Lund:"."""
    for i in range(mark - 2, start, -1):
        said = doc.lemmas[i - 1].lower() in _WHAT_WAS_SAID or doc.lower[i - 1] == "this"
        if doc.lower[i] in ("from", "by") and said:
            end = run_right(doc, i + 1, mark)
            time = doc.lower[end : end + 1] == ["on"] and mark - end <= _LONGEST_DAY
            head = phrase_head(doc, i + 1, end)
            fits = head >= 0 and doc.pos[head] in _NOMINAL and (end == mark or time)
            return Source(i + 1, end, head, SourceEvidence.COLON) if fits else None
    return None


def _whose_words(doc: Document, noun: int, low: int, high: int) -> Source | None:
    """Who is meant by "Lund's answer:" and "The view of Lund:"; None where the noun is none of these."""
    if doc.lemmas[noun].lower() not in _WHAT_WAS_SAID:
        return None
    owner = doc.child(noun, "nmod:poss")
    if owner >= 0:
        return phrase(doc, owner, low, noun, SourceEvidence.COLON, stop=noun)
    of = doc.child(noun, "nmod")
    return phrase(doc, of, noun + 1, high, SourceEvidence.COLON, stop=noun) if of > noun else None


@finds(
    Rule.NOUN,
    prior=0.62,
    example=Example(
        "Vogel's assertion that nobody was hurt was soon disproved.",
        "Vogel's",
        "assertion",
        "that nobody was hurt",
    ),
)
def nouns(reading: Reading) -> None:
    """Nominal cues: "X's claim that …", "the claim by X that …"."""
    doc = reading.doc
    taken = [False] * doc.n
    for attribution in reading.attributions:
        for start, end in attribution.content:
            taken[start:end] = [True] * (end - start)
    for hit in reading.all_hits:
        noun = hit.at
        if hit.kind != "noun" or reading.over[noun] >= 0 or taken[noun]:
            continue
        source = _owner(reading, noun)
        content = _that_clause(doc, noun, owned=source is not None) or _what_is_promised(doc, hit, source)
        source = source or _who_gives(reading, noun)
        if source is not None and content:
            fitted = reading.fitted(content)
            reading.add(Attribution(fitted, Rule.NOUN, [(noun, noun + 1)], hit.lemma, source))


def _owner(reading: Reading, noun: int) -> Source | None:
    """Whose a noun of saying is: "X's claim", "the claim by X"."""
    doc = reading.doc
    owner = doc.child(noun, "nmod:poss")
    if owner >= 0:
        source = phrase(doc, owner, reading.low[noun], noun, SourceEvidence.OWNER, stop=noun)
        if source is not None:
            return source
    made_by = (k for k in doc.children[noun] if k > noun and doc.lower[doc.left[k]] in ("by", "from"))
    maker = next(made_by, -1)
    if maker < 0 or doc.deps[maker] not in ("nmod", "obl", "obl:agent", "prep"):
        return None
    return phrase(doc, maker, noun + 1, reading.high[noun], SourceEvidence.OWNER)


def _who_gives(reading: Reading, noun: int) -> Source | None:
    """The subject of a verb of giving whose object a noun of saying is: "she repeated the claim that"."""
    doc = reading.doc
    verb = doc.heads[noun]
    if doc.deps[noun] not in ("obj", "obl") or doc.lemmas[verb] not in _GIVING or verb > noun:
        return None
    source = by_parse.find(doc, verb, low=reading.low[verb], high=noun)
    return source if can_speak(reading, source) else None


def _what_is_promised(doc: Document, hit: CueHit, source: Source | None) -> list[TokenRange]:
    """The infinitive right behind a noun of promising that is somebody's: "his promise to stay"."""
    if source is None or not hit.cue.takes("to") or hit.end + 1 >= doc.n or doc.tags[hit.end + 1] != "VB":
        return []
    if doc.lower[hit.end] != "to":
        return []
    return trimmed(doc, hit.end, doc.right[hit.end + 1] + 1)


def _that_clause(doc: Document, noun: int, *, owned: bool) -> list[TokenRange]:
    """The clause with "that" behind a noun of saying, up to a comma; no relative clause."""
    last = doc.sentence(noun)[1]
    near = range(noun + 1, min(noun + _FAR_THAT, last))
    # Where it is somebody's, "his message is that"; else not: "the noise was so loud that".
    verbs = ("VERB",) if owned else ("VERB", "AUX")
    that = next((i for i in near if doc.lower[i] == "that" or doc.pos[i] in verbs), -1)
    if that < 0 or doc.lower[that] != "that":
        return []
    if doc.pos[that] == "PRON" and doc.deps[that] in ("nsubj", "nsubj:pass", "obj"):
        return []
    clauses = ("acl", "ccomp", "acl:relcl")
    top = next((kid for kid in doc.children[noun] if kid > that and doc.deps[kid] in clauses), -1)
    end = doc.right[top] + 1 if top >= 0 else last
    comma = next((i for i in range(that + _SHORTEST_THAT_CLAUSE, end) if doc.words[i] == ","), end)
    return trimmed(doc, that, comma)
