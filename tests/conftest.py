"""Nothing of the terminal and the settings of whoever runs the tests is seen by them."""

from __future__ import annotations

import os

for name in (
    *("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES", "TERM_PROGRAM"),
    *("SAYSO_LIBRARY", "XDG_STATE_HOME", "VISUAL", "EDITOR", "BROWSER"),
    *("TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "TEXTUAL_THEME"),
):
    os.environ.pop(name, None)
os.environ["TERM"] = "xterm-256color"
