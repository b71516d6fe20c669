"""From a Doc to plain records: the names, noun phrases, pronouns and frames that the cast works on.

The only module of the cast that touches spaCy. Both label schemes are read: Universal Dependencies and
the ClearNLP labels of en_core_web_*; without a parse everything degrades to what the surface shows.
"""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.actors_records import (
    ChunkRecords,
    FrameRecord,
    NameRecord,
    NominalRecord,
    Place,
    PronounRecord,
)
from tui.nlp.actors_roles import read_roles
from tui.nlp.actors_tokens import Tokens
from tui.nlp.frames import Frame, frames_of
from tui.nlp.names_lists import first_names, fold, roles, singular, titles, words

_SUBJECT = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubj:pass", "csubjpass"))
_OBJECT = frozenset(("obj", "dobj", "iobj", "dative"))
_POSSESSIVE = frozenset(("nmod:poss", "poss"))
_CLIMB = frozenset(("appos", "flat", "conj", "nmod:desc", "flat:name", "nmod:unmarked"))
_AGENT = frozenset(("obl:agent",))
_LOCATIVE = words(
    "in at near from to outside across around through throughout into inside within central downtown"
    " over northern southern eastern western north south east west greater nearby via towards"
)
_HUMAN_PRONOUNS = words("he him his himself she her hers herself")
_PRONOUNS = _HUMAN_PRONOUNS | words(
    "they them their theirs themselves it its itself i me my we us our you one who which that myself"
    " ourselves"
)
_PAIRS = words("pair couple duo")
_DEFINITE = words("the this that these those both")
_DOCUMENTS = words(
    "statement report website site release survey study data tweet post letter advisory figure"
    " statistics poll memo note filing guideline document blog message announcement page account"
    " bulletin analysis estimate indictment complaint ruling article email spokesperson-statement review"
    " paper audit record transcript video research press lawsuit warrant"
)
_PROPER = frozenset(("NNP", "NNPS", "NN"))
_THINGS = words("FAC EVENT PRODUCT WORK_OF_ART LAW")
_SPEAKING = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"))
_MODIFIERS = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "DET", "PRON", "PART", "ADV", "VERB", "PUNCT", "X"))


def gather(doc: Doc, offset: int) -> ChunkRecords:
    """The records of ``doc``, whose text begins at ``offset`` (code points) of the article."""
    tokens = Tokens.of(doc)
    return _Gatherer(tokens, frames_of(doc), offset).run()


class _Gatherer:
    """One Doc's way into records."""

    def __init__(self, tokens: Tokens, frames: list[Frame], offset: int) -> None:
        self.t = tokens
        self.frames = frames
        self.offset = offset
        self.quoted = self._quoted()
        self.name_at: dict[int, int] = {}
        self.nominal_at: dict[int, int] = {}
        self.pronoun_at: dict[int, int] = {}
        self.taken: set[int] = set()  # heads that mean a person named beside them
        count = len(tokens.words)
        self.out = ChunkRecords(
            offset=offset,
            length=tokens.ends[-1] if count else 0,
            sentences=tokens.sentence[-1] + 1 if count else 0,
            paragraphs=tokens.paragraph[-1] + 1 if count else 0,
        )

    def run(self) -> ChunkRecords:
        if not self.t.words:
            return self.out
        self._names()
        speakers = self._speaking_heads()
        self._nominals_and_pronouns(speakers)
        self._frames(speakers)
        self._sort_names()
        return self.out

    def _sort_names(self) -> None:
        """Records made on the way put where they belong in the order of the text."""
        names = self.out.names
        order = sorted(range(len(names)), key=lambda i: names[i].place.start)
        if order == list(range(len(names))):
            return
        where = {old: new for new, old in enumerate(order)}
        self.out.names = [names[i] for i in order]
        for record in self.out.names:
            record.long_form = where.get(record.long_form, -1)
        for frame in self.out.frames:
            if frame.speaker in ("name", "source"):
                frame.references = [where[i] for i in frame.references]

    def _quoted(self) -> list[bool]:
        inside = [False] * len(self.t.words)
        for frame in self.frames:
            if frame.kind == "direct":
                for start, end in frame.content:
                    for i in range(max(start, 0), min(end, len(inside))):
                        inside[i] = True
        curly = straight = False
        for i, word in enumerate(self.t.words):
            if "\n" in word:
                curly = straight = False
            elif word in ("“", "„"):
                curly = True
            elif word == "”":
                curly = False
            elif word in ('"', "''", "``"):
                straight = not straight
            elif curly or straight:
                inside[i] = True
        return inside

    # Where a token range stands

    def _place(self, start: int, end: int) -> Place:
        t = self.t
        head = t.head_of(start, end)
        role, verb = self._role(head, start, end)
        # "Speaking to X, he said": X stands by the verb of the sentence and is not "he".
        if verb >= 0 and t.tags[verb] == "VBG" and t.deps[verb] == "advcl" and t.heads[verb] > verb:
            verb = t.heads[verb]
        return Place(
            start=t.starts[start] + self.offset,
            end=t.ends[end - 1] + self.offset,
            sentence=t.sentence[start],
            paragraph=t.paragraph[start],
            role=role,
            verb=t.starts[verb] + self.offset if verb >= 0 else -1,
            quoted=self.quoted[head],
            heading=t.heading[start],
        )

    def _role(self, head: int, start: int, end: int) -> tuple[str, int]:
        """What the phrase is to its verb, seen through apposition, titles and coordination."""
        t = self.t
        at = head
        for _ in range(5):
            dep = t.deps[at]
            if dep in _SUBJECT:
                return "subject", t.heads[at]
            if dep in _AGENT or (dep == "pobj" and t.deps[t.heads[at]] == "agent"):
                return "agent", t.verb_above(at)
            if dep in _OBJECT:
                return "object", t.heads[at]
            if dep in _POSSESSIVE:
                return "possessive", t.verb_above(at)
            if dep in _CLIMB and t.heads[at] != at:
                at = t.heads[at]
                continue
            if (
                dep == "compound"
                and t.heads[at] != at
                and end - 1 <= t.heads[at] <= end + 1
                and (singular(t.lower[t.heads[at]]) in roles() and t.heads[at] < start)
            ):
                at = t.heads[at]
                continue
            if end < len(t.words) and t.words[end] in ("'s", "’s", "’", "'") and t.tags[end] == "POS":
                return "possessive", t.verb_above(at)
            if dep in ("obl", "nmod", "pobj", "obl:unmarked", "npadvmod"):
                return "oblique", t.verb_above(at)
            return "other", t.verb_above(at)
        return "other", -1

    # Names

    def _names(self) -> None:
        t = self.t
        for start, end, label in t.ents:
            place = self._place(start, end)
            text = t.text_of(start, end)
            record = NameRecord(place, text, label)
            if label in ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"):
                before = t.lower[start - 1] if start else ""
                if before == "the" and start > 1:
                    before = t.lower[start - 2]
                record.located = before in _LOCATIVE or (
                    before == "," and start > 1 and start - 2 in self.name_at and label in ("GPE", "LOC")
                )
                record.acts = place.role in ("subject", "possessive", "agent")
                reading = read_roles(t, start, end, label)
                self.taken.update(reading.taken)
                if reading.taken:
                    # "The director, X, waited": X does what the director does.
                    record.place.role, verb = self._role(
                        reading.taken[0], reading.taken[0], reading.taken[0] + 1
                    )
                    record.place.verb = t.starts[verb] + self.offset if verb >= 0 else -1
                record.roles = reading.roles
                record.gender = reading.gender
                record.kin = reading.kin
                record.affiliation = reading.affiliation
            number = len(self.out.names)
            if (
                start >= 2
                and t.words[start - 1] == "("
                and end < len(t.words)
                and t.words[end] == ")"
                and (number and (previous := t.ents[number - 1])[1] == start - 1 and previous[2] == label)
            ):
                record.long_form = number - 1
            self.out.names.append(record)
            for i in range(start, end):
                self.name_at[i] = number

    # Speakers

    def _speaking_heads(self) -> list[tuple[str, list[int]]]:
        """For each frame the kind of its speaker and the tokens that carry it."""
        return [self._speaking(frame) for frame in self.frames]

    def _speaking(self, frame: Frame) -> tuple[str, list[int]]:
        t = self.t
        if frame.speaker is None:
            return "none", []
        start, end = max(frame.speaker[0], 0), min(frame.speaker[1], len(t.words))
        if start >= end:
            return "none", []
        head = frame.speaker_head
        if head is None or not 0 <= head < len(t.words):
            head = t.head_of(start, end)
        if t.pos[head] == "DET" and end - start > 1 and t.lower[head] not in ("that", "who", "which"):
            head = t.head_of(start, end)
        for _ in range(3):
            # "who said": what the clause stands by is meant
            if t.lower[head] not in ("who", "which", "that", "whom") or t.tags[head] not in (
                "WP",
                "WDT",
                "IN",
                "DT",
            ):
                break
            verb = t.heads[head]
            while t.deps[verb] in ("aux", "cop", "xcomp", "conj") and t.heads[verb] != verb:
                verb = t.heads[verb]
            if t.deps[verb] not in ("acl:relcl", "relcl", "acl") or t.heads[verb] == verb:
                break
            head = t.heads[verb]
            start, end = min(start, head), max(head + 1, start)
            end = min(end, start + 40)
        number = self._named(start, end, head)
        if number < 0:
            number = self._unmarked(start, end, head)
        if number >= 0:
            if self.out.names[number].label in _THINGS:
                self.out.names[number].label = "ORG"  # whatever speaks is no building and no work
            return "name", [number, *self._with(start, end, number)]
        if t.lower[head] in _PRONOUNS and t.pos[head] in ("PRON", "DET", ""):
            return "pronoun", [head]
        source = self._source(start, end, head)
        return ("source", [source]) if source >= 0 else ("nominal", [head])

    def _source(self, start: int, end: int, head: int) -> int:
        """Whose a speaking document is: "the NATO report", "data from the Archive", "a tweet by X"; or -1."""
        t = self.t
        if singular(t.lower[head]) not in _DOCUMENTS and t.lower[head] not in _DOCUMENTS:
            return -1
        found = {self.name_at[i]: i for i in range(start, head) if i in self.name_at}
        if any(w in ("by", "from") for w in t.lower[head:end]):
            found = {}
        for number in reversed(found):
            stop, label = t.ents[number][1], t.ents[number][2]
            gap = t.lower[stop:head]
            if (
                label in ("ORG", "PERSON", "GPE")
                and len(gap) <= 3
                and not set(gap) & {"and", ",", "of", "about"}
            ):
                return number
        i = head + 1
        while i < end and i - head < 12:
            if t.lower[i] in ("by", "from", "of"):
                for j in range(i + 1, min(end, i + 12)):
                    number = self.name_at.get(j, -1)
                    if number >= 0 and t.ents[number][2] in ("PERSON", "ORG"):
                        return number
                    if t.pos[j] in ("VERB", "ADP") and t.lower[j] != "of":
                        break
                if t.lower[i] in ("by", "from"):
                    return -1
            i += 1
        return -1

    def _named(self, start: int, end: int, head: int) -> int:
        """The name record that is the head of a speaker's phrase, -1 if a noun is."""
        t = self.t
        number = self.name_at.get(head, -1)
        label = t.ents[number][2] if number >= 0 else ""
        if number >= 0 and self._only_named(start, end, number):
            return -1
        if label == "PERSON":
            return number
        person = self._introduced(start, end, head)
        if person >= 0:
            return person
        # An adjective ("Russian officials") is no name.
        # Nor is "the Wisconsin Republican", who is one person.
        if label in _SPEAKING and (
            label != "NORP" or t.tags[head] in ("NNPS", "NNS") or t.words[head].endswith("s")
        ):
            return number
        first = self.name_at.get(start, -1)
        if first >= 0:
            stop, label = t.ents[first][1], t.ents[first][2]
            if stop < end and t.words[stop] in (",", "(", "–", "—") and label in ("PERSON", "ORG"):
                return first
        return -1

    def _only_named(self, start: int, end: int, number: int) -> bool:
        """Whether a name stands in a phrase about others: "firms including X", "X officials"."""
        t = self.t
        begin, stop, _ = t.ents[number]
        if stop == end - 1 and (t.pos[stop] == "NOUN" or singular(t.lower[stop]) in roles()):
            return True
        return any(w in ("including", "like") for w in t.lower[start:begin]) and begin > start + 1

    def _unmarked(self, start: int, end: int, head: int) -> int:
        """A speaker with a proper name that no entity covers: a new name record, -1 where it is none.

        Speaking is evidence enough that a capitalised word means somebody.
        """
        t = self.t
        if head in self.name_at or not t.words[head][:1].isupper() or t.tags[head] not in _PROPER:
            return -1
        if singular(t.lower[head]) in roles() or not t.words[head][0].isalpha() or self._plural(head):
            return -1
        left = head
        while (
            left > start
            and t.words[left - 1][:1].isupper()
            and left - 1 not in self.name_at
            and (t.tags[left - 1] in _PROPER or t.words[left - 1] == "-")
        ):
            left -= 1
        right = head + 1
        while (
            right < end
            and t.words[right][:1].isupper()
            and right not in self.name_at
            and t.tags[right] in _PROPER
        ):
            right += 1
        while left < head and (t.words[left] in titles() or singular(t.lower[left]) in roles()):
            left += 1
        if t.tags[head] == "NN" and (
            right - left > 1 or (t.sentence_start(head) and t.lower[head] in t.small)
        ):
            return -1
        determined = left > 0 and t.lower[left - 1] in ("the", "a", "an")
        words = t.words[left:right]
        if len(t.text_of(left, right)) < 2:
            return -1
        person = not determined and (
            (len(words) > 1 and fold(words[0]) in first_names())
            or (left > start and t.words[left - 1] in titles())
        )
        number = len(self.out.names)
        place = self._place(left, right)
        record = NameRecord(place, t.text_of(left, right), "PERSON" if person else "ORG", acts=True)
        self.out.names.append(record)
        t.ents.append((left, right, record.label))
        for i in range(left, right):
            self.name_at[i] = number
        return number

    def _introduced(self, start: int, end: int, head: int) -> int:
        """A person whom the phrase introduces: "Kremlin spokesman Dmitry Peskov", "X's aide, Y", -1 if none.

        Not one behind a preposition ("a spokesman for Clinton"), a possessor, or one inside a clause.
        """
        t = self.t
        previous = -1
        for i in range(start, end):
            number = self.name_at.get(i, -1)
            if number < 0 or number == previous:
                continue
            previous = number
            begin, stop, label = t.ents[number]
            if (
                label != "PERSON"
                or begin < start
                or any(w in ("including", "like") for w in t.lower[start:begin])
            ):
                continue
            if stop < end and t.pos[stop] == "NOUN" and t.heads[stop - 1] >= stop - 1:
                continue  # "a Trump adviser"
            if stop < len(t.words) and t.words[stop] in ("'s", "’s", "’", "'"):
                continue
            if begin == start:
                if stop >= end or t.words[stop] in (",", "(", "–", "—", "and") or head < stop:
                    return number
                continue
            role_before = singular(t.lower[begin - 1]) in roles()
            if not role_before and (
                t.pos[begin - 1] in ("ADP", "SCONJ", "VERB", "AUX") or t.words[begin - 1] in ("'s", "’s")
            ):
                if t.words[begin - 1] in ("'s", "’s") and stop >= end:
                    return number  # "Hungary's Orban"
                continue
            if any(
                t.pos[j] in ("VERB", "AUX")
                and j not in self.name_at
                and t.tags[j] not in ("VBN", "VBG")
                and singular(t.lower[j]) not in roles()
                for j in range(start, begin)
            ):
                return -1
            return number
        return -1

    def _with(self, start: int, end: int, number: int) -> list[int]:
        """Further names joined to a speaker by "and"."""
        t = self.t
        found = []
        label = self.out.names[number].label
        for i in range(start, end):
            other = self.name_at.get(i, -1)
            if other in (-1, number) or other in found or self.out.names[other].label != label:
                continue
            at = t.head_of(t.ents[other][0], t.ents[other][1])
            before = t.words[t.ents[other][0] - 1] if t.ents[other][0] else ""
            for _ in range(4):
                dep = t.deps[at]
                if dep == "conj" and self.name_at.get(t.heads[at], -1) == number:
                    found.append(other)
                    break
                if dep not in ("conj", "appos", "flat", "compound", "nmod:desc") or t.heads[at] == at:
                    break
                at = t.heads[at]
            else:
                continue
            if other not in found and before in ("and", "&") and t.ents[number][1] == t.ents[other][0] - 1:
                found.append(other)
        return found

    # Noun phrases and pronouns

    def _nominals_and_pronouns(self, speakers: list[tuple[str, list[int]]]) -> None:
        t = self.t
        spoken = {i for kind, where in speakers if kind in ("pronoun", "nominal") for i in where}
        known = roles()
        for i, word in enumerate(t.lower):
            if i in self.name_at and i not in spoken:
                continue
            if word in _HUMAN_PRONOUNS or (
                i in spoken and word in _PRONOUNS and t.pos[i] in ("PRON", "DET", "")
            ):
                if i in spoken or not self.quoted[i]:
                    self.pronoun_at[i] = len(self.out.pronouns)
                    self.out.pronouns.append(PronounRecord(self._place(i, i + 1), word))
            elif i in spoken or (
                t.pos[i] in ("NOUN", "PROPN")
                and not self.quoted[i]
                and singular(word) in known
                and i not in self.taken
                and self._is_head(i)
            ):
                self._nominal(i)

    def _is_head(self, i: int) -> bool:
        """Whether a role noun heads its phrase rather than standing before a name or another noun."""
        t = self.t
        if i + 1 >= len(t.words):
            return True
        if i + 1 in self.name_at:
            return False
        if t.deps[i] in ("compound", "amod", "flat", "appos", "nmod:desc") or self._beside_name(i):
            return False
        if t.pos[i + 1] in ("NOUN", "PROPN") and t.heads[i] == i + 1:
            return False
        return not (
            t.words[i + 1] in (",",)
            and i + 2 in self.name_at
            and t.deps[i] in _SUBJECT
            and not self._plural(i)
        )

    def _beside_name(self, i: int) -> bool:
        """Whether a role stands in apposition right after a person's name: "X, the head of …"."""
        t = self.t
        start = i
        while start > 0 and i - start < 5 and t.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN"):
            start -= 1
        if start < 2 or t.words[start - 1] != "," or start - 2 not in self.name_at:
            return False
        return t.ents[self.name_at[start - 2]][2] == "PERSON"

    def _plural(self, i: int) -> bool:
        return self.t.tags[i] in ("NNS", "NNPS")

    def _nominal(self, head: int) -> None:
        t = self.t
        start = head
        while (
            start > 0
            and t.pos[start - 1] in _MODIFIERS
            and not t.words[start - 1].isspace()
            and t.sentence[start - 1] == t.sentence[head]
        ):
            before = start - 1
            if t.pos[before] in ("VERB", "PUNCT", "ADV", "PRON", "PART") and not self._belongs(before, head):
                break
            start = before
            if t.tags[before] in ("DT", "PRP$", "PDT", "WP$"):
                if before and t.lower[before - 1] in ("both", "all", "half"):
                    start -= 1
                break
            if head - start > 8:
                break
        modifiers = t.lower[start:head]
        noun = singular(t.lower[head])
        known = roles()
        pair = f"{t.lower[head - 1]} {noun}" if head > start else ""
        after = f"{noun} {t.lower[head + 1]}" if head + 1 < len(t.words) else ""
        end = head + 1
        if pair in known:
            noun = pair
        elif after in known:
            noun, end = after, head + 2
        role = known.get(noun)
        kind = "" if role is None else ("body" if role.body else "person")
        first = modifiers[0] if modifiers else ""
        owner = bool(modifiers) and (
            t.tags[start] in ("PRP$", "WP$") or any(w in ("'s", "’s", "’") for w in modifiers)
        )
        names = [
            t.text_of(*t.ents[n][:2])
            for n in dict.fromkeys(self.name_at[i] for i in range(start, head) if i in self.name_at)
        ]
        phrase_end, of = self._tail(end)
        names += [
            t.text_of(*t.ents[n][:2])
            for n in dict.fromkeys(self.name_at[i] for i in range(end, phrase_end) if i in self.name_at)
        ]
        plural = self._plural(head) or noun in ("police", "staff member") or t.lower[head] == "people"
        two = "two" in modifiers and first in _DEFINITE
        count = 2 if two or noun in _PAIRS or first == "both" else 0
        self.nominal_at[head] = len(self.out.nominals)
        place = self._place(start, phrase_end if of else end)
        place.role, place.verb = self._role(head, head, end)
        self.out.nominals.append(
            NominalRecord(
                place=Place(
                    place.start, place.end, place.sentence, place.paragraph, place.role,
                    t.starts[place.verb] + self.offset if place.verb >= 0 else -1,
                    self.quoted[head], place.heading,
                ),
                head=noun,
                words=frozenset(modifiers),
                definite=first in _DEFINITE or (t.words[head][:1].isupper() and not modifiers and bool(role)),
                plural=plural or noun in _PAIRS,
                kind=kind,
                gender=role.gender if role else "",
                names=tuple(names),
                owner=owner,
                count=count,
                of=of,
            )
        )  # fmt: skip

    def _belongs(self, i: int, head: int) -> bool:
        t = self.t
        if t.tags[i] in ("PRP$", "POS", "WP$"):
            return True
        if t.words[i] == "-" or (
            t.pos[i] == "ADV" and t.heads[i] < head and t.deps[i] == "advmod" and t.heads[i] > i
        ):
            return True
        return t.heads[i] == head and t.deps[i] in ("amod", "compound", "nummod")

    def _tail(self, end: int) -> tuple[int, str]:
        """The end of "of the ministry", "for Clinton" after a noun, and its last words, lower-cased."""
        t = self.t
        if end + 1 >= len(t.words) or t.lower[end] not in ("of", "for", "from", "at"):
            return end, ""
        i = end + 1
        while (
            i < len(t.words)
            and i - end < 8
            and t.pos[i] in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
            and "\n" not in t.words[i]
        ):
            i += 1
        if i == end + 1:
            return end, ""
        return i, fold(t.text_of(end + 1, i))

    # Frames

    def _frames(self, speakers: list[tuple[str, list[int]]]) -> None:
        t = self.t
        size = len(t.words)
        for frame, (kind, where) in zip(self.frames, speakers, strict=True):
            content = [
                (t.starts[max(s, 0)] + self.offset, t.ends[min(e, size) - 1] + self.offset)
                for s, e in frame.content
                if 0 <= s < min(e, size)
            ]
            at = (
                frame.speaker[0]
                if frame.speaker
                else frame.cue[0][0]
                if frame.cue
                else (frame.content[0][0] if frame.content else 0)
            )
            at = min(max(at, 0), size - 1)
            table = {"pronoun": self.pronoun_at, "nominal": self.nominal_at}.get(kind)
            references = where if table is None else [table[i] for i in where if i in table]
            self.out.frames.append(
                FrameRecord(
                    speaker=kind if references or kind == "none" else "none",
                    references=references,
                    content=content,
                    cue=t.starts[at] + self.offset,
                    paragraph=t.paragraph[at],
                    sentence=t.sentence[at],
                    within=frame.within,
                    same=frame.same_speaker_as,
                )
            )
