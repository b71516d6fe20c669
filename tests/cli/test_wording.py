"""Evidence in words."""

from __future__ import annotations

from tui.domain.analysis import Actor, ActorKind, Evidence, Quote, QuoteKind
from tui.domain.article import Span
from tui.domain.labels.evidence import why

TEXT = "“Go,” said the mayor."
ACTORS = (Actor("ana-lopez", "Ana Lopez", ActorKind.PERSON), Actor("b", "Bo \x1b[1mLi", ActorKind.PERSON))


def quote(evidence: Evidence | None, *, actor: str | None = "ana-lopez", edited: bool = False) -> Quote:
    return Quote(
        "q1",
        QuoteKind.DIRECT,
        (Span(1, 3),),
        cue=(Span(6, 10),),
        speaker=Span(11, 20),
        actor_id=actor,
        confidence=0.934,
        evidence=evidence,
        edited=edited,
    )


def test_all_is_said_in_one_sentence() -> None:
    assert why(quote(Evidence("after", "say", "subject", "role")), TEXT, ACTORS) == (
        "Found as words in quotation marks that the cue follows, cue “said”; said by “the mayor” (the "
        "subject of the cue); that is Ana Lopez (the description gives the role). Confidence 93 %."
    )


def test_what_is_not_known_is_said() -> None:
    assert "nobody in the article is known to be meant" in why(
        quote(Evidence("after"), actor=None), TEXT, ACTORS
    )
    bare = Quote("q1", QuoteKind.DIRECT, (Span(1, 3),), evidence=Evidence("alone"))
    assert "without a cue; nobody is named as its speaker" in why(bare, TEXT, ACTORS)


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert "Found as brand new rule, cue" in why(quote(Evidence("brand-new-rule")), TEXT, ACTORS)


def test_a_correction_and_a_quote_without_evidence() -> None:
    assert why(quote(None, edited=True), TEXT, ACTORS) == "Corrected by you."
    assert why(quote(None), TEXT, ACTORS) == "Confidence 93 %."


def test_a_name_does_not_act_on_the_terminal() -> None:
    assert "\x1b" not in why(quote(Evidence("after"), actor="b"), TEXT, ACTORS)
