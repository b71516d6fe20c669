"""Searching what is kept: a query understood, places found in the texts, hits in their order."""
