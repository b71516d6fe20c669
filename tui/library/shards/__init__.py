"""Actors and quotes of more articles than a library holds, as Parquet: shards, asked by DuckDB."""
