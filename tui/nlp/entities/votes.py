"""One name, one label: what an article says of a name in one place decides for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.domain.text.folding import fold
from tui.nlp.entities.acronyms import is_acronym
from tui.nlp.entities.draft import EntityDraft, EntitySpan
from tui.nlp.entities.words import AND, NAMED, NAMES_ALSO_OF_PERSONS, NO_NAMES, is_given_name, is_impersonal
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import countries, places, roles, titles
from tui.nlp.lang.persons import is_suffix, parse_person

_KNOWN = english("entities")
_LOCATIVE = _KNOWN.words("locative") | {","}
_SURNAMES_ALSO_WORDS = _KNOWN.words("surnames_also_words")
_VOTES_OF_SETTLED = _KNOWN.count("votes_of_settled")
_VOTES_OF_SURNAME = _KNOWN.count("votes_of_surname")
_SHORTEST_FORM = _KNOWN.count("shortest_form")
_WITH_SURNAME = frozenset(("ORG", "GPE", "PERSON"))
_MISTAKEN_PERSON = frozenset(("ORG", "GPE", "LOC"))
_MISTAKEN_ACRONYM = frozenset(("PERSON", "GPE", "LOC", "NORP"))

Votes = dict[str, Counter[str]]
"""For each folded name how many votes each label has."""
Form = tuple[str, ...]
"""A name as a text writes it, token by token."""


def vote(draft: EntityDraft) -> None:
    """One label for one name: the same words are the same thing all through an article."""
    names = [fold(draft.text_of(ent)) for ent in draft.ents]
    votes = _counted(draft, names)
    _persons_by_surname(draft, names, votes)
    surnames = surnames_of(draft)
    parted: list[EntitySpan] = []
    for ent, name in zip(draft.ents, names, strict=True):
        parted += _part_surname(draft, ent, surnames)
        if ent.label not in NAMED or not (counts := votes.get(name)):
            continue
        label, most = counts.most_common(1)[0]
        if counts[ent.label] < most and not ent.sure:
            ent.label = label
        if ent.label != "PERSON" and name in surnames and (not ent.sure or _is_no_place(draft, ent)):
            ent.label, ent.sure = "PERSON", True
        if not ent.sure and counts[ent.label] < _VOTES_OF_SETTLED and _is_unknown_acronym(draft, ent):
            ent.label = "ORG"
    draft.put([*draft.ents, *parted])


def _counted(draft: EntityDraft, names: list[str]) -> Votes:
    """The votes of all entities; one in a headline has none."""
    votes: Votes = {}
    for ent, name in zip(draft.ents, names, strict=True):
        if ent.label in NAMED or ent.sure:
            weight = _VOTES_OF_SETTLED if ent.sure else int(not draft.title_cased[ent.start])
            votes.setdefault(name, Counter())[ent.label] += weight
    return votes


def _persons_by_surname(draft: EntityDraft, names: list[str], votes: Votes) -> None:
    """ "Hatice Cengiz" taken for an organisation is a person where "Cengiz" alone is one."""
    for ent in draft.ents:
        if ent.sure or ent.label not in _MISTAKEN_PERSON or not 2 <= ent.end - ent.start <= 3:
            continue
        tokens = draft.words[ent.start : ent.end]
        if not _looks_like_person(tokens):
            continue
        surname = fold(tokens[-1])
        counts = votes.get(surname, Counter())
        if counts["PERSON"] and counts["PERSON"] * 2 >= sum(counts.values()):
            ent.label = "PERSON"
            for name in {fold(draft.text_of(ent)), surname} & set(names):
                votes.setdefault(name, Counter())["PERSON"] += _VOTES_OF_SURNAME


def _looks_like_person(tokens: list[str]) -> bool:
    """Whether words with capitals have nothing of an organisation and do not begin with a place."""
    for word in tokens:
        if is_impersonal(word) or not word.isalpha() or not word[:1].isupper() or word.isupper():
            return False
    first = tokens[0]
    return first not in places() or (first in NAMES_ALSO_OF_PERSONS and is_given_name(first))


def _part_surname(draft: EntityDraft, ent: EntitySpan, surnames: dict[str, int]) -> list[EntitySpan]:
    """Surnames in a longer name: "Captain Rochester", "Miller and Smith", "Budapest Orban". Cuts ``ent``."""
    tokens = draft.words[ent.start : ent.end]
    if ent.sure or ent.label not in _WITH_SURNAME or fold(tokens[-1]) not in surnames:
        return []
    first = tokens[0]
    parted: list[EntitySpan] = []
    if len(tokens) == 2 and first in places() and not is_given_name(first):
        parted = [EntitySpan(ent.start, ent.start + 1, places()[first], sure=True)]
    elif len(tokens) == 3 and tokens[1] in AND and fold(first) in surnames:
        parted = [EntitySpan(ent.start, ent.start + 1, "PERSON", sure=True)]
    elif len(tokens) != 2 or first not in titles():
        return []
    ent.start, ent.label, ent.sure = ent.end - 1, "PERSON", True
    return parted


def _is_no_place(draft: EntityDraft, ent: EntitySpan) -> bool:
    """A listed place that bears the surname of a person of this article, and stands where no place would."""
    if ent.label not in ("GPE", "LOC"):
        return False
    if ent.start and draft.words[ent.start - 1].lower() in _LOCATIVE:
        return False
    name = draft.text_of(ent)
    return name not in countries().names or name in NAMES_ALSO_OF_PERSONS or _has_bearer(draft, name)


def _has_bearer(draft: EntityDraft, surname: str) -> bool:
    """Whether the article names a person with a listed given name and this surname: "Ann England"."""
    return any(
        ent.label == "PERSON"
        and ent.end - ent.start > 1
        and draft.words[ent.end - 1] == surname
        and is_given_name(draft.words[ent.start])
        for ent in draft.ents
    )


def _is_unknown_acronym(draft: EntityDraft, ent: EntitySpan) -> bool:
    """Whether an entity is an acronym whose label is a guess, in a text that has small letters too."""
    word = draft.words[ent.start]
    return (
        ent.end - ent.start == 1
        and ent.label in _MISTAKEN_ACRONYM
        and len(word) > 2
        and is_acronym(word)
        and word.upper() == word
        and not draft.is_all_capitals(ent.start)
    )


def surnames_of(draft: EntityDraft) -> dict[str, int]:
    """Folded short forms of the full names of persons that are certain enough to lend their label."""
    found: dict[str, int] = {}
    for ent in draft.ents:
        if ent.label != "PERSON" or ent.end - ent.start < 2:
            continue
        if draft.title_cased[ent.start] and not ent.sure:
            continue
        name = parse_person(draft.text_of(ent))
        if not name.family or not (ent.sure or name.given or is_given_name(draft.words[ent.start])):
            continue
        for form in {" ".join(name.family), name.family[-1]}:
            if len(form) > 1 and form not in NO_NAMES:
                found[form] = found.get(form, 0) + 1
    return found


def spread(draft: EntityDraft) -> None:
    """Find what the pipeline missed: names known from elsewhere in the article, surnames of its persons."""
    words = draft.words
    labels = _known_forms(draft)
    by_first_word: dict[str, list[Form]] = {}
    for form in sorted(labels, key=len, reverse=True):
        by_first_word.setdefault(form[0], []).append(form)
    holders = draft.holders()
    added: list[EntitySpan] = []
    dropped: set[int] = set()
    i = 0
    while i < len(words):
        found = _first_at(words, i, by_first_word.get(words[i], ()))
        if not found:
            i += 1
            continue
        end = i + len(found)
        inside = {id(holder): holder for holder in holders[i:end] if holder is not None}
        if inside:
            taken = all(_is_weaker(draft, holder, i, end, labels[found]) for holder in inside.values())
        else:
            taken = len(found) > 1 or _is_lone_name(draft, i)
        if taken:
            dropped.update(inside)
            added.append(EntitySpan(i, end, labels[found]))
        i = end
    draft.put([*(ent for ent in draft.ents if id(ent) not in dropped), *added])


def _first_at(words: list[str], i: int, forms: Sequence[Form]) -> Form:
    """The first of the forms that stands at token ``i``; empty if none does."""
    for form in forms:
        if tuple(words[i : i + len(form)]) == form:
            return form
    return ()


def _known_forms(draft: EntityDraft) -> dict[Form, str]:
    """The names of the article with their labels, and the surnames and given names of its persons."""
    known: dict[Form, str] = {}
    for ent in draft.ents:
        if ent.label not in NAMED or (draft.title_cased[ent.start] and not ent.sure):
            continue
        form = tuple(draft.words[ent.start : ent.end])
        if len("".join(form)) < _SHORTEST_FORM or fold(form[0]) in NO_NAMES:
            continue
        if not all(word.islower() for word in form):
            known.setdefault(form, ent.label)
    for ent in draft.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1 and not draft.title_cased[ent.start]:
            for word in _parts_used_alone(draft, ent):
                known.setdefault((word,), "PERSON")
    return known


def _parts_used_alone(draft: EntityDraft, ent: EntitySpan) -> list[str]:
    """The words by which an article may call a person whose full name it gave: surname, given name."""
    name = parse_person(draft.text_of(ent))
    given, last = draft.words[ent.start], draft.words[ent.end - 1]
    found = []
    if is_suffix(last) and ent.end - ent.start > 2:
        last = draft.words[ent.end - 2]  # "Cyrus Roe Jr." is "Roe"
    if name.family and not is_suffix(last) and len(last) >= _SHORTEST_FORM and last[:1].isupper():
        found.append(last)
    if name.given and is_given_name(given) and given not in places():
        found.append(given)
    return found


def _is_weaker(draft: EntityDraft, holder: EntitySpan, start: int, end: int, label: str) -> bool:
    """Whether an entity gives way to a known name at ``[start, end)``."""
    if holder.sure:
        return False
    if start <= holder.start and holder.end <= end:
        return (holder.start, holder.end) != (start, end)
    # A headline's run of capitals: "Putin Rejects" is Putin.
    return (
        label == "PERSON" and draft.title_cased[holder.start] and holder.start <= start and end <= holder.end
    )


def _is_lone_name(draft: EntityDraft, i: int) -> bool:
    """Whether a lone capitalised word may be the known name it looks like."""
    word = draft.words[i]
    if not draft.is_capitalised(i):
        return False
    if draft.title_cased[i]:
        return True
    if not draft.tags[i].startswith("NNP") and draft.initial[i]:
        # The tagger takes a surname that opens a sentence for a noun; a word that the article also writes
        # small, or that commonly opens sentences, is none.
        return word.lower() not in draft.small and word.lower() not in _SURNAMES_ALSO_WORDS
    following = i + 1
    # Part of a longer name that nobody marked: leave it.
    return not (
        following < len(draft.words)
        and draft.is_proper_noun(following)
        and not draft.initial[following]
        and draft.words[following] not in titles()
        and fold(draft.words[following]) not in roles()
    )
