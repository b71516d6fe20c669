"""The ground floor: plain data, anchoring and the ports through which the rooms meet.

Nothing here imports a room, spaCy, Textual or TinyDB. Every offset is a Unicode code point into
``Article.text``.
"""
