"""Every key of the reader in one table, and the user's own keys from ``keymap.toml``.

A command's keys are names as Textual writes them, separated by commas. A pair such as ``]q`` is two keys
pressed one after the other; its first must be one of :data:`FIRST_KEYS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual.binding import Binding, BindingType, Keymap

from tui.domain import settings
from tui.domain.text.safe import one_line

FIRST_KEYS = {"]": "right_square_bracket", "[": "left_square_bracket"}


class Command(Struct, frozen=True):
    """Something the reader can do: its binding's id, keys, action, and what it does in words.

    ``where`` is a screen (``reader``, ``library``, ``feeds``, ``changes``), ``app`` (all of these), or a
    pane, or any ``list``, that must have the focus.
    """

    id: str
    keys: str
    action: str
    words: str
    group: str
    where: str = "reader"


def _commands(group: str, where: str, *rows: tuple[str, str, str, str]) -> tuple[Command, ...]:
    return tuple(Command(*row, group, where) for row in rows)


COMMANDS: tuple[Command, ...] = (
    *_commands(
        "Quotes, actors, entities, notes",
        "reader",
        ("quote.next", "J,]q", "walk('quote', 1)", "Next quote"),
        ("quote.previous", "K,[q", "walk('quote', -1)", "Previous quote"),
        ("actor.next", "]a", "walk('actor', 1)", "Next mention of this actor"),
        ("actor.previous", "[a", "walk('actor', -1)", "Previous mention of this actor"),
        ("entity.next", "]e", "walk('entity', 1)", "Next entity"),
        ("entity.previous", "[e", "walk('entity', -1)", "Previous entity"),
        ("note.next", "]n", "walk('note', 1)", "Next note, highlight or bookmark"),
        ("note.previous", "[n", "walk('note', -1)", "Previous note, highlight or bookmark"),
        ("card.open", "enter", "card", "What is known about the place under the caret"),
        ("dossier.open", "D", "dossier", "All that this person said, in every article kept"),
        ("lists.filter", "f", "filter", "Filter the lists by speaker, kind, tag, colour or words"),
        ("analysis.correct", "x", "correct", "Correct what stands under the caret"),
    ),
    *_commands(
        "Searching and jumping",
        "reader",
        ("search.forward", "slash", "search(1)", "Search forward"),
        ("search.backward", "question_mark", "search(-1)", "Search backward"),
        ("search.next", "n", "search_again(1)", "Next match"),
        ("search.previous", "N", "search_again(-1)", "Previous match"),
        ("jump.back", "H,alt+left", "history(-1)", "Back to where you jumped from"),
        ("jump.forward", "L,alt+right", "history(1)", "Forward again"),
        ("mark.set", "m", "await_key('mark')", "Mark this place with a letter"),
        ("mark.jump", "apostrophe", "await_key('jump')", "Jump to a marked place"),
        ("marks.list", "M", "marks", "List bookmarks and marks"),
        ("contents.list", "o", "contents", "Contents: the headings, to go to one"),
        ("letters.show", "semicolon", "letters", "A letter on each quote, name, note, address in view"),
    ),
    *_commands(
        "Annotating: the selection, else the quote, else the sentence",
        "reader",
        ("highlight.add", "c", "await_key('highlight')", "Highlight, then 1 to 5 for the colour"),
        ("note.write", "a", "annotate", "Write a note"),
        ("note.editor", "e", "editor", "Write the note in $EDITOR"),
        ("bookmark.add", "B", "bookmark", "Bookmark this place"),
        ("passage.copy", "y", "copy", "Copy with speaker, source and date"),
        ("library.undo", "U", "undo", "Undo the last change to the library"),
        ("library.redo", "ctrl+r", "redo", "Redo it"),
    ),
    *_commands(
        "In a list",
        "list",
        (
            "list.letters",
            "semicolon",
            "focused.letters",
            "A letter on each row in view: type it to choose that, as a capital only to move there",
        ),
    ),
    *_commands(
        "In the notes pane",
        "notes",
        ("note.delete", "d,delete", "screen.delete", "Delete (undo with u)"),
        ("note.undo", "u", "screen.undo", "Undo"),
        ("note.relink", "r", "screen.relink", "Link a lost note to the selected passage"),
    ),
    *_commands(
        "In the actors pane",
        "actors",
        ("actors.sort", "s", "screen.sort_actors", "Sort: who speaks, mentions, as they come, names"),
    ),
    *_commands(
        "Panes",
        "reader",
        ("pane.next", "tab", "pane(1)", "Next pane"),
        ("pane.previous", "shift+tab", "pane(-1)", "Previous pane"),
        ("pane.article", "f2", "show_pane('article')", "Go to the article"),
        ("pane.quotes", "f3", "show_pane('quotes')", "Go to the quotes"),
        ("pane.actors", "f4", "show_pane('actors')", "Go to the actors"),
        ("pane.notes", "f5", "show_pane('notes')", "Go to the notes"),
        ("pane.wider", "less_than_sign,plus", "widen(4)", "Wider lists"),
        ("pane.narrower", "greater_than_sign,minus", "widen(-4)", "Narrower lists"),
        ("view.zen", "z", "zen", "Only the article"),
        ("view.numbers", "number_sign", "numbers", "Number the paragraphs in the margin, or no longer"),
    ),
    *_commands(
        "sayso",
        "reader",
        ("article.close", "q", "close", "Close what is open, then quit"),
        ("article.other", "O", "library", "The library: open another article"),
        ("article.feeds", "F", "feeds", "Feeds: what is new in them"),
        ("article.next-item", "]i", "next_item", "Next unread item of the feeds"),
        ("article.audit", "A", "audit", "Audit: who speaks in this article, how much, named or not"),
        ("article.left-out", "X", "left_out", "What was left out of the article, and why"),
        ("article.export", "E", "export", "Export the article with its quotes and notes"),
        ("article.pipe", "vertical_line", "pipe", "Give the selection, or the article, to a command"),
        ("article.speak", "S", "speak", "Read aloud from here, or what is selected; again: stop"),
        (
            "words.check",
            "equals_sign",
            "check",
            "Check words: do they stand here, or in anything kept?",
        ),
        ("changes.show", "C", "changes", "What changed since this article was kept before"),
        (
            "analysis.again",
            "R",
            "analyse_again",
            "Read it again from its source; analyse again if that failed",
        ),
        ("view.clear", "escape", "clear", "Clear the selection, search, filter"),
    ),
    *_commands(
        "sayso",
        "app",
        ("app.help", "f1", "app.help", "All keys"),
        ("app.legend", "i", "app.legend", "What the colours and signs mean"),
        ("app.palette", "ctrl+p,colon", "app.command_palette", "Every command by its name"),
    ),
    *_commands(
        "Feeds",
        "feeds",
        ("feeds.next-unread", "n", "next_unread", "Next unread item"),
        ("feeds.toggle-read", "N", "toggle_read", "Mark the item read, or unread"),
        ("feeds.all-read", "A", "all_read", "Mark all that is listed as read"),
        ("feeds.filter", "f", "unread_only", "Only what is unread, or everything"),
        ("feeds.search", "slash", "search", "Search titles, bylines and texts"),
        ("feeds.update", "r", "update('one')", "Look for new items in this feed"),
        ("feeds.update-all", "R", "update('all')", "Look for new items in all feeds"),
        ("feeds.add", "a", "add", "Subscribe to a feed"),
        ("feeds.remove", "d,delete", "remove", "Take this feed off the list"),
        ("feeds.undo", "u,U", "undo", "Take the last of these back"),
        ("feeds.full", "w", "whole_articles", "Whole articles, or summaries, of this feed"),
        ("feeds.pane", "tab,shift+tab", "pane", "Feeds, or their items"),
        ("feeds.close", "q", "close", "Back"),
        ("feeds.clear", "escape", "clear", "Give up what is on its way, then back"),
    ),
    *_commands(
        "Audit",
        "audit",
        ("audit.view", "tab,v", "view", "The articles instead of the sources, and back"),
        ("audit.dossier", "D", "dossier", "All that this source said, in every article kept"),
        ("audit.sort", "s", "sort", "Sort the list"),
        ("audit.turn", "S", "turn", "The other way round"),
        ("audit.export", "E", "export", "Write a CSV file with a row for each source"),
        ("audit.close", "q,escape", "close", "Back"),
    ),
    *_commands(
        "What changed",
        "changes",
        ("changes.next", "n,J", "step(1)", "Next change"),
        ("changes.previous", "p,K,N", "step(-1)", "Previous change"),
        ("changes.choose", "enter", "choose", "Go there in the article"),
        ("changes.beside", "s,tab", "beside", "Side by side, or inline"),
        ("changes.everything", "a", "everything", "All of the text, or the changes alone"),
        ("changes.versions", "v", "versions", "Compare with another version"),
        ("changes.export", "E", "export", "Export what changed: Markdown, JSON"),
        ("changes.close", "q,escape,C", "close", "Back to the article"),
    ),
    *_commands(
        "Dossier: what one person said in all articles kept",
        "dossier",
        ("dossier.turn", "tab,shift+tab", "turn", "Between what was said and who is taken for one"),
        ("dossier.filter", "slash", "filter", "Filter: words, kind:direct, since:2024-10, source:…"),
        ("dossier.facets", "f", "facets", "Filter by kind, year or source"),
        ("dossier.join", "m", "join", "Join the marked people with the one under the cursor"),
        ("dossier.part", "s", "part", "Part the marked articles from the person: they are somebody else's"),
        ("dossier.undo", "u,U", "undo", "Undo the last joining or parting"),
        ("dossier.export", "E", "export", "Export what is listed: Markdown, CSV, JSON"),
        ("dossier.copy", "y", "copy", "Copy the quote with speaker, source and date"),
        ("dossier.lower", "J,ctrl+d", "scroll_detail(3)", "Scroll the whole words down"),
        ("dossier.upper", "K,ctrl+u", "scroll_detail(-3)", "Scroll the whole words up"),
        ("dossier.back", "escape", "back", "Take the filter or the marks away; else back"),
        ("dossier.close", "q,H", "close", "Back to where the dossier was opened"),
    ),
    *_commands(
        "Library",
        "library",
        ("library.search", "slash", "search", "Search everything that is kept, and the notes"),
        ("library.filter", "f", "filter", "Filter the list as you type"),
        ("library.open", "o", "open", "Open a file or an address"),
        ("library.sort", "s", "sort", "Sort the list"),
        ("library.turn", "S", "turn", "The other way round"),
        ("library.group", "z", "group", "Group by source, day, tag or story"),
        (
            "library.voices",
            "w",
            "voices",
            "Who is quoted in the story or what is chosen, who in one alone",
        ),
        ("library.only-new", "l", "only_new", "Only what is new, or everything"),
        ("library.next-new", "n", "next_new(1)", "Next new article"),
        ("library.previous-new", "p", "next_new(-1)", "Previous new article"),
        ("library.choose", "space,x", "choose_row", "Choose the article, or no longer, and go on"),
        ("library.range", "v,V", "range", "Choose a range: begin, move, end"),
        ("library.choose-all", "asterisk", "choose_all", "Choose all that are listed, or none"),
        ("library.mark-read", "N", "mark_read", "Mark as read, or as new"),
        ("library.tag", "t", "tag", "Tag"),
        ("library.analyse", "a", "analyse", "Find the quotes"),
        ("library.dossier", "D", "dossier", "People: what each of them said, in every article kept"),
        ("library.feeds", "F", "feeds", "Feeds: what is new in them"),
        ("library.audit", "A", "audit", "Audit: who speaks, how much, named or not"),
        ("library.forget", "d,delete", "forget", "Remove (the notes stay)"),
        ("library.put-back", "u,U", "put_back", "Undo the last change here"),
        ("library.close", "q", "close", "Back to the article, or quit"),
        ("library.clear", "escape", "clear", "End what was begun; back to the article"),
    ),
)


def is_pair(keys: str) -> bool:
    """Whether this is a pair of keys such as ``]q``."""
    return len(keys) == 2 and keys[0] in FIRST_KEYS


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def bindings(where: str) -> list[BindingType]:
    """The bindings of a screen or pane, each with the command's id. Pairs are not among them."""
    found: list[BindingType] = []
    for command in COMMANDS:
        if command.where == where:
            keys = ",".join(key for key in _split(command.keys) if not is_pair(key))
            if keys:
                found.append(Binding(keys, command.action, command.words, show=False, id=command.id))
    return found


def first_key_bindings() -> list[BindingType]:
    """The bindings of the keys that begin a pair."""
    return [
        Binding(name, f"await_key('{'next' if key == ']' else 'previous'}')", show=False, id=f"pair.{name}")
        for key, name in FIRST_KEYS.items()
    ]


def pairs(keymap: Mapping[str, str] | None = None) -> dict[str, Command]:
    """The command for each pair of keys, the user's keymap considered."""
    found: dict[str, Command] = {}
    for command in COMMANDS:
        for key in _split((keymap or {}).get(command.id, command.keys)):
            if is_pair(key):
                found[key] = command
    return found


def textual_keymap(keymap: Mapping[str, str]) -> Keymap:
    """The part of the user's keymap that Textual's own mechanism can apply: everything but pairs."""
    result: dict[str, str] = {}
    for name, keys in keymap.items():
        single = [key for key in _split(keys) if not is_pair(key)]
        if single:
            result[name] = ",".join(single)
    return result


_SHOWN = {
    "slash": "/",
    "number_sign": "#",
    "question_mark": "?",
    "apostrophe": "'",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "vertical_line": "|",
    "ampersand": "&",
    "asterisk": "*",
    "percent_sign": "%",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "dollar_sign": "$",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def shown(keys: str) -> str:
    """Keys as people write them: ``slash`` is ``/``, ``f1`` is ``F1``."""
    words = []
    for key in _split(keys):
        *modifiers, last = key.split("+") if len(key) > 1 else [key]
        last = _SHOWN.get(last, last)
        if last[:1] == "f" and last[1:].isdecimal():
            last = last.upper()
        words.append("+".join([*modifiers, last]))
    return " ".join(words)


def keys_of(command_id: str, keymap: Mapping[str, str] | None = None) -> str:
    """The keys of a command as people write them, the user's keymap considered."""
    for command in COMMANDS:
        if command.id == command_id:
            return shown((keymap or {}).get(command_id, command.keys))
    return ""


def read_keymap(path: Path, more_ids: Iterable[str] = ()) -> tuple[dict[str, str], str | None]:
    """The user's keymap and, if something in the file is wrong, one sentence that says what.

    The file is TOML, ``"quote.next" = "J,]q"`` or ``quote.next = "J"``, in a table ``[keys]`` or without
    one. Lines that are wrong are left out, the others hold. A missing file is an empty keymap.
    """
    if not path.exists():
        return {}, None
    if not path.is_file():  # a named pipe would keep us waiting
        return {}, one_line(f"{path} was not used: it is no plain file")
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(_flat(tomllib.loads(text)))
    except FileNotFoundError:
        return {}, None
    except (OSError, ValueError, RecursionError) as error:  # no TOML, no UTF-8, a number without end
        return {}, one_line(f"{path} was not used: {error}")
    known = {command.id for command in COMMANDS} | set(more_ids)
    keymap: dict[str, str] = {}
    wrong: list[str] = []
    beyond = 0
    for name, keys in rows:
        name = name.removeprefix("keys.")
        if name not in known and len(wrong) >= settings.MOST_TOLD:
            beyond += 1
            continue
        line = settings.line_of(name, text) or settings.line_of(name.rpartition(".")[2], text)
        at = f"line {line}: " if line else ""
        if name not in known:
            wrong.append(f"{at}there is no “{name}”{settings.nearest(name, known)}")
        elif not isinstance(keys, str) or not _split(keys):
            wrong.append(f"{at}“{name}” needs keys in quotation marks")
        else:
            keymap[name] = ",".join(_split(keys))
    if beyond:
        wrong.append(f"there are {beyond:,} more names that are no commands")
    problem = one_line(f"{path}: {'; '.join(wrong)}") if wrong else None
    return keymap, problem


def clashes(keymap: Mapping[str, str], more: Iterable[Binding] = ()) -> list[str]:
    """A sentence for each command whose key the user's keymap gave to another one.

    ``more`` are bindings that are not commands (the article's motions). What the keymap names wins.
    """
    said = []
    rows = [(command.id, command.keys, command.where) for command in COMMANDS]
    rows += [(binding.id or binding.action, binding.key, "reader") for binding in more]
    taken = {
        (key, where): name for name, keys, where in rows if name in keymap for key in _split(keymap[name])
    }
    for name, keys, where in rows:
        if name in keymap:
            keys = keymap[name]
        for key in _split(keys):
            other = taken.get((key, where)) or (taken.get((key, "reader")) if where == "app" else None)
            if other is not None and other != name:
                said.append(f"“{other}” took {shown(key)} from “{name}”")
    return said


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, object]]:
    """Every name with what it is set to; in neither is anything that acts."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield one_line(f"{before}{key}"), one_line(value) if isinstance(value, str) else value
