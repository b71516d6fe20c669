"""The first page before Textual is imported, and what keeps keys fast after it."""
