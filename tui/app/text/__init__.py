"""The engine for long texts: cells, lines, motions, searching and painting. No Textual in it."""
