"""The reader's corrections over an analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind, Via
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import (
    ActorIsCalled,
    ActorIsTwo,
    ActorsAreOne,
    Anchor,
    Change,
    ContentIs,
    Correction,
    EntityIs,
    IsAQuote,
    NotAQuote,
    SpeakerIs,
)
from tui.domain.article import Span
from tui.domain.corrections.apply import apply

TEXT = (
    "Mayor Anna Berg opened the bridge. “It is a good bridge,” Berg said. Her brother Jon Berg, an engineer, "
    "disagreed. “It will not last,” he said. The Bridge Company called it safe. Anna asked for patience. "
    "“Patience is all we have,” she added, and the company thanked her."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def analysis() -> Analysis:
    """Anna and Jon wrongly made one, the company in two, a scare quote taken for a quote."""
    berg = (at("Anna Berg"), at("Berg", 1), at("Jon Berg"), at("Anna", 1))
    return Analysis(
        text_hash="x",
        pipeline="p",
        pipeline_version="1",
        mentions=(
            *(Mention(span, "PERSON", "anna-berg") for span in berg),
            Mention(at("The Bridge Company"), "ORG", "the-bridge-company"),
            Mention(at("the company"), "ORG", "company"),
        ),
        actors=(
            Actor("anna-berg", "Anna Berg", ActorKind.PERSON, "Mayor", ("Berg", "Jon Berg", "Anna"), berg),
            Actor(
                "the-bridge-company", "The Bridge Company", ActorKind.ORGANISATION,
                mentions=(at("The Bridge Company"),),
            ),
            Actor("company", "company", ActorKind.ORGANISATION, "builder", mentions=(at("the company"),)),
        ),
        quotes=(
            Quote(
                "q1", QuoteKind.DIRECT, (at("It is a good bridge,"),), (at("said"),),
                at("Berg", 1), "anna-berg", Via.NAME, 0.9,
            ),
            Quote(
                "q2", QuoteKind.DIRECT, (at("It will not last,"),), (at("said", 1),),
                at("he said"), "anna-berg", Via.PRONOUN, 0.5,
            ),
            Quote("q3", QuoteKind.INDIRECT, (at("it safe"),), (at("called"),), None, "company"),
        ),
    )  # fmt: skip


@dataclass
class Maker:
    """Makes corrections, each a second later than the one before."""

    made: list[Correction] = field(default_factory=list)

    def __call__(self, words: str, right: Change, nth: int = 0) -> Correction:
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=len(self.made))
        correction = Correction(
            article_id="a",
            anchor=make_anchor(TEXT, at(words, nth)),
            right=right,
            created=moment,
            modified=moment,
        )
        self.made.append(correction)
        return correction


@pytest.fixture
def make() -> Maker:
    return Maker()


def quote_of(found: Analysis, key: str) -> Quote:
    return next(quote for quote in found.quotes if quote.id == key)


def actor_of(found: Analysis, key: str) -> Actor:
    actor = found.actor(key)
    assert actor is not None
    return actor


def test_without_corrections_nothing_changes() -> None:
    assert apply(analysis(), TEXT, []).analysis == analysis()


def test_somebody_else_speaks(make: Maker) -> None:
    done = apply(analysis(), TEXT, [make("It is a good", SpeakerIs("The Bridge Company"))])
    quote = quote_of(done.analysis, "q1")
    assert (quote.actor_id, quote.edited, quote.via, quote.speaker) == (
        "the-bridge-company", True, Via.NONE, None,
    )  # fmt: skip
    assert quote_of(done.analysis, "q2") == quote_of(analysis(), "q2")
    assert done.unapplied == ()


def test_the_speaker_is_somebody_new_or_nobody(make: Maker) -> None:
    done = apply(
        analysis(), TEXT, [make("will not last", SpeakerIs("Jón Ødegård")), make("it safe", SpeakerIs(""))]
    ).analysis
    quote = quote_of(done, "q2")
    assert quote.actor_id is not None
    new = actor_of(done, quote.actor_id)
    assert (new.name, new.edited) == ("Jón Ødegård", True)
    assert quote_of(done, "q3").actor_id is None
    assert [q.id for q in done.quotes_of(new.id)] == ["q2"]


def test_not_a_quote_and_a_missed_one(make: Maker) -> None:
    done = apply(
        analysis(),
        TEXT,
        [make("it safe", NotAQuote()), make("“Patience is all we have,”", IsAQuote("Anna Berg"))],
    ).analysis
    assert [quote.id for quote in done.quotes] == ["q1", "q2", "mine-1"]
    new = quote_of(done, "mine-1")
    assert new.text(TEXT) == "Patience is all we have,"
    assert (new.kind, new.actor_id, new.edited, new.confidence) == (QuoteKind.DIRECT, "anna-berg", True, 1.0)


def test_a_quote_that_stood_in_one_that_is_none_stands_by_itself(make: Maker) -> None:
    before = analysis()
    inner = Quote("q4", QuoteKind.DIRECT, (at("safe"),), within="q3")
    before = Analysis("x", "p", "1", before.mentions, before.actors, (*before.quotes, inner))
    done = apply(before, TEXT, [make("it safe", NotAQuote())]).analysis
    assert quote_of(done, "q4").within is None


def test_other_content(make: Maker) -> None:
    pieces = (
        make_anchor(TEXT, at("“It will not last,”")),
        make_anchor(TEXT, at("The Bridge Company called")),
    )
    done = apply(analysis(), TEXT, [make("It will not", ContentIs(pieces))]).analysis
    quote = quote_of(done, "q2")
    assert quote.content == (at("It will not last,"), at("The Bridge Company called"))
    assert (quote.kind, quote.edited) == (QuoteKind.MIXED, True)


def test_white_space_is_no_quote(make: Maker) -> None:
    space = Correction(article_id="a", anchor=make_anchor(TEXT, Span(TEXT.index(" "), TEXT.index(" ") + 1)),
                       right=IsAQuote("Anna Berg"))  # fmt: skip
    done = apply(analysis(), TEXT, [space])
    assert (done.analysis.quotes, done.unapplied) == (analysis().quotes, (space.id,))


def test_part_of_a_direct_quote_is_direct(make: Maker) -> None:
    part = make_anchor(TEXT, Span(TEXT.index("good"), TEXT.index("good") + 4))
    done = apply(analysis(), TEXT, [make("It is a good", ContentIs((part,)))]).analysis
    (quote,) = [one for one in done.quotes if one.edited]
    assert (quote.text(TEXT), quote.kind) == ("good", QuoteKind.DIRECT)


def test_actors_are_one(make: Maker) -> None:
    done = apply(
        analysis(), TEXT, [make("company", ActorsAreOne(("The Bridge Company", "company")))]
    ).analysis
    assert [actor.id for actor in done.actors] == ["anna-berg", "the-bridge-company"]
    one = actor_of(done, "the-bridge-company")
    assert one.mentions == (at("The Bridge Company"), at("the company"))
    assert (one.aliases, one.role, one.edited) == (("company",), "builder", True)
    assert quote_of(done, "q3").actor_id == "the-bridge-company"
    assert {mention.actor_id for mention in done.mentions} == {"anna-berg", "the-bridge-company"}


def test_unions_join_up_in_any_order(make: Maker) -> None:
    unions = [
        make("company", ActorsAreOne(("The Bridge Company", "company"))),
        make("company", ActorsAreOne(("company", "Anna Berg"))),
    ]
    results = []
    for order in permutations(unions):
        # The order of making is what counts, not that of the list: make it differ.
        moments = [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)]
        dated = [
            Correction(article_id="a", anchor=one.anchor, right=one.right, id=one.id, created=moment)
            for one, moment in zip(order, moments, strict=True)
        ]
        done = apply(analysis(), TEXT, dated)
        assert done.unapplied == ()
        results.append(done.analysis)
    assert [actor.id for actor in results[0].actors] == ["the-bridge-company"]
    assert results[0].actors[0].mentions == results[1].actors[0].mentions
    assert [a.id for a in results[0].actors] == [a.id for a in results[1].actors]
    assert results[0].quotes == results[1].quotes


def test_an_actor_is_two(make: Maker) -> None:
    done = apply(analysis(), TEXT, [make("Jon Berg", ActorIsTwo("Anna Berg", ("Jon Berg",)))]).analysis
    anna, jon = actor_of(done, "anna-berg"), actor_of(done, "jon-berg")
    assert jon.mentions == (at("Jon Berg"),)
    assert at("Jon Berg") not in anna.mentions
    assert "Jon Berg" not in anna.aliases
    # "he" stands after Jon was named; "Berg said" before.
    assert quote_of(done, "q2").actor_id == "jon-berg"
    assert quote_of(done, "q1").actor_id == "anna-berg"
    assert {m.actor_id for m in done.mentions if m.span == at("Jon Berg")} == {"jon-berg"}


def test_an_actor_is_called_otherwise(make: Maker) -> None:
    renamed = make("Anna Berg", ActorIsCalled("Anna Berg", "  Anna  Maria Berg"))
    done = apply(analysis(), TEXT, [renamed])
    [actor] = [actor for actor in done.analysis.actors if actor.name == "Anna Maria Berg"]
    before = analysis().actor(actor.id)
    assert before is not None
    assert before.name == "Anna Berg"
    assert "Anna Berg" in actor.aliases
    assert actor.mentions == before.mentions
    assert apply(done.analysis, TEXT, [renamed]).analysis.actors == done.analysis.actors
    taken = apply(analysis(), TEXT, [make("the company", ActorIsCalled("company", "Anna Berg"))])
    assert len(taken.unapplied) == 1, "somebody else is called that: they are not made one by it"


def test_an_entity_of_another_kind_or_none(make: Maker) -> None:
    done = apply(
        analysis(), TEXT, [make("the company", EntityIs("")), make("The Bridge Company", EntityIs("FAC"))]
    ).analysis
    assert not any(mention.span == at("the company") for mention in done.mentions)
    assert actor_of(done, "company").mentions == ()  # still the speaker of a quote
    bridge = next(mention for mention in done.mentions if mention.span == at("The Bridge Company"))
    assert (bridge.label, bridge.actor_id) == ("FAC", "the-bridge-company")
    assert actor_of(done, "the-bridge-company").kind == ActorKind.PLACE


def test_a_new_entity_takes_the_place_of_those_it_overlaps(make: Maker) -> None:
    done = apply(analysis(), TEXT, [make("Her brother Jon Berg", EntityIs("PERSON"))]).analysis
    spans = [mention.span for mention in done.mentions]
    assert at("Her brother Jon Berg") in spans
    assert at("Jon Berg") not in spans
    assert at("Jon Berg") not in actor_of(done, "anna-berg").mentions


def test_what_does_not_fit_is_named(make: Maker) -> None:
    gone = make("Anna asked for patience", NotAQuote())
    nobody = make("Anna", ActorsAreOne(("Nobody", "Nothing")))
    fits = make("it safe", NotAQuote())
    done = apply(analysis(), TEXT, [gone, nobody, fits])
    assert set(done.unapplied) == {gone.id, nobody.id}
    assert [quote.id for quote in done.analysis.quotes] == ["q1", "q2"]


def test_corrections_find_their_quote_in_an_edited_article(make: Maker) -> None:
    correction = make("It will not last", NotAQuote())
    before = "Weather fair. "
    moved = [
        Quote(q.id, q.kind, tuple(span.shifted(len(before)) for span in q.content)) for q in analysis().quotes
    ]
    done = apply(Analysis("y", "p", "1", quotes=tuple(moved)), before + TEXT, [correction]).analysis
    assert [quote.id for quote in done.quotes] == ["q1", "q3"]


def test_twice_is_the_same_as_once(make: Maker) -> None:
    corrections = [
        make("it safe", NotAQuote()),
        make("“Patience is all we have,”", IsAQuote("Anna Berg")),
        make("company", ActorsAreOne(("The Bridge Company", "company"))),
        make("Jon Berg", ActorIsTwo("Anna Berg", ("Jon Berg",))),
        make("It is a good", SpeakerIs("Jon Berg")),
        make("Anna", EntityIs("PERSON"), 1),
    ]
    once = apply(analysis(), TEXT, corrections).analysis
    assert apply(once, TEXT, corrections).analysis == once


NAMES = st.sampled_from(
    ["Anna Berg", "Berg", "Jon Berg", "company", "The Bridge Company", "Somebody New", "", " "]
)
PLACES = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 40)).map(
    lambda drawn: make_anchor(TEXT, Span(drawn[0], min(drawn[0] + drawn[1], len(TEXT))))
)
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(SpeakerIs, NAMES, st.none() | st.just("company")),
    st.just(NotAQuote()),
    st.builds(ContentIs, st.lists(PLACES, max_size=2).map(tuple)),
    st.builds(IsAQuote, NAMES),
    st.builds(ActorsAreOne, st.lists(NAMES, max_size=3).map(tuple)),
    st.builds(ActorIsCalled, NAMES, NAMES),
    st.builds(ActorIsTwo, NAMES, st.lists(NAMES, max_size=2).map(tuple)),
    st.builds(EntityIs, st.sampled_from(["PERSON", "GPE", "DATE", ""])),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(PLACES, CHANGES), max_size=6))
def test_any_corrections_leave_a_sound_analysis(drawn: list[tuple[Anchor, Change]]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    corrections = [
        Correction(article_id="a", anchor=anchor, right=right, created=start + timedelta(seconds=number))
        for number, (anchor, right) in enumerate(drawn)
    ]
    done = apply(analysis(), TEXT, corrections)
    assert set(done.unapplied) <= {one.id for one in corrections}
    found = done.analysis
    known = {actor.id for actor in found.actors}
    assert len(known) == len(found.actors)
    assert all(mention.actor_id is None or mention.actor_id in known for mention in found.mentions)
    for actor in found.actors:
        assert list(actor.mentions) == sorted(set(actor.mentions))
    seen = [span for actor in found.actors for span in actor.mentions]
    assert len(seen) == len(set(seen))  # nobody's mention is somebody else's too
    for quote in found.quotes:
        assert {quote.actor_id, *quote.also} - {None} <= known
        assert quote.actor_id not in quote.also
        assert quote.within is None or quote.within in {other.id for other in found.quotes}
        assert all(0 <= span.start < span.end <= len(TEXT) for span in quote.content)
        assert list(quote.content) == sorted(quote.content)
    if not drawn:
        assert found == analysis()


ALIKE = "A witness said it was dark. A witness said it was bright. Later John Moss, who saw it, spoke."
WITNESSES = Analysis(
    text_hash="x",
    pipeline="p",
    pipeline_version="1",
    actors=(
        Actor("a-witness", "A witness", ActorKind.UNNAMED, mentions=(Span(0, 9),)),
        Actor("a-witness-2", "A witness", ActorKind.UNNAMED, mentions=(Span(28, 37),)),
        Actor("john-moss", "John Moss", ActorKind.PERSON, mentions=(Span(64, 73),)),
    ),
    quotes=(
        Quote("q1", QuoteKind.INDIRECT, (Span(15, 26),), speaker=Span(0, 9), actor_id="a-witness"),
        Quote("q2", QuoteKind.INDIRECT, (Span(43, 56),), speaker=Span(28, 37), actor_id="a-witness-2"),
    ),
)


def corrected_alike(words: Span, change: Change) -> Analysis:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    correction = Correction(
        id="c", article_id="a", anchor=make_anchor(ALIKE, words), created=now, modified=now, right=change
    )
    result = apply(WITNESSES, ALIKE, [correction])
    assert not result.unapplied
    return result.analysis


def test_those_called_alike_are_told_apart_by_their_ids() -> None:
    made = corrected_alike(Span(15, 26), SpeakerIs("A witness", "a-witness-2"))
    assert [quote.actor_id for quote in made.quotes] == ["a-witness-2", "a-witness-2"]
    made = corrected_alike(Span(28, 37), ActorsAreOne(("John Moss", "a-witness-2")))
    assert [quote.actor_id for quote in made.quotes] == ["a-witness", "john-moss"]
    assert [actor.name for actor in made.actors if not actor.kind.named] == ["A witness"]
    made = corrected_alike(Span(28, 37), ActorsAreOne(("A witness", "a-witness-2")))
    assert {quote.actor_id for quote in made.quotes} == {"a-witness"}


def test_a_source_without_a_name_is_given_one() -> None:
    made = corrected_alike(Span(15, 26), SpeakerIs("Lena Horvat"))
    said_by = [made.actor(quote.actor_id) for quote in made.quotes]
    assert [(actor.name, actor.kind.named) for actor in said_by if actor] == [
        ("Lena Horvat", True),
        ("A witness", False),
    ]
    made = corrected_alike(Span(28, 37), ActorIsCalled("a-witness-2", "Lena Horvat"))
    assert [(actor.name, str(actor.kind)) for actor in made.actors][:2] == [
        ("A witness", "unnamed"),
        ("Lena Horvat", "person"),
    ]
