"""Every hue of the app, once: of speakers, highlights and entities; and the CSS that is made of them.

The rest (grounds, letters, bars) comes from the theme that is chosen. No Textual in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.domain.codes import Colour


class Hue(NamedTuple):
    """One colour as CSS: on a dark ground, on a light one, and where only the terminal's own are used."""

    dark: str
    light: str
    ansi: str


SPEAKERS = (
    Hue("#e8838b", "#b3182a", "ansi_red"),
    Hue("#5cc5d1", "#0b6f79", "ansi_cyan"),
    Hue("#d9a066", "#8f4700", "ansi_yellow"),
    Hue("#9ccc7c", "#2a6f2a", "ansi_green"),
    Hue("#cf8be6", "#7c279e", "ansi_magenta"),
    Hue("#74b4f5", "#1a5bab", "ansi_blue"),
    Hue("#e8c877", "#6f5700", "ansi_bright_red"),
    Hue("#a5adba", "#5b5f66", "ansi_default"),
)
"""By the numbers of the speakers' colours; the last is of words that nobody known speaks."""

ENTITIES: Mapping[str, Hue] = {
    "person": Hue("#e5b567", "#664100", "ansi_magenta"),
    "org": Hue("#b79cf2", "#54309a", "ansi_blue"),
    "place": Hue("#7ec98f", "#115226", "ansi_green"),
    "norp": Hue("#63c2c4", "#064f52", "ansi_cyan"),
    "other": Hue("#d793b9", "#7d2454", "ansi_red"),
}
"""By the keys of the styles of entities; dates and times are written like less important words."""


class Marker(NamedTuple):
    """The colour of a highlight: the hue everywhere, the terminal's own for letters and for grounds."""

    hue: str
    ansi: str
    ansi_ground: str


MARKERS: Mapping[Colour, Marker] = {
    Colour.YELLOW: Marker("#d7b600", "ansi_yellow", "ansi_yellow"),
    Colour.GREEN: Marker("#3fa34d", "ansi_green", "ansi_green"),
    Colour.BLUE: Marker("#3d7edb", "ansi_blue", "ansi_bright_blue"),
    Colour.PINK: Marker("#d6558f", "ansi_magenta", "ansi_bright_magenta"),
    Colour.ORANGE: Marker("#e07a1f", "ansi_red", "ansi_bright_red"),
}

Rules = Iterable[tuple[str, str, str, str]]
"""For each component class (without its prefix) its declarations: on dark, on light, in the terminal's own
colours."""

SIGN_RULES: Rules = (("sign", "", "color: #7a5200;", ""),)
"""The signs in the margin: on a light ground a theme's own warning is too pale for them."""


def speaker_rules() -> Rules:
    """Letters in the speakers' hues: the classes ``speaker-0`` and so on."""
    for number, hue in enumerate(SPEAKERS):
        yield _letters(f"speaker-{number}", hue)


def entity_rules() -> Rules:
    """Letters in the hues of the kinds of entities: the classes ``entity-person`` and so on."""
    for key, hue in ENTITIES.items():
        yield _letters(f"entity-{key}", hue)


def ground_rules(name: str, letters: str = "") -> Rules:
    """Grounds in the hues of highlights: the classes ``NAME-yellow`` and so on; ``letters`` is added."""
    for colour, marker in MARKERS.items():
        ground = f"background: {marker.hue} 45%;{letters}"
        yield f"{name}-{colour}", ground, "", f"background: {marker.ansi_ground}; color: ansi_black;"


def ink_rules(name: str) -> Rules:
    """Letters in the hues of highlights: the classes ``NAME-yellow`` and so on."""
    for colour, marker in MARKERS.items():
        yield f"{name}-{colour}", f"color: {marker.hue};", "", f"color: {marker.ansi};"


def _letters(name: str, hue: Hue) -> tuple[str, str, str, str]:
    return name, f"color: {hue.dark};", f"color: {hue.light};", f"color: {hue.ansi};"


def css(widget: str, prefix: str, *rules: Rules) -> str:
    """The CSS of a widget's component classes ``PREFIX--…``."""
    known = [rule for some in rules for rule in some]

    def block(number: int) -> str:
        return "\n".join(f"& > .{prefix}--{rule[0]} {{ {rule[number]} }}" for rule in known if rule[number])

    return f"{widget} {{\n{block(1)}\n&:light {{\n{block(2)}\n}}\n&:ansi {{\n{block(3)}\n}}\n}}\n"
