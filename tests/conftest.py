"""Nothing of the terminal and the settings of whoever runs the tests is seen by them, nor how busy it is."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

for name in (
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES", "TERM_PROGRAM"),
    *("SAYSO_LIBRARY", "XDG_STATE_HOME", "VISUAL", "EDITOR", "BROWSER"),
    *("TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "TEXTUAL_THEME"),
):
    os.environ.pop(name, None)
os.environ["TERM"] = "xterm-256color"
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # whoever runs them put them in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No limits of time; the same examples in every run. `--hypothesis-profile=default` looks for others.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no process is left alone with them at the end."""
    items.sort(key=lambda item: "/training/" not in item.nodeid)
