"""One Doc as plain lists, in one label scheme, whatever scheme the pipeline speaks: what every step reads.

Reading a list is several times faster than asking spaCy for an attribute. Universal Dependencies is the
scheme inside; ClearNLP's labels (en_core_web_*) are mapped onto it. Where the two differ in structure, the
questions asked here (subjects, clauses, edges of subtrees) read both: a preposition may be a ``case`` child
of its noun or the noun's head, a copula the child or the head of its predicate. Without a parse every token
is its own root and only the surface is left.
"""

from __future__ import annotations

from spacy.tokens import Doc

from tui.nlp.document import clearnlp

_TIGER = {
    "sb": "nsubj",
    "sbp": "obl:agent",
    "oa": "obj",
    "da": "iobj",
    "oc": "ccomp",
    "rc": "acl:relcl",
    "ag": "nmod:poss",
    "app": "appos",
    "cj": "conj",
    "cd": "cc",
}
"""TIGER's labels, in spaCy's German pipelines."""
_LABELS = clearnlp.LABELS | _TIGER
TENSED = frozenset(("VBD", "VBZ", "VBP"))
"""Tags of verbs that carry a tense: what can stand as a clause's only verb."""
FINITE = TENSED | {"MD"}
"""Tags of finite verbs: with modals, where any sign of a clause will do."""
DASHES = frozenset(("—", "–", "―", "-", "--"))
CLOSING_MARKS = frozenset(("”", '"', "’", "'", "''"))
"""Tokens that close a quotation."""
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "expl"))
_VERBS = frozenset(("VERB", "AUX"))
_CLOSING = frozenset((".", "!", "?", "”", '"', "’", "…", ";", ":"))
_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "``", "''", "(", ")"))
_NO_MARK = "·"
"""What stands for a mark that parts nothing."""
_SHORTEST_WITH_NICKNAME = 5
"""Tokens of a name with a nickname in marks."""
_LONGEST_HEADING = 30
"""Tokens that a heading has fewer than."""


class Document:
    """Parallel lists over the tokens of one Doc.

    ``deps`` are Universal Dependencies labels, ``heads`` token numbers, ``children`` those of each token in
    order, ``left`` and ``right`` the edges (both inclusive) of each token's subtree, ``sentence_of`` the
    number of its sentence, ``paragraph_of`` of its paragraph; ``starts`` and ``ends`` are code points in
    ``text``, ``ents`` the entities as (first token, token behind the last, label) and ``ent_of`` each token's
    label. ``sentences`` are half-open ranges of tokens.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.n = len(doc)
        self.words: list[str] = []
        self.lower: list[str] = []
        self.lemmas: list[str] = []
        self.tags: list[str] = []
        self.pos: list[str] = []
        self.deps: list[str] = []
        self.starts: list[int] = []
        self.ent_of: list[str] = []
        self.heads: list[int] = []
        parsed = doc.has_annotation("DEP")
        for token in doc:
            text = token.text
            self.words.append(text)
            self.lower.append(text.lower())
            self.lemmas.append(token.lemma_ or text.lower())
            self.tags.append(token.tag_)
            self.pos.append(token.pos_)
            dep = token.dep_
            self.deps.append(_LABELS.get(dep, dep))
            self.starts.append(token.idx)
            self.ent_of.append(token.ent_type_)
            self.heads.append(token.head.i if parsed else token.i)
        if "Will" in self.words:
            self._names_like_auxiliaries()
        glued = [not token.whitespace_ for token in doc]
        clearnlp.reattach(self.heads, self.deps, self.words, self.pos, glued)
        self.nicknames = self._nicknames(doc)
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.ents = [(ent.start, ent.end, ent.label_) for ent in doc.ents]
        self.children: list[list[int]] = [[] for _ in range(self.n)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self._edges()
        self._sentences(doc)
        self._headings: list[bool] | None = None
        self._small: frozenset[str] | None = None

    def _names_like_auxiliaries(self) -> None:
        """Read "Will" as the name that it is in a person's, and before a past tense: "Will described it"."""
        for i in range(self.n - 1):
            if self.words[i] != "Will" or self.tags[i] != "MD":
                continue
            if self.ent_of[i] == "PERSON" or self.tags[i + 1] in ("VBD", "VBZ"):
                self.pos[i], self.tags[i] = "PROPN", "NNP"
                if self.deps[i] == "aux":
                    self.deps[i] = "nsubj"

    def _nicknames(self, doc: Doc) -> frozenset[int]:
        """Where the marks around nicknames in persons' names open, in code points: Bill “Bo” Roe.

        Such a name is made one: its marks part nothing, its words hang together.
        """
        found: set[int] = set()
        for ent in doc.ents:
            if ent.label_ != "PERSON" or ent.end - ent.start < _SHORTEST_WITH_NICKNAME:
                continue
            marks = [i for i in range(ent.start + 1, ent.end - 1) if self.words[i] in _MARKS]
            if len(marks) != 2:
                continue
            found.add(self.starts[marks[0]])
            outside = (i for i in range(ent.start, ent.end) if not ent.start <= self.heads[i] < ent.end)
            head = next((i for i in outside if self.words[i] not in _MARKS), ent.start)
            for i in range(ent.start, ent.end):
                self.pos[i], self.tags[i] = "PROPN", "NNP"
                if i != head:
                    self.heads[i], self.deps[i] = head, "flat"
            for i in marks:
                self.words[i] = self.lower[i] = _NO_MARK
        return frozenset(found)

    def _edges(self) -> None:
        left, right = list(range(self.n)), list(range(self.n))
        waiting = [len(children) for children in self.children]
        ready = [i for i in range(self.n) if not waiting[i]]
        heads = self.heads
        while ready:
            i = ready.pop()
            head = heads[i]
            if head == i:
                continue
            if left[i] < left[head]:
                left[head] = left[i]
            if right[i] > right[head]:
                right[head] = right[i]
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)
        self.left, self.right = left, right

    def _sentences(self, doc: Doc) -> None:
        self.sentence_of: list[int] = []
        self.paragraph_of: list[int] = []
        bounded = doc.has_annotation("SENT_START")
        sentence = paragraph = 0
        fresh = False
        first = 0
        ranges: list[tuple[int, int]] = []
        for i, token in enumerate(doc):
            newline = "\n" in self.words[i]
            if i and (fresh or (bounded and token.is_sent_start and not newline and not self._torn(i))):
                ranges.append((first, i))
                first = i
                sentence += 1
            if fresh:
                paragraph += 1
            fresh = newline
            self.sentence_of.append(sentence)
            self.paragraph_of.append(paragraph)
        if self.n:
            ranges.append((first, self.n))
        self.sentences = ranges

    def _torn(self, i: int) -> bool:
        """Whether no sentence can begin at ``i``: a small letter behind a comma or a word."""
        before = self.words[i - 1]
        return self.words[i][0].islower() and (before == "," or before[-1].isalpha())

    @property
    def heading(self) -> list[bool]:
        """For each token whether its paragraph is short and has no closing punctuation, as a headline."""
        if self._headings is None:
            self._headings = _headings(self.words)
        return self._headings

    @property
    def small(self) -> frozenset[str]:
        """All words written in lower case."""
        if self._small is None:
            self._small = frozenset(word for word in self.words if word.islower())
        return self._small

    def text_of(self, start: int, end: int) -> str:
        """The words of tokens ``[start, end)`` as the text has them, in one line."""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split()) if end > start else ""

    def sentence(self, i: int) -> tuple[int, int]:
        """The range of tokens of the sentence that holds token ``i``, without the newline behind it."""
        start, end = self.sentences[self.sentence_of[i]]
        while end > start and self.words[end - 1].isspace():
            end -= 1
        return start, end

    def opens_sentence(self, i: int) -> bool:
        """Whether token ``i`` opens its sentence."""
        return i == 0 or self.sentence_of[i - 1] != self.sentence_of[i]

    def child(self, i: int, *labels: str) -> int:
        """The first child of ``i`` with one of the labels, -1 if there is none."""
        for child in self.children[i]:
            if self.deps[child] in labels:
                return child
        return -1

    def subject(self, i: int) -> int:
        """The subject among the children of ``i`` nearest to it, -1 if there is none."""
        best = -1
        for child in self.children[i]:
            if self.deps[child] in _SUBJECTS and (best < 0 or abs(child - i) <= abs(best - i)):
                best = child
        return best

    def is_under(self, i: int, top: int) -> bool:
        """Whether ``i`` is ``top`` or stands somewhere below it. Looks at most 60 steps up."""
        for _ in range(60):
            if i == top:
                return True
            above = self.heads[i]
            if above == i:
                return False
            i = above
        return False

    def head_of(self, start: int, end: int) -> int:
        """The token of ``[start, end)`` whose head lies outside; the last one if there are several."""
        for i in range(end - 1, start - 1, -1):
            outside = not start <= self.heads[i] < end or self.heads[i] == i
            if outside and self.deps[i] not in ("punct", "case", "det"):
                return i
        return end - 1

    def verb_above(self, i: int) -> int:
        """The nearest verb that governs token ``i``, -1 if there is none near."""
        for _ in range(6):
            above = self.heads[i]
            if above == i:
                return -1
            if self.pos[above] in _VERBS:
                return above
            i = above
        return -1


def _headings(words: list[str]) -> list[bool]:
    found = [False] * len(words)
    start = 0
    for i in range(len(words) + 1):
        if i < len(words) and "\n" not in words[i]:
            continue
        if 0 < i - start < _LONGEST_HEADING and words[i - 1] not in _CLOSING:
            found[start:i] = [True] * (i - start)
        start = i + 1
    return found
