"""Names merged into actors: persons, organisations, places, groups."""
