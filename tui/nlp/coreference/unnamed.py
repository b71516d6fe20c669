"""Those without a name, kept apart and followed: "a witness", "police in Lund", "the study", "his lawyer".

Whoever stays without a name is a referent of its own, numbered below zero. A later description takes one up
if its noun is the same or says no more ("the man"), and nothing speaks against it: another body, another
owner, "another witness". "A witness" is always a new one, and police in two towns are two. Who is named later
("a spokesman … John Moss, the spokesman") becomes that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tui.domain.analysis import ActorKind
from tui.domain.text.folding import fold
from tui.nlp.actors.clusters import Cluster
from tui.nlp.coreference.role_match import RoleMatch, role_match
from tui.nlp.lang.language import english
from tui.nlp.lang.lists import roles
from tui.nlp.mentions.records import Construction, Gender, NameRecord, NominalRecord, Position, RoleRecord

_KNOWN = english("coreference")
_FOR_OTHERS = _KNOWN.words("modifiers_for_others")
_NEW_GROUP = _KNOWN.words("determiners_of_new_groups")
_NEW_PERSON = _KNOWN.words("determiners_of_new_persons")
_KNOWN_ALREADY = _KNOWN.words("determiners_of_known")
_WITHOUT_MEANING = _KNOWN.words("modifiers_without_meaning") | _KNOWN_ALREADY | _FOR_OTHERS | _NEW_PERSON
_FOR_ANY_PERSON = _KNOWN.words("nouns_for_any_person")
_FOR_ANY_DOCUMENT = _KNOWN.words("nouns_for_any_document")
_OFFICES = _KNOWN.words("classes_of_one_holder")
_ALIKE = {noun: group for group in map(str.split, _KNOWN.table("documents_alike").values()) for noun in group}
_PARTS = _KNOWN.words("parts_of_groups")
_NUMBERS = _KNOWN.words("numbers")
_SENTENCES = _KNOWN.count("sentences_of_unnamed")
_SENTENCES_OF_ANY = _KNOWN.count("sentences_of_any_unnamed")
_SENTENCES_OF_OWNED = _KNOWN.count("sentences_of_owned")


class Unnamed(msgspec.Struct):
    """Somebody without a name: what the latest mentions tell, all of them, and where the last one stands.

    ``number`` is the referent, below zero; ``nominals`` are the indices of the mentions' records, ``called``
    their words, folded. ``owned`` is whether a possessive opens the first ("his lawyer"), ``owner`` the
    referent of that (None where it is not known). ``group`` are the words for those
    whom "one (of them)" is of.
    """

    number: int
    head: str
    words: frozenset[str]
    tied: frozenset[str]
    of: str
    plural: bool
    kind: ActorKind | None
    document: bool
    gender: Gender
    owned: bool
    owner: int | None
    last: Position
    group: str = ""
    nominals: list[int] = []
    called: set[str] = set()

    @property
    def is_person(self) -> bool:
        """Whether one person is meant."""
        return self.kind is ActorKind.PERSON and not self.plural

    @property
    def is_voice(self) -> bool:
        """Whether one person speaks for a body, so that another of that body is taken for the same."""
        role = roles().get(self.head)
        return not self.plural and role is not None and "spokesperson" in role.classes

    @property
    def may_be_nobody(self) -> bool:
        """Whether the noun is one of which nobody knows that it says something: "the attack"."""
        return self.kind is None and not self.document and not self.plural

    @property
    def is_thing(self) -> bool:
        """Whether a body or a document is meant, which is "it"."""
        return (self.kind is ActorKind.ORGANISATION or self.document) and not self.plural


class UnnamedSources:
    """All without a name so far. Each mention is taken down, in the order of the text."""

    def __init__(
        self, records: Sequence[NominalRecord], titles_of_several: frozenset[str] = frozenset()
    ) -> None:
        self._records = records
        self._titles_of_several = titles_of_several
        self._all: list[Unnamed] = []
        self._by_head: dict[str, list[Unnamed]] = {}
        self.named: dict[int, int] = {}
        """The clusters of those who were named later, by their referents."""

    def __getitem__(self, referent: int) -> Unnamed:
        """The one with that referent, which is below zero."""
        return self._all[-1 - referent]

    def take_down(self, index: int, owner: int | None) -> tuple[Unnamed, bool]:
        """Whom the nominal ``index`` means, and whether it was mentioned before; ``owner`` as in Unnamed."""
        record = self._records[index]
        known = self._known(record, owner)
        found = known or self._new(record, owner)
        found.nominals.append(index)
        found.called.add(fold(record.called))
        found.last = record.position
        found.gender = found.gender or record.gender
        return found, known is not None

    def name(self, record: NameRecord, number: int) -> list[int]:
        """Give a name to whom its description was a description before: ``number`` is the name's cluster.

        Returns the referents of those who are now that cluster.
        """
        found = [one for role in record.roles if (one := self._described_by(role, record)) is not None]
        for one in found:
            if one.number not in self.named:
                self.named[one.number] = number
                self._by_head[one.head].remove(one)
        return [one.number for one in found]

    def _new(self, record: NominalRecord, owner: int | None) -> Unnamed:
        new = Unnamed(
            number=-1 - len(self._all),
            head=record.head,
            words=_content(record),
            tied=record.tied,
            of=record.of,
            plural=record.plural,
            kind=record.kind,
            document=record.document,
            gender=record.gender,
            owned=record.owner,
            owner=owner,
            last=record.position,
            group=self._group_before(record) if _is_part(record) else "",
        )
        self._all.append(new)
        self._by_head.setdefault(record.head, []).append(new)
        return new

    def _group_before(self, record: NominalRecord) -> str:
        """The words for the people mentioned last, shortly before, "the" and "some" aside; "" for none."""
        for one in reversed(self._all):
            if record.position.sentence - one.last.sentence > _SENTENCES_OF_ANY:
                break
            if one.plural and one.kind is ActorKind.PERSON and not one.group:
                first, *others = self._records[one.nominals[0]].called.split()
                if not others:
                    return first.lower()
                aside = fold(first) in _KNOWN_ALREADY | _NEW_GROUP - _NUMBERS
                return " ".join(others if aside else [first.lower(), *others])
        return ""

    def _known(self, record: NominalRecord, owner: int | None) -> Unnamed | None:
        """The one mentioned before that a nominal means, None where it brings in another."""
        if record.words & _FOR_OTHERS and not record.definite:
            return None
        same = self._of_noun(record)
        if record.owner:
            return _last(one for one in same if _is_same_owner(one, record, owner))
        if _brings_in_another(record):
            return _last(one for one in same if _speaks_for_the_same(one, record))
        alike = _last(one for one in same if not one.owned and _is_called_alike(one, record))
        fitting = [one for one in same if _may_be(one, record)]
        if record.definite and (record.determiner or not record.plural):
            return _last(fitting) or alike or self._by_other_noun(record)
        return _of_bare_noun(record, alike, fitting)

    def _of_noun(self, record: NominalRecord) -> list[Unnamed]:
        """Those who are called by the same noun, one or several as it is, first ones first."""
        return [one for one in self._by_head.get(record.head, ()) if one.plural == record.plural]

    def _by_other_noun(self, record: NominalRecord) -> Unnamed | None:
        """ "The man" of a witness, "the official" of a spokeswoman, "the research" of a study."""
        if record.plural or record.of or record.tied:
            return None
        now = record.position.sentence
        near = (
            one
            for one in reversed(self._all)
            if one.number not in self.named and now - one.last.sentence <= _SENTENCES_OF_ANY
        )
        return next((one for one in near if _may_be_called(one, record)), None)

    def _described_by(self, role: RoleRecord, record: NameRecord) -> Unnamed | None:
        """The one mentioned before whose description the role of a name is."""
        for one in reversed(self._by_head.get(role.head, ())):
            if record.position.sentence - one.last.sentence > _SENTENCES:
                continue
            may_be = one.is_person and not one.owned and not _clash(one.gender, record.gender)
            if may_be and _may_belong(one, role) and (_names(one, role) or self._bears_title(one, role)):
                return one
        return None

    def _bears_title(self, one: Unnamed, role: RoleRecord) -> bool:
        """Whether "the mayor" is who is later called Mayor Lund, no other mayor being named."""
        first = self._records[one.nominals[0]]
        known = first.definite and not (one.of or one.tied or first.owner)
        title = role.construction is Construction.TITLE and role.head not in self._titles_of_several
        return known and title and one.words <= role.words


def _is_part(record: NominalRecord) -> bool:
    """Whether some of those mentioned before are meant: "one of them", "most", "the other"."""
    words = fold(record.called).split()
    alone = words in ([record.head], ["the", record.head])
    return record.head in _PARTS and (alone or words[1:] == ["of", "them"])


def titles_of_several(names: Sequence[NameRecord], clusters: Sequence[int]) -> frozenset[str]:
    """The titles that several people of an article bear; ``clusters`` are theirs, by name."""
    bearers: dict[str, set[int]] = {}
    for record, number in zip(names, clusters, strict=True):
        for role in record.roles:
            bearers.setdefault(role.head, set()).add(number)
    return frozenset(head for head, numbers in bearers.items() if len(numbers) > 1)


def _of_bare_noun(record: NominalRecord, alike: Unnamed | None, fitting: Sequence[Unnamed]) -> Unnamed | None:
    """The one that a noun without "the" means: one that is called alike, or of several the only one."""
    if record.plural:
        return alike or (fitting[0] if len(fitting) == 1 else None)
    return None if record.determiner else alike


def _last(ones: Iterable[Unnamed]) -> Unnamed | None:
    """The one mentioned last, None of none."""
    return max(ones, key=lambda one: one.last.start, default=None)


def _clash(one: Gender, other: Gender) -> bool:
    """Whether two genders are known and not the same."""
    return bool(one) and bool(other) and one is not other


def _may_belong(one: Unnamed, role: RoleRecord) -> bool:
    """Whether somebody may belong to the country or body of a role, which is that of no other."""
    place = fold(role.affiliation)
    if not place:
        return True
    if one.tied and not any(name in place for name in one.tied):
        return False
    return not one.of or place in one.of or one.of.removeprefix("the ") in fold(role.text)


def _names(one: Unnamed, role: RoleRecord) -> bool:
    """Whether a role says who somebody was: "X, the spokesman", or the same office of the same body."""
    if role.definite and role.construction is not Construction.TITLE and one.words <= role.words:
        return True
    known, place = roles().get(role.head), fold(role.affiliation)
    if known is None or known.classes.isdisjoint(_OFFICES) or not place:
        return False
    of_body = {*place.split(), *(word for name in one.tied for word in name.split())}
    return (place in one.tied or place in one.of) and not (one.words ^ role.words) - of_body


def _content(record: NominalRecord) -> frozenset[str]:
    """The words before the noun that tell something."""
    return frozenset(word for word in record.words if word.isalpha() and word not in _WITHOUT_MEANING)


def _brings_in_another(record: NominalRecord) -> bool:
    """Whether a nominal is of somebody new: "a witness", "one official", "two officials", "some experts"."""
    if record.definite:
        return False
    if record.plural:
        return record.determiner in _NEW_GROUP or record.determiner.isdigit()
    return record.determiner in _NEW_PERSON or record.determiner in _NEW_GROUP


def _speaks_for_the_same(one: Unnamed, record: NominalRecord) -> bool:
    """Whether "a spokesman for the port" speaks for a body that one spoke for before."""
    return one.is_voice and bool(one.tied or one.of) and one.tied == record.tied and one.of == record.of


def _is_same_owner(one: Unnamed, record: NominalRecord, owner: int | None) -> bool:
    """Whether "his lawyer" is whose lawyer was mentioned before."""
    if not one.owned:
        return False
    if owner is not None and one.owner is not None:
        return owner == one.owner
    if one.tied != record.tied:
        return False
    near = record.position.sentence - one.last.sentence <= _SENTENCES_OF_OWNED
    return fold(record.called) in one.called and (near or bool(record.tied))


def _is_called_alike(one: Unnamed, record: NominalRecord) -> bool:
    """Whether two are called by the same words, "the" or "these" aside."""
    return one.tied == record.tied and one.words == _content(record) and one.of == record.of


def _may_be(one: Unnamed, record: NominalRecord) -> bool:
    """Whether a description says nothing that was not said of somebody before."""
    if record.position.sentence - one.last.sentence > _SENTENCES or (one.owned and record.plural):
        return False
    if _clash(one.gender, record.gender):
        return False
    if not record.tied <= one.tied or (record.of and record.of != one.of):
        return False
    return _content(record) <= one.words | one.tied


def _may_be_called(one: Unnamed, record: NominalRecord) -> bool:
    """Whether somebody mentioned by another noun may be called so, for short."""
    if _content(record) or one.plural:
        return False
    if record.document or one.document:
        both = record.document and one.document
        return both and (record.head in _FOR_ANY_DOCUMENT or record.head in _ALIKE.get(one.head, ()))
    if not one.is_person or record.kind is not ActorKind.PERSON:
        return False
    if _clash(one.gender, record.gender):
        return False
    if record.head in _FOR_ANY_PERSON:
        return True
    # A role of one class: "the official" of a spokesman.
    role = RoleRecord("", one.head, frozenset(), Construction.TITLE)
    return role_match(role, record.head) is not RoleMatch.NONE


def cluster_of(
    one: Unnamed,
    records: Sequence[NominalRecord],
    affiliation: str,
) -> Cluster:
    """Somebody without a name as a cluster, called by the first words for it, or by fuller ones."""
    mentions = [records[index] for index in one.nominals]
    first = mentions[0].called
    fuller = [record.called for record in mentions if not record.definite and record.called]
    name = max([first, *fuller], key=lambda text: len(text.split())) or one.head
    if one.group:
        name = f"{first.removesuffix(' of them')} of the {one.group}"
    cluster = Cluster(ActorKind.DOCUMENT if one.document else ActorKind.UNNAMED, name, gender=one.gender)
    for record in mentions:
        if record.called:
            cluster.forms[record.called] += 1
    if affiliation:
        cluster.affiliations.append(affiliation)
    return cluster
