"""Why appearances were taken for one person, or left apart, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tui.domain.collection.people import Apart, Joined, Member, Person
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line

JOINED: Mapping[str, str] = {
    Joined.FIRST: "the first that was found",
    Joined.SAME_NAME: "the same full name, and nothing told of them contradicts",
    Joined.FORM_OF_NAME: "a form of the same full name",
    Joined.BOTH_NAMES: "one article has both names",
    Joined.ROLE: "the same full name and the same role",
    Joined.AFFILIATION: "the same full name and the same affiliation",
    Joined.MOST_WRITTEN_ABOUT: "the same full name; of several people the one most written about",
    Joined.READER: "joined by you",
}
APART: Mapping[str, str] = {
    Apart.ROLES_CONTRADICT: "the roles or affiliations contradict",
    Apart.SAME_ARTICLE: "one article has both",
    Apart.OTHER_FORM: "the forms of the name exclude each other",
    Apart.CANNOT_TELL: "nothing tells which of several people it is",
    Apart.SURNAME_ALONE: "a surname alone is no person",
    Apart.UNNAMED: "a source without a name is another one in each article",
    Apart.READER: "parted by you",
}


def why_joined(member: Member) -> str:
    """Why an appearance was counted to its person, on one line."""
    words = JOINED.get(member.why, member.why.replace("-", " "))
    return one_line(f"{words} ({member.by})" if member.by else words)


def person_in_words(person: Person) -> str:
    """``Ada Brandt (Mayor, 3 articles)``, safe to show on one line."""
    role = f"{person.roles[0]}, " if person.roles else ""
    return one_line(f"{person.name} ({role}{counted(person.articles, 'article')})")


def names_apart(people: Sequence[Person]) -> dict[tuple[str, str], str]:
    """What to call the owner of each appearance: the name, and the role where two have one name."""
    names = Counter(one.name for one in people)
    found = {}
    for one in people:
        role = f" ({one.roles[0]})" if names[one.name] > 1 and one.roles else ""
        for member in one.members:
            found[member.appearance.key] = one_line(f"{one.name}{role}")
    return found
