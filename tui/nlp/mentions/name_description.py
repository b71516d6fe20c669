"""What stands beside a name and tells about it, and how a role that is read there is taken down."""

from __future__ import annotations

import msgspec

from tui.nlp.document.document import Document
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles, singular
from tui.nlp.mentions.records import Construction, Gender, RoleRecord
from tui.nlp.mentions.role_phrases import affiliation_in, fits, role_noun

_KNOWN = english("mentions")
_MERE_TITLES = _KNOWN.words("mere_titles")
_DETERMINERS = _KNOWN.words("determiners")
_ADVERBS_OF_TIME = _KNOWN.words("adverbs_of_time")
_SHORTENED_RANKS = _KNOWN.words("shortened_ranks")
_PLURAL_TITLES = _KNOWN.words("titles_in_the_plural")
_LONGEST = _KNOWN.count("longest_role")

PLURAL = ("NNS", "NNPS")
"""Tags of nouns in the plural."""


class NameDescription(msgspec.Struct):
    """What stands beside a name and tells about it.

    ``apposed`` are head tokens of noun phrases that mean the same person; ``shared`` is a role whose plural
    stands before the first of several names.
    """

    roles: list[RoleRecord] = []
    gender: Gender = Gender.UNKNOWN
    kin: bool = False
    affiliation: str = ""
    apposed: list[int] = []
    shared: RoleRecord | None = None


def add_role(
    doc: Document,
    found: NameDescription,
    begin: int,
    head: int,
    end: int,
    noun: str,
    construction: Construction,
) -> None:
    """Take down the role ``noun``, told by tokens ``[begin, end)`` with their head at ``head``."""
    begin = _without_determiners(doc, begin, head)
    if construction is Construction.TITLE and _is_lesser_rank(doc, begin, head, end):
        head, end, noun = head - 1, head, role_noun(doc, head - 1)
    text = doc.text_of(begin, end)
    if not text or len(text) > _LONGEST or (begin == head and doc.lower[head] in _MERE_TITLES):
        return
    word = doc.lower[head]
    several = head == end - 1 and word not in roles() and noun != word.rstrip(".")
    if several and (one := singular(word)) != word:
        # "Senators X and Y": each is one.
        text = text[: len(text) - len(doc.words[head])] + _cased(one, doc.words[head])
    pair = f"{doc.lower[head - 1]} {noun}" if head > begin else ""
    if pair in roles() and not roles()[pair].body:
        noun = pair
    affiliation = found.affiliation or affiliation_in(doc, begin, end)
    found.affiliation = affiliation
    definite = begin > 0 and doc.lower[begin - 1] == "the"
    role = RoleRecord(text, noun, frozenset(doc.lower[begin:head]), construction, affiliation, definite)
    found.roles.append(role)
    in_plural = doc.tags[head] in PLURAL or word.rstrip(".") in _PLURAL_TITLES
    if several and construction is Construction.TITLE and in_plural:
        found.shared = role


def _without_determiners(doc: Document, begin: int, head: int) -> int:
    """Where the role begins behind "the", "her" and the like, and "then the"."""
    if begin + 1 < head and doc.lower[begin] in _ADVERBS_OF_TIME and doc.lower[begin + 1] in _DETERMINERS:
        begin += 1
    while begin < head and doc.lower[begin] in _DETERMINERS:
        begin += 1
    return begin


def _is_lesser_rank(doc: Document, begin: int, head: int, end: int) -> bool:
    """Whether the title before the last word says more than that: "panel Chairman Rep. X"."""
    return (
        end - begin > 1
        and head == end - 1
        and doc.lower[head].rstrip(".") in _SHORTENED_RANKS
        and fits(role_noun(doc, head - 1), True)
    )


def _cased(word: str, like: str) -> str:
    """``word`` in capitals, with a capital or small, as ``like`` is written."""
    return word.upper() if like.isupper() and len(like) > 1 else word.title() if like[:1].isupper() else word
