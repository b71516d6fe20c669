"""A passage remembered by its words, and found again in a text that may have changed."""
