"""Feeds: RSS, Atom and JSON Feed to articles; fetching them politely; lists of feeds."""
