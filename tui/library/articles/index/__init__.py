"""The index over the kept articles: SQLite with FTS5, made again whenever it is missing, old or damaged."""
