"""The command line's grammar: a file for each family of commands, put together in ``parser``."""
