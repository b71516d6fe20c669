"""The sources of attributions read off what their names, pronouns and descriptions came to."""

from __future__ import annotations

from collections.abc import Mapping

from tui.domain.analysis import Via
from tui.nlp.actors.casting import Casting
from tui.nlp.coreference.pronouns import ME
from tui.nlp.coreference.story import Key, Link, Story
from tui.nlp.mentions.records import AttributionRecord

_VIA = {"pronoun": Via.PRONOUN, "nominal": Via.DESCRIPTION, "name": Via.NAME}
_DEPTH = 8
"""How many attributions within others, or continuing others, are followed."""


def link_sources(story: Story, casting: Casting, found: Mapping[Key, Link]) -> list[Link]:
    """A link for each attribution; ``found`` holds whom the pronouns and noun phrases mean."""
    return _Sources(story, casting, found).run()


class _Sources:
    def __init__(self, story: Story, casting: Casting, found: Mapping[Key, Link]) -> None:
        self.story = story
        self.casting = casting
        self.found = found
        self.links: list[Link | None] = [None] * len(story.attributions)

    def run(self) -> list[Link]:
        return [self._link(number, 0) for number in range(len(self.links))]

    def _link(self, number: int, depth: int) -> Link:
        done = self.links[number]
        if done is not None:
            return done
        attribution = self.story.attributions[number]
        link = Link()
        if attribution.mention_type == "name":
            link = self._named(attribution)
        elif attribution.mention_type == "document":
            named = self._named(attribution)
            link = Link(named.actors, Via.DESCRIPTION, "source" if named.actors else "")
        elif attribution.mention_type in ("pronoun", "nominal") and attribution.mentions:
            link = self._pointed(number, attribution, depth)
        elif attribution.continues is not None and attribution.continues != number and depth < _DEPTH:
            other = self._link(attribution.continues, depth + 1)
            link = Link(other.actors, other.via, "continued" if other.actors else "")
        self.links[number] = link
        return link

    def _pointed(self, number: int, attribution: AttributionRecord, depth: int) -> Link:
        """A pronoun's or description's; the "I" of a quote within a quote is who says the outer one."""
        index = attribution.mentions[0]
        said_by_me = attribution.mention_type == "pronoun" and self.story.pronouns[index].word in ME
        if said_by_me and attribution.within is not None and attribution.within != number and depth < _DEPTH:
            outer = self._link(attribution.within, depth + 1)
            return Link(outer.actors, Via.PRONOUN, "pronoun-quoted" if outer.actors else "")
        return self.found.get((attribution.mention_type, index), Link((), _VIA[attribution.mention_type]))

    def _named(self, attribution: AttributionRecord) -> Link:
        numbers = (self.casting.of_record[index] for index in attribution.mentions)
        found = list(dict.fromkeys(who for who in numbers if who >= 0))
        if not found:
            return Link((), Via.NAME, "")
        how = self.casting.how[attribution.mentions[0]] or "name"
        return Link(tuple(found), Via.NAME, {"metonym": "alias"}.get(how, how))
