"""Which of the kept articles tell a story that others tell too, and what to call it."""

from __future__ import annotations

from collections import Counter

from tui.domain.ports import Articles
from tui.domain.text.phrases import shortened


def told_by_several(store: Articles) -> dict[str, str]:
    """What the story of an article is called (the title of its first), by the article's id.

    Articles whose story nobody else tells are not there.

    Takes about a millisecond an article. Raises LibraryError.
    """
    from tui.domain.collection.stories import stories

    called: Counter[str] = Counter()
    found: dict[str, str] = {}
    for story in stories(store.rows().features()):
        name = shortened(story.articles[0].title or story.articles[0].source, 80)
        called[name] += 1
        if called[name] > 1:  # another story of the same title
            name = f"{name} ({story.articles[0].day or called[name]})"
        found.update((one.article_id, name) for one in story.articles)
    return found
