"""What is known of a language: lists and names, read once from the folder of its data."""
