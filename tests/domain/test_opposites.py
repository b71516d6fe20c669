"""A note is never carried over to a sentence that says the opposite, and to one that says the same it is."""

from __future__ import annotations

import pytest

from tui.domain.anchoring.anchors import Reanchorer, make_anchor
from tui.domain.article import Span

BEFORE = (
    "The council met on Tuesday evening in the old town hall to hear what people think. It rained all day."
)
BEHIND = "After three hours the meeting ended without a vote. The next one is planned for spring."

OPPOSITES = """
Lund said she will vote for the harbour plan next week.
Lund said she will vote against the harbour plan next week.

The mayor has agreed to pay for the new bridge over the river.
The mayor has refused to pay for the new bridge over the river.

The minister denied that the company had paid for the trip.
The minister admitted that the company had paid for the trip.

Doctors say that the treatment is safe for small children.
Doctors say that the treatment is unsafe for small children.

“I have never met the man in my life,” the senator told us.
“I have met the man in my life,” the senator told us.

The court found the banker guilty of fraud on all counts.
The court found the banker not guilty of fraud on all counts.

Unemployment rose to 7.2 percent in the second quarter.
Unemployment fell to 7.2 percent in the second quarter.

Prices increased by a third in the first half of the year.
Prices decreased by a third in the first half of the year.

The company will hire four hundred people in the region.
The company will fire four hundred people in the region.

Police arrested 12 people after the march on Saturday.
Police arrested 21 people after the march on Saturday.

Police arrested twelve people after the march on Saturday.
Police arrested twenty people after the march on Saturday.

Four people were killed and ten hurt in the crash on the bridge.
Ten people were killed and four hurt in the crash on the bridge.

The fund earned 3 million euros in the first half of the year.
The fund lost 3 million euros in the first half of the year.

The ferry costs 30 euros for a family of four in the summer.
The ferry costs 30 dollars for a family of four in the summer.

The paper confirmed that the letter had been written by Lund.
The paper doubted that the letter had been written by Lund.

The court upheld the ban on the party of the far right.
The court lifted the ban on the party of the far right.

Petit praised the plan of the council for the new harbour.
Petit condemned the plan of the council for the new harbour.

The plan would create jobs in the valley, said Mira Sand.
The plan would destroy jobs in the valley, said Mira Sand.

Anna Lund accused Bo Petit of lying to the whole council.
Bo Petit accused Anna Lund of lying to the whole council.

“We must leave the union now,” said Clara Holt on Monday.
“We must leave the union now,” said Peter Sand on Monday.

“We must stay in the union for good,” said Clara Holt on Monday.
“We must leave the union for good,” said Clara Holt on Monday.

France supports the ban on deep-sea mining in the north.
Spain supports the ban on deep-sea mining in the north.

The government supports the ban on deep-sea mining.
The government opposes the ban on deep-sea mining.

Most of the members accepted the offer of the employers.
Most of the members rejected the offer of the employers.

Most of the members accepted the offer of the employers.
None of the members accepted the offer of the employers.

All the schools in the county will open again on Monday.
No schools in the county will open again on Monday.

The vaccine is effective against the new variant of the virus.
The vaccine is ineffective against the new variant of the virus.

The report says the dam was properly inspected last summer.
The report says the dam was improperly inspected last summer.

She said the law would make life easier for young families.
She said the law would make life harder for young families.

The union says it can live with the offer made on Friday.
The union says it can't live with the offer made on Friday.

He is likely to win the election in the northern district.
He is unlikely to win the election in the northern district.

The bank will raise its rates by a quarter point in June.
The bank will lower its rates by a quarter point in June.

The judge allowed the film to be shown in the cinemas.
The judge banned the film from being shown in the cinemas.

The army said it had won control of the northern airport.
The army said it had lost control of the northern airport.

The victims were men between twenty and thirty years old.
The victims were women between twenty and thirty years old.

“The talks were a success,” the envoy told the reporters.
“The talks were a failure,” the envoy told the reporters.

It is legal to carry such a knife in this part of the city.
It is illegal to carry such a knife in this part of the city.

The strike began before the talks with the employers ended.
The strike began after the talks with the employers ended.

Sweden has closed its border to lorries from the south.
Norway has closed its border to lorries from the south.

The director resigned before the report was published.
The director resigned after the report was published.

Nearly two thirds of the voters turned out on Sunday.
Nearly one third of the voters turned out on Sunday.

The hospital has enough beds for the coming winter.
The hospital lacks enough beds for the coming winter.

The firm made a profit of ten million euros last year.
The firm made a loss of ten million euros last year.

Residents welcomed the plan for a new railway line.
Residents rejected the plan for a new railway line.

He said that the deal was fair to both of the sides.
He said that the deal was unfair to both of the sides.

The minister was honest about the cost of the project.
The minister was dishonest about the cost of the project.

The club signed the striker for three more seasons.
The club signed the striker for four more seasons.

“It was my idea,” said Peter Sand in the interview.
“It was not my idea,” said Peter Sand in the interview.

The suspect was arrested near the border on Friday.
The suspect was released near the border on Friday.

She will remain as head of the party until the spring.
She will resign as head of the party before the spring.

Clara Holt beat Peter Sand by a margin of forty votes.
Peter Sand beat Clara Holt by a margin of forty votes.

The court upheld the ruling against the oil company.
The court overturned the ruling against the oil company.
"""
EDITED = """
The mayor has agreed to pay for the new bridge over the river.
The mayor has agreed to pay for the new bridge across the river.

Police arrested 12 people after the march on Saturday.
Police arrested 12 people following the march on Saturday.

The ferry costs 30 euros for a family of four in the summer.
The ferry costs 30 euros for families of four in the summer.

The court upheld the ban on the party of the far right.
The court upheld a ban on the party of the far right.

“We must leave the union now,” said Clara Holt on Monday.
“We must leave the union right now,” said Clara Holt on Monday.

Prices increased by a third in the first half of the year.
Prices increased by a third in the first half of this year.

The report says the dam was properly inspected last summer.
The new report says the dam was properly inspected last summer.

Most of the members accepted the offer of the employers.
Most of the members accepted the employers' offer.

She said the law would make life easier for young families.
She said that the law would make life easier for young families.

The bank will raise its rates by a quarter point in June.
The bank is going to raise its rates by a quarter point in June.

The bridge is expected to open in the early summer.
The bridge is expected to open in early summer.

Officials said the road would be closed for two days.
Authorities said the road would be closed for two days.

“We will wait and see what they offer,” the union said.
“We will wait and see what they offer us,” the union said.

A spokesman for the airline said the crew was well.
A spokesman for the airline said that the crew was well.

The fire destroyed the roof of the church in the square.
The fire destroyed much of the roof of the church in the square.

The festival drew 40,000 people to the island this year.
The festival drew some 40,000 people to the island this year.
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [tuple(pair.split("\n")) for pair in table.strip().split("\n\n")]  # type: ignore[misc]


def carried(was: str, now: str) -> bool:
    before, after = (f"{BEFORE}\n\n{sentence}\n\n{BEHIND}" for sentence in (was, now))
    start = before.index(was)
    return Reanchorer(after).place(make_anchor(before, Span(start, start + len(was)))) is not None


@pytest.mark.parametrize(("was", "now"), pairs(OPPOSITES))
def test_never_to_the_opposite(was: str, now: str) -> None:
    assert not carried(was, now)


@pytest.mark.parametrize(("was", "now"), pairs(EDITED))
def test_but_to_the_same_sentence_edited(was: str, now: str) -> None:
    assert carried(was, now)
