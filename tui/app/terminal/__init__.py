"""What the app asks of the terminal and the desktop: signals, the clipboard, the user's editor."""
