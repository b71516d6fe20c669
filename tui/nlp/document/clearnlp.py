"""ClearNLP trees (the bundled pipeline's, and those of en_core_web_*) read as Universal Dependencies.

Labels are a table. Where the two hang words differently, heads are changed too:

- "and" goes to what it joins on, and all that is joined to the first: ClearNLP hangs each on the one before
  and its "and" with it, so that a clause would end in ", but";
- a preposition hangs on its noun, not the noun on it; so does one that opens a clause ("about how …");
- the parts of a hyphenated word belong together ("co-author").

Copulas keep their predicates below them: the questions asked of a Document read both.
"""

from __future__ import annotations

from collections.abc import Sequence

LABELS = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "oprd": "xcomp",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "npadvmod": "obl:npmod",
    "nn": "compound",
    "number": "nummod",
    "num": "nummod",
    "possessive": "case",
    "rcmod": "acl:relcl",
    "vmod": "acl",
    "ROOT": "root",
    "obl:tmod": "obl:tmod",
    "obl:unmarked": "obl:npmod",
}
"""Labels that are called otherwise in Universal Dependencies."""
_PREPOSITIONS = frozenset(("prep", "agent", "iobj", "case"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_PARTING = frozenset((",", "—", "–", "--", "(", ";", ":"))
_FARTHEST = 50
"""Steps that are looked up a tree at most."""


def reattach(
    heads: list[int],
    deps: list[str],
    words: Sequence[str],
    pos: Sequence[str],
    glued: Sequence[bool],
) -> None:
    """Change ``heads`` and ``deps`` (as ``LABELS`` has them) in place, if the tree is ClearNLP's.

    All are parallel lists over the tokens; ``glued`` tells whether no blank follows.
    """
    if "pobj" not in deps:
        return
    _conjunctions(heads, deps, words)
    _prepositions(heads, deps, pos)
    _hyphens(heads, deps, words, glued)
    _two_subjects(heads, deps, words)


def _conjunctions(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    joined: dict[int, list[int]] = {}
    for i, dep in enumerate(deps):
        if dep == "conj":
            joined.setdefault(heads[i], []).append(i)
    for i, dep in enumerate(deps):
        if dep == "cc" or words[i] == ",":
            behind = next((k for k in joined.get(heads[i], ()) if k > i > heads[i]), -1)
            heads[i] = behind if behind >= 0 else heads[i]
    for i, dep in enumerate(deps):
        steps = 0
        while dep == "conj" and deps[heads[i]] == "conj" and heads[i] < i and steps < _FARTHEST:
            heads[i] = heads[heads[i]]
            steps += 1


def _prepositions(heads: list[int], deps: list[str], pos: Sequence[str]) -> None:
    governed: dict[int, int] = {}
    for i, dep in enumerate(deps):
        above = heads[i]
        if dep not in ("pobj", "pcomp") or deps[above] not in _PREPOSITIONS or above in governed:
            continue
        governed[above] = i
    for preposition, noun in governed.items():
        above, label = heads[preposition], deps[preposition]
        if above == preposition:
            continue
        nominal = pos[above] in _NOMINAL
        if deps[noun] == "pobj":
            deps[noun] = "obl:agent" if label == "agent" else "nmod" if nominal else "obl"
            deps[preposition] = "case"
        else:
            deps[noun] = "acl" if nominal else "advcl"
            deps[preposition] = "mark"
        heads[noun], heads[preposition] = above, noun
    for i, above in enumerate(heads):
        if above in governed and governed[above] != i and heads[above] == governed[above]:
            heads[i] = governed[above]


def _hyphens(heads: list[int], deps: list[str], words: Sequence[str], glued: Sequence[bool]) -> None:
    for i in range(1, len(words) - 1):
        if words[i] != "-" or not (glued[i - 1] and glued[i]):
            continue
        left, right = i - 1, i + 1
        if heads[left] == heads[i] == heads[right] and deps[left] == deps[right] == "nsubj":
            heads[left] = heads[i] = right  # "study co-author Ada Roe said"
            deps[left], deps[i] = "compound", "punct"
            continue
        apart = heads[left] not in (left, right, heads[right])
        if apart and not _is_under(heads, right, left) and not _is_under(heads, right, i):
            heads[left] = heads[i] = right
            deps[left], deps[i] = "compound", "punct"


def _two_subjects(heads: list[int], deps: list[str], words: Sequence[str]) -> None:
    """One phrase of what the parser made two subjects: "[the mayor of Oslo] [Ada Roe] said"."""
    first = -1
    for i, dep in enumerate(deps):
        if dep != "nsubj" or heads[i] <= i:
            continue
        between = range(first + 1, i)
        if (
            first >= 0
            and heads[first] == heads[i]
            and any(deps[k] == "case" and _is_under(heads, k, first) for k in between)
            and all(_is_under(heads, k, first) or _is_under(heads, k, i) for k in between)
            and not any(words[k] in _PARTING for k in between)
        ):
            heads[i], deps[i] = first, "appos"
        else:
            first = i


def _is_under(heads: Sequence[int], i: int, top: int) -> bool:
    for _ in range(_FARTHEST):
        if i == top:
            return True
        if heads[i] == i:
            return False
        i = heads[i]
    return False
