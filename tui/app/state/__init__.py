"""What the screens know of the article and the library. No Textual in it."""
