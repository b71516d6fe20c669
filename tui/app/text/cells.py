"""How wide text is on a terminal: classes of characters, grapheme clusters, and what is drawn for them.

Widths are Rich's, so that they agree with what Textual crops and joins. Most text needs no table at all: a
regular expression tells whether every character takes exactly one cell and stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from tui.domain.text.safe import one_line, printable

TAB = 4
"""Cells from one tab stop to the next."""

_LONGEST_CLUSTER = 16  # code points drawn of one cluster: hundreds of marks on one letter are an attack

# Characters one cell wide that never join their neighbours (checked against Rich's table by a test).
SINGLE = (
    "\u0021-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f"
    "\u05d0-\u05ea\u0620-\u064a\u1e00-\u1eff\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2400-\u2426\ufffd"
    "\u2190-\u2193\u2500-\u259f\u25a0-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa\u2691\u2713\u2717"
)
# Characters two cells wide that never join their neighbours and may be broken before and after.
WIDE = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
# Spaces a line may be broken at. U+2028 and U+2029 are drawn as spaces.
_SPACES = "\u0020\u0009\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u2028\u2029"

NOT_PLAIN = re.compile(f"[^ {SINGLE}]")
"""Finds the first character that is neither one lone cell nor an ordinary space."""

SPACE = re.compile(f"[{_SPACES}]")
SPACES = frozenset("\u0020\u0009\u1680\u205f\u3000\u2028\u2029").union(
    map(chr, (*range(0x2000, 0x2007), *range(0x2008, 0x200B)))
)


@cache
def _tokens() -> re.Pattern[str]:
    """Runs of characters of one class. Compiled once an odd character asks for it: that takes 15 ms."""
    other = f"[^{SINGLE}{WIDE}{_SPACES}]"
    return re.compile(
        f"(?P<space>[{_SPACES}]+)|(?P<single>[{SINGLE}]+(?!{other}))|(?P<wide>[{WIDE}]+(?!{other}))"
        f"|(?P<other>[{SINGLE}{WIDE}]?{other}+)|(?P<last>.)",
        re.DOTALL,
    )


# Closing marks never begin a line, opening marks never end one (the usual rules for Chinese and Japanese).
NEVER_FIRST = frozenset("、。，．！？：；）」』】〕》〉”’ー々゛゜ヽヾゝゞ…‥・％℃")
NEVER_LAST = frozenset("「『（【〔《〈“‘￥＄")

_SOFT_HYPHEN = "\xad"  # terminals do not agree on its width
_UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x61C])

Cluster = tuple[int, int, int]
"""Start and end in code points, width in cells."""


def space_width(character: str, x: int) -> int:
    """Cells that a space character takes when it stands ``x`` cells after the start of its line."""
    if character == "\t":
        return TAB - x % TAB
    return 2 if character == "\u3000" else 1


def clusters(text: str, start: int = 0, end: int | None = None, x: int = 0) -> Iterator[Cluster]:
    """The grapheme clusters of ``text[start:end]`` (printable, no line ends); the first is ``x`` cells in."""
    end = len(text) if end is None else end
    if NOT_PLAIN.search(text, start, end) is None:
        yield from ((index, index + 1, 1) for index in range(start, end))
        return
    for token in _tokens().finditer(text, start, end):
        first, last = token.span()
        kind = token.lastgroup
        if kind == "single":
            for index in range(first, last):
                yield index, index + 1, 1
            x += last - first
        elif kind == "wide":
            for index in range(first, last):
                yield index, index + 1, 2
            x += 2 * (last - first)
        elif kind == "space":
            for index in range(first, last):
                width = space_width(text[index], x)
                yield index, index + 1, width
                x += width
        else:
            for cluster_start, cluster_end, width in graphemes(token.group()):
                yield first + cluster_start, first + cluster_end, width
                x += width


def graphemes(text: str) -> list[Cluster]:
    """The clusters of a run without spaces, each as wide as what :func:`drawn` gives for it."""
    return [
        (start, end, width if end - start == 1 and text[start] != _SOFT_HYPHEN else _size(text[start:end]))
        for start, end, width in split_graphemes(text)[0]
    ]


@lru_cache(maxsize=4096)
def _size(cluster: str) -> int:
    return cell_len(_drawn(cluster))


def _drawn(cluster: str) -> str:
    if not get_character_cell_size(cluster[0]) or cluster[0] == _SOFT_HYPHEN:
        return ""  # a mark with nothing to stand on would land on the cell to its left
    return cluster[:_LONGEST_CLUSTER].translate(_UNSEEN).rstrip("\u200d")


def drawn(text: str, start: int, end: int, width: int) -> str:
    """What to write for one cluster of printable text: exactly ``width`` cells, nothing unseen in it."""
    if end - start == 1:
        character = text[start]
        if character == "\t" or not width:
            return " " * width
        return " " if character in "\u2028\u2029" else character
    return _drawn(text[start:end])


def pieces(line: str) -> Iterator[tuple[int, str]]:
    """What to write for each cluster of a line, safe, and the code point of ``line`` it begins at.

    Line ends are spaces; tabs are as wide as their place asks.
    """
    safe = "\t".join(map(one_line, line.replace("\r", " ").split("\t")))
    for start, end, size in clusters(safe):
        yield start, drawn(safe, start, end, size)


def fit(text: str, width: int) -> str:
    """One line of text from outside, safe, cut to ``width`` cells with "…" where it is longer."""
    return cut(" ".join(printable(text).split()), width)


def cut(line: str, width: int) -> str:
    """The same for a line that is safe already, and whose spaces are kept as they are."""
    if NOT_PLAIN.search(line) is None:
        if len(line) <= width:
            return line
        return line[: width - 1] + "…" if width > 0 else ""
    kept: list[str] = []
    used = 0
    for start, end, size in clusters(line):
        if used + size > width:
            while kept and used >= width:
                used -= cell_len(kept.pop())
            return "".join(kept) + "…" if width > 0 else ""
        kept.append(drawn(line, start, end, size))
        used += size
    return "".join(kept)


def beside(title: str, about: str, width: int) -> tuple[str, str]:
    """A title and what is said about it, cut to stand in one row of ``width`` cells, two cells between them.

    Parts of ``about`` (with " · " between them) go, from the first, while it takes much room that the title
    needs; the last one stays.
    """
    title, about = fit(title, width), fit(about, width)
    while " · " in about and cell_len(about) > max(width * 2 // 5, width - 2 - cell_len(title)):
        about = about.partition(" · ")[2]
    about = fit(about, width // 2)
    return fit(title, max(width - cell_len(about) - 2, 0)), about


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The beginning of ``text`` in at most ``lines`` lines of ``width`` cells, broken between words.

    A word longer than a line is broken where the line ends.
    """
    words = text[: width * lines * 2 + 80].split()
    result: list[str] = []
    while words and len(result) < lines - 1:
        line, used = [], -1
        while words and used + 1 + (size := cell_len(words[0])) <= width:
            line.append(words.pop(0))
            used += 1 + size
        if not line:
            at = room = 0
            for _, end, size in clusters(printable(words[0])):
                room += size
                if room > width and at:
                    break
                at = end
            line, words[0] = [words[0][:at]], words[0][at:]
            words = [word for word in words if word]
        result.append(fit(" ".join(line), width))
    if words:
        result.append(fit(" ".join(words), width))
    return result
