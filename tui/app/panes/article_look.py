"""The keys, component classes and default look of the article pane."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.app.text.paint import COLOUR_KEYS, ENTITY_KEYS, SPEAKER_COLOURS
from tui.app.theme import hues

NOTE_SIGN, CORRECTION_SIGN, BOOKMARK_SIGN, MORE_SIGN = "✎", "✗", "⚑", "+"
QUOTE_BAR, CURRENT_BAR = "▏", "▌"

COMPONENTS = frozenset(
    f"article--{name}"
    for name in (
        *(f"entity-{key}" for key in ENTITY_KEYS),
        *(f"highlight-{key}" for key in COLOUR_KEYS),
        *(f"speaker-{number}" for number in range(SPEAKER_COLOURS)),
        *(
            "quote",
            "quote-current",
            "cue",
            "actor",
            "note",
            "correction",
            "corrected",
            "overlap",
            "match",
            "match-current",
        ),
        *(
            "selection",
            "heading",
            "title",
            "byline",
            "quote-block",
            "caret",
            "caret-idle",
            "margin",
            "bookmark",
        ),
        *("empty", "sign", "label", "label-typed"),
    )
)

FIRST_COMPONENTS = frozenset(
    f"article--{name}"
    for name in ("title", "heading", "byline", "quote-block", "margin", "empty", "caret", "caret-idle")
)
"""What a text is drawn with before anything was found in it."""
SOON_COMPONENTS = frozenset(
    f"article--{name}"
    for name in (
        *("quote", "quote-current", "cue", "entity-person", "entity-org", "entity-place"),
        *(f"speaker-{number}" for number in range(SPEAKER_COLOURS)),
    )
)
"""What it is drawn with when the first quotes are found."""
CSS = """
ArticleView {
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;
    & > .article--title { text-style: bold; color: $text-primary; }
    & > .article--heading { text-style: bold; }
    & > .article--byline { color: $text-muted; text-style: italic; }
    & > .article--quote-block { text-style: italic; }
    & > .article--margin { color: $text-muted; }
    & > .article--empty { color: $text-muted; }
    & > .article--caret { background: $foreground; color: $surface; text-style: bold; }
    & > .article--caret-idle { text-style: underline; }
    &:ansi {
        & > .article--title { color: ansi_default; }
        & > .article--caret {
            background: ansi_default; color: ansi_default; text-style: bold underline reverse;
        }
    }
    &:nocolor > .article--caret { text-style: bold underline; }
}
"""
_LATE_CSS = """
ArticleView {
    & > .article--sign { color: $text-warning; text-style: bold; }
    & > .article--quote { background: $foreground 6%; }
    & > .article--quote-current { background: $primary 22%; }
    & > .article--cue { text-style: italic; }
    & > .article--entity-person { text-style: bold; }
    & > .article--entity-org { text-style: bold italic; }
    & > .article--entity-place, & > .article--entity-norp { text-style: italic; }
    & > .article--entity-time { color: $text-muted; }
    & > .article--actor { text-style: bold underline; }
    & > .article--note { text-style: underline; }
    & > .article--correction { text-style: strike; }
    & > .article--corrected { text-style: underline; }
    & > .article--bookmark { color: $text-error; text-style: bold; }
    & > .article--overlap { text-style: bold underline; }
    & > .article--match { background: $warning 45%; color: auto 95%; text-style: underline; }
    & > .article--match-current { background: $warning; color: auto 95%; text-style: bold underline; }
    & > .article--selection { background: $secondary 60%; color: auto 95%; text-style: bold; }
    & > .article--label { background: $accent; color: auto 95%; text-style: bold; }
    & > .article--label-typed { background: $accent 40%; color: auto 80%; }
    &:ansi {
        & > .article--quote { background: ansi_default; }
        & > .article--quote-current { background: ansi_default; text-style: bold; }
        & > .article--match { background: ansi_cyan; color: ansi_black; text-style: underline; }
        & > .article--match-current {
            background: ansi_bright_yellow; color: ansi_black; text-style: bold underline;
        }
        & > .article--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
        & > .article--label { background: ansi_default; color: ansi_default; text-style: bold reverse; }
        & > .article--label-typed { background: ansi_default; color: ansi_default; text-style: underline; }
    }
    &:nocolor {
        & > .article--match { text-style: underline; }
        & > .article--match-current { text-style: bold underline reverse; }
        & > .article--selection { text-style: reverse; }
        & > .article--label-typed { text-style: underline; }
    }
}
"""
LATE_CSS = _LATE_CSS + hues.css(
    "ArticleView",
    "article",
    hues.ground_rules("highlight", letters=" color: auto 95%;"),
    hues.speaker_rules(),
    hues.SIGN_RULES,
)


def _binding(keys: str, action: str, name: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"article.{name}")


BINDINGS: list[BindingType] = [
    _binding("j,down", "line(1)", "line-down", "Next line"),
    _binding("k,up", "line(-1)", "line-up", "Previous line"),
    _binding("l,right", "character(1)", "character-right", "Next character"),
    _binding("h,left", "character(-1)", "character-left", "Previous character"),
    _binding("w,W,ctrl+right", "word(1)", "word-next", "Next word"),
    _binding("ctrl+left", "word(-1)", "word-previous", "Previous word"),
    _binding("d", "half_page(1)", "half-page-down", "Half a page down"),
    _binding("u", "half_page(-1)", "half-page-up", "Half a page up"),
    _binding("space,pagedown", "page(1)", "page-down", "Page down"),
    _binding("b,pageup", "page(-1)", "page-up", "Page up"),
    _binding("g,home,ctrl+home", "top", "top", "Beginning"),
    _binding("G,end,ctrl+end", "bottom", "bottom", "End"),
    _binding("percent_sign", "percent", "percent", "To that percentage"),
    _binding("right_curly_bracket", "paragraph(1)", "paragraph-next", "Next paragraph"),
    _binding("left_curly_bracket", "paragraph(-1)", "paragraph-previous", "Previous paragraph"),
    _binding("right_parenthesis", "sentence(1)", "sentence-next", "Next sentence"),
    _binding("left_parenthesis", "sentence(-1)", "sentence-previous", "Previous sentence"),
    _binding("dollar_sign", "line_end", "line-end", "End of the line"),
    _binding("v", "select('word')", "select-words", "Select words"),
    _binding("V", "select('line')", "select-lines", "Select lines"),
    _binding("o", "swap_ends", "select-swap", "Other end of the selection"),
    _binding("escape", "drop", "drop", "Drop the selection"),
    _binding("0", "digit(0)", "digit-0", "Beginning of the line, or a digit of a count"),
    *(
        _binding(str(digit), f"digit({digit})", f"digit-{digit}", "A digit of a count")
        for digit in range(1, 10)
    ),
]
