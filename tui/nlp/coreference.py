"""Who is meant: speakers followed through names, pronouns and descriptions to characters.

One walk over an article's records from left to right. Each naming leaves a trace whose weight is that of
its grammatical role and fades with every sentence and paragraph (after Lappin and Leass, "An algorithm for
pronominal anaphora resolution", 1994); who spoke last counts most, as news goes. People without a name
("a witness") leave traces too, so that a later "she" is left unknown rather than given to somebody else.
The weights were set on news articles of our own annotation (see ``benchmarks/actors.py``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from dataclasses import dataclass, field

from tui.domain.analysis import ActorKind, Via
from tui.nlp.actors_merge import Casting
from tui.nlp.actors_records import FrameRecord, NameRecord, NominalRecord, Place, PronounRecord
from tui.nlp.coreference_descriptions import Descriptions
from tui.nlp.names_lists import words

_ROLE_WEIGHT = {
    "subject": 1.0,
    "agent": 0.4,
    "fronted": 0.15,
    "object": 0.5,
    "possessive": 0.4,
    "oblique": 0.3,
    "other": 0.35,
}
_SPEAKER = 1.0
_OPENS = 0.8  # the first person that a sentence names is mostly its topic, whatever a weak parse says
_QUOTED = 0.15
_HEADING = 0.5
_SENTENCE = 0.6
_PARAGRAPH = 0.5
_CAP = 1.4
_APART = ({"subject", "object"}, {"subject", "oblique"}, {"subject", "agent"})
_WINDOW = 9  # sentences
_LEAST = 0.12
_MARGIN = 0.85
_UNKNOWN_GENDER = 0.7
_ANONYMOUS = 0.95
_UNKNOWN_ANONYMOUS = 0.8

_HE = words("he him his himself")
_SHE = words("she her hers herself")
_THEY = words("they them their themselves theirs")
_IT = words("it its itself")
_ME = words("i me my myself we us our ourselves")


@dataclass(slots=True)
class Link:
    """A frame's speaker: characters (the first is the speaker), how the text names it, and the evidence."""

    characters: tuple[int, ...] = ()
    via: Via = Via.NONE
    evidence: str = ""


@dataclass(slots=True)
class Trace:
    """One appearance of somebody: a character's number, or below zero somebody without a name."""

    who: int
    place: Place
    weight: float
    gender: str = ""
    plural: bool = False
    kind: ActorKind | None = None
    together: tuple[int, ...] = ()


@dataclass(slots=True)
class Story:
    """All records of an article in the order of the text, sentences and paragraphs numbered through."""

    names: list[NameRecord]
    nominals: list[NominalRecord]
    pronouns: list[PronounRecord]
    frames: list[FrameRecord]


@dataclass(slots=True)
class Following:
    """What the walk found: a link for each frame, and the character of each resolved noun phrase."""

    links: list[Link]
    described: dict[int, int] = field(default_factory=dict)


def follow(story: Story, casting: Casting) -> Following:
    """Walk the records and resolve every frame's speaker."""
    return _Walk(story, casting).run()


class _Walk:
    def __init__(self, story: Story, casting: Casting) -> None:
        self.story = story
        self.casting = casting
        self.people = casting.characters
        self.traces: deque[Trace] = deque()
        self.seen: dict[int, Place] = {}
        self.gender = self._genders()
        self.descriptions = Descriptions(self.people)
        self.found: dict[tuple[str, int], Link] = {}
        self.nameless = 0
        self.opened = -1  # the sentence in which the last person was named
        self.frame_of: dict[tuple[str, int], int] = {}
        for number, frame in enumerate(story.frames):
            for reference in frame.references:
                kind = "name" if frame.speaker == "source" else frame.speaker
                self.frame_of.setdefault((kind, reference), number)

    def _genders(self) -> dict[int, str]:
        """Genders by titles, roles and given names; the last not believed where no pronoun ever agrees."""
        used = Counter("m" if p.word in _HE else "f" for p in self.story.pronouns if p.word in _HE | _SHE)
        found = {}
        for number, character in enumerate(self.people):
            gender = character.gender
            other = {"m": "f", "f": "m"}.get(gender, "")
            if gender and character.gender_by_name and not used[gender] and used[other] >= 3:
                gender = ""
            found[number] = gender
        return found

    def run(self) -> Following:
        story = self.story
        events = [(r.place.start, 0, i) for i, r in enumerate(story.names)]
        events += [(r.place.start, 1, i) for i, r in enumerate(story.nominals)]
        events += [(r.place.start, 2, i) for i, r in enumerate(story.pronouns)]
        events.sort()
        result = Following([])
        for _, kind, index in events:
            if kind == 0:
                self._name(index)
            elif kind == 1:
                link = self._nominal(index)
                if len(link.characters) == 1:
                    result.described[index] = link.characters[0]
            else:
                self._pronoun(index)
        result.links = self._frames()
        return result

    # Traces

    def _leave(
        self,
        who: int,
        place: Place,
        key: tuple[str, int],
        *,
        least: float = 0.0,
        gender: str = "",
        plural: bool = False,
        kind: ActorKind | None = None,
        together: tuple[int, ...] = (),
    ) -> None:
        weight = max(_ROLE_WEIGHT.get(place.role, 0.3), least)
        if key in self.frame_of:
            weight += _SPEAKER
        if place.quoted:
            weight *= _QUOTED
        if place.heading:
            weight *= _HEADING
        if who >= 0:
            kind = self.people[who].kind
            self.seen[who] = place
            if key in self.frame_of:
                self.descriptions.spoke[who] = place.sentence
        self.traces.append(Trace(who, place, weight, gender, plural, kind, together))
        while self.traces and (
            place.sentence - self.traces[0].place.sentence > 2 * _WINDOW or len(self.traces) > 120
        ):
            self.traces.popleft()

    def _name(self, index: int) -> None:
        who = self.casting.of_record[index]
        if who < 0:
            return
        record = self.story.names[index]
        if self.people[who].kind is ActorKind.GROUP and ("name", index) not in self.frame_of:
            return
        together: tuple[int, ...] = ()
        if (number := self.frame_of.get(("name", index))) is not None:
            together = tuple(
                self.casting.of_record[i]
                for i in self.story.frames[number].references
                if self.casting.of_record[i] >= 0
            )
        opens = record.label == "PERSON" and record.place.sentence != self.opened
        if record.label == "PERSON":
            self.opened = record.place.sentence
        self._leave(
            who,
            record.place,
            ("name", index),
            least=_OPENS if opens and record.place.role not in ("possessive", "fronted") else 0.0,
            together=together if len(together) > 1 else (),
        )

    # Pronouns

    def _pronoun(self, index: int) -> None:
        record = self.story.pronouns[index]
        key = ("pronoun", index)
        word = record.word
        number = self.frame_of.get(key)
        if word in _ME:
            self.found[key] = Link((), Via.PRONOUN, "")
            return
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            who, evidence, sure = self._person(record, gender, number)
            if who is not None:
                self.found[key] = Link((who,) if who >= 0 else (), Via.PRONOUN, evidence if who >= 0 else "")
                if who >= 0 and sure and not self.gender[who]:
                    self.gender[who] = gender
                self._leave(who, record.place, key, gender=gender)
            else:
                self.found[key] = Link((), Via.PRONOUN, "")
            return
        if number is None:
            return
        if word in _THEY:
            self.found[key] = self._they(record, number)
        elif word in _IT:
            self.found[key] = self._it(record, number)
        else:
            self.found[key] = Link((), Via.PRONOUN, "")

    def _own_content(self, frame: int | None, start: int) -> bool:
        if frame is None:
            return False
        return any(a <= start < b for a, b in self.story.frames[frame].content)

    def _scores(self, place: Place, frame: int | None, window: int) -> dict[int, float]:
        """The summed weight of everybody who left a trace near ``place``, whatever they are."""
        best: dict[int, dict[int, float]] = {}
        barred: set[int] = set()
        for trace in reversed(self.traces):
            gap = place.sentence - trace.place.sentence
            if gap > window:
                break
            if self._own_content(frame, trace.place.start):
                continue
            if (
                gap == 0
                and trace.place.verb >= 0
                and trace.place.verb == place.verb
                and {place.role, trace.place.role} in _APART
            ):
                barred.add(trace.who)
                continue
            paragraphs = max(0, place.paragraph - trace.place.paragraph)
            weight = trace.weight * _SENTENCE ** max(gap, 0) * _PARAGRAPH**paragraphs
            # One sentence counts once, however often it names somebody.
            sentences = best.setdefault(trace.who, {})
            sentences[gap] = max(sentences.get(gap, 0.0), weight)
        scores = {
            who: min(sum(sentences.values()), _CAP * max(sentences.values()))
            for who, sentences in best.items()
        }
        for who in barred:
            scores.pop(who, None)
        return scores

    def _person(self, record: PronounRecord, gender: str, frame: int | None) -> tuple[int | None, str, bool]:
        """The antecedent of he or she: a character, below zero somebody nameless, or None; sure of gender."""
        place = record.place
        scores = self._scores(place, frame, _WINDOW)
        nameless = {t.who: t for t in self.traces if t.who < 0}
        weighed: list[tuple[float, int]] = []
        for who, score in scores.items():
            if who >= 0:
                if self.people[who].kind is not ActorKind.PERSON:
                    continue
                other = self.gender[who]
                factor = 1.0 if other == gender else _UNKNOWN_GENDER if not other else 0.0
            else:
                trace = nameless[who]
                if trace.plural or trace.kind is not None:
                    continue
                factor = _ANONYMOUS * (
                    1.0 if trace.gender == gender else _UNKNOWN_ANONYMOUS if not trace.gender else 0.0
                )
            if factor:
                weighed.append((score * factor, who))
        weighed.sort(reverse=True)
        if not weighed or weighed[0][0] < _LEAST:
            ahead = self._ahead(record, gender)
            return (ahead, "pronoun-cataphora", False) if ahead is not None else (None, "", False)
        best, who = weighed[0]
        if len(weighed) > 1 and weighed[1][0] > _MARGIN * best:
            known = [w for _, w in weighed[:2] if w >= 0 and self.gender[w] == gender]
            if len(known) != 1 or known[0] != who:
                return None, "", False
        latest = next(t for t in reversed(self.traces) if t.who == who)
        evidence = "pronoun-subject" if latest.place.role == "subject" else "pronoun-recency"
        return who, evidence, len(weighed) == 1 and who >= 0

    def _ahead(self, record: PronounRecord, gender: str) -> int | None:
        """ "When he spoke, Putin …": the first person of fitting gender later in the same sentence."""
        names = self.story.names
        at = bisect_right(names, record.place.start, key=lambda n: n.place.start)
        for index in range(at, min(at + 6, len(names))):
            name = names[index]
            if name.place.sentence != record.place.sentence:
                return None
            who = self.casting.of_record[index]
            if (
                name.label == "PERSON"
                and who >= 0
                and name.place.role == "subject"
                and not name.place.quoted
                and self.gender[who] == gender
                and name.place.verb != record.place.verb
            ):
                return who
        return None

    def _they(self, record: PronounRecord, frame: int) -> Link:
        for trace in reversed(self.traces):
            gap = record.place.sentence - trace.place.sentence
            if gap > 3 or self._own_content(frame, trace.place.start):
                if gap > 3:
                    break
                continue
            if trace.place.quoted or trace.place.role not in ("subject",):
                continue
            if trace.together:
                return Link(trace.together, Via.PRONOUN, "pronoun-subject")
            if trace.who < 0 and trace.plural:
                return Link((), Via.PRONOUN, "")
            if trace.who >= 0 and trace.kind in (ActorKind.ORGANISATION, ActorKind.GROUP):
                self._leave(trace.who, record.place, ("pronoun", -1))
                return Link((trace.who,), Via.PRONOUN, "pronoun-subject")
        return Link((), Via.PRONOUN, "")

    def _it(self, record: PronounRecord, frame: int) -> Link:
        scores = self._scores(record.place, frame, 2)
        weighed = sorted(
            ((s, w) for w, s in scores.items() if w >= 0 and self.people[w].kind is not ActorKind.PERSON
             and self.people[w].kind is not ActorKind.GROUP), reverse=True,
        )  # fmt: skip
        if not weighed or weighed[0][0] < 0.35:
            return Link((), Via.PRONOUN, "")
        best, who = weighed[0]
        if len(weighed) > 1 and weighed[1][0] > 0.7 * best:
            return Link((), Via.PRONOUN, "")
        self._leave(who, record.place, ("pronoun", -1))
        return Link((who,), Via.PRONOUN, "pronoun-recency")

    # Descriptions

    def _nominal(self, index: int) -> Link:
        record = self.story.nominals[index]
        key = ("nominal", index)
        link = Link((), Via.DESCRIPTION, "")
        if record.count == 2 and record.plural and record.kind == "person":
            link = self._pair(record)
        elif not record.plural:
            scores = self._scores(record.place, self.frame_of.get(key), _WINDOW)
            for trace in self.traces:
                if trace.who < 0 and trace.kind is not None:
                    scores.pop(trace.who, None)  # a nameless body is no rival of a person
            who, evidence = self.descriptions.resolve(record, scores, self.seen, self.gender)
            if who is not None:
                link = Link((who,), Via.DESCRIPTION, evidence)
        self.found[key] = link
        if len(link.characters) == 1:
            who = link.characters[0]
            if record.gender and not self.gender[who]:
                self.gender[who] = record.gender
            self._leave(who, record.place, key)
        elif link.characters:
            self._leave(link.characters[0], record.place, key, together=link.characters)
        else:
            self.nameless -= 1
            body = ActorKind.ORGANISATION if record.kind == "body" else None
            self._leave(
                self.nameless, record.place, key, gender=record.gender, plural=record.plural, kind=body
            )
        return link

    def _pair(self, record: NominalRecord) -> Link:
        """ "Both men", "the two leaders": two people and no third who were named just before."""
        recent: dict[int, float] = {}
        for trace in reversed(self.traces):
            gap = record.place.sentence - trace.place.sentence
            if gap > 2:
                break
            if trace.who < 0 or trace.place.quoted or self.people[trace.who].kind is not ActorKind.PERSON:
                continue
            if record.gender and self.gender[trace.who] not in (record.gender, ""):
                continue
            recent.setdefault(trace.who, trace.weight)
        if len(recent) != 2:
            return Link((), Via.DESCRIPTION, "")
        return Link(tuple(sorted(recent, key=lambda w: self.seen[w].start)), Via.DESCRIPTION, "pair")

    # Frames

    def _frames(self) -> list[Link]:
        frames = self.story.frames
        links: list[Link | None] = [None] * len(frames)
        for number in range(len(frames)):
            self._frame(number, links, 0)
        return [link or Link() for link in links]

    def _frame(self, number: int, links: list[Link | None], depth: int) -> Link:
        done = links[number]
        if done is not None:
            return done
        frame = self.story.frames[number]
        link = Link()
        if frame.speaker == "name":
            link = self._named(frame)
        elif frame.speaker == "source":
            named = self._named(frame)
            link = Link(named.characters, Via.DESCRIPTION, "source" if named.characters else "")
        elif frame.speaker in ("pronoun", "nominal") and frame.references:
            link = self.found.get((frame.speaker, frame.references[0]), Link((), _VIA[frame.speaker]))
            word = self.story.pronouns[frame.references[0]].word if frame.speaker == "pronoun" else ""
            if word in _ME and frame.within is not None and frame.within != number and depth < 8:
                outer = self._frame(frame.within, links, depth + 1)
                link = Link(outer.characters, Via.PRONOUN, "pronoun-quoted" if outer.characters else "")
        elif frame.same is not None and frame.same != number and depth < 8:
            other = self._frame(frame.same, links, depth + 1)
            link = Link(other.characters, other.via, "continued" if other.characters else "")
        if (
            frame.same is not None
            and frame.same != number
            and depth < 8
            and not link.characters
            and frame.speaker == "none"
        ):
            other = self._frame(frame.same, links, depth + 1)
            link = Link(other.characters, other.via, "continued" if other.characters else "")
        links[number] = link
        return link

    def _named(self, frame: FrameRecord) -> Link:
        found = []
        for index in frame.references:
            who = self.casting.of_record[index]
            if who >= 0 and who not in found:
                found.append(who)
        if not found:
            return Link((), Via.NAME, "")
        how = self.casting.how[frame.references[0]] or "name"
        return Link(tuple(found), Via.NAME, {"metonym": "alias"}.get(how, how))


_VIA = {"pronoun": Via.PRONOUN, "nominal": Via.DESCRIPTION, "name": Via.NAME}
