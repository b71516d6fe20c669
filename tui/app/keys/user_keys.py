"""The reader's own keys, read from ``keymap.toml``, and what is wrong with them in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textual.binding import Binding, BindingType

from tui.app.keys import keymap
from tui.app.keys.presets import PRESETS

FILE = "keymap.toml"


def read(
    folder: Path, motions: Iterable[BindingType], others: Iterable[BindingType], preset: str = "vim"
) -> tuple[dict[str, str], Sequence[str]]:
    """The keymap of a folder, and a sentence for each thing that is wrong in it.

    ``motions`` are the bindings of the article and ``others`` those of the app: keys may be given to them
    too, though they are no commands. The keymap stands over the keys of ``preset``.
    """
    moving = [binding for binding in motions if isinstance(binding, Binding)]
    known = [*moving, *(binding for binding in others if isinstance(binding, Binding))]
    user_keys, problem = keymap.read_keymap(folder / FILE, [binding.id for binding in known if binding.id])
    taken = keymap.clashes(user_keys, moving) if user_keys else []
    wrong = [f"{folder / FILE}: {'; '.join(taken)}."] if taken else []
    return {**PRESETS[preset], **user_keys}, [*wrong, *([problem] if problem else [])]


def left_without(binding: Binding, user_keys: Mapping[str, str]) -> str:
    """What to say of a command whose key another one took."""
    name = binding.id or binding.action
    taken = keymap.shown(user_keys.get(name, binding.key))
    return f"{FILE}: “{name}” is left without a key, since another command took {taken}."
