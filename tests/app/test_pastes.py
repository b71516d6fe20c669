"""What comes from the terminal: bytes that are no UTF-8, pastes that hold an ESC, pastes without an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.terminal import driver
from tui.app.terminal.driver import Pastes

BEGIN, END = "\x1b[200~", "\x1b[201~"
_WORDS = st.text(st.sampled_from("ab\x1b[201~q\n"), max_size=12).filter(
    lambda words: END not in words + END[:-1]
)


def fed(pastes: Pastes, *pieces: str) -> str:
    return "".join(map(pastes.safe, pieces))


@given(before=st.text(st.sampled_from("jk\x1b[OA20"), max_size=8), pasted=_WORDS, cut=st.data())
def test_an_esc_in_a_paste_is_shown_wherever_it_was_cut(before: str, pasted: str, cut: st.DataObject) -> None:
    typed = f"{before}{BEGIN}{pasted}{END}q"
    at = sorted(cut.draw(st.lists(st.integers(0, len(typed)), max_size=4)))
    pieces = [typed[start:end] for start, end in zip([0, *at], [*at, len(typed)], strict=True)]
    shown = pasted.replace("\x1b", "␛")
    assert fed(Pastes(), *pieces) == f"{before}{BEGIN}{shown}{END}q"


def test_keys_pass_at_once_and_as_they_are() -> None:
    pastes = Pastes()
    for keys in ("j", "\x1b", "\x1b[", "200", "A", "\x1b[20", "0x", "é"):
        assert pastes.safe(keys) == keys


@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_a_paste_whose_end_was_lost_is_left_by_a_key(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pastes = Pastes()
    assert fed(pastes, BEGIN, "words") == f"{BEGIN}words"
    pastes.safe(key)  # at once it may be part of what is pasted
    assert pastes.inside
    monkeypatch.setattr(driver, "_STUCK", -1)
    assert pastes.safe(key) == END
    assert pastes.safe("q") == "q"
