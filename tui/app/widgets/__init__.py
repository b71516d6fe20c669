"""The app/widgets room."""
