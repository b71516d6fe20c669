"""The moving picture of the docs: what it is made of, and that it stands still for who wants that."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from screenshots import cast

SVG = "{http://www.w3.org/2000/svg}"


def test_the_moving_picture_needs_no_script_and_can_stand_still() -> None:
    text = (Path(cast.__file__).parent / "cast.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched"
    frames = [one for one in root.iter(f"{SVG}g") if (one.get("class") or "").startswith("f f")]
    assert [one.findtext(f"{SVG}text") for one in frames] == [scene.said for scene in cast.SCENES]
    css = root.findtext(f"{SVG}style", "")
    still, _, moving = css.partition("@media (prefers-reduced-motion:no-preference)")
    assert "animation" not in still
    assert f".f{cast.STILL}{{visibility:visible}}" in still
    assert moving.count("@keyframes") == len(cast.SCENES)


def test_rows_that_frames_have_in_common_stand_in_it_once() -> None:
    row = cast.Row(
        (("#000", 0, 12.2), ("#111", 12.2, 12.2), ("#111", 24.4, 12.2)), (("fill: #fff", 0, 24.4, "a<"),)
    )
    drawn = cast.drawn([[row] * 24] * len(cast.SCENES))
    assert drawn.count("a&lt;") == 1
    assert drawn.count('<rect class="g0"') == 1, "side by side they are one, and the usual ground is none"
