"""The walk over an article's mentions that finds the antecedents of nominals and pronouns.

From left to right, each mention taken down in the discourse model (``salience``) as it comes. What is certain
goes first, in the manner of the multi-pass sieve (Raghunathan et al., "A multi-pass sieve for coreference
resolution", 2010): names were merged before (``actors.merge``), descriptions follow the roles that the text
gives, and only what is left goes by salience. Unknown is better than wrong: a close second leaves a pronoun
or description unresolved.
"""

from __future__ import annotations

from tui.domain.analysis import ActorKind, Via
from tui.domain.evidence import ActorEvidence
from tui.nlp.actors.clusters import Clusters
from tui.nlp.coreference.descriptions import Descriptions
from tui.nlp.coreference.link import Coreference, Link
from tui.nlp.coreference.pronouns import Pronouns
from tui.nlp.coreference.salience import DiscourseModel
from tui.nlp.coreference.sources import link_sources
from tui.nlp.coreference.unnamed import UnnamedSources, titles_of_several
from tui.nlp.coreference.unnamed_clusters import add_unnamed
from tui.nlp.lang.language import english
from tui.nlp.mentions.records import (
    ArticleRecords,
    GrammaticalFunction,
    MentionKey,
    MentionType,
    NominalRecord,
)

_KNOWN = english("coreference")
_OF_TOPIC = _KNOWN.number("weight_of_topic")
_SENTENCES_OF_PAIR = _KNOWN.count("sentences_of_pair")

_ORDER = (MentionType.NAME, MentionType.PRONOUN, MentionType.NOMINAL)
"""Of those that begin together: "Lund" before "Lund's mayor", "his" before "his lawyer"."""
_NO_TOPIC = (GrammaticalFunction.POSSESSIVE, GrammaticalFunction.FRONTED)
_UNKNOWN = Link((), Via.DESCRIPTION)


def find_antecedents(records: ArticleRecords, clusters: Clusters) -> Coreference:
    """The antecedents of an article's mentions, and with them the source of every attribution."""
    return _Walk(records, clusters).run()


class _Walk:
    def __init__(self, records: ArticleRecords, clusters: Clusters) -> None:
        self._records = records
        self._names = clusters
        self._clusters = clusters.clusters
        self._discourse = DiscourseModel(records, clusters.clusters)
        self._unnamed = UnnamedSources(records.nominals, titles_of_several(records.names, clusters.of_name))
        self._pronouns = Pronouns(records, clusters, self._discourse, self._unnamed)
        self._genders = self._pronouns.genders
        self._descriptions = Descriptions(
            clusters.clusters, self._genders, self._discourse.last_named, self._discourse.last_spoke
        )
        self._found: dict[MentionKey, Link] = {}
        self._owner_at: dict[int, int] = {}  # whom the name or pronoun means that begins there
        self._topic_sentence = -1  # the sentence in which the last person was named

    def run(self) -> Coreference:
        """Walk over all mentions, in the order of the text."""
        records = self._records
        mentions = [(mention.position.start, 0, i) for i, mention in enumerate(records.names)]
        mentions += [(mention.position.start, 1, i) for i, mention in enumerate(records.pronouns)]
        mentions += [(mention.position.start, 2, i) for i, mention in enumerate(records.nominals)]
        result = Coreference()
        for _, order, index in sorted(mentions):
            mention_type = _ORDER[order]
            if mention_type is MentionType.NAME:
                self._name(index)
            elif mention_type is MentionType.NOMINAL:
                link = self._found[mention_type, index] = self._nominal(index)
                if len(link.actors) == 1 and link.actors[0] >= 0:
                    result.described[index] = link.actors[0]
            elif (meant := self._pronouns.follow(index)) is not None:
                self._found[mention_type, index] = meant
                if meant.actors:
                    self._owner_at[records.pronouns[index].position.start] = meant.actors[0]
        result.links = link_sources(records, self._names, self._found)
        add_unnamed(records, self._names, self._unnamed, self._found, result)
        return result

    def _name(self, index: int) -> None:
        """Take down a name; a group that does not speak is no candidate."""
        number = self._names.of_name[index]
        if number < 0:
            return
        record = self._records.names[index]
        self._owner_at[record.position.start] = number
        if number not in self._discourse.last_named and record.roles:
            for referent in self._unnamed.name(record, number):
                self._discourse.rename(referent, number)
        key = (MentionType.NAME, index)
        attribution = self._discourse.attribution_of.get(key)
        if self._clusters[number].kind is ActorKind.GROUP and attribution is None:
            return
        least = 0.0
        if record.label == "PERSON":
            first = record.position.sentence != self._topic_sentence
            self._topic_sentence = record.position.sentence
            if first and record.position.function not in _NO_TOPIC:
                least = _OF_TOPIC
        together = () if attribution is None else self._who_speaks(attribution)
        self._discourse.add(
            number, record.position, key, least=least, together=together if len(together) > 1 else ()
        )

    def _who_speaks(self, attribution: int) -> tuple[int, ...]:
        """The clusters of the names that are the source of an attribution."""
        names = self._records.attributions[attribution].mentions
        return tuple(number for i in names if (number := self._names.of_name[i]) >= 0)

    def _nominal(self, index: int) -> Link:
        """Whom a noun phrase means; somebody who stays without a name is a candidate too."""
        record = self._records.nominals[index]
        key = (MentionType.NOMINAL, index)
        link = _UNKNOWN
        if record.count == 2 and record.plural and record.kind is ActorKind.PERSON:
            link = self._pair(record)
        elif not record.plural:
            link = self._described(record, self._discourse.attribution_of.get(key))
        if link.actors:
            number = link.actors[0]
            several = len(link.actors) > 1
            if record.gender and not several and not self._genders[number]:
                self._genders[number] = record.gender
            self._discourse.add(number, record.position, key, together=link.actors if several else ())
            return link
        return self._without_name(index)

    def _without_name(self, index: int) -> Link:
        """Somebody who stays without a name, mentioned for the first time or once more."""
        record = self._records.nominals[index]
        one, again = self._unnamed.take_down(index, self._owner_at.get(record.position.start))
        self._discourse.add(
            one.number,
            record.position,
            (MentionType.NOMINAL, index),
            gender=one.gender,
            plural=record.plural,
            kind=ActorKind.ORGANISATION if record.kind is ActorKind.ORGANISATION or record.document else None,
        )
        evidence = ActorEvidence.TAKEN_UP if again else ActorEvidence.CALLED
        return Link((one.number,), Via.DESCRIPTION, evidence)

    def _described(self, record: NominalRecord, attribution: int | None) -> Link:
        """Whom a singular description means."""
        salience = self._discourse.salience(record.position, attribution)
        for candidate in self._discourse.candidates:
            if candidate.referent < 0 and candidate.kind is not None:
                salience.pop(candidate.referent, None)  # an unnamed organisation is no rival of a person
        number, evidence = self._descriptions.resolve(record, salience)
        return Link(() if number is None else (number,), Via.DESCRIPTION, evidence)

    def _pair(self, record: NominalRecord) -> Link:
        """ "Both men", "the two leaders": two people and no third who were named just before."""
        recent: set[int] = set()
        for candidate in reversed(self._discourse.candidates):
            if record.position.sentence - candidate.position.sentence > _SENTENCES_OF_PAIR:
                break
            number = candidate.referent
            if (
                number >= 0
                and not candidate.position.quoted
                and self._clusters[number].kind is ActorKind.PERSON
                and not (record.gender and self._genders[number] not in (record.gender, ""))
            ):
                recent.add(number)
        if len(recent) != 2:
            return _UNKNOWN
        both = sorted(recent, key=lambda number: self._discourse.last_named[number].start)
        return Link(tuple(both), Via.DESCRIPTION, ActorEvidence.PAIR)
