"""The cast of an article: actors merged over their aliases, and the actor behind each attribution's source.

A :class:`Cast` is fed the records of chunk after chunk, so that a long book can be read in pieces. See
:class:`Resolution` for what comes out.

Decisions: a capital that acts ("Moscow asserts") is an alias of its country where the article names the
country, and a city of its own otherwise; seats of power (the Kremlin, the White House) are organisations of
their own; places are actors when they act or are countries named twice; groups (Republicans) when they speak.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from tui.domain.analysis import Actor, ActorKind, Mention
from tui.domain.article import Span
from tui.domain.text.folding import fold
from tui.domain.text.slug import slug
from tui.nlp.actors.casting import Casting, Character
from tui.nlp.actors.merge import merge
from tui.nlp.coreference.follow import Following, Link, Story, follow
from tui.nlp.lang.lists import roles, words
from tui.nlp.mentions.records import ChunkRecords, Place, RoleRecord


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a cast comes to.

    ``actors`` are most present first; ``mentions`` are all named entities in the order of the text (DATE and
    the like too, without an actor), while descriptions that were resolved to an actor stand in
    ``Actor.mentions`` only; ``links`` is parallel to all attributions in the order in which they were added,
    its numbers being those of ``actors``.
    All offsets are code points into the article.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()


class Cast:
    """Collects names and attributions of an article's chunks and resolves them together.

    Chunks may be added in any order, each exactly once; ``resolve`` may be called at any time and again after
    more was added (its cost is linear in what was added so far).
    """

    def __init__(self) -> None:
        self._chunks: list[ChunkRecords] = []

    def add(self, chunk: ChunkRecords) -> None:
        """Take in the records of one chunk."""
        self._chunks.append(chunk)

    def resolve(self) -> Resolution:
        """Actors, mentions and links of everything added so far. Never raises on odd input."""
        order = sorted(range(len(self._chunks)), key=lambda i: self._chunks[i].offset)
        story, slots = _join([self._chunks[i] for i in order])
        casting = merge(story.names)
        following = follow(story, casting)
        kept = _choose_actors(story, casting, following)
        actors, places = _actors(story, casting, following, kept)
        ids = {character: actors[place].id for character, place in places.items()}
        mentions = tuple(
            Mention(Span(n.place.start, n.place.end), n.label, ids.get(casting.of_record[i]))
            for i, n in enumerate(story.names)
        )
        # Attributions were joined in the order of the text; hand them back in the order of adding.
        starts: dict[int, int] = dict(zip(order, slots, strict=True))
        links = []
        for number, chunk in enumerate(self._chunks):
            for link in following.links[starts[number] : starts[number] + len(chunk.attributions)]:
                who = tuple(places[character] for character in link.actors)
                links.append(Link(who, link.via, link.evidence if who else ""))
        return Resolution(actors, mentions, tuple(links))


def _join(chunks: list[ChunkRecords]) -> tuple[Story, list[int]]:
    """All chunks' records as one story: sentences, paragraphs and indices numbered through."""
    story = Story([], [], [], [])
    slots = []
    sentences = paragraphs = 0
    for chunk in chunks:
        slots.append(len(story.attributions))
        names, nominals, pronouns = len(story.names), len(story.nominals), len(story.pronouns)
        base = {"name": names, "document": names, "nominal": nominals, "pronoun": pronouns, "none": 0}

        def moved(place: Place, by: tuple[int, int] = (sentences, paragraphs)) -> Place:
            return replace(place, sentence=place.sentence + by[0], paragraph=place.paragraph + by[1])

        if not sentences and not paragraphs:
            story.names += chunk.names
            story.nominals += chunk.nominals
            story.pronouns += chunk.pronouns
        else:
            story.names += [
                replace(n, place=moved(n.place), long_form=n.long_form + names if n.long_form >= 0 else -1)
                for n in chunk.names
            ]
            story.nominals += [replace(n, place=moved(n.place)) for n in chunk.nominals]
            story.pronouns += [replace(p, place=moved(p.place)) for p in chunk.pronouns]
        first = len(story.attributions)
        for attribution in chunk.attributions:
            by = base[attribution.mention_type]
            story.attributions.append(
                replace(
                    attribution,
                    mentions=[index + by for index in attribution.mentions],
                    within=_numbered(attribution.within, first),
                    continues=_numbered(attribution.continues, first),
                )
            )
        sentences += chunk.sentences
        paragraphs += chunk.paragraphs
    return story, slots


def _numbered(index: int | None, first: int) -> int | None:
    return None if index is None else index + first


def _choose_actors(story: Story, casting: Casting, following: Following) -> list[int]:
    speaking = {c for link in following.links for c in link.actors}
    kept = []
    for number, character in enumerate(casting.characters):
        if number in speaking or character.kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
            kept.append(number)
        elif character.kind is ActorKind.PLACE:
            subject = any(
                story.names[i].place.role == "subject" and not story.names[i].located
                for i in character.records
            )
            if subject or (character.country and len(character.records) > 1):
                kept.append(number)
    return kept


def _actors(
    story: Story, casting: Casting, following: Following, kept: list[int]
) -> tuple[tuple[Actor, ...], dict[int, int]]:
    """The actors, most present first, and where each character stands among them."""
    described: dict[int, list[Span]] = {}
    for index, who in following.described.items():
        place = story.nominals[index].place
        described.setdefault(who, []).append(Span(place.start, place.end))
    quotes: Counter[int] = Counter(c for link in following.links for c in link.actors)
    rows = []
    for number in kept:
        character = casting.characters[number]
        spans = [Span(story.names[i].place.start, story.names[i].place.end) for i in character.records]
        spans = sorted(set(spans + described.get(number, [])))
        rows.append((-(len(spans) + quotes[number]), spans[0].start if spans else 0, number, spans))
    rows.sort(key=lambda row: row[:3])
    taken: set[str] = set()
    actors = []
    for _, _, number, spans in rows:
        character = casting.characters[number]
        actor_id = slug(character.name, taken)
        taken.add(actor_id)
        aliases = tuple(f for f, _ in character.forms.most_common() if f != character.name)
        actors.append(
            Actor(
                id=actor_id,
                name=character.name,
                kind=character.kind,
                role=_role(character) if character.kind is not ActorKind.PLACE else None,
                aliases=aliases,
                mentions=tuple(spans),
                affiliation=_affiliation(character) if character.kind is not ActorKind.PLACE else None,
            )
        )
    return tuple(actors), {row[2]: place for place, row in enumerate(rows)}


_NO_ROLES = words("man woman person people child boy girl adult individual human")
_BY = {"title": 0, "apposition": 1, "copula": 2}


def _role(character: Character) -> str | None:
    """The role to show: a title first, the fullest of them, then an apposition, then "X is …"."""
    known = roles()

    def rank(item: tuple[int, RoleRecord]) -> tuple[int, int, int, int]:
        order, role = item
        noun = known.get(role.head)
        kin = 1 if noun and noun.classes & {"kin", "victim", "suspect", "person"} else 0
        size = min(len(role.text.split()), 6)
        return kin, _BY[role.by], -size if role.by == "title" else 0, order

    own = fold(character.name)
    told = [
        role
        for role in character.roles
        if role.text.lower() not in _NO_ROLES and not own.startswith(fold(role.text) + " ")
    ]
    ranked = sorted(enumerate(told), key=rank)
    return ranked[0][1].text if ranked else None


def _affiliation(character: Character) -> str | None:
    counts = Counter(character.affiliations)
    best = counts.most_common(1)
    return best[0][0] if best and fold(best[0][0]) != fold(character.name) else None
