"""The quotes component: who said what, as frames of token ranges on ``Doc._.frames``."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from tui.nlp import speakers
from tui.nlp.frames import Frame, TokenRange
from tui.nlp.names_lists import roles, words
from tui.nlp.quotes_clauses import clause, trimmed
from tui.nlp.quotes_confidence import confidence
from tui.nlp.quotes_cues import CueHit, find_cues
from tui.nlp.quotes_marks import Passage, passages
from tui.nlp.speakers import Speaker
from tui.nlp.syntax import Syntax

_FINAL = frozenset((".", "!", "?", "…", "..."))
_CLOSED = frozenset((".", "!", "?", "…", "...", "”", '"', ")", "—", "–", "-", "--"))
_LINKS = words("and but or while when because who which after before although since if that")
LONG = 4
_ENDS = _FINAL | {","}
_SMALL_WORDS = words("a an the of in on at to for and or but with by from as is")
_RANK = {"strong": 0, "medium": 1, "weak": 2}
_GROUPS = words(
    "people critic supporter opponent observer some many other most source campaign administration government party"
    " company group team police staff union court agency ministry office department committee panel board council"
    " aide ally voter resident witness economist expert analyst researcher scientist lawmaker leader family friend"
    " user commentator columnist reporter journalist colleague figure data document record paper analysis review"
    " research study finding statistic number story missive result poll survey man woman child student worker teacher doctor nurse"
)


@dataclass(slots=True)
class Draft:
    """An attribution in the making."""

    content: list[TokenRange]
    found_by: str
    cue: list[TokenRange] = field(default_factory=list)
    hit: CueHit | None = None
    lemma: str = ""
    speaker: Speaker | None = None
    same: Draft | None = None
    passages: list[int] = field(default_factory=list)
    inside: Draft | None = None


@Language.component("sayso_quotes", assigns=["doc._.frames"], requires=["token.dep"])
def sayso_quotes(doc: Doc) -> Doc:
    """Fill ``doc._.frames`` with the attributions found in ``doc``."""
    doc.user_data["sayso_frames"] = Finder(doc).run()
    return doc


class Finder:
    """Finds the attributions of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.s = Syntax(doc)
        self.passages, self.over = passages(self.s)
        self.tops = [k for k, p in enumerate(self.passages) if p.parent < 0]
        self.all_hits = find_cues(self.s)
        self.hits = [h for h in self.all_hits if self.over[h.at] < 0 and h.kind == "verb"]
        self.drafts: list[Draft] = []
        self.of_passage: dict[int, Draft] = {}
        self.by_cue: dict[int, Draft] = {}
        self._gaps()

    def _gaps(self) -> None:
        """For each token the borders that a speaker's phrase may not cross: long passages, line ends."""
        s = self.s
        n = s.n
        self.low, self.high = [0] * n, [n] * n
        border = 0
        for i in range(n):
            k = self.over[i]
            if "\n" in s.words[i] or (k >= 0 and (self.passages[k].words >= LONG or self._ends(k))):
                border = i + 1
            self.low[i] = border
        border = n
        for i in range(n - 1, -1, -1):
            k = self.over[i]
            if "\n" in s.words[i] or (k >= 0 and self.passages[k].words >= LONG):
                border = i
            self.high[i] = border

    def _ends(self, k: int) -> bool:
        """Whether the passage ends a sentence."""
        p = self.passages[k]
        return self.s.words[p.end - 1] in _FINAL

    def run(self) -> list[Frame]:
        self._transcript()
        self._signed()
        self._headlines()
        self._quoted()
        self._according()
        self._clauses()
        self._blocks()
        self._colons()
        self._nouns()
        self._left_over()
        self._nested()
        return self._frames()

    # Passages in quotation marks

    def _quoted(self) -> None:
        hits_at = {h.at: h for h in self.hits}
        self.hits_at = hits_at
        for k in self.tops:
            if k in self.of_passage:
                continue
            p = self.passages[k]
            best: tuple[float, CueHit, str] | None = None
            for found in (self._after(p), self._before(p)):
                if found and (best is None or found[0] > best[0]):
                    best = found
            if best is None:
                continue
            _, hit, how = best
            if p.words < LONG and (
                (
                    how not in ("after", "predicate")
                    and not (how in ("before", "colon") and self._brought_in(p, hit))
                )
                or hit.cue.strength == "weak"
                or hit.passive
                or (how == "predicate" and hit.cue.takes("object") and not self._as(hit, p))
            ):
                continue
            if hit.negated and how != "after":
                continue
            if how == "before" and self.s.words[p.outer_start - 1] != ",":
                hit = self._outer(hit)
            draft = self._draft(hit, how, p)
            if draft is not None:
                draft.content.append((hit.end if how == "predicate" else p.outer_start, p.outer_end))
                if how == "predicate":
                    self._series(k, draft)
                if how == "after" and not self._opens(p):
                    draft.content.extend(self._leading(p))
                draft.passages.append(k)
                self.of_passage[k] = draft

    def _outer(self, hit: CueHit) -> CueHit:
        """The cue whose clause holds ``hit``: in "X said he called it …" the words are X's."""
        s = self.s
        i = hit.at
        for _ in range(6):
            above = s.heads[i]
            if above == i or above > hit.at:
                break
            other = self.hits_at.get(above)
            if (
                other is not None and s.deps[i] == "ccomp" and other.cue.strength == "strong" and not other.negated
                and other.cue.takes("that") and not any(s.words[k] in ("“", '"') for k in range(above, i))
            ):  # fmt: skip
                return other
            i = above
        return hit

    def _brought_in(self, p: Passage, hit: CueHit) -> bool:
        """Whether a comma or colon behind a strong cue brings the passage in: he said, "No." """
        return hit.cue.strength == "strong" and self.s.words[p.outer_start - 1] in (",", ":")

    def _as(self, hit: CueHit, p: Passage) -> bool:
        """Whether "as" stands between the cue and the passage: blasted it as "dangerous"."""
        return any(self.s.lower[i] == "as" for i in range(hit.end, p.outer_start))

    def _series(self, k: int, draft: Draft) -> None:
        """Take the passages that follow in a row: called it "a", "b" and "c"."""
        s = self.s
        for m in self.tops[self.tops.index(k) + 1 :] if len(self.tops) < 400 else []:
            q = self.passages[m]
            last = self.passages[k].outer_end
            gap = range(last, q.outer_start)
            if (
                len(gap) > 4
                or m in self.of_passage
                or not all(s.words[i] in (",", "and", "or", "as", "a", "an", "the", "but") for i in gap)
            ):
                break
            draft.content.append((last, q.outer_end))
            draft.passages.append(m)
            self.of_passage[m] = draft
            k = m

    def _cued_before(self, p: Passage) -> bool:
        """Whether a strong cue stands before the passage in its sentence."""
        start = max(self.s.sentence(p.outer_start)[0], self.low[p.outer_start - 1])
        return any(
            i in self.hits_at
            and (self.hits_at[i].cue.strength == "strong" or self.hits_at[i].end == p.outer_start)
            for i in range(start, p.outer_start)
        )

    def _leading(self, p: Passage) -> list[TokenRange]:
        """The unquoted beginning of the sentence whose end stands in the marks: Oz is "smart as hell," X wrote."""
        s = self.s
        if self._cued_before(p):
            return []
        start = max(s.sentence(p.outer_start)[0], self.low[p.outer_start - 1])
        return trimmed(s, start, p.outer_start)

    def _after(self, p: Passage) -> tuple[float, CueHit, str] | None:
        s = self.s
        i = p.outer_end
        if i >= s.n or "\n" in s.words[i]:
            return None
        high = self.high[i]
        last = s.words[p.end - 1]
        comma = last in (",", "—", "--", "-", "–") or s.words[i] == ","
        open_end = last in ("?", "!", "…", "...") or last not in (".", ",")
        if s.words[i] in (",", "—", "–", "--", "-"):
            i += 1
        if i >= high or s.lower[i] in _LINKS:
            return None
        opens = self._opens(p) or s.words[p.outer_start - 1] in (",", ":")
        if not opens and (not comma or self._titled(p) or self._cued_before(p)):
            return None
        if last == "." and not comma:
            open_end = False
        for j in range(i, min(i + 40, high)):
            word = s.words[j]
            if word in (".", ";", ":", "?", "!") and j > i:
                break
            hit = self.hits_at.get(j)
            if hit is None or hit.cue.strength == "weak" or not hit.cue.takes("quote") or hit.kind != "verb":
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
            if open_end and (distance <= 6 or not any(s.pos[x] in ("VERB", "AUX") for x in range(i, j))):
                return 3.5 - distance / 40, hit, "after"
            if not comma and not open_end and distance <= 3 and j + 1 < s.n and s.words[j + 1] in (".", ","):
                return 2.5, hit, "after"
            return None
        return None

    def _before(self, p: Passage) -> tuple[float, CueHit, str] | None:
        s = self.s
        i = p.outer_start - 1
        if i < 0 or s.words[i] in _FINAL:
            return None
        if "\n" in s.words[i]:
            j = i - 1
            while j >= 0 and s.words[j].isspace():
                j -= 1
            if j >= 0 and s.words[j] in (":",) and self.over[j] < 0:
                hit = self._last_cue(j, self.low[j], 40)
                if hit is not None:
                    return 4.0, hit, "colon"
            return None
        low = self.low[i]
        word = s.words[i]
        if word == ":":
            hit = self._last_cue(i, low, 40)
            ends = 4.2 if s.words[p.end - 1] == "," else 5.0  # ': "…," he said' is his who said it
            return (ends, hit, "colon") if hit is not None else None
        hit = self._last_cue(i + 1, max(low, i - 16), 17)
        if hit is None:
            return None
        if word == ",":
            if hit.cue.strength != "weak":
                return 4.0, hit, "before"
            return None
        if hit.cue.takes("small", "as", "object") and not hit.cue.takes("that"):
            if hit.passive and self._titled(p):
                return None
            if i + 1 - hit.end <= 14 and not any(
                s.tags[j] in ("VBD", "VBZ", "VBP", "MD") or s.words[j] in (",", ";", ":")
                for j in range(hit.end, i + 1)
            ):
                return 3.2, hit, "predicate"
        if hit.end == i + 1 or (word == "that" and hit.end == i):
            return 4.4, hit, "before"
        if not any(s.pos[j] in ("VERB", "AUX") for j in range(hit.end, i + 1)) and i + 1 - hit.end <= 6:
            if s.words[p.start][:1].isupper() or hit.cue.takes("small", "as"):
                return 3.0, hit, "before"
        return None

    def _last_cue(self, before: int, low: int, reach: int) -> CueHit | None:
        s = self.s
        for j in range(before - 1, max(low, before - reach) - 1, -1):
            if s.words[j] in _FINAL and j < before - 1:
                return None
            hit = self.hits_at.get(j)
            if hit is not None and hit.kind == "verb" and hit.cue.takes("quote", "small", "as"):
                return hit
        return None

    # Drafts

    def _draft(self, hit: CueHit, how: str, p: Passage | None = None) -> Draft:
        known = self.by_cue.get(hit.at)
        if known is not None:
            return known
        speaker = self._speaker(hit, how, p)
        draft = Draft([], how, [(hit.start, hit.end)], hit, hit.lemma, speaker)
        self.by_cue[hit.at] = draft
        self.drafts.append(draft)
        return draft

    def _speaker(self, hit: CueHit, how: str, p: Passage | None = None) -> Speaker | None:
        s = self.s
        v = hit.at
        low, high = self.low[v], self.high[v]
        if hit.heir_of is not None and s.subject(v) < 0 and hit.heir_of.at in self.by_cue:
            before = self.by_cue[hit.heir_of.at].speaker
            if before is not None:
                return Speaker(before.start, before.end, before.head, "shared")
        if s.tags[v] == "VBG" and s.words[v - 1] != ",":
            found = speakers.beside(s, v, low)
            if found is not None:
                return found
        found = speakers.find(s, v, low=low, high=high)
        if hit.passive and not (how == "after" and s.child(v, "aux:pass") < 0):
            return found
        if (
            found is not None
            and found.end < v - 1
            and s.pos[v - 1] in ("PROPN", "PRON")
            and found.how != "near"
        ):
            # A dash or comma between: another clause, whose subject stands right before the cue.
            if any(s.words[k] in ("—", "–", "―", "--", ",") for k in range(found.end, v - 1)):
                nearer = speakers.left_of(s, v, low, high)
                if (
                    nearer is not None
                    and s.deps[nearer.head] in ("nsubj", "appos", "dep", "nmod", "root", "ROOT")
                    and (s.words[nearer.start - 1] not in (",",))
                ):
                    return nearer
        local = found is not None and found.how == "subject"
        if how == "after" and p is not None:
            if local and found is not None and (found.head < v or not speakers.between(s, p.outer_end, v)):
                if found.head < v and p.outer_end < found.start - 1 and s.words[found.start - 1] == ",":
                    return speakers.between(s, p.outer_end, v) or found  # "Miller, a retired worker, said"
                return found
            other = speakers.between(s, p.outer_end, v)
            if other is None and hit.cue.takes("invert", "quote"):
                other = speakers.right_of(s, v, low, high)
            if other is not None:
                return other
        first = max(low, s.sentence(v)[0])
        told = found is not None and hit.cue.takes("told")
        if how in ("inserted", "fronted", "parenthetical") and not local and not told and hit.cue.takes("invert", "quote"):
            other = speakers.right_of(s, v, low, high)
            if other is not None:
                return other
        if found is not None:
            return found
        if hit.cue.takes("invert", "quote") and (
            how in ("fronted", "inserted", "parenthetical") or (v == first and how in ("before", "colon"))
        ):
            found = speakers.right_of(s, v, low, high)
        if found is None and v and s.words[v - 1] == "," and s.tags[v] != "VBG":
            found = speakers.near(s, v, first) or speakers.first_phrase(s, first, v)
        if found is None and s.tags[v] not in ("VBG", "VB"):
            found = speakers.left_of(s, v, low, high)
        if found is None:
            found = speakers.near(s, v, low if how in ("before", "colon") else first)
        if found is None and hit.cue.takes("invert") and how == "before":
            found = speakers.right_of(s, v, low, high)
        if found is None and s.tags[v] == "VBG":
            found = self._speaker_before(v)
        if found is None and s.tags[v] == "VBG":
            found = speakers.main_clause(s, v, min(s.sentence(v)[1], s.n))
        if found is None and how in ("before", "colon", "predicate") and s.tags[v] != "VBG":
            found = speakers.first_phrase(s, first, v)
        return found

    def _speaker_before(self, v: int) -> Speaker | None:
        """The speaker of the quote that ends right before the participle ``v``: "…," adding, "…" """
        for draft in reversed(self.drafts):
            if any(0 <= v - end <= 3 for _, end in draft.content) and draft.speaker is not None:
                return Speaker(draft.speaker.start, draft.speaker.end, draft.speaker.head, "shared")
        return None

    # Clauses

    def _clauses(self) -> None:
        s = self.s
        covered = [-1] * s.n
        for draft in self.drafts:
            if draft.found_by in ("according", "transcript", "headline"):
                for start, end in draft.content:
                    covered[start:end] = [0] * (end - start)
        for hit in self.hits:
            if hit.kind != "verb" or hit.cue.strength == "weak":
                continue
            first, last = s.sentence(hit.at)
            pieces, how = clause(s, hit, first, last, self.hits_at)
            if not pieces:
                continue
            known = self.by_cue.get(hit.at)
            if known is None:
                if hit.negated or covered[hit.at] >= 0:
                    continue
                if hit.modal:
                    continue
            pieces = self._yielded(hit, self._fitted(pieces))
            if known is not None:
                self._merge(known, pieces, how)
                for start, end in known.content:
                    covered[start:end] = [hit.at] * (end - start)
                continue
            words = sum(end - start for start, end in pieces)
            if words < 2:
                continue
            if hit.cue.takes("evidence") and not self._can_speak(self._speaker(hit, how)):
                continue
            draft = self._draft(hit, how)
            draft.content.extend(pieces)
            for start, end in pieces:
                covered[start:end] = [hit.at] * (end - start)
                for k in {self.over[i] for i in range(start, end)} - {-1}:
                    if k not in self.of_passage:
                        self.of_passage[k] = draft
                        draft.passages.append(k)

    def _can_speak(self, speaker: Speaker | None) -> bool:
        """Whether the phrase names somebody, a body or a document, not a thing that shows something."""
        s = self.s
        if speaker is None:
            return False
        head = speaker.head
        if s.pos[head] == "PROPN" or s.ents[head] in ("PERSON", "ORG", "GPE", "NORP"):
            return True
        if s.pos[head] == "PRON":
            return s.lower[head] not in ("it", "this", "that", "which", "these", "those", "what")
        lemma = s.lemmas[head].lower()
        return lemma in speakers.DOCUMENTS or lemma in roles() or lemma in _GROUPS

    def _fitted(self, pieces: list[TokenRange]) -> list[TokenRange]:
        """Pieces widened so that none begins or ends inside a quoted passage."""
        out = []
        for start, end in pieces:
            k = self.over[start]
            if k >= 0:
                start = self.passages[k].outer_start
            k = self.over[end - 1]
            if k >= 0:
                end = max(end, self.passages[k].outer_end)
            out.append((start, end))
        return out

    def _yielded(self, hit: CueHit, pieces: list[TokenRange]) -> list[TokenRange]:
        """Pieces cut where a passage with a cue of its own begins; where no comma parts them, the outer one wins."""
        s = self.s
        out = []
        for start, end in pieces:
            for k in sorted({self.over[i] for i in range(start, end)} - {-1}):
                other = self.of_passage.get(k)
                if other is None or other.hit is None or other.hit.at == hit.at:
                    continue
                at = other.hit.at
                if not start <= at < end:
                    if at >= end:  # the passage belongs to what follows
                        end = min(end, self.passages[k].outer_start)
                    continue
                border = min(
                    [at]
                    + ([other.speaker.start] if other.speaker and start < other.speaker.start < at else [])
                )
                j = border
                while j > start and border - j < 4 and s.words[j - 1] not in (",", "—", "–", ";"):
                    j -= 1
                if j > start and s.words[j - 1] in (",", "—", "–", ";"):
                    end = j - 1
                    break
                if hit.at not in self.by_cue and _RANK[hit.cue.strength] <= _RANK[other.hit.cue.strength]:
                    other.content = [c for c in other.content if not (start <= c[0] < end)]
                    other.passages.remove(k)
                    del self.of_passage[k]
            if end > start:
                out.append((start, end))
        return [piece for start, end in out for piece in trimmed(s, start, end)]

    def _merge(self, draft: Draft, pieces: list[TokenRange], how: str) -> None:
        for start, end in pieces:
            inside = [
                k
                for k in draft.passages
                if self.passages[k].outer_start < end and start < self.passages[k].outer_end
            ]
            bare = sum(1 for i in range(start, end) if self.over[i] < 0 and s_word(self.s.words[i]))
            if draft.found_by == "after" and draft.hit is not None and start < draft.hit.at:
                end = min(
                    end,
                    max(
                        [
                            self.passages[k].outer_end
                            for k in draft.passages
                            if self.passages[k].outer_end <= draft.hit.at
                        ]
                        or [end]
                    ),
                )
            if draft.found_by in ("before", "colon") and draft.hit is not None and start > draft.hit.at:
                last = max((k for k in inside), default=-1)
                if last >= 0 and self.passages[last].words >= LONG and self.s.words[self.passages[last].end - 1] in _ENDS:
                    behind = self.passages[last].outer_end
                    if behind >= self.s.n or self.s.lower[behind] not in ("and", "but", "or"):
                        end = min(end, behind)
            if not inside:
                if how == "inserted" and self.s.tags[start] in ("MD", "VBZ", "VBD", "VBP"):
                    draft.content.append((start, end))
                if bare < 3 or any(a < end and start < b for a, b in draft.content):
                    continue
                continue
            if draft.found_by == "after" and draft.hit is not None and start > draft.hit.at:
                if self.s.tags[start] in ("MD", "VBZ", "VBD", "VBP") and how == "inserted":
                    draft.content.append((start, end))
                continue
            if bare >= 2 or (draft.hit is not None and draft.hit.cue.takes("small", "as")):
                draft.content.append((start, end))
                for k in {self.over[i] for i in range(start, end)} - {-1}:
                    if k not in self.of_passage:
                        self.of_passage[k] = draft
                        draft.passages.append(k)

    # "according to", colons

    def _according(self) -> None:
        s = self.s
        for i in range(s.n - 2):
            if s.lower[i] != "according" or s.lower[i + 1] != "to" or self.over[i] >= 0:
                continue
            first, last = s.sentence(i)
            head = self._phrase_head(i + 2, last)
            if head < 0:
                continue
            speaker = speakers.phrase(s, head, i + 2, min(self.high[i + 1], last), "according", stop=i + 1)
            if speaker is None:
                continue
            end = speakers.run_right(s, i + 2, min(self.high[i + 1], last), participles=True)
            if end > speaker.end:
                speaker = Speaker(speaker.start, end, speaker.head, "according")
            for j in range(speaker.head + 1, speaker.end):
                if s.words[j] == "," and (
                    i - first < 2 or j + 1 >= last or s.pos[j + 1] not in ("DET", "NOUN", "PROPN", "ADJ")
                ):
                    speaker = Speaker(speaker.start, j, speaker.head, "according")
                    break
            right = speaker.end
            pieces = []
            if i > first:
                pieces += trimmed(s, first, i)
            j = right
            while j < last and s.words[j] != ",":
                j += 1
            if i - first < 3 or (j < last and last - j > 4 and s.words[i - 1] == ","):
                pieces += trimmed(s, j, last)
            if not pieces or any(a <= v < b for a, b in pieces for v in self.by_cue):
                continue
            draft = Draft(self._fitted(pieces), "according", [(i, i + 2)], None, "according to", speaker)
            self._take(draft)

    def _phrase_head(self, i: int, high: int) -> int:
        s = self.s
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

    def _colons(self) -> None:
        s = self.s
        for k in self.tops:
            p = self.passages[k]
            i = p.outer_start - 1
            while i > 0 and s.words[i].isspace():
                i -= 1
            if k in self.of_passage or i < 1 or p.words < LONG or s.words[i] not in (":", "―", "—"):
                continue
            low = self.low[i]
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
                head = self._phrase_head(start, i)
                if head >= 0 and s.pos[head] in ("NOUN", "PROPN", "PRON"):
                    speaker = Speaker(start, i, head, "colon")
            if speaker is None:
                continue
            draft = Draft(
                [(p.outer_start, p.outer_end)], "colon", [(i, i + 1)], None, ":", speaker, passages=[k]
            )
            self.drafts.append(draft)
            self.of_passage[k] = draft

    def _transcript(self) -> None:
        """ "NAME: words" at the beginning of a paragraph in capitals: all of the paragraph is theirs."""
        s = self.s
        last: Draft | None = None
        i = 0
        while i < s.n:
            end = i
            while end < s.n and "\n" not in s.words[end]:
                end += 1
            j = i
            while j < end and (s.words[j] in ("“", '"', "''") or s.words[j].isspace()):
                j += 1
            k = j
            while k < end and k - j < 5 and s.words[k].isupper() and s.words[k] not in (":",):
                k += 1
            if j < k < end - 2 and s.words[k] == ":" and len(s.words[j]) > 1:
                content = trimmed(s, k + 1, end)
                if content:
                    last = Draft(
                        content, "transcript", [(k, k + 1)], None, ":", Speaker(j, k, k - 1, "colon")
                    )
                    self._take(last)
            i = end + 1

    def _blocks(self) -> None:
        """A paragraph that ends in "X said:" and the unquoted one behind it, which is what X said."""
        s = self.s
        for hit in self.hits:
            v = hit.at
            if hit.negated or not hit.cue.takes("quote") or hit.cue.strength == "weak" or v in self.by_cue:
                continue
            _, last = s.sentence(v)
            if last - v > 12 or last < 1 or s.words[last - 1] != ":" or self.high[v] > last + 1:
                continue
            start = last
            while start < s.n and s.words[start].isspace():
                start += 1
            end = start
            while end < s.n and "\n" not in s.words[end]:
                end += 1
            if start == last or end - start < 4 or self.over[start] >= 0:
                continue
            draft = self._draft(hit, "block")
            draft.content.append((start, end))

    def _signed(self) -> None:
        """ "…" — Name: a passage with its speaker behind a dash, to the end of the line."""
        s = self.s
        for k in self.tops:
            p = self.passages[k]
            i = p.outer_end
            if s.words[i - 1][-1] in "―—–" and len(s.words[i - 1]) > 1:
                i -= 1
            elif k in self.of_passage or i + 1 >= s.n or s.words[i] not in ("―", "—", "–", "--", "-"):
                continue
            if k in self.of_passage:
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
                or any(s.tags[j] in ("VBD", "VBZ", "VBP", "MD") for j in range(i + 1, end))
            ):
                continue
            head = i + 1
            while head + 1 < end and s.pos[head + 1] == "PROPN" and s.words[head + 1] != ",":
                head += 1
            self._take(
                Draft(
                    [(p.outer_start, p.outer_end)],
                    "signed",
                    [(i, i + 1)],
                    None,
                    "—",
                    Speaker(i + 1, end, head, "dash"),
                )
            )

    def _headlines(self) -> None:
        """ "Name: words" in a headline, the first line of the text."""
        s = self.s
        i = 0
        while i < s.n and s.words[i].isspace():
            i += 1
        end = i
        while end < s.n and "\n" not in s.words[end] and end - i < 40:
            end += 1
        if end < s.n and "\n" not in s.words[end]:
            return
        for k in range(i + 1, min(i + 8, end - 2)):
            if s.words[k] == ":" and s.ents[k - 1] in ("PERSON", "ORG", "GPE", "NORP") and self.over[k] < 0:
                content = trimmed(s, k + 1, end)
                if content and not any(s.pos[j] == "VERB" and s.tags[j] != "NNP" for j in range(i, k)):
                    self._take(
                        Draft(
                            self._fitted(content),
                            "headline",
                            [(k, k + 1)],
                            None,
                            ":",
                            Speaker(i, k, k - 1, "colon"),
                        )
                    )
                return
            if s.words[k] == ":":
                return

    def _nouns(self) -> None:
        """Nominal cues: "X's claim that …", "the claim by X that …"."""
        s = self.s
        taken = [False] * s.n
        for draft in self.drafts:
            for start, end in draft.content:
                for i in range(start, end):
                    taken[i] = True
        for hit in self.all_hits:
            v = hit.at
            if hit.kind != "noun" or self.over[v] >= 0 or taken[v]:
                continue
            owner = s.child(v, "nmod:poss")
            speaker = None
            if owner >= 0:
                speaker = speakers.phrase(s, owner, self.low[v], v, "owner", stop=v)
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
                self._take(Draft(self._fitted(content), "noun", [(v, v + 1)], None, hit.lemma, speaker))

    def _take(self, draft: Draft) -> None:
        """Add a draft, giving it the passages it covers that nobody has."""
        for start, end in draft.content:
            for k in sorted({self.over[i] for i in range(start, end)} - {-1}):
                if k not in self.of_passage:
                    self.of_passage[k] = draft
                    draft.passages.append(k)
        self.drafts.append(draft)

    # Passages nobody has claimed

    def _left_over(self) -> None:
        previous = -1
        for k in self.tops:
            p = self.passages[k]
            if k not in self.of_passage and (p.words >= LONG or self._spoken(p)):
                self._float(k, p, previous)
            if k in self.of_passage:
                previous = k

    def _spoken(self, p: Passage) -> bool:
        """Whether a short passage is a sentence of its own: "Nobody slept." behind another quote."""
        return self._opens(p) and self.s.words[p.end - 1] in _FINAL and not p.region.single

    def _float(self, k: int, p: Passage, previous: int) -> None:
        s = self.s
        before = self.of_passage.get(previous) if previous >= 0 else None
        if p.region.reopens and before is not None:
            self._give(k, p, before)
            return
        opens = self._opens(p)
        here = self._last_draft(p)
        if here is not None and (opens or self._goes_on(p, here)):
            self._give(k, p, here)
            return
        if self._titled(p):
            return
        if p.words < LONG:
            return
        if opens:
            announced = self._announced(p)
            if announced is not None:
                self._give(k, p, announced)
                return
        first, _ = s.sentence(p.start)
        first = max(first, self.low[p.outer_start - 1] if p.outer_start else 0)
        if not opens and p.outer_start - first >= 2:
            inside = self._within_sentence(k, p, first)
            if inside is None:
                return
            draft = inside
        elif (
            before is not None
            and before.speaker is not None
            and s.para[p.start] - s.para[self.passages[previous].start] <= 2
        ):
            draft = Draft(
                [(p.outer_start, p.outer_end)], "floating", [], None, "", before.speaker, before, passages=[k]
            )
        elif p.words >= 6 and not p.region.single:
            draft = Draft([(p.outer_start, p.outer_end)], "alone", [], None, "", None, passages=[k])
        else:
            return
        self.drafts.append(draft)
        self.of_passage[k] = draft

    def _goes_on(self, p: Passage, draft: Draft) -> bool:
        """Whether the passage goes on behind the cue's clause: "…," he said, but "…" """
        s = self.s
        if draft.hit is None or draft.found_by != "after" or not 0 < p.outer_start - draft.hit.end <= 6:
            return False
        return s.lower[p.outer_start - 1] in ("but", "and", "because", "that", ",") and not any(
            s.pos[i] == "VERB" for i in range(draft.hit.end, p.outer_start)
        )

    def _announced(self, p: Passage) -> Draft | None:
        """The cue without content in the sentence before: X said in a statement. "…" """
        s = self.s
        at = p.outer_start - 1
        if at < 1 or "\n" in s.words[at]:
            return None
        first, _ = s.sentence(at)
        for i in range(at, max(first, self.low[at]) - 1, -1):
            hit = self.hits_at.get(i)
            if hit is not None and hit.cue.strength == "strong" and not hit.negated and i not in self.by_cue:
                return self._draft(hit, "announced")
        return None

    def _within_sentence(self, k: int, p: Passage, first: int) -> Draft | None:
        """A passage inside a sentence that no rule took: with the last cue before it, or one that a comma brings in."""
        s = self.s
        for i in range(p.outer_start - 1, first - 1, -1):
            hit = self.hits_at.get(i)
            if hit is None or hit.negated or i in self.by_cue:
                continue
            speaker = self._speaker(hit, "sentence")
            if speaker is not None:
                draft = Draft(
                    [(hit.end, p.outer_end)], "sentence", [(hit.start, hit.end)], hit, hit.lemma, speaker
                )
                draft.passages.append(k)
                self.by_cue[i] = draft
                return draft
        if s.words[p.outer_start - 1] not in (",", ":", "—", "–", "--") or p.words < 6:
            return None
        speaker = self._subject_before(p, first)
        if speaker is None:
            return None
        return Draft([(p.outer_start, p.outer_end)], "introduced", [], None, "", speaker, passages=[k])

    def _opens(self, p: Passage) -> bool:
        """Whether the passage begins a sentence."""
        if p.outer_start == 0:
            return True
        before = self.s.words[p.outer_start - 1]
        return (
            before in _CLOSED or "\n" in before or (before[-1] == "." and self.s.words[p.start][:1].isupper())
        )

    def _give(self, k: int, p: Passage, draft: Draft) -> None:
        draft.content.append((p.outer_start, p.outer_end))
        draft.passages.append(k)
        self.of_passage[k] = draft

    def _last_draft(self, p: Passage) -> Draft | None:
        """The last draft of the paragraph whose content ends before the passage.

        What is said beside a spoken passage in the same sentence ("…," said X, who noted that …) gives way to it.
        """
        s = self.s
        best, reach = None, -1
        spoken, spoken_reach = None, -1
        for draft in self.drafts:
            for start, end in draft.content:
                if end > p.outer_start or s.para[start] != s.para[p.start]:
                    continue
                if end > reach:
                    best, reach = draft, end
                if end > spoken_reach and draft.found_by in ("after", "before", "colon"):
                    if any(self.passages[k].words >= LONG for k in draft.passages):
                        spoken, spoken_reach = draft, end
        if (
            spoken is not None and best is not None and best is not spoken
            and spoken.hit is not None and best.hit is not None
            and s.sent[spoken.hit.at] == s.sent[best.hit.at]
        ):  # fmt: skip
            return spoken
        return best

    def _titled(self, p: Passage) -> bool:
        """Whether the passage is written like a title, or stands alone in a line without a full stop."""
        s = self.s
        content = [
            s.words[i]
            for i in range(p.start, p.end)
            if s.words[i].isalpha() and s.lower[i] not in _SMALL_WORDS
        ]
        if len(content) >= 2 and all(w[0].isupper() for w in content) and p.words <= 12:
            return True
        alone = (p.outer_start == 0 or "\n" in s.words[p.outer_start - 1]) and (
            p.outer_end >= s.n or "\n" in s.words[p.outer_end]
        )
        return alone and p.region.single

    def _subject_before(self, p: Passage, first: int) -> Speaker | None:
        s = self.s
        low = self.low[p.outer_start - 1]
        for j in range(p.outer_start - 1, first - 1, -1):
            if s.pos[j] == "VERB":
                found = speakers.find(s, j, low=low, high=p.outer_start)
                if found is not None:
                    return found
        return None

    # Quotes in quotes

    def _nested(self) -> None:
        """A passage in a passage that its own cue brings in: "He told us, ‘Never come back here.’" """
        s = self.s
        inside = {h.at: h for h in self.all_hits if h.kind == "verb" and self.over[h.at] >= 0}
        for k, p in enumerate(self.passages):
            top = self.over[p.start] if p.start < s.n else -1
            if p.parent < 0 or p.words < LONG or top < 0 or top not in self.of_passage:
                continue
            outer = self.passages[p.parent]
            hit = None
            if p.outer_start - 1 >= outer.start and s.words[p.outer_start - 1] in (",", ":"):
                hit = next(
                    (
                        inside[i]
                        for i in range(p.outer_start - 2, max(outer.start, p.outer_start - 6) - 1, -1)
                        if i in inside
                    ),
                    None,
                )
            elif s.words[p.end - 1] in (",", "?", "!") and p.outer_end < outer.end:
                hit = next(
                    (inside[i] for i in range(p.outer_end, min(p.outer_end + 4, outer.end)) if i in inside),
                    None,
                )
            if hit is None or hit.negated or hit.cue.strength != "strong" or not hit.cue.takes("quote"):
                continue
            speaker = speakers.find(s, hit.at, low=outer.start, high=outer.end)
            if speaker is None:
                speaker = speakers.left_of(s, hit.at, outer.start, outer.end)
            if speaker is not None:
                self.drafts.append(
                    Draft(
                        [(p.outer_start, p.outer_end)], "nested", [(hit.start, hit.end)], hit, hit.lemma, speaker,
                        passages=[k], inside=self.of_passage[top],
                    )
                )  # fmt: skip

    # Frames

    def _frames(self) -> list[Frame]:
        done = []
        for draft in self.drafts:
            content = self._united(draft)
            if content:
                done.append((content, draft))
        done.sort(key=lambda pair: (pair[0][0][0], -pair[0][-1][1]))
        number = {id(draft): n for n, (_, draft) in enumerate(done)}
        frames = []
        for content, draft in done:
            speaker = draft.speaker
            frames.append(
                Frame(
                    content=content,
                    kind=self._kind(content),
                    cue=draft.cue,
                    speaker=(speaker.start, speaker.end) if speaker else None,
                    speaker_head=speaker.head if speaker else None,
                    confidence=confidence(draft.found_by, speaker.how if speaker else ""),
                    found_by=draft.found_by,
                    cue_lemma=draft.lemma,
                    speaker_by=speaker.how if speaker else "",
                    same_speaker_as=number.get(id(draft.same)) if draft.same else None,
                    within=number.get(id(draft.inside)) if draft.inside else None,
                )
            )
        return frames

    def _united(self, draft: Draft) -> list[TokenRange]:
        """The content's pieces in order, overlaps joined, cue and speaker cut out."""
        out: list[TokenRange] = []
        for start, end in sorted(draft.content):
            if out and start <= out[-1][1]:
                out[-1] = (out[-1][0], max(end, out[-1][1]))
            else:
                out.append((start, end))
        return out

    def _kind(self, content: list[TokenRange]) -> str:
        inside = outside = 0
        for start, end in content:
            for i in range(start, end):
                if s_word(self.s.words[i]):
                    if self.over[i] >= 0:
                        inside += 1
                    else:
                        outside += 1
        return "indirect" if not inside else "direct" if not outside else "mixed"


def s_word(word: str) -> bool:
    return any(c.isalnum() for c in word)
