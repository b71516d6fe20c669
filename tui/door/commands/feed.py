"""``sayso feed SOURCE`` and ``feed add|remove|list|update|import|export``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tui.domain.article import Article
from tui.domain.errors import LibraryError, SourceError
from tui.domain.feeds import Feed, ListedFeed, Subscription, UpdatedFeed
from tui.domain.text.phrases import counted
from tui.domain.text.safe import one_line
from tui.door.feeds import KeptFeeds
from tui.door.grammar.feeds import ITEMS
from tui.door.output import printed_json, say, show, show_objects
from tui.door.progress import Bar
from tui.door.tables import Cell, Table, words, writer


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; returns 1 if a feed failed. Raises SaysoError."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        ITEMS: _items,
        "add": _add,
        "remove": _remove,
        "list": _list,
        "update": _update,
        "import": _import,
        "export": _export,
    }
    return actions[arguments.action](arguments)


# ── the items of one feed ────────────────────────────────────────────────────────────────────────────────


def _items(arguments: argparse.Namespace) -> int:
    """What the feed has now, together with what is kept of it where it is listed."""
    feeds = _opened(arguments)
    title, address, articles = _of_listed(arguments, feeds) or _of_any(arguments)
    read = feeds.subscriptions.read()
    if arguments.unread:
        articles = [article for article in articles if article.id not in read]
    articles = articles[: arguments.limit]
    if arguments.format in ("json", "jsonl"):
        objects = [_item_object(article, article.id in read) for article in articles]
        if arguments.format == "json":
            show(printed_json({"feed": {"title": title, "address": address}, "items": objects}, indent=2))
        else:
            show_objects(objects, "jsonl")
        return 0
    rows: list[tuple[Cell, ...]] = [
        (
            _shown_date(article.published) if arguments.format == "table" else article.published,
            article.title,
            article.byline,
            "read" if article.id in read else "new",
            article.source,
            article.id,
            article.text if arguments.format == "csv" else None,
        )
        for article in articles
    ]
    columns = ("published", "title", "byline", "read", "source", "id", "text")
    shown = ("published", "title", "byline", "read")
    writer(arguments.format)(Table(title, ("item", "items"), columns, rows, shown, _item_sentence))
    return 0


def _shown_date(published: str | None) -> str | None:
    """The day and the time of day, as the feed has it."""
    return published and published[:16].replace("T", " ")


def _item_object(article: Article, read: bool) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "source": article.source,
        "read": read,
        "text": article.text,
    }


def _item_sentence(row: dict[str, Cell]) -> str:
    about = ", ".join(words(row[name]) for name in ("byline", "published") if row[name])
    return f"- **{words(row['title'])}**{f' ({about})' if about else ''}: {words(row['source'])}"


def _of_listed(arguments: argparse.Namespace, feeds: KeptFeeds) -> tuple[str, str, list[Article]] | None:
    """The items of a feed that is on the list, brought up to date; None for one that is not."""
    if arguments.source == "-":
        return None
    found = feeds.named(arguments.source)
    if len(found) != 1 or (
        found[0].address != arguments.source
        and os.path.exists(arguments.source)  # noqa: PTH110
        and found[0].address != os.path.abspath(arguments.source)  # noqa: PTH100
    ):
        return None
    (feed,) = found
    try:
        for result in feeds.update([feed.id]):
            if result.problem:
                say(result.problem)
        kept = feeds.store.articles(feed.id)
        if arguments.full:
            kept = _whole(kept, feed.address, arguments)
            for article, summary in kept:
                if not summary:
                    feeds.store.keep_whole(article.id, article)
    except LibraryError as error:
        say(str(error))
        return None
    called = next((one for one in feeds.subscriptions.all() if one.id == feed.id), feed)
    return called.called, called.address, [article for article, _ in kept]


def _of_any(arguments: argparse.Namespace) -> tuple[str, str, list[Article]]:
    from tui.sources.feeds.fetching import feed_at

    feed: Feed = feed_at(arguments.source)
    found = [(item.article, item.summary) for item in feed.items]
    if not arguments.clean:
        say("--no-clean has no meaning for the items of a feed: their text stands in its mark-up.")
    if arguments.full:
        found = _whole(found[: arguments.limit], feed.address, arguments)
    return feed.title, feed.address, [article for article, _ in found]


def _whole(
    items: Sequence[tuple[Article, bool]], address: str, arguments: argparse.Namespace
) -> list[tuple[Article, bool]]:
    """The items, whole articles from their pages for summaries; a page that cannot be read is named."""
    from tui.door.feeds import whole_article
    from tui.sources.feeds.updating import by_hosts

    summaries = [(article.source, article) for article, summary in items if summary]

    def read(article: Article) -> Article | SourceError:
        try:
            return whole_article(article, address)
        except SourceError as error:
            return error

    pages: dict[str, Article] = {}
    with Bar(len(summaries), shown=not arguments.quiet) as bar:
        for article, page in by_hosts(summaries, read):
            bar.step()
            if isinstance(page, SourceError):
                say(str(page))
            else:
                pages[article.id] = page
    return [
        (pages.get(article.id, article), summary and article.id not in pages) for article, summary in items
    ]


# ── the list of feeds ────────────────────────────────────────────────────────────────────────────────────


def _opened(arguments: argparse.Namespace, *, changing: bool = False) -> KeptFeeds:
    feeds = KeptFeeds(arguments.library)
    if changing:
        feeds.subscriptions.writable()
    if feeds.subscriptions.notice:
        say(feeds.subscriptions.notice)
    return feeds


def _add(arguments: argparse.Namespace) -> int:
    feeds = _opened(arguments, changing=True)
    failed = 0
    results: list[UpdatedFeed] = []
    for source in arguments.sources:
        try:
            done = feeds.add(source, tags=[one_line(tag) for tag in arguments.tags], full=arguments.full)
        except SourceError as error:
            say(str(error))
            failed += 1
            continue
        results.append(done)
        if not arguments.quiet:
            on_list = "is on the list already" if done.passed_over else f"added, {counted(done.new, 'item')}"
            say(f"{done.called}: {on_list}")
    _print_results(results, arguments.format)
    return 1 if failed else 0


_RESULT = ("title", "new", "asked", "problem", "id")


def _print_results(results: Sequence[UpdatedFeed], form: str | None) -> None:
    """What came of each feed, where a format was asked for."""
    if form is None:
        return
    rows: list[tuple[Cell, ...]] = [
        (one.called, one.new, "no" if one.passed_over else "yes", one.problem or None, one.feed_id)
        for one in results
    ]
    if form in ("json", "jsonl"):
        objects = [dict(zip(_RESULT, row, strict=True)) | {"asked": row[2] == "yes"} for row in rows]
        _show_feeds(objects, form)
    else:
        writer(form)(Table("Feeds", ("feed", "feeds"), _RESULT, rows, _RESULT[:4], _result_sentence))


def _result_sentence(row: dict[str, Cell]) -> str:
    problem = f" ({words(row['problem'])})" if row["problem"] else ""
    return f"- **{words(row['title'])}**: {row['new']} new{problem}"


def _remove(arguments: argparse.Namespace) -> int:
    feeds = _opened(arguments, changing=True)
    failed = 0
    for name in arguments.feeds:
        feed = _one(feeds, name)
        if feed is None:
            failed += 1
            continue
        feeds.remove(feed.id)
        if not arguments.quiet:
            say(f"{feed.called}: taken off the list")
    return 1 if failed else 0


def _one(feeds: KeptFeeds, name: str) -> Subscription | None:
    """The one feed that is meant; what is wrong is said."""
    found = feeds.named(name)
    if len(found) == 1:
        return found[0]
    if not found:
        say(f"No feed on the list is called {name}: “sayso feed list” shows them.")
    else:
        say(f"{counted(len(found), 'feed')} could be meant by {name}: give the address of one.")
    return None


def _list(arguments: argparse.Namespace) -> int:
    from tui.sources.fetch import named

    listed = _opened(arguments).listed()
    if arguments.format in ("json", "jsonl"):
        _show_feeds([_feed_object(one) for one in listed], arguments.format)
        return 0
    columns = ("title", "unread", "items", "tags", "updated", "problem", "address", "id")
    rows: list[tuple[Cell, ...]] = [
        (
            one.subscription.called,
            one.unread,
            one.items,
            " ".join(f"#{tag}" for tag in one.subscription.tags),
            _local(one.state.updated),
            one.state.problem,
            named(one.subscription.address),
            one.subscription.id,
        )
        for one in listed
    ]
    problem = ("problem",) if any(one.state.problem for one in listed) else ()
    shown = ("title", "unread", "items", "tags", "updated", *problem, "address")
    writer(arguments.format)(Table("Feeds", ("feed", "feeds"), columns, rows, shown, _feed_sentence))
    return 0


def _show_feeds(objects: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        show(printed_json({"feeds": objects}, indent=2))
    else:
        show_objects(objects, "jsonl")


def _feed_object(one: ListedFeed) -> dict[str, Any]:
    feed = one.subscription
    return {
        "id": feed.id,
        "title": feed.called,
        "address": feed.address,
        "tags": list(feed.tags),
        "unread": one.unread,
        "items": one.items,
        "full": feed.full,
        "updated": _utc(one.state.updated),
        "not_before": _utc(one.state.ready),
        "problem": one.state.problem or None,
    }


def _feed_sentence(row: dict[str, Cell]) -> str:
    return f"- **{words(row['title'])}** ({row['unread']} unread of {row['items']}): {words(row['address'])}"


def _utc(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def _local(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M") if seconds else None


def _update(arguments: argparse.Namespace) -> int:
    """Each feed with something new on a line of its own; each failure named, the others go on."""
    feeds = _opened(arguments, changing=True)
    chosen: list[str] | None = None
    failed = 0
    if arguments.feeds:
        found = [_one(feeds, name) for name in arguments.feeds]
        failed = sum(feed is None for feed in found)
        chosen = [feed.id for feed in found if feed is not None]
        if not chosen:
            return 1
    listed = [feed for feed in feeds.subscriptions.all() if chosen is None or feed.id in chosen]
    if arguments.full is not None:
        feeds.subscriptions.put(*(replace(feed, full=arguments.full) for feed in listed))
    if not listed:
        say("There are no feeds on the list: sayso feed add ADDRESS.")
        return 0
    new = early = 0
    results: list[UpdatedFeed] = []
    with Bar(len(listed), shown=not arguments.quiet) as bar:
        for result in feeds.update(chosen):
            bar.step()
            results.append(result)
            new += result.new
            if result.problem:
                failed += not result.passed_over
                with bar.aside():
                    say(f"{result.called}: {result.problem}")
            elif result.passed_over:
                early += 1
            elif result.new and arguments.format is None:
                with bar.aside():
                    show(one_line(f"{result.called}: {counted(result.new, 'new item')}"))
    if not arguments.quiet:
        say(_updated(new, len(listed) - early, early))
    _print_results(results, arguments.format)
    return 1 if failed else 0


def _updated(new: int, asked: int, early: int) -> str:
    """How many items are new in how many feeds."""
    waiting = f"; {counted(early, 'feed')} not asked, it is too early" if early else ""
    return f"{counted(new, 'new item')} in {counted(asked, 'feed')}{waiting}"


# ── lists from other readers and for them ────────────────────────────────────────────────────────────────


def _import(arguments: argparse.Namespace) -> int:
    from uuid import uuid4

    from tui.sources.feeds.lists import read_list
    from tui.sources.files import read_file, read_standard_input

    feeds = _opened(arguments, changing=True)
    piped = arguments.file == "-"
    data = read_standard_input() if piped else read_file(os.path.expanduser(arguments.file))  # noqa: PTH111
    found = read_list(data, "Standard input" if piped else arguments.file)
    now = datetime.now(UTC)
    added = feeds.list_only(
        [
            Subscription(id=uuid4().hex, address=one.address, title=one.name, added=now, tags=one.tags)
            for one in found.entries
        ]
    )
    for entry in found.refused:
        say(f"left out, no address of a feed: {entry}")
    if not arguments.quiet:
        known = len(found.entries) - added
        on_list = f", {known} on the list already" if known else ""
        say(f"{counted(added, 'feed')} added{on_list}; “sayso feed update” asks for their items")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from tui.sources.feeds.lists import ListEntry, newsboat_urls, opml

    entries = [
        ListEntry(feed.address, feed.called if feed.called != feed.address else "", feed.tags)
        for feed in _opened(arguments).subscriptions.all()
    ]
    path = os.path.expanduser(arguments.file)  # noqa: PTH111
    plain = os.path.basename(path) == "urls" or path.endswith(".txt")  # noqa: PTH119
    form = arguments.format or ("newsboat" if plain else "opml")
    text = newsboat_urls(entries) if form == "newsboat" else opml(entries)
    if arguments.file == "-":
        show(text)
        return 0
    from tui.library.safety import atomic

    atomic.replace(Path(path), text.encode("utf-8", "replace"))
    if not arguments.quiet:
        say(f"{counted(len(entries), 'feed')} written to {one_line(arguments.file)}")
    return 0
