"""A text and its Doc as plain lists: what every later step reads."""
