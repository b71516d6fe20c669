"""Attributions without a verb beside them: "according to", colons, dashes, nouns of saying."""

from __future__ import annotations

from tui.domain.evidence import Rule, SourceEvidence
from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.attribution import Attribution, TokenRange
from tui.nlp.attribution.reading import LONG, Reading
from tui.nlp.attribution.rules.base import Example, finds
from tui.nlp.attribution.source_phrases import Speaker, phrase, run_right
from tui.nlp.attribution.sources_of_cues import attribution_for
from tui.nlp.document.document import FINITE, Document


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
        if reading.over[i] >= 0 or doc.lower[i] not in ("according", "in"):
            continue
        first, last = _part(doc, i)
        opens = i - first < 2
        cue, speaker = _source(reading, i, opens, last)
        if speaker is None:
            continue
        end = max(speaker.end, cue[-1][1])
        pieces = trimmed(doc, first, i) if i > first else []
        comma = next((j for j in range(end, last) if doc.words[j] == ","), last)
        if doc.lower[comma + 1 : comma + 2] in (["who"], ["which"], ["whose"]):
            comma = next((j for j in range(comma + 1, last) if doc.words[j] == ","), last)
        if opens and comma == last:
            comma = end  # no comma parts "According to X" from what follows
        if opens or i - first < 3 or (last - comma > 4 and doc.words[i - 1] == ","):
            pieces += trimmed(doc, comma, last)
        if not pieces or any(a <= v < b for a, b in pieces for v in reading.by_cue):
            continue
        lemma = " … ".join(doc.doc[a:b].text.lower() for a, b in cue)
        reading.take(Attribution(reading.fitted(pieces), Rule.ACCORDING, cue, lemma, speaker))


def _source(reading: Reading, i: int, opens: bool, last: int) -> tuple[list[TokenRange], Speaker | None]:
    """The words at ``i`` that lead to a source, and the source."""
    doc = reading.doc
    for opening in (["according", "to"], ["in", "the", "words", "of"]):
        behind = i + len(opening)
        if doc.lower[i:behind] == opening and behind < last:
            # "According to X, …": X ends at the first comma
            bound = next((j for j in range(behind + 1, last) if opens and doc.words[j] == ","), last)
            return [(i, behind)], _named(reading, behind, bound, opens, last)
    at = next((j for j in range(i + 2, min(i + 8, last)) if doc.lower[j] == "words"), -1)
    owner = doc.child(at, "nmod:poss") if at > 0 else -1
    if i < owner and doc.words[at + 1 : at + 2] == [","]:
        speaker = phrase(doc, owner, i + 1, at, SourceEvidence.OWNER, stop=at)
        if speaker is not None:
            return [(i, i + 1), (at, at + 1)], speaker
    return [], None


def _named(reading: Reading, source: int, bound: int, opens: bool, last: int) -> Speaker | None:
    """The source's phrase from ``source`` on; where it ``opens`` the sentence, it has no comma."""
    doc = reading.doc
    high = min(reading.high[source - 1], bound)
    head = phrase_head(reading, source, bound)
    if head < 0:
        return None
    if doc.tags[source] == "PRP":
        return Speaker(source, source + 1, source, SourceEvidence.ACCORDING)
    speaker = phrase(doc, head, source, high, SourceEvidence.ACCORDING, stop=source - 1)
    if speaker is None:
        return None
    end = max(speaker.end, run_right(doc, source, high, participles=True))
    for j in range(speaker.head + 1, end):
        if doc.words[j] == "," and (
            opens or j + 1 >= last or doc.pos[j + 1] not in ("DET", "NOUN", "PROPN", "ADJ")
        ):
            end = j
            break
    return Speaker(speaker.start, end, speaker.head, SourceEvidence.ACCORDING)


def _part(doc: Document, i: int) -> tuple[int, int]:
    """The part of the sentence that "according to" at ``i`` speaks of: between semicolons, behind "and"."""
    first, last = doc.sentence(i)
    if i - 1 > first and doc.lower[i - 1] in ("and", "but", ";"):
        first = i
    for j in range(i - 1, first - 1, -1):
        if doc.words[j] == ";":
            first = j + 1
            break
    for j in range(i, last):
        if doc.words[j] == ";":
            last = j
            break
    return first, last


def phrase_head(reading: Reading, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if there is none."""
    doc = reading.doc
    head = i
    if i >= high:
        return -1
    for _ in range(8):
        above = doc.heads[head]
        if (
            above == head
            or above < i
            or above >= high
            or doc.pos[above] not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
        ):
            break
        head = above
    return head


def colons(reading: Reading) -> None:
    """Add passages behind a colon or dash that no cue verb brings in."""
    doc = reading.doc
    for k in reading.tops:
        p = reading.passages[k]
        i = p.outer_start - 1
        while i > 0 and doc.words[i].isspace():
            i -= 1
        if k in reading.of_passage or i < 1 or p.words < LONG or doc.words[i] not in (":", "―", "—"):
            continue
        low = reading.low[i]
        start, _ = doc.sentence(i)
        start = max(start, low)
        speaker = None
        if doc.words[i] == ":":
            speaker = speakers.near(doc, i, start)
        verb = next(
            (j for j in range(start, i) if doc.tags[j] in ("VBD", "VBZ", "VBP") and doc.subject(j) >= 0), -1
        )
        if verb >= 0:
            speaker = speakers.find(doc, verb, low=start, high=i) or speaker
        elif speaker is None and i - start <= 12:
            head = phrase_head(reading, start, i)
            if head >= 0 and doc.pos[head] in ("NOUN", "PROPN", "PRON"):
                speaker = Speaker(start, i, head, SourceEvidence.COLON)
        if speaker is None:
            continue
        attribution = Attribution(
            [(p.outer_start, p.outer_end)], Rule.COLON, [(i, i + 1)], ":", speaker, passages=[k]
        )
        reading.attributions.append(attribution)
        reading.of_passage[k] = attribution


@finds(
    Rule.BLOCK,
    prior=0.75,
    example=Example(
        "The governor added:\n\nIt is up to the courts now. We have done what we could do.",
        "The governor",
        "added",
        "It is up to the courts now. We have done what we could do.",
    ),
)
def blocks(reading: Reading) -> None:
    """A paragraph that ends in "X said:" and the unquoted one behind it, which is what X said."""
    doc = reading.doc
    for hit in reading.hits:
        v = hit.at
        if hit.negated or not hit.cue.takes("quote") or hit.cue.strength != "strong" or v in reading.by_cue:
            continue
        _, last = doc.sentence(v)
        if last - v > 12 or last < 1 or doc.words[last - 1] != ":" or reading.high[v] > last + 1:
            continue
        start = last
        while start < doc.n and doc.words[start].isspace():
            start += 1
        end = start
        while end < doc.n and "\n" not in doc.words[end]:
            end += 1
        if start == last or end - start < 4 or reading.over[start] >= 0:
            continue
        attribution = attribution_for(reading, hit, Rule.BLOCK)
        attribution.content.append((start, end))


@finds(
    Rule.SIGNED,
    prior=0.93,
    example=Example(
        "“The best evening of my year.” — Tomas Reyes", "Tomas Reyes", "—", "“The best evening of my year.”"
    ),
)
def signed(reading: Reading) -> None:
    """ "…" — Name: a passage with its speaker behind a dash, to the end of the line."""
    doc = reading.doc
    for k in reading.tops:
        p = reading.passages[k]
        i = p.outer_end
        if doc.words[i - 1][-1] in "―—–" and len(doc.words[i - 1]) > 1:
            i -= 1
        elif k in reading.of_passage or i + 1 >= doc.n or doc.words[i] not in ("―", "—", "–", "--", "-"):
            continue
        if k in reading.of_passage:
            continue
        end = i + 1
        while end < doc.n and "\n" not in doc.words[end] and end - i < 14:
            end += 1
        if end < doc.n and "\n" not in doc.words[end]:
            continue
        while end > i + 1 and (doc.words[end - 1] in (".", ",") or doc.words[end - 1].isspace()):
            end -= 1
        if (
            end <= i + 1
            or i + 1 >= doc.n
            or not doc.words[i + 1][:1].isupper()
            or any(doc.tags[j] in FINITE for j in range(i + 1, end))
        ):
            continue
        head = i + 1
        while head + 1 < end and doc.pos[head + 1] == "PROPN" and doc.words[head + 1] != ",":
            head += 1
        reading.take(
            Attribution(
                [(p.outer_start, p.outer_end)],
                Rule.SIGNED,
                [(i, i + 1)],
                "—",
                Speaker(i + 1, end, head, SourceEvidence.DASH),
            )
        )


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
            for i in range(start, end):
                taken[i] = True
    for hit in reading.all_hits:
        v = hit.at
        if hit.kind != "noun" or reading.over[v] >= 0 or taken[v]:
            continue
        owner = doc.child(v, "nmod:poss")
        speaker = None
        if owner >= 0:
            speaker = phrase(doc, owner, reading.low[v], v, SourceEvidence.OWNER, stop=v)
        maker = next((k for k in doc.children[v] if v < k and doc.lower[doc.left[k]] in ("by", "from")), -1)
        if speaker is None and maker >= 0 and doc.deps[maker] in ("nmod", "obl", "obl:agent", "prep"):
            speaker = phrase(doc, maker, v + 1, reading.high[v], SourceEvidence.OWNER)
        if speaker is None:
            continue
        _, last = doc.sentence(v)
        at = next(
            (i for i in range(v + 1, min(v + 8, last)) if doc.lower[i] == "that" or doc.pos[i] == "VERB"), -1
        )
        if at < 0 or doc.lower[at] != "that" or (doc.pos[at] == "PRON" and doc.deps[at] in ("nsubj", "obj")):
            continue
        top = next(
            (kid for kid in doc.children[v] if kid > at and doc.deps[kid] in ("acl", "ccomp", "acl:relcl")),
            -1,
        )
        end = doc.right[top] + 1 if top >= 0 else last
        for i in range(at, end):
            if doc.words[i] == "," and i > at + 3:
                end = i
                break
        content = trimmed(doc, at, end)
        if content:
            reading.take(Attribution(reading.fitted(content), Rule.NOUN, [(v, v + 1)], hit.lemma, speaker))
