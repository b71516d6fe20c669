"""The steps that repair entities, in their order (see :func:`repair`).

Each works on a :class:`~tui.nlp.entities_draft.Draft` alone and costs time linear in its tokens.
"""

from __future__ import annotations

import re
from collections import Counter

from tui.nlp.entities_draft import Draft, Ent
from tui.nlp.entities_gazetteer import Hit, known_names
from tui.nlp.names import is_particle, is_regnal, is_suffix, parse_person
from tui.nlp.names_lists import family_first, first_names, fold, groups, places, roles, singular, titles

_NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"))
_PLACE = frozenset(("GPE", "LOC"))
_STRIP = frozenset("\" “ ” ' ‘ ’ ( ) [ ] { } , ; : . - – — * / | the The a an of and … ! ?".split())
_POSSESSIVE = frozenset(("'s", "’s", "'S", "’S", "'", "’"))
_BODY_WORDS = frozenset(
    "university college school institute institution academy department ministry office agency bureau committee commission council"
    " court party union association federation foundation fund trust bank group company corporation corp corp. inc inc. ltd ltd."
    " llc plc co co. limited holdings airlines airways air international national times post news journal herald tribune guardian"
    " telegraph press media radio television tv network channel magazine club fc united city team league hospital clinic church"
    " museum library army navy force forces police service services society organization organisation alliance coalition"
    " movement front centre center laboratory studios records pictures entertainment motors energy oil gas systems technologies"
    " partners capital securities insurance house senate parliament assembly congress administration authority board cabinet"
    " campaign project initiative programme program prize award awards stadium airport street road avenue bridge tower square park"
    " river lake mountain island islands bay sea ocean beach valley county district province state states republic kingdom"
    " games cup championship open festival summit conference act bill law treaty agreement accord deal war day week report"
    " family hurricane storm cyclone tropical wildfire virus flu north south east west northern southern eastern western new"
    " supreme federal royal public global world european american prison jail hotel building palace castle hall".split()
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november"
    " december i we he she they it you the this that these those covid covid-19 coronavirus internet christmas easter god mr mrs"
    " ms dr mr. mrs. ms. dr. yes no however but and so if when while although according also meanwhile today yesterday tomorrow there"
    " here what who why how where share related advertisement photo image video read click comments updated published"
    " said says told a an in on at by for from to as his her their its our my your bitcoin english".split()
)
_ACRONYM = re.compile(r"^(?:[A-Z][A-Za-z]?){1,5}[A-Z0-9]$|^(?:[A-Z]\.){2,}$")
_TITLE_STRONG = frozenset(
    "Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Prof Prof. Professor Sen Sen. Senator Rep Rep. Gov Gov. Gen. Lt. Col. Sgt Sgt. Capt Capt."
    " Sir Rev Rev. Judge Justice".split()
)

_TITLE_WEAK = frozenset(
    "General Major Justice Lord Judge Leader Speaker Don Mother Father Captain Engineer Attorney Coach Deputy".split()
)


def repair(draft: Draft) -> None:
    """Run all steps. Afterwards ``draft.ents`` are trimmed, sorted and free of overlaps."""
    hits = known_names(draft.text, draft.starts, draft.ends)
    trim(draft)
    apply_lists(draft, hits)
    part_roles(draft)
    bodies_by_word(draft)
    join_persons(draft)
    persons_by_context(draft)
    acronyms(draft)
    vote(draft)
    spread(draft)
    join_persons(draft)
    trim(draft)
    drop_junk(draft)


def trim(draft: Draft) -> None:
    """Cut newlines, quotation marks, articles, titles and possessive endings off, splitting at newlines."""
    words = draft.words
    known_titles = titles()
    kept: list[Ent] = []
    for ent in draft.ents:
        if ent.label not in _NAMED and not any("\n" in w for w in words[ent.start : ent.end]):
            kept.append(ent)
            continue
        start = ent.start
        for i in range(ent.start, ent.end + 1):
            if (
                i < ent.end
                and "\n" not in words[i]
                and not (ent.label == "PERSON" and words[i] in _POSSESSIVE)
            ):
                continue
            a, b = start, i
            while a < b and (words[a] in _STRIP or words[a] in _POSSESSIVE or words[a].isspace()):
                a += 1
            while a < b and (words[b - 1] in _POSSESSIVE or words[b - 1].isspace() or _closes(draft, a, b)):
                b -= 1
            if ent.label == "PERSON":
                for k in range(b - 2, a, -1):
                    if _role_word(words[k]) and fold(words[a]) not in first_names():
                        a = k + 1
                        break
                while b - a > 1 and _title(words[a], known_titles) and not is_regnal(words[a]):
                    a += 1
            if b > a:
                kept.append(Ent(a, b, ent.label, ent.sure))
            start = i + 1
    draft.put(kept)


def _closes(draft: Draft, start: int, end: int) -> bool:
    word = draft.words[end - 1]
    return word in _STRIP and not (word == ")" and "(" in draft.words[start : end - 1])


def _title(word: str, known: dict[str, str]) -> bool:
    return word in known or (word.islower() and singular(word) in roles())


def apply_lists(draft: Draft, hits: list[Hit]) -> None:
    """Known names: relabel, complete, or add them."""
    owners = draft.owners()
    kept = {id(e): e for e in draft.ents}
    added: list[Ent] = []
    for hit in hits:
        inside = [owners[i] for i in range(hit.start, hit.end)]
        found = [e for e in dict.fromkeys(id(e) for e in inside if e is not None)]
        olds = [kept[i] for i in found if i in kept]
        if not olds:
            if _may_add(draft, hit):
                added.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
            continue
        if (
            len(olds) == 1
            and olds[0].start <= hit.start
            and hit.end <= olds[0].end
            and (olds[0].end - olds[0].start > hit.end - hit.start)
        ):
            continue  # "Bank of China" keeps its China
        if any(e.start < hit.start or e.end > hit.end for e in olds):
            continue
        old = olds[0]
        same = len(olds) == 1 and (old.start, old.end) == (hit.start, hit.end)
        if same and old.label == "PERSON" and hit.person_too:
            continue
        if same and not hit.sure and old.label in ("ORG", "GPE", "LOC", "FAC") and hit.label != "NORP":
            old.label = hit.label if hit.label in ("ORG", "GPE") else old.label
            continue
        if same and old.label not in _NAMED and old.label not in ("EVENT", "LANGUAGE", "PRODUCT"):
            continue
        if same and old.label == "LANGUAGE":
            continue
        for e in olds:
            kept.pop(id(e), None)
        added.append(Ent(hit.start, hit.end, hit.label, sure=hit.sure))
    draft.put([*kept.values(), *added])


def _may_add(draft: Draft, hit: Hit) -> bool:
    words = draft.words
    if hit.label == "NORP":
        return hit.sure or draft.tags[hit.start].startswith(("NNP", "NNS", "JJ"))
    if hit.end - hit.start > 1 or hit.sure:
        # "US" in a line of capitals is a pronoun as often
        line_of_capitals = (
            draft.heading[hit.start] and words[hit.start].isupper() and _capitals(draft, hit.start)
        )
        return not line_of_capitals
    if not draft.proper(hit.start) or draft.heading[hit.start]:
        return False
    before, after = hit.start - 1, hit.end
    return not (
        (before >= 0 and draft.capital(before) and not draft.initial[before])
        or (after < len(words) and draft.capital(after))
    )


def _capitals(draft: Draft, i: int) -> bool:
    around = [w for w in draft.words[max(0, i - 4) : i + 5] if w.isalpha() and len(w) > 2]
    return len(around) > 1 and all(w.isupper() for w in around)


def join_persons(draft: Draft) -> None:
    """Names in pieces made whole: "Recep" + "Tayyip Erdogan", initials, particles, Jr., a first name left out."""
    words = draft.words
    first = first_names()
    owners = draft.owners()
    merged: list[Ent] = []
    for ent in draft.ents:
        if ent.label != "PERSON":
            merged.append(ent)
            continue
        start, end = ent.start, ent.end
        if merged and merged[-1].label == "PERSON" and _bridges(draft, merged[-1].end, start):
            previous = merged[-1]
            joined = previous.end == start and (end - previous.start) > 5
            if not joined and not (_whole(draft, previous) and _whole(draft, ent)):
                merged.pop()
                start = previous.start
        # A given name, initial or regnal word before it that no other name holds.
        while start > 0 and _extends_left(draft, start - 1, owners, first, end):
            start -= 1
        while end < len(words) and owners[end] is None and _extends_right(draft, start, end, first):
            end += 1
        merged.append(Ent(start, end, "PERSON", ent.sure))
    draft.put(merged)


def _whole(draft: Draft, ent: Ent) -> bool:
    """Whether both ends of a PERSON look like a complete name of two words or more."""
    return ent.end - ent.start >= 2 and fold(draft.words[ent.start]) in first_names()


def _bridges(draft: Draft, left: int, right: int) -> bool:
    gap = draft.words[left:right]
    return len(gap) <= 3 and all(is_particle(w) or w == "-" for w in gap)


def _extends_left(draft: Draft, i: int, owners: list[Ent | None], first: dict[str, str], end: int) -> bool:
    word = draft.words[i]
    holder = owners[i]
    if holder is not None and not (
        holder.label in ("ORG", "GPE", "LOC", "NORP")
        and holder.end - holder.start == 1
        and fold(word) in first
        and word not in places()
        and word not in groups()
    ):
        return False
    if draft.words[i + 1] in _POSSESSIVE or word in titles() and not is_regnal(word):
        return False
    if is_regnal(word) and end - i - 1 <= 2:
        return True
    if draft.heading[i] and not (fold(word) in first):
        return False
    if len(word) == 2 and word[0].isupper() and word[1] == ".":
        return True
    return (
        draft.capital(i) and draft.tags[i].startswith("NNP") and fold(word) in first and word not in places()
    )


def _extends_right(draft: Draft, start: int, end: int, first: dict[str, str]) -> bool:
    word = draft.words[end]
    if is_suffix(word):
        return True
    if len(word) == 2 and word[0].isupper() and word[1] == "." and draft.capital(end + 1):
        return True
    if (
        is_particle(word)
        and word.islower()
        and word not in ("a", "e", "y", "la")
        and end + 1 < len(draft.words)
    ):
        return (
            draft.proper(end + 1)
            and not draft.heading[end]
            and word in ("de", "von", "van", "der", "den", "bin", "al", "del", "da", "dos", "di")
        )
    if draft.heading[end] or not draft.proper(end) or fold(word) in _NOT_NAMES:
        return False
    alone = end - start == 1 and fold(draft.words[start]) in first
    after_particle = is_particle(draft.words[end - 1]) and draft.words[end - 1].islower()
    return (
        (alone or after_particle)
        and fold(word) not in _BODY_WORDS
        and word not in titles()
        and word not in groups()
    )


def part_roles(draft: Draft) -> None:
    """Roles and persons that a body's name has swallowed: "Senate President" + X, "… Committee Chair Adam X"."""
    words = draft.words
    first = first_names()
    kept: list[Ent] = []
    for ent in draft.ents:
        if (
            ent.label not in ("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART")
            or ent.end - ent.start < 2
        ):
            kept.append(ent)
            continue
        start, end = ent.start, ent.end
        parted = (
            end - start >= 4
            and fold(words[end - 2]) in first
            and words[end - 2] not in places()
            and fold(words[end - 1]) not in _BODY_WORDS
            and draft.capital(end - 1)
            and any(fold(w) in _BODY_WORDS for w in words[start : end - 2])
            and words[end - 3] not in ("of", "for", "&", "and", "the")
        )
        if parted:
            kept.append(Ent(end - 2, end, "PERSON", sure=True))
            end -= 2
            if fold(words[end - 1]) not in _BODY_WORDS:
                end -= 1
        next_name = end + 1 if end + 1 < len(words) and words[end] == "," else end
        if (parted or draft.capital(next_name)) and _role_word(words[end - 1]):
            while end > start and (_role_word(words[end - 1]) or words[end - 1] in _ROLE_PREFIX):
                end -= 1
        if end > start:
            kept.append(Ent(start, end, ent.label, ent.sure))
    draft.put(kept)


_HEADS = frozenset(
    "police office association ministry department council university institute commission committee agency authority"
    " foundation society union federation league court corporation museum party service project administration bureau"
    " board academy college center centre association archive observatory alliance coalition directorate network"
    " group church congress parliament senate assembly tribunal guard".split()
)
_LINKS = frozenset("of and for & 's ’s the on".split())


def bodies_by_word(draft: Draft) -> None:
    """Capitalised words up to "Ministry", "Police", "University" …, and "University of …", are one body."""
    words = draft.words
    owners = draft.owners()
    added: list[Ent] = []
    for i, word in enumerate(words):
        if not word[:1].isupper() or draft.heading[i] or word.lower() not in _HEADS:
            continue
        start = i
        while start > 0 and not draft.initial[start]:
            before = start - 1
            if (
                draft.capital(before)
                and words[before] not in titles()
                and words[before].lower() not in _NOT_NAMES
            ):
                start = before
            elif (
                words[before] in _LINKS
                and start > 1
                and draft.capital(before - 1)
                and words[before] not in ("the", "on", "and")
                and not ((held := owners[before - 1]) is not None and held.label == "PERSON")
            ):
                start = before
            else:
                break
        end = i + 1
        while end + 1 < len(words) and words[end] in _LINKS and words[end] not in ("'s", "’s"):
            after = end + 1
            while after < len(words) and words[after] in _LINKS:
                after += 1
            if after >= len(words) or not draft.capital(after):
                break
            if (words[end] not in ("of", "for") and end == i + 1) or words[after].lower() in _HEADS:
                break
            if (held := owners[after]) is not None and held.label in ("PERSON", "DATE"):
                break
            end = after + 1
            while end < len(words) and draft.capital(end) and words[end].isalpha():
                end += 1
        while start < i and (
            words[start] in ("The", "A", "An", "In", "At")
            or words[start] in _LINKS
            or _role_word(words[start])
        ):
            start += 1
        if end - start < 2:
            continue
        inside = {id(o): o for o in owners[start:end] if o is not None}
        if any(o.start < start or o.end > end for o in inside.values()):
            continue
        if (
            any(o.label == "ORG" and o.start <= i < o.end and end - o.end < 2 for o in inside.values())
            and len(inside) == 1
        ):
            continue
        added.append(Ent(start, end, "ORG"))
    draft.put([*draft.ents, *added])


_ROLE_PREFIX = frozenset("Minority Majority Vice Deputy Chief Prime Foreign".split())


def _role_word(word: str) -> bool:
    role = roles().get(singular(word.lower().rstrip(".")))
    return word[:1].isupper() and role is not None and not role.body


def persons_by_context(draft: Draft) -> None:
    """Persons that a first name, a title or an age gives away, whatever the pipeline called them."""
    words = draft.words
    first = first_names()
    kept: list[Ent] = []
    for ent in draft.ents:
        if not ent.sure and ent.label in (
            "ORG",
            "GPE",
            "LOC",
            "FAC",
            "NORP",
            "EVENT",
            "PRODUCT",
            "WORK_OF_ART",
        ):
            tokens = words[ent.start : ent.end]
            named = fold(tokens[0]) in first and tokens[0] not in places() and tokens[0] not in groups()
            asian = len(tokens) == 2 and fold(tokens[0]) in family_first() and "-" in tokens[1]
            plain = all(w[:1].isupper() or is_particle(w) or w == "-" for w in tokens)
            body = any(fold(w) in _BODY_WORDS for w in tokens)
            titled = ent.start > 0 and words[ent.start - 1] in _TITLE_STRONG and len(tokens) <= 3
            titled = titled or (
                1 < len(tokens) <= 4 and tokens[0] in titles() and tokens[0] not in _TITLE_WEAK
            )
            aged = _age_follows(draft, ent.end) and len(tokens) <= 3
            if (
                plain
                and not body
                and (
                    titled
                    or (aged and (len(tokens) > 1 or named))
                    or (1 < len(tokens) <= 4 and (named or asian))
                )
                and not (_ACRONYM.match(tokens[-1]) and len(tokens[-1]) > 1 and not draft.heading[ent.start])
            ):
                ent = Ent(ent.start, ent.end, "PERSON", sure=True)
        elif ent.label == "PERSON" and any(fold(w) in _BODY_WORDS for w in words[ent.start + 1 : ent.end]):
            last = fold(words[ent.end - 1])
            if last == "family":
                continue
            if last in _BODY_WORDS and (ent.start == 0 or words[ent.start - 1] not in titles()):
                place = last in (
                    "street",
                    "road",
                    "avenue",
                    "bridge",
                    "tower",
                    "square",
                    "park",
                    "airport",
                    "stadium",
                    "palace",
                    "hall",
                    "building",
                    "hotel",
                )
                if fold(words[ent.start]) not in first or last not in (
                    "west",
                    "north",
                    "day",
                    "law",
                    "bill",
                    "house",
                    "church",
                    "hall",
                    "park",
                    "war",
                    "post",
                ):
                    ent = Ent(ent.start, ent.end, "FAC" if place else "ORG", sure=True)
        kept.append(ent)
    draft.put(kept)
    kept = list(draft.ents)
    owners = draft.owners()
    i = 0
    while i < len(words):
        named_after_role = i > 0 and draft.capital(i) and _introduces(draft, i) and words[i] not in groups()
        if owners[i] is None and not draft.heading[i] and (draft.proper(i) or named_after_role):
            end = i + 1
            while (
                end < len(words)
                and owners[end] is None
                and (
                    draft.proper(end)
                    or (named_after_role and draft.capital(end))
                    or (is_particle(words[end]) and words[end].islower() and draft.capital(end + 1))
                )
            ):
                end += 1
            begin = i
            titled = begin > 0 and words[begin - 1] in _TITLE_STRONG
            while begin < end and (words[begin] in titles() or fold(words[begin]) in roles()):
                titled = titled or words[begin] in _TITLE_STRONG
                begin += 1
            run = words[begin:end]
            if (
                run
                and len(run) <= 4
                and not any(fold(w) in _BODY_WORDS or fold(w) in _NOT_NAMES for w in run)
            ):
                named = (
                    len(run) > 1 and run[0] not in places() and (fold(run[0]) in first or named_after_role)
                )
                if named or (titled and len(run) <= 3) or (len(run) > 1 and _age_follows(draft, end)):
                    kept.append(Ent(begin, end, "PERSON", sure=titled))
            i = end
        else:
            i += 1
    draft.put(kept)


def _introduces(draft: Draft, i: int) -> bool:
    """Whether a word for a person stands right before token ``i``: "ecologist", "President"."""
    word = draft.words[i - 1]
    if draft.initial[i]:
        return False
    noun = singular(word.lower())
    for prefix in ("co-", "ex-", "vice-"):
        noun = noun.removeprefix(prefix)
    role = roles().get(noun)
    return (
        role is not None
        and not role.body
        and not draft.tags[i - 1].startswith("V")
        and noun == word.lower().removeprefix("co-").removeprefix("ex-").removeprefix("vice-")
    )


def _age_follows(draft: Draft, end: int) -> bool:
    words = draft.words
    return (
        end + 2 < len(words)
        and words[end] == ","
        and words[end + 1].isdigit()
        and 1 < len(words[end + 1]) < 3
        and words[end + 2] in (",", ".", ";")
    )


def acronyms(draft: Draft) -> None:
    """ "Long Form Name (LFN)": both are organisations, there and everywhere."""
    words = draft.words
    owners = draft.owners()
    added: list[Ent] = []
    for i in range(1, len(words) - 2):
        if words[i] != "(" or words[i + 2] != ")":
            continue
        if not _ACRONYM.match(words[i + 1]) and not _blend(draft, owners[i - 1], i + 1):
            continue
        start = _long_form(words, i, words[i + 1])
        holder = owners[i - 1]
        if start is None:
            if holder is None or holder.label not in ("ORG", "FAC", "GPE", "LOC", "PERSON"):
                continue
            start = holder.start
        if holder is not None and holder.label == "GPE" and holder.sure and holder.start == start:
            label = "GPE"
        else:
            label = "ORG"
        added.append(Ent(start, i, label, sure=True))
        added.append(Ent(i + 1, i + 2, label, sure=True))
    taken = {i for ent in added for i in range(ent.start, ent.end)}
    rest = [e for e in draft.ents if not any(i in taken for i in range(e.start, e.end))]
    draft.put([*rest, *added])


def _blend(draft: Draft, holder: Ent | None, i: int) -> bool:
    """Whether a capitalised word in brackets is made of the letters of the body before it ("Interpol")."""
    word = draft.words[i]
    if holder is None or holder.label != "ORG" or not draft.capital(i) or not word.isalpha() or len(word) < 4:
        return False
    letters = iter(draft.string(holder).lower())
    return all(c in letters for c in word.lower())


_SMALL = frozenset("of the and for in on to & de la du des del der und et".split())


def _long_form(words: list[str], end: int, acronym: str) -> int | None:
    """The token where the words begin whose initials are ``acronym``, walking back from ``end``."""
    letters = [c for c in acronym if c.isalpha()]
    if len(letters) < 2:
        return None
    need = len(letters) - 1
    i = end - 1
    begin = None
    while i >= 0 and need >= 0 and end - i <= 2 * len(letters) + 3:
        word = words[i]
        if word[:1].upper() == letters[need].upper() and (word[:1].isupper() or word in _SMALL):
            need -= 1
            begin = i
        elif not (word in _SMALL or word in ("-", "'s", "’s") or (word[:1].isupper() and word.isalpha())):
            break
        i -= 1
    return begin if need < 0 and begin is not None and words[begin][:1].isupper() else None


def vote(draft: Draft) -> None:
    """One label for one name: the same words are the same thing all through an article."""
    votes: dict[str, Counter[str]] = {}
    texts = [fold(draft.string(e)) for e in draft.ents]
    for ent, text in zip(draft.ents, texts, strict=True):
        if ent.label in _NAMED or ent.sure:
            weight = 8 if ent.sure else (1 if not draft.heading[ent.start] else 0)
            votes.setdefault(text, Counter())[ent.label] += weight
    surnames = _surnames(draft)
    for ent, text in zip(draft.ents, texts, strict=True):
        if ent.label not in _NAMED or not (counts := votes.get(text)):
            continue
        label, most = counts.most_common(1)[0]
        if counts[ent.label] < most and not ent.sure:
            ent.label = label
        if not ent.sure and ent.label != "PERSON" and text in surnames:
            ent.label = "PERSON"
        if (
            not ent.sure
            and ent.end - ent.start == 1
            and ent.label in ("PERSON", "GPE", "LOC", "NORP")
            and _ACRONYM.match(word := draft.words[ent.start])
            and word.upper() == word
            and len(word) > 2
            and not _capitals(draft, ent.start)
        ):
            ent.label = "ORG"


def _surnames(draft: Draft) -> dict[str, int]:
    """Folded short forms of the full names of persons that are certain enough to lend their label."""
    known_places = places()
    found: dict[str, int] = {}
    for ent in draft.ents:
        if ent.label != "PERSON" or ent.end - ent.start < 2:
            continue
        if draft.heading[ent.start] and not ent.sure:
            continue
        name = parse_person(draft.string(ent))
        if not name.family or not (fold(draft.words[ent.start]) in first_names() or ent.sure or name.given):
            continue
        surface = draft.words[ent.end - 1]
        forms = {" ".join(name.family), name.family[-1]}
        for form in forms:
            if len(form) > 1 and form not in _NOT_NAMES and surface not in known_places:
                found[form] = found.get(form, 0) + 1
    return found


def spread(draft: Draft) -> None:
    """Find what the pipeline missed: names known from elsewhere in the article, and surnames of its persons."""
    known: dict[tuple[str, ...], str] = {}
    for ent in draft.ents:
        if ent.label not in _NAMED or (draft.heading[ent.start] and not ent.sure):
            continue
        form = tuple(draft.words[ent.start : ent.end])
        if all(w.islower() for w in form) or len("".join(form)) < 3 or fold(form[0]) in _NOT_NAMES:
            continue
        known.setdefault(form, ent.label)
    for ent in draft.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1 and not draft.heading[ent.start]:
            name = parse_person(draft.string(ent))
            last = draft.words[ent.end - 1]
            if name.family and not is_suffix(last) and len(last) > 2 and last[:1].isupper():
                known.setdefault((last,), "PERSON")
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
        return word.lower() not in plain and word.lower() not in _OPENING
    following = i + 1
    # Part of a longer name that nobody marked: leave it.
    return not (
        following < len(draft.words)
        and draft.proper(following)
        and not draft.initial[following]
        and draft.words[following] not in titles()
        and fold(draft.words[following]) not in roles()
    )


_OPENING = frozenset(
    "may will can might mark grant bill long young rose hope grace frank major black white green brown gray day price"
    " law best rich small short wise strong sharp close power love cash field case park wood stone rice page bush".split()
)


def drop_junk(draft: Draft) -> None:
    """What is no name at all: no letter, a weekday as a person, lower-case words, headline fragments."""
    kept = []
    for ent in draft.ents:
        text = draft.string(ent)
        plain = fold(text)
        if ent.label in _NAMED or ent.label in ("EVENT", "PRODUCT", "WORK_OF_ART", "LAW"):
            if not any(c.isalpha() for c in text) or plain in _NOT_NAMES or len(text) < 2:
                continue
            if (
                ent.label in _NAMED
                and not any(c.isupper() for c in text)
                and any(c.islower() for c in text)
            ):
                continue
            if ent.label == "PERSON" and (text in titles() or singular(plain) in roles()):
                continue
            if ent.label in ("PERSON", "GPE") and "@" in text or "://" in text:
                continue
            if ent.label == "PERSON" and text[:1].isdigit():
                continue
        kept.append(ent)
    draft.put(kept)
