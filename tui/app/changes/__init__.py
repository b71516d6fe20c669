"""What changed from one version of an article to another, on a screen of its own."""
