"""The app/screens room."""
