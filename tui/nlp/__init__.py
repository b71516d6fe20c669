"""The nlp room."""
