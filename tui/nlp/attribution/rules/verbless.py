"""Attributions without a verb beside them: "according to", colons, dashes, nouns of saying."""

from __future__ import annotations

from tui.nlp.attribution import source as speakers
from tui.nlp.attribution.asides import trimmed
from tui.nlp.attribution.frames import TokenRange
from tui.nlp.attribution.reading import LONG, Draft, Reading
from tui.nlp.attribution.source_phrases import Speaker, phrase, run_right
from tui.nlp.attribution.sources_of_cues import draft_for
from tui.nlp.document.parse import FINITE, Syntax


def according(r: Reading) -> None:
    """Add what stands beside "according to X", "in the words of X" and "in X's words"."""
    s = r.s
    for i in range(s.n - 2):
        if r.over[i] >= 0 or s.lower[i] not in ("according", "in"):
            continue
        first, last = _part(s, i)
        opens = i - first < 2
        cue, speaker = _source(r, i, opens, last)
        if speaker is None:
            continue
        end = max(speaker.end, cue[-1][1])
        pieces = trimmed(s, first, i) if i > first else []
        comma = next((j for j in range(end, last) if s.words[j] == ","), last)
        if s.lower[comma + 1 : comma + 2] in (["who"], ["which"], ["whose"]):
            comma = next((j for j in range(comma + 1, last) if s.words[j] == ","), last)
        if opens and comma == last:
            comma = end  # no comma parts "According to X" from what follows
        if opens or i - first < 3 or (last - comma > 4 and s.words[i - 1] == ","):
            pieces += trimmed(s, comma, last)
        if not pieces or any(a <= v < b for a, b in pieces for v in r.by_cue):
            continue
        lemma = " … ".join(s.doc[a:b].text.lower() for a, b in cue)
        r.take(Draft(r.fitted(pieces), "according", cue, None, lemma, speaker))


def _source(r: Reading, i: int, opens: bool, last: int) -> tuple[list[TokenRange], Speaker | None]:
    """The words at ``i`` that lead to a source, and the source."""
    s = r.s
    for opening in (["according", "to"], ["in", "the", "words", "of"]):
        behind = i + len(opening)
        if s.lower[i:behind] == opening and behind < last:
            # "According to X, …": X ends at the first comma
            bound = next((j for j in range(behind + 1, last) if opens and s.words[j] == ","), last)
            return [(i, behind)], _named(r, behind, bound, opens, last)
    at = next((j for j in range(i + 2, min(i + 8, last)) if s.lower[j] == "words"), -1)
    owner = s.child(at, "nmod:poss") if at > 0 else -1
    if i < owner and s.words[at + 1 : at + 2] == [","]:
        speaker = phrase(s, owner, i + 1, at, "owner", stop=at)
        if speaker is not None:
            return [(i, i + 1), (at, at + 1)], speaker
    return [], None


def _named(r: Reading, source: int, bound: int, opens: bool, last: int) -> Speaker | None:
    """The source's phrase from ``source`` on; where it ``opens`` the sentence, it has no comma."""
    s = r.s
    high = min(r.high[source - 1], bound)
    head = phrase_head(r, source, bound)
    if head < 0:
        return None
    if s.tags[source] == "PRP":
        return Speaker(source, source + 1, source, "according")
    speaker = phrase(s, head, source, high, "according", stop=source - 1)
    if speaker is None:
        return None
    end = max(speaker.end, run_right(s, source, high, participles=True))
    for j in range(speaker.head + 1, end):
        if s.words[j] == "," and (
            opens or j + 1 >= last or s.pos[j + 1] not in ("DET", "NOUN", "PROPN", "ADJ")
        ):
            end = j
            break
    return Speaker(speaker.start, end, speaker.head, "according")


def _part(s: Syntax, i: int) -> tuple[int, int]:
    """The part of the sentence that "according to" at ``i`` speaks of: between semicolons, behind "and"."""
    first, last = s.sentence(i)
    if i - 1 > first and s.lower[i - 1] in ("and", "but", ";"):
        first = i
    for j in range(i - 1, first - 1, -1):
        if s.words[j] == ";":
            first = j + 1
            break
    for j in range(i, last):
        if s.words[j] == ";":
            last = j
            break
    return first, last


def phrase_head(r: Reading, i: int, high: int) -> int:
    """The head of the noun phrase that begins at ``i``, -1 if there is none."""
    s = r.s
    head = i
    if i >= high:
        return -1
    for _ in range(8):
        above = s.heads[head]
        if (
            above == head
            or above < i
            or above >= high
            or s.pos[above] not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")
        ):
            break
        head = above
    return head


def colons(r: Reading) -> None:
    """Add passages behind a colon or dash that no cue verb brings in."""
    s = r.s
    for k in r.tops:
        p = r.passages[k]
        i = p.outer_start - 1
        while i > 0 and s.words[i].isspace():
            i -= 1
        if k in r.of_passage or i < 1 or p.words < LONG or s.words[i] not in (":", "―", "—"):
            continue
        low = r.low[i]
        start, _ = s.sentence(i)
        start = max(start, low)
        speaker = None
        if s.words[i] == ":":
            speaker = speakers.near(s, i, start)
        verb = next(
            (j for j in range(start, i) if s.tags[j] in ("VBD", "VBZ", "VBP") and s.subject(j) >= 0), -1
        )
        if verb >= 0:
            speaker = speakers.find(s, verb, low=start, high=i) or speaker
        elif speaker is None and i - start <= 12:
            head = phrase_head(r, start, i)
            if head >= 0 and s.pos[head] in ("NOUN", "PROPN", "PRON"):
                speaker = Speaker(start, i, head, "colon")
        if speaker is None:
            continue
        draft = Draft([(p.outer_start, p.outer_end)], "colon", [(i, i + 1)], None, ":", speaker, passages=[k])
        r.drafts.append(draft)
        r.of_passage[k] = draft


def blocks(r: Reading) -> None:
    """A paragraph that ends in "X said:" and the unquoted one behind it, which is what X said."""
    s = r.s
    for hit in r.hits:
        v = hit.at
        if hit.negated or not hit.cue.takes("quote") or hit.cue.strength != "strong" or v in r.by_cue:
            continue
        _, last = s.sentence(v)
        if last - v > 12 or last < 1 or s.words[last - 1] != ":" or r.high[v] > last + 1:
            continue
        start = last
        while start < s.n and s.words[start].isspace():
            start += 1
        end = start
        while end < s.n and "\n" not in s.words[end]:
            end += 1
        if start == last or end - start < 4 or r.over[start] >= 0:
            continue
        draft = draft_for(r, hit, "block")
        draft.content.append((start, end))


def signed(r: Reading) -> None:
    """ "…" — Name: a passage with its speaker behind a dash, to the end of the line."""
    s = r.s
    for k in r.tops:
        p = r.passages[k]
        i = p.outer_end
        if s.words[i - 1][-1] in "―—–" and len(s.words[i - 1]) > 1:
            i -= 1
        elif k in r.of_passage or i + 1 >= s.n or s.words[i] not in ("―", "—", "–", "--", "-"):
            continue
        if k in r.of_passage:
            continue
        end = i + 1
        while end < s.n and "\n" not in s.words[end] and end - i < 14:
            end += 1
        if end < s.n and "\n" not in s.words[end]:
            continue
        while end > i + 1 and (s.words[end - 1] in (".", ",") or s.words[end - 1].isspace()):
            end -= 1
        if (
            end <= i + 1
            or i + 1 >= s.n
            or not s.words[i + 1][:1].isupper()
            or any(s.tags[j] in FINITE for j in range(i + 1, end))
        ):
            continue
        head = i + 1
        while head + 1 < end and s.pos[head + 1] == "PROPN" and s.words[head + 1] != ",":
            head += 1
        r.take(
            Draft(
                [(p.outer_start, p.outer_end)],
                "signed",
                [(i, i + 1)],
                None,
                "—",
                Speaker(i + 1, end, head, "dash"),
            )
        )


def nouns(r: Reading) -> None:
    """Nominal cues: "X's claim that …", "the claim by X that …"."""
    s = r.s
    taken = [False] * s.n
    for draft in r.drafts:
        for start, end in draft.content:
            for i in range(start, end):
                taken[i] = True
    for hit in r.all_hits:
        v = hit.at
        if hit.kind != "noun" or r.over[v] >= 0 or taken[v]:
            continue
        owner = s.child(v, "nmod:poss")
        speaker = None
        if owner >= 0:
            speaker = phrase(s, owner, r.low[v], v, "owner", stop=v)
        maker = next((k for k in s.kids[v] if v < k and s.lower[s.left[k]] in ("by", "from")), -1)
        if speaker is None and maker >= 0 and s.deps[maker] in ("nmod", "obl", "obl:agent", "prep"):
            speaker = phrase(s, maker, v + 1, r.high[v], "owner")
        if speaker is None:
            continue
        _, last = s.sentence(v)
        at = next(
            (i for i in range(v + 1, min(v + 8, last)) if s.lower[i] == "that" or s.pos[i] == "VERB"), -1
        )
        if at < 0 or s.lower[at] != "that" or (s.pos[at] == "PRON" and s.deps[at] in ("nsubj", "obj")):
            continue
        top = next(
            (kid for kid in s.kids[v] if kid > at and s.deps[kid] in ("acl", "ccomp", "acl:relcl")), -1
        )
        end = s.right[top] + 1 if top >= 0 else last
        for i in range(at, end):
            if s.words[i] == "," and i > at + 3:
                end = i
                break
        content = trimmed(s, at, end)
        if content:
            r.take(Draft(r.fitted(content), "noun", [(v, v + 1)], None, hit.lemma, speaker))
