"""The keys, component classes and default look of the article pane."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.app.text.paint import COLOUR_KEYS, ENTITY_KEYS, SPEAKER_COLOURS

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
        *("empty", "sign"),
    )
)

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
    & > .article--sign { color: $text-warning; text-style: bold; }
    & > .article--empty { color: $text-muted; }
    & > .article--quote { background: $foreground 6%; }
    & > .article--quote-current { background: $primary 22%; }
    & > .article--cue { text-style: italic; }
    & > .article--entity-person { color: #e5b567; }
    & > .article--entity-org { color: #b79cf2; }
    & > .article--entity-place { color: #7ec98f; }
    & > .article--entity-norp { color: #63c2c4; }
    & > .article--entity-time { color: $text-muted; }
    & > .article--entity-other { color: #d793b9; }
    & > .article--actor { text-style: bold underline; }
    & > .article--note { text-style: underline; }
    & > .article--correction { text-style: strike; }
    & > .article--bookmark { color: $text-error; text-style: bold; }
    & > .article--overlap { text-style: bold underline; }
    & > .article--highlight-yellow { background: #d7b600 45%; color: auto 95%; }
    & > .article--highlight-green { background: #3fa34d 45%; color: auto 95%; }
    & > .article--highlight-blue { background: #3d7edb 45%; color: auto 95%; }
    & > .article--highlight-pink { background: #d6558f 45%; color: auto 95%; }
    & > .article--highlight-orange { background: #e07a1f 45%; color: auto 95%; }
    & > .article--match { background: $warning 45%; color: auto 95%; text-style: underline; }
    & > .article--match-current { background: $warning; color: auto 95%; text-style: bold underline; }
    & > .article--selection { background: $secondary 60%; color: auto 95%; text-style: bold; }
    & > .article--caret { background: $foreground; color: $surface; text-style: bold; }
    & > .article--caret-idle { text-style: underline; }
    & > .article--speaker-0 { color: #e06c75; }
    & > .article--speaker-1 { color: #56b6c2; }
    & > .article--speaker-2 { color: #d19a66; }
    & > .article--speaker-3 { color: #98c379; }
    & > .article--speaker-4 { color: #c678dd; }
    & > .article--speaker-5 { color: #61afef; }
    & > .article--speaker-6 { color: #e5c07b; }
    & > .article--speaker-7 { color: #abb2bf; }
    &:light {
        & > .article--sign { color: #7a5200; }
        & > .article--entity-person { color: #664100; }
        & > .article--entity-org { color: #54309a; }
        & > .article--entity-place { color: #115226; }
        & > .article--entity-norp { color: #064f52; }
        & > .article--entity-other { color: #7d2454; }
        & > .article--speaker-0 { color: #c01c28; }
        & > .article--speaker-1 { color: #0e7c86; }
        & > .article--speaker-2 { color: #a35200; }
        & > .article--speaker-3 { color: #2d7d2d; }
        & > .article--speaker-4 { color: #8b2fb0; }
        & > .article--speaker-5 { color: #1a5fb4; }
        & > .article--speaker-6 { color: #866a03; }
        & > .article--speaker-7 { color: #5e5c64; }
    }
    &:ansi {
        & > .article--title { color: ansi_default; }
        & > .article--entity-person { color: ansi_magenta; }
        & > .article--entity-org { color: ansi_blue; }
        & > .article--entity-place { color: ansi_green; }
        & > .article--entity-norp { color: ansi_cyan; }
        & > .article--entity-other { color: ansi_red; }
        & > .article--quote { background: ansi_default; }
        & > .article--quote-current { background: ansi_default; text-style: bold; }
        & > .article--highlight-yellow { background: ansi_yellow; color: ansi_black; }
        & > .article--highlight-green { background: ansi_green; color: ansi_black; }
        & > .article--highlight-blue { background: ansi_bright_blue; color: ansi_black; }
        & > .article--highlight-pink { background: ansi_bright_magenta; color: ansi_black; }
        & > .article--highlight-orange { background: ansi_bright_red; color: ansi_black; }
        & > .article--match { background: ansi_cyan; color: ansi_black; text-style: underline; }
        & > .article--match-current {
            background: ansi_bright_yellow; color: ansi_black; text-style: bold underline;
        }
        & > .article--selection { background: ansi_default; color: ansi_default; text-style: reverse; }
        & > .article--caret {
            background: ansi_default; color: ansi_default; text-style: bold underline reverse;
        }
    }
    &:nocolor {
        & > .article--entity-person { text-style: bold; }
        & > .article--entity-org { text-style: bold italic; }
        & > .article--entity-place { text-style: italic; }
        & > .article--match { text-style: underline; }
        & > .article--match-current { text-style: bold underline reverse; }
        & > .article--selection { text-style: reverse; }
        & > .article--caret { text-style: bold underline; }
    }
}
"""


def _binding(keys: str, action: str, name: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"article.{name}")


BINDINGS: list[BindingType] = [
    _binding("j,down", "line(1)", "line-down", "Next line"),
    _binding("k,up", "line(-1)", "line-up", "Previous line"),
    _binding("l,right", "character(1)", "character-right", "Next character"),
    _binding("h,left", "character(-1)", "character-left", "Previous character"),
    _binding("w,ctrl+right", "word(1)", "word-next", "Next word"),
    _binding("W,ctrl+left", "word(-1)", "word-previous", "Previous word"),
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
