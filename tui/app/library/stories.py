"""Which of the kept articles tell a story that others tell too, what to call it, and who is quoted where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.app.dialogs.dialog import Choice
from tui.app.library.entries import Entry
from tui.domain.ports import Articles
from tui.domain.text.phrases import counted, shortened
from tui.domain.text.place import place_and_title

if TYPE_CHECKING:
    from tui.domain.collection.stories import Voice


def told_by_several(store: Articles) -> dict[str, str]:
    """What the story of an article is called (the title of its first), by the article's id.

    Articles whose story nobody else tells are not there.

    Takes about a millisecond an article where something came or changed. Raises LibraryError.
    """
    called: Counter[str] = Counter()
    found: dict[str, str] = {}
    for story in store.stories(apart=True):
        name = shortened(story.articles[0].title or story.articles[0].source, 80)
        called[name] += 1
        if called[name] > 1:  # another story of the same title
            name = f"{name} ({story.articles[0].day or called[name]})"
        found.update((one.article_id, name) for one in story.articles)
    return found


def quoted_in(store: Articles, article_ids: Sequence[str]) -> list[Voice]:
    """Who is quoted in some articles, those whom most of them quote first. Raises LibraryError."""
    from tui.domain.collection.stories import voices

    return voices(store.rows().appearing_in(article_ids))


def told_of(found: Iterable[Voice], articles: Sequence[Entry]) -> list[Choice]:
    """The voices as rows to choose from: in how many of the articles, or in which one alone."""
    names = {one.article_id: place_and_title(one.source, one.title) for one in articles}
    choices = []
    for voice in found:
        where = f"in {len(voice.articles)} of {len(articles)}"
        if voice.only is not None:
            where = f"only in {shortened(names[voice.only], 60)}"
        told = f"{counted(voice.quotes, 'quote')} · {where}"
        choices.append(Choice(voice.name, voice.name, told, "" if voice.only is None else "warning"))
    return choices
