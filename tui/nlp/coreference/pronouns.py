"""Pronouns followed to characters: "he" and "she" by gender and salience, "they" and "it" when they speak."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from tui.domain.analysis import ActorKind, Via
from tui.nlp.actors.casting import Casting
from tui.nlp.coreference.salience import Scene
from tui.nlp.coreference.story import Link, Story
from tui.nlp.lang.lists import words
from tui.nlp.mentions.records import PronounRecord

HE = words("he him his himself")
SHE = words("she her hers herself")
THEY = words("they them their themselves theirs")
IT = words("it its itself")
ME = words("i me my myself we us our ourselves")

_LEAST = 0.12
_MARGIN = 0.85
_UNKNOWN_GENDER = 0.7
_ANONYMOUS = 0.95
_UNKNOWN_ANONYMOUS = 0.8
_IT_LEAST = 0.35
_IT_MARGIN = 0.7
_AHEAD = 6  # names
_THEY_SENTENCES = 3


class Pronouns:
    """Resolves pronouns at the place that the walk has reached. ``gender`` is learnt on the way."""

    def __init__(self, story: Story, casting: Casting, scene: Scene) -> None:
        self.story = story
        self.casting = casting
        self.people = casting.characters
        self.scene = scene
        self.gender = self._genders()

    def _genders(self) -> dict[int, str]:
        """Genders by titles, roles and given names; the last not believed where no pronoun ever agrees."""
        used = Counter("m" if p.word in HE else "f" for p in self.story.pronouns if p.word in HE | SHE)
        found = {}
        for number, character in enumerate(self.people):
            gender = character.gender
            other = {"m": "f", "f": "m"}.get(gender, "")
            if gender and character.gender_by_name and not used[gender] and used[other] >= 3:
                gender = ""
            found[number] = gender
        return found

    def follow(self, index: int) -> Link | None:
        """Whom a pronoun means; None for one that neither speaks nor tells a gender."""
        record = self.story.pronouns[index]
        word = record.word
        attribution = self.scene.attribution_of.get(("pronoun", index))
        if word in ME:
            return Link((), Via.PRONOUN, "")
        if word in HE or word in SHE:
            return self._he_or_she(index, record, "m" if word in HE else "f", attribution)
        if attribution is None:
            return None
        if word in THEY:
            return self._they(record, attribution)
        return self._it(record, attribution) if word in IT else Link((), Via.PRONOUN, "")

    def _he_or_she(self, index: int, record: PronounRecord, gender: str, attribution: int | None) -> Link:
        who, evidence, sure = self._person(record, gender, attribution)
        if who is None:
            return Link((), Via.PRONOUN, "")
        if who >= 0 and sure and not self.gender[who]:
            self.gender[who] = gender
        self.scene.leave(who, record.place, ("pronoun", index), gender=gender)
        return Link((who,), Via.PRONOUN, evidence) if who >= 0 else Link((), Via.PRONOUN, "")

    def _person(
        self, record: PronounRecord, gender: str, attribution: int | None
    ) -> tuple[int | None, str, bool]:
        """The antecedent of he or she: a character, below zero somebody nameless, or None; sure of gender."""
        weighed = self._weighed(record, gender, attribution)
        if not weighed or weighed[0][0] < _LEAST:
            ahead = self._ahead(record, gender)
            return (ahead, "pronoun-cataphora", False) if ahead is not None else (None, "", False)
        best, who = weighed[0]
        if len(weighed) > 1 and weighed[1][0] > _MARGIN * best:
            known = [w for _, w in weighed[:2] if w >= 0 and self.gender[w] == gender]
            if len(known) != 1 or known[0] != who:
                return None, "", False
        latest = next(t for t in reversed(self.scene.traces) if t.who == who)
        evidence = "pronoun-subject" if latest.place.role == "subject" else "pronoun-recency"
        return who, evidence, len(weighed) == 1 and who >= 0

    def _weighed(
        self, record: PronounRecord, gender: str, attribution: int | None
    ) -> list[tuple[float, int]]:
        """Those whom he or she may mean, the most salient first."""
        nameless = {t.who: t for t in self.scene.traces if t.who < 0}
        weighed: list[tuple[float, int]] = []
        for who, score in self.scene.scores(record.place, attribution).items():
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
        return sorted(weighed, reverse=True)

    def _ahead(self, record: PronounRecord, gender: str) -> int | None:
        """ "When he spoke, Putin …": the first person of fitting gender later in the same sentence."""
        names = self.story.names
        at = bisect_right(names, record.place.start, key=lambda n: n.place.start)
        for index in range(at, min(at + _AHEAD, len(names))):
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

    def _they(self, record: PronounRecord, attribution: int) -> Link:
        for trace in reversed(self.scene.traces):
            if record.place.sentence - trace.place.sentence > _THEY_SENTENCES:
                break
            if self.scene.within(attribution, trace.place.start):
                continue
            if trace.place.quoted or trace.place.role != "subject":
                continue
            if trace.together:
                return Link(trace.together, Via.PRONOUN, "pronoun-subject")
            if trace.who < 0 and trace.plural:
                break
            if trace.who >= 0 and trace.kind in (ActorKind.ORGANISATION, ActorKind.GROUP):
                self.scene.leave(trace.who, record.place, ("pronoun", -1))
                return Link((trace.who,), Via.PRONOUN, "pronoun-subject")
        return Link((), Via.PRONOUN, "")

    def _it(self, record: PronounRecord, attribution: int) -> Link:
        scores = self.scene.scores(record.place, attribution, 2)
        people = (ActorKind.PERSON, ActorKind.GROUP)
        weighed = sorted(
            ((s, w) for w, s in scores.items() if w >= 0 and self.people[w].kind not in people), reverse=True
        )
        if not weighed or weighed[0][0] < _IT_LEAST:
            return Link((), Via.PRONOUN, "")
        best, who = weighed[0]
        if len(weighed) > 1 and weighed[1][0] > _IT_MARGIN * best:
            return Link((), Via.PRONOUN, "")
        self.scene.leave(who, record.place, ("pronoun", -1))
        return Link((who,), Via.PRONOUN, "pronoun-recency")
