"""Frames' speakers read off what their names, pronouns and descriptions came to."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import Via
from tui.nlp.actors.casting import Casting
from tui.nlp.coreference.pronouns import ME
from tui.nlp.coreference.story import Key, Link, Story
from tui.nlp.mentions.records import FrameRecord

_VIA = {"pronoun": Via.PRONOUN, "nominal": Via.DESCRIPTION, "name": Via.NAME}
_DEPTH = 8
"""How many frames within frames, or continuing others, are followed."""


def link_frames(story: Story, casting: Casting, found: Mapping[Key, Link]) -> list[Link]:
    """A link for each frame; ``found`` holds whom the pronouns and noun phrases mean."""
    return _Frames(story, casting, found).run()


class _Frames:
    def __init__(self, story: Story, casting: Casting, found: Mapping[Key, Link]) -> None:
        self.story = story
        self.casting = casting
        self.found = found
        self.links: list[Link | None] = [None] * len(story.frames)

    def run(self) -> list[Link]:
        return [self._link(number, 0) for number in range(len(self.links))]

    def _link(self, number: int, depth: int) -> Link:
        done = self.links[number]
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
            link = self._pointed(number, frame, depth)
        elif frame.same is not None and frame.same != number and depth < _DEPTH:
            other = self._link(frame.same, depth + 1)
            link = Link(other.characters, other.via, "continued" if other.characters else "")
        self.links[number] = link
        return link

    def _pointed(self, number: int, frame: FrameRecord, depth: int) -> Link:
        """A pronoun's or description's; the "I" of a quote within a quote is who says the outer one."""
        index = frame.references[0]
        said_by_me = frame.speaker == "pronoun" and self.story.pronouns[index].word in ME
        if said_by_me and frame.within is not None and frame.within != number and depth < _DEPTH:
            outer = self._link(frame.within, depth + 1)
            return Link(outer.characters, Via.PRONOUN, "pronoun-quoted" if outer.characters else "")
        return self.found.get((frame.speaker, index), Link((), _VIA[frame.speaker]))

    def _named(self, frame: FrameRecord) -> Link:
        numbers = (self.casting.of_record[index] for index in frame.references)
        found = list(dict.fromkeys(who for who in numbers if who >= 0))
        if not found:
            return Link((), Via.NAME, "")
        how = self.casting.how[frame.references[0]] or "name"
        return Link(tuple(found), Via.NAME, {"metonym": "alias"}.get(how, how))
