"""The rules of attribution, one subject a file."""
