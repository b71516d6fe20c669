"""Names merged into clusters, one for each actor: persons, organisations, places, groups."""
