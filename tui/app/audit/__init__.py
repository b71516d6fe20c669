"""The audit of sources as a screen: of one article, and of everything that is kept."""
