"""What can be made again and may be thrown away at any time."""
