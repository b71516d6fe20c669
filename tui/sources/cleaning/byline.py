"""Bylines: whose names they hold, and where one ends that is glued to the first sentence."""

from __future__ import annotations

import re

from msgspec import Struct

from tui.domain.text.patterns import late
from tui.domain.text.phrases import listed
from tui.sources.cleaning.dates import MONTHS, WEEKDAYS, date_line


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PARTICLES = _words("""de da di do du del della der den des dos van von zu el al bin ibn la le ten ter y e""")
_AGENCY_NAMES = """afp | agence france-presse | agencies | ap | associated press | bloomberg | dpa
| editorial board | guardian staff | kyodo news | news desk | our correspondent | our reporter | our staff
| pa media | press association | reuters | staff | staff reporter | staff reporters | staff writer
| staff writers | tass | the associated press | the editorial board | xinhua"""
_AGENCIES = frozenset(name.strip() for name in _AGENCY_NAMES.split("|"))
_ROLES = _words(
    """analyst anchor arts author chief climate columnist consumer contributor contributing correspondent
    court crime critic culture data defence defense deputy desk digital diplomatic economics editor
    editor-at-large energy environment executive features fellow foreign freelance general guest health home
    investigations investigative journalist legal managing news parliamentary personal photographer
    political politics producer professor regional religion reporter royal science security senior special
    sport sports staff technology transport writer bureau world national international city business
    education"""
)
_OFFICES = _words(
    """analyst anchor author chief columnist contributor correspondent critic editor fellow journalist
    photographer producer professor reporter writer"""
)
"""How an office ends that one person has."""
_NOBODY_NAMES = """admin | administrator | anonymous | author | by | contributor | default | editor | editors
| guest | guest author | guest user | news | no author | none | null | online editor | owner | root
| site admin | super user | superuser | system | test | undefined | unknown | unknown author | user
| web admin | web desk | web editor | webdesk | webmaster | website | wordpress | wp admin | wpadmin"""
_NOBODY = frozenset(name.strip() for name in _NOBODY_NAMES.split("|"))
"""What programs that make pages state as the author where nobody said one."""
_PAPERS = _words(
    """bulletin chronicle courier daily dispatch echo examiner gazette guardian herald independent inquirer
    journal magazine mail network news newspaper observer post press review sentinel standard telegraph
    times today tribune weekly"""
)
"""Last words of papers' names: "Jane Roe, Lindow Courier"."""
_NEVER_NAMES = frozenset((*WEEKDAYS, *MONTHS)) | _words(
    """a an and at after all although amid another are as because before being by contrast default
    definition design dint during each early every far few following for from having he her hers his how
    i if in including into is it its just labor land late law means mid midnight midday more most much
    my nature new no noon not now nightfall of on one only order our over popular repeating request sea
    she since so some spring summer autumn winter that the their them there these they this those though
    thursday to today tomorrow under until using virtue was way we were what when where which while who
    why will with year years you your yesterday"""
)
_MONTHS_THAT_ARE_NAMES = frozenset({"april", "may", "june", "august"})
_BEGINNINGS = _words(
    """A About According After All Almost Although Amid Among An Another Are As At Because Before Both But
    By Despite Dozens During Each Eight Even Every Few Five Following For Four From Half He Her Here His
    How Hundreds I If In Inside Is It Its Just Last Like Many Millions More Most My Nearly Never Next
    Nine No Nobody Not Nothing Now Of On Once One Only Our Over Seven She Since Six Some Something
    Somewhere Ten Tens That The Their There These They This Those Though Thousands Three Through To
    Today Tomorrow Two Under Until Was We Were What When Where Whether While Who Why With Within Without
    Yesterday You"""
)
_PLACE_BEGINNINGS = _words("""New Los San Santa Hong Cape Tel Saint North South East West Buenos Rio""")
_BY = late(r"(?:(?:written|words|story|report|text|reported|analysis|opinion) )?by:? +(?=\S)", re.IGNORECASE)
_REPORTS = late(
    r"(?P<names>[A-ZÀ-Þ][^,.“”\"]{2,60}),? (?:(?:is )?reporting|reports?)(?: live)? (?:from|in)"
    r" [A-ZÀ-Þ][\w'’-]{1,30}(?:,? (?:[A-ZÀ-Þ][\w'’-]{0,30}|de|la|of|the)){0,4}\.?"
)
"""A whole line such as "Mira Sand reports from Hemsby"."""
_USER = late(r"[a-z]++[._\d][a-z\d._-]*+")
"""What a program calls its user: "msand5", "mira.sand"."""
_PARTS = late(r"\s+[|·•/–—-]\s+|\s*[|·•]\s*|\s{3,}")
_TAIL = late(
    r"\s+(?:in|for|at|with|of|(?:[Pp]ublished|[Pp]osted|[Uu]pdated)(?: in| on)?)\s+(?=[A-ZÀ-Þ]|the\b).*\Z"
    r"|\s*\((?=[^()]*\)\Z).*\Z",
    re.DOTALL,
)
_AND = late(r"\s*;\s*|\s+(?:and|AND|&|with)\s+")
_ARTICLE = late(r"(?:al|el|ad|an|as|ash|at|az|bin|ben)-(?=[^\W\d_])|[dDlL]['’](?=[A-ZÀ-Þ])")
_CAPITAL = late(r"(^|[\s.'’-])([^\W\d_])")
_HANDLE = late(r"@\w{2,30}|\S+@\S+\.\w+")


class Byline(Struct, frozen=True):
    """Names, as one would print them, and a date where the line gave one."""

    names: str
    published: str | None = None


def whole_byline(line: str) -> Byline | None:
    """The byline that a line is and nothing else: "By Jane Roe, Reporter", "Jane Roe | 24 October 2024"."""
    if len(line) > 180:
        return None
    reports = _REPORTS.fullmatch(line) if "report" in line else None
    if reports is not None and names_people(reports["names"]):
        return Byline(_printed(reports["names"]))
    by = _BY.match(line)
    first, *others = _PARTS.split(line[by.end() :] if by else line)
    published, dated = None, False
    for part in others:
        date = date_line(part)
        if date is not None:
            dated, published = True, published or date.published
        elif not part or _is_affiliation(part):
            continue
        else:
            return None
    if by is None and not dated:
        return None
    names = _names(first.strip(" ,;:"), lone=by is not None)
    return Byline(names, published) if names else None


def glued_byline(paragraph: str) -> tuple[str, str] | None:
    """The names and the rest of a paragraph such as "By Jane Roe In a letter to …".

    Taken for a byline only where two to four capitalised words are followed by a capitalised word that begins
    sentences and is no name, or by a dateline. Anything less sure is left as it is.
    """
    if not paragraph.startswith(("By ", "BY ", "by ")):
        return None
    words = paragraph[:200].split(" ")
    end = _name_end(words, 1)
    if end is None:
        return None
    names = " ".join(words[1:end])
    while end < len(words) and words[end] in ("and", "&"):
        further = _name_end(words, end + 1)
        if further is None:
            return None
        names += " and " + " ".join(words[end + 1 : further])
        end = further
    head = " ".join(words[:end])
    rest = paragraph[len(head) :].lstrip(" ,|–—-")
    if len(rest.split(None, 5)) < 5:
        return None
    if words[end] not in _BEGINNINGS and not _dateline(rest):
        return None
    return _printed(names.rstrip(",")), rest


def names_above_office(line: str, following: str) -> Byline | None:
    """The byline that a line of bare names is, if an office or a handle stands below it."""
    names = _names(line, lone=False) if len(line) <= 120 else None
    return Byline(names) if names and (is_role(following) or is_handle(following)) else None


def repeats_byline(line: str, names: str) -> bool:
    """Whether a line only says once more whose article this is: "Jane RoeReporting from Kazan"."""
    rest = line.removeprefix(names)
    return (
        len(rest) < len(line) and len(rest) <= 60 and not rest.endswith((".", "!", "?", ":", "…", "”", '"'))
    )


def is_handle(line: str) -> bool:
    """Whether a line is only a reporter's name on a network, or an address of mail."""
    return _HANDLE.fullmatch(line.strip()) is not None


def is_role(line: str) -> bool:
    """Whether a line is only a reporter's office: "Senior Political Correspondent"."""
    words = [word.strip(",.").casefold() for word in line.split()]
    return 0 < len(words) <= 5 and all(word in _ROLES or word in ("at", "and", "the", "&") for word in words)


def without_office(person: str) -> str:
    """A person's name without the office that stands behind it with no comma: "Jane Roe Staff Writer"."""
    words = person.split()
    if not words or words[-1].strip(",.").casefold() not in _OFFICES:
        return person
    for size in range(len(words) - 2, 0, -1):
        if is_role(" ".join(words[-size:])):
            return " ".join(words[:-size])
    return person


def stated_names(author: str) -> str | None:
    """A byline from what a page or a front matter states as its author; None if that is no name."""
    author = " ".join(author.split())
    if not author or len(author) > 160 or "://" in author or "@" in author:
        return None
    by = _BY.match(author)
    author = author[by.end() if by else 0 :]
    if author.casefold().strip(" .") in _NOBODY or is_user(author):
        return None
    if ";" not in author and (found := _names(author, lone=True)) is not None:
        return found
    people = [_printed(person.strip(" ,")) for person in author.split(";")]
    return listed(person for person in people if person) or None


def is_agency(author: str) -> bool:
    """Whether an author is an agency or a desk: "Reuters", "Staff writers"."""
    return author.casefold().strip(" .") in _AGENCIES


def is_user(author: str) -> bool:
    """Whether an author is called as a program calls its users, not by a name."""
    return _USER.fullmatch(author) is not None


def names_people(byline: str) -> bool:
    """Whether a byline holds a person's name, not only an agency, an office or a paper."""
    names = _names(byline, lone=False)
    return names is not None and names.split()[-1].casefold() not in _PAPERS


def _name_end(words: list[str], start: int) -> int | None:
    """Where a name ends that begins at ``start``: 2 to 4 name words, then what cannot belong to it."""
    end = start
    while end < len(words) and end - start < 5:
        word = words[end]
        if word in ("and", "&"):
            break
        if end - start >= 2 and (word in _BEGINNINGS or _dateline(" ".join(words[end:]))):
            break
        if not (_is_name_word(word) or (end > start and word in _PARTICLES)):
            return None
        end += 1
        if word.endswith(","):
            break
    size = end - start
    return end if 2 <= size <= 4 and end < len(words) else None


def _dateline(rest: str) -> bool:
    """Whether a paragraph begins with a place in capitals and a dash: "KAZAN, Russia (AP) — "."""
    return (
        re.match(r"[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][\w. ]{2,20})?(?: \([A-Za-z ]{2,20}\))? [—–-]+ ", rest)
        is not None
    )


def _names(words: str, *, lone: bool) -> str | None:
    """The names a list of them holds, printed; None if it is none. ``lone``: one agency alone will do."""
    bare = _TAIL.sub("", _HANDLE.sub("", words)).strip(" ,;:.") if not _is_person(words) else words
    if lone and is_agency(words):
        return _printed(words.strip(" ."))
    people: list[str] = []
    several = _AND.search(bare) is not None
    for group in _AND.split(bare):
        for number, item in enumerate(without_office(part.strip()) for part in group.split(",")):
            if not item:
                continue
            if _is_person(item) and not (people and number and not several and _is_affiliation(item)):
                people.append(item)
            elif not people or not (_is_affiliation(item) or is_role(item)):
                return None
    return listed(map(_printed, people)) or None


def _is_person(words: str) -> bool:
    tokens = words.split()
    if not 2 <= len(tokens) <= 5 or len(words) > 60 or is_role(words) or words.casefold() in _AGENCIES:
        return False
    named = sum(_is_name_word(token) for token in tokens)
    return (
        named >= 2 and _is_name_word(tokens[0]) and all(_is_name_word(t) or t in _PARTICLES for t in tokens)
    )


def _is_affiliation(words: str) -> bool:
    """A place, an office or a paper after a name: capitalised words, at most six."""
    tokens = words.split()
    if not 1 <= len(tokens) <= 6 or len(words) > 60:
        return False
    if is_role(words) or words.casefold() in _AGENCIES or tokens[0] in _PLACE_BEGINNINGS:
        return True
    if re.fullmatch(r"\d+[ -]min(?:ute)?s?(?: read)?", words.casefold()):
        return True
    last = tokens[-1].casefold()
    short = len(tokens) == 1 or last in _PAPERS or any(t.casefold() in _ROLES for t in tokens)
    return short and all(t[0].isupper() or t.casefold() in ("of", "the", "at", "for", "&", "and") or
                         t.casefold() in _ROLES for t in tokens)  # fmt: skip


def _is_name_word(word: str) -> bool:
    word = _ARTICLE.sub("", word.rstrip(","))
    if not word or not word[0].isupper() or not all(c.isalpha() or c in ".'’-" for c in word):
        return False
    if word.endswith(".") and len(word) > 3 and not re.fullmatch(r"(?:\w\.)+", word):
        return False
    bare = word.casefold()
    return bare not in _NEVER_NAMES or bare in _MONTHS_THAT_ARE_NAMES


def _printed(names: str) -> str:
    """Names set in capitals throughout, as they are written otherwise."""
    if not names.isupper() or " " not in names:
        return names
    lowered = _CAPITAL.sub(lambda match: match[1] + match[2].upper(), names.lower())
    return lowered.replace(" And ", " and ")
