"""The articles that are kept, every version once, in a folder beside the library; and the index over them."""
