"""Every key and command of the app, in tables."""
