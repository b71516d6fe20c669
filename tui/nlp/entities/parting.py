"""Names that the pipeline took for one, parted: places from persons, organisations from roles and persons."""

from __future__ import annotations

from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.gazetteer import KnownName
from tui.nlp.entities.words import (
    AND,
    ORGANISATION_HEADS,
    POSSESSIVE,
    TITLES_ALSO_NAMES,
    is_given_name,
    is_impersonal,
    is_role,
)
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import places, roles, singular, titles
from tui.nlp.lang.persons import is_particle

_KNOWN = english("entities")
_CHAMBERS = _KNOWN.words("chambers")
_ROLE_MODIFIERS = _KNOWN.words("role_modifiers")
_BEHIND_ROLES = _KNOWN.words("behind_roles")
_SECOND_OPENERS = _KNOWN.words("second_openers")
_NO_LINK_TO_PERSON = _KNOWN.words("no_link_to_person")
_LONGEST_BEHIND_ROLE = _KNOWN.count("longest_person_behind_role")
_BODIES = frozenset(("GPE", "ORG", "LOC"))
_SWALLOWING = frozenset(("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART"))
_WITH_ROLE = frozenset(("ORG", "GPE", "LOC", "FAC", "EVENT"))
_WITH_COUPLE = frozenset(("ORG", "GPE", "PERSON"))


def part_known_names(draft: EntityDraft, known: list[KnownName]) -> None:
    """Places and organisations run together with persons: "Minnesota" + "Amy Klobuchar"."""
    begins = {name.start: name for name in known if name.label in _BODIES}
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        name = begins.get(ent.start)
        kept += _parted(draft, ent) if name is None else _parted_from(draft, ent, name, begins)
    draft.put(kept)


def _parted(draft: EntityDraft, ent: EntitySpan) -> list[EntitySpan]:
    """An entity that begins with no known name, parted if it is a couple or a chamber and a person."""
    start, end = ent.start, ent.end
    if ent.label in _WITH_COUPLE and _is_couple(draft, ent):
        return _couple(ent)
    if (
        draft.words[start] in _CHAMBERS
        and end - start in (3, 4)
        and is_given_name(draft.words[start + 1])
        and not is_impersonal(draft.words[end - 1])
    ):
        # "Speaker of the House Ann Roe"
        return [EntitySpan(start, start + 1, "ORG"), EntitySpan(start + 1, end, "PERSON", sure=True)]
    return [ent]


def _parted_from(
    draft: EntityDraft, ent: EntitySpan, name: KnownName, begins: dict[int, KnownName]
) -> list[EntitySpan]:
    """An entity that begins with a known name, parted if something else goes on behind that."""
    other = begins.get(name.end + 1)
    if other and other.end == ent.end and draft.words[name.end] in AND:
        return [name.as_entity(), other.as_entity()]
    if ent.label == "ORG" and _owns(draft, name, ent):
        # "CNBC's Market Hour"
        return [name.as_entity(), EntitySpan(name.end + 1, ent.end, ent.label)]
    if ent.label in _WITH_COUPLE and _is_couple(draft, ent):
        return _couple(ent)
    if _person_follows(draft, ent, name):
        return [name.as_entity(), EntitySpan(name.end, ent.end, "PERSON", sure=True)]
    return [ent]


def _owns(draft: EntityDraft, name: KnownName, ent: EntitySpan) -> bool:
    """Whether a possessive ending parts a known name from what belongs to it."""
    return (
        name.end + 1 < ent.end
        and draft.words[name.end] in POSSESSIVE
        and draft.is_capitalised(name.end + 1)
        and (name.label != "GPE" or name.sure)
    )


def _person_follows(draft: EntityDraft, ent: EntitySpan, name: KnownName) -> bool:
    """Whether a given name and a surname follow a known name that is no given name itself."""
    rest = draft.words[name.end : ent.end]
    return (
        len(rest) in (2, 3)
        and is_given_name(rest[0])
        and rest[0] not in places()
        and not any(map(is_impersonal, rest))
        and all(word[:1].isupper() or is_particle(word) for word in rest)
        and (name.end - name.start > 1 or not is_given_name(draft.words[name.start]))
    )


def _is_couple(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether an entity is two given names and the surname of both: "James and Olive Roe"."""
    if ent.end - ent.start != 4:
        return False
    one, link, other, surname = draft.words[ent.start : ent.end]
    return (
        link in AND
        and is_given_name(one)
        and is_given_name(other)
        and surname[:1].isupper()
        and not is_impersonal(surname)
    )


def _couple(ent: EntitySpan) -> list[EntitySpan]:
    return [
        EntitySpan(ent.start, ent.start + 1, "PERSON", sure=True),
        EntitySpan(ent.start + 2, ent.end, "PERSON", sure=True),
    ]


def part_organisations(draft: EntityDraft) -> None:
    """Roles and persons at the end of an organisation's name: "Senate President", "… Committee Ann Roe"."""
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        start, end = ent.start, ent.end
        if ent.label not in _SWALLOWING or end - start < 2:
            kept.append(ent)
            continue
        parted = _ends_with_person(draft, start, end)
        if parted:
            kept.append(EntitySpan(end - 2, end, "PERSON", sure=True))
            end -= 2
            if not is_impersonal(draft.words[end - 1]):
                end -= 1
        end = _end_before_role(draft, start, end, parted)
        kept += [
            EntitySpan(first, last, ent.label, ent.sure) for first, last in _one_or_two(draft, start, end)
        ]
    draft.put(kept)


def _ends_with_person(draft: EntityDraft, start: int, end: int) -> bool:
    """Whether the last two words are a person's, behind words that are an organisation's."""
    words = draft.words
    return (
        end - start >= 4
        and is_given_name(words[end - 2])
        and words[end - 2] not in places()
        and not is_impersonal(words[end - 1])
        and draft.is_capitalised(end - 1)
        and any(is_impersonal(word) for word in words[start : end - 2])
        and words[end - 3] not in _NO_LINK_TO_PERSON
    )


def _end_before_role(draft: EntityDraft, start: int, end: int, parted: bool) -> int:
    """Where an organisation's name ends: before a role at its end that belongs to what follows."""
    words = draft.words
    if not (is_role(words[end - 1]) and words[end - 1].lower() in roles() and words[end - 2] != "of"):
        return end
    next_name = end + 1 if end + 1 < len(words) and words[end] == "," else end
    goes_on = end < len(words) and words[end] in _BEHIND_ROLES
    if parted or goes_on or draft.is_capitalised(next_name):
        while end > start and (is_role(words[end - 1]) or words[end - 1] in _ROLE_MODIFIERS):
            end -= 1
    return end


def _one_or_two(draft: EntityDraft, start: int, end: int) -> list[tuple[int, int]]:
    """The organisations of one name: "Ministry of X and the Ministry of Y" is two."""
    words = draft.words
    for i in range(start + 2, end - 2):
        if words[i] != "and":
            continue
        other = i + 2 if words[i + 1] in _SECOND_OPENERS else i + 1
        if (
            other < end
            and words[other].lower() in ORGANISATION_HEADS
            and words[start].lower() in ORGANISATION_HEADS
        ):
            return [(start, i), (other, end)]
    return [(start, end)] if end > start else []


def part_roles(draft: EntityDraft) -> None:
    """A role run together with a name, taken for an organisation: "District Attorney Vance"."""
    kept: list[EntitySpan] = []
    for ent in draft.ents:
        if ent.label in _WITH_ROLE and not ent.sure:
            role = max((i for i in range(ent.start, ent.end - 1) if is_role(draft.words[i])), default=-1)
            if role >= 0 and _is_role_of_person(draft, ent, role):
                kept.append(EntitySpan(role + 1, ent.end, "PERSON", sure=True))
                continue
        kept.append(ent)
    draft.put(kept)


def _is_role_of_person(draft: EntityDraft, ent: EntitySpan, role: int) -> bool:
    """Whether the role at token ``role`` of an entity is that of the person whom the rest names."""
    word, rest = draft.words[role], draft.words[role + 1 : ent.end]
    if len(rest) > _LONGEST_BEHIND_ROLE or (role == ent.start and word in TITLES_ALSO_NAMES):
        return False
    if not (word in titles() or is_given_name(rest[0]) or (len(rest) > 1 and not _is_any_person(word))):
        return False
    return all(
        part[:1].isupper() and not part.isupper() and not is_impersonal(part) for part in rest
    ) and not any(part == "of" or part in AND for part in draft.words[ent.start : role])


def _is_any_person(word: str) -> bool:
    """Whether a role is no more than a kind of person: "Youth", "Native"."""
    role = roles().get(singular(word.lower()))
    return role is not None and "person" in role.classes
