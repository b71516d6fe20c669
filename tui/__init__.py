"""sayso: read the news in a terminal and see who said what."""

__version__ = "0.1.0"
