"""Nothing is ever lost: atomic writes, backups, checks, salvage, restoring."""
