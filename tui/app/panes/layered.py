"""The look of component classes laid over one another: see-through grounds blended, letters readable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.style import Style
from textual.color import BLACK, WHITE, Color
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.widget import Widget

CONTRAST = 4.5
"""The least ratio between letters and their ground: WCAG 2.1, 1.4.3."""


def layered(widget: Widget, classes: Iterable[str]) -> Style:
    """The style of a widget with some of its component classes on it, the lowest first.

    Keep what it gives: it costs some hundred microseconds.
    """
    _, _, ground, ink = widget.colors
    if widget.styles.auto_color:  # "colors" forgets how see-through it is
        ink = ground.get_contrast_text(widget.styles.color.a)
    style = widget.rich_style
    for name in classes:
        component = widget.get_component_styles(name)
        if component.has_rule("background"):
            ground += component.background
        if component.has_rule("auto_color") and component.auto_color:
            ink = ground.get_contrast_text(component.color.a)
        elif component.has_rule("color"):
            ink = component.color
        style += component.text_style
    ink = readable(ground + ink, ground)
    return style + Style(color=ink.rich_color, bgcolor=ground.rich_color)


def readable(ink: Color, ground: Color) -> Color:
    """The colour, or as much nearer to white or black as it must be to be read on that ground.

    A terminal's own colours stay as they are: nobody knows what they look like.
    """
    if ink.ansi is not None or ground.ansi is not None:
        return ink
    end = max(WHITE, BLACK, key=lambda colour: contrast(colour, ground))
    for tenths in range(10):
        nearer = ink.blend(end, tenths / 10)
        if contrast(nearer, ground) >= CONTRAST:
            return nearer
    return end


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours as WCAG 2.1 defines it, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class LateComponents(Widget):
    """A widget that looks a component class up in the style sheet when it first draws with it.

    Textual does that for all of them whenever a widget gets its styles, five times before the first screen
    stands: forty classes took 3 ms each time, and a first page draws with six of them. The rules of the
    others, three quarters of all, are read later too.
    """

    LATE_COMPONENTS: ClassVar[frozenset[str]] = frozenset()
    """In place of ``COMPONENT_CLASSES``; not inherited."""
    FIRST_COMPONENTS: ClassVar[frozenset[str]] = frozenset()
    """Those of them whose rules stand in ``DEFAULT_CSS`` where there is a ``LATE_CSS``."""
    SOON_COMPONENTS: ClassVar[frozenset[str]] = frozenset()
    """Those that are drawn with, many at once, as soon as something is found: looked up before."""
    LATE_CSS: ClassVar[str] = ""
    """The rules of all but the first."""

    def get_component_styles(self, *names: str) -> RenderStyles:
        for name in self.LATE_COMPONENTS.intersection(names) - self._component_styles.keys():
            if name not in self.FIRST_COMPONENTS:
                self._add_late_css()
            component = DOMNode(classes=name)
            component._attach(self)
            self.app.stylesheet.apply(component)
            self._component_styles[name] = component.styles
        return super().get_component_styles(*names)

    def prepare_components(self) -> Iterator[None]:
        """Read the rules that are left, and look up what will be needed soon, in steps of milliseconds."""
        self._add_late_css()
        self.app.stylesheet.parse()
        yield
        if self.SOON_COMPONENTS:
            self.get_component_styles(*self.SOON_COMPONENTS)

    def _add_late_css(self) -> None:
        stylesheet = self.app.stylesheet
        for number, base in enumerate(self._node_bases):
            read_from = (base.__module__, f"{base.__name__}.LATE_CSS")
            css = vars(base).get("LATE_CSS", "")
            if css and not stylesheet.has_source(*read_from):
                scope = base._css_type_name
                stylesheet.add_source(css, read_from, is_default_css=True, tie_breaker=-number, scope=scope)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self._component_styles:
            self._component_styles.clear()
            self.refresh()


class ReadableText(Widget):
    """A widget that draws its own text, and whose letters can be read in every theme."""

    _readable_style: Style | None = None

    @property
    def readable_style(self) -> Style:
        """What to write with: the widget's own style."""
        if self._readable_style is None:
            self._readable_style = layered(self, ())
        return self._readable_style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._readable_style = None
