"""What ``sayso serve`` answers a browser with."""
