"""Read the news and see who said what: the public API, see ``sayso.load`` and ``sayso.analyse``.

The build installs this folder as the package ``sayso``; all of it is in :mod:`tui.api`.
"""

from tui.api import *  # noqa: F403
from tui.api import __all__, __version__  # noqa: F401
