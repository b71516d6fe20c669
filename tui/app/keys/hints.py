"""Which keys the last row of the reader shows: those that matter where the reader is."""

from __future__ import annotations

from collections.abc import Mapping

from tui.app.keys import keymap as keys
from tui.domain.codes import Colour

Hint = tuple[str, str, str]
"""Keys, words, and the action a click runs."""


def hints(
    waiting: str,
    *,
    selecting: bool,
    focused: str | None,
    user_keys: Mapping[str, str],
    escape: str = "",
    searching: bool = False,
    alone: bool = False,
) -> list[Hint]:
    """The hints while ``waiting`` for a second key, with a selection, or with the focus in a pane.

    ``escape`` says in a word or two what that key does now; ``alone``: the lists are not beside the article.
    The last hint is the one that stays where there is little room.
    """

    def hint(command: str, words: str, *more: str) -> Hint:
        pressed = "/".join(
            keys.keys_of(name, user_keys).split(" ")[0]
            for name in (command, *more)
            if keys.keys_of(name, user_keys)
        )
        action = next(known.action for known in keys.COMMANDS if known.id == command)
        return pressed, words, action

    if waiting in ("next", "previous"):
        sign = "]" if waiting == "next" else "["
        return [
            (pair[1], known.words.split(" ", 1)[1].split(",")[0], known.action)
            for pair, known in keys.pairs(user_keys).items()
            if pair[0] == sign
        ]
    if waiting == "highlight":
        return [(str(number), name, f"highlight('{name}')") for number, name in enumerate(Colour, 1)]
    if waiting in ("mark", "jump"):
        what = "mark this place" if waiting == "mark" else "jump to that mark"
        return [("a–z", f"a letter: {what}", ""), ("escape", "not now", "")]
    if waiting == "label":
        return [
            ("a–z", "its card", ""),
            ("A–Z", "only go there", ""),
            ("escape", "not now", "clear"),
        ]
    way_out = hint("view.clear", escape)
    if selecting:
        return [
            hint("note.write", "note"),
            hint("highlight.add", "highlight"),
            hint("passage.copy", "copy"),
            hint("analysis.correct", "correct"),
            ("o", "other end", ""),
            ("w W", "word by word", ""),
            way_out,
        ]
    if focused == "notes":
        return [
            ("enter", "go there", ""),
            hint("note.editor", "edit"),
            hint("note.delete", "delete"),
            hint("note.undo", "undo"),
            hint("note.relink", "relink a lost one"),
            hint("lists.filter", "filter"),
            hint("list.letters", "letters"),
            way_out,
        ]
    if focused in ("quotes", "actors"):
        choose = "go there" if focused == "quotes" else "choose"
        return [
            ("enter", choose, ""),
            hint("lists.filter", "filter"),
            *([hint("actors.sort", "sort")] if focused == "actors" else []),
            hint("analysis.correct", "correct"),
            hint("list.letters", "letters"),
            hint("app.help", "help"),
            way_out,
        ]
    return [
        hint("quote.next", "quote", "quote.previous"),
        *([hint("search.next", "match", "search.previous")] if searching else []),
        *([way_out] if escape else []),
        *([hint("pane.next", "lists")] if alone else []),
        hint("actor.next", "actor"),
        hint("note.write", "note"),
        hint("bookmark.add", "bookmark"),
        hint("search.forward", "search"),
        hint("app.palette", "palette"),
        hint("article.close", "quit"),
        hint("letters.show", "letters"),
        hint("app.help", "help"),
    ]
