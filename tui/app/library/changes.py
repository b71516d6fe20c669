"""What the library's commands change: removing, marking, tagging articles, each with its way back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tui.app.library.entries import Entry
from tui.app.state.services import Services
from tui.domain.anchoring.anchors import make_anchor
from tui.domain.annotation import Annotation, Note, Reading, now, tags_in
from tui.domain.article import Article, Span
from tui.domain.errors import SourceError
from tui.domain.ports import Library
from tui.domain.text.phrases import counted, shortened


class _Step(NamedTuple):
    done: str
    take_back: Callable[[], Awaitable[object]]


class Changes:
    """Changes what is kept of articles; :meth:`undo` takes the last change back. All raise LibraryError."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._steps: list[_Step] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    async def undo(self) -> str:
        """Take the last change back; a sentence that says so, empty where there is none."""
        if not self._steps:
            return ""
        step = self._steps.pop()
        await step.take_back()
        return f"Taken back: {step.done}."

    async def remove(self, entries: Sequence[Entry]) -> str:
        """Remove articles: what is kept of them, and that they were read. Their notes stay."""
        library, articles = self._services.library, self._services.articles
        kept = [entry.article_id for entry in entries if entry.kept is not None]
        read = [entry.reading for entry in entries if entry.reading is not None]

        async def take_back() -> None:
            if kept:
                await articles.call(lambda store: store.undo_removal())
            await library.call(lambda known: _keep(known, read))

        if kept:
            await articles.call(lambda store: store.remove(*kept))
        if read:
            await library.call(lambda known: _forget(known, [one.article_id for one in read]))
        done = f"removed {_names(entries)}"
        self._steps.append(_Step(done, take_back))
        notes = "; the notes stay" if any(entry.noted for entry in entries) else ""
        return f"{done[0].upper()}{done[1:]}{notes}."

    async def mark(self, entries: Sequence[Entry]) -> str:
        """Mark articles as read, or where all of them are, as new."""
        unread = [entry for entry in entries if not entry.is_read]
        before = [entry.reading for entry in unread or entries if entry.reading is not None]
        touched = [entry.article_id for entry in unread or entries]
        library = self._services.library

        def change(known: Library) -> None:
            if unread:
                _keep(known, [_as_read(entry) for entry in unread])
            else:
                _forget(known, touched)

        async def take_back() -> None:
            def restore(known: Library) -> None:
                _forget(known, touched)
                _keep(known, before)

            await library.call(restore)

        await library.call(change)
        done = f"marked {_names(unread or entries)} as {'read' if unread else 'new'}"
        self._steps.append(_Step(done, take_back))
        return f"{done[0].upper()}{done[1:]}."

    async def tag(self, entries: Sequence[Entry], words: str) -> str:
        """Tag articles: a note on their title that holds the tags. With one article these are all it has."""
        wanted = tags_in(" ".join(f"#{word.lstrip('#')}" for word in words.split()))
        library = self._services.library
        added: list[Annotation] = []
        changed: list[Annotation] = []
        removed: list[Annotation] = []
        for entry in entries:
            key = entry.article_id
            there = await self._tags_of(key)
            if there is not None:
                tags = wanted if len(entries) == 1 else tuple(dict.fromkeys((*there.tags, *wanted)))
                if not tags:
                    removed.append(there)
                elif tags != there.tags:
                    changed.append(there)
                    added.append(replace(there, body=_body(tags), tags=tags, modified=now()))
            elif wanted:
                article = await self._article(entry)
                anchor = make_anchor(article.text, _title(article))
                added.append(Note(article_id=key, anchor=anchor, body=_body(wanted), tags=wanted))
        if not added and not removed:
            return "No tag was changed."
        new = [one.id for one in added if one.id not in {other.id for other in changed}]

        def change(known: Library) -> None:
            if added:
                known.replace(*added)
            if removed:
                known.remove(*(one.id for one in removed))

        async def take_back() -> None:
            def restore(known: Library) -> None:
                if new:
                    known.remove(*new)
                if changed or removed:
                    known.replace(*changed, *removed)

            await library.call(restore)

        await library.call(change)
        done = f"tagged {_names(entries)}"
        self._steps.append(_Step(done, take_back))
        return f"{done[0].upper()}{done[1:]}."

    async def _tags_of(self, article_id: str) -> Note | None:
        """The note that holds an article's tags."""
        annotations = await self._services.library.call(lambda known: known.annotations(article_id))
        return next((one for one in annotations if isinstance(one, Note) and _only_tags(one)), None)

    async def _article(self, entry: Entry) -> Article:
        """The text that a tag is put on. Raises SourceError where it is neither kept nor to be read."""
        articles = self._services.articles
        if articles.available:
            kept = await articles.call(lambda store: store.kept(entry.article_id))
            if kept is not None:
                return kept.article
        return await self._services.load(entry.source)


def own_tags(entry: Entry, annotations: Sequence[Annotation]) -> tuple[str, ...]:
    """The tags that an article has itself, not those of notes on its passages."""
    for one in annotations:
        if one.article_id == entry.article_id and isinstance(one, Note) and _only_tags(one):
            return one.tags
    return ()


def _only_tags(note: Note) -> bool:
    """Whether it is what :meth:`Changes.tag` made: a note of nothing but tags."""
    return bool(note.tags) and all(word.startswith("#") for word in note.body.split())


def _title(article: Article) -> Span:
    if not article.paragraphs:
        raise SourceError("An article without a word cannot be tagged.")
    return article.paragraphs[0].span


def _body(tags: Sequence[str]) -> str:
    return " ".join(f"#{tag}" for tag in tags)


def _as_read(entry: Entry) -> Reading:
    if entry.reading is not None:
        return replace(
            entry.reading, reached=max(entry.reading.length, 1), length=max(entry.reading.length, 1)
        )
    kept = entry.kept
    return Reading(
        article_id=entry.article_id,
        source=entry.source,
        title=entry.title,
        byline=entry.byline,
        published=entry.published,
        text_hash=kept.text_hash if kept is not None else "",
        reached=1,
        length=1,
        quotes=entry.quotes,
    )


def _keep(library: Library, readings: Sequence[Reading]) -> None:
    with library.together():
        for reading in readings:
            library.keep_reading(reading)


def _forget(library: Library, article_ids: Sequence[str]) -> None:
    with library.together():
        for article_id in article_ids:
            library.forget_reading(article_id)


def _names(entries: Sequence[Entry]) -> str:
    return f"“{shortened(entries[0].title, 40)}”" if len(entries) == 1 else counted(len(entries), "article")
