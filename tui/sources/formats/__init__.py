"""One module a format: its bytes or text to blocks."""
