"""Themes, and the colours of the terminal."""
