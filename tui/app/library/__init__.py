"""The screen of the library."""
