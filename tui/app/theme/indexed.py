"""The 256 colours that a terminal without true colour has, and the nearest of them. No Textual in here.

Rich takes the nearest step of red, green and blue each: a dark grey with a little blue in it comes out navy.
Here it is the colour that looks nearest, by its distance in OKLab
(https://bottosson.github.io/posts/oklab/), among the 240 that are the same on every terminal.
"""

from __future__ import annotations

import math
from functools import lru_cache
from math import dist, hypot

from tui.app.theme.hues import INDEXED

Oklab = tuple[float, float, float]
_COLOURED = 0.06
"""OKLab's chroma from which on a colour is more than a tinge."""
_SAME_HUE = 0.9
"""The cosine of an angle, 26 degrees, within which two hues have the same name."""
_STEPS = (0, 95, 135, 175, 215, 255)


def oklab(red: float, green: float, blue: float) -> Oklab:
    """A colour's place in OKLab; its parts in sRGB, 0 to 255."""
    r, g, b = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red / 255, green / 255, blue / 255)
    )
    return from_linear(r, g, b)


def from_linear(r: float, g: float, b: float) -> Oklab:
    """A colour's place in OKLab; its parts in linear light, 0 to 1."""
    long = max(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b, 0) ** (1 / 3)
    middle = max(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b, 0) ** (1 / 3)
    short = max(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b, 0) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def distance(one: Oklab, other: Oklab) -> float:
    """How far apart two colours look, 0 to about 1; below 0.02 nobody tells them apart."""
    return dist(one, other)


def parts(number: int) -> tuple[int, int, int]:
    """Red, green and blue of one of the colours 16 to 255, as xterm has them."""
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return grey, grey, grey
    number -= 16
    return _STEPS[number // 36], _STEPS[number // 6 % 6], _STEPS[number % 6]


@lru_cache(maxsize=1)
def _palette() -> tuple[tuple[int, Oklab], ...]:
    return tuple((number, oklab(*parts(number))) for number in range(16, 256))


@lru_cache(maxsize=4096)
def nearest(red: int, green: int, blue: int) -> int:
    """The number, 16 to 255, of the colour that looks nearest. A tenth of a millisecond, once for each."""
    picked = INDEXED.get(f"#{red:02x}{green:02x}{blue:02x}")
    if picked is not None:
        return picked
    wanted = oklab(red, green, blue)
    near, least = 0, math.inf
    for number, known in _palette():  # a thousand comparisons before the first frame: no function is called
        far = (known[0] - wanted[0]) ** 2 + (known[1] - wanted[1]) ** 2 + (known[2] - wanted[2]) ** 2
        if far < least and not _turned(known, wanted):
            near, least = number, far
    return near


def _turned(one: Oklab, wanted: Oklab) -> bool:
    """Whether a colour is of another hue: a green that is none is worse than one too bright."""
    mine, other = hypot(*one[1:]), hypot(*wanted[1:])
    if other < _COLOURED:
        return False
    along = (one[1] * wanted[1] + one[2] * wanted[2]) / max(mine * other, 1e-9)
    return mine < _COLOURED / 2 or along < _SAME_HUE
