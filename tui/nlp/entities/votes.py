"""One name, one label: what an article says of a name in one place decides for the others."""

from __future__ import annotations

from collections import Counter

from tui.domain.text.folding import fold
from tui.nlp.entities.draft import Draft, Ent
from tui.nlp.entities.gazetteer import ALSO_PERSON
from tui.nlp.entities.headlines import below, headline_run
from tui.nlp.entities.organisations import ACRONYM
from tui.nlp.entities.words import BODY_WORDS, NAMED, NOT_NAMES, OPENING
from tui.nlp.lang.lists import countries, first_names, places, roles, singular, things, titles, words
from tui.nlp.lang.persons import is_suffix, parse_person

_NO_NAME_TAGS = words("RB RBR MD IN WRB CC DT PRP PRP$ TO EX")

_SURE = 8  # votes of a mention that lists or context settled
_LOCATIVE = words("in at from to near outside across around through into")


def vote(draft: Draft) -> None:
    """One label for one name: the same words are the same thing all through an article."""
    votes: dict[str, Counter[str]] = {}
    texts = [fold(draft.string(e)) for e in draft.ents]
    for ent, text in zip(draft.ents, texts, strict=True):
        if ent.label in NAMED or ent.sure:
            weight = _SURE if ent.sure else (1 if not draft.heading[ent.start] else 0)
            votes.setdefault(text, Counter())[ent.label] += weight
    _persons_by_surname(draft, texts, votes)
    surnames = surnames_of(draft)
    parted: list[Ent] = []
    for ent, text in zip(draft.ents, texts, strict=True):
        parted += _surnamed(draft, ent, surnames)
        if ent.label not in NAMED or not (counts := votes.get(text)):
            continue
        label, most = counts.most_common(1)[0]
        if counts[ent.label] < most and not ent.sure:
            ent.label = label
        if ent.label != "PERSON" and text in surnames and (not ent.sure or _person_not_place(draft, ent)):
            ent.label, ent.sure = "PERSON", True
        if (
            not ent.sure
            and counts[ent.label] < _SURE
            and ent.end - ent.start == 1
            and ent.label in ("PERSON", "GPE", "LOC", "NORP")
            and ACRONYM.match(word := draft.words[ent.start])
            and word.upper() == word
            and len(word) > 2
            and not draft.all_capitals(ent.start)
        ):
            ent.label = "ORG"
    draft.put([*draft.ents, *parted])


def _surnamed(draft: Draft, ent: Ent, surnames: dict[str, int]) -> list[Ent]:
    """Surnames in a longer name: "Captain Rochester", "Miller and Smith", "Budapest Orban". Cuts ``ent``."""
    tokens = draft.words[ent.start : ent.end]
    if ent.sure or ent.label not in ("ORG", "GPE", "PERSON") or fold(tokens[-1]) not in surnames:
        return []
    if len(tokens) == 2 and tokens[0] in places() and fold(tokens[0]) not in first_names():
        place = Ent(ent.start, ent.start + 1, places()[tokens[0]], sure=True)
        ent.start, ent.label, ent.sure = ent.end - 1, "PERSON", True
        return [place]
    if len(tokens) == 2 and tokens[0] in titles():
        ent.start, ent.label, ent.sure = ent.end - 1, "PERSON", True
    elif len(tokens) == 3 and tokens[1] in ("and", "&") and fold(tokens[0]) in surnames:
        first = Ent(ent.start, ent.start + 1, "PERSON", sure=True)
        ent.start, ent.label, ent.sure = ent.end - 1, "PERSON", True
        return [first]
    return []


def _person_not_place(draft: Draft, ent: Ent) -> bool:
    """A listed place that bears the surname of a person of this article, and stands where no place would."""
    before = draft.words[ent.start - 1].lower() if ent.start else ""
    name = draft.string(ent)
    if name in countries().names and name not in ALSO_PERSON and not _bearer(draft, name):
        return False
    return ent.label in ("GPE", "LOC") and before not in _LOCATIVE and before != ","


def _bearer(draft: Draft, surname: str) -> bool:
    """Whether the article names a person with a listed given name and this surname: "Ann England"."""
    return any(
        ent.label == "PERSON"
        and ent.end - ent.start > 1
        and draft.words[ent.end - 1] == surname
        and fold(draft.words[ent.start]) in first_names()
        for ent in draft.ents
    )


def _persons_by_surname(draft: Draft, texts: list[str], votes: dict[str, Counter[str]]) -> None:
    """ "Hatice Cengiz" taken for a body is a person where "Cengiz" alone is one."""
    for ent in draft.ents:
        size = ent.end - ent.start
        if ent.sure or ent.label not in ("ORG", "GPE", "LOC") or not 2 <= size <= 3:
            continue
        tokens = draft.words[ent.start : ent.end]
        if any(
            fold(w) in BODY_WORDS or not w.isalpha() or not w[:1].isupper() or w.isupper() for w in tokens
        ):
            continue
        if tokens[0] in places() and not (tokens[0] in ALSO_PERSON and fold(tokens[0]) in first_names()):
            continue
        counts = votes.get(fold(tokens[-1]), Counter())
        if counts["PERSON"] and counts["PERSON"] * 2 >= sum(counts.values()):
            ent.label = "PERSON"
            for text in {fold(draft.string(ent)), fold(tokens[-1])} & set(texts):
                votes.setdefault(text, Counter())["PERSON"] += 4


def surnames_of(draft: Draft) -> dict[str, int]:
    """Folded short forms of the full names of persons that are certain enough to lend their label."""
    found: dict[str, int] = {}
    for ent in draft.ents:
        if ent.label != "PERSON" or ent.end - ent.start < 2:
            continue
        if draft.heading[ent.start] and not ent.sure:
            continue
        name = parse_person(draft.string(ent))
        if not name.family or not (fold(draft.words[ent.start]) in first_names() or ent.sure or name.given):
            continue
        forms = {" ".join(name.family), name.family[-1]}
        for form in forms:
            if len(form) > 1 and form not in NOT_NAMES:
                found[form] = found.get(form, 0) + 1
    return found


def spread(draft: Draft) -> None:
    """Find what the pipeline missed: names known from elsewhere in the article, surnames of its persons."""
    known: dict[tuple[str, ...], str] = {}
    for ent in draft.ents:
        if ent.label not in NAMED or (draft.heading[ent.start] and not ent.sure):
            continue
        form = tuple(draft.words[ent.start : ent.end])
        if all(w.islower() for w in form) or len("".join(form)) < 3 or fold(form[0]) in NOT_NAMES:
            continue
        known.setdefault(form, ent.label)
    for ent in draft.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1 and not draft.heading[ent.start]:
            name = parse_person(draft.string(ent))
            last = draft.words[ent.end - 1]
            if name.family and not is_suffix(last) and len(last) > 2 and last[:1].isupper():
                known.setdefault((last,), "PERSON")
            given = draft.words[ent.start]
            if name.given and fold(given) in first_names() and given not in places():
                known.setdefault((given,), "PERSON")
    starts: dict[str, list[tuple[str, ...]]] = {}
    for form in known:
        starts.setdefault(form[0], []).append(form)
    for forms in starts.values():
        forms.sort(key=len, reverse=True)
    owners = draft.owners()
    added: list[Ent] = []
    dropped: set[int] = set()
    words = draft.words
    plain = {w for w in words if w.islower()}
    i = 0
    while i < len(words):
        step = 1
        for form in starts.get(words[i], ()):
            end = i + len(form)
            if tuple(words[i:end]) != form:
                continue
            holders = {id(h): h for h in owners[i:end] if h is not None}
            if holders and not all(_weaker(draft, h, i, end, known[form]) for h in holders.values()):
                step = len(form)
                break
            if not holders and len(form) == 1 and not _lone_name(draft, i, plain):
                continue
            dropped.update(holders)
            added.append(Ent(i, end, known[form]))
            step = len(form)
            break
        i += step
    draft.put([*(e for e in draft.ents if id(e) not in dropped), *added])


def _weaker(draft: Draft, holder: Ent, start: int, end: int, label: str) -> bool:
    """Whether an entity gives way to a known name at ``[start, end)``."""
    if holder.sure:
        return False
    if start <= holder.start and holder.end <= end:
        return (holder.start, holder.end) != (start, end)
    # A headline's run of capitals: "Putin Rejects" is Putin.
    return draft.heading[holder.start] and label == "PERSON" and holder.start <= start and end <= holder.end


def _lone_name(draft: Draft, i: int, plain: set[str]) -> bool:
    """Whether a lone capitalised word may be the known name it looks like."""
    word = draft.words[i]
    if not draft.capital(i):
        return False
    if draft.heading[i]:
        return True
    if not draft.tags[i].startswith("NNP") and draft.initial[i]:
        # The tagger takes a surname that opens a sentence for a noun; a word that the article also writes
        # small, or that commonly opens sentences, is none.
        return word.lower() not in plain and word.lower() not in OPENING
    following = i + 1
    # Part of a longer name that nobody marked: leave it.
    return not (
        following < len(draft.words)
        and draft.proper(following)
        and not draft.initial[following]
        and draft.words[following] not in titles()
        and fold(draft.words[following]) not in roles()
    )


def drop_junk(draft: Draft) -> None:
    """What is no name at all: no letter, a weekday as a person, lower-case words, headline fragments."""
    kept = []
    small = {w for w in draft.words if w.islower()}
    surnames = surnames_of(draft)
    text_below = below(draft)
    for ent in draft.ents:
        text = draft.string(ent)
        plain = fold(text)
        if ent.label in NAMED or ent.label in ("EVENT", "PRODUCT", "WORK_OF_ART", "LAW"):
            if not any(c.isalpha() for c in text) or len(text) < 2:
                continue
            if text in things() and ent.label in NAMED and not ent.sure:
                continue
            no_noun = ent.end - ent.start == 1 and draft.tags[ent.start] in _NO_NAME_TAGS
            if no_noun and not ent.sure and plain not in surnames:
                continue
            if plain in NOT_NAMES and (not text.isupper() or len(text) < 3):
                continue
            if ent.label in NAMED and not any(c.isupper() for c in text) and any(c.islower() for c in text):
                continue
            guessed = ent.label in ("PERSON", "ORG") and not ent.sure
            if guessed and text_below and headline_run(draft, ent, text_below):
                continue
            if ent.label == "PERSON" and (
                plain not in surnames and (text in titles() or singular(plain) in roles())
            ):
                continue
            if (
                ent.end - ent.start == 1
                and not ent.sure
                and ent.label in ("PERSON", "ORG", "GPE")
                and draft.initial[ent.start]
                and text.lower() in small
                and plain not in surnames
                and plain not in first_names()
            ):
                continue  # "Videos" at the head of a sentence
            if (ent.label in ("PERSON", "GPE") and "@" in text) or "://" in text:
                continue
            if ent.label in ("PERSON", "GPE") and any(c in text for c in "<>=&/|{}"):
                continue
            if ent.label == "PERSON" and (
                text[-1:].isdigit() or text[:1].isdigit() or _family(draft, ent, surnames)
            ):
                continue
            if ent.label in ("PERSON", "ORG") and plain.endswith(" percent"):
                continue
        kept.append(ent)
    draft.put(kept)


def _family(draft: Draft, ent: Ent, surnames: dict[str, int]) -> bool:
    """ "The Tongs": a family, not one of them."""
    word = fold(draft.words[ent.start])
    before = draft.words[ent.start - 1].lower() if ent.start else ""
    return ent.end - ent.start == 1 and before == "the" and word.endswith("s") and word[:-1] in surnames
