"""The widgets of the reader: the article, the lists beside it, the rows around it."""
