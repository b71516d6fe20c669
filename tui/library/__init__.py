"""The library: bookmarks, highlights, notes, corrections and reading positions in one TinyDB file.

Also the caches beside it, which may be thrown away at any time: analyses, and the texts of articles that
have no file of their own. TinyDB is imported nowhere else.
"""
