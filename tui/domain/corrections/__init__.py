"""The reader's corrections over an analysis."""
