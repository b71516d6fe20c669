"""A Doc's parse as plain lists, in one label scheme, whatever scheme the pipeline speaks.

Universal Dependencies is the scheme inside; ClearNLP's labels (en_core_web_*) are mapped onto it. Where the
two differ in structure, the questions asked here (subjects, clauses, edges of subtrees) read both: a
preposition may be a ``case`` child of its noun or the noun's head, a copula the child or the head of its
predicate. Without a parse every token is its own root and only the surface is left.
"""

from __future__ import annotations

from spacy.tokens import Doc

_CLEARNLP = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
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
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Tags of finite verbs."""
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "expl"))


class Syntax:
    """Parallel lists over the tokens of one Doc.

    ``deps`` are Universal Dependencies labels, ``heads`` token numbers, ``left`` and ``right`` the edges
    (both inclusive) of each token's subtree, ``kids`` its children in order, ``sent`` the sentence number,
    ``para`` the paragraph number, ``starts`` code points in the Doc's text.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        n = self.n = len(doc)
        self.words: list[str] = []
        self.lower: list[str] = []
        self.lemmas: list[str] = []
        self.tags: list[str] = []
        self.pos: list[str] = []
        self.deps: list[str] = []
        self.starts: list[int] = []
        self.ents: list[str] = []
        parsed = doc.has_annotation("DEP")
        heads: list[int] = []
        for token in doc:
            text = token.text
            self.words.append(text)
            self.lower.append(text.lower())
            self.lemmas.append(token.lemma_ or text.lower())
            self.tags.append(token.tag_)
            self.pos.append(token.pos_)
            dep = token.dep_
            self.deps.append(_CLEARNLP.get(dep, dep))
            self.starts.append(token.idx)
            self.ents.append(token.ent_type_)
            heads.append(token.head.i if parsed else token.i)
        self.heads = heads
        self.kids: list[list[int]] = [[] for _ in range(n)]
        for i, head in enumerate(heads):
            if head != i:
                self.kids[head].append(i)
        self._edges()
        self._sentences(doc)

    def _edges(self) -> None:
        n = self.n
        left, right = list(range(n)), list(range(n))
        waiting = [len(kids) for kids in self.kids]
        ready = [i for i in range(n) if not waiting[i]]
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
        self.sent: list[int] = []
        self.para: list[int] = []
        self.sent_start: list[int] = []
        self.sent_end: list[int] = []
        bounded = doc.has_annotation("SENT_START")
        sentence = paragraph = 0
        fresh = False
        first = 0
        spans: list[tuple[int, int]] = []
        for i, token in enumerate(doc):
            newline = "\n" in self.words[i]
            if i and (fresh or (bounded and token.is_sent_start and not newline and not self._torn(i))):
                spans.append((first, i))
                first = i
                sentence += 1
            if fresh:
                paragraph += 1
            fresh = newline
            self.sent.append(sentence)
            self.para.append(paragraph)
        if self.n:
            spans.append((first, self.n))
        self.spans = spans

    def _torn(self, i: int) -> bool:
        """Whether no sentence can begin at ``i``: a small letter behind a comma or a word."""
        before = self.words[i - 1]
        return self.words[i][0].islower() and (before == "," or before[-1].isalpha())

    def sentence(self, i: int) -> tuple[int, int]:
        """The range of tokens of the sentence that holds token ``i``, without the newline behind it."""
        start, end = self.spans[self.sent[i]]
        while end > start and self.words[end - 1].isspace():
            end -= 1
        return start, end

    def child(self, i: int, *labels: str) -> int:
        """The first child of ``i`` with one of the labels, -1 if there is none."""
        for kid in self.kids[i]:
            if self.deps[kid] in labels:
                return kid
        return -1

    def subject(self, i: int) -> int:
        """The subject among the children of ``i`` nearest to it, -1 if there is none."""
        best = -1
        for kid in self.kids[i]:
            if self.deps[kid] in _SUBJECTS and (best < 0 or abs(kid - i) <= abs(best - i)):
                best = kid
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
