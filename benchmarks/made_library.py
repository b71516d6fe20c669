"""A library made on the spot: articles of invented words and people, with the analysis that belongs to each.

Words come with the frequencies that words have (the r-th most frequent 1/r as often as the first, Zipf),
short ones more often than long ones; so do people. What is measured on such texts is size and time, never
accuracy.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from tui.domain.analysis import Actor, ActorKind, Analysis, Mention, Quote, QuoteKind, Via
from tui.domain.article import Article, Paragraph, ParagraphKind, Span, article_id, text_hash
from tui.domain.text.slug import slug
from tui.library.articles import files
from tui.library.articles.files import ANALYSIS, Stored
from tui.library.articles.store import SHARDS, ArticleStore

WORDS = 40_000
PEOPLE = 4_000
PARAGRAPHS, IN_EACH = 14, 36
"""Paragraphs of an article and words in each: 500 with the title."""
_SEEN = "2026-01-01T00:00:00.000000Z"


class Made:
    """Articles by number: the same number gives the same article."""

    def __init__(self, seed: int = 7) -> None:
        chance = random.Random(seed)
        syllables = ["".join(pair) for pair in itertools.product("bdfgklmnprstvz", "aeiou")]
        syllables += [start + "r" + end for start in "bdgkt" for end in "aeiou"]
        seen: set[str] = set()
        self.words: list[str] = []
        while len(self.words) < WORDS:
            length = 1 + len(self.words) // 150 if len(self.words) < 450 else chance.choice((3, 3, 4, 4, 5))
            stem = "".join(chance.choice(syllables) for _ in range(min(length, 5)))
            word = stem + chance.choice(("", "n", "s"))
            if word not in seen:
                seen.add(word)
                self.words.append(word)
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.people = [
            f"{chance.choice(self.words[400:3000]).title()} {chance.choice(self.words[3000:]).title()}"
            for _ in range(PEOPLE)
        ]
        self._fame = list(itertools.accumulate(1 / rank for rank in range(1, PEOPLE + 1)))
        self._seed = seed

    def article(self, number: int) -> tuple[Article, Analysis]:
        """The article of that number, and what is to be found in it."""
        chance = random.Random(f"{self._seed} {number}")
        title = self._sentence(chance, 8)
        people = list(dict.fromkeys(chance.choices(self.people, cum_weights=self._fame, k=5)))
        text, paragraphs = title, [Paragraph(0, len(title), ParagraphKind.HEADING, 1)]
        mentions: dict[str, list[Span]] = {name: [] for name in people}
        quotes: list[Quote] = []
        for at in range(PARAGRAPHS):
            begin = len(text) + 2
            words = self._sentence(chance, IN_EACH)
            if at % 2:
                name = people[at % len(people)]
                said = Span(begin + 1, begin + 1 + len(words))
                cue = Span(said.end + 2, said.end + 6)
                speaker = Span(cue.end + 1, cue.end + 1 + len(name))
                words = f"“{words}” said {name}."
                mentions[name].append(speaker)
                quotes.append(
                    Quote(f"q{at}", QuoteKind.DIRECT, (said,), (cue,), speaker, slug(name), Via.NAME, 0.9)
                )
            text += "\n\n" + words
            paragraphs.append(Paragraph(begin, len(text)))
        source = f"https://paper{number % 40}.example/{number}"
        article = Article(
            article_id(source), text_hash(text), title, text, tuple(paragraphs), source,
            published=f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
        )  # fmt: skip
        actors = tuple(
            Actor(slug(name), name, ActorKind.PERSON, "minister", (name.split()[1],), tuple(spans))
            for name, spans in mentions.items()
        )
        found = tuple(Mention(span, "PERSON", actor.id) for actor in actors for span in actor.mentions)
        return article, Analysis(article.text_hash, "made", "1", found, actors, tuple(quotes))

    def _sentence(self, chance: random.Random, count: int) -> str:
        words = chance.choices(self.words, cum_weights=self._weights, k=count)
        return " ".join(words).capitalize() + "."


def write(store: ArticleStore, made: Made, numbers: range) -> None:
    """Put articles into a store as files, without waiting for the disk."""
    for shard in SHARDS:
        (store.folder / shard).mkdir(parents=True, exist_ok=True)
    for article, analysis in map(made.article, numbers):
        path = store.path(article.id, article.text_hash)
        path.write_bytes(files.pack_article(Stored(article, _SEEN, _SEEN)))
        path.with_suffix(ANALYSIS).write_bytes(files.pack_analysis(analysis))


def queries(made: Made, count: int) -> Iterator[str]:
    """What people look for: rare and frequent words, two, phrases, beginnings, who said what."""
    chance = random.Random(11)
    for number in range(count):
        article, _ = made.article(chance.randrange(5_000))
        words = article.text.split("\n\n")[3].rstrip(".").split()
        one, two = chance.sample(words[1:], 2)
        at = chance.randrange(1, len(words) - 2)
        yield (
            one,
            f"{one} {two}",
            f'"{words[at]} {words[at + 1]}"',
            f"{max(words, key=len)[:5]}*",
            f"said:{made.people[number % 50].split()[1].lower()} {one}",
            f"in:quotes {one}",
        )[number % 6]


def folder_of(home: Path) -> Path:
    """A library's file in a folder."""
    return home / "library.json"
