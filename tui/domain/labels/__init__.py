"""The words for a code, once for the app, the exports and the command line."""
