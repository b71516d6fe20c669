"""Who is meant: speakers followed through names, pronouns and descriptions to characters.

One walk over an article's records from left to right, each taken down in the scene (``salience``)
as it comes. What is certain goes first, in the manner of the multi-pass sieve (Raghunathan et al., "A
multi-pass sieve for coreference resolution", 2010): names were merged before (``actors.merge``), descriptions
follow the roles that the text gives, and only what is left goes by salience. Unknown is better than wrong: a
close second leaves a pronoun or description unresolved.
"""

from __future__ import annotations

from tui.domain.analysis import ActorKind, Via
from tui.nlp.actors.casting import Casting
from tui.nlp.coreference.descriptions import Descriptions
from tui.nlp.coreference.pronouns import Pronouns
from tui.nlp.coreference.salience import Scene
from tui.nlp.coreference.sources import link_sources
from tui.nlp.coreference.story import Following, Key, Link, Story
from tui.nlp.mentions.records import NominalRecord

__all__ = ["Following", "Link", "Story", "follow"]

_OPENS = 0.8  # the first person that a sentence names is mostly its topic, whatever a weak parse says
_PAIR_SENTENCES = 2


def follow(story: Story, casting: Casting) -> Following:
    """Walk the records and follow the source of every attribution."""
    return _Walk(story, casting).run()


class _Walk:
    def __init__(self, story: Story, casting: Casting) -> None:
        self.story = story
        self.casting = casting
        self.people = casting.characters
        self.scene = Scene(story, self.people)
        self.pronouns = Pronouns(story, casting, self.scene)
        self.descriptions = Descriptions(self.people, self.scene.spoke)
        self.found: dict[Key, Link] = {}
        self.nameless = 0
        self.opened = -1  # the sentence in which the last person was named

    def run(self) -> Following:
        story = self.story
        events = [(r.place.start, 0, i) for i, r in enumerate(story.names)]
        events += [(r.place.start, 1, i) for i, r in enumerate(story.nominals)]
        events += [(r.place.start, 2, i) for i, r in enumerate(story.pronouns)]
        result = Following([])
        for _, kind, index in sorted(events):
            if kind == 0:
                self._name(index)
            elif kind == 1:
                link = self.found["nominal", index] = self._nominal(index)
                if len(link.actors) == 1:
                    result.described[index] = link.actors[0]
            elif (meant := self.pronouns.follow(index)) is not None:
                self.found["pronoun", index] = meant
        result.links = link_sources(story, self.casting, self.found)
        return result

    def _name(self, index: int) -> None:
        who = self.casting.of_record[index]
        if who < 0:
            return
        record = self.story.names[index]
        attribution = self.scene.attribution_of.get(("name", index))
        if self.people[who].kind is ActorKind.GROUP and attribution is None:
            return
        together: tuple[int, ...] = ()
        if attribution is not None:
            spoke = (self.casting.of_record[i] for i in self.story.attributions[attribution].mentions)
            together = tuple(number for number in spoke if number >= 0)
        opens = record.label == "PERSON" and record.place.sentence != self.opened
        if record.label == "PERSON":
            self.opened = record.place.sentence
        self.scene.leave(
            who,
            record.place,
            ("name", index),
            least=_OPENS if opens and record.place.role not in ("possessive", "fronted") else 0.0,
            together=together if len(together) > 1 else (),
        )

    def _nominal(self, index: int) -> Link:
        """Whom a noun phrase means; who stays nameless leaves a trace too."""
        record = self.story.nominals[index]
        key = ("nominal", index)
        link = Link((), Via.DESCRIPTION, "")
        if record.count == 2 and record.plural and record.kind == "person":
            link = self._pair(record)
        elif not record.plural:
            link = self._described(record, self.scene.attribution_of.get(key))
        if len(link.actors) == 1:
            who = link.actors[0]
            if record.gender and not self.pronouns.gender[who]:
                self.pronouns.gender[who] = record.gender
            self.scene.leave(who, record.place, key)
        elif link.actors:
            self.scene.leave(link.actors[0], record.place, key, together=link.actors)
        else:
            self.nameless -= 1
            body = ActorKind.ORGANISATION if record.kind == "body" else None
            self.scene.leave(
                self.nameless, record.place, key, gender=record.gender, plural=record.plural, kind=body
            )
        return link

    def _described(self, record: NominalRecord, attribution: int | None) -> Link:
        scores = self.scene.scores(record.place, attribution)
        for trace in self.scene.traces:
            if trace.who < 0 and trace.kind is not None:
                scores.pop(trace.who, None)  # a nameless body is no rival of a person
        who, evidence = self.descriptions.resolve(record, scores, self.scene.seen, self.pronouns.gender)
        return Link(() if who is None else (who,), Via.DESCRIPTION, evidence)

    def _pair(self, record: NominalRecord) -> Link:
        """ "Both men", "the two leaders": two people and no third who were named just before."""
        recent: dict[int, float] = {}
        for trace in reversed(self.scene.traces):
            gap = record.place.sentence - trace.place.sentence
            if gap > _PAIR_SENTENCES:
                break
            if trace.who < 0 or trace.place.quoted or self.people[trace.who].kind is not ActorKind.PERSON:
                continue
            if record.gender and self.pronouns.gender[trace.who] not in (record.gender, ""):
                continue
            recent.setdefault(trace.who, trace.weight)
        if len(recent) != 2:
            return Link((), Via.DESCRIPTION, "")
        both = tuple(sorted(recent, key=lambda who: self.scene.seen[who].start))
        return Link(both, Via.DESCRIPTION, "pair")
