"""Feeds: what the reader subscribed to and has read (in the library's file), and their items (beside it)."""
