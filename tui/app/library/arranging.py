"""How the articles are listed: their order, their groups, and who is quoted in a group's articles."""

from __future__ import annotations

from tui.app.dialogs.dialog import Choice
from tui.app.library.host import Host
from tui.app.library.listing import GROUPS, ORDERS, STORY
from tui.app.library.stories import quoted_in, told_by_several, told_of
from tui.domain.errors import LibraryError
from tui.domain.text.phrases import counted


class Arranging:
    """Sorts and groups what the host lists."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def ask_order(self) -> None:
        """Ask by what to sort, and do it."""
        chosen = [
            Choice(name, order.words, "now" if name == self._host.listing.order else "", key=name[0])
            for name, order in ORDERS.items()
        ]
        self._host.choose_among("Sort by", chosen, self.sort)

    def sort(self, order: str) -> None:
        """Sort by this; by what it is sorted by already: the other way round."""
        self._host.listing.sort(order)
        self._host.show_listed()

    def turn(self) -> None:
        """The other way round."""
        self._host.listing.turn()
        self._host.show_listed()

    def only_new(self) -> None:
        """List what is new alone, or all again."""
        self._host.listing.only_new = not self._host.listing.only_new
        self._host.show_listed()

    def ask_group(self) -> None:
        """Ask by what to group, and do it."""
        chosen = [
            Choice(
                name or "none",
                words,
                "now" if name == self._host.listing.group else "",
                key="y" if name == STORY else (name or "none")[0],  # "s" is the source's
            )
            for name, (words, _) in GROUPS.items()
        ]
        self._host.choose_among("Group", chosen, self._group)

    def _group(self, name: str) -> None:
        if name == STORY:
            self._host.start("stories", self._group_by_story)
            return
        self._host.listing.group = "" if name == "none" else name
        self._host.show_listed()

    async def _group_by_story(self) -> None:
        host, articles = self._host, self._host.services.articles
        host.say("Comparing the articles …", held=True)
        try:
            found = await articles.call_apart(told_by_several) if articles.available else {}
        except LibraryError as error:
            host.services.warn(str(error), severity="error")
            return
        finally:
            host.fall_silent()
        host.listing.stories = found
        host.listing.group = STORY
        host.show_listed()
        if not found:
            host.say("No story is told by more than one article.")

    def voices(self) -> None:
        """Show who is quoted in the story that the cursor is on, or in what is chosen."""
        self._host.start("voices", self._show_voices)

    async def _show_voices(self) -> None:
        host, articles = self._host, self._host.services.articles
        row = host.row
        targets = host.listing.told_with(row) if row is not None else []
        if not targets or not articles.available:
            host.say("There is no article for that.")
            return
        try:
            found = await articles.call(lambda store: quoted_in(store, [one.article_id for one in targets]))
        except LibraryError as error:
            host.services.warn(str(error), severity="error")
            return
        if not found:
            host.say(f"Nobody is quoted in {'it' if len(targets) == 1 else 'them'}.")
            return
        title = f"Quoted in {counted(len(targets), 'article')}: {len(found):,}"
        host.choose_among(
            title, told_of(found, targets), host.open_dossier, typing=True, enter="all they said"
        )
