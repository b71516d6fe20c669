"""Every hue of the app, once: of speakers and of highlights; and the CSS that is made of them.

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
    Hue("#eb8e34", "#bc2c32", "ansi_yellow"),
    Hue("#f8d1fa", "#ac3b97", "ansi_magenta"),
    Hue("#39bb77", "#026d13", "ansi_green"),
    Hue("#fdc649", "#80052e", "ansi_red"),
    Hue("#d79afc", "#6e0178", "ansi_blue"),
    Hue("#82ddbb", "#3261d0", "ansi_cyan"),
    Hue("#c2fd91", "#312ca0", "ansi_bright_red"),
    Hue("#a5adba", "#5b5f66", "ansi_default"),
)
"""By the numbers of the speakers' colours; the last is of words that nobody known speaks.

Chosen by search over OKLCH for the greatest of the least distances between two of them, as everybody sees
them and as they look without red, green or blue cones (Machado 2009, https://doi.org/10.1109/TVCG.2009.113).
"""


INDEXED: Mapping[str, int] = dict(
    zip(
        (colour for hue in SPEAKERS for colour in hue[:2]),
        (208, 131, 189, 163, 36, 22, 221, 125, 177, 54, 115, 27, 157, 20, 146, 60),
        strict=True,
    )
)
"""The speakers' hues where a terminal has 256 colours: chosen together, for the nearest of each are too near
to one another for the colour-blind."""


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
